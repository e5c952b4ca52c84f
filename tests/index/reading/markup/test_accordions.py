"""Questions that open their answers on a page: neither is lost, whether shut or not."""

import pytest

from index.reading.markup.main_part import book_part, main_part
from index.reading.markup.parts import parts_of
from index.reading.markup.tree import page_of

TEXT = "".join(
    f"<p>{n}. The mill was built of oak in 1702, and burnt down in 1911.</p>" for n in "ab"
)
ASKED, ANSWERED = "How do I join?", "By the gate."


def texts(body: str) -> list[str]:
    main = main_part(page_of(f"<html><body>{TEXT}{body}</body></html>".encode()), lambda _: False)
    return [part.text for part in parts_of(main.root) if "1702" not in part.text]


@pytest.mark.parametrize(
    "accordion",
    [
        '<h3><button aria-expanded="false" aria-controls="a">{}</button></h3>'
        '<div id="a" style="display: none; color: red">{}</div>',
        '<h3><button aria-expanded="false"><span>{}</span><svg></svg></button></h3>'
        "<div hidden>{}</div>",
        '<div><h2><button aria-controls="a b">{}</button></h2></div>'
        '<div id="a" aria-hidden="true"><p>{}</p></div>',
        '<h3 role="tab" aria-expanded="false">{}</h3><div aria-hidden="true">{}</div>',
        "<details><summary><button>{}</button></summary><p>{}</p></details>",
        '<dl><dt><button aria-controls="a">{}</button></dt><dd id="a" hidden>{}</dd></dl>',
        '<h4><a role="button" href="#a" aria-controls="a">{}</a></h4><p id="a" hidden>{}</p>',
    ],
)
def test_a_question_that_opens_its_answer_is_read_with_it(accordion: str) -> None:
    assert "\n".join(texts(accordion.format(ASKED, ANSWERED))) == f"{ASKED}\n{ANSWERED}"


def test_such_a_question_is_a_heading_in_a_book_too() -> None:
    source = f"<h3><button>{ASKED}</button></h3><p hidden>{ANSWERED}</p>"
    parts = parts_of(book_part(page_of(source.encode()), lambda _: False).root)
    assert [(part.text, part.level) for part in parts] == [(ASKED, 3), (ANSWERED, None)]


@pytest.mark.parametrize(
    ("furniture", "left"),
    [
        ("<h3>Rules <button>Copy link</button></h3>", ["Rules"]),
        ("<button>Press</button>", []),
        ('<button aria-controls="m">Menu</button><ul id="m" role="menu" hidden><li>Home</ul>', []),
        ('<button aria-controls="m">Find</button><form id="m" hidden>Words</form>', []),
        ("<h3>Rules</h3><p hidden>Draft.</p>", ["Rules"]),
    ],
)
def test_other_buttons_and_what_is_hidden_otherwise_are_no_text(
    furniture: str, left: list[str]
) -> None:
    assert texts(furniture) == left
