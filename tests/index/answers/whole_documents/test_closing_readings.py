"""The close of a document as a reader takes it: asked what the whole comes to."""

from collections.abc import Sequence

from index.answers.whole_documents.closing_readings import ASKED, closing_odds
from index.evaluation.trials import index_of
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageReading, ReaderInput
from index.types import Metadata
from tests.support.documents.cited_documents import document_of

PARAGRAPHS = (
    "The mill stood by the river. It ground malt.",
    "The guild sold it. Nobody wept.",
    "A mill needs a miller. So does a town.",
)


class ByQuestion:
    """A reader whose log-odds are the place of the question among those that it was asked.

    Attributes:
        given: The sentences of each passage that it read, for each question.
    """

    def __init__(self) -> None:
        self.given: list[list[tuple[str, ...]]] = []

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        place = float(ASKED.index(question))
        self.given.append([one.sentences for one in passages])
        return [
            PassageReading(0.0, tuple(place + number for number, _ in enumerate(one.sentences)))
            for one in passages
        ]


def test_the_close_alone_is_read_for_each_question_and_the_mean_counts() -> None:
    document = document_of(PARAGRAPHS, Metadata("The mill"))
    reader = ByQuestion()
    index = index_of((document,), HashedEncoder())
    odds = closing_odds(document, document.paragraphs[1:], index, reader)
    close = [("The guild sold it.", "Nobody wept."), ("A mill needs a miller.", "So does a town.")]
    assert reader.given == [close] * 3
    starts = {said: document.text.index(said) for said in ("The guild", "Nobody", "A mill", "So")}
    assert odds == {
        starts["The guild"]: 1.0,
        starts["Nobody"]: 2.0,
        starts["A mill"]: 1.0,
        starts["So"]: 2.0,
    }
