"""Lines to paragraphs: joins what the page broke and lifts out what the page put in between."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from index.reading.repair.draft import Change
from index.reading.repair.hyphens import halves_of
from index.reading.repair.lines import Line, Wrapping, lines_of, wrapping_of
from index.reading.repair.numbered_lines import numbered_lines
from index.reading.repair.page_furniture import furniture_in
from index.reading.repair.spans import span_at
from index.reading.repair.underlines import rules_of
from index.types import RepairKind, Span

# The parts of a word before and after a hyphen at a line's end to whether the hyphen stays.
Rejoin: TypeAlias = Callable[[str, str], bool]

_PARAGRAPH = "\n\n"
_TIGHT = re.compile(r"[^\s–—-](?:--|[–—-])$|(?:^|\s)[^\s/]+/$")
_RULE = re.compile(r"([_=*#~-])\1{9,}")
# What figures and the rows of tables are drawn with.
_DRAWN = re.compile(r"[+|][-=_ ]|[-=_ ][+|]|[-=_]{3}|<--|-->|^[|+]|[|+]$|\.{4}")
_MIN_LINKS = 2
_MAX_MARKED = 0.12  # share of lines; more lines with an indent of one are not page breaks


@dataclass(frozen=True, slots=True)
class _Gap:
    """Two lines of text that follow each other, and what stands between them.

    Args:
        first: The one.
        second: The other.
        blank: There is a blank line between them.
        page: There is a page's end.
        links: There are links that cut through a sentence.
        ruled: There is a rule under a title.
        item: The second begins an item of a numbered list.
        in_heading: Both are of one heading.
    """

    first: Line
    second: Line
    blank: bool
    page: bool
    links: bool = False
    ruled: bool = False
    item: bool = False
    in_heading: bool = False

    @property
    def kind(self) -> RepairKind:
        """What a change of the gap is called."""
        if self.links:
            return RepairKind.LINK_BLOCK
        if self.ruled:
            return RepairKind.RULE
        return RepairKind.PAGE_BREAK if self.page else RepairKind.LINE_JOIN


@dataclass(frozen=True, slots=True)
class LayoutHints:
    """What is known of a text's layout beside its lines.

    Args:
        broken: Lines are broken to fit a page.
        indented: Text stands indented under its headings.
        headings: Where each known heading begins and ends; it is joined with nothing else.
        kept: What is no running text, in reading order: its lines stay, and nothing is joined
            with them.
        whole: What is a paragraph each, in reading order: its lines are joined, and nothing else
            with them.
        unlike: Those of `whole` whose lines are broken to another width than the text's.
        marks: What stands before lines that are quoted, in reading order, and is taken off.
        bars: Blanks between the cells of a table's row, in reading order, where a bar is to stand.
        breaks: Between the lines of such a row, likewise, where a blank is.
        lifted: What is the page's is taken out already.
    """

    broken: bool = False
    indented: bool = False
    headings: Mapping[int, int] = field(default_factory=dict)
    kept: Sequence[Span] = ()
    whole: Sequence[Span] = ()
    unlike: Sequence[Span] = ()
    marks: Sequence[Span] = ()
    bars: Sequence[Span] = ()
    breaks: Sequence[Span] = ()
    lifted: bool = False

    def kept_at(self, place: int) -> Span | None:
        """Return the stretch that is kept and that a code point stands in, None outside."""
        return span_at(self.kept, place)

    def whole_at(self, place: int) -> Span | None:
        """Return likewise the stretch that is a paragraph by itself."""
        return span_at(self.whole, place)

    def is_running(self, line: Line) -> bool:
        """Return whether a line is of neither."""
        return self.kept_at(line.start) is None and self.whole_at(line.start) is None


def layout_changes(text: str, rejoin: Rejoin, hints: LayoutHints) -> list[Change]:
    """Return the changes that give every paragraph one line; few or none if lines are meant.

    Args:
        text: A text broken by line feeds and form feeds.
        rejoin: Judges a hyphen at a line's end.
        hints: What is known of its layout.
    """
    body = _Body.of(lines_of(text), hints)
    if not body.rows:
        return []
    changes = body.outer(text)
    for gap in body.gaps():
        joined = _joined(gap, body.wrapping, hints)
        if joined:
            changes.append(_join(gap, rejoin))
        elif joined is not None:
            changes.append(Change(gap.first.end, gap.second.start, _PARAGRAPH, gap.kind))
    return [c for c in changes if text[c.start : c.end] != c.after]


def paragraph_ends(text: str, places: Sequence[int], hints: LayoutHints) -> list[int]:
    """Return where the paragraphs end that are open at places of a text, or last before them.

    What the page put in between is passed over, and so is a heading right before a place.

    Args:
        text: A text broken by line feeds and form feeds, with words.
        places: Code points of it.
        hints: What is known of its layout.
    """
    body = _Body.of(lines_of(text), hints)
    if not body.rows:
        return [0 for _ in places]
    apart = (gap.first.end for gap in body.gaps() if not _joined(gap, body.wrapping, hints))
    ends = [*apart, body.lines[body.rows[-1]].end]
    starts = [body.lines[row].start for row in body.rows]
    starts = [start for start in starts if start not in hints.headings] or starts
    before = (starts[max(bisect_left(starts, place) - 1, 0)] for place in places)
    return [ends[bisect_right(ends, start)] for start in before]


@dataclass(frozen=True, slots=True)
class _Body:
    """The lines of a text, and which of them stay: not blank, and not the page's.

    Args:
        lines: All lines.
        rows: Indices of those that stay.
        lifted: Indices of the page's.
        rules: Indices of the rules under titles.
        marked: Indices of the lines that a page begins with, as far as their indent shows it.
        items: Indices of the lines that begin an item of a numbered list.
        wrapping: How the lines are broken.
        headed: Of each line of a known heading, by where it begins, where the heading ends.
    """

    lines: Sequence[Line]
    rows: Sequence[int]
    lifted: frozenset[int]
    rules: frozenset[int]
    marked: frozenset[int]
    items: frozenset[int]
    wrapping: Wrapping
    headed: Mapping[int, int]

    @classmethod
    def of(cls, lines: Sequence[Line], hints: LayoutHints) -> "_Body":
        """Return the body of a text's lines."""
        running = [line for line in lines if span_at(hints.unlike, line.start) is None]
        wrapping = wrapping_of(running, broken=hints.broken)
        found = () if hints.lifted else furniture_in(lines, hints.headings.keys())
        rules = rules_of(lines)
        lifted = frozenset(row for row in found if hints.is_running(lines[row]))
        away = lifted | rules
        rows = [i for i, line in enumerate(lines) if not line.blank and i not in away]
        marked = _page_marks(lines, rows) if wrapping.hard else frozenset()
        headed = _headed(lines, hints.headings)
        return cls(lines, rows, lifted, rules, marked, numbered_lines(lines), wrapping, headed)

    def outer(self, text: str) -> list[Change]:
        """Return the changes that take off what stands before and after the lines that stay."""
        first, last = self.lines[self.rows[0]], self.lines[self.rows[-1]]
        changes = [Change(0, first.start, "", self._outer_kind(range(self.rows[0])))]
        if text[last.end :] != "\n":
            behind = range(self.rows[-1] + 1, len(self.lines))
            changes.append(Change(last.end, len(text), "", self._outer_kind(behind)))
        return changes

    def _outer_kind(self, outside: range) -> RepairKind:
        """Return what a change is called that takes off these lines."""
        lifted = any(index in self.lifted for index in outside)
        return RepairKind.PAGE_BREAK if lifted else RepairKind.SPACING

    def gaps(self) -> Iterator[_Gap]:
        """Yield the gaps between the lines that stay, link blocks inside a sentence left out."""
        position = 0
        while position + 1 < len(self.rows):
            behind = self._behind_links(position)
            if self._is_inserted(position, behind):
                yield self._around(position, behind)
                position = behind
            else:
                yield self._gap(position, position + 1)
                position += 1

    def _behind_links(self, position: int) -> int:
        """Return the position of the next line that is no link; of the next one after a link."""
        behind = position + 1
        # From a link on nothing is looked for: a list of links is passed in one go.
        if self._line(position).link:
            return behind
        while behind < len(self.rows) and self._line(behind).link:
            behind += 1
        return behind

    def _is_inserted(self, position: int, behind: int) -> bool:
        """Return whether the lines between two positions are links that cut through a sentence."""
        links = behind - position - 1
        if not links or behind == len(self.rows):
            return False
        before, after = self._gap(position, position + 1), self._gap(behind - 1, behind)
        apart = (before.blank or before.page) and (after.blank or after.page)
        return apart and _cuts_sentence(self._around(position, behind), links, self.wrapping)

    def _around(self, position: int, behind: int) -> _Gap:
        """Return the gap that a block of links makes."""
        return _Gap(self._line(position), self._line(behind), blank=True, page=False, links=True)

    def _gap(self, position: int, following: int) -> _Gap:
        """Return what stands between two lines that follow each other."""
        start, end = self.rows[position], self.rows[following]
        between = range(start + 1, end + 1)
        new_page = any(self.lines[i].new_page or i in self.lifted for i in between)
        blank = any(self.lines[i].blank for i in between)
        ruled = any(index in self.rules for index in between)
        page = end in self.marked or new_page
        first, second = self.lines[start], self.lines[end]
        in_heading = second.end <= self.headed.get(first.start, 0)
        item = end in self.items
        return _Gap(first, second, blank, page, ruled=ruled, item=item, in_heading=in_heading)

    def _line(self, position: int) -> Line:
        """Return the line at a position among those that stay."""
        return self.lines[self.rows[position]]


def _headed(lines: Sequence[Line], headings: Mapping[int, int]) -> dict[int, int]:
    """Return of each line of a heading, by where it begins, where the heading ends."""
    # One that was lifted out of the text has no letters left.
    spans = [Span(start, end) for start, end in sorted(headings.items()) if start < end]
    over = ((line.start, span_at(spans, line.start)) for line in lines if spans)
    return {start: span.end for start, span in over if span is not None}


def _page_marks(lines: Sequence[Line], rows: Sequence[int]) -> frozenset[int]:
    """Return the indices of the lines that a page begins with, where an indent of one shows it."""
    marked = [i for i in rows if lines[i].indent == 1]
    flush = sum(lines[i].indent == 0 for i in rows)
    few = len(marked) <= max(1, _MAX_MARKED * len(rows))
    return frozenset(marked) if few and len(marked) + flush == len(rows) else frozenset()


def _cuts_sentence(gap: _Gap, links: int, wrapping: Wrapping) -> bool:
    """Return whether a block of links stands where a sentence goes on behind it."""
    if gap.first.closed or gap.second.marked:
        return False
    full = wrapping.hard and not wrapping.roomy(gap.first, gap.second)
    return (gap.second.continues and links >= _MIN_LINKS) or (full and _flows(gap))


def _flows(gap: _Gap) -> bool:
    """Return whether no sentence ends at the gap: it goes on small, or a comma stands before."""
    return gap.second.continues or gap.first.content.endswith(",")


def _joined(gap: _Gap, wrapping: Wrapping, hints: LayoutHints) -> bool | None:
    """Return whether the gap lies inside a paragraph, None where it is to be left as it is."""
    if gap.in_heading or gap.ruled or gap.second.start in hints.headings:
        return gap.in_heading
    if not (hints.is_running(gap.first) and hints.is_running(gap.second)):
        return _joined_apart(gap, hints)
    if gap.first.start in hints.headings:
        return False
    if gap.links:
        return True
    if hints.indented:
        return _joined_by_indent(gap, wrapping)
    return _joined_by_width(gap, wrapping)


def _is_rule(line: Line) -> bool:
    """Return whether a line is nothing but a row of one character, which parts what is around."""
    return _RULE.fullmatch(line.content) is not None


def _joined_apart(gap: _Gap, hints: LayoutHints) -> bool | None:
    """Return likewise, where one of the lines is no running text: those of a paragraph are one."""
    whole = hints.whole_at(gap.first.start)
    if whole is not None:
        return whole == hints.whole_at(gap.second.start)
    kept = hints.kept_at(gap.first.start)
    stays = kept is not None and kept == hints.kept_at(gap.second.start)
    return None if stays else False


def _joined_by_width(gap: _Gap, wrapping: Wrapping) -> bool | None:
    """Return likewise, by how lines are broken."""
    torn = not gap.first.closed and gap.second.continues
    if not wrapping.hard:
        return torn if gap.page else None
    if gap.page:
        return _joined_across_pages(gap, wrapping)
    if gap.blank:
        # A paragraph torn by a page whose marks are gone: full line, no end, small letter.
        return True if torn and not wrapping.roomy(gap.first, gap.second) else None
    return _joined_lines(gap, wrapping)


def _joined_by_indent(gap: _Gap, wrapping: Wrapping) -> bool | None:
    """Return likewise, by where lines begin: those of an item hang, deeper than its first."""
    step = gap.second.indent - gap.first.indent
    if gap.page:
        hangs = step > 0 and gap.first.marked
        return (step == 0 or hangs) and _joined_across_pages(gap, wrapping)
    if gap.blank or _DRAWN.search(gap.first.content) or _DRAWN.search(gap.second.content):
        return None
    is_open = not (gap.first.closed or gap.item)
    if step > 0:
        return is_open
    if step < 0:  # the first line of a paragraph may stand deeper than the others
        return is_open and not wrapping.roomy(gap.first, gap.second)
    return _joined_at_one_indent(gap, wrapping)


def _joined_at_one_indent(gap: _Gap, wrapping: Wrapping) -> bool | None:
    """Return likewise of lines that begin below one another."""
    return _joined_lines(gap, wrapping) or (False if gap.second.marked else None)


def _joined_across_pages(gap: _Gap, wrapping: Wrapping) -> bool:
    """Return whether a paragraph goes on after a page break."""
    if gap.second.marked and gap.first.closed:
        return False
    if gap.first.ends_sentence:
        # Full to the edge, a line in mid-paragraph is the likelier by about two to one.
        return not wrapping.roomy(gap.first, gap.second) and not gap.second.continues
    return gap.second.continues or not wrapping.broken_off(gap.first, gap.second)


def _joined_lines(gap: _Gap, wrapping: Wrapping) -> bool:
    """Return whether two neighbouring lines belong to one paragraph."""
    first, second = gap.first, gap.second
    if gap.item or (first.link and second.link) or _is_rule(first) or _is_rule(second):
        return False
    if second.marked and (wrapping.roomy(first, second) or (second.bullet and first.closed)):
        return False
    if first.closed and second.indent >= first.indent + 2:
        return False
    return second.continues or not wrapping.broken_off(first, second)


def _join(gap: _Gap, rejoin: Rejoin) -> Change:
    """Return the change that makes one line of two."""
    first, second = gap.first, gap.second
    halves = halves_of(first.content, second.content)
    if halves and not halves.suspended:
        hyphen = first.content[-1]
        after = hyphen if rejoin(halves.left, halves.right) else ""
        kind = gap.kind if gap.links else RepairKind.HYPHEN
        return Change(first.end - 1, second.start, after, kind)
    suspended = halves is not None  # "pre- and post-war": the hyphen stays, and so does the space
    dash = _TIGHT.search(first.content) and not suspended
    tight = dash or _unspaced(first.content[-1], second.content[0])
    return Change(first.end, second.start, "" if tight else " ", gap.kind)


def _unspaced(left: str, right: str) -> bool:
    """Return whether both characters are of a script that sets no spaces between words."""
    return all(
        unicodedata.east_asian_width(c) in "WF" and not "\uac00" <= c <= "\ud7a3"
        for c in (left, right)
    )
