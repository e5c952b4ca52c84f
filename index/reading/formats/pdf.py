"""PDFs to text; the only importer of pypdfium2.

PDFium gives the characters of a page in reading order, broken into lines, and no paragraphs. A
blank line is put between two lines whose distance or size of type shows that a paragraph or a
heading ends, and an indent where the first line of a paragraph has one; the pages are separated by
form feeds. What is left to be told by the words themselves is `index.reading.repair.repair`'s.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, zip_longest
from pathlib import Path
from statistics import median
from typing import Any

from index.errors import UnreadableSourceError
from index.reading.extract import Extract, Heading, own_author, own_title

SUFFIXES = (".pdf",)
PARSERS = ("pypdfium2",)

_MAX_PAGES = 10_000
_MAX_CHARACTERS = 50_000_000
_LOST, _HYPHEN = "�", "-"
_LINE_ENDS = frozenset({0x0A, 0x0D})
_HYPHEN_MARKS = frozenset({0x02, 0xFFFE, 0xFFFF})  # PDFium's own for a hyphen at a line's end
_GAP = 1.3  # times the usual distance of lines
_SIZE = 0.08  # share by which type differs between heading and text
_HEADING = 1.12  # times the size of the running text
_MAX_LEVEL = 6
_INDENT_MIN, _INDENT_MAX = 0.7, 6.0  # times the size of the type
_INDENT = "   "
_PASSWORD_ERROR = "password"  # noqa: S105  # a word of PDFium's message


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
    text, headings = _text(pages)
    return Extract(
        text,
        broken=True,
        headings=headings,
        title=own_title(about.get("Title")),
        author=own_author(about.get("Author")),
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
        return list(_split(pypdfium2.raw, text_page.raw))
    finally:
        text_page.close()
        page.close()


def _split(raw: Any, text_page: Any) -> Iterator[_Line]:  # noqa: ANN401
    """Yield the lines of a text page."""
    words: list[str] = []
    places: list[int] = []
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code not in _LINE_ENDS:
            words.append(_character(code))
            if not words[-1].isspace():
                places.append(index)
        # PDFium drops the line's end behind its mark of a hyphen.
        if code in _LINE_ENDS or code in _HYPHEN_MARKS:
            yield from _line(raw, text_page, words, places)
            words, places = [], []
    yield from _line(raw, text_page, words, places)


def _character(code: int) -> str:
    """Return the character of PDFium's code."""
    if code in _HYPHEN_MARKS:
        return _HYPHEN
    return chr(code) if code else _LOST


def _line(raw: Any, text_page: Any, words: list[str], places: list[int]) -> Iterator[_Line]:  # noqa: ANN401
    """Yield the line of the characters collected, if there are any."""
    if not places:
        return
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, places[0], x, y)
    # The size of most: a raised figure or a drop capital at the start has a size of its own.
    sizes = (round(raw.FPDFText_GetFontSize(text_page, place), 1) for place in places)
    size = Counter(sizes).most_common(1)[0][0]
    # Characters beyond the first plane come as two halves, as in UTF-16.
    halves = "".join(words).strip().encode("utf-16-le", "surrogatepass")
    yield _Line(halves.decode("utf-16-le", "replace"), x.value, y.value, size)


def _text(pages: Sequence[Sequence[_Line]]) -> tuple[str, tuple[Heading, ...]]:
    """Return the lines of all pages as text, and the headings that their type shows."""
    sizes = Counter[float]()
    for line in chain.from_iterable(pages):
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0]
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
