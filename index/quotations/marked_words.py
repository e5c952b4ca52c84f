"""What a quotation claims: its words, the omissions it marks and what it puts in brackets."""

import enum
from dataclasses import dataclass
from typing import NamedTuple

import regex

from index.quotations.soft_runs import Run, runs_of
from index.quotations.words import ComparedWord, compared_words_of, is_same_word

_MARK = regex.compile(
    r"""
    (?P<omission>
        \\?[\[(]\s?+ (?:[…⋯]|\\?\.(?:\s?+\\?\.){2,}+) \s?+\\?[\])]
      | […⋯][…⋯.]*+ | \\?\.(?:\s?+\\?\.){2,}+ )
    | (?P<inflection>
        (?<![\p{L}\p{N}]) (?P<head>[\p{L}\p{N}]++)
        \\?[\[［] (?P<put>[\p{L}'’]{1,30}+) \\?[\]］] (?P<tail>[\p{L}\p{N}]*+)
      | \\?[\[［] (?P<put>[\p{L}'’]{1,30}+) \\?[\]］] (?P<tail>[\p{L}\p{N}]++) )
    | (?P<insertion> \\?[\[［] (?P<put>[^\[\]［］]{1,200}+) [\]］] )
    """,
    regex.VERBOSE | regex.V1,
)
# Words of the source that a bracket may stand for beyond its own: "[he]" for "the man there".
_SPARE_WORDS = 6
# Letters of a word that a bracket at its end may stand for beyond its own: "-ing" for "[s]".
_SPARE_LETTERS = 3


class ElementKind(enum.Enum):
    """What a part of a quotation is."""

    WORD = enum.auto()
    OMISSION = enum.auto()
    INSERTION = enum.auto()


class Element(NamedTuple):
    """A part of a quotation.

    Args:
        kind: A word, a marked omission, or words in brackets that need not be the source's.
        start: First code point in the quotation.
        end: One past the last code point.
        form: A word as compared but for its case (see `ComparedWord`); empty for the others.
        folded: The word with its case folded; for the others empty.
        head: For a word with letters in brackets, those before them: "control" of "control[s]".
        put: Its letters in brackets, folded; empty for a plain word.
        tail: Its letters after them: "he" of "[T]he".
        free_case: The first letter's case is the quoter's: at the start and after a mark.
        reach: For an insertion, the most words of the source that it may stand for.
        note: The number of a footnote that a word ends with, or is (see `ComparedWord`).
    """

    kind: ElementKind
    start: int
    end: int
    form: str = ""
    folded: str = ""
    head: str = ""
    put: str = ""
    tail: str = ""
    free_case: bool = False
    reach: int = 0
    note: str = ""

    def is_word(self, word: ComparedWord) -> bool:
        """Return whether this word may stand for the source's, the case left aside.

        With letters in brackets it may be another: see `alters`.
        """
        if self.kind is not ElementKind.WORD:
            return False
        if not self.put or word.folded == self.folded:
            return is_same_word(self, word)
        if not self.head:
            return word.folded == self.tail
        rest = len(word.folded) - len(self.head) - len(self.tail)
        return (
            len(self.head) > 1
            and 0 <= rest <= len(self.put) + _SPARE_LETTERS
            and word.folded.startswith(self.head)
            and word.folded.endswith(self.tail)
        )

    def alters(self, word: ComparedWord) -> bool:
        """Return whether letters in brackets make another word of the source's: "can[not]"."""
        return bool(self.put) and word.folded != self.folded


@dataclass(frozen=True, slots=True)
class ParsedQuotation:
    """A quotation in its parts.

    Args:
        text: As it was given.
        elements: Its parts, in order.
        case_matters: The quoter kept to the source's case: all small or all capitals say nothing.
        runs: Elements that may be one word, cut in pieces.
    """

    text: str
    elements: tuple[Element, ...]
    case_matters: bool
    runs: tuple[Run, ...]


def parse_quotation(text: str) -> ParsedQuotation:
    """Return a quotation as it is compared."""
    elements = elements_of(text)
    bound = "".join(element.form[element.free_case :] for element in elements if not element.put)
    case_matters = bound != bound.lower() and bound != bound.upper()
    return ParsedQuotation(text, elements, case_matters, tuple(runs_of(elements, text)))


def elements_of(quotation: str) -> tuple[Element, ...]:
    """Return the parts of a quotation, in order; an omission at either end is not one."""
    elements: list[Element] = []
    end = 0
    for mark in _MARK.finditer(quotation):
        _add_words(elements, quotation, end, mark.start())
        elements.append(_marked(mark))
        end = mark.end()
    _add_words(elements, quotation, end, len(quotation))
    return _without_outer_omissions(elements)


def _add_words(elements: list[Element], quotation: str, start: int, end: int) -> None:
    """Append the plain words of a stretch of the quotation."""
    for word in compared_words_of(quotation, start, end):
        free = not elements or elements[-1].kind is not ElementKind.WORD
        place = ElementKind.WORD, word.start, word.end
        elements.append(Element(*place, word.form, word.folded, free_case=free, note=word.note))


def _marked(mark: "regex.Match[str]") -> Element:
    """Return the element that a mark is."""
    start, end = mark.span()
    if mark["omission"]:
        return Element(ElementKind.OMISSION, start, end)
    if mark["inflection"]:
        head, put, tail = (_folded(mark[group] or "") for group in ("head", "put", "tail"))
        whole = head + put + tail
        return Element(ElementKind.WORD, start, end, whole, whole, head, put, tail, free_case=True)
    reach = len(compared_words_of(mark["put"])) + _SPARE_WORDS
    return Element(ElementKind.INSERTION, start, end, reach=reach)


def _folded(text: str) -> str:
    """Return the words of a text folded and run together."""
    return "".join(word.folded for word in compared_words_of(text))


def _without_outer_omissions(elements: list[Element]) -> tuple[Element, ...]:
    """Return the elements from the first to the last that is no omission."""
    inner = [i for i, element in enumerate(elements) if element.kind is not ElementKind.OMISSION]
    return tuple(elements[inner[0] : inner[-1] + 1]) if inner else ()
