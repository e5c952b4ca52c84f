"""A brief is made of sentences that tell something by themselves, where there are such."""

import numpy as np
import pytest

from index.briefs.pool import Layout, Pool, pool_on
from index.evaluation.trials import index_of
from index.lab.hashed_encoder import HashedEncoder
from index.reading.documents import document_of
from index.search import Retriever
from index.search.passages import passages_of
from index.storage import PassageTable
from index.types import BlockKind, Document, Metadata, Paragraph

ENCODER = HashedEncoder()
SENTENCES = tuple(f"The {number} of the mills was built in 1702." for number in range(8))


def layout(*blocks: tuple[str, BlockKind]) -> list[str]:
    """The sentences of these paragraphs that a brief may be made of."""
    paragraphs, start = [], 0
    for number, (text, kind) in enumerate(blocks, start=1):
        paragraphs.append(Paragraph(number, start, start + len(text), None, kind))
        start += len(text) + 2
    whole = "\n\n".join(text for text, _ in blocks)
    document = Document("mills", whole, tuple(paragraphs), Metadata("Mills"))
    passages = passages_of(document)
    count = sum(len(passage.sentences) for passage in passages)
    vectors = np.eye(max(count, len(passages)), 64, dtype=np.float32)
    pool = Pool((document,), passages, vectors[: len(passages)], vectors[:count])
    return [sentence.text for sentence in Layout(pool).sentences]


TEXT = [(sentence, BlockKind.TEXT) for sentence in SENTENCES]


@pytest.mark.parametrize(
    "block",
    [
        ("if burned(mill): rebuild(the whole mill).", BlockKind.CODE),
        ("Arvale | 3 mills | built in 1702.", BlockKind.TABLE_ROW),
        ("the tools that are needed for it", BlockKind.LIST_ITEM),
        ("CRAN.", BlockKind.TEXT),
    ],
    ids=["code", "row", "item", "name"],
)
def test_what_needs_its_neighbours_is_left_out(block: tuple[str, BlockKind]) -> None:
    assert layout(*TEXT, block) == list(SENTENCES)


def test_where_hardly_anything_else_is_there_it_is_kept() -> None:
    few = [*TEXT[:2], ("CRAN.", BlockKind.TEXT)]
    assert layout(*few) == [*SENTENCES[:2], "CRAN."]


def test_an_item_that_is_a_sentence_is_kept() -> None:
    item = ("It is called a mill in all of the nine villages.", BlockKind.LIST_ITEM)
    assert layout(*TEXT, item)[-1] == item[0]


def test_a_topic_of_one_document_is_found_in_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.briefs.pool.WHOLE", 10)
    text = "\n\n".join(f"The {number} mills grind the wheat." for number in range(20))
    documents = tuple(document_of(text, id=id_) for id_ in ("north", "south"))
    retriever = Retriever(index_of(documents, ENCODER), ENCODER)
    taken = pool_on("mills", documents[1:], retriever)
    assert {passage.document for passage in taken.passages} == {"south"}


def test_of_a_large_library_no_more_passages_are_made_than_the_brief_is_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "\n\n".join(f"The {number} mills grind the wheat." for number in range(20))
    documents = tuple(document_of(text, id=id_) for id_ in ("north", "south"))
    retriever = Retriever(index_of(documents, ENCODER), ENCODER)
    monkeypatch.setattr(PassageTable, "__iter__", lambda _: pytest.fail("all passages were made"))
    taken = pool_on("mills", documents[1:], retriever)
    assert {passage.document for passage in taken.passages} == {"south"}
    assert len(taken.passages) == 20
