"""The lines of a PDF's page as PDFium's text page has them, in reading order.

PDFium gives characters with their places and sizes; `raw` is its interface, which
`index.reading.formats.pdf` alone imports.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain, groupby, pairwise, takewhile
from math import hypot
from statistics import median
from typing import Any, NamedTuple

from index.reading.pdf.letter_places import gap, origin, sides
from index.reading.pdf.line_ends import HYPHEN, RAISED, goes_on
from index.reading.pdf.page_columns import Columns, columns_in
from index.reading.pdf.page_letters import Letter, named_by_code, with_accents
from index.reading.pdf.page_line import Cell, PageLine
from index.reading.pdf.page_order import CLAUSE_ENDS, in_place, with_raised
from index.reading.pdf.ruled_grids import Grid
from index.reading.pdf.ruled_tables import LetterRun, with_ruled_rows
from index.reading.pdf.word_gaps import Shapes, with_blanks
from index.types import Span

LOST = "�"
"""For a character that cannot be told."""

_PAGE_END = 0x0C
_LINE_ENDS = frozenset({0x0A, 0x0D})
_HYPHEN_MARKS = frozenset({0x02, 0xFFFE, 0xFFFF})  # PDFium's own for a hyphen at a line's end
_PITCHED = 40  # characters of a line whose widths are looked at, …
_LETTERS = 3  # … of them different letters, …
_STEPS = 4  # … and widths, at least; …
_EQUAL, _UNEVEN = 0.95, 0.02  # … the share of them that are equal, and by how much they may differ
_NOTE_MARK = re.compile(r"[0-9⁰¹²³⁴-⁹]{1,3}|[*∗†‡§¶]{1,3}")
_FIXED_PITCH = 1  # a flag of a font
_FONT_NAME = 100  # characters of a font's name that are looked at
_BOLD = re.compile(r"bold|black|heavy|demi|cmb|sfb|[-,]bd?\d*$", re.IGNORECASE)
_LOWER = 0.3  # times the size of the type: no mark, but another line
_LEAST_SIZE, _MOST_SIZE = 2.0, 1000.0  # of type, in points; any other is a slip of the file
_COLUMN = 1.2  # times the size of the type: so wide a gap parts columns


def page_lines_of(raw: Any, text_page: Any, grids: Iterable[Grid] = ()) -> list[PageLine]:  # noqa: ANN401  # no types there
    """Return the lines of a text page, head and foot at its ends, marks of footnotes left out.

    Args:
        raw: PDFium's interface.
        text_page: The page.
        grids: Of strokes on it, in which words of tables may stand.
    """
    place_of = partial(origin, raw, text_page)
    lines_of = partial(_line, raw, text_page, keeps_marks=True)
    runs = with_ruled_rows(filter(None, _split(raw, text_page)), grids, place_of, lines_of)
    parts = [*chain.from_iterable(_unbroken(raw, text_page, run) for run in runs)]
    drawn = _drawn(raw, text_page, parts)
    columns = columns_in([one.line for one in drawn])
    if not columns and len(parts) > len(runs):  # such as a fraction
        drawn = _drawn(raw, text_page, runs)
    return in_place(with_raised([*_by_column(raw, text_page, drawn, columns)]))


class _Drawn(NamedTuple):
    """The letters of a line as PDFium has them, and the line."""

    letters: list[Letter]
    line: PageLine


def _drawn(raw: Any, text_page: Any, runs: Iterable[LetterRun]) -> list[_Drawn]:  # noqa: ANN401
    """Return the lines of letters, and rows of tables among them."""
    drawn: list[_Drawn] = []
    for run in runs:
        if isinstance(run, PageLine):
            drawn.append(_Drawn([], run))
        else:
            drawn += [_Drawn(run, line) for line in _line(raw, text_page, run)]
    return drawn


def _by_column(
    raw: Any,  # noqa: ANN401
    text_page: Any,  # noqa: ANN401
    drawn: Sequence[_Drawn],
    found: Iterable[Columns],
) -> Iterator[PageLine]:
    """Yield the lines of a page, column by column where a file draws these in turn."""
    end = 0
    for columns in found:
        yield from (one.line for one in drawn[end : columns.start])
        end = columns.end
        rows = drawn[columns.start : end]
        sides = [_sides_of(raw, text_page, one.letters, columns) for one in rows]
        for letters in chain.from_iterable(zip(*sides, strict=True)):
            yield from _line(raw, text_page, letters)
    yield from (one.line for one in drawn[end:])


def _sides_of(
    raw: Any,  # noqa: ANN401
    text_page: Any,  # noqa: ANN401
    letters: Sequence[Letter],
    columns: Columns,
) -> list[list[Letter]]:
    """Return the letters of a line in each column."""
    sides: list[list[Letter]] = [[] for _ in range(len(columns.gutters) + 1)]
    side = 0
    for letter in letters:
        if not letter.text.isspace():
            side = columns.column(origin(raw, text_page, letter.place)[0])
        sides[side].append(letter)
    return sides


def _split(raw: Any, text_page: Any) -> Iterator[list[Letter]]:  # noqa: ANN401
    """Yield the letters of each line of a text page."""
    line: list[Letter] = []
    for letters in filter(None, _pieces(raw, text_page)):
        if goes_on(raw, text_page, line, letters):
            line += letters
            continue
        yield line
        line = letters
    yield line


def _unbroken(raw: Any, text_page: Any, letters: LetterRun) -> Iterator[LetterRun]:  # noqa: ANN401
    """Yield the letters of a line, cut where words stand lower and further left.

    PDFium takes lines for one that are hardly below each other.
    """
    if isinstance(letters, PageLine):
        yield letters
        return
    run: list[Letter] = []
    above: tuple[float, float] | None = None
    for before, letter in zip([None, *letters], letters, strict=False):
        if before is not None and before.text.isspace() and not letter.text.isspace():
            place = origin(raw, text_page, letter.place)
            size: float = raw.FPDFText_GetFontSize(text_page, letter.place)
            if above and above[0] - place[0] > size and above[1] - place[1] > _LOWER * size:
                yield run
                run = []
            above = place
        run.append(letter)
    yield run


def _pieces(raw: Any, text_page: Any) -> Iterator[list[Letter]]:  # noqa: ANN401
    """Yield the letters of each line as PDFium ends it."""
    letters: list[Letter] = []
    codes = [
        raw.FPDFText_GetUnicode(text_page, n) for n in range(raw.FPDFText_CountChars(text_page))
    ]
    texts = [*map(_character, codes)]
    meant = named_by_code(texts, lambda place: bool(_font_name(raw, text_page, place)))
    for index, code in enumerate(codes):
        if code not in _LINE_ENDS:
            letters.append(Letter(index, meant.get(index, texts[index])))
        # PDFium drops the line's end behind its mark of a hyphen.
        if code in _LINE_ENDS or code in _HYPHEN_MARKS:
            yield letters
            letters = []
    yield letters


def _character(code: int) -> str:
    """Return the character of PDFium's code."""
    if code in _HYPHEN_MARKS:
        return HYPHEN
    if code == _PAGE_END:
        return " "  # a form feed of the file's own would count as a page
    return chr(code) if code else LOST


def _line(
    raw: Any,  # noqa: ANN401
    text_page: Any,  # noqa: ANN401
    letters: Sequence[Letter],
    *,
    keeps_marks: bool = False,
) -> Iterator[PageLine]:
    """Yield the line of the characters collected, if there are any."""
    shown = [letter.place for letter in letters if not letter.text.isspace()]
    if not shown:
        return
    sizes = {place: round(raw.FPDFText_GetFontSize(text_page, place), 1) for place in shown}
    # The size of most: a raised figure or a drop capital at the start has a size of its own.
    stated = Counter(sizes.values()).most_common(1)[0][0]
    size = _drawn_size(raw, text_page, shown[len(shown) // 2], stated)
    x, y = origin(raw, text_page, shown[0])
    small = [at for at, own in sizes.items() if own < RAISED * stated]
    base = next(at for at, own in sizes.items() if own == stated)
    above = _above(raw, text_page, small, base)
    shape = partial(sides, raw, text_page)
    widths = cache(partial(_widths, raw, text_page, raw.FS_RECTF()))
    shapes = Shapes(shape, widths, partial(_is_fixed, raw, text_page), size)
    letters = with_blanks(with_accents(letters, shape, size), shapes)
    kept = letters if keeps_marks else _without_marks(letters, above)
    whole = _words(kept)
    fonts = _font_name(raw, text_page, shown[0]), _font_name(raw, text_page, shown[-1])
    if whole:
        yield PageLine(
            whole,
            x,
            y,
            size,
            pitch=_pitch(raw, text_page, letters),
            cells=_cells(raw, text_page, letters, size),
            bold=all(map(_BOLD.search, fonts)),
            keyed=fonts[0] != fonts[1],
            mark=_mark(letters, above),
            right=sides(raw, text_page, shown[-1])[1],
            raised=tuple(_raised_numbers(kept, above)) if above else (),
        )


def _drawn_size(raw: Any, text_page: Any, place: int, stated: float) -> float:  # noqa: ANN401
    """Return the size of a character's type as the page shows it, in points.

    What is drawn into a picture that stands smaller or larger on the page is so, too. Type that
    says 1, whatever its size is, as that of some diagrams does, is left so: it heads nothing.
    """
    matrix = raw.FS_MATRIX()
    if stated < _LEAST_SIZE or not raw.FPDFText_GetMatrix(text_page, place, matrix):
        return stated
    size = round(stated * hypot(matrix.c, matrix.d), 1)
    return size if _LEAST_SIZE <= size <= _MOST_SIZE else stated


def _raised_numbers(letters: Sequence[Letter], raised: Collection[int]) -> Iterator[Span]:
    """Yield where, in what a line says, raised numbers stand behind a letter.

    The blank that PDFium sees where one is set off a little goes with it.
    """
    start = 0
    for is_number, group in groupby(
        letters, lambda one: one.place in raised and one.text.isdigit()
    ):
        end = start + len([*group])
        before = _words(letters[:start]) if is_number else ""
        if before and before[-1].isalpha():
            yield Span(len(before), len(_words(letters[:end])))
        start = end


def _font_name(raw: Any, text_page: Any, place: int) -> str:  # noqa: ANN401
    """Return the name of a character's font, "" where it has none."""
    name = ctypes.create_string_buffer(_FONT_NAME)
    raw.FPDFText_GetFontInfo(text_page, place, name, _FONT_NAME, None)
    return name.value.decode("latin-1")


def _is_fixed(raw: Any, text_page: Any, place: int) -> bool:  # noqa: ANN401
    """Return whether the characters of a place's font are equally wide, as its flags say."""
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, place, None, 0, flags)
    return bool(flags.value & _FIXED_PITCH)


def _cells(
    raw: Any,  # noqa: ANN401
    text_page: Any,  # noqa: ANN401
    letters: Sequence[Letter],
    size: float,
) -> tuple[Cell, ...]:
    """Return the words of a line between its wide gaps, none where there is no such gap."""
    cells: list[list[Letter]] = [[]]
    spaced = False
    for letter in letters:
        if letter.text.isspace():
            spaced = True
            continue
        if spaced and cells[-1] and gap(raw, text_page, cells[-1][-1], letter) > _COLUMN * size:
            cells.append([])
        elif spaced:
            cells[-1].append(Letter(letter.place, " "))
        cells[-1].append(letter)
        spaced = False
    if len(cells) < 2:
        return ()
    return tuple(
        Cell(
            _words(cell),
            origin(raw, text_page, cell[0].place)[0],
            sides(raw, text_page, cell[-1].place)[1],
        )
        for cell in cells
        if cell
    )


def _widths(raw: Any, text_page: Any, box: Any, place: int) -> tuple[float, float]:  # noqa: ANN401
    """Return where a character begins and the next is due, as its font has it, from the left."""
    raw.FPDFText_GetLooseCharBox(text_page, place, box)
    return box.left, box.right


def _pitch(raw: Any, text_page: Any, letters: Sequence[Letter]) -> float | None:  # noqa: ANN401
    """Return the width that all characters of a line have, 0 if they differ, None if few tell."""
    some = [letter for letter in letters[:_PITCHED] if not letter.text.isspace()]
    if len({letter.text for letter in some if letter.text.isalpha()}) < _LETTERS:
        return None  # figures are equally wide in most type
    neighbours = [(one, other) for one, other in pairwise(some) if other.place == one.place + 1]
    steps = [_step(raw, text_page, one, other) for one, other in neighbours]
    return _common(steps) if len(steps) >= _STEPS else None


def _step(raw: Any, text_page: Any, one: Letter, other: Letter) -> float:  # noqa: ANN401
    """Return the distance from where a character stands to where another does, in points."""
    return origin(raw, text_page, other.place)[0] - origin(raw, text_page, one.place)[0]


def _common(steps: Sequence[float]) -> float:
    """Return the length that nearly all steps have, 0 where they differ."""
    usual = median(steps)
    equal = sum(abs(step - usual) <= _UNEVEN * usual for step in steps)
    return usual if equal >= _EQUAL * len(steps) else 0.0


def _words(letters: Sequence[Letter]) -> str:
    """Return what a line says."""
    # Characters beyond the first plane come as two halves, as in UTF-16.
    halves = "".join(letter.text for letter in letters).strip()
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _above(raw: Any, text_page: Any, places: Sequence[int], base: int) -> frozenset[int]:  # noqa: ANN401
    """Return the characters that stand higher than another one."""
    level = origin(raw, text_page, base)[1]
    return frozenset(at for at in places if origin(raw, text_page, at)[1] > level)


def _without_marks(letters: Sequence[Letter], raised: Collection[int]) -> list[Letter]:
    """Return a line without the raised numbers behind a sentence or clause: marks of footnotes.

    One behind a letter or a figure may be an exponent, and stays.

    Args:
        letters: Of the line.
        raised: The places of those that stand higher than the line, and are smaller.
    """
    kept: list[Letter] = []
    in_mark = False
    for letter in letters:
        figure = letter.place in raised and letter.text.isdigit()
        in_mark = figure and (in_mark or _ends_clause(kept))
        if not in_mark:
            kept.append(letter)
            continue
        while kept and kept[-1].text.isspace():
            kept.pop()
    return kept


def _mark(letters: Sequence[Letter], raised: Collection[int]) -> str:
    """Return the raised numbers or signs that a line begins with, "" where it begins otherwise."""
    first = takewhile(lambda letter: letter.text.isspace() or letter.place in raised, letters)
    mark = "".join(letter.text for letter in first).strip()
    return mark if _NOTE_MARK.fullmatch(mark) else ""


def _ends_clause(letters: Sequence[Letter]) -> bool:
    """Return whether a clause or sentence ends with these letters, spaces aside."""
    last = next((letter.text for letter in reversed(letters) if not letter.text.isspace()), "")
    return last in CLAUSE_ENDS
