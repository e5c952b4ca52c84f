"""Lists that are typed line by line on a page, where no element is one, and what it sets in."""

import pytest

from index.reading.markup.parts import parts_of
from index.reading.markup.tree import page_of
from index.types import BlockKind

TEXT, ITEM, QUOTATION = BlockKind.TEXT, BlockKind.LIST_ITEM, BlockKind.QUOTATION


def read(body: str) -> list[tuple[str, BlockKind, int]]:
    parts = parts_of(page_of(body.encode()))
    return [(part.text, part.kind, part.item_depth) for part in parts]


@pytest.mark.parametrize("element", ["p", "div", "blockquote"])
@pytest.mark.parametrize("marks", [("1.", "2.", "3."), ("•", "•", "•"), ("c)", "d)", "e)")])
def test_each_line_with_the_next_mark_is_an_item(element: str, marks: tuple[str, ...]) -> None:
    words = ["Oats.", "Rye that the farms on the other side of the weir bring in carts", "No wheat"]
    items = [f"{mark} {said}" for mark, said in zip(marks, words, strict=True)]
    assert read(f"<{element}><b>{'<br>'.join(items)}</b></{element}><p>So.</p>") == [
        *((item, ITEM, 1) for item in items),
        ("So.", TEXT, 0),
    ]


def test_lines_above_the_items_are_what_they_stand_in() -> None:
    lines = "The mill<br>grinds:<br>1. oats<br>2. rye"
    items = [("1. oats", ITEM, 1), ("2. rye", ITEM, 1)]
    assert read(f"<p>{lines}</p>") == [("The mill grinds:", TEXT, 0), *items]
    assert read(f"<blockquote>{lines}</blockquote>")[0] == ("The mill grinds:", QUOTATION, 0)


def test_lines_of_an_item_are_its_own() -> None:
    assert read("<ul><li>It grinds:<br>1. oats<br>2. rye</li></ul>") == [
        ("It grinds:\n1. oats\n2. rye", ITEM, 1)
    ]


@pytest.mark.parametrize(
    "lines",
    ["1. Oats<br>3. Rye.", "1. Oats<br>grow.<br>2. Rye.", "1. Oats grow.", "– So?<br>– No."],
)
def test_other_lines_with_marks_are_running_text(lines: str) -> None:
    assert read(f"<p>{lines}</p>") == [(lines.replace("<br>", " "), TEXT, 0)]


def test_paragraphs_that_are_set_in_and_count_on_are_items() -> None:
    first, second = "1: Who rents the mill sweeps it. Nobody else does.", "2. It is shut in May."
    items = [(first, ITEM, 1), (second, ITEM, 1)]
    apart = f"<blockquote><p>{first}</p></blockquote><blockquote>{second}</blockquote>"
    assert read(f"<blockquote><p>{first}</p><p>{second}</p></blockquote>") == items
    assert read(apart) == items
    assert read(f"<blockquote><p>Note:</p><p>{first}<p>{second}</blockquote>") == [
        ("Note:", QUOTATION, 0),
        *items,
    ]


@pytest.mark.parametrize(
    "paragraphs",
    [["1. It grinds."], ["1. It grinds.", "3. It stands."], ["It grinds.", "It stands."]],
)
def test_other_paragraphs_that_are_set_in_are_quotations(paragraphs: list[str]) -> None:
    body = "".join(f"<p>{said}</p>" for said in paragraphs)
    quoted = [(said, QUOTATION, 0) for said in paragraphs]
    assert read(f"<blockquote>{body}</blockquote>") == quoted


def test_a_paragraph_that_is_not_set_in_does_not_go_on_with_one_that_is() -> None:
    assert [kind for _, kind, _ in read("<blockquote>1. Oats</blockquote><p>2. Rye</p>")] == [
        QUOTATION,
        TEXT,
    ]


ANSWER = "It grinds oats, and in May it grinds the rye of the farms."


def answered(question: str, answer: str = ANSWER) -> str:
    return f"<p><b>{question}</b></p><blockquote><p>{answer}</p></blockquote>"


def test_answers_that_are_set_in_below_questions_are_the_page_s_own_text() -> None:
    body = answered("What is it?") + answered("(2) Who rents it?", "1. Bo<br>2. Ada")
    body += answered("Why?") + answered("So it is", ANSWER * 2) + answered("When?")
    parts = read(f"{body}<p>So.</p>")
    assert [text for text, kind, _ in parts if kind is ITEM] == ["1. Bo", "2. Ada"]
    assert QUOTATION not in [kind for _, kind, _ in parts]

    parts = read(answered("What is it?") + answered("Who rents it?") + answered("Why?"))
    assert [kind for _, kind, _ in parts] == [TEXT] * 6


@pytest.mark.parametrize(
    "body",
    [
        answered("What is it?") + answered("Who rents it?"),
        answered("Ada Lind") + answered("Bo Elm") + answered("Di Oak"),
        f"<p>{ANSWER * 4}</p>" + answered("What?") + answered("Who?") + answered("Why?"),
    ],
)
def test_what_is_set_in_below_names_or_beside_much_text_is_quoted(body: str) -> None:
    assert (ANSWER, QUOTATION, 0) in read(body)
