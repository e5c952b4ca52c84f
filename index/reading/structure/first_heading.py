"""The heading that is a document's title, where nothing else states one."""

import re
from collections.abc import Iterable, Sequence

from index.language import BACK_MATTER_HEADINGS
from index.reading.structure.extract import ExtractPart

QUESTION_ENDS = ("?", "？")
_TITLE_LEVEL = 1
_FIGURES = re.compile(r"\d+(?:\.\d+)*")
_SIGNED = re.compile(r"§\s?\d")
_NUMBERED = re.compile(r"\d{1,3}[.)]?\s")


def first_heading(parts: Iterable[ExtractPart]) -> str | None:
    """Return what is set as the title, else the first heading of the highest level.

    None where that is one of several sections.
    """
    headings = [part for part in parts if part.level]
    if set_so := next((part for part in headings if part.is_title), None):
        return set_so.text
    highest = [part.text for part in headings if part.level == _TITLE_LEVEL]
    return highest[0] if highest and is_title(highest[0], highest[1:]) else None


def is_title(heading: str, others: Sequence[str]) -> bool:
    """Return whether a heading is of the whole text, and not of its first section.

    It is where it is the only one of its level but for those of notes and the like, and where it is
    not numbered, or asks nothing, while all others are or do.

    Args:
        heading: The first.
        others: Those behind it that are as deep.
    """
    others = [one for one in others if one.casefold() not in BACK_MATTER_HEADINGS]
    numbers = [_NUMBERED.match(one) is not None for one in (heading, *others)]
    asks = [one.endswith(QUESTION_ENDS) for one in (heading, *others)]
    return not others or _is_unlike(numbers) or _is_unlike(asks)


def is_counted_on(heading: str, others: Iterable[str]) -> bool:
    """Return whether a heading is one of several that differ in their figures alone.

    Behind a section sign they may be called otherwise, too.
    """
    form = _form_of(heading)
    same_form = (one for one in others if _form_of(one) == form)
    return any(one.casefold() != heading.casefold() for one in same_form)


def _form_of(heading: str) -> str:
    """Return what headings have in common that are counted on."""
    signed = _SIGNED.match(heading)
    return _FIGURES.sub("#", signed[0] if signed else heading.casefold())


def _is_unlike(kinds: Sequence[bool]) -> bool:
    """Return whether the first is not what all others are."""
    return not kinds[0] and all(kinds[1:])
