"""Footnotes of printed pages: told by place and size, and put behind what they would cut through.

A paragraph that goes over a page has the page's footnotes between its halves. They are taken off
the page and stand, each as a paragraph, where the paragraph ends that is open at the page's foot.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, takewhile

from index.reading.pdf.page_line import PageLine
from index.reading.repair.lines import lines_of
from index.reading.repair.page_furniture import furniture_in
from index.reading.repair.paragraphs import paragraph_ends
from index.reading.structure.extract import Extract, Heading, SetApart
from index.types import BlockKind, Locator, Span

_SMALL, _LARGE = 0.95, 1.05  # times the size of the running text: notes, and headings
_NEXT_COLUMN = 5.0  # times the size of the type: so far up, a line begins another column
_TEXT_ABOVE = 2.0  # times the letters of a note that has no mark
# A mark on the line: a number that a word with a capital touches.
_LEVEL_MARK = re.compile(r"[0-9⁰¹²³⁴-⁹]{1,3}(?=[A-Z][a-z]|[AI]\s)")
_SENTENCE_ENDS = frozenset(".!?")
_BEFORE, _BEHIND = "\n\n", "\n"


@dataclass(frozen=True, slots=True)
class PageNote:
    """What stands on a page beside its text: a footnote, or a caption.

    Args:
        page: The page's place, from 0.
        text: Its lines as they stand there.
        kind: What it is.
        place: Where in the text of all pages it was taken out; None at its page's end.
    """

    page: int
    text: str
    kind: BlockKind = BlockKind.FOOTNOTE
    place: int | None = None


@dataclass(frozen=True, slots=True)
class NotedPages:
    """The lines of pages without their footnotes, and these, in reading order."""

    pages: list[list[PageLine]]
    notes: list[PageNote]


def without_notes(pages: Sequence[Sequence[PageLine]], size: float) -> NotedPages:
    """Return pages and their footnotes apart.

    A footnote stands below the running text, at the end of a page or column, in smaller type, and
    begins with a raised mark, which is left out where it stands behind a word of the page. On the
    first page, one that is a sentence needs no mark.

    Args:
        pages: The lines of each, in reading order.
        size: Of the running text's type, in points.
    """
    noted = NotedPages([], [])
    for number, rows in enumerate(furniture(pages)):
        page = _Page(pages[number], rows, size)
        taken = page.notes() or (page.unmarked_note() if number == 0 else [])
        rest = set(range(len(page.lines))).difference(taken)
        text = [page.lines[row] for row in sorted(rest)]
        noted.pages.append(_without_marks(text, {_mark_of(page.lines[row]) for row in taken}))
        notes = _parted([page.lines[row] for row in taken])
        noted.notes.extend(PageNote(number, "\n".join(lines)) for lines in notes)
    return noted


def _without_marks(lines: Sequence[PageLine], marks: Collection[str]) -> list[PageLine]:
    """Return lines without the marks of footnotes that a letter stands right before.

    A raised number is one where the page has a footnote with it, and no other number like it: one
    of two is an exponent, and nothing tells which.
    """
    told = [
        (row, span)
        for row, line in enumerate(lines)
        for span in line.raised
        if _number(line, span) in marks and not line.cells
    ]
    times = Counter(_number(lines[row], span) for row, span in told)
    whole = list(lines)
    for row, span in reversed(told):
        line = whole[row]
        if times[_number(line, span)] == 1:
            whole[row] = replace(line, text=line.text[: span.start] + line.text[span.end :])
    return whole


def _number(line: PageLine, span: Span) -> str:
    """Return the raised number that stands in a line."""
    return line.text[span.start : span.end].strip()


def furniture(pages: Sequence[Sequence[PageLine]]) -> Iterator[frozenset[int]]:
    """Yield for each page which of its lines are the page's: its number, head and foot."""
    text = "\f".join("\n".join(line.text for line in page) for page in pages)
    found = furniture_in(lines_of(text))
    starts = accumulate((max(len(page), 1) for page in pages), initial=0)
    for page, start in zip(pages, starts, strict=False):
        yield frozenset(row for row in range(len(page)) if start + row in found)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page whose footnotes are looked for.

    Args:
        lines: Its lines.
        furniture: Rows of its number, head and foot.
        size: Of the running text's type, in points.
    """

    lines: Sequence[PageLine]
    furniture: Collection[int]
    size: float

    def notes(self) -> list[int]:
        """Return the rows of the footnotes that have marks, and of what follows in them."""
        rows: list[int] = []
        for column in self._columns():
            foot = self._foot(column)
            marked = next(
                (at for at, row in enumerate(foot) if _mark_of(self.lines[row])), len(foot)
            )
            noting = foot[marked:]
            rows += noting if noting and self._text_above(noting[0]) else []
        return rows

    def unmarked_note(self) -> list[int]:
        """Return the rows of a footnote without a mark: one sentence or more, below much text."""
        foot = self._foot(range(len(self.lines)))
        if not foot or any(self.lines[row].pitch for row in foot):
            return []
        letters = sum(len(self.lines[row].text) for row in foot)
        speaks = self.lines[foot[-1]].text[-1] in _SENTENCE_ENDS
        return foot if speaks and self._text_above(foot[0]) >= _TEXT_ABOVE * letters else []

    def _columns(self) -> Iterator[range]:
        """Yield the rows of each column."""
        tops = [
            row
            for row, (above, line) in enumerate(pairwise(self.lines), start=1)
            if line.y - above.y > _NEXT_COLUMN * line.size
        ]
        for start, end in pairwise([0, *tops, len(self.lines)]):
            yield range(start, end)

    def _foot(self, column: Sequence[int]) -> list[int]:
        """Return the rows at the end of a column that are in small type, the page's left out."""
        rows = list(column)
        while rows and self._is_furniture(rows[-1]):
            rows.pop()
        small = takewhile(lambda row: self.lines[row].size <= _SMALL * self.size, reversed(rows))
        return [*small][::-1]

    def _is_furniture(self, row: int) -> bool:
        """Return whether a row is the page's; a number below all else is, also on a single page."""
        line = self.lines[row]
        alone = row > 0 and self.lines[row - 1].y - line.y > line.size
        counts = row in self.furniture or (alone and line.text.isdigit())
        return counts and not _mark_of(line)  # a footnote may have the page's number, too

    def _text_above(self, row: int) -> int:
        """Return how many letters of running text stand before a row."""
        smallest, largest = _SMALL * self.size, _LARGE * self.size
        return sum(
            len(line.text)
            for above, line in enumerate(self.lines[:row])
            if smallest < line.size < largest and above not in self.furniture
        )


def _parted(lines: Sequence[PageLine]) -> list[list[str]]:
    """Return the texts of each footnote's lines, its mark set off; a new mark begins another."""
    notes: list[list[str]] = []
    mark = ""
    for line in lines:
        if notes and not _follows(_mark_of(line), mark):
            notes[-1].append(line.text)
            continue
        mark = _mark_of(line)
        words = line.text.removeprefix(mark).lstrip()
        notes.append([f"{mark} {words}".strip()])
    return notes


def _mark_of(line: PageLine) -> str:
    """Return the mark that a line begins with, "" where it has none."""
    if line.kind.is_tabular:
        return ""
    level = _LEVEL_MARK.match(line.text)
    return line.mark or (level[0] if level else "")


def _follows(mark: str, before: str) -> bool:
    """Return whether a mark is the next one; another number that a line begins with is none."""
    number, last = unicodedata.normalize("NFKC", mark), unicodedata.normalize("NFKC", before)
    if number.isdecimal() and last.isdecimal():
        return int(number) == int(last) + 1
    return bool(mark)


def with_notes(extract: Extract, notes: Sequence[PageNote]) -> Extract:
    """Return the extract of pages with their notes, each behind the paragraph that it is of.

    Where that ends on a later page, the note's own page begins once more with it, and the later
    one behind it.

    Args:
        extract: With a locator for each page, which form feeds separate.
        notes: Those of each kind in reading order.
    """
    if not notes:
        return extract
    feeds = [place for place, character in enumerate(extract.text) if character == "\f"]
    page_ends = [*feeds, len(extract.text)]
    placed = [(page_ends[one.page] if one.place is None else one.place, one) for one in notes]
    placed.sort(key=lambda one: one[0])
    open_at = [place for place, _ in placed]
    ends = paragraph_ends(extract.text, open_at, extract.layout)
    put = _Put(extract, [note for _, note in placed], ends)
    return replace(
        extract,
        text=put.text(),
        headings=tuple(
            Heading(put.moved(one.start), put.moved(one.end), one.level) for one in extract.headings
        ),
        set_apart=tuple(put.set_apart()),
        locators=tuple(put.locators()),
    )


class _Put:
    """Footnotes, put into a text."""

    def __init__(self, extract: Extract, notes: Sequence[PageNote], places: Sequence[int]) -> None:
        """Take the extract, its footnotes, and where each belongs, rising."""
        self._extract = extract
        self._notes = notes
        self._places = places
        self._pieces = [f"{_BEFORE}{note.text}{_BEHIND}" for note in notes]
        self._lengths = [*accumulate(map(len, self._pieces), initial=0)]

    def text(self) -> str:
        """Return the whole text."""
        given = self._extract.text
        ends = [0, *self._places, len(given)]
        stretches = [given[start:end] for start, end in pairwise(ends)]
        pieces = [*self._pieces, ""]
        return "".join(
            f"{stretch}{piece}" for stretch, piece in zip(stretches, pieces, strict=True)
        )

    def moved(self, offset: int) -> int:
        """Return where a code point of the text stands now; a footnote is put behind its place."""
        return offset + self._lengths[bisect_left(self._places, offset)]

    def set_apart(self) -> list[SetApart]:
        """Return what is no running text."""
        given = [
            SetApart(Span(self.moved(one.span.start), self.moved(one.span.end)), one.kind)
            for one in self._extract.set_apart
        ]
        kinded = zip(self._notes, self._spans(), strict=True)
        notes = [SetApart(span, note.kind) for note, span in kinded]
        return sorted([*given, *notes])

    def locators(self) -> list[Locator]:
        """Return where pages begin, or go on behind a footnote of an earlier one."""
        pages = self._extract.locators
        starts = [page.start for page in pages]
        located = [replace(page, start=self.moved(page.start)) for page in pages]
        for note, place, span in zip(self._notes, self._places, self._spans(), strict=True):
            current = bisect_right(starts, place) - 1
            if current != note.page:
                located.append(replace(pages[note.page], start=span.start))
                located.append(replace(pages[current], start=span.end + len(_BEHIND)))
        return sorted(located, key=lambda page: page.start)

    def _spans(self) -> Iterator[Span]:
        """Yield where each footnote stands."""
        for note, place, before in zip(self._notes, self._places, self._lengths, strict=False):
            start = place + before + len(_BEFORE)
            yield Span(start, start + len(note.text))
