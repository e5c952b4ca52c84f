"""Text whose lines a page keeps by a style or a class of its own, in elements of other names.

They are called what they are to their reader, `pre`: else a listing, or a table that is set by
blanks, would be a row of words.
"""

import re

from index.reading.markup.roles import classes_of
from index.reading.markup.tree import HtmlElement

_KEPT = re.compile(r"(?<![\w-])white-space\s*:\s*(?:pre|break-spaces)\b(?!-line)", re.IGNORECASE)
_CLASS = re.compile(r"pre(?:formatted)?|pre-in-\w+")
_NAMES = ("span", "div", "p", "code", "samp", "tt", "kbd")
_INSIDE = ["p", "div", "table", "ul", "ol", "dl", "pre", "h1", "h2", "h3", "h4", "h5", "h6"]
_LEAST_LINES = 2


def name_preformatted(body: HtmlElement) -> None:
    """Call the elements of a page whose lines are kept `pre`, where they have several."""
    for element in body.find_all(_NAMES):
        if _keeps_lines(element) and element.find_parent("pre") is None:
            element.name = "pre"


def _keeps_lines(element: HtmlElement) -> bool:
    """Return whether an element says that its lines are kept, and has lines and no blocks."""
    stated = bool(_KEPT.search(str(element.get("style") or "")))
    named = any(map(_CLASS.fullmatch, classes_of(element)))
    if not (stated or named) or element.find(_INSIDE) is not None:
        return False
    lines = [line for line in element.get_text().split("\n") if line.strip()]
    return len(lines) >= _LEAST_LINES
