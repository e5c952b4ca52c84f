"""Web pages to paragraphs and headings; the only importer of BeautifulSoup.

What is kept is the words of the page's main part as a browser shows them: white space collapses,
navigation, forms, scripts and hidden elements are left out, a table's row is its cells with bars
between, preformatted text keeps its lines.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import UnreadableSourceError
from index.extracts import Extract, Part
from index.metadata import date_parts
from index.types import Name

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_LEFT_OUT = (
    "script style noscript template svg math nav footer aside form button select iframe object "
    "video audio canvas dialog head"
).split()
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|sidebar|footer|cookies?|share|sharing|social|related|"
    r"comments?|advert\w*|ads?|newsletter|breadcrumbs?|toc|skip|pagination|editsection)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt "
    "ruby s samp small span strike strong sub sup time tt u var wbr".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = " | "
_MAX_DEPTH = 200
_MOST = 0.5  # of a page's words; what holds more is the page itself, whatever it is called
_DECLARATION = re.compile(rb"\A\s*<\?xml[^>]*\?>")


def html_extract(raw: bytes, path: Path) -> Extract:
    """Return the main text of a web page.

    Raises:
        UnreadableSourceError: There is no text in it.
    """
    from bs4 import BeautifulSoup

    # The declaration names an encoding only for XML parsers; bs4 warns of it.
    soup = BeautifulSoup(_DECLARATION.sub(b"", raw), "lxml")
    about = _about(soup)
    parts = tuple(_Walk().parts(_main(soup)))
    if not parts:
        msg = f"{path.name} shows no text without its scripts: save the page as text or PDF"
        raise UnreadableSourceError(msg)
    heading = next((part.text for part in parts if part.level == 1), None)
    return Extract(
        parts=parts,
        title=about.get("og:title") or heading or about.get("title"),
        author=tuple(Name(literal=name) for name in [about.get("author")] if name),
        language=about.get("lang"),
        url=next(
            (u for k in ("canonical", "og:url") if (u := about.get(k, ""))[:4] == "http"), None
        ),
        issued=date_parts(about.get("article:published_time") or about.get("date") or ""),
    )


def _about(soup: "BeautifulSoup") -> dict[str, str]:
    """Return what the head of a page says: title, author, date, language, address."""
    about: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        key = str(meta.get("property") or meta.get("name") or "").lower()
        about.setdefault(key, " ".join(str(meta.get("content") or "").split()))
    if soup.title is not None:
        about["title"] = " ".join(soup.title.get_text(" ").split())
    canonical = soup.find("link", rel="canonical")
    if canonical is not None:
        about["canonical"] = str(canonical.get("href") or "")
    if soup.html is not None and soup.html.get("lang"):
        about["lang"] = str(soup.html["lang"]).split("-")[0].lower()
    return {key: value for key, value in about.items() if value}


def _main(soup: "BeautifulSoup") -> "Tag":
    """Return the element that holds the page's own text, everything else taken out of it."""
    for element in soup.find_all(_LEFT_OUT):
        element.decompose()
    body = soup.body or soup
    candidates = [*body.find_all("main"), *body.select("[role=main]"), *body.find_all("article")]
    root = max(candidates, key=lambda tag: len(tag.get_text()), default=body)
    size = len(root.get_text())
    for element in root.find_all(True):
        if not element.decomposed and _is_aside(element) and len(element.get_text()) < _MOST * size:
            element.decompose()
    return root


def _is_aside(element: "Tag") -> bool:
    """Return whether an element is hidden, or named as no part of the text."""
    if element.has_attr("hidden") or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(str(element.get("style") or "")):
        return True
    names = [*(element.get("class") or ()), str(element.get("id") or "")]
    return element.name not in _INLINE and any(_ASIDE.search(str(name)) for name in names)


class _Walk:
    """Collects the words of one block after the other."""

    def __init__(self) -> None:
        self._words: list[str] = []

    def parts(self, root: "Tag") -> Iterator[Part]:
        """Yield the parts inside of `root`."""
        yield from self._inside(root, None, 0)
        yield from self._flush(None)

    def _inside(self, parent: "Tag", level: int | None, depth: int) -> Iterator[Part]:
        """Yield the blocks that end inside of `parent`; words after the last are kept."""
        from bs4 import Tag
        from bs4.element import PreformattedString

        for child in parent.children:
            if not isinstance(child, Tag):
                # Comments and declarations are strings too.
                if not isinstance(child, PreformattedString):
                    self._words.append(str(child))
            elif child.name in _INLINE or depth > _MAX_DEPTH:
                yield from self._inside(child, level, depth + 1) if depth <= _MAX_DEPTH else ()
            elif child.name == "br":
                self._words.append(" ")
            else:
                yield from self._flush(level)
                yield from self._block(child, level, depth)

    def _block(self, element: "Tag", level: int | None, depth: int) -> Iterator[Part]:
        """Yield the parts of a block element."""
        if element.name == "pre":
            text = element.get_text().strip("\n")
            if text.strip():
                yield Part(text)
        elif element.name == "tr":
            cells = (" ".join(c.get_text(" ").split()) for c in element.find_all(["td", "th"]))
            self._words.append(_CELLS.join(cell for cell in cells if cell))
            yield from self._flush(None)
        else:
            inner = _HEADINGS.get(element.name, level)
            yield from self._inside(element, inner, depth + 1)
            yield from self._flush(inner)

    def _flush(self, level: int | None) -> Iterator[Part]:
        """Yield the words collected so far as one part, if there are any."""
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if text:
            yield Part(text, level)
