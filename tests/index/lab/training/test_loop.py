"""The loss by hand, and a training small enough to watch."""

import logging
import math
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from index.lab.training.batches import Batch, Rows
from index.lab.training.exercises import Exercise, Group
from index.lab.training.loop import Schedule, hide_words, loss_of, train
from index.lab.training.network import sentence_scores
from index.lab.training.sets import Window
from tests.support.networks import tiny_networks

ONE = Window("s", "d", "", "The old king signed. A war.", ((0, 20), (21, 27)), frozenset())


def batch(
    gold: list[bool],
    neutral: list[bool] | None = None,
    answerable: float | None = None,
    stance: int = -1,
) -> Batch:
    """Return one row of five tokens: [CLS], question, two sentences of two and one token."""
    return Batch(
        ids=torch.zeros((1, 5), dtype=torch.long),
        mask=torch.ones((1, 5), dtype=torch.long),
        types=torch.tensor([[0, 0, 1, 1, 1]]),
        places=torch.tensor([[-1, -1, 0, 0, 1]]),
        gold=torch.tensor([gold]),
        neutral=torch.tensor([neutral or [False, False]]),
        answerable=torch.tensor([float(any(gold)) if answerable is None else answerable]),
        stances=torch.tensor([stance]),
        groups=torch.tensor([0]),
    )


def log_softmax(scores: list[float], at: int) -> float:
    return scores[at] - math.log(sum(math.exp(s) for s in scores))


def cross_entropy(logit: float, target: float) -> float:
    chance = 1 / (1 + math.exp(-logit))
    return -target * math.log(chance) - (1 - target) * math.log(1 - chance)


TOKENS = torch.tensor([[[9.0, 9], [9, 9], [1, 2], [0, 1], [0, -1]]])
PASSAGE = torch.tensor([[0.5, -0.3, 1.0, 0.0, -1.0]])
FIRST = (2 * math.e + 1) / (math.e + 1)  # the first sentence's score
SECOND = -1.0


def loss(made: Batch) -> float:
    return float(loss_of(TOKENS, PASSAGE, made))


def test_a_sentence_scores_its_values_averaged_by_attention() -> None:
    scores = sentence_scores(TOKENS, torch.tensor([[-1, -1, 0, 0, 1]]), 3)[0].tolist()
    assert scores == pytest.approx([FIRST, SECOND, -math.inf])


def test_the_loss_of_an_answered_row_is_that_of_its_sentence_twice_and_its_answerability() -> None:
    within = -log_softmax([0.5, FIRST, SECOND], 1)
    among = -log_softmax([0.0, FIRST - 0.5, SECOND - 0.5], 1)
    expected = within + among + 0.5 * cross_entropy(-0.3, 0.98)
    assert loss(batch([True, False])) == pytest.approx(expected, rel=1e-5)


def test_the_loss_of_an_unanswered_row_asks_for_none() -> None:
    expected = -2 * log_softmax([0.5, FIRST, SECOND], 0) + 0.5 * cross_entropy(-0.3, 0.02)
    assert loss(batch([False, False])) == pytest.approx(expected, rel=1e-5)


def test_a_neutral_sentence_does_not_compete() -> None:
    expected = -2 * log_softmax([0.5, FIRST], 1) + 0.5 * cross_entropy(-0.3, 0.98)
    assert loss(batch([True, False], neutral=[False, True])) == pytest.approx(expected, rel=1e-5)


def test_a_row_with_neutral_sentences_alone_is_not_judged() -> None:
    assert loss(batch([False, False], neutral=[True, False], answerable=-1)) == 0


@pytest.mark.parametrize(("stance", "share"), [(0, 1.0), (1, 1.0), (2, 0.5)])
def test_what_a_passage_says_of_a_claim_counts_whole_and_half_where_it_is_silent(
    stance: int, share: float
) -> None:
    more = -share * log_softmax([1.0, 0.0, -1.0], stance)
    judged = loss(batch([True, False], stance=stance)) - loss(batch([True, False]))
    assert judged == pytest.approx(more, rel=1e-4)


def test_the_windows_of_a_question_compete() -> None:
    one = batch([True, False])
    fields = {name: getattr(one, name) for name in one.__slots__}
    two = {name: torch.cat([tensor, tensor]) for name, tensor in fields.items()}
    two["gold"] = torch.tensor([[True, False], [False, False]])
    two["answerable"] = torch.tensor([1.0, 0.0])
    together = Batch(**two)
    apart = Batch(**(two | {"groups": torch.tensor([0, 1])}))
    tokens, passage = torch.cat([TOKENS, TOKENS]), torch.cat([PASSAGE, PASSAGE])
    odds = [FIRST - 0.5, SECOND - 0.5]
    easy = -(log_softmax([0.0, *odds], 1) + log_softmax([0.0, *odds], 0)) / 2
    harder = -log_softmax([0.0, *odds, *odds], 1) - easy
    more = float(loss_of(tokens, passage, together)) - float(loss_of(tokens, passage, apart))
    assert more == pytest.approx(harder, rel=1e-4)


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

    def epoch(self, rng: random.Random) -> list[Group]:
        made: list[Group] = [
            (Exercise("who signed?", ONE, frozenset({0})),),
            (Exercise("who built the bridge?", ONE, frozenset()),),
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

    made = collate([[rows.row(e) for e in group] for group in Primer().epoch(random.Random(1))])
    with torch.inference_mode():
        tokens, passage = first(made.ids, made.mask, made.types)
    scores = sentence_scores(tokens, made.places, 2)
    for row, gold in enumerate(made.gold.tolist()):
        choice = [float(passage[row, 0]), *scores[row].tolist()]
        assert choice.index(max(choice)) == (1 if gold[0] else 0)
        assert (float(passage[row, 1]) > 0) == gold[0]
    assert (tmp_path / "checkpoint.pt").is_file()


def test_a_training_ends_when_nothing_is_left_to_learn(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rows = Rows(Tokenizer.from_file(str(tiny_networks.tokenizer(tmp_path))))
    schedule = Schedule(400, 5e-3, head_factor=1.0, average=0.8, hidden=0.0, mastered=0.3)
    with caplog.at_level(logging.INFO, "index.lab.training.loop"):
        train(tiny_networks.network(), Primer(), rows, schedule, tmp_path)
    left = [line for line in caplog.messages if line.endswith("are not mastered")]
    assert left[0] == "8 of 8 questions are not mastered"
    assert left[-1] == "0 of 8 questions are not mastered"
    assert len(left) < 400
    assert (tmp_path / "checkpoint.pt").is_file()
