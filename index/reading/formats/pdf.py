"""PDFs to text; the only importer of pypdfium2.

PDFium gives the characters of a page in reading order, broken into lines, and no paragraphs. A
blank line is put between two lines whose distance or size of type shows that a paragraph or a
heading ends, and an indent where the first line of a paragraph has one; the pages are separated by
form feeds. What is left to be told by the words themselves is `index.reading.repair.repair`'s.
"""

import ctypes
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, zip_longest
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from index.errors import UnreadableSourceError
from index.reading.extract import Extract, Heading, own_author, own_title
from index.reading.repair.lines import lines_of
from index.reading.repair.page_furniture import printed_numbers
from index.types import Locator, LocatorKind

SUFFIXES = (".pdf",)
PARSERS = ("pypdfium2",)

_MAX_PAGES = 10_000
_MAX_CHARACTERS = 50_000_000
_LOST, _HYPHEN = "�", "-"
_PAGE_END = 0x0C
_LINE_ENDS = frozenset({0x0A, 0x0D})
_HYPHEN_MARKS = frozenset({0x02, 0xFFFE, 0xFFFF})  # PDFium's own for a hyphen at a line's end
_AT_EDGE = 3  # lines that a program writes first, or last, of which one may be head or foot
_TITLE = 1.3  # times the size of the running text, and …
_LONGEST_TITLE = 200  # … characters at most
_GAP = 1.3  # times the usual distance of lines
_SIZE = 0.08  # share by which type differs between heading and text
_HEADING = 1.12  # times the size of the running text
_MAX_LEVEL = 6
_RAISED = 0.85  # times the size of its line: a smaller number above it is a mark or an exponent
_CLAUSE_ENDS = frozenset(".,;:!?)]\"'’”»…")
_INDENT_MIN, _INDENT_MAX = 0.7, 6.0  # times the size of the type
_INDENT = "   "
_PASSWORD_ERROR = "password"  # noqa: S105  # a word of PDFium's message


class _Letter(NamedTuple):
    """A character of a page's text, and its number there."""

    place: int
    text: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line on a page: its words, where its first letter stands and how large it is, in points."""

    text: str
    x: float
    y: float
    size: float


def read(raw: bytes, path: Path) -> Extract:
    """Return the text of a PDF, pages separated by form feeds.

    PDFium is for one thread at a time.

    Raises:
        UnreadableSourceError: The file is encrypted, damaged, too long, or a scan without text.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise UnreadableSourceError(_reason(path, str(error))) from error
    try:
        return _extract(document, path)
    finally:
        document.close()


def _reason(path: Path, message: str) -> str:
    """Return what to say of a file that PDFium does not open."""
    if _PASSWORD_ERROR in message.lower():
        return f"{path.name} is encrypted: save it without a password"
    return f"{path.name} is damaged or no PDF: export it again"


def _extract(document: Any, path: Path) -> Extract:  # noqa: ANN401  # pypdfium2 ships no types
    """Return the text of an open PDF and what it says about itself.

    Raises:
        UnreadableSourceError: The file is too long, or a scan without text.
    """
    if len(document) > _MAX_PAGES:
        msg = f"{path.name} has more than {_MAX_PAGES} pages: split it"
        raise UnreadableSourceError(msg)
    pages: list[list[_Line]] = []
    characters = 0
    for number in range(len(document)):
        pages.append(_lines(document, number))
        characters += sum(len(line.text) for line in pages[-1])
        if characters > _MAX_CHARACTERS:
            msg = f"{path.name} holds more than {_MAX_CHARACTERS // 1_000_000} million characters"
            raise UnreadableSourceError(f"{msg}: split it")
    if not characters:
        msg = f"{path.name} is a scan, pictures without text: run it through OCR first"
        raise UnreadableSourceError(msg)
    about = document.get_metadata_dict(skip_empty=True)
    body = _body_size(pages)
    text, headings = _text(pages, body)
    return Extract(
        text,
        broken=True,
        headings=headings,
        locators=_locators(text, _labels(document)),
        title=own_title(about.get("Title")) or _title_on(pages[0], body),
        author=own_author(about.get("Author")),
    )


def _labels(document: Any) -> list[str]:  # noqa: ANN401
    """Return what the file calls its pages; nothing where it only counts them, as programs do."""
    labels = [document.get_page_label(number) for number in range(len(document))]
    counted = [str(number) for number in range(1, len(labels) + 1)]
    return [] if labels == counted or not all(labels) else labels


def _locators(text: str, labels: Sequence[str]) -> tuple[Locator, ...]:
    """Return where the pages of a text begin that form feeds separate.

    A page is called what the file calls it, else by the number that is printed on it; where no page
    has one, by its place.
    """
    starts = [0, *(place + 1 for place, character in enumerate(text) if character == "\f")]
    names = labels or printed_numbers(lines_of(text))
    if not any(names):
        names = [str(number) for number in range(1, len(starts) + 1)]
    return tuple(
        Locator(start, LocatorKind.PAGE, name, f"page={number}")
        for number, (start, name) in enumerate(zip(starts, names, strict=True), start=1)
    )


def _lines(document: Any, number: int) -> list[_Line]:  # noqa: ANN401
    """Return the lines of a page; none of a page that PDFium cannot load."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return []
    text_page = page.get_textpage()
    try:
        return _in_place(_noted(list(_split(pypdfium2.raw, text_page.raw))))
    finally:
        text_page.close()
        page.close()


def _noted(lines: Sequence[_Line]) -> list[_Line]:
    """Return the lines of a page without raised numbers that PDFium gives as lines of their own.

    One before a footnote stands on the line that it begins; one behind a sentence is left out.
    """
    noted: list[_Line] = []
    for line in lines:
        above = noted[-1] if noted else None
        if above is not None and _raised(above, line) and above.x < line.x:
            noted[-1] = _Line(f"{above.text} {line.text}", above.x, line.y, line.size)
        elif above is None or not (_raised(line, above) and above.text[-1] in _CLAUSE_ENDS):
            noted.append(line)
    return noted


def _raised(mark: _Line, line: _Line) -> bool:
    """Return whether a line is a small number at the height of another one."""
    level = 0 <= mark.y - line.y < line.size
    return level and mark.size < _RAISED * line.size and mark.text.isdigit()


def _in_place(lines: Sequence[_Line]) -> list[_Line]:
    """Return the lines of a page, its foot last and its head first.

    Programs write head and foot together, before the text or behind it.
    """
    feet = _alone_at(lines, min((line.y for line in lines), default=0.0), lines[:_AT_EDGE])
    heads = _alone_at(lines, max((line.y for line in lines), default=0.0), lines[-_AT_EDGE:])
    moved = [*heads, *feet]
    return [*heads, *(line for line in lines if line not in moved), *feet]


def _alone_at(lines: Sequence[_Line], y: float, some: Sequence[_Line]) -> list[_Line]:
    """Return the line that alone stands at a height, if it is one of some."""
    there = [line for line in lines if line.y == y]
    return there if len(there) == 1 and there[0] in some else []


def _split(raw: Any, text_page: Any) -> Iterator[_Line]:  # noqa: ANN401
    """Yield the lines of a text page."""
    letters: list[_Letter] = []
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code not in _LINE_ENDS:
            letters.append(_Letter(index, _character(code)))
        # PDFium drops the line's end behind its mark of a hyphen.
        if code in _LINE_ENDS or code in _HYPHEN_MARKS:
            yield from _line(raw, text_page, letters)
            letters = []
    yield from _line(raw, text_page, letters)


def _character(code: int) -> str:
    """Return the character of PDFium's code."""
    if code in _HYPHEN_MARKS:
        return _HYPHEN
    if code == _PAGE_END:
        return " "  # a form feed of the file's own would count as a page
    return chr(code) if code else _LOST


def _line(raw: Any, text_page: Any, letters: Sequence[_Letter]) -> Iterator[_Line]:  # noqa: ANN401
    """Yield the line of the characters collected, if there are any."""
    shown = [letter.place for letter in letters if not letter.text.isspace()]
    if not shown:
        return
    sizes = {place: round(raw.FPDFText_GetFontSize(text_page, place), 1) for place in shown}
    # The size of most: a raised figure or a drop capital at the start has a size of its own.
    size = Counter(sizes.values()).most_common(1)[0][0]
    x, y = _origin(raw, text_page, shown[0])
    small = [at for at, own in sizes.items() if own < _RAISED * size]
    base = next(at for at, own in sizes.items() if own == size)
    whole = _words(_without_marks(letters, _above(raw, text_page, small, base)))
    if whole:
        yield _Line(whole, x, y, size)


def _words(letters: Sequence[_Letter]) -> str:
    """Return what a line says."""
    # Characters beyond the first plane come as two halves, as in UTF-16.
    halves = "".join(letter.text for letter in letters).strip()
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _above(raw: Any, text_page: Any, places: Sequence[int], base: int) -> frozenset[int]:  # noqa: ANN401
    """Return the characters that stand higher than another one."""
    level = _origin(raw, text_page, base)[1]
    return frozenset(at for at in places if _origin(raw, text_page, at)[1] > level)


def _origin(raw: Any, text_page: Any, place: int) -> tuple[float, float]:  # noqa: ANN401
    """Return where a character stands on its line, in points from the left and from below."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, place, x, y)
    return x.value, y.value


def _without_marks(letters: Sequence[_Letter], raised: Collection[int]) -> list[_Letter]:
    """Return a line without the raised numbers behind a sentence or clause: marks of footnotes.

    One behind a letter or a figure may be an exponent, and stays.

    Args:
        letters: Of the line.
        raised: The places of those that stand higher than the line, and are smaller.
    """
    kept: list[_Letter] = []
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


def _ends_clause(letters: Sequence[_Letter]) -> bool:
    """Return whether a clause or sentence ends with these letters, spaces aside."""
    last = next((letter.text for letter in reversed(letters) if not letter.text.isspace()), "")
    return last in _CLAUSE_ENDS


def _body_size(pages: Sequence[Sequence[_Line]]) -> float:
    """Return the size of the running text, in points: that of most letters."""
    sizes = Counter[float]()
    for line in chain.from_iterable(pages):
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _title_on(page: Sequence[_Line], body: float) -> str | None:
    """Return what a first page shows in its largest type, None where that is none of a title."""
    worded = [line for line in page if sum(map(str.isalpha, line.text)) > 1]
    size = max((line.size for line in worded), default=0.0)
    if size < _TITLE * body:
        return None
    whole = _whole_headings(page, [size], _usual_step(page) / body)
    title = next(line.text for line in whole if line.size == size)
    return own_title(title) if len(title) <= _LONGEST_TITLE else None


def _text(pages: Sequence[Sequence[_Line]], body: float) -> tuple[str, tuple[Heading, ...]]:
    """Return the lines of all pages as text, and the headings that their type shows.

    Args:
        pages: The lines of each.
        body: The size of the running text.
    """
    sizes = {line.size for line in chain.from_iterable(pages)}
    large = sorted({size for size in sizes if size >= _HEADING * body}, reverse=True)
    pieces: list[str] = []
    headings: list[Heading] = []
    length = 0
    for lines in pages:
        usual = _usual_step(lines)
        page = _whole_headings(lines, large, usual / body)
        for line, following in zip_longest(page, page[1:]):
            before, after = _around(line, following, usual)
            if line.size in large and any(c.isalpha() for c in line.text):
                level = min(large.index(line.size), _MAX_LEVEL - 1) + 1
                start = length + len(before)
                headings.append(Heading(start, start + len(line.text), level))
            pieces += [before, line.text, after]
            length += len(before) + len(line.text) + len(after)
        pieces.append("\f")
        length += 1
    return "".join(pieces[:-1]), tuple(headings)


def _whole_headings(lines: Sequence[_Line], large: Sequence[float], leading: float) -> list[_Line]:
    """Return the lines of a page, those of one heading as one; `leading` is the usual per point."""
    whole: list[_Line] = []
    for line in lines:
        if whole and line.size in large and _goes_on(whole[-1], line, leading):
            whole[-1] = _joined(whole[-1], line)
        else:
            whole.append(line)
    return whole


def _joined(above: _Line, line: _Line) -> _Line:
    """Return two lines of a heading as one that begins where the first does."""
    space = "" if above.text.endswith("-") else " "
    return _Line(above.text + space + line.text, above.x, line.y, line.size)


def _goes_on(above: _Line, line: _Line, leading: float) -> bool:
    """Return whether a line stands right below one of its size."""
    return above.size == line.size and 0 < above.y - line.y < _GAP * leading * line.size


def _usual_step(lines: Sequence[_Line]) -> float:
    """Return the usual distance of the lines of a page, in points."""
    steps = [above.y - below.y for above, below in pairwise(lines) if above.y - below.y > 1]
    return median(steps) if steps else 0.0


def _around(line: _Line, following: _Line | None, usual: float) -> tuple[str, str]:
    """Return what stands before and behind a line: indent, line end, blank line."""
    if following is None:
        return "", "\n"
    shift = (line.x - following.x) / max(line.size, 1)
    near = abs(line.y - following.y) < _GAP * usual
    indented = near and _INDENT_MIN <= shift <= _INDENT_MAX
    return _INDENT if indented else "", "\n\n" if _apart(line, following, usual) else "\n"


def _apart(line: _Line, following: _Line, usual: float) -> bool:
    """Return whether a paragraph or a heading ends between two lines."""
    if abs(line.size - following.size) > _SIZE * max(line.size, following.size):
        return True
    return line.y - following.y > _GAP * usual
