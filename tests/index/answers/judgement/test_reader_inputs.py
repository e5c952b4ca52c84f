"""What stands before a passage is read with it, within its section."""

from dataclasses import replace

import pytest

from index.answers.judgement.reader_inputs import reader_input
from index.answers.kept_sentences import Paragraphs
from index.search.passages import passages_of
from index.types import BlockKind, Document, Metadata, Paragraph

TEXTS = ("The mill gained a road. It was paved.", "They also gained a baker. He baked. He left.")


def document(sections: tuple[str | None, str | None] = (None, None)) -> Document:
    start = len(TEXTS[0]) + 2
    paragraphs = (
        Paragraph(1, 0, len(TEXTS[0]), sections[0]),
        Paragraph(2, start, start + len(TEXTS[1]), sections[1]),
    )
    return Document("town", "\n\n".join(TEXTS), paragraphs, Metadata("Town"))


@pytest.mark.parametrize(
    ("max_tokens", "row", "before"),
    [
        (200, 0, ""),
        (200, 1, "It was paved."),  # the paragraph before
        (5, 1, "The mill gained a road."),  # within its paragraph
        (5, 3, "They also gained a baker."),
    ],
)
def test_the_sentence_before_a_passage_is_given(max_tokens: int, row: int, before: str) -> None:
    town = document()
    passage = passages_of(town, max_tokens=max_tokens)[row]
    given = reader_input(passage, town, "Town", Paragraphs())
    assert given.before == before
    assert given.context == "Town"
    assert " ".join(given.sentences) == town.text[passage.start : passage.end]


def test_nothing_of_another_section_is_given() -> None:
    town = document(("Roads", "Bakers"))
    assert reader_input(passages_of(town)[1], town, "", Paragraphs()).before == ""
    same = replace(document(("Roads", "Roads")))
    assert reader_input(passages_of(same)[1], same, "", Paragraphs()).before == "It was paved."


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ("Arvale | 3 | 1702", "Town: Arvale, Mills: 3, Built: 1702"),
        ("Borrin |  | 1911", "Town: Borrin, Built: 1911"),
        ("Borrin | | 1911", "Town: Borrin, Built: 1911"),
        ("Elm |or Elma| | | 1911", "Town: Elm |or Elma|, Built: 1911"),
        ("Celm | 4", "Town: Celm, Mills: 4"),  # empty cells at the end are not written
        ("Celm", "Celm"),  # it may stand across the table
        ("Dunn | 1 | 2 | 3", "Dunn | 1 | 2 | 3"),
    ],
)
def test_a_row_is_read_with_the_names_of_its_columns(row: str, read: str) -> None:
    header = "Town | Mills | Built"
    start = len(header) + 2
    paragraphs = (
        Paragraph(1, 0, len(header), None, BlockKind.TABLE_HEADER),
        Paragraph(2, start, start + len(row), None, BlockKind.TABLE_ROW, header=1),
    )
    table = Document("mills", f"{header}\n\n{row}", paragraphs, Metadata("Mills"))
    (passage,) = passages_of(table)
    assert reader_input(passage, table, "Mills", Paragraphs()).sentences == (read,)
