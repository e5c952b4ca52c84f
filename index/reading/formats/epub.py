"""Electronic books to paragraphs and headings: the pages of the spine, in reading order.

References:
    EPUB 3.3, W3C Recommendation: the container (META-INF/container.xml), the package document with
    metadata, manifest and spine.
"""

import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from urllib.parse import unquote, urlsplit

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind
from index.reading.bibliography.metadata import date_parts
from index.reading.markup.main_part import MANY_OMISSIONS, book_part
from index.reading.markup.page_breaks import page_list_of
from index.reading.markup.parts import parts_of
from index.reading.markup.tree import page_of
from index.reading.markup.xml_elements import XmlElement, xml_elements
from index.reading.packed.archives import NOT_WHOLE, PackedKind, opened_archive
from index.reading.structure.extract import Extract, ExtractPart, own_author, own_title
from index.reading.structure.first_heading import first_heading
from index.types import Name, Omission

_KIND = PackedKind(FaultKind.ODDLY_PACKED_BOOK, FaultKind.LOCKED_BOOK)
_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_NCX = "application/x-dtbncx+xml"  # the contents of a book before EPUB 3
_PAGES = frozenset({"application/xhtml+xml", "text/html"})


@dataclass(frozen=True, slots=True)
class _Package:
    """What the package document says.

    Args:
        pages: The files of the book's pages, in reading order.
        page_lists: The files that may list where the pages of a printed edition begin.
        about: What it says of the book by the names of Dublin Core, each in order.
    """

    pages: tuple[str, ...]
    page_lists: tuple[str, ...]
    about: Mapping[str, Sequence[str]]

    def first(self, name: str) -> str:
        """Return the first of what it says under a name, "" where it says nothing."""
        return next(iter(self.about.get(name, ())), "")


def read(raw: bytes, path: Path) -> Extract:
    """Return the text of an electronic book: its pages, without its table of contents.

    Raises:
        UnreadableSourceError: The book is protected, damaged, without text, or unpacks to more than
            500 MB, or to more than 100 MB of text with its marks.
    """
    try:
        with opened_archive(raw, path, _KIND) as archive:
            package = _package(archive)
            if _encrypted(archive).intersection(package.pages):
                raise UnreadableSourceError(FaultKind.PROTECTED_BOOK.of(name=path.name))
            printed = _printed_pages(archive, package.page_lists)
            pages = [_page(archive, name, printed) for name in package.pages]
            parts = tuple(chain.from_iterable(page.parts for page in pages))
            omissions = tuple(chain.from_iterable(page.omissions for page in pages))
    except NOT_WHOLE as error:
        raise UnreadableSourceError(FaultKind.BROKEN_BOOK.of(name=path.name)) from error
    if not parts:
        raise UnreadableSourceError(FaultKind.PICTURE_BOOK.of(name=path.name))
    return replace(_extract(parts, package), omissions=omissions[:MANY_OMISSIONS])


@dataclass(frozen=True, slots=True)
class _Page:
    """The paragraphs and headings of a page, and what was left out."""

    parts: tuple[ExtractPart, ...]
    omissions: tuple[Omission, ...]


def _page(archive: zipfile.ZipFile, name: str, printed: Mapping[str, Mapping[str, str]]) -> _Page:
    """Return a page of a book.

    Args:
        archive: The book.
        name: The page's file.
        printed: The names of printed pages by file and id.

    Raises:
        KeyError: The book does not hold it.
    """
    main = book_part(page_of(archive.read(name)), _is_within)
    return _Page(parts_of(main.root, printed.get(name, {})), main.omissions)


def _printed_pages(archive: zipfile.ZipFile, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the names of the pages of a printed edition by the file and id where each begins."""
    printed: dict[str, dict[str, str]] = {}
    held = frozenset(archive.namelist())
    for name in filter(held.__contains__, names):
        listed = _listed_pages(archive.read(name))
        for address, page in listed.items():
            place = _place(posixpath.dirname(name), address)
            printed.setdefault(place, {}).setdefault(unquote(address.partition("#")[2]), page)
    return printed


def _listed_pages(raw: bytes) -> Mapping[str, str]:
    """Return the names of pages by their addresses, from a page of contents or its older form."""
    listed = dict(page_list_of(page_of(raw)))
    label = ""
    for element in xml_elements(raw):
        if element.name == "text":
            label = element.text
        elif element.name == "content" and element.parent == "pageTarget":
            listed[element.attributes.get("src", "")] = label
    return listed


def _is_within(address: str) -> bool:
    """Return whether a link leads to another place of the book: it names no protocol."""
    return not urlsplit(address).scheme


def _extract(parts: tuple[ExtractPart, ...], package: _Package) -> Extract:
    """Return the book's text with what it says of itself."""
    addresses = (*package.about.get("source", ()), *package.about.get("identifier", ()))
    return Extract(
        parts=parts,
        title=_title(own_title(package.first("title")), parts),
        author=tuple(_authors(package.about.get("creator", ()))),
        language=package.first("language").split("-")[0].lower() or None,
        url=next((one for one in addresses if one.startswith(("http://", "https://"))), None),
        issued=date_parts(package.first("date")),
    )


def _title(stated: str | None, parts: Sequence[ExtractPart]) -> str | None:
    """Return the stated title, the first heading where that says the same in words.

    Of a book that states none it is the heading that is its title, None where none is.

    Programs write the name of a project there: "users-manual" of "The Users' Manual".
    """
    heading = next((part.text for part in parts if part.level == 1), None)
    if stated is None:
        return first_heading(parts)
    if heading is None or " " in stated:
        return stated
    return heading if _letters(stated) in _letters(heading) else stated


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _authors(creators: Sequence[str]) -> Iterator[Name]:
    for creator in creators:
        yield from own_author(creator)


def _package(archive: zipfile.ZipFile) -> _Package:
    """Return what the package document of a book says.

    Raises:
        KeyError: The book names none, or names files that it does not hold.
    """
    roots = _named(xml_elements(archive.read(_CONTAINER)), "rootfile")
    place = next((root["full-path"] for root in roots if "full-path" in root), "")
    elements = xml_elements(archive.read(place))
    items = {item.get("id", ""): item for item in _named(elements, "item")}
    # What is no part of the reading order, such as answers and notes, is read behind it.
    ordered = sorted(_named(elements, "itemref"), key=lambda one: one.get("linear") == "no")
    spine = [items.get(one.get("idref", ""), {}) for one in ordered]
    folder = posixpath.dirname(place)
    pages = dict.fromkeys(_place(folder, item["href"]) for item in spine if _is_page(item))
    lists = (_place(folder, item["href"]) for item in items.values() if _is_contents(item))
    return _Package(tuple(pages), tuple(lists), _about(elements))


def _about(elements: Sequence[XmlElement]) -> dict[str, list[str]]:
    """Return what the metadata says by the names of its elements."""
    about: dict[str, list[str]] = {}
    for element in elements:
        if element.parent == "metadata" and element.text:
            about.setdefault(element.name, []).append(element.text)
    return about


def _is_page(item: Mapping[str, str]) -> bool:
    """Return whether an item of the manifest is a page of text, and not the table of contents."""
    return item.get("media-type") in _PAGES and bool(item.get("href")) and not _is_contents(item)


def _is_contents(item: Mapping[str, str]) -> bool:
    """Return whether an item of the manifest is the table of contents, or its older form."""
    contents = "nav" in item.get("properties", "").split() or item.get("media-type") == _NCX
    return contents and bool(item.get("href"))


def _encrypted(archive: zipfile.ZipFile) -> frozenset[str]:
    """Return the files of a book that are encrypted; often its fonts alone are."""
    if _ENCRYPTION not in archive.namelist():
        return frozenset()
    references = _named(xml_elements(archive.read(_ENCRYPTION)), "CipherReference")
    return frozenset(unquote(one.get("URI", "")) for one in references)


def _named(elements: Sequence[XmlElement], name: str) -> list[Mapping[str, str]]:
    """Return the attributes of each element of a name."""
    return [element.attributes for element in elements if element.name == name]


def _place(folder: str, address: str) -> str:
    """Return the file of the archive that an address in the package document leads to."""
    return posixpath.normpath(posixpath.join(folder, unquote(address.partition("#")[0])))
