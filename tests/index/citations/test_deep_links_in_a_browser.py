"""Text-fragment links in a real Chromium, on a page made of a document and served here."""

import base64
import io
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import numpy as np
import pytest
from PIL import Image

from index.citations.deep_links import deep_link
from index.language.sentences import sentences_of
from index.reading.documents import read_document
from index.types import Document, Quote, Span, quote_of
from tests.support.chromium import CHROMIUM, CHROMIUM_OPTIONS
from tests.support.documents.published import OTHER_TYPOGRAPHY, page_of

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

ROOT = Path(__file__).parents[3]
ESSAY = ROOT / "knowledge" / "documents" / "deadly-cooperation.txt"
LINE = 29  # pixels, by the page's style
HIGHLIGHT = (255, 0, 77)  # red, green and blue, by the page's style

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="Debian's package `chromium-headless-shell` is not installed"
    ),
]

# The rectangles of a stretch of a paragraph, by code points, in the coordinates of the window.
_RECTANGLE = """
([id, start, end]) => {
  const walker = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let place = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const next = place + node.length;
    if (place <= start && start < next) range.setStart(node, start - place);
    if (place < end && end <= next) range.setEnd(node, end - place);
    place = next;
  }
  const {left, top, right, bottom} = range.getBoundingClientRect();
  return [left, top, right, bottom];
}
"""


@dataclass(frozen=True, slots=True)
class Published:
    """A document with the address at which its page is served, and a browser's page."""

    document: Document
    page: "Page"
    devtools: "CDPSession"

    def misses(self, quotes: list[Quote]) -> list[str]:
        """Return the links that do not scroll to their quote, or highlight something else."""
        links = [(quote, deep_link(quote)) for quote in quotes]
        return [f"{q.text} -> {link}" for q, link in links if not self.opens_at(q, link)]

    def picture(self) -> bytes:
        """Return what is seen, as a PNG that is packed in haste: it is read once."""
        asked = {"format": "png", "optimizeForSpeed": True}
        return base64.b64decode(self.devtools.send("Page.captureScreenshot", asked)["data"])

    def opens_at(self, quote: Quote, link: str | None) -> bool:
        """Return whether the link scrolls to the quote and highlights it."""
        assert link is not None
        self.page.goto(urljoin(link, "empty.html"))  # of this site: its process stays
        self.page.goto(link)
        scrolled = self.page.evaluate("window.scrollY")
        painted = _painted(self.picture())
        if painted is None or not scrolled:
            return False
        start = quote.document.paragraphs[quote.paragraph - 1].start
        stretch = [f"p{quote.paragraph}", quote.start - start, quote.end - start]
        return _stands_in(painted, self.page.evaluate(_RECTANGLE, stretch))


def _painted(picture: bytes) -> list[float] | None:
    """Return the left, upper, right and lower edge of what has the highlight's colour, in pixels.

    It is read off a picture, since a page is not told what the browser highlights.
    """
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))
    rows, columns = np.nonzero((pixels == HIGHLIGHT).all(axis=2))
    if not len(rows):
        return None
    return [float(edge) for edge in (columns.min(), rows[0], columns.max(), rows[-1])]


def _stands_in(painted: list[float], quote: list[float]) -> bool:
    """Return whether the highlight stands where the quote does, from its first to its last line.

    Up to three words are passed over at either edge, which may be a line's end.
    """
    left, top, right, bottom = painted
    inside = quote[0] - 2 <= left and right <= quote[2] + 2
    first_line = quote[1] - 2 <= top <= quote[1] + 1.5 * LINE
    last_line = quote[3] - 1.5 * LINE <= bottom <= quote[3] + 2
    return inside and first_line and last_line


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the essay as two publishers might set it, and return the address of their pages."""
    document = read_document(ESSAY)
    folder = tmp_path_factory.mktemp("site")
    (folder / "essay.html").write_text(page_of(document), encoding="utf-8")
    (folder / "empty.html").write_text("<!doctype html><title>empty</title>", encoding="utf-8")
    (folder / "reset.html").write_text(page_of(document, OTHER_TYPOGRAPHY), encoding="utf-8")
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="module")
def page() -> Iterator["Page"]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield browser.new_page(viewport={"width": 800, "height": 1000})
        browser.close()


@pytest.fixture
def published(site: str, page: "Page") -> Published:
    return _published(f"{site}/essay.html", page)


@pytest.fixture
def reset(site: str, page: "Page") -> Published:
    """The essay with straight quotation marks and other dashes."""
    return _published(f"{site}/reset.html", page)


def _published(url: str, page: "Page") -> Published:
    document = read_document(ESSAY)
    published = replace(document, metadata=replace(document.metadata, url=url))
    return Published(published, page, page.context.new_cdp_session(page))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep requests out of the test's output."""


def sentences(document: Document) -> list[Quote]:
    return [
        quote_of(document, sentence)
        for paragraph in document.paragraphs
        for sentence in sentences_of(document.text, paragraph.span)
    ]


def phrases(quotes: list[Quote]) -> list[Quote]:
    """Return of each quote the third to the fifth word, as a highlight might be."""
    places = [(q, [m.span() for m in re.finditer(r"\S+", q.text)]) for q in quotes]
    return [
        quote_of(q.document, Span(q.start + words[2][0], q.start + words[4][1]))
        for q, words in places
        if len(words) > 4
    ]


def test_every_sentence_of_the_essay_is_found_scrolled_to_and_highlighted(
    published: Published,
) -> None:
    quotes = sentences(published.document)
    assert len(quotes) >= 100
    assert published.misses(quotes) == []


def test_three_words_are_found_where_they_stand_and_not_where_they_stand_too(
    published: Published,
) -> None:
    assert published.misses(phrases(sentences(published.document))[::3]) == []


def test_paragraphs_are_found_on_a_page_with_other_quotation_marks_and_dashes(
    reset: Published,
) -> None:
    document = reset.document
    assert reset.misses([quote_of(document, p.span) for p in document.paragraphs]) == []


def test_the_measure_itself_notices_a_link_to_other_words(published: Published) -> None:
    first, second = sentences(published.document)[:2]
    assert published.misses([first]) == []
    assert not published.opens_at(second, deep_link(first))
    assert not published.opens_at(second, f"{published.document.metadata.url}#:~:text=absent")
