"""Each format to the paragraphs and sections that a person sees in it."""

import codecs
import contextlib
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import UnreadableSourceError
from index.language import sentences_in
from index.reading.documents import read_document
from index.reading.encodings.decoding import decode
from index.reading.repair.repair import restore
from index.types import Document, Name
from tests.support.documents.samples import MARKDOWN, NAMESPACES, PAGE, WORD

TEXT = (
    "The café’s owner — a naïve man — said: “We agreed on the plan for the bridge after a long "
    "debate in the old hall.”"
)
PATH = Path("a.txt")


def paragraphs(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs]


def titles(document: Document) -> list[tuple[str, int]]:
    return [(section.title, section.level) for section in document.sections]


def read(folder: Path, name: str, content: str | bytes) -> Document:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(path)


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "no mark le", "no mark be", "utf-32", "cp1252"],
)
def test_text_is_decoded_by_what_its_bytes_show(raw: bytes) -> None:
    assert decode(raw, PATH) == TEXT


def test_line_ends_of_all_systems_are_read() -> None:
    assert decode(b"one\r\ntwo\rthree\nfour", PATH) == "one\ntwo\nthree\nfour"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (bytes(range(256)) * 10, "binary|neither"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "an image"),
        (b"%PDF-1.4 text", "a PDF"),
        (b"PK\x03\x04" + b"text" * 20, "ZIP"),
        (b"caf\xe9 \x81\x8d", "neither UTF-8"),
        (b"\xff\xfea", "save it as UTF-8"),
    ],
)
def test_bytes_that_are_no_text_are_told(raw: bytes, told: str) -> None:
    with pytest.raises(UnreadableSourceError, match=told):
        decode(raw, PATH)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_every_text_in_utf_8_and_utf_16_with_a_mark_is_decoded_exactly(text: str) -> None:
    if text.strip():
        assert decode(text.encode("utf-16"), PATH) == text
        assert decode(text.encode("utf-8-sig"), PATH) == text


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_reason(raw: bytes) -> None:
    with contextlib.suppress(UnreadableSourceError):
        assert decode(raw, PATH).strip()


def test_markdown_is_read_as_it_shows(tmp_path: Path) -> None:
    document = read(tmp_path, "a.md", MARKDOWN)
    assert paragraphs(document) == [
        "The council agreed on the plan for the bridge a picture of it, after all*.",
        "First of all",
        "Second, with a second line",
        "1. Inner",
        "7. Seven",
        "8. Eight",
        "Somebody said so.",
        "def cost():\n    return 1",
        "Year | Cost",
        "2019 | 3 m",
    ]
    assert titles(document) == [("Old and new", 1), ("Costs", 2)]
    assert document.metadata.title == "The bridge"
    assert document.metadata.author == (Name("Lee", "Ann"),)
    assert document.metadata.issued == (2019, 5, 4)
    assert {"title", "author", "issued"} <= document.metadata.derived


def test_a_web_page_is_read_as_it_shows(tmp_path: Path) -> None:
    document = read(tmp_path, "a.html", PAGE)
    assert paragraphs(document) == [
        "The council agreed on the plan. It is good.",
        "First",
        "Inner",
        "Second",
        "Year | 2019",
        "a\n  b",
        "Loose words here.",
    ]
    assert titles(document) == [("The bridge", 1), ("Costs", 2)]
    about = document.metadata
    assert (about.title, about.author) == ("The bridge", (Name("Lee", "Ann"),))
    assert (about.url, about.issued) == ("https://example.org/bridge", (2019, 5, 4))
    assert about.language == "en"


def test_each_cell_of_a_table_in_a_table_of_a_page_is_read_once(tmp_path: Path) -> None:
    inner = "<table><tr><td>x<td>y</tr><tr><td>z</tr></table>"
    page = f"<table><tr><td>A<td>B{inner}C<td>D</tr><tr><td>E<td>F</tr></table>"
    assert paragraphs(read(tmp_path, "a.html", page)) == ["A", "B", "x | y", "z", "C", "D", "E | F"]


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="shows no text"):
        read(tmp_path, "a.html", "<html><body><script>draw()</script></body></html>")


def test_a_deeply_nested_page_is_read(tmp_path: Path) -> None:
    page = "<div class='nav'>" * 5000 + "Deep down." + "</div>" * 5000 + "<p>The end.</p>"
    assert paragraphs(read(tmp_path, "a.html", page)) == ["Deep down.", "The end."]


def test_a_word_document_is_read_with_headings_forms_and_tables(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        for name, content in WORD.items():
            for short, long in NAMESPACES.items():
                content = content.replace(short, long)  # noqa: PLW2901  # filled step by step
            archive.writestr(name, content)
    document = read_document(tmp_path / "a.docx")
    assert paragraphs(document) == ["The council agreed on the plan.", "In a form.", "Year | 2019"]
    assert titles(document) == [("Old and new", 1), ("Costs", 2)]
    assert document.metadata.title == "The bridge"
    assert document.metadata.author == (Name("Lee", "Ann"),)


def word(folder: Path, **changed: str) -> Path:
    """A Word document, some of its parts changed."""
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (WORD | changed).items():
            for short, long in NAMESPACES.items():
                content = content.replace(short, long)  # noqa: PLW2901  # filled step by step
            archive.writestr(name, content)
    return path


def test_the_program_that_wrote_a_word_document_is_not_its_author(tmp_path: Path) -> None:
    about = WORD["core.xml"].replace("Ann Lee", "python-docx").replace("The bridge", "Document1")
    document = read_document(word(tmp_path, **{"core.xml": about}))
    assert document.metadata.author == ()
    assert document.metadata.title == "Old and new"


def test_a_word_document_whose_markup_lacks_a_value_is_told(tmp_path: Path) -> None:
    body = WORD["word/document.xml"].replace('<w:pStyle w:val="H1"/>', "<w:pStyle/>")
    path = word(tmp_path, **{"word/document.xml": body})
    with pytest.raises(UnreadableSourceError, match="not a whole Word document"):
        read_document(path)


def test_a_small_word_document_that_unpacks_to_much_is_refused(tmp_path: Path) -> None:
    many = WORD["word/document.xml"].replace("In a form.", " " * 110_000_000)
    path = word(tmp_path, **{"word/document.xml": many})
    assert path.stat().st_size < 1_000_000
    with pytest.raises(UnreadableSourceError, match="unpacks to 110 MB"):
        read_document(path)


def test_a_parser_that_is_not_installed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = word(tmp_path)
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UnreadableSourceError, match=r"a\.docx needs docx, which is not installed"):
        read_document(path)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "password"),
        (b"PK\x03\x04broken", "not a whole Word document"),
        (b"", "not a whole Word document"),
    ],
)
def test_a_word_document_that_cannot_be_read_is_told(tmp_path: Path, raw: bytes, told: str) -> None:
    with pytest.raises(UnreadableSourceError, match=told):
        read(tmp_path, "a.docx", raw)


def test_lost_characters_of_formats_with_paragraphs_are_put_back_on_record(tmp_path: Path) -> None:
    page = "<h2>The e�ect</h2><p>A�er the �rst o�cer.</p><p>The second paragraph.</p>"
    document = read(tmp_path, "a.html", page)
    assert paragraphs(document) == ["After the first officer.", "The second paragraph."]
    assert titles(document) == [("The effect", 2)]
    source = "The e�ect\n\nA�er the �rst o�cer.\n\nThe second paragraph."
    assert restore(document.text, document.repairs) == source


def test_a_missing_file_an_unknown_kind_and_a_large_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="cannot be opened"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(UnreadableSourceError, match="of no kind that is read"):
        read(tmp_path, "a.png", b"text")
    (tmp_path / "a.txt").write_text("text " * 100)
    with pytest.raises(UnreadableSourceError, match="larger than"):
        read_document(tmp_path / "a.txt", max_bytes=100)


GERMAN = "Der Rat trat am Dienstag in der alten Halle zusammen und beschloss es nach langem Streit."


def test_the_language_is_what_the_file_states_else_what_its_words_show(tmp_path: Path) -> None:
    text = "\n\n".join(f"{number}. {GERMAN}" for number in range(20))
    assert read(tmp_path, "rat.txt", text).metadata.language == "de"
    page = f"<html lang='en'><body><main><p>{text}</p></main></body></html>"
    assert read(tmp_path, "rat.html", page).metadata.language == "en"
    assert read(tmp_path, "list.txt", "a, b, c\n\nd, e").metadata.language == "en"


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("de", ["Dr. Marlow kam am 3. Mai an, bzw. Anna kam.", "Die Mühle stand leer."]),
        ("en", ["Dr. Marlow kam am 3.", "Mai an, bzw.", "Anna kam.", "Die Mühle stand leer."]),
    ],
)
def test_a_document_is_cut_by_the_rules_of_its_language(
    tmp_path: Path, language: str, sentences: list[str]
) -> None:
    (tmp_path / "a.txt").write_text(
        "Dr. Marlow kam am 3. Mai an, bzw. Anna kam. Die Mühle stand leer.", encoding="utf-8"
    )
    document = read_document(tmp_path / "a.txt", language=language)
    (paragraph,) = document.paragraphs
    spans = sentences_in(document, paragraph)
    assert [document.text[one.start : one.end] for one in spans] == sentences
