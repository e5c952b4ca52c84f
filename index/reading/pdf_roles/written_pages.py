"""The lines of printed pages as one text, with what their type shows of them.

A blank line is put between two lines whose distance or size of type shows that a paragraph or a
heading ends, and an indent where the first line of a paragraph has one; form feeds part the pages.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, pairwise, zip_longest

from index.reading.pdf.page_line import LINE_GAP, PageLine
from index.reading.pdf_roles.code_lines import code_text, is_typed, with_code, with_drawings
from index.reading.pdf_roles.heading_lines import (
    Page,
    Type,
    heading_sizes,
    whole_headings,
    with_bold_headings,
)
from index.reading.pdf_roles.heading_words import running_words
from index.reading.pdf_roles.page_figures import (
    are_flush,
    usual_width,
    with_captions,
    with_cutting_captions,
    with_table_titles,
)
from index.reading.pdf_roles.page_items import whole_items, with_items
from index.reading.pdf_roles.page_notes import PageNote, furniture
from index.reading.pdf_roles.quotation_lines import quoted_paragraphs, with_quotations
from index.reading.pdf_roles.table_lines import with_rows
from index.reading.structure.extract import Heading, SetApart
from index.types import BlockKind, Span

_TIGHTEST = 0.9  # times the size of the type: lines that are nearer are on one another
_RATHER_SMALL = 0.3  # of the distances of lines, so many are smaller
_MANY_STEPS = 40  # pairs of lines of one size in a document, from which on they show how far …
_SHOWN_STEPS = 15  # … apart such lines are, and on one page
_SMALLEST = 0.05  # of those of a size in a whole document, so many are smaller
_GAP_BEHIND_SENTENCE = 1.1
_CLOSING = frozenset('.!?:)”"’')  # a sentence may have ended
_SIZE = 0.08  # share by which type differs between heading and text
_INDENT_MIN, _INDENT_MAX = 0.7, 6.0  # times the size of the type
_INDENT = "   "


@dataclass(slots=True)
class WrittenPages:
    """The text of all pages as it is put together, with what its type shows.

    Args:
        pieces: What it consists of.
        length: Characters of these.
        headings: Where headings stand in it.
        apart: Where code, rows of tables and quotations stand in it.
        captions: Those that are left out of it, for they cut through a sentence.
        steps: On the page that is written: see `_usual_steps`.
    """

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    headings: list[Heading] = field(default_factory=list)
    apart: list[SetApart] = field(default_factory=list)
    captions: list[PageNote] = field(default_factory=list)
    steps: Mapping[float, float] = field(default_factory=dict)

    def write(self, piece: str) -> tuple[int, int]:
        """Add a piece, and return where it begins and ends."""
        self.pieces.append(piece)
        start, self.length = self.length, self.length + len(piece)
        return start, self.length

    def set_apart(self, piece: str, kind: BlockKind) -> None:
        """Add a piece that is no running text, with a line's end."""
        self.apart.append(SetApart(Span(*self.write(piece)), kind))
        self.write("\n")


def written_pages(pages: Sequence[Sequence[PageLine]], body: float) -> WrittenPages:
    """Return the lines of all pages as text, and the headings and code that their type shows.

    Args:
        pages: The lines of each.
        body: The size of the running text.
    """
    large = heading_sizes(chain.from_iterable(pages), body)
    type_ = Type(large, running_words(chain.from_iterable(pages), large))
    typed = is_typed(chain.from_iterable(pages))
    written = WrittenPages()
    # Of a size that a page has few lines of, as one of references in small type, the whole document
    # shows it: it is among the smallest distances there, for many lines may be paragraphs.
    usual = _usual_steps(pages, _SMALLEST, _MANY_STEPS)
    laid_out = with_bold_headings([*_laid_out(pages, type_, body)], body)
    flush = are_flush([page.lines for page in laid_out])
    width = usual_width(chain.from_iterable(pages), body)
    for number, page in enumerate(_captioned(laid_out, width)):
        if number:
            written.write("\f")
        written.steps = usual | _usual_steps([page.lines], _RATHER_SMALL, _SHOWN_STEPS)
        lines = with_rows(page.lines, page.usual)
        lines = with_table_titles(lines, page.usual) if flush else lines
        lines = lines if typed else with_code(lines, LINE_GAP * page.usual)
        lines = with_items(with_drawings(lines), page.usual)
        _write(written, with_quotations(lines, body, page.usual), number, page.usual)
    return written


def _captioned(pages: Sequence[Page], width: float) -> Iterator[Page]:
    """Yield the pages, captions whole, and those that cut through a sentence as such."""
    whole = [with_captions(page.lines, page.usual) for page in pages]
    steps = [page.usual for page in pages]
    marked = with_cutting_captions(whole, furniture(whole), steps, width)
    for page, lines in zip(pages, marked, strict=True):
        yield Page(lines, page.usual)


def _laid_out(pages: Iterable[Sequence[PageLine]], type_: Type, body: float) -> Iterator[Page]:
    """Yield the pages, with the headings that are set in larger type."""
    for lines in pages:
        usual = _usual_step(lines)
        yield Page(whole_headings(lines, type_, usual / body), usual)


def _write(written: WrittenPages, page: Sequence[PageLine], number: int, usual: float) -> None:
    """Write the lines of a page, a blank line between text, code and each row of a table.

    Args:
        written: The text so far.
        page: The lines.
        number: Of the page, from 0.
        usual: Distance of lines, in points.
    """
    parted = False
    for (kind, cuts), run in groupby(page, key=lambda line: (line.kind, line.cuts)):
        lines = list(run)
        if cuts:  # what it cuts through goes on
            written.captions.append(PageNote(number, _joined(lines), kind, written.length))
        else:
            written.write("\n" if parted else "")
            _write_run(written, kind, lines, usual)
        parted = not cuts


def _write_run(
    written: WrittenPages, kind: BlockKind, lines: Sequence[PageLine], usual: float
) -> None:
    """Write lines of one kind; see `_write`."""
    texts = _apart_texts(kind, lines, usual)
    for text in texts:
        written.set_apart(text, kind)
        written.write("" if kind is BlockKind.CODE else "\n")
    if not texts:
        _write_text(written, lines, usual)


def _apart_texts(kind: BlockKind, lines: Sequence[PageLine], usual: float) -> list[str]:
    """Return what is set apart of lines: code, each row, item and quoted paragraph."""
    match kind:
        case BlockKind.CODE:
            return [code_text(lines)]
        case BlockKind.CAPTION:
            return [_joined(lines)]
        case BlockKind.LIST_ITEM:
            return [*map(_joined, whole_items(lines))]
        case BlockKind.QUOTATION:
            return [*map(_joined, quoted_paragraphs(lines, usual))]
    return [line.text for line in lines] if kind.is_tabular else []


def _joined(lines: Iterable[PageLine]) -> str:
    """Return lines as they stand below one another."""
    return "\n".join(line.text for line in lines)


def _write_text(written: WrittenPages, lines: Sequence[PageLine], usual: float) -> None:
    """Write lines of running text and headings; see `_write`."""
    for line, following in zip_longest(lines, lines[1:]):
        before, after = _around(line, following, max(usual, written.steps.get(line.size, 0.0)))
        written.write(before)
        start, end = written.write(line.text)
        if line.level:
            written.headings.append(Heading(start, end, line.level))
        written.write(after)


def _usual_step(lines: Sequence[PageLine]) -> float:
    """Return the distance of the lines of a paragraph on a page, in points.

    It is rather small among all that are no smaller than the type: paragraphs and headings are
    further apart, and there may be as many of these on a page of short ones.
    """
    steps = sorted(
        above.y - below.y
        for above, below in pairwise(lines)
        if not (above.kind.is_tabular or below.kind.is_tabular)
        and above.y - below.y > _TIGHTEST * min(above.size, below.size)
    )
    return steps[int(_RATHER_SMALL * len(steps))] if steps else 0.0


def _steps_by_size(pages: Iterable[Sequence[PageLine]]) -> dict[float, list[float]]:
    """Return the distances of neighbouring lines of each size of type, in points, the least first.

    Args:
        pages: The lines of each; those that stand on one another are left out.
    """
    steps: dict[float, list[float]] = defaultdict(list)
    for above, below in chain.from_iterable(map(pairwise, pages)):
        if above.kind.is_tabular or below.kind.is_tabular:
            continue
        if above.size == below.size and above.y - below.y > _TIGHTEST * above.size:
            steps[above.size].append(above.y - below.y)
    return {size: sorted(own) for size, own in steps.items()}


def _usual_steps(
    pages: Iterable[Sequence[PageLine]], share: float, least: int
) -> dict[float, float]:
    """Return how far apart a paragraph's lines are on pages, for each size of type, in points.

    Args:
        pages: The lines of each.
        share: Of the distances of lines of a size, so many are smaller.
        least: Such distances that there are at least; fewer show nothing.
    """
    steps = _steps_by_size(pages)
    return {size: own[int(share * len(own))] for size, own in steps.items() if len(own) >= least}


def _around(line: PageLine, following: PageLine | None, usual: float) -> tuple[str, str]:
    """Return what stands before and behind a line: indent, line end, blank line."""
    if following is None:
        return "", "\n"
    shift = (line.x - following.x) / max(line.size, 1)
    near = abs(line.y - following.y) < LINE_GAP * usual
    indented = near and _INDENT_MIN <= shift <= _INDENT_MAX
    return _INDENT if indented else "", "\n\n" if _apart(line, following, usual) else "\n"


def _apart(line: PageLine, following: PageLine, usual: float) -> bool:
    """Return whether a paragraph or a heading ends between two lines."""
    if line.closes or abs(line.size - following.size) > _SIZE * max(line.size, following.size):
        return True
    gap = _GAP_BEHIND_SENTENCE if line.text[-1] in _CLOSING else LINE_GAP
    return line.y - following.y > gap * usual
