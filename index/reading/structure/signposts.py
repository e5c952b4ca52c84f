"""Blocks that only lead to sections: printed lists of contents, and the words of chapter openings.

A list of contents is told by what it is called and by the headings behind it: its entries are
these, number, page and case aside. Whatever it is called, a list of sentences that come again as
headings is one, too: of questions that are answered below. So are lines that nothing calls anything
and that all come again as headings, in one order. Other lists of what follows, such as an agenda,
are read. What a format states as a list of contents has its own ways; this is for those
that only look like one.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, islice, zip_longest
from typing import NamedTuple

from index.reading.structure.outline import Block
from index.reading.structure.way_rows import way_rows
from index.types import CELL_BAR, BlockKind, Omission, OmissionKind

_LEAST = 2  # entries of a list of contents that are headings behind it, …
_LEADING = 0.7  # … and the share of these and of numbered ones: some headings are not found
_LONGEST = 250  # characters of an entry, which may be a question
# The work that a text of nothing else makes is bounded by these.
_MOST = 2000  # entries of a list, …
_MOST_LISTS = 200  # … and words that may stand above one
_LISTED = {BlockKind.TEXT, BlockKind.LIST_ITEM}
_ASKED = _LISTED | {BlockKind.TABLE_ROW}
_LEAST_ASKED = 3  # entries of a list of questions that are headings behind it
_LEAST_UNCALLED = 4  # entries of a list that is called nothing
_SENTENCE_ENDS = (".", "?", "!", ".)", "?)", '."', '?"')
_CALLED = re.compile(
    r"(?:(?:table of |list of )?contents(?: of this \w+)?|toc"
    r"|index|in this (?:chapter|document|section|guide)|inhalt(?:sverzeichnis)?"
    r"|table des matières|sommaire|índice|indice|sommario|inhoud(?:sopgave)?)\W*",
    re.IGNORECASE,
)
_PART = re.compile(
    r"^\W*(?:chapter|part|section|appendix|article|annex|kapitel|teil|chapitre)\b\W*", re.IGNORECASE
)
_COUNTED = re.compile(
    r"^(?:(?P<figures>\d+(?:\.\d+)*)(?P<mark>[.):]*)\s+|(?:[ivxlc]+|[a-z])[.):]\s+)", re.IGNORECASE
)
_PAGE = re.compile(r"(?<![\s.·…])[\s.·…]++\d{1,4}$")
_CHAPTER = re.compile(
    r"(?:chapter|part|appendix|kapitel|teil|chapitre|partie|capítulo|capitolo)", re.IGNORECASE
)
_IN_WORDS = re.compile(
    r"(?:(?:chapter|part|appendix)\s+)?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)",
    re.IGNORECASE,
)
_OPENING_KINDS = {BlockKind.TEXT, BlockKind.CODE}
_DIGITS = 6  # of a number that are looked at
_LEAST_CHAPTERS = 2  # in one text: one alone may be what is told


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
    left_out = {
        OmissionKind.CONTENTS: _contents(lines, blocks),
        OmissionKind.RUNNING_HEAD: _openings(lines, blocks),
        OmissionKind.NAVIGATION: way_rows(text, blocks),
    }
    gone = frozenset().union(*left_out.values())
    left_out[OmissionKind.CONTENTS] |= _empty_labels(lines, blocks, gone)
    gone |= left_out[OmissionKind.CONTENTS]
    rest = [block for at, block in enumerate(blocks) if at not in gone]
    if all(block.level for block in rest):
        return list(blocks), ()
    told = {kind: sorted(numbers) for kind, numbers in left_out.items() if numbers}
    return rest, tuple(_omission(kind, lines, numbers) for kind, numbers in told.items())


def _omission(
    kind: OmissionKind, lines: Sequence[Sequence[str]], numbers: Iterable[int]
) -> Omission:
    """Return what is left out with some blocks, a line each of theirs."""
    return Omission(kind, "\n".join(chain.from_iterable(lines[at] for at in numbers)))


def _on_one(line: str) -> str:
    return " ".join(line.replace(CELL_BAR, " ").split())


def _contents(lines: Sequence[Sequence[str]], blocks: Sequence[Block]) -> frozenset[int]:
    """Return the numbers of the blocks that are lists of contents, with what they are called.

    Args:
        lines: Of each block.
        blocks: All of them.
    """
    headings = _Headings.of(lines, blocks)
    every = _all_lines(lines)
    labels = (n for n, line in enumerate(every) if _CALLED.fullmatch(line.words))
    listed: set[int] = set()
    for place in islice(labels, _MOST_LISTS):
        contents = _ContentsList(headings)
        contents.read(islice(every, place + 1, place + 1 + _MOST), blocks)
        if entries := contents.entries:
            listed.update((place, *(place + number for number in entries)))
    listed |= _listed_questions(every, blocks, headings)
    listed |= _uncalled_contents(every, blocks, headings)
    counts = Counter(every[place].block for place in listed)
    return frozenset(at for at in counts if counts[at] == len(lines[at]))


def _empty_labels(
    lines: Sequence[Sequence[str]], blocks: Sequence[Block], gone: Collection[int]
) -> frozenset[int]:
    """Return the numbers of the headings that call contents what is left out, but for the first.

    Args:
        lines: Of each block.
        blocks: All of them.
        gone: The numbers of those that are left out.
    """
    rest = [at for at in range(len(blocks)) if at not in gone]
    empty: set[int] = set()
    for at, below in zip_longest(rest[1:], rest[2:]):
        level = blocks[at].level
        deeper = below is not None and level and _is_part_of(blocks[below], level)
        if level and not deeper and _CALLED.fullmatch(" ".join(lines[at])):
            empty.add(at)
    return frozenset(empty)


def _is_part_of(block: Block, level: int) -> bool:
    """Return whether a block stands under a heading of a level, if right behind it."""
    return block.level is None or block.level > level


def _listed_questions(
    every: Sequence[_Line], blocks: Sequence[Block], headings: "_Headings"
) -> set[int]:
    """Return the places of lines that only list what is asked below, as sentences.

    Beside those that come again as headings, these are questions among them: some are worded
    otherwise there.
    """
    listed: set[int] = set()
    runs = groupby(enumerate(every), key=lambda one: _may_be_asked(one[1], blocks, headings))
    for may_be, run in runs:
        if may_be:
            listed.update(_asked_in([*run], headings))
    return listed


def _may_be_asked(line: _Line, blocks: Sequence[Block], headings: "_Headings") -> bool:
    """Return whether a line may be the entry of a list of questions."""
    block = blocks[line.block]
    if block.level is not None or block.kind not in _ASKED or len(line.words) > _LONGEST:
        return False
    return line.words.endswith(_SENTENCE_ENDS) or headings.last(_Entry.of(line.words)) > line.block


def _asked_in(run: Sequence[tuple[int, _Line]], headings: "_Headings") -> list[int]:
    """Return the places of the entries of a list among sentences in a row, none without one."""
    leads = [headings.last(_Entry.of(line.words)) > line.block for _, line in run]
    sentences = sum(line.words.endswith(_SENTENCE_ENDS) for _, line in run)
    if sum(leads) < _LEAST_ASKED or sentences < _LEADING * len(run):
        return []
    first, last = leads.index(True), len(leads) - leads[::-1].index(True)
    if sum(leads) < _LEADING * (last - first):
        return []
    entries = zip(run[first:last], leads[first:last], strict=True)
    return [place for (place, line), lead in entries if lead or line.words.endswith("?")]


def _uncalled_contents(
    every: Sequence[_Line], blocks: Sequence[Block], headings: "_Headings"
) -> set[int]:
    """Return the places of lines that all come again as headings, in one order, called nothing."""
    listed: set[int] = set()
    run: list[int] = []
    last = -1
    for place, line in enumerate(every):
        is_bare = _is_bare(blocks[line.block]) and len(line.words) <= _LONGEST
        leads_to = headings.last(_Entry.of(line.words)) if is_bare else -1
        if leads_to <= max(line.block, last):
            listed.update(_uncalled(run, every, blocks))
            run = []
        if leads_to > line.block:
            run.append(place)
        last = leads_to
    return listed.union(_uncalled(run, every, blocks))


def _is_bare(block: Block) -> bool:
    """Return whether a block is a heading or running text, and no item of what lists something."""
    return block.kind is BlockKind.TEXT and not block.item_depth


def _uncalled(run: Sequence[int], every: Sequence[_Line], blocks: Sequence[Block]) -> Sequence[int]:
    """Return a run of lines where nothing but the title, or a whole sentence, stands above it."""
    if len(run) < _LEAST_UNCALLED:
        return ()
    above = every[run[0] - 1] if run[0] else None
    called = above is not None and above.block and not above.words.endswith(_SENTENCE_ENDS)
    return () if called and not _is_deep(run, every) else run


def _is_deep(run: Sequence[int], every: Sequence[_Line]) -> bool:
    """Return whether entries count parts of parts, "2.1 Water", as only contents do."""
    return any(len(_Entry.of(every[place].words).figures) > 1 for place in run)


def _all_lines(lines: Sequence[Sequence[str]]) -> list[_Line]:
    """Return the lines of all blocks in a row."""
    numbered = ([_Line(at, words) for words in own] for at, own in enumerate(lines))
    return list(chain.from_iterable(numbered))


class _Entry(NamedTuple):
    """The words of a heading or an entry: all, and without what counts them; page and case aside.

    `figures` are the numbers of "2.1 Water"; `marked` says whether a mark stands behind them, as a
    quantity has none.
    """

    all: str
    words: str
    figures: tuple[int, ...]
    marked: bool

    @classmethod
    def of(cls, line: str) -> "_Entry":
        """Return a line taken apart."""
        whole = _PAGE.sub("", _PART.sub("", line)).strip(" .:").casefold()
        counted = _COUNTED.match(whole)
        figures = (counted["figures"] if counted else None) or ""
        numbers = tuple(int(one[:_DIGITS]) for one in figures.split(".") if one)
        marked = counted is None or not figures or bool(counted["mark"]) or len(numbers) > 1
        return cls(whole, whole[counted.end() :] if counted else whole, numbers, marked)


@dataclass(frozen=True, slots=True)
class _Headings:
    """The number of the last heading by all its words, and by those that are not its number."""

    by_all: Mapping[str, int]
    by_words: Mapping[str, int]

    @classmethod
    def of(cls, lines: Sequence[Sequence[str]], blocks: Sequence[Block]) -> "_Headings":
        """Return the headings of a text, very long ones left out."""
        joined = ((at, " ".join(own)) for at, own in enumerate(lines) if blocks[at].level)
        entries = [(at, _Entry.of(words)) for at, words in joined if len(words) <= _LONGEST]
        return cls(
            {entry.all: at for at, entry in entries}, {entry.words: at for at, entry in entries}
        )

    def last(self, entry: _Entry) -> int:
        """Return the number of the last heading that an entry is, -1 where there is none.

        "1 Kettle" is not "Kettle": it may say how many.
        """
        own = self.by_words.get(entry.words, -1) if entry.marked and entry.words else -1
        return max(own, self.by_all.get(entry.all, -1))


@dataclass(slots=True)
class _ContentsList:
    """Lines behind what may call them contents; others may stand between the entries.

    Args:
        headings: Of the text.
        length: How many of the lines are a list of contents, 0 where none is.
    """

    headings: _Headings
    length: int = 0
    _seen: set[str] = field(default_factory=set)
    _figures: tuple[int, ...] = ()
    _leading: int = 0
    _like: list[int] = field(default_factory=list)

    @property
    def entries(self) -> list[int]:
        """The numbers of the lines that are entries, from 1."""
        return [number for number in self._like if number <= self.length]

    def read(self, lines: Iterable[_Line], blocks: Sequence[Block]) -> None:
        """Read lines as long as they may be entries."""
        for number, line in enumerate(lines, start=1):
            if not _may_be_entry(line.words, blocks[line.block]):
                return
            entry = _Entry.of(line.words)
            leads = self.headings.last(entry) > line.block
            if blocks[line.block].level and (not leads or entry.all in self._seen):
                return  # here the text begins
            self._take(entry, number, leads=leads)

    def _take(self, entry: _Entry, number: int, *, leads: bool) -> None:
        """Count a line that may be an entry."""
        self._seen.add(entry.all)
        self._leading += leads
        if leads or _goes_on(self._figures, entry.figures):
            self._figures = entry.figures or self._figures
            self._like.append(number)
            if self._leading >= _LEAST and len(self._like) >= _LEADING * number:
                self.length = number


def _goes_on(before: tuple[int, ...], figures: tuple[int, ...]) -> bool:
    """Return whether a number follows another in a list: 2.1, 3 or 2.0.1 follow 2.0, 2.5 does not.

    Args:
        before: The last one.
        figures: The number; one that does not count sections follows none.
    """
    if not before or not figures:
        return False
    if figures == (*before, 1):
        return True
    depth = len(figures)
    return depth <= len(before) and figures == (*before[: depth - 1], before[depth - 1] + 1)


def _may_be_entry(words: str, block: Block) -> bool:
    """Return whether a line may be the entry of a list of contents: short, no whole sentence."""
    whole = words.endswith((".", ":", ";")) and len(words.split()) > 1
    return len(words) <= _LONGEST and block.kind in _LISTED and not whole


def _openings(lines: Sequence[Sequence[str]], blocks: Sequence[Block]) -> frozenset[int]:
    """Return the numbers of the blocks over headings that only count chapters.

    "CHAPTER" and "Part Two" do where there are several, "TWO" does below "CHAPTER".
    """
    words = {at: " ".join(lines[at]) for at, block in enumerate(blocks) if _may_open(block)}
    chapters = {at for at, own in words.items() if _CHAPTER.match(own) and _is_opening(own)}
    if len(chapters) < _LEAST_CHAPTERS:
        return frozenset()
    counts = {at + 1 for at in chapters if _IN_WORDS.fullmatch(words.get(at + 1, ""))}
    either = chapters | counts
    return frozenset(at for at in either if _stands_over_heading(at, either, blocks))


def _may_open(block: Block) -> bool:
    return block.level is None and block.kind in _OPENING_KINDS


def _is_opening(words: str) -> bool:
    return bool(_CHAPTER.fullmatch(words) or _IN_WORDS.fullmatch(words))


def _stands_over_heading(at: int, openings: set[int], blocks: Sequence[Block]) -> bool:
    """Return whether a heading stands right below a block, or below one more that counts it."""
    below = at + 2 if at + 1 in openings else at + 1
    return below < len(blocks) and blocks[below].level is not None
