"""A brief is made of sentences that tell something by themselves, where there are such."""

import numpy as np
import pytest

from index.briefs import pool
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


def layout(*blocks: tuple[str, BlockKind], section: str | None = None) -> list[str]:
    """The sentences of these paragraphs that a brief may be made of; the last has a section."""
    paragraphs, start = [], 0
    for number, (text, kind) in enumerate(blocks, start=1):
        title = section if number == len(blocks) else None
        paragraphs.append(Paragraph(number, start, start + len(text), title, kind))
        start += len(text) + 2
    whole = "\n\n".join(text for text, _ in blocks)
    document = Document("mills", whole, tuple(paragraphs), Metadata("Mills"))
    passages = passages_of(document)
    count = sum(len(passage.sentences) for passage in passages)
    vectors = np.eye(max(count, len(passages)), 64, dtype=np.float32)
    made = Pool((document,), passages, vectors[: len(passages)], vectors[:count])
    return [sentence.text for sentence in Layout(made).sentences]


TEXT = [(sentence, BlockKind.TEXT) for sentence in SENTENCES]


@pytest.mark.parametrize(
    "block",
    [
        ("if burned(mill): rebuild(the whole mill).", BlockKind.CODE),
        ("Arvale | 3 mills | built in 1702.", BlockKind.TABLE_ROW),
        ("the tools that are needed for it", BlockKind.LIST_ITEM),
        ("CRAN.", BlockKind.TEXT),
        ("Table 1: The mills of Arvale by age and wheel.", BlockKind.CAPTION),
        ("That is a promise.", BlockKind.TEXT),
        ("This is mostly true of it.", BlockKind.TEXT),
    ],
    ids=["code", "row", "item", "name", "caption", "promise", "few words"],
)
def test_what_needs_its_neighbours_is_left_out(block: tuple[str, BlockKind]) -> None:
    assert layout(*TEXT, block) == list(SENTENCES)


def test_where_hardly_anything_else_is_there_it_is_kept() -> None:
    few = [*TEXT[:2], ("CRAN.", BlockKind.TEXT)]
    assert layout(*few) == [*SENTENCES[:2], "CRAN."]


@pytest.mark.parametrize(
    "title",
    ["References", "7. Bibliography", "Acknowledgements", "References and notes", "SOURCES"],
)
def test_entries_of_a_bibliography_are_left_out(title: str) -> None:
    entry = ("The Mills of Arvale and Their Owners. Journal of Mills, 4, 1.", BlockKind.TEXT)
    assert layout(*TEXT, entry, section=title) == list(SENTENCES)


@pytest.mark.parametrize("title", ["Sources of income", "The references of a cook", "Notes"])
def test_a_section_that_only_sounds_like_a_bibliography_is_kept(title: str) -> None:
    text = ("The mills of Arvale paid three owners.", BlockKind.TEXT)
    assert layout(*TEXT, text, section=title)[-1] == text[0]


def test_what_goes_on_behind_a_formula_is_left_out() -> None:
    formula = ("y = a + bx, (1)", BlockKind.TEXT)
    tail = ("where the slope of the wheel is measured in degrees.", BlockKind.TEXT)
    assert layout(*TEXT, formula, tail) == list(SENTENCES)


def test_a_text_without_capitals_is_kept() -> None:
    text = ("the mills of arvale paid three owners.", BlockKind.TEXT)
    assert layout(*TEXT, text)[-1] == text[0]


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


def test_of_a_long_paragraph_in_a_large_library_every_passage_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool, "WHOLE", 1)
    text = " ".join(f"The {number} mills of Arvale grind the wheat." for number in range(200))
    documents = (document_of(text, id="north"),)
    retriever = Retriever(index_of(documents, ENCODER), ENCODER)
    count = len(retriever.index.passages)
    assert count > 3
    assert len(pool_on("mills", documents, retriever).passages) == count


def sectioned(sections: int, paragraphs: int) -> tuple[Document, Retriever]:
    """A document of so many sections of so many paragraphs, and what searches it."""
    body = "\n\n".join(
        f"{number} Chapter {'abcdefghij'[number]}\n\n"
        + "\n\n".join(f"The {n} mills of {number} grind the wheat." for n in range(paragraphs))
        for number in range(sections)
    )
    lines = [line for line in body.split("\n\n") if line]
    rows: list[Paragraph] = []
    start, title = 0, None
    for line in lines:
        if "Chapter" in line:
            title = line
        else:
            rows.append(Paragraph(len(rows) + 1, start, start + len(line), title))
        start += len(line) + 2
    document = Document("mills", body, tuple(rows), Metadata("Mills"))
    return document, Retriever(index_of((document,), ENCODER), ENCODER)


def test_a_brief_on_everything_in_a_large_library_is_made_of_what_sections_open_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool, "EVERYTHING", 4)
    document, retriever = sectioned(4, 5)
    taken = pool_on(None, (document,), retriever).passages
    assert [passage.paragraph for passage in taken] == [1, 6, 11, 16]


@pytest.mark.parametrize(("most", "expected"), [(3, [1, 6, 16]), (6, [1, 2, 6, 11, 16, 20])])
def test_too_many_openings_are_taken_evenly_and_too_few_are_filled_up(
    monkeypatch: pytest.MonkeyPatch, most: int, expected: list[int]
) -> None:
    monkeypatch.setattr(pool, "EVERYTHING", most)
    document, retriever = sectioned(4, 5)
    taken = pool_on(None, (document,), retriever).passages
    assert [passage.paragraph for passage in taken] == expected
