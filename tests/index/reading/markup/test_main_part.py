"""What a page's own text is, and what is left out of it."""

import pytest

from index.reading.markup.main_part import MANY_OMISSIONS, book_part, main_part
from index.reading.markup.parts import parts_of
from index.reading.markup.tree import page_of
from index.types import Omission, OmissionKind

SENTENCE = "The mill was built of oak in 1702 and burnt down with all its barley in 1911."
LONG = f"{SENTENCE} Nobody was hurt, for the miller was away."
TEXT = "".join(f"<p>{number}. {LONG}</p>" for number in range(1, 6))


def is_anchor(address: str) -> bool:
    return address.startswith("#")


def read(body: str, head: str = "") -> tuple[list[str], list[Omission]]:
    page = page_of(f"<html><head>{head}</head><body>{body}</body></html>".encode())
    main = main_part(page, is_anchor)
    texts = [part.text for part in parts_of(main.root)]
    return [text for text in texts if SENTENCE not in text], list(main.omissions)


def links(*words: str) -> str:
    return "".join(f'<li><a href="/{word}">{word}</a></li>' for word in words)


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        ("<nav>Home</nav>", OmissionKind.NAVIGATION),
        ('<div role="navigation">Home</div>', OmissionKind.NAVIGATION),
        ('<div class="sphinxsidebar">Home</div>', OmissionKind.NAVIGATION),
        ('<div class="navheader">Home</div>', OmissionKind.NAVIGATION),
        ('<ul id="topNav"><li>Home</li></ul>', OmissionKind.NAVIGATION),
        ("<aside>Home</aside>", OmissionKind.NAVIGATION),
        ('<div class="toc">Home</div>', OmissionKind.CONTENTS),
        ('<div role="doc-toc">Home</div>', OmissionKind.CONTENTS),
        ("<p hidden>Home</p>", OmissionKind.HIDDEN),
        ('<p style="display: none">Home</p>', OmissionKind.HIDDEN),
        ('<span class="sr-only">Home</span>', OmissionKind.HIDDEN),
        ("<dialog>Home</dialog>", OmissionKind.HIDDEN),
        ('<div><sup><a href="#n">Ho</a></sup></div>', OmissionKind.NOTE_MARK),
    ],
)
def test_what_is_left_out_is_on_record(element: str, kind: OmissionKind) -> None:
    texts, omissions = read(TEXT + element)
    assert texts == []
    assert [omission.kind for omission in omissions] == [kind]
    assert omissions[0].text in {"Home", "Ho"}


def test_chapters_are_read_where_others_list_them() -> None:
    """As Sphinx's single page has them: the chapters within what names itself a list of them."""
    chapter = '<section id="use"><h2>Use</h2><p>Lift the latch.</p></section>'
    texts, omissions = read(f'{TEXT}<div class="toctree-wrapper compound">{chapter}</div>')
    assert texts == ["Use", "Lift the latch."]
    assert omissions == []


@pytest.mark.parametrize(
    "element",
    [
        "<script>Home</script>",
        "<style>Home</style>",
        "<template>Home</template>",
        '<p><a class="headerlink" href="#x">¶</a></p>',
        '<pre><span class="lineno"> 7 </span></pre>',
    ],
)
def test_what_has_no_words_is_not(element: str) -> None:
    assert read(TEXT + element) == ([], [])


@pytest.mark.parametrize(
    "element",
    [
        '<aside class="admonition note">Home</aside>',
        '<aside class="footnote">Home</aside>',
        '<section id="comments">Home</section>',
        '<div class="section" id="navigation">Home</div>',
        '<div id="general-comments-on-syntax">Home</div>',
        '<span class="comment">Home</span>',
        '<h1 class="title toc-ignore">Home</h1>',
        '<div class="section no-toc">Home</div>',
        '<div class="sidebar"><div class="titlepage"></div>Home</div>',
    ],
)
def test_what_only_sounds_like_furniture_is_kept(element: str) -> None:
    assert read(TEXT + element) == (["Home"], [])


def test_what_holds_most_of_the_page_is_the_page_whatever_it_is_called() -> None:
    assert read(f'<form><div class="page has-sidebar">{TEXT}<p>The end.</p></div></form>') == (
        ["The end."],
        [],
    )


def test_the_main_part_is_what_says_so() -> None:
    body = f"<div><p>{SENTENCE[:-1]}, elsewhere.</p></div><main><h1>The mill</h1>{TEXT}</main>"
    texts, omissions = read(body)
    assert texts == ["The mill"]
    assert omissions == [Omission(OmissionKind.NAVIGATION, f"{SENTENCE[:-1]}, elsewhere.")]


def test_one_of_many_articles_is_not_the_page() -> None:
    article = f"<article>{TEXT}<p>Read on.</p></article>"
    assert read(article * 3)[0] == ["Read on."] * 3


SOUP = f"""<div><div id="logo">The Paper</div><ul>{links("Home", "News")}</ul></div>
<div><div><div><h1>The mill</h1><p>By Ann Lee</p>{TEXT}<ul>{links("weir", "race")}</ul></div>
<div><h3>Most read</h3><ul>{links("Fire", "Flood")}</ul></div></div></div>
<table><tr><td>About us</td></tr></table>"""


def test_furniture_beside_the_text_is_left_out_where_nothing_says_which_is_which() -> None:
    texts, omissions = read(SOUP)
    assert texts == ["The mill", "By Ann Lee", "weir", "race"]
    assert {omission.text for omission in omissions} == {
        "The Paper Home News",
        "Most read Fire Flood",
        "About us",
    }


@pytest.mark.parametrize(
    "beside",
    [
        f"<div><p>{LONG}</p><p>Kept.</p></div>",  # it says something
        "<div><h1>Kept.</h1></div>",
        '<div class="sect1"><h2>Kept.</h2></div>',
        "<p>Kept.</p>",
    ],
)
def test_what_stands_beside_most_of_the_text_and_belongs_to_it_is_kept(beside: str) -> None:
    texts, omissions = read(f"<div>{TEXT * 3}</div>{beside}")
    assert texts == ["Kept."]
    assert omissions == []


@pytest.mark.parametrize(
    ("beside", "texts"),
    [
        ("<center><b>Part 2<br>The  mill</b></center>", ["Part 2\nThe mill"]),
        ("<div><h2>1.2. The mill</h2></div>", ["1.2. The mill"]),
        ('<div><a href="/">Home</a> <a href="/mill">The mill</a></div>', []),
        ("<ul><li>The mill</li></ul>", []),
        ("<div>The miller</div>", []),
        ("<div>The barn</div>", []),
    ],
)
def test_the_title_of_a_page_beside_its_text_is_kept(beside: str, texts: list[str]) -> None:
    body = f"{beside}<div>{TEXT * 3}</div>"
    assert read(body, "<title> The\nmill </title>")[0] == texts
    assert read(body, "<title>The mill by the weir</title>")[0] == read(body)[0] == []


def test_a_page_of_short_lines_has_no_furniture_to_be_told() -> None:
    rows = "".join(f"<tr><td>{year}</td><td>3 t</td></tr>" for year in range(1702, 1712))
    texts, omissions = read(f"<div><table>{rows}</table></div><div>From the ledger.</div>")
    assert texts == [*(f"{year} | 3 t" for year in range(1702, 1712)), "From the ledger."]
    assert omissions == []


def test_a_row_of_much_text_does_not_cost_a_table_its_other_rows() -> None:
    rows = "".join(f'<tr><td><a href="/{n}">part {n}</a><td>{n} cm</tr>' for n in (1, 2, 3))
    table = f"<table>{rows}<tr><td>whole<td>{LONG} {LONG} {LONG} {LONG} {LONG}</table>"
    assert read(table) == ([f"part {n} | {n} cm" for n in (1, 2, 3)], [])


def test_the_heading_of_a_list_of_contents_goes_with_it() -> None:
    listed = "".join(f'<li><a href="#{word}">{word}</a></li>' for word in ("water", "fire", "oak"))
    texts, omissions = read(f"<h2>Contents</h2><ul>{listed}</ul><h2>Water</h2>{TEXT}")
    assert texts == ["Water"]
    assert omissions == [
        Omission(OmissionKind.CONTENTS, "Contents"),
        Omission(OmissionKind.CONTENTS, "water fire oak"),
    ]
    assert read(f"<h2>Parts</h2><ul>{listed}</ul>{TEXT}")[0] == ["Parts"]


@pytest.mark.parametrize(
    "mark",
    [
        '<span class="label">[<a role="doc-backlink" href="#r">1</a>]</span>',
        '<sup>[<a href="#n">1</a>]</sup>',
        '<a href="#n"><sup>1</sup></a>',
    ],
)
def test_the_brackets_of_a_mark_go_with_it(mark: str) -> None:
    assert read(f"{TEXT}<div>So{mark} it is.</div>")[0] == ["So it is."]


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ('<p><a role="doc-backlink" href="#r">1</a>. He was away.</p>', "He was away."),
        ('<p><a role="doc-backlink" href="#r">1</a>.5 t were lost.</p>', ".5 t were lost."),
        ('<p>So<a role="doc-noteref" href="#n">1</a>. It is.</p>', "So. It is."),
        ('<p>So<b><a role="doc-noteref" href="#n">1</a>. It is.</b></p>', "So. It is."),
    ],
)
def test_the_point_behind_the_mark_of_a_note_goes_with_it(note: str, text: str) -> None:
    assert read(TEXT + note)[0] == [text]


def test_a_caption_that_repeats_the_description_of_its_picture_is_shown() -> None:
    figure = '<figure><img alt="Oak"><figcaption aria-hidden="true">Oak</figcaption></figure>'
    texts, omissions = read(TEXT + figure)
    assert texts == ["Oak"]
    assert omissions == []


@pytest.mark.parametrize("shown", ["¶", "#", "§"])
def test_a_link_to_its_own_heading_is_no_part_of_it(shown: str) -> None:
    assert read(f'<h2>Parts <a href="#parts">{shown}</a></h2>{TEXT}')[0] == ["Parts"]


def test_a_record_is_short_and_of_the_outermost() -> None:
    nested = f"<nav>{'word ' * 200}<nav>inner</nav></nav>" + "<nav>next</nav>" * 2 * MANY_OMISSIONS
    omissions = read(TEXT * 100 + nested)[1]
    assert len(omissions) == MANY_OMISSIONS
    assert omissions[0].text == ("word " * 200)[:300]
    assert omissions[1].text == "next"


def test_a_page_of_a_book_has_boxes_and_notes_and_no_furniture() -> None:
    body = f"""<div class="sidebar"><p>A box.</p></div><aside epub:type="footnote">A note.</aside>
    <div>{TEXT * 3}</div><div>Arvale, 1911</div><nav epub:type="toc">Contents</nav>"""
    main = book_part(page_of(body.encode()), is_anchor)
    texts = [part.text for part in parts_of(main.root)]
    assert [text for text in texts if SENTENCE not in text] == ["A box.", "A note.", "Arvale, 1911"]
    assert main.omissions == (Omission(OmissionKind.CONTENTS, "Contents"),)


def test_a_page_of_a_book_that_lists_its_contents_is_left_out() -> None:
    entries = "".join(f'<h5><a href="#{n}">The chapter about the mill, {n}</a></h5>' for n in "abc")
    main = book_part(page_of(f"<h4>Index</h4>{entries}".encode()), is_anchor)
    assert parts_of(main.root) == ()
    assert {omission.kind for omission in main.omissions} == {OmissionKind.CONTENTS}


@pytest.mark.parametrize("answer", ["", "<p>Kept, too.</p>"])
def test_articles_side_by_side_are_one_text(answer: str) -> None:
    cards = f"<article><h2>Ask</h2>{TEXT}</article><article><h2>Join</h2><p>Kept.</p></article>"
    texts, _ = read(f"<div>{cards}{answer}</div><div><p>Elsewhere.</p></div>")
    assert texts[:3] == ["Ask", "Join", "Kept."]


def test_an_article_beside_links_to_others_is_the_page() -> None:
    card = '<article><a href="/fire"><h3>Fire</h3></a></article>'
    assert read(f"<div><article>{TEXT}</article>{card}{card}</div>")[0] == []


@pytest.mark.parametrize(
    ("heading", "texts"),
    [
        ("<h1>The mill</h1>", ["The mill"]),
        ('<h1><a href="/">The Paper</a></h1>', []),  # the name of the site
    ],
)
def test_the_heading_above_the_main_part_is_its_own(heading: str, texts: list[str]) -> None:
    assert read(f"<header>{heading}<p>By the mill.</p></header><main>{TEXT}</main>")[0] == texts
    own = f"<header>{heading}</header><main><h1>Mine</h1>{TEXT}</main>"
    assert read(own)[0] == ["Mine"]


def test_comments_that_are_the_page_are_kept_and_others_are_not() -> None:
    comment = f'<div class="comment">{TEXT}</div>'
    comments = f'{comment}<div class="comment">Kept.</div>{comment}'
    assert read(f'<div class="comments">{comments}</div>') == (["Kept."], [])
    below = '<div class="comments"><div class="comment">Gone.</div></div>'
    assert read(TEXT + below)[0] == []
