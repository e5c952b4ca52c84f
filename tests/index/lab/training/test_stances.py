"""What judges claims learns from claims alone, above layers that stay as they are."""

import math
import random
from collections import Counter

import pytest
import torch
from transformers import BertConfig

from index.lab.training.batches import Batch
from index.lab.training.essays import Essay, EssayQuestion
from index.lab.training.exercises import Exercise, Group
from index.lab.training.network import STANCE_LAYERS, ReaderNetwork, StanceColumn
from index.lab.training.sets import Window
from index.lab.training.stances import ClaimBook, ContractBook, narrowed, stance_loss
from tests.support.networks import tiny_networks

PARAGRAPHS = (
    "The mill gained a road. It was paved with slate.",
    "The inn gained a baker.",
    "Rain fell in June.",
)
SAID = EssayQuestion("A road was gained.", ("The mill gained",), stance=StanceColumn.SUPPORTED)
DENIED = EssayQuestion("The mill lost", ("The mill gained",), stance=StanceColumn.CONTRADICTED)
SAID_LONG = EssayQuestion("A road.", ("A road was",), stance=StanceColumn.SUPPORTED)
UNSAID = EssayQuestion("The baker was old.", (), stance=StanceColumn.NOT_MENTIONED)
ASKED = EssayQuestion("What did the mill gain?", ("The mill gained",))


def groups(*questions: EssayQuestion, seed: int = 1) -> list[Group]:
    return ClaimBook([Essay("Two houses", PARAGRAPHS, questions)]).epoch(random.Random(seed))


def test_only_claims_are_read() -> None:
    asked = [group[0].question for group in groups(SAID, ASKED, DENIED, UNSAID)]
    assert sorted(asked) == sorted(one.text for one in (SAID, DENIED, UNSAID))


def test_a_claim_is_read_where_it_is_borne_on_and_by_lot_beside_it() -> None:
    seen = Counter(
        tuple(one.stance for one in group)
        for seed in range(60)
        for group in groups(SAID, seed=seed)
    )
    alone, beside = (StanceColumn.SUPPORTED,), (StanceColumn.SUPPORTED, StanceColumn.NOT_MENTIONED)
    assert seen.keys() == {alone, beside}
    assert seen[alone] > seen[beside] > 0


def test_a_claim_that_is_not_mentioned_is_read_in_one_window() -> None:
    ((reading,),) = groups(UNSAID)
    assert reading.stance is StanceColumn.NOT_MENTIONED


SENTENCES = ("Rain fell.", "It was June.", "A road was gained.", "It was paved.", "All left.")
SPANS = ((0, 10), (11, 23), (24, 42), (43, 56), (57, 66))


def reading_of(*gold: int, before: str = "") -> Exercise:
    window = Window("s", "d", "", " ".join(SENTENCES), SPANS, frozenset(), before)
    return Exercise("A road.", window, frozenset(gold), stance=StanceColumn.SUPPORTED)


@pytest.mark.parametrize(
    ("gold", "texts", "kept", "before"),
    [
        ((2,), SENTENCES[1:4], {1}, SENTENCES[0]),
        ((0,), SENTENCES[:2], {0}, "Said before."),
        ((4,), SENTENCES[3:], {1}, SENTENCES[2]),
        ((1, 3), SENTENCES, {1, 3}, "Said before."),
    ],
)
def test_a_narrow_reading_has_what_bears_on_the_claim_and_its_neighbours(
    gold: tuple[int, ...], texts: tuple[str, ...], kept: set[int], before: str
) -> None:
    reading = narrowed(reading_of(*gold, before="Said before."), random.Random(1))
    assert reading.window.texts == texts
    assert (reading.gold, reading.window.before) == (frozenset(kept), before)


def test_where_nothing_bears_on_the_claim_some_sentence_is_read() -> None:
    read = {narrowed(reading_of(), random.Random(seed)) for seed in range(40)}
    assert {reading.gold for reading in read} == {frozenset()}
    windows = {reading.window.texts for reading in read}
    assert windows == {SENTENCES[max(0, at - 1) : at + 2] for at in range(len(SENTENCES))}


def test_half_of_the_claims_are_read_narrowly() -> None:
    long = Essay("A house", (" ".join(SENTENCES),), (SAID_LONG,))
    read = Counter(
        len(group[0].window.texts)
        for seed in range(100)
        for group in ClaimBook([long]).epoch(random.Random(seed))
    )
    assert read.keys() == {3, 5}
    assert min(read.values()) > 30


def test_of_contracts_the_claims_are_read_in_two_windows_at_most() -> None:
    window = Window("s", "d", "", "It holds.", ((0, 9),), frozenset())
    claim = Exercise("It holds.", window, frozenset({0}), stance=StanceColumn.SUPPORTED)
    question = Exercise("Does it?", window, frozenset({0}))

    class Contracts:
        def epoch(self, rng: random.Random) -> list[Group]:
            return [(claim, question, claim, claim), (question,)]

    assert ContractBook(Contracts()).epoch(random.Random(1)) == [(claim, claim)]


def batch(*stances: int) -> Batch:
    rows = len(stances)
    zeros = torch.zeros((rows, 2), dtype=torch.long)
    flags = torch.zeros((rows, 1), dtype=torch.bool)
    return Batch(
        zeros, zeros, zeros, zeros, flags, flags, torch.zeros(rows), torch.tensor(stances),
        torch.arange(rows),
    )  # fmt: skip


def smoothed_loss(logits: list[float], label: int) -> float:
    """The cross-entropy with a label of which 0.05 is spread over all three."""
    total = math.log(sum(math.exp(logit) for logit in logits))
    losses = [total - logit for logit in logits]
    return 0.95 * losses[label] + 0.05 * sum(losses) / 3


def test_silence_weighs_half_and_what_is_no_claim_nothing() -> None:
    passage = torch.tensor([[0, 0, 2.0, 0, 0], [0, 0, 0, 1.0, 0], [0, 0, 9.0, 0, 0]])
    said = smoothed_loss([2.0, 0.0, 0.0], StanceColumn.SUPPORTED)
    silent = smoothed_loss([0.0, 1.0, 0.0], StanceColumn.NOT_MENTIONED)
    together = batch(StanceColumn.SUPPORTED, StanceColumn.NOT_MENTIONED, -1)
    expected = (said + 0.5 * silent) / 1.5
    assert float(stance_loss(passage, passage, together)) == pytest.approx(expected, rel=1e-5)
    alone = stance_loss(passage[1:2], passage[1:2], batch(StanceColumn.NOT_MENTIONED))
    assert float(alone) == pytest.approx(silent, rel=1e-5)


def test_the_layers_below_and_the_sentences_scores_stay() -> None:
    deep = ReaderNetwork(_deep())
    deep.learn_stances_alone()
    learning = {name for name, one in deep.named_parameters() if one.requires_grad}
    assert not any(name.startswith(("bert.embeddings", "token_head")) for name in learning)
    layers = deep.bert.encoder.layer
    still = [not any(p.requires_grad for p in layer.parameters()) for layer in layers]
    assert still == [True] * 2 + [False] * STANCE_LAYERS


def _deep() -> BertConfig:
    config = tiny_networks.network().bert.config.to_dict()
    config["num_hidden_layers"] = STANCE_LAYERS + 2
    return BertConfig(**config)
