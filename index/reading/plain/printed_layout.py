"""What the layout of a plain text shows: underlined titles, and headings over indented text.

Manual pages and RFCs as they are printed set headings at the margin and indent all text.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from index.reading.bibliography.bylines import Byline, byline_of
from index.reading.bibliography.ordinary_words import OrdinaryWords
from index.reading.bibliography.stated_names import name_of
from index.reading.bibliography.written_dates import written_date
from index.reading.plain.heading_shapes import (
    MAX_HEADING,
    NUMBER,
    PART_NAMED,
    is_alone_in_capitals,
    is_counted,
    is_short,
    stands_apart,
    words_at,
)
from index.reading.plain.numbered_headings import NumberedHeadings, numbered_in
from index.reading.plain.printed_indexes import indexes_in
from index.reading.plain.quoted_lines import QuotedLines, quoted_in
from index.reading.plain.set_apart_lines import in_order, set_apart_in, table_rows
from index.reading.plain.version_lines import says_version, version_below
from index.reading.repair.lines import Line, Wrapping, lines_of, wrapping_of
from index.reading.repair.page_furniture import furniture_in, manual_name
from index.reading.repair.spans import span_at
from index.reading.repair.underlines import underlined_titles
from index.reading.structure.extract import Extract, Heading, SetApart
from index.reading.structure.first_heading import is_counted_on
from index.types import BlockKind, Omission, OmissionKind, Span

_MIN_ROWS = 8  # lines of a text that is indented; fewer show nothing
_MAX_FLUSH = 0.5  # share of lines at the margin of a text that is indented, …
_MAX_RUNNING = 0.2  # … and of those that are no heading, as the names at the head of a memo
_MIN_HEADED = 2  # headings that text is indented under
_MIN_BASE = 2  # characters; an indent of one is no layout
_MORE_LINES = 3  # of a heading, at most
_MOSTLY = 0.5
_PART_NUMBER = re.compile(r"\d+(?:\.\d+)+\.?[ \t]+(?=[^\W\d_])")  # "3.1. Powers"
_BULLET = re.compile(r"[•*o–-]\s")
_MIN_STATED = 3  # headings that end in a full stop; fewer may introduce what is set in
_PAGE_WIDTH = 72  # characters of a printed page, by which a title is centred
_OFF_CENTRE = 3  # characters
_WIDTHS = (72, 80)  # of texts that are not printed by pages, …
_LEAST_INDENT = 8  # … whose title stands so far from the margin, …
_ONE_CENTRE = 1  # … or has its middle, but for so much, where the line below has its own
_UNTITLED = ".,;:!"  # ends of no title
_RULE = re.compile(r"([=*_#~-])\1{19,}")


def plain_extract(text: str) -> Extract:
    """Return a plain text with what its layout shows of headings, title and authors."""
    every = lines_of(text)
    indexes = indexes_in(every)
    lines = [line for line in every if span_at(indexes, line.start) is None]
    printed = _Printed.of(lines)
    byline = byline_of(lines, OrdinaryWords(line.content for line in lines).is_word)
    first = _first_lines(lines)
    top = _top_title(first, lines)
    numbered = NumberedHeadings() if printed.base else numbered_in(lines)
    headings = _known(lines, (*numbered.headings, *printed.headings()), top, byline)
    quoted = QuotedLines() if printed.base else quoted_in(lines)
    apart = () if printed.base else set_apart_in(lines, quoted)
    rows = table_rows(lines, printed.wrapping, apart)
    versions = () if printed.base else version_below(lines, {one.start for one in headings})
    return Extract(
        text,
        broken=printed.base > 0,
        headings=headings,
        set_apart=in_order(
            (
                *apart,
                *(SetApart(one.span, BlockKind.TABLE_ROW) for one in rows),
                *(SetApart(span, BlockKind.TEXT) for span in versions),
            )
        ),
        marks=quoted.marks,
        bars=tuple(bar for row in rows for bar in row.bars),
        breaks=tuple(end for row in rows for end in row.breaks),
        passed_over=(*((byline.span,) if byline and byline.span else ()), *indexes),
        indented=printed.base > 0,
        items=numbered.items,
        title=printed.title() or (top.content if top else None) or _title_above(text, byline),
        issued=_issued(first) or (byline.issued if byline else ()),
        container_title=byline.container_title if byline else None,
        author=tuple(map(name_of, byline.names)) if byline else (),
        omissions=tuple(_omissions(text, byline, indexes)),
    )


def _known(
    lines: Sequence[Line], placed: Sequence[Heading], top: Line | None, byline: Byline | None
) -> tuple[Heading, ...]:
    """Return the headings that the layout shows, in reading order.

    Args:
        lines: All lines.
        placed: Those that their place or their number shows.
        top: The title, if the first line is it.
        byline: Who wrote the text, with the title above it.
    """
    title = byline.title if byline else None
    starts = {line.start for line in lines}  # what a field calls the title is none of its own
    below = [Heading(title.start, title.end, 1)] if title and title.start in starts else []
    tops = [_heading(top, 1)] if top else []
    found = (*below, *placed, *_underlined(lines), *tops)
    known = {heading.start: heading for heading in found}
    return tuple(known[start] for start in sorted(known))


def _title_above(text: str, byline: Byline | None) -> str | None:
    """Return the title that stands above the authors."""
    title = byline.title if byline else None
    return " ".join(text[title.start : title.end].split()) if title else None


def _omissions(text: str, byline: Byline | None, indexes: Sequence[Span]) -> Iterator[Omission]:
    """Yield what is left out of a text: what is told as its authors, and its indexes."""
    if byline and byline.span:
        yield Omission(
            OmissionKind.BYLINE, " ".join(text[byline.span.start : byline.span.end].split())
        )
    for span in indexes:
        yield Omission(OmissionKind.CONTENTS, text[span.start : span.end])


def _first_lines(lines: Sequence[Line]) -> tuple[Line, Line] | None:
    """Return the first line of a text, if it may be a title, and the one below; else None."""
    shown = list(islice((line for line in lines if not line.blank), 2))
    if len(shown) < 2 or not is_short(shown[0]) or not any(map(str.isalpha, shown[0].content)):
        return None
    return shown[0], shown[1]


def _top_title(first: tuple[Line, Line] | None, lines: Sequence[Line]) -> Line | None:
    """Return the first line where it is the title: centred, in capitals, over a rule or version.

    A rule with air between is meant; what stands right below is an underline. Where others count
    on from the line, as versions or chapters, each is the heading of one.
    """
    if first is None or is_counted_on(first[0].content, (line.content for line in lines)):
        return None
    title, below = first
    ruled = bool(_RULE.fullmatch(below.content)) and title.indent == 0
    titled = ruled or _is_versioned(title, below) or _is_in_middle(title, below)
    return title if titled or is_alone_in_capitals(title, lines) else None


def _is_versioned(title: Line, below: Line) -> bool:
    """Return whether a line is a title, for below it stands which version of it that is."""
    return title.content[-1] not in _UNTITLED and says_version(below)


def _issued(first: tuple[Line, Line] | None) -> tuple[int, ...]:
    """Return the date of the version that stands below the title, empty where none does."""
    return written_date(first[1].content) if first and _is_versioned(*first) else ()


def _is_in_middle(title: Line, below: Line) -> bool:
    """Return whether a line is centred, by the width of the page or with the one below."""
    if title.indent < _LEAST_INDENT:
        return False
    middle, other = (line.indent + len(line.content) / 2 for line in (title, below))
    alike = below.indent >= _LEAST_INDENT and abs(middle - other) <= _ONE_CENTRE
    return alike or any(abs(middle - width / 2) <= _OFF_CENTRE for width in _WIDTHS)


def _underlined(lines: Sequence[Line]) -> list[Heading]:
    """Return the titles that are underlined; the first way to do so is the highest level."""
    titles = underlined_titles(lines)
    levels = {style: level for level, style in enumerate(dict.fromkeys(t.style for t in titles), 1)}
    return [_heading(lines[title.row], levels[title.style]) for title in titles]


def _heading(line: Line, level: int) -> Heading:
    return Heading(line.start, line.end, level)


@dataclass(frozen=True, slots=True)
class _Printed:
    """A text whose headings stand at the margin and whose text is indented.

    Args:
        lines: All lines.
        rows: Indices of the lines that are neither blank nor the page's.
        base: The indent of its text in characters, 0 where a text is not laid out like that.
        wrapping: How its lines are broken.
        airy: Below most of its numbered headings stands a blank line.
    """

    lines: Sequence[Line]
    rows: Sequence[int]
    base: int
    wrapping: Wrapping
    airy: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Printed":
        """Return the layout of a text's lines."""
        lifted = furniture_in(lines)
        rows = [i for i, line in enumerate(lines) if not line.blank and i not in lifted]
        indented = len(rows) >= _MIN_ROWS and _is_indented(lines, rows)
        base = _base(lines, rows) if indented else 0
        wrapping = wrapping_of(lines, broken=base > 0)
        return cls(lines, rows, base, wrapping, base > 0 and _is_airy(lines, rows, base))

    def headings(self) -> Iterator[Heading]:
        """Yield the headings of a text that is laid out like that, and its title."""
        if not self.base:
            return
        heads = self._heads()
        title = self._title_line(heads)
        if title is not None:
            yield _heading(title, 1)
        yield from map(self._heading, heads)

    def title(self) -> str | None:
        """Return what the page is called, by its head or in its middle."""
        if not self.base:
            return None
        line = self._title_line(self._heads())
        return manual_name(self.lines) or (line.content if line else None)

    def _title_line(self, heads: Sequence[int]) -> Line | None:
        """Return the line in the middle of the page that stands before all headings."""
        before = self.rows[: self.rows.index(heads[0])] if heads else ()
        alone = [row for row in before if stands_apart(self.lines, row) and self._ends(row)]
        lines = (self.lines[row] for row in alone)
        return next((line for line in lines if _is_centred(line, self.base)), None)

    def _heads(self) -> list[int]:
        """Return the indices of the headings: each stands over deeper text, or over another."""
        stated = self._stated()
        heads: list[int] = []
        for row, following in reversed([*pairwise(self.rows)]):
            over_heading = bool(heads) and heads[-1] == following
            over = over_heading or self._is_over_text(row, following)
            alone = self._is_counted_alone(row, following)
            if row in stated or (self._stands_out(row) and (over or alone)):
                heads.append(row)
        return heads[::-1]

    def _stated(self) -> set[int]:
        """Return the indices of statements that are headings, such as "It does not turn.".

        They stand at the margin right over text that begins anew, as questions do in a list of
        what is often asked; one that goes before code or a list does not.
        """
        stated = {row for row, following in pairwise(self.rows) if self._is_stated(row, following)}
        return stated if len(stated) >= _MIN_STATED else set()

    def _is_stated(self, row: int, following: int) -> bool:
        """Return whether a line is a statement at the margin, right over text."""
        line, below = self.lines[row], self.lines[following]
        is_line = line.indent == 0 and len(line.content) <= MAX_HEADING and not line.marked
        over_text = below.indent == self.base and not (self._ends(row) or below.marked)
        begins = below.content[0].isupper() and line.content[0].isupper()
        return (
            is_line
            and over_text
            and begins
            and line.content[-1] == "."
            and stands_apart(self.lines, row)
        )

    def _is_counted_alone(self, row: int, following: int) -> bool:
        """Return whether a numbered line stands alone at the margin, over text that does, too."""
        line = self.lines[row]
        place = bisect_left(self.rows, row)
        around = [self.lines[other] for other in (self.rows[max(place - 1, 0)], following)]
        listed = any(other.marked for other in around if other is not line)
        alone = line.indent == 0 and self._ends(row) and not listed
        titled = bool(PART_NAMED.match(line.content)) or line.content[-1] not in _UNTITLED
        return alone and titled and is_counted(line)

    def _is_in_sentence(self, row: int) -> bool:
        """Return whether a line is the first of running text: full, its sentence goes on below.

        A number at the margin counts sections: what it is before may take more lines than one.
        """
        line = self.lines[row]
        if self._ends(row) or line.closed or (NUMBER.match(line.content) and not line.indent):
            return False
        below = self.lines[row + 1]
        goes_on = below.continues or line.dangles or line.marked
        return goes_on and not self.wrapping.roomy(line, below)

    def _is_over_text(self, row: int, following: int) -> bool:
        """Return whether a line, with those that it goes on with, stands over deeper text.

        An item of a list goes on deeper, too: it is a paragraph by itself.
        """
        if self._is_in_sentence(row):
            return False
        last = self._last_hanging(row)
        behind = following if last == row else self._behind(last)
        return behind is not None and self.lines[behind].indent > self.lines[row].indent

    def _behind(self, row: int) -> int | None:
        """Return the index of the next line that is not blank, None behind the last."""
        place = bisect_right(self.rows, row)
        return self.rows[place] if place < len(self.rows) else None

    def _stands_out(self, row: int) -> bool:
        """Return whether a line stands outside of the text, set apart, and looks like a heading."""
        line = self.lines[row]
        if line.indent >= self.base or not stands_apart(self.lines, row) or not is_short(line):
            return False
        # One at the margin may have air below, and so may one with a part's number; another of a
        # part stands right on its text.
        if _BULLET.match(line.content):
            return False
        numbered = bool(_PART_NUMBER.match(line.content)) or line.content.isupper()
        return numbered or _is_at_margin(line, self.base) or not self._ends(row)

    def _heading(self, row: int) -> Heading:
        """Return a heading, with the lines that it goes on with."""
        line = self.lines[row]
        number = NUMBER.match(line.content)
        level = number[1].count(".") + 1 if number else 1 + (line.indent > 0)
        return Heading(line.start, self.lines[self._last_row(row)].end, level)

    def _last_row(self, row: int) -> int:
        """Return the index of the last line of a heading; only a numbered one goes on.

        Where the text begins where its words do, there is air below it, as below other headings.
        """
        last = self._last_hanging(row)
        told = self.airy or words_at(self.lines[row]) != self.base
        return last if told and last - row <= _MORE_LINES else row

    def _last_hanging(self, row: int) -> int:
        """Return the index of the last line that hangs under the words behind a line's number.

        Where the text begins there, too, each but the last is as full as the page allows.
        """
        last, indent = row, words_at(self.lines[row])
        if indent == self.lines[row].indent:
            return row
        while self._goes_on(last, indent):
            last += 1
        return last if self._ends(last) else row

    def _goes_on(self, row: int, indent: int) -> bool:
        """Return whether another line follows one that hangs under words which begin there."""
        if self._ends(row) or self.lines[row + 1].indent != indent:
            return False
        return indent != self.base or not self.wrapping.roomy(self.lines[row], self.lines[row + 1])

    def _ends(self, row: int) -> bool:
        """Return whether nothing stands right below a line."""
        return row + 1 == len(self.lines) or self.lines[row + 1].blank


def _base(lines: Sequence[Line], rows: Sequence[int]) -> int:
    """Return the indent of most text that stands under the margin, 0 where hardly any does."""
    texts = [row for row in rows if not _PART_NUMBER.match(lines[row].content)]
    heads = ((a, b) for a, b in pairwise(texts) if lines[a].indent == 0 and stands_apart(lines, a))
    indents = Counter(lines[b].indent for _, b in heads if lines[b].indent >= _MIN_BASE)
    ((base, times),) = indents.most_common(1) or [(0, 0)]
    return base if times >= _MIN_HEADED else 0


def _is_airy(lines: Sequence[Line], rows: Sequence[int], base: int) -> bool:
    """Return whether a blank line stands right below most numbered lines at the margin."""
    heads = [row for row in rows if stands_apart(lines, row) and _is_at_margin(lines[row], base)]
    numbered = [row for row in heads if NUMBER.match(lines[row].content)]
    airy = sum(row + 1 == len(lines) or lines[row + 1].blank for row in numbered)
    return airy > _MOSTLY * len(numbered)


def _is_at_margin(line: Line, base: int) -> bool:
    """Return whether a line begins at the margin, or has its number there, set flush right.

    " 9." stands above "10." so: the words of both begin where the text does.
    """
    return line.indent == 0 or line.indent < words_at(line) == base


def _is_indented(lines: Sequence[Line], rows: Sequence[int]) -> bool:
    """Return whether hardly anything but headings stands at the margin."""
    flush = [row for row in rows if lines[row].indent == 0]
    running = [row for row in flush if not (stands_apart(lines, row) and is_short(lines[row]))]
    return len(flush) <= _MAX_FLUSH * len(rows) and len(running) <= _MAX_RUNNING * len(rows)


def _is_centred(line: Line, base: int) -> bool:
    """Return whether a line stands in the middle of the page."""
    middle = (_PAGE_WIDTH - len(line.content)) / 2
    return line.indent > base and abs(line.indent - middle) <= _OFF_CENTRE and is_short(line)
