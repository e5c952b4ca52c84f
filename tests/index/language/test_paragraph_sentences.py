"""Sentences of paragraphs that are no prose."""

import pytest

from index.language import sentences_in
from index.types import BlockKind, Document, Metadata, Paragraph


def sentences(text: str, kind: BlockKind) -> list[str]:
    paragraph = Paragraph(1, 0, len(text), None, kind)
    document = Document("a", text, (paragraph,), Metadata("A"))
    return [text[span.start : span.end] for span in sentences_in(document, paragraph)]


PROSE = "Ships wait. They wait in the harbour."


@pytest.mark.parametrize("kind", [kind for kind in BlockKind if kind is not BlockKind.CODE])
def test_only_a_line_of_a_table_is_one_sentence(kind: BlockKind) -> None:
    whole = kind in {BlockKind.TABLE_ROW, BlockKind.TABLE_HEADER}
    assert sentences(PROSE, kind) == ([PROSE] if whole else ["Ships wait.", PROSE[12:]])


def test_the_lines_of_code_are_its_sentences() -> None:
    code = "def wait(ship):\n    return {\n        'at': harbour(ship).x,\n    }\n\n\nwait(1)"
    assert sentences(code, BlockKind.CODE) == [
        "def wait(ship):",
        "return {",
        "'at': harbour(ship).x,\n    }",
        "wait(1)",
    ]


def test_code_without_a_word_is_one_line() -> None:
    assert sentences("{\n}\n", BlockKind.CODE) == ["{\n}"]


def test_a_row_that_is_too_long_is_read_by_the_sentences_of_its_cells() -> None:
    said = " ".join(f"Ship {number} waits in the harbour of Arvale." for number in range(30))
    row = f"How many wait? | | {said}"
    assert sentences(row, BlockKind.TABLE_ROW) == [
        "How many wait?",
        *(f"Ship {number} waits in the harbour of Arvale." for number in range(30)),
    ]


def test_lines_that_each_begin_with_a_label_are_sentences() -> None:
    lines = ["Date: 20 July", "Place of the fair: Mill Lane", "Price: £12, children free"]
    assert sentences("\n".join(lines), BlockKind.TEXT) == lines


def test_a_labelled_line_of_several_sentences_is_still_parted() -> None:
    said = "Ada: Ships wait. They wait long.\nBob: No."
    assert sentences(said, BlockKind.TEXT) == ["Ada: Ships wait.", "They wait long.", "Bob: No."]


@pytest.mark.parametrize(
    "text",
    [
        "Date: 20 July\nat the mill",
        "The fair is held\nDate: 20 July",
        "The keepers of the whole harbour say: ships\nWe who keep the mill too say: grain",
        "12:30 Mill\n14:00 Harbour",
        "mill://a\nmill://b",
        "Date:\nPlace:",
    ],
)
def test_other_lines_are_no_sentences(text: str) -> None:
    assert sentences(text, BlockKind.TEXT) == [text]


@pytest.mark.parametrize(
    "lines",
    [
        ["Hanna Vogel (owner)", "Gary Elm (moderator)", "Dave Oak"],
        ["Hanna Vogel – owner", "Gary Elm – moderator"],
    ],
)
def test_lines_that_name_something_with_a_note_on_it_are_sentences(lines: list[str]) -> None:
    assert sentences("\n".join(lines), BlockKind.TEXT) == lines


@pytest.mark.parametrize(
    "text",
    [
        "Mill House\n12 Weir Lane\nArval (Upper Weir)",
        "The wheel turns\nThe river runs\nThe corn is ground",
        "Hanna Vogel (owner)\nGary Elm (moderator)\nwho left",
        "Hanna Vogel (owner),\nGary Elm (moderator)",
        "The mill (of Arval)\nBoats (of Weir)\nare moored there.",
    ],
)
def test_other_lines_go_on_in_each_other(text: str) -> None:
    assert sentences(text, BlockKind.TEXT) == [text]
