"""What stands for a whole document: each sentence once, how it opens first."""

from index.answers import Whole, WholeOf
from index.evaluation.trials import index_of
from index.key_points import KeyPoints
from index.lab.hashed_encoder import HashedEncoder
from index.search import Retriever
from index.types import Metadata
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
