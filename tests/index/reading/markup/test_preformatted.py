"""Text whose lines a page keeps by a style or a class of its own."""

import pytest

from index.reading.markup.main_part import main_part
from index.reading.markup.parts import parts_of
from index.reading.markup.tree import page_of
from index.types import BlockKind

TEXT, CODE = BlockKind.TEXT, BlockKind.CODE


def kinds(body: str) -> list[tuple[str, BlockKind]]:
    main = main_part(page_of(f"<body>{body}</body>".encode()), lambda _: False)
    return [(part.text, part.kind) for part in parts_of(main.root)]


@pytest.mark.parametrize(
    "stated",
    [
        'class="pre"',
        'class="pre-in-pp"',
        'style="white-space: pre"',
        'style="white-space:pre-wrap"',
    ],
)
def test_lines_that_are_kept_are_lines_between_the_words_around(stated: str) -> None:
    body = f"<p>Type this:<br><span {stated}>\nGrain   oats\nStones  2\n</span>Then it turns.</p>"
    assert kinds(body) == [
        ("Type this:", TEXT),
        ("Grain   oats\nStones  2", CODE),
        ("Then it turns.", TEXT),
    ]


@pytest.mark.parametrize(
    "inside",
    [
        '<code class="literal"><span class="pre">grind</span></code>',
        '<span style="white-space: pre-line">grind</span>',
        '<span class="prefix">grind</span>',
    ],
)
def test_a_word_in_a_line_stays_in_it(inside: str) -> None:
    assert kinds(f"<p>Type {inside} to\nbegin.</p>") == [("Type grind to begin.", TEXT)]
