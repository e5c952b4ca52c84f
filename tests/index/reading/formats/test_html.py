"""Web pages of any bytes; how one is read as it shows is tested with the documents."""

import re
import sys
from itertools import count
from pathlib import Path

import pytest

from index.reading.documents import read_document
from index.reading.formats.html import read
from tests.support.documents.any_bytes import MARKUP, check_any_bytes
from tests.support.documents.samples import PAGE


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.html", PAGE.encode(), MARKUP)


def steps(page: str, tmp_path: Path) -> int:
    """How many functions are called while a page is read, which does not depend on the machine."""
    path = tmp_path / "a.html"
    path.write_text(page, "utf-8")
    called = count()
    sys.setprofile(lambda *_: next(called))
    try:
        assert "words" in read_document(path).text
    finally:
        sys.setprofile(None)
    return next(called)


@pytest.mark.parametrize("tag", ["article", "main", "nav", "div"])
def test_a_page_that_nests_deep_takes_steps_by_its_length(tmp_path: Path, tag: str) -> None:
    once, four_times = (
        steps(f"<p>Some words.</p>{f'<{tag}>' * depth}words{f'</{tag}>' * depth}", tmp_path)
        for depth in (1000, 4000)
    )
    assert four_times < 6 * once  # where each looks at all that is inside of it: some 16 times


def paragraphs_of(body: str) -> list[str]:
    parts = read(f"<html><body>{body}</body></html>".encode(), Path("a.html")).parts
    assert parts is not None
    return [part.text for part in parts]


@pytest.mark.parametrize(
    "mark",
    [
        '<a role="doc-noteref" href="#f1">1</a>',
        '<a class="footnote-reference brackets" href="#id3"><span>[</span>1<span>]</span></a>',
        '<sup><a href="#cite-note-12">[12]</a></sup>',
        '<sup id="r"><a href="#fn">*</a></sup>',
        '<a class="headerlink" href="#toll" title="Link to this heading">¶</a>',
    ],
)
def test_the_mark_of_a_footnote_does_not_break_a_sentence(mark: str) -> None:
    body = f"<p>The mill burnt{mark} in 1911.</p>"
    assert paragraphs_of(body) == ["The mill burnt in 1911."]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="#s5">5</a>',  # of "see section 5"
        '<sup><a href="https://example.org">1</a></sup>',
        '<sup><a href="#units">square</a></sup>',
        "<sup>2</sup>",
    ],
)
def test_other_links_and_raised_letters_are_words(link: str) -> None:
    text = re.sub("<[^>]+>", "", link)
    assert paragraphs_of(f"<p>See section {link} there.</p>") == [f"See section {text} there."]


def test_a_link_that_names_the_file_leads_within_the_page() -> None:
    named = CONTENTS.replace("#", "a.html#")
    assert paragraphs_of(f"<p>The mill burnt.</p>{named}") == ["The mill burnt."]


CONTENTS = (
    '<ul><li><a href="#a">Water</a><ol><li><a href="#b">Wheels</a></li></ol></li>'
    '<li><a href="#c">Fire</a></li></ul>'
)


def test_a_list_of_contents_is_left_out() -> None:
    assert paragraphs_of(f"<p>The mill burnt.</p>{CONTENTS}") == ["The mill burnt."]


@pytest.mark.parametrize(
    "entries",
    [
        CONTENTS.replace("#", "https://example.org/"),  # it leads elsewhere
        CONTENTS.replace("Fire</a>", "Fire</a>, which began in the loft, took the roof"),
        '<ul><li><a href="#a">Water</a></li><li><a href="#b">Fire</a></li></ul>',
    ],
)
def test_a_list_that_says_something_is_kept(entries: str) -> None:
    assert "Water" in paragraphs_of(f"<p>The mill burnt.</p>{entries}")


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        (("1. Introduction", "2. Wheels"), "How the mill was built"),
        (("The mill at Arvale", "2. Wheels"), "The mill at Arvale"),
        (("4. The mill",), "4. The mill"),
    ],
)
def test_the_headings_of_numbered_sections_are_not_the_pages_own(
    headings: tuple[str, ...], title: str
) -> None:
    sections = "".join(f"<h1>{heading}</h1><p>It stood for a year.</p>" for heading in headings)
    page = f"<title>How the mill was built</title><body>{sections}</body>"
    assert read(page.encode(), Path("a.html")).title == title


def test_what_stands_below_the_title_of_who_wrote_it_where_and_when_is_told(tmp_path: Path) -> None:
    byline = "By Ada Zeglar, published in the Valley Letter, 11 June 2024"
    path = tmp_path / "a.html"
    path.write_text(f"<h1>Mills</h1><p><em>{byline}</em></p><p>Mills turn by water.</p>", "utf-8")
    document = read_document(path)
    about = document.metadata
    assert [name.display for name in about.author] == ["Ada Zeglar"]
    assert (about.container_title, about.issued) == ("Valley Letter", (2024, 6, 11))
    assert document.text == "Mills\n\nMills turn by water."
    assert [omission.text for omission in document.omissions] == [byline]
