"""Which paragraphs of a plain text are quotations, by their place and what shows it."""

import pytest

from index.reading.documents import document_of
from index.reading.repair.repair import restore
from index.types import BlockKind, Document

ABOVE = (
    "The council met in the old town hall on Tuesday and agreed, after a long\n"
    "debate of the members, that the bridge should be repaired before winter."
)
BELOW = (
    "Nobody had expected so many to come, and several speakers said that the\n"
    "effort would be worth the cost, however high that might turn out to be."
)
WIDE = (
    "    The bridge has stood for as long as the town, and it will stand for\n"
    "    longer than those who would let it fall into the river that it spans."
)
NARROW = (
    "    The bridge has stood for as long as the town, and it\n"
    "    will stand for longer than those who would let it\n"
    "    fall into the river that it spans, and for no better\n"
    "    reason than that they have never had to swim."
)


def read(*blocks: str) -> Document:
    return document_of("\n\n".join((ABOVE, *blocks, BELOW)) + "\n")


def quoted(document: Document) -> list[str]:
    return [
        document.text[paragraph.start : paragraph.end]
        for paragraph in document.paragraphs
        if paragraph.kind is BlockKind.QUOTATION
    ]


def joined(block: str) -> str:
    return " ".join(block.split())


def test_a_paragraph_that_is_announced_as_somebody_s_words_is_a_quotation() -> None:
    said = f"{BELOW}\nThe mayor of Arvale wrote to the council in May:"
    source = "\n\n".join((ABOVE, said, WIDE, BELOW))
    document = document_of(source)
    assert quoted(document) == [joined(WIDE)]
    assert len(document.paragraphs) == 4
    assert restore(document.text, document.repairs) == source


def test_a_paragraph_set_in_on_both_sides_is_a_quotation() -> None:
    assert quoted(read(NARROW)) == [joined(NARROW)]


def test_each_paragraph_of_a_quotation_is_one() -> None:
    assert quoted(read(NARROW, NARROW)) == [joined(NARROW), joined(NARROW)]


@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”"), ("``", "''")])
def test_a_paragraph_in_quotation_marks_is_a_quotation(opening: str, closing: str) -> None:
    block = "    " + opening + WIDE.strip() + closing
    assert quoted(read(block)) == [joined(block)]


def test_a_paragraph_over_a_name_is_a_quotation_with_it() -> None:
    assert quoted(read(f"{WIDE}\n        -- Ada Zeglar")) == [f"{joined(WIDE)} -- Ada Zeglar"]
    assert quoted(read(WIDE, "        — Ada Zeglar, mayor")) == [
        joined(WIDE),
        "— Ada Zeglar, mayor",
    ]


@pytest.mark.parametrize(
    "blocks",
    [
        [WIDE],  # a note, as likely as not
        ["To see how far it is, write:", WIDE],
        ["For example, the council said so:", WIDE],
        ["--bridge", NARROW],  # an option
        ["BRIDGES", NARROW],
        ["- The first item of a list, which is explained below.", NARROW],
        [NARROW, "- The first item of a list."],
        [NARROW.replace("The bridge", "1. The bridge", 1)],
        [NARROW.replace("that it spans", "{ x = y; }")],
        [NARROW.replace("swim.", "swim")],
        [NARROW.replace("The bridge", "the bridge", 1)],
        ["    The bridge has stood\n    for long,\n    and it will stand\n    as a song."],  # verse
        [f"    One line.\n\n{ABOVE}"],
        [NARROW.replace("the town", "the     town")],
    ],
)
def test_what_is_set_in_otherwise_is_none(blocks: list[str]) -> None:
    assert quoted(read(*blocks)) == []


def test_where_the_first_lines_of_paragraphs_are_set_in_none_is_a_quotation() -> None:
    paragraphs = [f"    {text}" for text in (ABOVE, BELOW, ABOVE, BELOW)]
    assert quoted(document_of("\n\n".join(paragraphs))) == []
