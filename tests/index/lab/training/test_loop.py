"""The loss by hand, and a training small enough to watch."""

import math
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from index.lab.training.batches import Batch, Rows
from index.lab.training.exercises import Exercise
from index.lab.training.loop import Schedule, hide_words, loss_of, train
from index.lab.training.network import sentence_scores
from index.lab.training.sets import Window
from tests.support import tiny_networks

ONE = Window("s", "d", "", "The old king signed. A war.", ((0, 20), (21, 27)), frozenset())


def batch(gold: list[bool], start: list[bool], end: list[bool]) -> Batch:
    """Return one row of five tokens: [CLS], question, two sentences of two and one token."""
    return Batch(
        ids=torch.zeros((1, 5), dtype=torch.long),
        mask=torch.ones((1, 5), dtype=torch.long),
        types=torch.tensor([[0, 0, 1, 1, 1]]),
        places=torch.tensor([[-1, -1, 0, 0, 1]]),
        gold=torch.tensor([gold]),
        starts=torch.tensor([start]),
        ends=torch.tensor([end]),
    )


def log_softmax(scores: list[float], at: int) -> float:
    return scores[at] - math.log(sum(math.exp(s) for s in scores))


def cross_entropy(logit: float, target: float) -> float:
    chance = 1 / (1 + math.exp(-logit))
    return -target * math.log(chance) - (1 - target) * math.log(1 - chance)


TOKENS = torch.tensor(
    [[[9, 9, 0.1, 0.2], [9, 9, 7, 7], [1, 2, 0.3, -0.4], [0, 1, 0.5, 0.6], [0, -1, 0.7, 0.8]]]
)
PASSAGE = torch.tensor([[0.5, -0.3]])


def test_a_sentence_scores_its_values_averaged_by_attention() -> None:
    scores = sentence_scores(TOKENS, torch.tensor([[-1, -1, 0, 0, 1]]), 3)[0].tolist()
    weight = math.e / (math.e + 1)
    assert scores == pytest.approx([2 * weight + 1 * (1 - weight), -1, -math.inf])


def test_the_loss_of_an_answered_row_is_that_of_its_sentence_its_span_and_its_answerability() -> (
    None
):
    made = batch([True, False], [False, False, False, True, False], [False] * 4 + [True])
    weight = math.e / (math.e + 1)
    sentence = -log_softmax([0.5, 2 * weight + (1 - weight), -1], 1)
    start = -log_softmax([0.1, 0.3, 0.5, 0.7], 2)
    end = -log_softmax([0.2, -0.4, 0.6, 0.8], 3)
    expected = sentence + 0.5 * cross_entropy(-0.3, 0.98) + 0.25 * (start + end) / 2
    assert float(loss_of(TOKENS, PASSAGE, made)) == pytest.approx(expected, rel=1e-5)


def test_the_loss_of_an_unanswered_row_asks_for_none() -> None:
    made = batch([False, False], [False] * 5, [False] * 5)
    weight = math.e / (math.e + 1)
    sentence = -log_softmax([0.5, 2 * weight + (1 - weight), -1], 0)
    start = -log_softmax([0.1, 0.3, 0.5, 0.7], 0)
    end = -log_softmax([0.2, -0.4, 0.6, 0.8], 0)
    expected = sentence + 0.5 * cross_entropy(-0.3, 0.02) + 0.25 * (start + end) / 2
    assert float(loss_of(TOKENS, PASSAGE, made)) == pytest.approx(expected, rel=1e-5)


def test_evidence_without_a_span_does_not_count_in_the_spans_loss() -> None:
    made = batch([True, False], [False] * 5, [False] * 5)
    weight = math.e / (math.e + 1)
    sentence = -log_softmax([0.5, 2 * weight + (1 - weight), -1], 1)
    expected = sentence + 0.5 * cross_entropy(-0.3, 0.98)
    assert float(loss_of(TOKENS, PASSAGE, made)) == pytest.approx(expected, rel=1e-5)


def test_only_words_of_the_passage_are_hidden() -> None:
    ids, places = torch.arange(8).view(1, 8), torch.tensor([[-1, -1, -1, 0, 0, 1, 1, -1]])
    assert hide_words(ids, places, 1.0, 99).tolist() == [[0, 1, 2, 99, 99, 99, 99, 7]]
    assert hide_words(ids, places, 0.0, 99).tolist() == ids.tolist()


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Threads that wait for each other cost a network this small a hundred times its work."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


class Primer:
    """A schoolbook of two exercises."""

    def epoch(self, rng: random.Random) -> list[Exercise]:
        made = [
            Exercise("who signed?", ONE, frozenset({0}), ("king",)),
            Exercise("who built the bridge?", ONE, frozenset()),
        ] * 4
        rng.shuffle(made)
        return made


def test_a_small_network_learns_a_primer_and_training_repeats(tmp_path: Path) -> None:
    rows = Rows(Tokenizer.from_file(str(tiny_networks.tokenizer(tmp_path))))
    schedule = Schedule(steps=80, rate=5e-3, head_factor=1.0, average=0.8, hidden=0.0)
    first = train(tiny_networks.network(), Primer(), rows, schedule, tmp_path).eval()
    again = train(tiny_networks.network(), Primer(), rows, schedule, tmp_path)
    for one, other in zip(first.parameters(), again.parameters(), strict=True):
        assert torch.equal(one, other)
    from index.lab.training.batches import collate

    made = collate([rows.row(e) for e in Primer().epoch(random.Random(1))[:8]])
    with torch.inference_mode():
        tokens, passage = first(made.ids, made.mask, made.types)
    scores = sentence_scores(tokens, made.places, 2)
    for row, gold in enumerate(made.gold.tolist()):
        choice = [float(passage[row, 0]), *scores[row].tolist()]
        assert choice.index(max(choice)) == (1 if gold[0] else 0)
        assert (float(passage[row, 1]) > 0) == gold[0]
    assert (tmp_path / "checkpoint.pt").is_file()
