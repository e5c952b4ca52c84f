"""The term that an item of a list begins with, set off by its type: "**Kill cord**: A red line"."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

_LONGEST = 80  # characters of a term
_JOINS = re.compile(r"\s*(?:(?:,|/|\||or|and)\s*)?")  # "`-f`, `--force`"
# What ends a term: "Kill cord (red): …", "Kill cord – …", but no hyphen or ratio.
_END = re.compile(r"(\s*\([^()]{1,40}\))?(?:\s*:(?!\S)|\s+[-–—]{1,2}(?!\S)|\s*—)")


class TypedWords(NamedTuple):
    """Words of a line, and whether they are set off by their type, in bold or as code."""

    text: str
    is_set_off: bool


def leading_term(words: Iterable[TypedWords]) -> str:
    """Return the words that a line begins with in another type before a colon or a dash.

    Args:
        words: Of the line, in reading order.

    Returns:
        The term on one line; "" where it begins with none, or says nothing else in its type.
    """
    begun = _begun(words)
    end = _END.match(begun.rest)
    if not begun.term or not (end or begun.term.rstrip().endswith(":")):
        return ""
    named = " ".join(f"{begun.term}{(end and end[1]) or ''}".split())
    return named if any(map(str.isalpha, named)) and len(named) <= _LONGEST else ""


class _Begun(NamedTuple):
    """What a line begins with in another type, and what follows in its own."""

    term: str = ""
    rest: str = ""


def _begun(words: Iterable[TypedWords]) -> _Begun:
    """Return what a line begins with, terms beside each other as one."""
    begun = _Begun()
    for one in _joined(words):
        begun = (
            _Begun(begun.term + begun.rest + one.text)
            if one.is_set_off
            else _Begun(begun.term, one.text)
        )
        goes_on = _JOINS.fullmatch(begun.rest) if begun.term else not begun.rest.strip()
        if not goes_on:
            return begun
    return begun


def _joined(words: Iterable[TypedWords]) -> Iterator[TypedWords]:
    """Yield words, those of one type in a row together."""
    for is_set_off, run in groupby(words, key=lambda one: one.is_set_off):
        yield TypedWords("".join(one.text for one in run), is_set_off)
