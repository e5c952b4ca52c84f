"""Plain texts in a markup are told by its marks, and read as files of that markup."""

from pathlib import Path

import pytest

from index.reading.documents import read_document
from index.reading.marked.markup_marks import marked_suffix

RESTRUCTURED = """\
Grinding
========

To grind by night, put this in your file::

  [mill]
  night = yes

See :mill:`help` for more.

.. note::

  The mill is loud.
"""
ASCIIDOC = "= Grinding\n:sacks: 3\n\n== By night\n\nThe mill is loud.\n"


@pytest.mark.parametrize(("text", "suffix"), [(RESTRUCTURED, ".rst"), (ASCIIDOC, ".adoc")])
def test_a_markup_is_told_by_several_of_its_marks(text: str, suffix: str) -> None:
    assert marked_suffix(text) == suffix


@pytest.mark.parametrize(
    "text",
    [
        "Grinding\n========\n\nThe mill is loud.\n",
        "The ratio is 3::\n\n  4 to 5.\n",
        "Put .. note:: before it, says Bo.\n",
        ".. note:: The mill is loud.\n",
        "= is a sign.\n\n----\n",
        "",
    ],
)
def test_one_mark_may_be_chance(text: str) -> None:
    assert marked_suffix(text) == ""


def test_such_a_text_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "grinding.txt"
    path.write_text(RESTRUCTURED, "utf-8")
    document = read_document(path)
    assert document.title == "Grinding"
    assert [(p.kind.value, document.text[p.start : p.end]) for p in document.paragraphs] == [
        ("text", "To grind by night, put this in your file:"),
        ("code", "[mill]\nnight = yes"),
        ("text", "See help for more."),
        ("text", "The mill is loud."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## Rules\n**No spam**\n- Be kind\n",
        "# Rules\n\nBe kind.\n\n## Roles\n\nThere are three.\n",
        "# Rules\n\n```\n/join\n```\n",
    ],
)
def test_markdown_is_told_by_its_headings(text: str) -> None:
    assert marked_suffix(text) == ".md"


@pytest.mark.parametrize(
    "text",
    [
        "# Rules\n\nBe kind.\n",
        "# where it is\nhome = /mill\n\n# who may\nusers = 2\n",
        "**No spam**\n\nBe kind.\n",
        "#general and #rules are channels. 2 ** 3 ** 4 is a number.\n",
    ],
)
def test_what_may_be_no_markdown_stays_as_it_is(text: str) -> None:
    assert marked_suffix(text) == ""
