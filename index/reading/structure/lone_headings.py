"""Headings that nothing stands under: no text, and no deeper heading.

Of minutes they are what was told in a line: "Next meeting: Tuesday, 19:30". One that says something
is a paragraph; one that only names what is not there is told as left out.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise

from index.reading.structure.heading_nesting import depths, form_of
from index.reading.structure.outline import Block
from index.types import BlockKind, Omission, OmissionKind, Section

_LEAST_WORDS = 4  # of a heading that says something without a figure or a colon
_LEAST_IN_ROW = 3  # headings on end that are a list
# "Chapter 5", "§ 3", "IV.", "[v1.2]": what counts parts, and says no more.
_COUNT_ALONE = re.compile(
    r"\W*(?:[^\W\d_]+\s+|[vV]\.?)?(?!\d{4}\W*$)(?:\d+(?:\.\d+)*|[IVXLCDM]+)\W*"
)
_FIRST = re.compile(
    r"(?:(?:section|article|chapter|part)\s+|§+\s*)?(?:1(?:\.[01])?|I|A)\b[.):]*(?:\s|$)",
    re.IGNORECASE,
)
# "Part 2: The Sea", "SECTION II. MEMBERS": what may have chapters or paragraphs of another count.
_PART = re.compile(
    r"(?:part|book|volume|title|section|chapter|act|teil|buch|abschnitt|kapitel)\s+"
    r"(?:\d+|[IVXLCDM]+)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"§+\s*\d|(?:section|article|chapter|scene)\s+\w+|\d+\.", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+(?:\.\d+)*)\.?\s")
_WORD = re.compile(r"\w+")
_LABELLED = re.compile(r"\w:\s+\S")
_DIGIT = re.compile(r"\d")


def with_lone_headings(
    text: str, blocks: Sequence[Block], title: str, *, levelled: bool
) -> tuple[list[Block], tuple[Omission, ...]]:
    """Return the blocks of a text, what lone headings say among them, and those that say nothing.

    Args:
        text: The text.
        blocks: In reading order.
        title: Of the document, as it is stated; else its first block may be it. It is left as it
            is.
        levelled: The format states the headings: what one says is told under it. Else a lone one
            was none.
    """
    lone = [
        at for at in _lone(text, blocks, title) if levelled or not _is_over_count(text, blocks, at)
    ]
    said = {at for at in lone if _says_something(_words(text, blocks[at]))}
    said |= _in_row(text, blocks, lone)
    pairs = enumerate(blocks)
    told = (_read(one, levelled=levelled) if at in said else [one] for at, one in pairs)
    return [*chain.from_iterable(told)], _omissions(
        text, [blocks[at] for at in lone if at not in said]
    )


def _omissions(text: str, unsaid: Sequence[Block]) -> tuple[Omission, ...]:
    """Return that headings were left out, a line each of theirs."""
    lines = [_words(text, heading) for heading in unsaid]
    return (Omission(OmissionKind.LONE_HEADING, "\n".join(lines)),) if lines else ()


def _read(heading: Block, *, levelled: bool) -> list[Block]:
    """Return what is made of a lone heading that says something."""
    paragraph = replace(heading, level=None, kind=BlockKind.TEXT)
    return [heading, paragraph] if levelled else [paragraph]


def _words(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].split())


def _lone(text: str, blocks: Sequence[Block], title: str) -> list[int]:
    """Return the numbers of the headings that nothing stands under, but for the title's."""
    heads = [at for at, block in enumerate(blocks) if block.level]
    with_text = [_has_text(text, blocks, at) for at in heads]
    titles = [_words(text, blocks[at]) for at in heads]
    sections = [
        Section(words, blocks[at].start, blocks[at].end, blocks[at].level or 1)
        for at, words in zip(heads, titles, strict=True)
    ]
    deep = depths(sections, with_text)
    is_parted = [*(below > own for own, below in pairwise(deep)), False]
    rows = zip(heads, titles, with_text, is_parted[: len(heads)], strict=True)
    return [
        at
        for at, words, has_text, parted in rows
        if not (has_text or parted or _is_title(at, words, title))
    ]


def _has_text(text: str, blocks: Sequence[Block], at: int) -> bool:
    """Return whether text stands right under a heading, be it one that was left out."""
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    end = below.start if below else len(text)
    is_text = below is not None and below.level is None
    return is_text or _WORD.search(text, blocks[at].end, end) is not None


def _is_title(at: int, words: str, title: str) -> bool:
    """Return whether a heading is the document's title, as far as one is stated."""
    return words.casefold() == " ".join(title.split()).casefold() if title else at == 0


def _is_over_count(text: str, blocks: Sequence[Block], at: int) -> bool:
    """Return whether a heading that only names something stands over the first of what is counted.

    A plain text does not show that "1. Terms" is part of "TERMS AND CONDITIONS". Or it counts what
    holds that: see `_is_outer`.
    """
    words = _words(text, blocks[at])
    below = _words(text, blocks[at + 1]) if at + 1 < len(blocks) else ""
    if _is_outer(words, below):
        return True
    names = not (_DIGIT.search(words) or _LABELLED.search(words))
    return names and _FIRST.match(below) is not None


def _is_outer(words: str, below: str) -> bool:
    """Return whether a heading counts what holds that which the one below it counts.

    "2. Terms" that of "2.1 Grants", "Part 2: The Sea" that of "Chapter 3".
    """
    own, inner = _NUMBER.match(words), _NUMBER.match(below)
    if own and inner and inner[1].startswith(f"{own[1]}."):
        return True
    is_part = _PART.match(words) and _COUNTED.match(below)
    return bool(is_part) and form_of(words) != form_of(below)


def _says_something(words: str) -> bool:
    """Return whether a heading says more than what something is called."""
    if _COUNT_ALONE.fullmatch(words):
        return False
    several = len(_WORD.findall(words)) >= _LEAST_WORDS
    return several or bool(_DIGIT.search(words) or _LABELLED.search(words))


def _in_row(text: str, blocks: Sequence[Block], lone: Sequence[int]) -> set[int]:
    """Return the numbers of the lone headings that are a list, as of who is on a committee."""
    named = [at for at in lone if not _COUNT_ALONE.fullmatch(_words(text, blocks[at]))]
    # Numbers on end keep their distance to their places among them.
    placed = ((at - place, blocks[at].level, at) for place, at in enumerate(named))
    rows = [[at for *_, at in group] for _, group in groupby(placed, key=lambda one: one[:2])]
    return {at for row in rows if len(row) >= _LEAST_IN_ROW for at in row}
