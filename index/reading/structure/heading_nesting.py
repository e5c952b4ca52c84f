"""How deep headings stand: as they say, and of those alike by what recurs below numbered ones.

A plain text does not show that "Section 1" is part of "Article II". It is told from this: headings
that differ by their numbers alone ("Article I", "Article II") have the same title right below.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from index.types import Section

Depth = tuple[int, int]
"""The level of a heading, and how many of this level it is part of; more is deeper."""

_COUNTED = re.compile(r"\b(?:\d+|[IVXLC]+)\b")
_NUMBER = "#"
_BELOW = 2  # headings that are looked at below a numbered one; a line may stand between as a motto
_SEVERAL = 2  # numbered headings that have the same one below


@dataclass(frozen=True, slots=True)
class _Line:
    """A heading: its level, title and form, and whether text stands before the next one."""

    level: int
    title: str
    form: str
    has_text: bool


@dataclass(frozen=True, slots=True)
class _Pair:
    """A numbered heading and one below it, and whether no text is between them."""

    outer: _Line
    inner: _Line
    is_right_below: bool


def depths(sections: Sequence[Section], with_text: Sequence[bool]) -> list[Depth]:
    """Return how deep each heading stands.

    Args:
        sections: In reading order.
        with_text: For each, whether paragraphs stand between it and the next one.
    """
    lines = [
        _Line(section.level, folded(section.title), form_of(section.title), has_text)
        for section, has_text in zip(sections, with_text, strict=True)
    ]
    parts = _parts(lines)
    return [*_placed(lines, parts)] if parts else [(line.level, 0) for line in lines]


def folded(title: str) -> str:
    """Return what of a title is compared with others."""
    return title.casefold().strip(" .:")


def form_of(title: str) -> str:
    """Return what of a title is compared with others but for numbers: "article #"."""
    return folded(_COUNTED.sub(_NUMBER, title))


def _parts(lines: Sequence[_Line]) -> dict[str, set[str]]:
    """Return for the form of numbered headings the forms of those that are parts of them."""
    above: dict[tuple[str, str, str], set[tuple[str, bool]]] = defaultdict(set)
    for pair in _below_numbered(lines):
        key = (pair.outer.form, pair.inner.form, pair.inner.title)
        above[key].add((pair.outer.title, pair.is_right_below))
    parts: dict[str, set[str]] = defaultdict(set)
    for (outer_form, inner_form, _), found in above.items():
        titles = {title for title, _ in found}
        if len(titles) >= _SEVERAL and any(is_right_below for _, is_right_below in found):
            parts[outer_form].add(inner_form)
    for outer_form, recurring in _recurring(lines, parts).items():
        parts[outer_form] |= recurring
    return dict(parts)


def _below_numbered(lines: Sequence[_Line]) -> Iterator[_Pair]:
    """Yield numbered headings with the next ones of their level, and whether no text is between."""
    for row, outer in enumerate(lines):
        if _NUMBER in outer.form:
            yield from _below(outer, lines[row + 1 : row + 1 + _BELOW])


def _below(outer: _Line, following: Sequence[_Line]) -> Iterator[_Pair]:
    """Yield a heading with those that follow it, up to the first with text or of another kind."""
    for before, inner in pairwise([outer, *following]):
        beside = inner.level != outer.level or inner.form == outer.form
        if beside or (before is not outer and before.has_text):
            return
        yield _Pair(outer, inner, not outer.has_text)


def _recurring(lines: Sequence[_Line], parts: Mapping[str, Set[str]]) -> dict[str, set[str]]:
    """Return for the form of numbered headings what else recurs between them, without a number."""
    between: dict[tuple[str, str], set[str]] = defaultdict(set)
    outer: _Line | None = None
    for line in lines:
        if line.form in parts:
            outer = line
        elif outer is not None and line.level == outer.level and _NUMBER not in line.form:
            between[outer.form, line.form].add(outer.title)
    recurring: dict[str, set[str]] = defaultdict(set)
    for (form, inner), titles in between.items():
        if len(titles) >= _SEVERAL:
            recurring[form].add(inner)
    return recurring


def _placed(lines: Sequence[_Line], parts: Mapping[str, Set[str]]) -> Iterator[Depth]:
    """Yield how deep each heading stands, by the forms of those that are parts of others."""
    around: list[_Line] = []
    above: _Line | None = None
    for line in lines:
        around = _still_around(line, above, around, parts)
        yield line.level, sum(outer.level == line.level for outer in around)
        if line.form in parts:
            around.append(line)
        above = line


def _still_around(
    line: _Line, above: _Line | None, around: Sequence[_Line], parts: Mapping[str, Set[str]]
) -> list[_Line]:
    """Return which of the headings around the last one are around this one, too.

    What is right below a heading that has parts is one, whatever it says.
    """
    forms = [outer.form for outer in around]
    kept = around[: forms.index(line.form)] if line.form in forms else around
    kept = [outer for outer in kept if outer.level <= line.level]
    if kept and kept[-1] is above and not above.has_text and line.form not in parts:
        return kept
    while kept and kept[-1].level == line.level and line.form not in parts[kept[-1].form]:
        kept.pop()
    return kept
