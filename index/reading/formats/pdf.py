"""PDFs to text; the only importer of pypdfium2.

PDFium gives the characters of a page in reading order, broken into lines, and no paragraphs: these
are told by the lines' places and type (`index.reading.pdf_roles.written_pages`). What is left to be
told by the words themselves is `index.reading.repair.repair`'s.
"""

import ctypes
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import Any

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind, FaultReason
from index.reading.bibliography.written_dates import whole_date
from index.reading.pdf.optical_recognition import can_recognise, has_time, words_on
from index.reading.pdf.page_line import PageLine
from index.reading.pdf.page_rules import rules_on
from index.reading.pdf.pdf_lines import page_lines_of
from index.reading.pdf.ruled_grids import Grid, grids_of, with_going_on
from index.reading.pdf_roles.bullet_lines import with_bullets
from index.reading.pdf_roles.page_figures import Box, without_figures
from index.reading.pdf_roles.page_notes import with_notes, without_notes
from index.reading.pdf_roles.page_plots import without_plots
from index.reading.pdf_roles.scanned_headings import with_parted_headings
from index.reading.pdf_roles.title_page import authors_on, issued_on, title_on, with_whole_title
from index.reading.pdf_roles.written_pages import written_pages
from index.reading.repair.lines import lines_of
from index.reading.repair.page_furniture import printed_numbers
from index.reading.structure.extract import Extract, Heading, own_author, own_title
from index.types import Locator, LocatorKind, Omission, OmissionKind

_MAX_PAGES = 10_000
_USUAL_SIZE = 10.0  # of type, in points, where none is known
_RESOLUTION, _POINTS = 300.0, 72.0  # dots and points an inch; what Tesseract's makers advise
_MAX_PIXELS = 25_000_000  # of a page's picture: a large sheet is read less sharply
_STAMPED = 2  # lines, at most, that are stamped on the picture of a page, …
_COVERED = 0.6  # … which takes up so much of it, at least; …
_MORE, _LEAST_MORE = 3, 20  # … and has so many times their words, and so many, or is no scan
_MOST_DRAWN = 50_000  # objects on a page: of what has more, figures are not looked for
_MAX_CHARACTERS = 50_000_000
_MIN_HEADINGS = 3  # in larger type, so that others are not looked for
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
    body = _body_size(pages)
    pictures = _read_pictures(document, pages, body)
    pages = with_parted_headings(pages, pictures.recognised)
    pages[0] = with_whole_title(pages[0], body)
    if not any(pages[number] for number in range(len(pages)) if number not in pictures.unread):
        raise UnreadableSourceError(_told_of_scan(path, can_recognise()))
    about = document.get_metadata_dict(skip_empty=True)
    drawn = partial(_drawn, document)
    shown = without_plots(without_figures(pages, body, drawn), body, drawn)
    noted = without_notes(shown.pages, body)
    written = written_pages(noted.pages, body)
    text = "".join(written.pieces)
    extract = Extract(
        text,
        broken=True,
        headings=tuple(_without_dates(text, written.headings)),
        headed=_shows_headings(text, written.headings),
        set_apart=tuple(written.apart),
        locators=_locators(text, _labels(document), pictures.recognised),
        omissions=(*_unread(pictures.unread), *_figures(shown.words)),
        title=own_title(about.get("Title")) or title_on(pages[0], body),
        author=own_author(about.get("Author")) or authors_on(noted.pages[0], body, pages),
        issued=issued_on(noted.pages[0], body),
    )
    return with_notes(extract, [*written.captions, *noted.notes])


def _pages(document: Any, path: Path) -> list[list[PageLine]]:  # noqa: ANN401
    """Return the lines of each page.

    Raises:
        UnreadableSourceError: They are too long.
    """
    pages: list[list[PageLine]] = []
    characters = 0
    for page in _with_grids(document):
        pages.append(_lines(page))
        characters += sum(len(line.text) for line in pages[-1])
        if characters > _MAX_CHARACTERS:
            most = _MAX_CHARACTERS // 1_000_000
            raise UnreadableSourceError(FaultKind.TOO_MUCH_TEXT.of(name=path.name, most=most))
    return pages


@dataclass(frozen=True, slots=True)
class _Pictures:
    """The places, from 0, of pages that are pictures.

    Args:
        recognised: Those whose words were read off the picture.
        unread: Those off which nothing was read, for want of time, too.
    """

    recognised: frozenset[int]
    unread: frozenset[int]


def _read_pictures(document: Any, pages: list[list[PageLine]], body: float) -> _Pictures:  # noqa: ANN401
    """Read the pages that are pictures, and put their lines among the others.

    What a program stamped on one stays where the picture says hardly more: it is no scan.
    """
    recognised, unread = set[int](), set[int]()
    for number, lines in enumerate(pages):
        if not _is_picture(document, number, lines):
            continue
        read = _recognised(document, number, body) if has_time() else []
        if not read:
            unread.add(number)
        elif _words(read) >= max(_MORE * _words(lines), _LEAST_MORE if lines else 0):
            pages[number] = read
            recognised.add(number)
    return _Pictures(frozenset(recognised), frozenset(unread))


def _words(lines: Iterable[PageLine]) -> int:
    return sum(len(line.text.split()) for line in lines)


def _is_picture(document: Any, number: int, lines: Sequence[PageLine]) -> bool:  # noqa: ANN401
    """Return whether a page is a picture without text, as a scanner makes them, or with a stamp."""
    import pypdfium2

    if len(lines) > _STAMPED:
        return False
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return False
    try:
        return _shows_picture(page, is_empty=not lines)
    finally:
        page.close()


def _shows_picture(page: Any, *, is_empty: bool) -> bool:  # noqa: ANN401
    """Return whether a page has a picture, one with lines so large a one as a scanner makes."""
    import pypdfium2

    raw = pypdfium2.raw
    objects = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
    if is_empty:
        return next(iter(objects), None) is not None
    width, height = page.get_size()
    boxes = [_box(raw, one.raw) for one in objects]
    covered = sum((box.right - box.left) * (box.top - box.bottom) for box in boxes)
    return bool(covered >= _COVERED * width * height)


def _recognised(document: Any, number: int, size: float) -> list[PageLine]:  # noqa: ANN401
    """Return the lines that are read off a page's picture, set in type of one size."""
    page = document[number]
    try:
        rows = _drawn_rows(page)
    finally:
        page.close()
    picture = b"P5 %d %d 255\n" % (rows.shape[1], rows.shape[0]) + rows.tobytes()
    texts = [*words_on(picture).replace("\f", "\n").split("\n"), ""]
    return [
        PageLine(text.strip(), 0.0, -size * number, size, closes=not following.strip())
        for number, (text, following) in enumerate(pairwise(texts))
        if text.strip()
    ]


def _drawn_rows(page: Any) -> Any:  # noqa: ANN401
    """Return a page as (height, width, 1) or (height, width) uint8, from black to white."""
    width, height = page.get_size()
    scale = min(_RESOLUTION / _POINTS, (_MAX_PIXELS / max(width * height, 1)) ** 0.5)
    return page.render(scale=scale, grayscale=True).to_numpy()


def _told_of_scan(path: Path, recognises: bool) -> FaultReason:
    """Return what to say of a file that is nothing but pictures."""
    return (FaultKind.DIM_SCAN if recognises else FaultKind.SCAN).of(name=path.name)


def _unread(pictures: Iterable[int]) -> Iterator[Omission]:
    """Yield the pages that are pictures and were not read."""
    for number in sorted(pictures):
        yield Omission(OmissionKind.PICTURE, f"page {number + 1}")


def _figures(words: Iterable[tuple[int, str]]) -> Iterator[Omission]:
    """Yield the words of each page's figures, which were left out."""
    for number, group in groupby(words, key=lambda one: one[0]):
        shown = (text for _, text in group if any(map(str.isalnum, text)))  # no dots of a plot
        if told := " ".join(shown):
            yield Omission(OmissionKind.PICTURE, f"page {number + 1}: {told}")


def _shows_headings(text: str, headings: Sequence[Heading]) -> bool:
    """Return whether a file sets its headings in larger type, behind its first page, too."""
    first_page = text.find("\f")
    return sum(heading.start > first_page for heading in headings) >= _MIN_HEADINGS


def _labels(document: Any) -> list[str]:  # noqa: ANN401
    """Return what the file calls its pages; nothing where it only counts them, as programs do."""
    labels = [document.get_page_label(number) for number in range(len(document))]
    counted = [str(number) for number in range(1, len(labels) + 1)]
    return [] if labels == counted or not all(labels) else labels


def _without_dates(text: str, headings: Iterable[Heading]) -> Iterator[Heading]:
    """Yield the headings of a text without dates on its first page: these say when it appeared."""
    first_page = text.find("\f")
    for heading in headings:
        on_first = first_page < 0 or heading.start < first_page
        if not (on_first and whole_date(text[heading.start : heading.end])):
            yield heading


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


@dataclass(frozen=True, slots=True)
class _GridPage:
    """A page and the grids of strokes on it; None and none of a page that PDFium cannot load."""

    page: Any = None
    grids: Sequence[Grid] = ()


def _with_grids(document: Any) -> Iterator[_GridPage]:  # noqa: ANN401
    """Yield each page with its grids, which are known to go on from one page to the next."""
    before, page = _GridPage(), _grid_page(document, 0)
    for number in range(1, len(document) + 1):
        behind = _grid_page(document, number) if number < len(document) else _GridPage()
        yield replace(page, grids=with_going_on(page.grids, [*before.grids, *behind.grids]))
        if page.page is not None:
            page.page.close()
        before, page = page, behind


def _grid_page(document: Any, number: int) -> _GridPage:  # noqa: ANN401
    """Return a page with the grids on it."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return _GridPage()
    return _GridPage(page, grids_of(rules_on(pypdfium2.raw, page.raw)))


def _lines(page: _GridPage) -> list[PageLine]:
    """Return the lines of a page; none of a page that PDFium cannot load."""
    import pypdfium2

    if page.page is None:
        return []
    text_page = page.page.get_textpage()
    try:
        return with_bullets(page_lines_of(pypdfium2.raw, text_page.raw, page.grids))
    finally:
        text_page.close()


def _drawn(document: Any, number: int) -> list[Box]:  # noqa: ANN401
    """Return what is drawn on a page beside its letters; nothing where that is too much."""
    import pypdfium2

    raw = pypdfium2.raw
    page = document[number]
    try:
        count = raw.FPDFPage_CountObjects(page)
        objects = [raw.FPDFPage_GetObject(page, place) for place in range(count)]
        shapes = _shapes(raw)
        drawn = [one for one in objects if raw.FPDFPageObj_GetType(one) in shapes]
        return [_box(raw, one) for one in drawn] if len(drawn) <= _MOST_DRAWN else []
    finally:
        page.close()


def _shapes(raw: Any) -> frozenset[int]:  # noqa: ANN401
    """Return the types of objects that are no letters."""
    return _pictures(raw) | {raw.FPDF_PAGEOBJ_PATH}


def _pictures(raw: Any) -> frozenset[int]:  # noqa: ANN401
    """Return the types of objects that are a picture each."""
    return frozenset({raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM})


def _box(raw: Any, drawn: Any) -> Box:  # noqa: ANN401
    """Return what an object on a page takes up."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    is_picture = raw.FPDFPageObj_GetType(drawn) in _pictures(raw)
    return Box(left.value, bottom.value, right.value, top.value, is_picture)


def _body_size(pages: Sequence[Sequence[PageLine]]) -> float:
    """Return the size of the running text, in points: that of most letters."""
    sizes = Counter[float]()
    for line in chain.from_iterable(pages):
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else _USUAL_SIZE
