"""PDFs to text; the only importer of pypdfium2.

PDFium gives the characters of a page in reading order, broken into lines, and no paragraphs. A
blank line is put between two lines whose distance or size of type shows that a paragraph or a
heading ends, and an indent where the first line of a paragraph has one; the pages are separated by
form feeds. What is left to be told by the words themselves is `index.reading.repair.repair`'s.

A PDF may be made so that reading it never ends, takes all memory, or brings the native parser
down. It is therefore read in a process of its own, which is ended when its time is over.
"""

import ctypes
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import chain, pairwise, zip_longest
from pathlib import Path
from statistics import median
from typing import Any

from index.errors import UnreadableSourceError
from index.reading.extract import Extract, Heading, own_author, own_title
from index.types import Name

SUFFIXES = (".pdf",)
PARSERS = ("pypdfium2",)

_MAX_PAGES = 10_000
_MAX_CHARACTERS = 50_000_000
_MAX_MEMORY = 8_000_000_000  # bytes of addresses; files within the other bounds take far less
_SPARE_S = 5  # the process ends by itself so much later, should nobody be left to end it
_CHILD = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from index.reading.formats.pdf import main; main()"
)
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


def read(raw: bytes, path: Path, max_seconds: float) -> Extract:
    """Return the text of a PDF, pages separated by form feeds, read in a process of its own.

    Args:
        raw: The file's bytes.
        path: Named in errors.
        max_seconds: The longest that reading may take.

    Raises:
        UnreadableSourceError: The file is encrypted, damaged, too long, a scan without text, takes
            too long, or brings the parser down.
    """
    command = [sys.executable, "-c", _CHILD, json.dumps(sys.path), path.name, str(max_seconds)]
    try:
        done = subprocess.run(  # noqa: S603  # this program itself
            command, input=raw, capture_output=True, timeout=max_seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        msg = (
            f"{path.name} takes longer than {max_seconds:g} seconds to read: export it again, or "
            "raise max_file_seconds in config.yaml"
        )
        raise UnreadableSourceError(msg) from error
    if done.returncode:
        msg = f"{path.name} brings the PDF parser down ({_last_line(done.stderr)}): export it again"
        raise UnreadableSourceError(msg)
    record = json.loads(done.stdout)
    if "fault" in record:
        raise UnreadableSourceError(record["fault"])
    return Extract(
        text=record["text"],
        broken=True,
        headings=tuple(Heading(**heading) for heading in record["headings"]),
        title=record["title"],
        author=tuple(Name(**name) for name in record["author"]),
    )


def _last_line(output: bytes) -> str:
    """Return the last line of what a process said, what ended it where it said nothing."""
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else "it crashed"


def main() -> None:
    """Read a PDF from standard input and print what it holds, or its fault, as JSON."""
    name, max_seconds = Path(sys.argv[2]), float(sys.argv[3])
    _limit(max_seconds)
    try:
        record = asdict(read_pdf(sys.stdin.buffer.read(), name))
    except UnreadableSourceError as error:
        record = {"fault": str(error)}
    sys.stdout.write(json.dumps(record))


def _limit(max_seconds: float) -> None:
    """Bound what this process may take, where the system can do that."""
    with suppress(ImportError, ValueError, OSError):  # not on Windows; not above a lower bound
        import resource

        seconds = int(max_seconds) + _SPARE_S
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))


def read_pdf(raw: bytes, path: Path) -> Extract:
    """Return the text of a PDF, read in this process; PDFium is for one thread at a time.

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
