"""reStructuredText: what a reader of the page sees, of docutils' markup and of Sphinx's."""

from pathlib import Path

import pytest

from index.errors import UnreadableSourceError
from index.reading.documents import read_document
from index.reading.formats.rst import read
from index.reading.structure.extract import Extract, ExtractPart
from index.types import BlockKind, Name, Omission, OmissionKind
from tests.support.documents.any_bytes import check_any_bytes
from tests.support.documents.marked_texts import PLAIN_MARKS

PATH = Path("mill.rst")
SAMPLE = """\
.. This file is read by people.

=================
The mill of Arval
=================

:Author: Ada Marlow <ada@example.org>
:Date: 1911-05-02
:Version: 3

.. contents::

The *mill* was built in 1702 [#year]_. It
ground ``barley`` for `the valley <https://example.org>`_, and |more|.

.. [#year] The stone says 1701.
.. |more| replace:: rye

Water
=====

- The race,
  cut in rock.

  It is dry.
- The wheel.

3. Open the gate.
4. Wait.

wheel
    Twelve feet.

-h, --help  Show help.

Bo says:

    Water is patient.

    -- Bo Lind

The code::

    turn()

      stop()

Sluice
------

.. figure:: sluice.png
   :alt: a gate

   The sluice in May.

.. table:: Yields

   ====  ======
   Year  Sacks
   ====  ======
   1910  120
   1911
   ====  ======
"""
TEXT, ITEM, CODE = BlockKind.TEXT, BlockKind.LIST_ITEM, BlockKind.CODE


def parts(text: str) -> tuple[ExtractPart, ...]:
    found = read(text.encode(), PATH).parts
    assert found is not None
    return found


def item(text: str, term: str = "", *, goes_on: bool = False) -> ExtractPart:
    assert text.startswith(term)
    return ExtractPart(text, kind=ITEM, item_depth=1, goes_on=goes_on, term=len(term))


def words(text: str) -> list[str]:
    return [part.text for part in parts(text)]


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.rst", SAMPLE.encode(), PLAIN_MARKS)


def test_a_page_is_read_as_it_shows() -> None:
    assert parts(SAMPLE) == (
        ExtractPart("The mill of Arval", 1),
        item("Version: 3", "Version"),
        ExtractPart(
            "The mill was built in 1702. It ground barley for the valley, and rye.", kind=TEXT
        ),
        ExtractPart("The stone says 1701.", kind=BlockKind.FOOTNOTE),
        ExtractPart("Water", 2),
        item("The race, cut in rock."),
        item("It is dry.", goes_on=True),
        item("The wheel."),
        item("3. Open the gate."),
        item("4. Wait."),
        item("wheel: Twelve feet.", "wheel"),
        item("-h, --help: Show help.", "-h, --help"),
        ExtractPart("Bo says:"),
        ExtractPart("Water is patient.", kind=BlockKind.QUOTATION),
        ExtractPart("— Bo Lind", kind=BlockKind.QUOTATION),
        ExtractPart("The code:"),
        ExtractPart("turn()\n\n  stop()", kind=CODE),
        ExtractPart("Sluice", 3),
        ExtractPart("The sluice in May.", kind=BlockKind.CAPTION),
        ExtractPart("Yields", kind=BlockKind.CAPTION),
        ExtractPart("Year | Sacks", kind=BlockKind.TABLE_HEADER),
        ExtractPart("1910 | 120", kind=BlockKind.TABLE_ROW),
        ExtractPart("1911", kind=BlockKind.TABLE_ROW),
    )


def test_the_fields_at_the_top_say_who_wrote_it_and_when() -> None:
    extract = read(SAMPLE.encode(), PATH)
    assert extract.title == "The mill of Arval"
    assert extract.author == (Name("Marlow", "Ada"),)
    assert extract.issued == (1911, 5, 2)


def test_fields_elsewhere_say_nothing_of_the_document() -> None:
    extract = read(b"Words first.\n\n:Author: Ada Marlow\n", PATH)
    assert extract.author == ()
    assert extract.parts == (
        ExtractPart("Words first."),
        item("Author: Ada Marlow", "Author"),
    )


@pytest.mark.parametrize(
    ("field", "names"),
    [
        (":Author: Marlow, Ada", ["Ada Marlow"]),
        (":Authors: Ada Marlow, Bo Lind", ["Ada Marlow", "Bo Lind"]),
        (":Authors: Marlow, Ada; Lind, Bo", ["Ada Marlow", "Bo Lind"]),
        (":Authors: - Ada Marlow;\n          - Bo Lind", ["Ada Marlow", "Bo Lind"]),
        (":Author: Ada <a@b.org>, Bo <b@b.org>", ["Ada", "Bo"]),
        (":Author: $Author: ada $", ["ada"]),
        (":Author: A. M. Lind", ["A. M. Lind"]),
        (":Author: unknown", []),
    ],
)
def test_authors_are_told_apart(field: str, names: list[str]) -> None:
    author = read(f"{field}\n\nWords.\n".encode(), PATH).author
    assert [name.display for name in author] == names


@pytest.mark.parametrize(
    ("below", "paragraphs"),
    [
        ("Ada Lind-Marlow <ada@mill.org>", []),
        ("by *Ada Lind-Marlow*", []),
        ("(What was asked of it)\n\nAda Lind-Marlow <ada@mill.org>", ["(What was asked of it)"]),
    ],
)
def test_authors_below_the_title_are_no_paragraph(below: str, paragraphs: list[str]) -> None:
    extract = read(f"The Mill\n========\n\n{below}\n\nIt is old.\n\nIt burnt.\n".encode(), PATH)
    assert [name.display for name in extract.author] == ["Ada Lind-Marlow"]
    texts = [part.text for part in extract.parts or ()]
    assert texts == ["The Mill", *paragraphs, "It is old.", "It burnt."]


@pytest.mark.parametrize(
    "below",
    [
        "Ada Lind",
        "It is old.\n\nby Ada Lind",
        "It has:\n\nAda Lind <ada@mill.org>",
        "- Wheels\n\nby Ada Lind",
        "Ada Lind <ada@mill.org> mended by Bo Marlow <bo@mill.org>",
    ],
)
def test_what_is_no_author_for_certain_stays_a_paragraph(below: str) -> None:
    extract = read(f"The Mill\n========\n\n{below}\n\nIt is old.\n\nIt burnt.\n".encode(), PATH)
    assert extract.author == ()
    assert len(extract.parts or ()) == 4 + below.count("\n\n")


def test_the_head_of_a_python_proposal_is_read_as_fields() -> None:
    head = "PEP: 8\nTitle: Style\nAuthor: Ada <a@b.org>,\n        Bo <b@b.org>\n"
    extract = read(f"{head}\nWords\n=====\n\nSo.\n".encode(), PATH)
    assert (extract.title, [name.display for name in extract.author]) == ("Style", ["Ada", "Bo"])
    assert extract.parts == (
        item("PEP: 8", "PEP"),
        ExtractPart("Words", 1),
        ExtractPart("So."),
    )


def test_what_is_left_out_is_on_record() -> None:
    omissions = read(SAMPLE.encode(), PATH).omissions
    assert omissions == (
        Omission(OmissionKind.HIDDEN, "This file is read by people."),
        Omission(OmissionKind.CONTENTS, "Contents\n\nThe mill of Arval\n\nWater\n\nSluice"),
        Omission(OmissionKind.NOTE_MARK, "1"),
    )


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        (":func:`open`", "open"),
        (":py:meth:`~pathlib.Path.open`", "open"),
        (":ref:`the gate <gate>`", "the gate"),
        (":class:`!Gate`", "Gate"),
        (":kbd:`Ctrl+C`", "Ctrl+C"),
        ("`gate`", "gate"),
        ("gate_", "gate"),
        ("`the gate`_", "the gate"),
        ("|release|", "|release|"),
        (":pep:`8`", "PEP 8"),
    ],
)
def test_roles_and_references_show_their_words(marked: str, shown: str) -> None:
    assert words(f"See {marked} here.") == [f"See {shown} here."]


@pytest.mark.parametrize(
    ("directive", "shown"),
    [
        (".. note::\n\n   Mind the gate.", "Mind the gate."),
        (".. seealso:: Mind the\n   gate.", "Mind the gate."),
        (".. made-up::\n   :option: 1\n\n   Mind the gate.", "Mind the gate."),
        (".. only:: html\n\n   Mind the gate.", "Mind the gate."),
        (".. py:function:: shut(a, *, b)\n\n   Shut it.", "shut(a, *, b): Shut it."),
        (".. class:: A(a)\n           A(b)\n\n   It shuts.", "A(a), A(b): It shuts."),
        (".. class:: special\n\n   It shuts.", "It shuts."),
        (".. deprecated:: 3.1\n   Use ``x``.", "deprecated 3.1 Use x."),
        (".. versionadded:: 3.1", "versionadded 3.1"),
    ],
)
def test_directives_of_sphinx_and_unknown_ones_give_their_content(
    directive: str, shown: str
) -> None:
    (part,) = parts(f"One.\n\n{directive}\n\nTwo.\n")[1:-1]
    assert (part.text, part.kind) == (shown, TEXT)


@pytest.mark.parametrize(
    ("directive", "shown"),
    [
        (".. code-block:: python\n   :caption: x\n   :linenos:\n\n   a\n\n     b", "a\n\n  b"),
        (".. doctest::\n\n   >>> 1\n   1", ">>> 1\n1"),
    ],
)
def test_directives_that_show_code_keep_its_lines(directive: str, shown: str) -> None:
    assert parts(f"One.\n\n{directive}\n\nTwo.\n")[1:-1] == (ExtractPart(shown, kind=CODE),)


@pytest.mark.parametrize(
    "directive",
    [
        ".. index:: gate\n.. highlight:: c\n.. date::",
        ".. include:: /etc/passwd",
        ".. automodule:: gates\n   :members:",
        ".. raw:: html\n\n   <b>x</b>",
    ],
)
def test_directives_for_the_program_that_sets_the_page_show_nothing(directive: str) -> None:
    assert words(f"One.\n\n{directive}\n\nTwo.\n") == ["One.", "Two."]


def test_a_list_of_pages_is_left_out_as_contents() -> None:
    extract = read(b"One.\n\n.. toctree::\n   :maxdepth: 2\n\n   first\n   second\n", PATH)
    assert extract.parts == (ExtractPart("One."),)
    assert extract.omissions == (Omission(OmissionKind.CONTENTS, "first\nsecond"),)


def test_what_docutils_cannot_read_keeps_its_lines() -> None:
    table = "====  ====\nYear  Sacks and more\n====  ====\n1910  1200000000 2\n==  ===="
    assert any("Sacks and more" in part.text for part in parts(f"One.\n\n{table}\n"))


def test_errors_are_neither_shown_nor_printed(capfd: pytest.CaptureFixture[str]) -> None:
    text = (
        "One *two `three |four :five:`six [7]_ __\n\n  .. note\n:\n\n====\nTitle\n==\n\n.. image::"
    )
    assert not any("System Message" in one or "nknown" in one for one in words(text))
    assert capfd.readouterr() == ("", "")


def test_nothing_is_read_from_other_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", "utf-8")
    asking = ("include::", "literalinclude::", "raw:: html\n   :file:", "csv-table::\n   :file:")
    text = "".join(f".. {one} {secret}\n\n" for one in asking)
    assert "the secret" not in str(read(f"One.\n\n{text}".encode(), PATH))


def test_a_role_that_one_file_defines_is_unknown_in_the_next() -> None:
    assert words(".. role:: loud(raw)\n   :format: html\n\nOne :loud:`x` two.\n") == ["One two."]
    assert words("One :loud:`x` two.\n") == ["One x two."]


def test_lists_that_nest_too_deep_are_told() -> None:
    deep = "".join(f"{' ' * 2 * level}- x\n\n" for level in range(1500))
    with pytest.raises(UnreadableSourceError, match=r"mill\.rst nests"):
        read(deep.encode(), PATH)


def test_sections_are_those_of_the_document(tmp_path: Path) -> None:
    path = tmp_path / "mill.rst"
    path.write_text(SAMPLE, "utf-8")
    document = read_document(path)
    assert [(section.title, section.level) for section in document.sections] == [
        ("The mill of Arval", 1), ("Water", 2), ("Sluice", 3),
    ]  # fmt: skip


def test_an_empty_extract_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mill.rst"
    path.write_text(".. nothing but a comment\n", "utf-8")
    assert read(path.read_bytes(), path) == Extract(
        parts=(), omissions=(Omission(OmissionKind.HIDDEN, "nothing but a comment"),)
    )
    with pytest.raises(UnreadableSourceError, match="holds no text"):
        read_document(path)


def test_an_escaped_blank_leaves_no_mark() -> None:
    text = "Look at https://example.org/\\ . Then at *mill*\\ s, ``toll``\\ s and a\\ b."
    assert [part.text for part in parts(text)] == [
        "Look at https://example.org/. Then at mills, tolls and ab."
    ]


def test_what_docutils_remarks_on_a_cell_is_no_word_of_it() -> None:
    # A line of punctuation alone may be meant as a title's rule; docutils says so in the cell.
    raw = b"=====  ======\nInput  Output\n=====  ======\n``a``  \\\\\n=====  ======\n"
    assert [part.text for part in read(raw, PATH).parts or ()] == ["Input | Output", "a | \\"]


def test_an_item_begins_with_the_term_that_its_type_sets_off() -> None:
    assert parts(
        "- **keep_chaff**: Chaff is kept. By default it is not.\n"
        "- ``--dust``, ``-d`` -- Dust is kept.\n\n"
        "  **Mind**: it burns.\n\n"
        "3. **Water** (cold): It is let in.\n"
        "4. **Never** stop it by hand: it turns.\n"
        "5. Pull the **cord**: it is red.\n\n"
        "**Mind**: the gate is heavy.\n"
    ) == (
        item("keep_chaff: Chaff is kept. By default it is not.", "keep_chaff"),
        item("--dust, -d -- Dust is kept.", "--dust, -d"),
        item("Mind: it burns.", goes_on=True),
        item("3. Water (cold): It is let in.", "3. Water (cold)"),
        item("4. Never stop it by hand: it turns."),
        item("5. Pull the cord: it is red."),
        ExtractPart("Mind: the gate is heavy."),
    )
