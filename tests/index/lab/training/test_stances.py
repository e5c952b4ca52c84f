"""What judges claims learns from claims alone, above layers that stay as they are."""

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
from index.lab.training.stances import ClaimBook, ContractBook, stance_loss
from tests.support import tiny_networks

PARAGRAPHS = (
    "The mill gained a road. It was paved with slate.",
    "The inn gained a baker.",
    "Rain fell in June.",
)
SAID = EssayQuestion("A road was gained.", ("The mill gained",), stance=StanceColumn.SUPPORTED)
DENIED = EssayQuestion("The mill lost", ("The mill gained",), stance=StanceColumn.CONTRADICTED)
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


def test_silence_weighs_half_and_what_is_no_claim_nothing() -> None:
    passage = torch.tensor([[0, 0, 2.0, 0, 0], [0, 0, 0, 1.0, 0], [0, 0, 9.0, 0, 0]])
    one, other = (float(stance_loss(passage, row[None], batch(2))) for row in passage[:2])
    said = float(stance_loss(passage, passage[:1], batch(StanceColumn.SUPPORTED)))
    silent = float(stance_loss(passage, passage[1:2], batch(StanceColumn.NOT_MENTIONED)))
    together = float(stance_loss(passage, passage, batch(0, 2, -1)))
    assert together == pytest.approx((said + 0.5 * silent) / 1.5, rel=1e-5)
    assert said < one
    assert silent == pytest.approx(other)


def test_the_layers_below_and_the_sentences_scores_stay() -> None:
    network = tiny_networks.network()
    network.learn_stances_alone()
    learning = {name for name, one in network.named_parameters() if one.requires_grad}
    assert not any(name.startswith(("bert.embeddings", "token_head")) for name in learning)
    layers = ReaderNetwork(_deep()).bert.encoder.layer
    assert len(layers) > STANCE_LAYERS
    deep = ReaderNetwork(_deep())
    deep.learn_stances_alone()
    still = [
        not any(p.requires_grad for p in layer.parameters()) for layer in deep.bert.encoder.layer
    ]
    assert still == [True] * (len(still) - STANCE_LAYERS) + [False] * STANCE_LAYERS


def _deep() -> BertConfig:
    config = tiny_networks.network().bert.config.to_dict()
    config["num_hidden_layers"] = STANCE_LAYERS + 2
    return BertConfig(**config)
