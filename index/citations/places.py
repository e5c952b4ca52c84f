"""Where in a document a quote stands, as one says it: by page, by moment, else by paragraph."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, assert_never

from index.types import LocatorKind, Quote

RECOGNISED = "read by optical recognition"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document.

    Args:
        label: What it is, in CSL's terms.
        value: Which: "7", "xii", "7–8", "0:01:23".
        several: Whether it is more than one page.
        recognised: Whether any of the words there were read off a picture.
    """

    label: Literal["paragraph", "page", "timestamp"]
    value: str
    several: bool = False
    recognised: bool = False

    def __str__(self) -> str:
        """Return it in words: "Paragraph 12", "Pages 7–8", "Page 3, read by …"."""
        noun = f"{self.label}s" if self.several else self.label
        how = f", {RECOGNISED}" if self.recognised else ""
        return f"{noun.capitalize()} {self.value}{how}"


def short_pages(place: Place) -> str:
    """Return which pages a place is on, in English: "p. 7", "pp. 7–8"."""
    return f"{'pp.' if place.several else 'p.'} {place.value}"


def short_place(quote: Quote, pages: Callable[[Place], str] = short_pages) -> str:
    """Return where a quote stands in as few characters as say it: "p. 7 · ¶12", "¶12".

    Args:
        quote: The quote.
        pages: Says which pages a place is on.
    """
    place = place_of(quote)
    paragraph = f"¶{quote.paragraph}"
    match place.label:
        case "page":
            return f"{pages(place)} · {paragraph}"
        case "timestamp":
            return f"{place.value} · {paragraph}"
        case "paragraph":
            return paragraph
        case _:
            assert_never(place.label)


def place_of(quote: Quote) -> Place:
    """Return where a quote stands: on which pages, from which moment on, or in which paragraph."""
    named = [locator for locator in quote.locators if locator.value]
    if not named:
        return Place("paragraph", str(quote.paragraph), recognised=quote.recognised)
    first, last = named[0].value, named[-1].value
    if named[0].kind is LocatorKind.TIMESTAMP:
        return Place("timestamp", first)
    value = first if first == last else f"{first}–{last}"
    return Place("page", value, first != last, quote.recognised)
