"""How heavy the type of words is that a page's own style sheets set, written to each element.

Read are rules for a single class, as programs write them that export a page: `.c3{…}`.
"""

import re
from collections.abc import Iterator

from index.reading.markup.tree import HtmlElement

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\s*\.([A-Za-z_][\w-]*)\s*")
_WEIGHT = re.compile(r"(?<![\w-])font-weight\s*:\s*(\w+)", re.IGNORECASE)
_BOLD = re.compile(r"bold(?:er)?|[6-9]00", re.IGNORECASE)


def state_weights(page: HtmlElement) -> None:
    """Write to the elements of a page how heavy their type is by the class that they are of."""
    weights = dict(_rules(page))
    for element in page.find_all(class_=list(weights)) if weights else ():
        own = str(element.get("style") or "")
        classes = set(element.get("class") or ())
        stated = [weight for name, weight in weights.items() if name in classes]
        if stated and not _WEIGHT.search(own):
            element["style"] = f"{own};font-weight:{stated[-1]}"


def is_bold(element: HtmlElement) -> bool | None:
    """Return whether an element says to set its words in bold, None where it says nothing."""
    stated = _WEIGHT.search(str(element.get("style") or ""))
    return _BOLD.fullmatch(stated[1]) is not None if stated else None


def _rules(page: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the classes that have a weight of their own, and that, in order."""
    sheets = "".join(sheet.get_text() for sheet in page.find_all("style"))
    for selectors, rule in _RULE.findall(sheets):
        if weight := _WEIGHT.search(rule):
            names = map(_CLASS.fullmatch, selectors.split(","))
            yield from ((name[1], weight[1]) for name in names if name)
