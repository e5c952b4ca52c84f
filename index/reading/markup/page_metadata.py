"""What a page says of itself: who wrote it, when, where it is published, and what it is called.

Of several statements the one counts that is made with most care: what a publisher writes for
catalogues of scholars (`citation_…`) before what it writes for search engines (JSON-LD), then
Dublin Core, what is shown where a page is shared (Open Graph), and at last what the page shows.

References:
    Highwire tags: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing; Dublin Core
    in HTML: DCMI, "Expressing Dublin Core metadata using HTML/XHTML meta and link elements" (2008);
    Open Graph protocol: https://ogp.me.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from index.language import BACK_MATTER_HEADINGS, CLOSING_HEADINGS
from index.reading.bibliography.metadata import date_parts
from index.reading.bibliography.stated_names import name_of
from index.reading.markup.linked_data import LinkedPage, linked_page
from index.reading.markup.roles import classes_of, on_title_page
from index.reading.markup.tree import HtmlElement, collapsed
from index.reading.structure.extract import own_author
from index.types import Name

_TITLES = ("dc.title", "dcterms.title", "og:title")
# Those whose names are written "Family, Given".
_CATALOGUED = ("dc.creator", "dcterms.creator")
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author")
_CITED_DATES = ("citation_publication_date", "citation_date", "citation_online_date")
_DATES = (
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "article:published_time", "date",
    "pubdate",
)  # fmt: skip
_ADDRESSES = ("citation_public_url", "citation_abstract_html_url", "og:url")
_CONTAINERS = ("citation_journal_title", "citation_conference_title", "citation_inbook_title")
_SITES = ("og:site_name", "application-name")
_LANGUAGES = ("citation_language", "dc.language", "content-language", "og:locale")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]\w{1,8})*", re.IGNORECASE)
_BORDER = re.compile(r"\s+(?:[-–—|·•»«]|::)\s+|\s*:\s+")  # of a title and the name of its site
_SITE_BORDER = re.compile(r"\s+(?:[-–—|·•»«]|::)\s+")
_OPENINGS = "introduction overview preface foreword prologue abstract background welcome start"
_PARTS = {*_OPENINGS.split(), *CLOSING_HEADINGS, *BACK_MATTER_HEADINGS}
_PART_NUMBER = re.compile(r"\A\d+(?:\.\d+)*[.)]?\s+")
_BY = re.compile(r"by\s+(?=\S)", re.IGNORECASE)
_PUBLISHED = frozenset("published entry-date dt-published pubdate post-date".split())
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_AUTHOR = "author"
_LINKED = "application/ld+json"
_DUBLIN_CORE = re.compile(r"^(dc|dcterms)[:.]")
_A_DIGIT = re.compile(r"\d")
_LONE_DIGIT = re.compile(r"(?<!\d)(\d)(?!\d)")
_LONGEST_DATE = 40  # characters
_LONGEST_TITLE = 500  # characters; borders further on are none of a title
_LONGEST_NAME = 80  # characters; what is longer is a sentence about an author


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says of itself; None and () where it says nothing.

    Args:
        titles: As they are stated for others than its readers, the best first.
        shown: The title that a browser shows, "" where it has none.
        sites: Names of the site.
        author: In order.
        issued: Year, month and day as far as stated.
        url: Its own address.
        language: ISO 639 code.
        container_title: The journal or site that it is published in.
    """

    titles: tuple[str, ...]
    shown: str
    sites: tuple[str, ...]
    author: tuple[Name, ...]
    issued: tuple[int, ...]
    url: str | None
    language: str | None
    container_title: str | None

    def title(self, heading: str | None) -> str | None:
        """Return what the page is called, without the name of its site.

        Where its readers are shown the same above the page and on it, that goes before what is
        stated for others: a template may have its site stand there for every page. What only names
        a part, as "Introduction", gives way to what is shown that holds it and says of what.

        Args:
            heading: Its first heading of the highest level, None where it has none.
        """
        sites = {site.casefold() for site in self.sites}
        if heading and heading.casefold() in sites:
            heading = None
        agreed = heading if heading and heading.casefold() == self.shown.casefold() else None
        stated = agreed or next(iter(self.titles), None) or heading or self.shown
        told = _without_site(stated, sites, (heading or "").casefold())
        return (_fuller(told, self.shown, sites) if _is_part(told) else told) or None


def _is_part(title: str) -> bool:
    """Return whether a title is that of a part which any document may have: "1. Introduction"."""
    return _PART_NUMBER.sub("", title).casefold() in _PARTS


def _fuller(title: str, shown: str, sites: Container[str]) -> str:
    """Return the title that is shown, without that of its site, where it holds a title and more.

    Args:
        title: As it is told otherwise.
        shown: What a browser shows.
        sites: Names of the site, in small letters.
    """
    holds = re.compile(rf"(?<!\w){re.escape(title)}(?!\w)", re.IGNORECASE)
    whole = _without_site(shown, sites, "")
    pieces = _SITE_BORDER.split(whole[:_LONGEST_TITLE])
    fuller = (one for one in (*pieces, whole) if holds.search(one) and len(one) > len(title))
    return next(fuller, title)


def _without_site(title: str, sites: Container[str], heading: str) -> str:
    """Return a title without the name of a site before or behind it, where that is known to be one.

    Args:
        title: As it is stated.
        sites: Names of the site, in small letters.
        heading: Of the page, in small letters; what stands beside it is the name of a site, too.
    """
    for border in _BORDER.finditer(title, 0, _LONGEST_TITLE):
        before, after = title[: border.start()], title[border.end() :]
        aside = heading if ":" not in border[0] else ""
        if after.casefold() in sites or before.casefold() == aside:
            return before
        if before.casefold() in sites or after.casefold() == aside:
            return after
    return title


def page_metadata(page: HtmlElement) -> PageMetadata:
    """Return what a page says of itself."""
    stated = _stated(page)
    linked = linked_page(script.get_text() for script in page.find_all("script", type=_LINKED))
    title = page.find("title")
    cited = _all(stated, "citation_title")
    articles, pages = ((), (linked.title,)) if linked.is_page else ((linked.title,), ())
    containers = [*_all(stated, *_CONTAINERS), linked.container_title, *_all(stated, *_SITES)]
    return PageMetadata(
        titles=tuple(filter(None, [*cited, *articles, *_all(stated, *_TITLES), *pages])),
        shown=collapsed([title.get_text(" ")]) if title is not None else "",
        sites=tuple(filter(None, [*_all(stated, *_SITES), linked.container_title])),
        author=_author(page, stated, linked),
        issued=_issued(page, stated, linked),
        url=_address(page, stated, linked),
        language=_language(page, stated, linked),
        container_title=next(filter(None, containers), None),
    )


def _stated(page: HtmlElement) -> Mapping[str, Sequence[str]]:
    """Return the contents of the page's `meta` elements by their names, in small letters."""
    stated: dict[str, list[str]] = {}
    for meta in page.find_all("meta", content=True):
        keys = (meta.get(key) for key in ("property", "name", "http-equiv", "itemprop"))
        name = str(next(filter(None, keys), "")).lower()
        content = collapsed([str(meta["content"])])
        if content:
            stated.setdefault(_DUBLIN_CORE.sub(r"\1.", name), []).append(content)
    return stated


def _all(stated: Mapping[str, Sequence[str]], *names: str) -> list[str]:
    """Return what is stated under some names, in the order of the names."""
    return [content for name in names for content in stated.get(name, ())]


def _author(
    page: HtmlElement, stated: Mapping[str, Sequence[str]], linked: LinkedPage
) -> tuple[Name, ...]:
    """Return who wrote a page, by the best statement that names somebody."""
    cited = map(_catalogued, _all(stated, "citation_author"))
    catalogued = map(_catalogued, _all(stated, *_CATALOGUED))
    named = (one for text in _all(stated, *_AUTHORS) for one in text.split(";"))
    lines = (collapsed([one.get_text(" ")]) for one in page.find_all(_is_author))
    shown = (line for line in lines if not _A_DIGIT.search(line))  # nor when it was written
    chances = (cited, linked.author, catalogued, _persons(named), _persons(shown))
    return next(filter(None, (tuple(dict.fromkeys(chance)) for chance in chances)), ())


def _catalogued(name: str) -> Name:
    """Return a name that is written "Family, Given", or as it is spoken."""
    family, comma, given = name.partition(", ")
    inverted = bool(comma) and "," not in given
    return Name(family=family, given=given) if inverted else name_of(name)


def _persons(names: Iterable[str]) -> Iterator[Name]:
    """Yield what may be names of authors: no addresses of them, no sentences about them."""
    for name in names:
        if "://" not in name and len(name) <= _LONGEST_NAME:
            yield from own_author(_BY.sub("", name.strip()))


def _is_author(element: HtmlElement) -> bool:
    """Return whether an element shows the name of an author, and says so."""
    stated = "author" in (element.get("rel") or ()) or element.get("itemprop") == "author"
    return stated or _is_author_heading(element)


def _is_author_heading(element: HtmlElement) -> bool:
    """Return whether a heading of a title page is the name of an author."""
    is_heading = element.name in _HEADINGS
    return is_heading and _AUTHOR in classes_of(element) and on_title_page(element)


def _issued(
    page: HtmlElement, stated: Mapping[str, Sequence[str]], linked: LinkedPage
) -> tuple[int, ...]:
    """Return when a page was published, by the best statement that is a date."""
    shown = [one for one in page.find_all("time", datetime=True) if _is_published(one)]
    dates = [
        *_all(stated, *_CITED_DATES),
        linked.issued,
        *_all(stated, *_DATES),
        *(str(one["datetime"]) for one in shown),
    ]
    return next(filter(None, map(_date, dates)), ())


def _is_published(time: HtmlElement) -> bool:
    """Return whether a time is said to be that of publication."""
    return (
        time.has_attr("pubdate")
        or time.get("itemprop") == "datePublished"
        or not _PUBLISHED.isdisjoint(classes_of(time))
    )


def _date(text: str) -> tuple[int, ...]:
    """Return year, month and day of a date, which may be written with strokes; empty of others."""
    return date_parts(_LONE_DIGIT.sub(r"0\1", text.replace("/", "-")[:_LONGEST_DATE]))


def _address(
    page: HtmlElement, stated: Mapping[str, Sequence[str]], linked: LinkedPage
) -> str | None:
    """Return the page's own address, None where it states none or one of no use elsewhere."""
    links = (str(link.get("href") or "") for link in page.find_all("link", rel="canonical"))
    addresses = chain(links, _all(stated, *_ADDRESSES), [linked.url])
    return next((one for one in addresses if one.startswith(("http://", "https://"))), None)


def _language(
    page: HtmlElement, stated: Mapping[str, Sequence[str]], linked: LinkedPage
) -> str | None:
    """Return the code of the page's language, None where it states none."""
    root = page.find("html")
    own = [str(root.get(name) or "") for name in ("lang", "xml:lang")] if root is not None else []
    codes = map(_LANGUAGE.fullmatch, [*own, *_all(stated, *_LANGUAGES), linked.language])
    return next((code[1].lower() for code in codes if code), None)
