"""Pages that are pictures: read where that can be, and told where not."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from index.citations import Style, cite
from index.errors import UnreadableSourceError
from index.reading.documents import read_document
from index.reading.formats import pdf as pdf_format
from index.reading.pdf import optical_recognition
from index.reading.reading_versions import ReadingLimits, reading_version
from index.reading.source_folder import SourceFile, read_source
from index.types import Document, OmissionKind, Span, quote_of
from tests.support.documents.pdfs import pdf, pdf_lines

READ = "The mill at Arvale burned\nto the ground in 1911.\n\nNobody was hurt.\n\f"


def scan(*pages: str) -> bytes:
    """A PDF of pictures that show these words, a line for each of theirs."""
    pictures = []
    for words in pages:
        picture = Image.new("L", (1200, 1800), 255)
        font = ImageFont.load_default(size=36)
        ImageDraw.Draw(picture).multiline_text((120, 150), words, font=font, spacing=16)
        pictures.append(picture)
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=150)
    return out.getvalue()


def read(folder: Path, raw: bytes) -> Document:
    path = folder / "scan.pdf"
    path.write_bytes(raw)
    return read_document(path)


def paragraphs(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs]


def with_recognition(monkeypatch: pytest.MonkeyPatch, *texts: str) -> list[bytes]:
    """Have these texts read off the pictures; return those as they come."""
    pictures: list[bytes] = []

    def words_on(picture: bytes) -> str:
        pictures.append(picture)
        return texts[len(pictures) - 1]

    monkeypatch.setattr(pdf_format, "words_on", words_on)
    monkeypatch.setattr(pdf_format, "can_recognise", lambda: True)
    return pictures


def test_words_read_off_a_page_are_its_paragraphs_and_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_recognition(monkeypatch, READ)
    document = read(tmp_path, scan("x"))
    assert paragraphs(document) == [
        "The mill at Arvale burned to the ground in 1911.",
        "Nobody was hurt.",
    ]
    quote = quote_of(document, Span(0, 8))
    assert quote.recognised
    assert cite(quote, Style.APA).endswith("p. 1) [read by optical recognition]")
    assert '"Page 1, read by optical recognition"' in cite(quote, Style.CSL_JSON)


FIRST_PAGE = """The council has agreed on what follows, of which everybody may have a copy.

1. Of the mill
The mill at Arvale burned to the ground in the year 1911, and nobody was hurt.

2. We will build it anew
The mill is built anew by all who have had their corn ground there, and by the
town.
\f"""
SECOND_PAGE = """3. Who pays for it
\"All pay\", said the council, and all have paid for it. Nobody has asked to be
paid back.
\f"""


def test_numbered_headings_close_over_their_text_are_headings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_recognition(monkeypatch, FIRST_PAGE, SECOND_PAGE)
    document = read(tmp_path, scan("x", "y"))
    assert [section.title for section in document.sections] == [
        "Introduction",
        "1. Of the mill",
        "2. We will build it anew",
        "3. Who pays for it",
    ]
    under = {paragraph.section for paragraph in document.paragraphs}
    assert under == {section.title for section in document.sections}


def test_a_page_is_read_at_300_dots_an_inch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = with_recognition(monkeypatch, READ)
    read(tmp_path, scan("x"))
    (width, height) = map(int, pictures[0].split()[1:3])
    assert (width, height) == pytest.approx((2400, 3600), abs=1)  # twice the dots of 150 an inch


def test_a_page_off_which_nothing_was_read_is_on_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_recognition(monkeypatch, "", READ)
    document = read(tmp_path, scan("x", "y"))
    assert [(o.kind, o.text) for o in document.omissions] == [(OmissionKind.PICTURE, "page 1")]
    assert [page.value for page in document.locators_of(Span(0, 8))] == ["2"]


def test_pages_for_which_no_time_is_left_are_on_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = with_recognition(monkeypatch, READ, "Nobody paid.")
    monkeypatch.setattr(optical_recognition, "monotonic", lambda: 1000.0 + 30 * len(pictures))
    with optical_recognition.recognition_within(80):  # of which 56 are for pictures
        document = read(tmp_path, scan("a", "b", "c", "d"))
    assert document.text.endswith("Nobody paid.")
    assert [(o.kind, o.text) for o in document.omissions] == [
        (OmissionKind.PICTURE, "page 3"),
        (OmissionKind.PICTURE, "page 4"),
    ]
    assert optical_recognition.has_time()


def test_a_picture_takes_no_more_than_the_time_that_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[float] = []

    def run(*_: object, timeout: float, **__: object) -> None:
        times.append(timeout)
        raise subprocess.TimeoutExpired("tesseract", timeout)

    monkeypatch.setattr(shutil, "which", lambda _: "tesseract")
    monkeypatch.setattr(optical_recognition, "monotonic", lambda: 1000.0)
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(optical_recognition, "_installed", lambda _: {"eng"})
    for seconds in (10.0, 1000.0):
        with optical_recognition.recognition_within(seconds):
            assert optical_recognition.words_on(b"") == ""
    assert times == [pytest.approx(7.0), 60.0]


# An image over most of a page, drawn as a page's content has it.
PICTURE = (0.0, 0.0, 0.0, "draw:q 612 0 0 700 0 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")
STAMP = (72.0, 20.0, 8.0, "Downloaded from the archive of Arvale on 3 May 2019.")
MORE = "It had ground the barley of nine villages for two hundred years, and stood by the bridge."
LONG = f"{READ.strip()}\n{MORE}\n\f"


def stamped(*pages: list[tuple[float, float, float, str]]) -> bytes:
    return pdf([[PICTURE, *lines] for lines in pages])


def test_a_page_with_a_stamp_on_its_picture_is_read_off_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_recognition(monkeypatch, LONG)
    document = read(tmp_path, stamped([STAMP]))
    assert paragraphs(document)[0] == "The mill at Arvale burned to the ground in 1911."
    assert "Downloaded" not in document.text
    assert [page.recognised for page in document.locators] == [True]


def test_a_picture_that_says_hardly_more_than_the_page_leaves_that_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_recognition(monkeypatch, f"{STAMP[-1]}\nArvale\n")
    document = read(tmp_path, stamped([STAMP]))
    assert paragraphs(document) == [STAMP[-1]]
    assert [page.recognised for page in document.locators] == [False]
    assert document.omissions == ()


def test_stamps_alone_are_a_scan_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnreadableSourceError, match="install Tesseract"):
        read(tmp_path, stamped([STAMP], [STAMP]))


def test_a_stamped_page_that_is_not_read_keeps_its_stamp_and_is_on_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_recognition(monkeypatch, "")
    whole = pdf([[PICTURE, STAMP], pdf_lines(700, *READ.split("\n")[:2], MORE)])
    document = read(tmp_path, whole)
    assert " ".join(document.text.split()) == " ".join([STAMP[-1], *READ.split("\n")[:2], MORE])
    assert [(o.kind, o.text) for o in document.omissions] == [(OmissionKind.PICTURE, "page 1")]


@pytest.mark.parametrize(
    "drawn",
    [
        [PICTURE, *pdf_lines(700, *LONG.split("\n")[:2], STAMP[-1])],
        [(0.0, 0.0, 0.0, PICTURE[-1].replace("612 0 0 700", "200 0 0 300")), STAMP],
    ],
)
def test_a_page_with_more_lines_or_a_smaller_picture_is_none(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    drawn: list[tuple[float, float, float, str]],
) -> None:
    pictures = with_recognition(monkeypatch)
    read(tmp_path, pdf([drawn]))
    assert pictures == []


def test_a_scan_off_which_nothing_is_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_recognition(monkeypatch, "\n")
    with pytest.raises(UnreadableSourceError, match="no words could be read off it"):
        read(tmp_path, scan("x"))


def test_without_recognition_it_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnreadableSourceError, match="install Tesseract"):
        read(tmp_path, scan("x"))


def test_files_are_read_anew_once_pictures_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = set()
    for program in (None, "/usr/bin/tesseract"):
        monkeypatch.setattr(shutil, "which", lambda _, program=program: program)
        versions.add(reading_version(ReadingLimits()))
    assert len(versions) == 2


def test_a_program_that_fails_reads_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho words\nexit 1\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert optical_recognition.words_on(b"P5 1 1 255\n\0") == ""


@pytest.mark.parametrize(
    ("stated", "language"), [("language: de\n", "deu"), ("language: fr\n", "eng"), ("", "eng")]
)
def test_words_are_read_in_the_language_that_is_stated_where_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stated: str, language: str
) -> None:
    program = tmp_path / "tesseract"
    listed = 'List of available languages in "/usr/share/tessdata/" (2):\ndeu\neng'
    program.write_text(
        f"#!/bin/sh\nif [ $1 = --list-langs ]; then echo '{listed}'; else echo It read $4; fi\n",
        "utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    path, metadata = tmp_path / "scan.pdf", tmp_path / "scan.yaml"
    path.write_bytes(scan("x"))
    metadata.write_text(stated or "rights: All.\n", "utf-8")
    document = read_source(SourceFile("scan", path, metadata))
    assert document.text.split() == ["It", "read", language]


@pytest.mark.skipif(not optical_recognition.can_recognise(), reason="Tesseract is not installed")
def test_tesseract_reads_what_a_picture_shows(tmp_path: Path) -> None:
    first = "The mill at Arvale burned to the ground in 1911.\nNobody was hurt."
    document = read(tmp_path, scan(first, "It was never built again."))
    assert document.text.split() == f"{first} It was never built again.".split()
    assert [page.recognised for page in document.locators] == [True, True]


def test_pages_are_closed_once_their_pictures_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_recognition(monkeypatch, READ, READ)
    pages: list[pypdfium2.PdfPage] = []
    load = pypdfium2.PdfDocument.__getitem__
    close = pypdfium2.PdfDocument.close
    still_open: list[bool] = []

    def loaded(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
        pages.append(load(document, number))
        return pages[-1]

    def closed(document: pypdfium2.PdfDocument) -> None:
        still_open.extend(bool(page.raw) for page in pages)
        close(document)

    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", loaded)
    monkeypatch.setattr(pypdfium2.PdfDocument, "close", closed)
    read(tmp_path, scan("x", "y"))
    assert still_open == [False] * len(pages)
    assert len(pages) >= 4  # each is looked at, and read
