"""What a page says of itself, and which of several statements is believed."""

import json

import pytest

from index.reading.markup.page_metadata import PageMetadata, page_metadata
from index.reading.markup.tree import page_of
from index.types import Name

ANN, BO = Name("Lee", "Ann"), Name("Lind", "Bo")


def of(head: str, body: str = "") -> PageMetadata:
    return page_metadata(page_of(f"<html><head>{head}</head><body>{body}</body></html>".encode()))


def linked(**node: object) -> str:
    script = json.dumps({"@type": "NewsArticle", **node})
    return f'<script type="application/ld+json">{script}</script>'


def meta(**contents: str) -> str:
    return "".join(f'<meta name="{name}" content="{text}">' for name, text in contents.items())


ARTICLE = linked(
    headline="The mill &amp; the fire",
    author=[{"@type": "Person", "name": "Ann Lee"}, "Bo Lind"],
    datePublished="2019-05-04T10:00:00Z",
    url="https://example.org/mill",
    inLanguage="de-DE",
    publisher={"@type": "Organization", "name": "The Paper"},
)


def test_json_ld_says_what_an_article_is() -> None:
    about = of(ARTICLE)
    assert about.title(None) == "The mill & the fire"
    assert about.author == (ANN, BO)
    assert about.issued == (2019, 5, 4)
    assert (about.url, about.language) == ("https://example.org/mill", "de")
    assert about.container_title == "The Paper"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ann Lee", (ANN,)),
        ({"name": "Ann Lee"}, (ANN,)),
        ({"name": ["Ann Lee", "A. Lee"]}, ()),
        ([{"familyName": "Lee", "givenName": "Ann"}], (Name(family="Lee", given="Ann"),)),
        ({"@id": "#ann"}, (ANN,)),
        ([None, 7, {"@id": "#none"}, "Ann Lee", "Ann Lee"], (ANN,)),
        ({}, ()),
    ],
)
def test_an_author_is_given_in_many_forms(author: object, names: tuple[Name, ...]) -> None:
    graph = [{"@id": "#ann", "name": "Ann Lee"}, {"@type": ["Thing", "Article"], "author": author}]
    script = json.dumps({"@context": "https://schema.org", "@graph": graph})
    assert of(f'<script type="application/ld+json">{script}</script>').author == names


def test_a_journal_is_found_through_issue_and_volume() -> None:
    periodical = {"@type": "Periodical", "name": "Mills Today"}
    issue = {"@type": "PublicationIssue", "isPartOf": {"@type": "Volume", "isPartOf": periodical}}
    head = linked(**{"@type": "http://schema.org/ScholarlyArticle"}, isPartOf=issue, publisher="P")
    assert of(head).container_title == "Mills Today"


def test_a_book_is_in_no_publisher() -> None:
    about = of(linked(**{"@type": "Book"}, name="The Mill", publisher="The Press"))
    assert (about.title(None), about.container_title) == ("The Mill", None)


def test_an_article_counts_before_the_page_that_it_stands_on() -> None:
    nodes = [{"@type": "WebPage", "name": "Page"}, {"@type": "BlogPosting", "headline": "Post"}]
    assert (
        of(f'<script type="application/ld+json">{json.dumps(nodes)}</script>').title(None) == "Post"
    )


@pytest.mark.parametrize(
    "script", ["{", "[" * 100_000, "7", "null", '"x"', "[[1]]", '{"@type": 7}']
)
def test_json_ld_that_says_nothing_is_passed_over(script: str) -> None:
    about = of(f'<script type="application/ld+json">{script}</script>', "")
    assert (about.title("Mill"), about.author, about.issued) == ("Mill", (), ())


def test_what_is_written_for_catalogues_counts_most() -> None:
    head = ARTICLE + "".join(
        f'<meta name="citation_{name}" content="{text}">'
        for name, text in [
            ("title", "On mills"),
            ("author", "Lind, Bo"),
            ("author", "Ann Lee"),
            ("publication_date", "2018/7/3"),
            ("journal_title", "Mills Today"),
            ("language", "fr"),
        ]
    )
    about = of(head)
    assert about.title("A heading") == "On mills"
    assert about.author == (Name(family="Lind", given="Bo"), ANN)
    assert about.issued == (2018, 7, 3)
    assert about.container_title == "Mills Today"
    assert about.language == "fr"


def test_dublin_core_and_open_graph_are_read() -> None:
    head = """<meta name="DC.creator" content="Lee, Ann"><meta name="DC:date" content="1911">
    <meta property="og:title" content="The mill"><meta property="og:site_name" content="The Paper">
    <meta property="og:url" content="https://example.org/mill">
    <meta property="og:locale" content="en_GB">"""
    about = of(head)
    assert about.title("Fire") == "The mill"
    assert about.author == (Name(family="Lee", given="Ann"),)
    assert (about.issued, about.language) == ((1911,), "en")
    assert (about.url, about.container_title) == ("https://example.org/mill", "The Paper")


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        (meta(author="By Ann Lee; Bo Lind"), "", (ANN, BO)),
        (meta(author="admin"), '<a rel="author" href="/ann">Ann Lee</a>', (ANN,)),
        ('<meta property="article:author" content="https://example.org/ann">', "", ()),
        ("", '<span itemprop="author">by <b>Ann</b> Lee</span>', (ANN,)),
        ("", '<span itemprop="author">Ann Lee, 4 May 2019</span>', ()),
        ("", '<div class="titlepage"><h3 class="author">Ann Lee</h3></div>', (ANN,)),
        ("", '<article class="comment"><h4 class="author">Ann Lee</h4></article>', ()),
    ],
)
def test_an_author_is_named_by_the_head_or_shown(
    head: str, body: str, names: tuple[Name, ...]
) -> None:
    assert of(head, body).author == names


@pytest.mark.parametrize(
    ("time", "issued"),
    [
        ('<time datetime="2019-05-04" itemprop="datePublished">', (2019, 5, 4)),
        ('<time datetime="2019-05-04T08:00" pubdate>', (2019, 5, 4)),
        ('<time datetime="2019-05" class="entry-date">', (2019, 5)),
        ('<time datetime="2019-05-04">', ()),  # of what, it does not say
        ('<time datetime="yesterday" pubdate>', ()),
    ],
)
def test_a_time_counts_if_it_is_that_of_publication(time: str, issued: tuple[int, ...]) -> None:
    assert of("", f"<p>{time}A day</time></p>").issued == issued


@pytest.mark.parametrize(
    ("shown", "site", "heading", "title"),
    [
        ("The mill - The Paper", "The Paper", None, "The mill"),
        ("The Paper: The mill", "the paper", None, "The mill"),
        ("Oak | The mill | The Paper", "The Paper", None, "Oak | The mill"),
        ("The mill - The Paper", "", None, "The mill - The Paper"),
        ("The mill — a history", "The Paper", None, "The mill — a history"),
        ("The mill - The Paper", "The Paper", "The Paper", "The mill"),  # its heading is the site's
        ("The mill", "The mill", None, "The mill"),
    ],
)
def test_a_title_is_without_the_name_of_the_site(
    shown: str, site: str, heading: str | None, title: str
) -> None:
    head = f'<title>{shown}</title><meta property="og:site_name" content="{site}">'
    assert of(head).title(heading) == title


def test_what_stands_beside_the_heading_in_a_title_is_the_name_of_a_site() -> None:
    shared = of('<meta property="og:title" content="The mill | Arvale">')
    assert shared.title("The Mill") == "The mill"
    subtitled = of('<meta property="og:title" content="The mill: a history">')
    assert subtitled.title("The mill") == "The mill: a history"


def test_a_page_without_a_head_says_nothing() -> None:
    about = of("")
    assert (about.title(None), about.author, about.issued) == (None, (), ())
    assert (about.url, about.language, about.container_title) == (None, None, None)


@pytest.mark.parametrize("address", ["javascript:x", "/mill", "ftp://example.org"])
def test_an_address_of_no_use_elsewhere_is_none(address: str) -> None:
    assert of(f'<link rel="canonical" href="{address}">').url is None


def test_what_readers_are_shown_twice_goes_before_what_a_template_states() -> None:
    about = of("<title>Mills and Weirs: Questions</title>" + meta(**{"DC.title": "arvale.org"}))
    assert about.title("Mills and Weirs: Questions") == "Mills and Weirs: Questions"
    assert about.title("Mills") == "arvale.org"
    assert about.title(None) == "arvale.org"


@pytest.mark.parametrize(
    ("shown", "heading", "title"),
    [
        ("Bread Introduction | Bakers Online", "Introduction", "Bread Introduction"),
        ("Bread Handbook: Overview", "Overview", "Bread Handbook: Overview"),
        ("1. Preface — Bread Handbook", "1. Preface", "1. Preface — Bread Handbook"),
        ("About the mill", "About", "About the mill"),
        ("Introduction", "Introduction", "Introduction"),
        ("Introduction | The Paper", "Introduction", "Introduction"),
        ("Bakers Online", "Introduction", "Introduction"),
        ("Reintroduction of bread", "Introduction", "Introduction"),
        ("Bread for beginners | Bakers Online", "Bread", "Bread"),
        ("The mill | Bakers Online", "The mill", "The mill"),
    ],
)
def test_a_heading_of_any_text_gives_way_to_what_is_shown_of_this_one(
    shown: str, heading: str, title: str
) -> None:
    about = of(f'<title>{shown}</title><meta property="og:site_name" content="The Paper">')
    assert about.title(heading) == title
