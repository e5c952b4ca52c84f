"""Paragraphs and headings of a page, and what each is to its reader."""

import pytest

from index.reading.markup.parts import parts_of
from index.reading.markup.tree import page_of
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind, Locator, LocatorKind

TEXT, ITEM, QUOTATION, CODE = (
    BlockKind.TEXT,
    BlockKind.LIST_ITEM,
    BlockKind.QUOTATION,
    BlockKind.CODE,
)
HEADER, ROW, CAPTION, NOTE = (
    BlockKind.TABLE_HEADER,
    BlockKind.TABLE_ROW,
    BlockKind.CAPTION,
    BlockKind.FOOTNOTE,
)


def kinds(body: str) -> list[tuple[str, BlockKind]]:
    return [(part.text, part.kind) for part in parts_of(page_of(body.encode()))]


def page(start: int, value: str, fragment: str) -> Locator:
    return Locator(start, LocatorKind.PAGE, value, fragment)


def test_a_heading_that_says_to_name_an_author_heads_nothing() -> None:
    body = '<h2 class="title">Mills</h2><h3 class="author">Ann Lee</h3><h3>Water</h3>'
    parts = parts_of(page_of(body.encode()))
    assert [(part.text, part.level) for part in parts] == [
        ("Mills", 2),
        ("Ann Lee", None),
        ("Water", 3),
    ]


def test_a_paragraph_is_what_it_stands_in() -> None:
    body = """<p>The mill.</p><ul><li>Water</li><li><p>Wheels</p><p>of oak</p></li></ul>
    <blockquote><p>It turns.</p><ul><li>Always</li></ul></blockquote>
    <figure><img src="a.png"><figcaption>The <i>weir</i></figcaption></figure>Loose words."""
    assert kinds(body) == [
        ("The mill.", TEXT),
        ("Water", ITEM),
        ("Wheels", ITEM),
        ("of oak", ITEM),
        ("It turns.", QUOTATION),
        ("Always", ITEM),
        ("The weir", CAPTION),
        ("Loose words.", TEXT),
    ]


def test_a_heading_has_a_level_and_no_kind() -> None:
    parts = parts_of(page_of(b"<ul><li><h3>Water <b>and</b> fire</h3>Both.</li></ul>"))
    assert parts == (
        ExtractPart("Water and fire", 3),
        ExtractPart("Both.", kind=ITEM, item_depth=1),
    )


def test_preformatted_text_keeps_its_lines() -> None:
    assert kinds("<pre>  if x:<br>    <b>y</b>\n\n<div>z</div><div>end</div></pre>") == [
        ("  if x:\n    y\n\nz\nend", CODE)
    ]


def test_a_program_of_an_element_for_each_line_is_one_text() -> None:
    body = (
        '<div class="fragment"><div class="line">int a;</div>\n<div class="line">  b();</div></div>'
    )
    assert kinds(body) == [("int a;\n  b();", CODE)]


def test_the_rows_of_a_table_are_told_from_the_names_of_its_columns() -> None:
    body = """<table><caption>The harvest</caption>
    <thead><tr><td>Year</td><td>Corn</td></tr></thead>
    <tr><th>1911</th><td>3 <sub>t</sub></td></tr><tr><th>Year<th>Oats</tr>
    <tr><td>1912</td><td></td><td>none<br>at all</td></tr>
    <tr><td>From the ledger.</td></tr></table>"""
    assert kinds(body) == [
        ("The harvest", CAPTION),
        ("Year | Corn", HEADER),
        ("1911 | 3 t", ROW),
        ("Year | Oats", HEADER),
        ("1912 | none at all", ROW),
        ("From the ledger.", TEXT),
    ]


def test_an_empty_cell_keeps_its_place_where_the_row_is_as_wide_as_its_header() -> None:
    body = """<table><tr><th>Town<th>Mills<th>Built</tr>
    <tr><td>Arvale<td><td>1702</tr><tr><td colspan=2>Borrin<td>1911</tr>
    <tr><td>Celm<td>2<td></tr><tr><td>Dunn<td><td>3<td>in all</tr><tr><td><td><td></tr></table>
    <table><tr><td>Elm<td><td>1950</tr></table>"""
    assert kinds(body) == [
        ("Town | Mills | Built", HEADER),
        ("Arvale | | 1702", ROW),
        ("Borrin | | 1911", ROW),
        ("Celm | 2", ROW),
        ("Dunn | 3 | in all", ROW),
        ("Elm | 1950", ROW),
    ]


def test_an_unnamed_first_column_is_one_of_the_header_s() -> None:
    body = "<table><tr><th><th>Mills</tr><tr><td>Arvale<td>3</tr></table>"
    assert kinds(body) == [("| Mills", HEADER), ("Arvale | 3", ROW)]


@pytest.mark.parametrize("span", ["0", "-1", "x", "9" * 5000])
def test_a_cell_of_no_possible_width_takes_up_one_column(span: str) -> None:
    body = f"<table><tr><th>Town<th>Mills</tr><tr><td colspan={span}>Arvale<td>3</tr></table>"
    assert kinds(body) == [("Town | Mills", HEADER), ("Arvale | 3", ROW)]


def test_an_empty_cell_keeps_its_place_where_the_columns_of_its_table_are_named() -> None:
    named = """<table><tr><th></th><th>Corn</th><th>Oats</th></tr>
    <tr><td>1911</td><td></td><td>3 t</td></tr>
    <tr><td>1912</td><td>2 t</td><td></td></tr></table>"""
    bare = "<table><tr><td>1913</td><td></td><td>4 t</td></tr></table>"
    assert kinds(named + bare) == [
        ("| Corn | Oats", HEADER),
        ("1911 | | 3 t", ROW),
        ("1912 | 2 t", ROW),
        ("1913 | 4 t", ROW),
    ]


def test_an_empty_column_without_a_name_only_sets_others_apart() -> None:
    body = """<table><tr><th>Year<th>&nbsp;<th>Corn<th>Oats</tr>
    <tr><td>1911<td> <td><td>3 t</tr><tr><td>1912<td>&nbsp;<td>2 t<td></tr>
    <tr><td>1913<td>4 t<td>in all</tr></table>
    <table><tr><th>Year<th><th>Oats</tr><tr><td>1914<td><td>5 t</tr>
    <tr><td>1915<td>wet<td>1 t</tr></table>
    <table><tr><th>Year<th>Corn<th>Oats</tr><tr><td>1916<td><td>6 t</tr></table>"""
    assert kinds(body) == [
        ("Year | Corn | Oats", HEADER),
        ("1911 | | 3 t", ROW),
        ("1912 | 2 t", ROW),
        ("1913 | 4 t | in all", ROW),
        ("Year | | Oats", HEADER),
        ("1914 | | 5 t", ROW),
        ("1915 | wet | 1 t", ROW),
        ("Year | Corn | Oats", HEADER),
        ("1916 | | 6 t", ROW),
    ]


def test_words_of_a_cell_are_joined_only_where_they_are_on_the_page() -> None:
    assert kinds("<table><tr><td>H<sub>2</sub>O<td><p>one<p>two</table>") == [
        ("H2O | one two", ROW)
    ]


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("<h2>Water</h2>It turns.", ["Water", "It turns."]),
        ("Run:<pre>make\nmake test</pre>", ["Run:", "make\nmake test"]),
        ("<p>1<p>2<p>3<p>4", ["1", "2", "3", "4"]),
        ("<table><tr><td>a<td>b</table>", ["a | b"]),
        (
            "<b>It turns.</b><br>\n<i><br></i>Why: <br> <br>It <i>is.</i><br>&nbsp;<br>No?<br><br>"
            "(Yes.)<br><br><br>So.",
            ["It turns.", "Why:", "It is.", "No?", "(Yes.)", "So."],
        ),
    ],
)
def test_a_table_that_lays_a_page_out_is_none(cell: str, texts: list[str]) -> None:
    body = f"<table><tr><td>{cell}</td><td>beside</td></tr></table>"
    assert [text for text, _ in kinds(body)] == [*texts, "beside"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("It turns.<br><br>It is.<br><br>So.<br><br>Yes.", "It turns. It is. So. Yes."),
        ("Oak<br><br>Elm<br><br>Ash<br><br>Fir<br><br>Yew", "Oak Elm Ash Fir Yew"),
        ("Oak.<br>Elm.<br>Ash.<br>Fir.<br>Yew.<br>Lime.", "Oak. Elm. Ash. Fir. Yew. Lime."),
        ("Oak.<br><br><br><br><br><br>", "Oak."),
    ],
)
def test_a_few_empty_lines_in_a_cell_leave_a_row_one(cell: str, text: str) -> None:
    body = f"<table><tr><td>{cell}<td>2.<br><br>3.</tr><tr><td>4.<br><br>5.<td>6.</tr></table>"
    assert kinds(body) == [(f"{text} | 2. 3.", ROW), ("4. 5. | 6.", ROW)]


def test_a_term_stands_on_a_line_before_its_definition() -> None:
    body = """<dl><dt>Weir<dt>Dam<dd>Holds water.<p>It is old.</p>
    <dt>Race<dd><pre>to the\nwheel</pre>
    <dt>Sluice<dd><dl><dt>Gate<dd>Lets it go.</dl><dt>Pond</dl>The end."""
    assert kinds(body) == [
        ("Weir\nDam\nHolds water.", ITEM),
        ("It is old.", ITEM),
        ("Race", ITEM),
        ("to the\nwheel", CODE),
        ("Sluice", ITEM),
        ("Gate\nLets it go.", ITEM),
        ("Pond", ITEM),
        ("The end.", TEXT),
    ]


@pytest.mark.parametrize(
    "note",
    [
        '<div role="doc-footnote"><p>So the deed.</p></div>',
        '<aside epub:type="footnote">So the deed.</aside>',
        '<section class="footnotes"><ol><li><p>So the deed.</p></li></ol></section>',
        '<aside class="footnote brackets" role="doc-footnote">So the deed.</aside>',
        '<dl class="footnote"><dt></dt><dd>So the deed.</dd></dl>',
        '<table class="docutils footnote"><tr><td></td><td>So the deed.</td></tr></table>',
        '<ol class="references"><li>So the deed.</li></ol>',
    ],
)
def test_footnotes_are_known_by_what_they_say_they_are(note: str) -> None:
    assert kinds(f"<p>The mill.</p>{note}") == [("The mill.", TEXT), ("So the deed.", NOTE)]


def test_a_formula_reads_as_it_shows() -> None:
    formula = "<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mi>y</mi></math>"
    assert kinds(f"<p>Where {formula} holds.</p>") == [("Where x2=y holds.", TEXT)]


def test_a_page_of_the_printed_edition_begins_within_a_paragraph() -> None:
    body = (
        '<p>The mill <span epub:type="pagebreak" id="p12" title="12"></span>burnt'
        '<span role="doc-pagebreak" id="p13" aria-label="13"></span> down.</p>'
    )
    (part,) = parts_of(page_of(body.encode()))
    assert part.text == "The mill burnt down."
    assert part.locators == (page(9, "12", "p12"), page(15, "13", "p13"))


def test_a_page_that_begins_between_paragraphs_begins_with_the_next() -> None:
    body = """<p>The mill.<span epub:type="pagebreak" id="a">xi</span></p>
    <div epub:type="pagebreak" id="b" title="12"></div><dl><dt>Weir<dd>Old.</dl>
    <table><tr><td>1<td>2 <span epub:type="pagebreak" id="c">13</span></table>
    <div epub:type="pagebreak" id="d" title="14"></div>"""
    parts = parts_of(page_of(body.encode()))
    assert [(part.text, part.locators) for part in parts] == [
        ("The mill.", ()),
        ("Weir\nOld.", (page(0, "xi", "a"), page(0, "12", "b"))),
        ("1 | 2", (page(0, "13", "c"),)),
    ]


def test_a_page_begins_at_an_element_that_a_list_of_pages_names() -> None:
    parts = parts_of(
        page_of(b'<p>The <a id="x">mill</a>.</p><p id="y">It.</p>'), {"x": "1", "y": "2"}
    )
    assert [part.locators for part in parts] == [(page(4, "1", "x"),), (page(0, "2", "y"),)]


def test_an_empty_line_sets_paragraphs_apart_and_a_lines_end_does_not() -> None:
    body = """<h1>Mill</h1>Built in 1702.<br>
    It ground <i>barley</i>.<br/>
    <br> Burnt down.<span><br></span><br>&nbsp;<br>Rebuilt.<br><ul><li>one<br><br>more</ul>"""
    parts = parts_of(page_of(body.encode()))
    assert [part.text for part in parts] == [
        "Mill",
        "Built in 1702. It ground barley.",
        "Burnt down.",
        "Rebuilt.",
        "one",
        "more",
    ]
    assert [part.goes_on for part in parts] == [False] * 5 + [True]


BELOW = "It was built of the stones of the old weir, which nobody needed any more."


def levels(body: str) -> list[tuple[str, int | None]]:
    return [(part.text, part.level) for part in parts_of(page_of(body.encode()))]


@pytest.mark.parametrize(
    "line",
    ["<b>The Mill<br></b>", "<font><strong>The Mill</strong></font><br>", "<b>The Mill</b><br>\n"],
)
def test_a_bold_line_above_text_is_a_heading_where_no_element_is_one(line: str) -> None:
    body = f"<p>Before.</p><p>{line}{BELOW}</p><p>Old.<br><br>{line}{BELOW}</p>"
    section = [("The Mill", 2), (BELOW, None)]
    assert levels(body) == [("Before.", None), *section, ("Old.", None), *section]


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("“Good flour” and bad", BELOW),
        ('"The Mill"', BELOW),
        ("The Mill", f"{BELOW} These are said to have seen it before it was torn down in 1911:"),
        ("The Mill", f"{BELOW[:-1]}:"),
        ("The Mill", f"{BELOW} It had two wheels and a bell, as the widow told"),
    ],
)
def test_a_bold_line_is_a_heading_however_it_opens_and_its_text_ends(line: str, below: str) -> None:
    body = f"<p>Before.</p><p><b>{line}</b><br>{below}</p>"
    assert levels(body) == [("Before.", None), (line, 2), (below, None)]


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Mills</h1><p><b>The Mill<br></b>{BELOW}</p>",
        f"<p><b>It burns.</b><br>{BELOW}</p>",
        f"<p><b>the mill</b><br>{BELOW}</p>",
        f"<p><b>The Mill</b> {BELOW}<br>{BELOW}</p>",
        f"<p><b>The Mill<br>{BELOW}</b></p>",
        f"<p><b>The Mill</b><br>12 Weir Lane<br>{BELOW}</p>",
        "<p><b>The Mill</b><br>It stands.</p>",
        f"<p><b>The Mill</b><br>{BELOW[:-1]}</p>",
        f"<p><b>{BELOW[:-1] * 2}</b><br>{BELOW}</p>",
        f"<ul><li><b>The Mill</b><br>{BELOW}</li></ul>",
        f"<blockquote><b>The Mill</b><br>{BELOW}</blockquote>",
    ],
)
def test_a_bold_line_is_no_heading_where_it_may_be_something_else(body: str) -> None:
    text, level = levels(body)[-1]
    assert (level, text.endswith(BELOW) or len(levels(body)) == 1) == (None, True)
    assert [level for _, level in levels(body)] in ([None], [1, None])


def test_a_label_beside_several_rows_stands_in_each() -> None:
    body = """<table><tr><th>Rank<th>Role<th>Perk</tr>
    <tr><td rowspan=2>Gold<td>Guard<td>Mutes</tr><tr><td>Guest<td>Posts</tr>
    <tr><td>Tin<td rowspan=9>Reader<td>Reads</tr><tr><td>Clay<td>Looks</tr></table>"""
    assert kinds(body) == [
        ("Rank | Role | Perk", HEADER),
        ("Gold | Guard | Mutes", ROW),
        ("Gold | Guest | Posts", ROW),
        ("Tin | Reader | Reads", ROW),
        ("Clay | Reader | Looks", ROW),
    ]


def test_a_long_cell_beside_several_rows_is_read_once() -> None:
    said = "It was built of oak in 1702, and it burnt down with all its barley in the year of 1911."
    body = f"<table><tr><td rowspan=2>{said}<td>a<td>b</tr><tr><td>c<td>d</tr></table>"
    assert kinds(body) == [(f"{said} | a | b", ROW), ("c | d", ROW)]


def test_names_over_names_are_one_header_in_the_end() -> None:
    body = """<table><tr><th rowspan=2>Town<th colspan=2>Mills</tr><tr><th>Wind<th>Water</tr>
    <tr><td>Arvale<td><td>2</tr></table>"""
    assert kinds(body)[1:] == [("Town | Wind | Water", HEADER), ("Arvale | | 2", ROW)]


def test_a_name_over_all_columns_amid_a_table_does_not_name_them() -> None:
    body = """<table><tr><th colspan=2>Of old</tr><tr><th>Town<th>Mills</tr>
    <tr><td>Arvale<td>3</tr><tr><th colspan=2>Season 2</tr><tr><td>Borrin<td>4</tr></table>"""
    assert kinds(body) == [
        ("Of old", HEADER),
        ("Town | Mills", HEADER),
        ("Arvale | 3", ROW),
        ("Season 2", ROW),
        ("Borrin | 4", ROW),
    ]


def test_names_below_one_another_stay_lines() -> None:
    names = "Hanna Vogel (owner)<br> Gary <b>Elm</b><br>\nDave Oak"
    lines = "Hanna Vogel (owner)\nGary Elm\nDave Oak"

    assert kinds(f"<p>{names}</p><ul><li>{names}</li></ul>") == [
        (lines, BlockKind.TEXT),
        (lines, BlockKind.LIST_ITEM),
    ]


def test_broken_sentences_headings_and_cells_are_on_one_line() -> None:
    body = """<h2>The Mill<br>The Weir</h2><p>It was built<br>In 1702.</p><p>Wheels<br>and more</p>
    <table><tr><td>Ada<br>Lind</td><td>Bo</td></tr><caption>Names<br>Ages</caption></table>"""

    assert [text for text, _ in kinds(body)] == [
        "The Mill The Weir",
        "It was built In 1702.",
        "Wheels and more",
        "Ada Lind | Bo",
        "Names Ages",
    ]
