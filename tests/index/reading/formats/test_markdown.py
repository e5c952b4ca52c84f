"""Markdown files: what each block is to its reader, what is left out; and files of any bytes."""

from pathlib import Path

import pytest

from index.reading.formats.markdown import read
from index.reading.structure.extract import Extract
from index.types import BlockKind, Omission, OmissionKind
from tests.support.documents.any_bytes import MARKUP, check_any_bytes
from tests.support.documents.samples import MARKDOWN

TEXT, ITEM, QUOTATION, CODE, HEADER, ROW, CAPTION, NOTE = BlockKind


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.md", MARKDOWN.encode(), MARKUP)


def extract_of(source: str) -> Extract:
    return read(source.encode(), Path("a.md"))


def blocks_of(source: str) -> list[tuple[BlockKind, str]]:
    """The paragraphs of a source; headings are left out."""
    parts = extract_of(source).parts or ()
    return [(part.kind, part.text) for part in parts if part.level is None]


def headings_of(source: str) -> list[tuple[str, int]]:
    return [(part.text, part.level) for part in extract_of(source).parts or () if part.level]


def omissions_of(source: str) -> list[tuple[OmissionKind, str]]:
    return [(omission.kind, omission.text) for omission in extract_of(source).omissions]


def test_each_block_is_read_as_what_it_is_to_its_reader() -> None:
    assert [kind for kind, _ in blocks_of(MARKDOWN)] == [
        TEXT, ITEM, ITEM, ITEM, ITEM, ITEM, QUOTATION, CODE, HEADER, ROW,
    ]  # fmt: skip


def test_what_stands_deeper_is_what_it_is_there() -> None:
    source = """
- An item.

  Its second paragraph.

  > Somebody said so.

      indented
        code

> Quoted.
> 1. Counted.
"""
    assert blocks_of(source) == [
        (ITEM, "An item."),
        (ITEM, "Its second paragraph."),
        (QUOTATION, "Somebody said so."),
        (CODE, "indented\n  code"),
        (QUOTATION, "Quoted."),
        (ITEM, "1. Counted."),
    ]


def test_a_definition_stands_behind_its_term() -> None:
    source = """
*Mill*[^w]
:   Where corn
    is **ground**.

    Or was.
:   A fire, at times.

`--fire`

:     make fire

[^w]: In old books.
"""
    assert blocks_of(source) == [
        (ITEM, "Mill: Where corn is ground."),
        (ITEM, "Or was."),
        (NOTE, "In old books."),
        (ITEM, "A fire, at times."),
        (ITEM, "--fire"),
        (CODE, "make fire"),
    ]


def test_a_colon_that_begins_a_line_of_a_paragraph_defines_nothing() -> None:
    assert blocks_of("The mill\n:says nothing.\n\n> Quoted.\n:-)") == [
        (TEXT, "The mill :says nothing."),
        (QUOTATION, "Quoted. :-)"),
    ]


def test_code_keeps_its_lines_and_its_blank_ones() -> None:
    assert blocks_of("~~~\n  a\n\n b\n~~~") == [(CODE, "  a\n\n b")]


def test_a_number_of_an_item_that_begins_with_code_is_not_another_paragraphs() -> None:
    assert blocks_of("1. ```\n   a\n   ```\n\nBehind.") == [(CODE, "a"), (TEXT, "Behind.")]


def test_a_heading_of_what_is_quoted_begins_no_section() -> None:
    source = "# The mill\n\n> ## Its fire\n> It burnt."
    assert headings_of(source) == [("The mill", 1)]
    assert blocks_of(source) == [(QUOTATION, "Its fire"), (QUOTATION, "It burnt.")]


def test_an_empty_cell_keeps_its_place_under_a_header() -> None:
    source = "| | 2019 | 2020 |\n|-|-|-|\n| North | | 5 |\n| South | 3 | |\n| | | |"
    assert blocks_of(source) == [
        (HEADER, "| 2019 | 2020"),
        (ROW, "North | | 5"),
        (ROW, "South | 3"),
    ]


def test_a_table_without_a_header_has_rows_alone() -> None:
    assert blocks_of("| | |\n|-|-|\n| North | 5 |\n| | 3 |") == [(ROW, "North | 5"), (ROW, "3")]


def test_a_footnote_stands_behind_what_cites_it_first_and_breaks_no_sentence() -> None:
    source = """
The mill [^1] burnt [^fire], it is said[^1].

[^1]: Of *Arvale*.

    It had two wheels.

[^fire]: In 1911.

It was built again.
"""
    assert blocks_of(source) == [
        (TEXT, "The mill burnt, it is said."),
        (NOTE, "Of Arvale."),
        (NOTE, "It had two wheels."),
        (NOTE, "In 1911."),
        (TEXT, "It was built again."),
    ]
    assert omissions_of(source) == [
        (OmissionKind.NOTE_MARK, "1"),
        (OmissionKind.NOTE_MARK, "fire"),
        (OmissionKind.NOTE_MARK, "1"),
    ]


def test_footnotes_of_headings_tables_and_footnotes_are_read_once() -> None:
    source = """
# The mill[^a]

| Year[^b] | Cost |
|------|------|
| 2019 | 3[^c] |
| 2020 | 4 |

[^a]: Of Arvale.
[^b]: From May[^c].
[^c]: Not in full[^b].
"""
    assert headings_of(source) == [("The mill", 1)]
    assert blocks_of(source) == [
        (NOTE, "Of Arvale."),
        (HEADER, "Year | Cost"),
        (ROW, "2019 | 3"),
        (ROW, "2020 | 4"),
        (NOTE, "From May."),
        (NOTE, "Not in full."),
    ]


def test_a_footnote_may_stand_where_it_is_cited() -> None:
    assert blocks_of("It burnt^[See the *deed*.] in 1911.") == [
        (TEXT, "It burnt in 1911."),
        (NOTE, "See the deed."),
    ]


def test_notes_that_cite_notes_by_the_thousand_are_read() -> None:
    notes = "".join(f"[^{number}]: Note {number}[^{number + 1}].\n\n" for number in range(2000))
    blocks = blocks_of(f"So it is[^0].\n\n{notes}[^2000]: The end.")
    assert blocks[-1] == (NOTE, "The end.")
    assert len(blocks) == 2002


def test_a_footnote_that_is_not_there_is_text() -> None:
    assert blocks_of("It burnt[^1].") == [(TEXT, "It burnt[^1].")]


def test_a_picture_alone_is_described_by_its_caption() -> None:
    source = "![The mill, 1911](mill.png)\n\n[![The *wheel*](small.png)](large.png)"
    assert blocks_of(source) == [(CAPTION, "The mill, 1911"), (CAPTION, "The wheel")]


def test_badges_are_left_out() -> None:
    source = """# Mill [![build](b.svg)](https://ci.example.org)

[![version](v.svg)](https://example.org/v)
![downloads](d.svg)

It grinds.
"""
    assert headings_of(source) == [("Mill", 1)]
    assert blocks_of(source) == [(TEXT, "It grinds.")]
    assert omissions_of(source) == [
        (OmissionKind.NAVIGATION, "build"),
        (OmissionKind.NAVIGATION, "version"),
        (OmissionKind.NAVIGATION, "downloads"),
    ]


def test_comments_are_left_out() -> None:
    source = "<!-- one -->\n\nIt <!-- two -->grinds.\n\n<!--\nthree\n-->"
    assert blocks_of(source) == [(TEXT, "It grinds.")]
    assert omissions_of(source) == [
        (OmissionKind.HIDDEN, "one"),
        (OmissionKind.HIDDEN, "two"),
        (OmissionKind.HIDDEN, "three"),
    ]


@pytest.mark.parametrize("mark", ["[TOC]", "[[_TOC_]]", "* will be replaced\n{:toc}"])
def test_where_a_program_puts_a_list_of_contents_nothing_is_read(mark: str) -> None:
    source = f"{mark}\n\nIt grinds."
    assert blocks_of(source) == [(TEXT, "It grinds.")]
    assert [kind for kind, _ in omissions_of(source)] == [OmissionKind.CONTENTS]


CONTENTS = "- [Water](#a)\n  1. [Wheels](#b)\n- [Fire](#c)\n"


def test_a_list_of_links_within_the_page_is_left_out() -> None:
    assert blocks_of(CONTENTS) == []
    assert omissions_of(CONTENTS) == [(OmissionKind.CONTENTS, "Water\nWheels\nFire")]


@pytest.mark.parametrize(
    "entries",
    [
        CONTENTS.replace("#", "other.md#"),  # it leads elsewhere
        CONTENTS.replace("(#c)", "(#c), which began in the loft, took the roof"),
        "- [Water](#a)\n- [Fire](#c)\n",
    ],
)
def test_a_list_that_says_something_is_kept(entries: str) -> None:
    assert (ITEM, "Water") in blocks_of(entries)


def test_a_block_of_html_is_read_as_a_page() -> None:
    source = (
        '<div align="center"><h1>The mill</h1><p>It <b>burnt</b>, né 汉.</p></div>\n\nSo *it* is.'
    )
    assert headings_of(source) == [("The mill", 1)]
    assert blocks_of(source) == [(TEXT, "It burnt, né 汉."), (TEXT, "So it is.")]


def test_a_break_inside_of_a_paragraph_sets_words_apart_and_other_tags_do_not() -> None:
    assert blocks_of("One<br/>two <kbd>th</kbd>ree.") == [(TEXT, "One two three.")]


@pytest.mark.parametrize(
    "source",
    [
        "> [!WARNING]\n> It *burns*.",
        "!!! danger\n    It *burns*.",
        "::: warning\nIt *burns*.\n:::",
        "??? note\n\n    It *burns*.",
    ],
)
def test_a_box_beside_the_text_is_text(source: str) -> None:
    assert blocks_of(source) == [(TEXT, "It burns.")]


def test_a_box_has_the_title_that_was_written() -> None:
    assert blocks_of('!!! danger "Open fire"\n    It burns.') == [
        (TEXT, "Open fire"),
        (TEXT, "It burns."),
    ]


def test_a_headings_name_for_links_is_none_of_its_words() -> None:
    assert headings_of("# Costs {#costs}\n\n## Sets {a, b}") == [("Costs", 1), ("Sets {a, b}", 2)]


def test_what_is_left_out_is_on_record_in_the_document() -> None:
    assert extract_of("[TOC]").omissions == (Omission(OmissionKind.CONTENTS, "[TOC]"),)


def test_authors_right_below_the_title_are_no_paragraph() -> None:
    text = "It was built in 1702, and it burnt in 1911."
    extract = extract_of(f"# The Mill\n\n*by Ada Zeglar and Carl Ondrik*\n\n{text}\n")
    assert [name.display for name in extract.author] == ["Ada Zeglar", "Carl Ondrik"]
    assert extract.title == "The Mill"
    assert [part.text for part in extract.parts or ()] == ["The Mill", text]
    byline = Omission(OmissionKind.BYLINE, "by Ada Zeglar and Carl Ondrik")
    assert extract.omissions == (byline,)


@pytest.mark.parametrize(
    "below",
    [
        "Ada Zeglar",
        "by the Mill Team",
        "- by Ada Zeglar",
        "By Ada Zeglar it was told that it burnt.",
        "## by Ada Zeglar",
    ],
)
def test_what_is_no_author_for_certain_stays(below: str) -> None:
    extract = extract_of(f"# The Mill\n\n{below}\n\nIt was built in 1702.\n")
    assert extract.author == ()
    assert len(extract.parts or ()) == 3


def test_front_matter_states_authors_before_the_text_does() -> None:
    source = "---\nauthor: Eva Vuskov\n---\n# The Mill\n\nby Ada Zeglar\n\nIt is old.\n"
    extract = extract_of(source)
    assert [name.display for name in extract.author] == ["Eva Vuskov"]
    assert [part.text for part in extract.parts or ()][1] == "by Ada Zeglar"


def test_items_have_the_numbers_that_the_page_shows() -> None:
    assert blocks_of("1. a\n1. b\n1. c\n") == [(ITEM, "1. a"), (ITEM, "2. b"), (ITEM, "3. c")]
    assert blocks_of("7) a\n7) b\n") == [(ITEM, "7) a"), (ITEM, "8) b")]
    assert blocks_of("0. a\n5. b\n") == [(ITEM, "0. a"), (ITEM, "1. b")]


@pytest.mark.parametrize(
    ("info", "title"),
    [
        ("warning Do not *share* your token", ["Do not share your token"]),
        ("note[Mind the gap]", ["Mind the gap"]),
        ("warning Mind the gap :::", ["Mind the gap"]),
        ("tip", []),
        ("{.warning #mind}", []),
        ("column width=50%", []),
    ],
)
def test_the_title_of_a_box_is_read_before_its_text(info: str, title: list[str]) -> None:
    assert [text for _, text in blocks_of(f"::: {info}\nIt is yours.\n:::\n")] == [
        *title,
        "It is yours.",
    ]


@pytest.mark.parametrize("end", ["<br>", "<br/>\n", "  \n", "\\\n"])
def test_names_below_one_another_stay_lines(end: str) -> None:
    lines = ["Hanna Vogel (owner)", "Gary **Elm**", "Dave Oak"]

    said = "Hanna Vogel (owner)\nGary Elm\nDave Oak"
    item = end.join(lines).replace("\n", "\n  ")
    assert blocks_of(f"{end.join(lines)}\n\n- {item}") == [(TEXT, said), (ITEM, said)]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The mill<br>of Arval", "The mill of Arval"),
        ("It was built\\\nIn 1702.", "It was built In 1702."),
        ("Ada Lind,<br>Bo Marlow", "Ada Lind, Bo Marlow"),
        ("Ada Lind\nBo Marlow", "Ada Lind Bo Marlow"),
        (
            f"{'Water is patient ' * 5}<br>Stones are not",
            f"{'Water is patient ' * 5}Stones are not",
        ),
        ("# Ada Lind<br>Bo Marlow", "Ada Lind Bo Marlow"),
        ("<br>Ada Lind<br>", "Ada Lind"),
    ],
)
def test_broken_sentences_and_headings_are_on_one_line(source: str, text: str) -> None:
    assert [part.text for part in extract_of(source).parts or ()] == [text]
