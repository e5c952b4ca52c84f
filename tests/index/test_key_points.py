"""What stands for a whole document: each sentence once, how it opens first."""

from collections.abc import Sequence

import pytest

from index.answers import Whole, WholeOf
from index.evaluation.trials import index_of
from index.key_points import KeyPoints
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageReading, ReaderInput
from index.search import Retriever
from index.types import Document, Metadata
from tests.support.documents.cited_documents import document_of


def test_a_sentence_that_opens_and_sums_up_is_told_once_and_first() -> None:
    grains = ("wheat", "barley", "rye", "oats", "malt", "spelt", "millet", "maize")
    sentences = tuple(
        f"The mill by the river ground {grain} for the guild of the town." for grain in grains
    )
    document = document_of(sentences, Metadata("The mill by the river ground maize"))
    encoder = HashedEncoder()
    retriever = Retriever(index_of((document,), encoder), encoder)
    points = KeyPoints(retriever, encoder.encode, 600)
    told = points.of(WholeOf(Whole.OVERVIEW, (document,), vague=False))
    texts = [quote.text for quote in told]
    assert texts[0] == sentences[0]
    assert len(texts) == len(set(texts)) > 2


PARAGRAPHS = (
    "The mill by the river ground malt for the guild of the town.",
    "The guild of the town paid the miller by the river in barley.",
    "A mill that nobody needs should stand still. Visitors come on Sundays.",
)


class ByWord:
    """A reader that holds sentences with a word to say what a text comes to.

    Attributes:
        questions: How many questions it was asked.
    """

    def __init__(self, word: str, odds: float) -> None:
        self._word, self._odds = word, odds
        self.questions = 0

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        self.questions += 1
        return [PassageReading(0.0, tuple(map(self._of, one.sentences))) for one in passages]

    def _of(self, sentence: str) -> float:
        return self._odds if self._word in sentence else -8.0


def told(reader: ByWord, whole: Whole, *documents: Document) -> list[str]:
    encoder = HashedEncoder()
    retriever = Retriever(index_of(documents, encoder), encoder)
    points = KeyPoints(retriever, encoder.encode, 600)
    return [quote.text for quote in points.of(WholeOf(whole, documents, vague=False), reader)]


@pytest.mark.parametrize("whole", [Whole.POINT, Whole.CONCLUSION])
def test_the_point_is_what_the_close_says_plainly(whole: Whole) -> None:
    document = document_of(PARAGRAPHS, Metadata("The mill"))
    assert told(ByWord("Visitors", 2.0), whole, document) == ["Visitors come on Sundays."]


def test_where_the_close_says_nothing_plainly_the_point_is_how_it_opens() -> None:
    document = document_of(PARAGRAPHS, Metadata("The mill"))
    assert told(ByWord("Visitors", -2.0), Whole.POINT, document)[0] == PARAGRAPHS[0]


def test_of_more_than_four_documents_no_close_is_read() -> None:
    reader = ByWord("Visitors", 2.0)
    documents = [document_of(PARAGRAPHS, Metadata("The mill"), name=f"mill-{n}") for n in range(5)]
    told(reader, Whole.CONCLUSION, *documents)
    assert reader.questions == 0
    told(reader, Whole.CONCLUSION, *documents[:4])
    assert reader.questions == 12
