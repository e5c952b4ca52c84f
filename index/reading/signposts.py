"""Blocks that only lead to sections: printed lists of contents, and the words of chapter openings.

A list of contents is told by what it is called and by the headings behind it: its entries are
these, number, page and case aside. Other lists of what follows, such as an agenda, are read. What a
format states as a list of contents has its own ways; this is for those that only look like one.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain, islice, takewhile
from typing import NamedTuple

from index.reading.outline import Block
from index.types import BlockKind, Omission, OmissionKind

_LEAST = 2  # entries of a list of contents that are headings behind it, …
_LEADING = 0.7  # … and the share of these and of numbered ones: some headings are not found
_LONGEST = 250  # characters of an entry, which may be a question
_MOST = 2000  # entries of a list, …
_MOST_LISTS = 200  # … and lists that are looked for: each chapter may have one
_LISTED = {BlockKind.TEXT, BlockKind.LIST_ITEM}
_CALLED = re.compile(
    r"(?:(?:table of |list of )?contents(?: of this \w+)?|toc"
    r"|in this (?:chapter|document|section|guide)|inhalt(?:sverzeichnis)?"
    r"|table des matières|sommaire|índice|indice|sommario|inhoud(?:sopgave)?)\W*",
    re.IGNORECASE,
)
_BEFORE_WORDS = re.compile(
    r"^\W*(?:(?:chapter|part|section|appendix|article|annex|kapitel|teil|chapitre)\b\W*)?"
    r"(?:(?:\d+|[ivxlc]+|[a-z])(?:\.\d+)*(?:[.):]+\s*|\s+))?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d+(?:\.\d+)+\.?\s")
_PAGE = re.compile(r"[\s.·…]+\d{1,4}$")
_OPENING = re.compile(
    r"(?:chapter|part|appendix|kapitel|teil|chapitre|partie|capítulo|capitolo)"
    r"|(?:(?:chapter|part|appendix)\s+)?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)",
    re.IGNORECASE,
)
_OPENING_KINDS = {*_LISTED, BlockKind.CODE}


class _Line(NamedTuple):
    """A line of a block: the block's number, and the line's words."""

    block: int
    words: str


def without_signposts(
    text: str, blocks: Sequence[Block]
) -> tuple[list[Block], tuple[Omission, ...]]:
    """Return the blocks of a text that say something, and what is left out of it.

    All of them stay where nothing else would be a paragraph.

    Args:
        text: The text.
        blocks: In reading order, with their headings and kinds.
    """
    lines = [[*map(_on_one, text[one.start : one.end].splitlines())] for one in blocks]
    contents, openings = _contents(lines, blocks), _openings(lines, blocks)
    saying = [block for at, block in enumerate(blocks) if at not in contents | openings]
    if all(block.level for block in saying):
        return list(blocks), ()
    left_out = {OmissionKind.CONTENTS: contents, OmissionKind.RUNNING_HEAD: openings}
    told = ((kind, chain(*map(lines.__getitem__, sorted(some)))) for kind, some in left_out.items())
    return saying, tuple(Omission(kind, words) for kind, own in told if (words := "\n".join(own)))


def _on_one(line: str) -> str:
    return " ".join(line.split())


def _contents(lines: Sequence[Sequence[str]], blocks: Sequence[Block]) -> frozenset[int]:
    """Return the numbers of the blocks that are lists of contents, with what they are called.

    Args:
        lines: Of each block.
        blocks: All of them.
    """
    last = _last_headings(lines, blocks)
    every = [_Line(at, words) for at, own in enumerate(lines) for words in own]
    labels = (n for n, line in enumerate(every) if _CALLED.fullmatch(line.words))
    listed: set[int] = set()
    for place in islice(labels, _MOST_LISTS):
        behind = islice(every, place + 1, place + 1 + _MOST)
        run = list(takewhile(partial(_may_be_entry, blocks, last), behind))
        if count := _entries(run, last):
            listed.update(range(place, place + 1 + count))
    counts = Counter(every[place].block for place in listed)
    return frozenset(at for at in counts if counts[at] == len(lines[at]))


def _last_headings(lines: Sequence[Sequence[str]], blocks: Sequence[Block]) -> Mapping[str, int]:
    """Return the number of the last heading of each key, very long ones left out."""
    headings = ((at, " ".join(own)) for at, own in enumerate(lines) if blocks[at].level)
    return {_key(words): at for at, words in headings if len(words) <= _LONGEST}


def _entries(run: Sequence[_Line], last: Mapping[str, int]) -> int:
    """Return how many of the lines behind a label are a list of contents, 0 where none is.

    Args:
        run: The lines that may be entries.
        last: The number of the last heading of each key.
    """
    leading = [n for n, line in enumerate(run) if last.get(_key(line.words), -1) > line.block]
    if len(leading) < _LEAST:
        return 0
    numbered = (n for n, line in enumerate(run) if _NUMBERED.match(line.words))
    like = sorted({*leading, *numbered})
    counts = [n + 1 for so_many, n in enumerate(like, start=1) if so_many >= _LEADING * (n + 1)]
    return counts[-1] if len(counts) >= _LEAST else 0


def _may_be_entry(blocks: Sequence[Block], last: Mapping[str, int], line: _Line) -> bool:
    """Return whether a line may be the entry of a list of contents: short, no whole sentence.

    One that looks like a heading may, too, where a heading behind it is the same.
    """
    block, words = blocks[line.block], line.words
    if len(words) > _LONGEST or block.kind not in _LISTED:
        return False
    whole = words.endswith((".", ":", ";")) and len(words.split()) > 1
    again = block.level is None or last.get(_key(words), -1) > line.block
    return again and not whole


def _key(words: str) -> str:
    """Return the words of a heading or an entry, without number, page and case."""
    return _PAGE.sub("", _BEFORE_WORDS.sub("", words)).strip(" .").casefold()


def _openings(lines: Sequence[Sequence[str]], blocks: Sequence[Block]) -> frozenset[int]:
    """Return the numbers of the blocks over headings that only count chapters."""
    found: set[int] = set()
    for at in range(len(blocks) - 2, -1, -1):
        under = blocks[at + 1].level is not None or at + 1 in found
        if under and _is_opening(" ".join(lines[at]), blocks[at]):
            found.add(at)
    return frozenset(found)


def _is_opening(words: str, block: Block) -> bool:
    """Return whether a block is a word over a chapter's heading."""
    return block.level is None and block.kind in _OPENING_KINDS and bool(_OPENING.fullmatch(words))
