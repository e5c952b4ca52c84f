"""PDFs to text; the only importer of pypdfium2.

PDFium gives the characters of a page in reading order, broken into lines, and no paragraphs. A
blank line is put between two lines whose distance or size of type shows that a paragraph or a
heading ends, and an indent where the first line of a paragraph has one; the pages are separated by
form feeds. What is left to be told by the words themselves is `index.reading.repair.repair`'s.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, pairwise, zip_longest
from pathlib import Path
from typing import Any

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind, FaultReason
from index.reading.bullet_lines import with_bullets
from index.reading.code_lines import code_text, is_typed, with_code
from index.reading.extract import Extract, Heading, SetApart, own_author, own_title
from index.reading.heading_lines import Page, heading_sizes, whole_headings, with_bold_headings
from index.reading.optical_recognition import can_recognise, words_on
from index.reading.page_notes import with_notes, without_notes
from index.reading.pdf_lines import PageLine, page_lines_of
from index.reading.quotation_lines import quoted_paragraphs, with_quotations
from index.reading.repair.lines import lines_of
from index.reading.repair.page_furniture import printed_numbers
from index.reading.table_lines import with_rows
from index.reading.title_page import authors_on, title_on
from index.types import BlockKind, Locator, LocatorKind, Omission, OmissionKind, Span

SUFFIXES = (".pdf",)
PARSERS = ("pypdfium2",)

_MAX_PAGES = 10_000
_USUAL_SIZE = 10.0  # of type, in points, where none is known
_RESOLUTION, _POINTS = 300.0, 72.0  # dots and points an inch; what Tesseract's makers advise
_MAX_PIXELS = 25_000_000  # of a page's picture: a large sheet is read less sharply
_MAX_CHARACTERS = 50_000_000
_TIGHTEST = 0.9  # times the size of the type: lines that are nearer are on one another
_RATHER_SMALL = 0.3  # of the distances of lines, so many are smaller
_GAP_BEHIND_SENTENCE = 1.15
_CLOSING = frozenset('.!?:)”"’')  # a sentence may have ended
_GAP = 1.3  # times the usual distance of lines
_SIZE = 0.08  # share by which type differs between heading and text
_MIN_HEADINGS = 3  # in larger type, so that others are not looked for
_INDENT_MIN, _INDENT_MAX = 0.7, 6.0  # times the size of the type
_INDENT = "   "
_PASSWORD_ERROR = "password"  # noqa: S105  # a word of PDFium's message


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


def _reason(path: Path, message: str) -> FaultReason:
    """Return what to say of a file that PDFium does not open."""
    if _PASSWORD_ERROR in message.lower():
        return FaultKind.LOCKED_PDF.of(name=path.name)
    return FaultKind.BROKEN_PDF.of(name=path.name)


def _extract(document: Any, path: Path) -> Extract:  # noqa: ANN401  # pypdfium2 ships no types
    """Return the text of an open PDF and what it says about itself.

    Raises:
        UnreadableSourceError: The file is too long, or a scan without text.
    """
    if len(document) > _MAX_PAGES:
        reason = FaultKind.TOO_MANY_PAGES.of(name=path.name, most=_MAX_PAGES)
        raise UnreadableSourceError(reason)
    pages = _pages(document, path)
    pictures = [
        number for number, lines in enumerate(pages) if _is_picture(document, number, lines)
    ]
    body = _body_size(pages)
    for number in pictures:
        pages[number] = _recognised(document[number], body)
    if not any(pages):
        raise UnreadableSourceError(_told_of_scan(path, can_recognise()))
    about = document.get_metadata_dict(skip_empty=True)
    noted = without_notes(pages, body)
    written = _text(noted.pages, body)
    text = "".join(written.pieces)
    extract = Extract(
        text,
        broken=True,
        headings=tuple(written.headings),
        headed=_shows_headings(text, written.headings),
        set_apart=tuple(written.apart),
        locators=_locators(text, _labels(document), frozenset(pictures)),
        omissions=tuple(_unread(pages, pictures)),
        title=own_title(about.get("Title")) or title_on(pages[0], body),
        author=own_author(about.get("Author")) or authors_on(noted.pages[0], body, pages),
    )
    return with_notes(extract, noted.notes)


def _pages(document: Any, path: Path) -> list[list[PageLine]]:  # noqa: ANN401
    """Return the lines of each page.

    Raises:
        UnreadableSourceError: They are too long.
    """
    pages: list[list[PageLine]] = []
    characters = 0
    for number in range(len(document)):
        pages.append(_lines(document, number))
        characters += sum(len(line.text) for line in pages[-1])
        if characters > _MAX_CHARACTERS:
            most = _MAX_CHARACTERS // 1_000_000
            raise UnreadableSourceError(FaultKind.TOO_MUCH_TEXT.of(name=path.name, most=most))
    return pages


def _is_picture(document: Any, number: int, lines: Sequence[PageLine]) -> bool:  # noqa: ANN401
    """Return whether a page is a picture without text, as a scanner makes them."""
    import pypdfium2

    if lines:
        return False
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return False
    image = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
    return next(iter(page.get_objects(filter=[image])), None) is not None


def _recognised(page: Any, size: float) -> list[PageLine]:  # noqa: ANN401
    """Return the lines that are read off a page's picture, set in type of one size."""
    width, height = page.get_size()
    scale = min(_RESOLUTION / _POINTS, (_MAX_PIXELS / max(width * height, 1)) ** 0.5)
    rows = page.render(scale=scale, grayscale=True).to_numpy()
    picture = b"P5 %d %d 255\n" % (rows.shape[1], rows.shape[0]) + rows.tobytes()
    texts = [*words_on(picture).replace("\f", "\n").split("\n"), ""]
    return [
        PageLine(text.strip(), 0.0, -size * number, size, closes=not following.strip())
        for number, (text, following) in enumerate(pairwise(texts))
        if text.strip()
    ]


def _told_of_scan(path: Path, recognises: bool) -> FaultReason:
    """Return what to say of a file that is nothing but pictures."""
    return (FaultKind.DIM_SCAN if recognises else FaultKind.SCAN).of(name=path.name)


def _unread(pages: Sequence[Sequence[PageLine]], pictures: Sequence[int]) -> Iterator[Omission]:
    """Yield the pages that are pictures and were not read."""
    for number in pictures:
        if not pages[number]:
            yield Omission(OmissionKind.PICTURE, f"page {number + 1}")


def _shows_headings(text: str, headings: Sequence[Heading]) -> bool:
    """Return whether a file sets its headings in larger type, behind its first page, too."""
    first_page = text.find("\f")
    return sum(heading.start > first_page for heading in headings) >= _MIN_HEADINGS


def _labels(document: Any) -> list[str]:  # noqa: ANN401
    """Return what the file calls its pages; nothing where it only counts them, as programs do."""
    labels = [document.get_page_label(number) for number in range(len(document))]
    counted = [str(number) for number in range(1, len(labels) + 1)]
    return [] if labels == counted or not all(labels) else labels


def _locators(text: str, labels: Sequence[str], recognised: Collection[int]) -> tuple[Locator, ...]:
    """Return where the pages of a text begin that form feeds separate.

    A page is called what the file calls it, else by the number that is printed on it; where no page
    has one, by its place.

    Args:
        text: Of all pages.
        labels: What the file calls them; may be empty.
        recognised: The places, from 0, of those whose words were read off a picture.
    """
    starts = [0, *(place + 1 for place, character in enumerate(text) if character == "\f")]
    names = labels or printed_numbers(lines_of(text))
    if not any(names):
        names = [str(number) for number in range(1, len(starts) + 1)]
    return tuple(
        Locator(start, LocatorKind.PAGE, name, f"page={number}", number - 1 in recognised)
        for number, (start, name) in enumerate(zip(starts, names, strict=True), start=1)
    )


def _lines(document: Any, number: int) -> list[PageLine]:  # noqa: ANN401
    """Return the lines of a page; none of a page that PDFium cannot load."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return []
    text_page = page.get_textpage()
    try:
        return with_bullets(page_lines_of(pypdfium2.raw, text_page.raw))
    finally:
        text_page.close()
        page.close()


def _body_size(pages: Sequence[Sequence[PageLine]]) -> float:
    """Return the size of the running text, in points: that of most letters."""
    sizes = Counter[float]()
    for line in chain.from_iterable(pages):
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else _USUAL_SIZE


@dataclass(slots=True)
class _Written:
    """The text of all pages as it is put together, with what its type shows.

    Args:
        pieces: What it consists of.
        length: Characters of these.
        headings: Where headings stand in it.
        apart: Where code, rows of tables and quotations stand in it.
    """

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    headings: list[Heading] = field(default_factory=list)
    apart: list[SetApart] = field(default_factory=list)

    def write(self, piece: str) -> tuple[int, int]:
        """Add a piece, and return where it begins and ends."""
        self.pieces.append(piece)
        start, self.length = self.length, self.length + len(piece)
        return start, self.length

    def set_apart(self, piece: str, kind: BlockKind) -> None:
        """Add a piece that is no running text, with a line's end."""
        self.apart.append(SetApart(Span(*self.write(piece)), kind))
        self.write("\n")


def _text(pages: Sequence[Sequence[PageLine]], body: float) -> _Written:
    """Return the lines of all pages as text, and the headings and code that their type shows.

    Args:
        pages: The lines of each.
        body: The size of the running text.
    """
    large = heading_sizes(chain.from_iterable(pages), body)
    typed = is_typed(chain.from_iterable(pages))
    written = _Written()
    for number, page in enumerate(with_bold_headings([*_laid_out(pages, large, body)], body)):
        if number:
            written.write("\f")
        lines = with_rows(page.lines, page.usual)
        lines = lines if typed else with_code(lines, _GAP * page.usual)
        _write(written, with_quotations(lines, body, page.usual), page.usual)
    return written


def _laid_out(
    pages: Iterable[Sequence[PageLine]], large: Sequence[float], body: float
) -> Iterator[Page]:
    """Yield the pages, with the headings that are set in larger type."""
    for lines in pages:
        usual = _usual_step(lines)
        yield Page(whole_headings(lines, large, usual / body), usual)


def _write(written: _Written, page: Sequence[PageLine], usual: float) -> None:
    """Write the lines of a page, a blank line between text, code and each row of a table.

    Args:
        written: The text so far.
        page: The lines.
        usual: Distance of lines, in points.
    """
    for number, (kind, run) in enumerate(groupby(page, key=lambda line: line.kind)):
        if number:
            written.write("\n")
        lines = list(run)
        texts = _apart_texts(kind, lines, usual)
        for text in texts:
            written.set_apart(text, kind)
            written.write("" if kind is BlockKind.CODE else "\n")
        if not texts:
            _write_text(written, lines, usual)


def _apart_texts(kind: BlockKind, lines: Sequence[PageLine], usual: float) -> list[str]:
    """Return what is set apart of lines: code, each row of a table, each quoted paragraph."""
    if kind is BlockKind.CODE:
        return [code_text(lines)]
    if kind is BlockKind.QUOTATION:
        paragraphs = quoted_paragraphs(lines, usual)
        return ["\n".join(line.text for line in paragraph) for paragraph in paragraphs]
    return [line.text for line in lines] if kind.is_tabular else []


def _write_text(written: _Written, lines: Sequence[PageLine], usual: float) -> None:
    """Write lines of running text and headings; see `_write`."""
    for line, following in zip_longest(lines, lines[1:]):
        before, after = _around(line, following, usual)
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
        if above.y - below.y > _TIGHTEST * min(above.size, below.size)
    )
    return steps[int(_RATHER_SMALL * len(steps))] if steps else 0.0


def _around(line: PageLine, following: PageLine | None, usual: float) -> tuple[str, str]:
    """Return what stands before and behind a line: indent, line end, blank line."""
    if following is None:
        return "", "\n"
    shift = (line.x - following.x) / max(line.size, 1)
    near = abs(line.y - following.y) < _GAP * usual
    indented = near and _INDENT_MIN <= shift <= _INDENT_MAX
    return _INDENT if indented else "", "\n\n" if _apart(line, following, usual) else "\n"


def _apart(line: PageLine, following: PageLine, usual: float) -> bool:
    """Return whether a paragraph or a heading ends between two lines."""
    if line.closes or abs(line.size - following.size) > _SIZE * max(line.size, following.size):
        return True
    gap = _GAP_BEHIND_SENTENCE if line.text[-1] in _CLOSING else _GAP
    return line.y - following.y > gap * usual
