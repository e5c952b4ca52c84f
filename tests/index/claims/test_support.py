"""A claim is supported by what says it, not by what speaks of it and says otherwise."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.answers.answerer import Answerer
from index.claims.support import LEAST_CONFIDENCE, support_of
from index.collection import Collection
from index.errors import AddressError
from index.evaluation.trials import answerer_of
from index.models.passage_reader import PassageReading, ReaderInput
from index.reading.source_folder import list_sources, read_source
from index.settings import Settings
from index.types import Answer
from tests.support.hashed_encoder import HashedEncoder

TEXT = "The port collected 40 tons of grain in 2018.\n\nThe harbour master counts the ships.\n"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder = tmp_path_factory.mktemp("support")
    (folder / "port.txt").write_text(TEXT, "utf-8")
    settings = Settings(reader="none", answer_threshold=0.0)
    return Collection.open(folder, folder / "data", settings, encoder=HashedEncoder())


def test_what_says_the_claim_supports_it(collection: Collection) -> None:
    found = collection.support("The port collected 40 tons of grain in 2018.")
    assert found.supported
    assert found.passages[0].text == "The port collected 40 tons of grain in 2018."


def test_what_says_otherwise_is_shown_and_does_not_support_it(collection: Collection) -> None:
    found = collection.support("The port collected 90 tons of grain in 2018.")
    assert (found.supported, found.confidence) == (False, 0.0)
    assert found.passages[0].text == "The port collected 40 tons of grain in 2018."
    assert found.related == found.passages


def test_of_a_supported_claim_nothing_is_merely_related(collection: Collection) -> None:
    assert collection.support("The port collected 40 tons of grain in 2018.").related == ()


@pytest.mark.parametrize("address", ["2", "port:2"])
def test_an_address_is_its_paragraph(collection: Collection, address: str) -> None:
    found = collection.support(address)
    assert (found.supported, found.confidence) == (True, 1.0)
    assert [quote.text for quote in found.passages] == ["The harbour master counts the ships."]


def test_an_address_that_leads_nowhere_is_refused(collection: Collection) -> None:
    with pytest.raises(AddressError):
        collection.support("port:9")


class MillReader:
    """Finds one sentence likely, and the one about the toll three log-odds less so."""

    def __init__(self, odds: float) -> None:
        self.odds = odds

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        scores = [
            tuple(self.odds - 3.0 * ("toll" in s) - 9.0 * ("flood" in s) for s in p.sentences)
            for p in passages
        ]
        return [PassageReading(self.odds, one) for one in scores]


def answerer(tmp_path: Path, odds: float) -> Answerer:
    text = "The guild built the mill.\n\nA toll paid for the mill.\n\nA flood took the mill."
    (tmp_path / "town.txt").write_text(text, "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    return answerer_of(
        documents, HashedEncoder(), Settings(answer_threshold=0.01), MillReader(odds)
    )


def test_what_would_do_as_an_answer_is_not_yet_support(tmp_path: Path) -> None:
    claim = "The guild sold the mill"
    unsure = answerer(tmp_path, -3.0)
    outcome = unsure.answer(claim)
    assert isinstance(outcome, Answer)
    assert outcome.confidence < LEAST_CONFIDENCE
    support = support_of(claim, unsure)
    assert not support.supported
    assert support.confidence == outcome.confidence
    assert support_of(claim, answerer(tmp_path, 6.0)).supported


def test_only_what_says_about_as_much_supports_a_claim(tmp_path: Path) -> None:
    sure = answerer(tmp_path, 6.0)
    claim = "The mill was built and paid for"
    outcome = sure.answer(claim)
    assert isinstance(outcome, Answer)
    assert [quote.paragraph for quote in outcome.quotes] == [1, 2]
    support = support_of(claim, sure)
    assert [quote.paragraph for quote in support.passages] == [1]
