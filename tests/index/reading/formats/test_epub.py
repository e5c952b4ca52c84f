"""Electronic books: the pages of the spine in order, and what the package says of the book."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import strategies as st

from index.errors import UnreadableSourceError
from index.reading.documents import read_document
from index.reading.formats.epub import read
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind, Locator, LocatorKind, Name, Omission, OmissionKind
from tests.support.documents.any_bytes import check_any_bytes, damaged
from tests.support.documents.books import FILES, PACKAGE, book

PATH = Path("mill.epub")
ENCRYPTED = (
    '<encryption><EncryptedData><CipherData><CipherReference URI="{}"/></CipherData>'
    "</EncryptedData></encryption>"
)


def damaged_within(name: str) -> st.SearchStrategy[bytes]:
    return damaged(FILES[name].encode()).map(lambda part: book(**{name: part.decode("latin-1")}))


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.epub", book(), *map(damaged_within, FILES))


def test_the_pages_are_read_in_the_order_of_the_spine_without_contents_and_marks() -> None:
    assert read(book(), PATH).parts == (
        ExtractPart("Water", 1),
        ExtractPart("The mill was built in 1702. It ground barley."),
        ExtractPart("Fire", 1),
        ExtractPart("It burnt in 1911."),
        ExtractPart("So the deed says."),
    )


NOTED = (
    '<html><body><h1>Water</h1><p>The mill was <span epub:type="pagebreak" id="p1" title="1"/>built'
    '.</p><p id="p2">It ground barley.</p><blockquote>So the deed.</blockquote></body></html>'
)
PAGE_LIST = (
    '<html><body><nav epub:type="page-list"><a href="../one.xhtml#p2">ii</a>'
    '<a href="chapter%202.xhtml#p3">iii</a></nav></body></html>'
)
NCX = (
    '<ncx><pageList><pageTarget value="2"><navLabel><text>ii</text></navLabel>'
    '<content src="../one.xhtml#p2"/></pageTarget></pageList></ncx>'
)


def located(content: bytes) -> list[tuple[str, Locator]]:
    parts = read(content, PATH).parts or ()
    return [(part.text, locator) for part in parts for locator in part.locators]


def test_the_pages_of_the_printed_edition_are_known_by_breaks_and_by_the_list_of_them() -> None:
    content = book(**{"one.xhtml": NOTED, "text/nav.xhtml": PAGE_LIST})
    assert located(content) == [
        ("The mill was built.", Locator(13, LocatorKind.PAGE, "1", "p1")),
        ("It ground barley.", Locator(0, LocatorKind.PAGE, "ii", "p2")),
    ]


def test_a_list_of_pages_of_the_older_form_is_read() -> None:
    listed = PACKAGE.replace(
        'href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"',
        'href="nav.ncx" media-type="application/x-dtbncx+xml"',
    )
    content = book(**{"one.xhtml": NOTED, "text/nav.ncx": NCX, "text/book.opf": listed})
    assert [locator.value for _, locator in located(content)] == ["1", "ii"]


def test_a_list_of_pages_that_the_book_does_not_hold_is_passed_over() -> None:
    assert located(book(**{"one.xhtml": NOTED, "text/nav.xhtml": None}))


def test_what_is_left_out_of_a_book_is_on_record() -> None:
    assert read(book(), PATH).omissions == (
        Omission(OmissionKind.NOTE_MARK, "1"),
        Omission(OmissionKind.CONTENTS, "Fire Wheels Stones"),
    )


def test_paragraphs_of_a_book_are_what_their_pages_say() -> None:
    parts = read(book(**{"one.xhtml": NOTED}), PATH).parts or ()
    assert [part.kind for part in parts if part.text == "So the deed."] == [BlockKind.QUOTATION]


def test_the_package_says_what_the_book_is() -> None:
    extract = read(book(), PATH)
    assert extract.title == "The Mill of Arvale"
    assert extract.author == (Name("Marlow", "Ada"), Name("Lind", "Bo"))
    assert (extract.language, extract.issued) == ("en", (1911, 5, 2))
    assert extract.url == "https://example.org/mill"


def test_a_book_is_a_document_with_sections(tmp_path: Path) -> None:
    path = tmp_path / "mill.epub"
    path.write_bytes(book())
    document = read_document(path)
    assert [paragraph.section for paragraph in document.paragraphs] == ["Water", "Fire", "Fire"]
    assert document.metadata.title == "The Mill of Arvale"


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("water", "Water"),  # the name of a project
        ("mill-handbook", "mill-handbook"),
        ("The water", "The water"),
        ("untitled", None),  # and each chapter has a heading of its own
    ],
)
def test_a_title_is_what_is_stated_or_a_heading_that_says_the_same(
    stated: str, title: str | None
) -> None:
    package = PACKAGE.replace("The Mill of Arvale", stated)
    assert read(book(**{"text/book.opf": package}), PATH).title == title


def test_a_prefix_of_names_is_any() -> None:
    named = PACKAGE.replace("<dc:", "<d:").replace("</dc:", "</d:").replace("xmlns:dc", "xmlns:d")
    assert read(book(**{"text/book.opf": named}), PATH).title == "The Mill of Arvale"


def test_a_protected_book_is_told_and_protected_fonts_do_no_harm() -> None:
    told = {"META-INF/encryption.xml": ENCRYPTED.format("text/chapter%202.xhtml")}
    with pytest.raises(UnreadableSourceError, match=r"mill\.epub is protected"):
        read(book(**told), PATH)
    told = {"META-INF/encryption.xml": ENCRYPTED.format("fonts/serif.otf")}
    assert read(book(**told), PATH).parts


@pytest.mark.parametrize(
    "changed",
    [
        {"META-INF/container.xml": None},
        {"META-INF/container.xml": "<container/>"},
        {"text/book.opf": None},
        {"one.xhtml": None},
    ],
)
def test_a_book_that_lacks_a_file_is_told(changed: dict[str, str | None]) -> None:
    with pytest.raises(UnreadableSourceError, match="is not a whole electronic book"):
        read(book(**changed), PATH)


def test_what_is_no_book_at_all_is_told() -> None:
    with pytest.raises(UnreadableSourceError, match="is not a whole electronic book"):
        read(b"PK but no archive", PATH)


def test_a_book_of_pictures_is_told() -> None:
    empty = "<html><body><img src='1.png'/></body></html>"
    with pytest.raises(UnreadableSourceError, match="holds no text"):
        read(
            book(**{"one.xhtml": empty, "text/chapter 2.xhtml": empty, "text/notes.xhtml": empty}),
            PATH,
        )


def test_a_book_that_unpacks_to_too_much_is_told() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xhtml", bytes(100_000_001))
    with pytest.raises(UnreadableSourceError, match="unpacks to 100 MB"):
        read(packed.getvalue(), PATH)


def test_no_address_of_the_package_leads_out_of_the_archive() -> None:
    package = PACKAGE.replace("../one.xhtml#top", "../../../../etc/passwd")
    with pytest.raises(UnreadableSourceError, match="is not a whole electronic book"):
        read(book(**{"text/book.opf": package}), PATH)


def test_a_page_that_the_spine_names_twice_is_read_once() -> None:
    twice = PACKAGE.replace('<itemref idref="one"/>', '<itemref idref="one"/>' * 3)
    assert read(book(**{"text/book.opf": twice}), PATH).parts == read(book(), PATH).parts


def test_nothing_outside_of_the_book_is_looked_up(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", "utf-8")
    entity = f'<!DOCTYPE package [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    package = entity + PACKAGE.replace("The Mill of Arvale", "&x; The Mill")
    try:
        told = str(read(book(**{"text/book.opf": package}), PATH))
    except UnreadableSourceError as error:
        told = str(error)
    assert "the secret" not in told


def test_pages_beside_the_reading_order_are_read_behind_it() -> None:
    first = PACKAGE.replace('<itemref idref="one"/>', '<itemref idref="one" linear="no"/>')
    texts = [part.text for part in read(book(**{"text/book.opf": first}), PATH).parts or ()]
    assert (texts[0], texts[2]) == ("Fire", "Water")
