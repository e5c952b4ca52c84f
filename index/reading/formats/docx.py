"""Word documents to paragraphs and headings; the only importer of python-docx.

What is kept is what shows once all changes are accepted. Running heads, comments, hidden text and
lists of contents are left out, on record. What the XML means stands in `index.reading.office.word`.

Pages are not told. Where they began is known to Word alone, which notes it when it saves: after
another edit, on another machine or with another printer they begin elsewhere, and other programs
note nothing. Of the eleven documents of python-docx's tests that have more than one page by these
notes or by Word's own count of pages, the two disagree in five. A wrong page in a citation is worse
than none.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind
from index.reading.office.word.bold_headings import bold_headings
from index.reading.office.word.fields import FieldTexts, field_texts
from index.reading.office.word.markup import PARAGRAPH, W, WordElement, value_of
from index.reading.office.word.paragraphs import WordParagraphs
from index.reading.office.word.story import Story, StoryPiece, whole_parts
from index.reading.office.word.styles import SUBTITLE, TITLE, styles_of
from index.reading.packed.archives import NOT_WHOLE, PackedKind, opened_archive
from index.reading.structure.extract import Extract, own_author, own_title
from index.reading.structure.first_heading import first_heading
from index.types import Omission, OmissionKind

if TYPE_CHECKING:
    from docx.document import Document

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_KIND = PackedKind(FaultKind.ODDLY_PACKED_WORD, FaultKind.LOCKED_WORD)
_NOT_WHOLE = (
    *NOT_WHOLE,
    SyntaxError,  # lxml's is one
    TypeError,
    AttributeError,  # python-docx's, of an element that is not what it ought to be
)
# Kinds of relations of a document to its other parts.
_NOTES, _FONTS, _COMMENTS = ("footnotes", "endnotes"), "fontTable", "comments"
_PROPERTIES = "/core-properties"
_APART = {
    "header": OmissionKind.RUNNING_HEAD,
    "footer": OmissionKind.RUNNING_HEAD,
    _COMMENTS: OmissionKind.HIDDEN,
}


def read(raw: bytes, path: Path) -> Extract:
    """Return the paragraphs and headings of a Word document, tables row by row.

    Raises:
        UnreadableSourceError: The file is protected by a password, of the old format, damaged, or
            unpacks to more than 500 MB, or to more than 100 MB of text with its marks.
    """
    if raw.startswith(_OLD_OFFICE):
        raise UnreadableSourceError(FaultKind.OLD_WORD.of(name=path.name))
    from docx.opc.exceptions import OpcError
    from docx.oxml.exceptions import XmlchemyError

    try:
        return _extract(raw, path)
    except (*_NOT_WHOLE, OpcError, XmlchemyError) as error:
        raise UnreadableSourceError(FaultKind.BROKEN_WORD.of(name=path.name)) from error


def _extract(raw: bytes, path: Path) -> Extract:
    """Return the content of a Word document.

    Raises:
        UnreadableSourceError: It unpacks to too much, or is encrypted.
    """
    from docx import Document

    opened_archive(raw, path, _KIND).close()
    document = Document(io.BytesIO(raw))
    body: WordElement = document.element.body
    beside = _beside(document)
    paragraphs = _paragraphs(document, beside)
    headings = bold_headings(paragraphs, body)
    pieces = list(Story(paragraphs, _notes(beside), headings).pieces(body))
    parts = tuple(whole_parts(pieces))
    about = _properties(document)
    heading = None if headings else first_heading(parts)
    return Extract(
        parts=parts,
        by_looks=bool(headings),
        title=own_title(about.get("title")) or _stated_title(paragraphs, body) or heading,
        author=own_author(about.get("author")),
        language=about.get("language", "").split("-")[0].lower() or None,
        omissions=(*_omissions(pieces), *_apart(paragraphs, beside)),
    )


def _properties(document: "Document") -> dict[str, str]:
    """Return what a document says about itself; where it says nothing, python-docx makes it up."""
    relations = document.part.package.rels.values()
    if not any(relation.reltype.endswith(_PROPERTIES) for relation in relations):
        return {}
    about = document.core_properties
    return {"title": about.title, "author": about.author, "language": about.language}


def _beside(document: "Document") -> dict[str, list[WordElement]]:
    """Return what stands beside the body of a document, by the kind of its relation to that."""
    from docx.oxml import parse_xml

    beside: dict[str, list[WordElement]] = {name: [] for name in (*_NOTES, *_APART, _FONTS)}
    for relation in document.part.rels.values():
        name = relation.reltype.rpartition("/")[2]
        if name in beside and not relation.is_external:
            beside[name].append(parse_xml(relation.target_part.blob))
    return beside


def _paragraphs(document: "Document", beside: dict[str, list[WordElement]]) -> WordParagraphs:
    """Return how the paragraphs of a document are read."""
    fonts = next(iter(beside[_FONTS]), None)
    body: WordElement = document.element.body
    fields = [field_texts(story) for story in (body, *chain.from_iterable(beside.values()))]
    paragraphs = WordParagraphs(
        styles_of(document.styles.element, fonts),
        FieldTexts(
            frozenset(chain.from_iterable(one.instructions for one in fields)),
            frozenset(chain.from_iterable(one.contents for one in fields)),
        ),
    )
    return replace(paragraphs, fixed_is_code=not paragraphs.most_are_fixed(body))


def _notes(beside: dict[str, list[WordElement]]) -> dict[tuple[str, str], WordElement]:
    """Return the notes of a document by the kind of their mark and their number."""
    return {
        (f"{W}{name.removesuffix('s')}Reference", value_of(note, "id") or ""): note
        for name in _NOTES
        for notes in beside[name]
        for note in notes
    }


def _stated_title(paragraphs: WordParagraphs, body: WordElement) -> str | None:
    """Return what is set as the title, with what is set as its subtitle right behind it."""
    waiting = body.iter(PARAGRAPH)
    titles = (one for one in waiting if paragraphs.style(one).name == TITLE)
    title = next(filter(None, (paragraphs.words([one]).line for one in titles)), None)
    behind = (one for one in waiting if paragraphs.words([one]).line)
    following = next(behind, None) if title else None
    if following is not None and paragraphs.style(following).name == SUBTITLE:
        return f"{title}: {paragraphs.words([following]).line}"
    return title


def _omissions(pieces: Sequence[StoryPiece]) -> Iterator[Omission]:
    """Yield the omissions among pieces, the lines of a list of contents as one."""
    omissions = (piece for piece in pieces if isinstance(piece, Omission))
    for kind, group in groupby(omissions, key=lambda omission: omission.kind):
        if kind is OmissionKind.CONTENTS:
            yield Omission(kind, "\n".join(omission.text for omission in group))
        else:
            yield from group


def _apart(paragraphs: WordParagraphs, beside: dict[str, list[WordElement]]) -> Iterator[Omission]:
    """Yield what stands apart from the text and is left out, each text once."""
    for name, kind in _APART.items():
        stories = chain.from_iterable(beside[name]) if name == _COMMENTS else beside[name]
        texts = dict.fromkeys(_text(paragraphs, story) for story in stories)
        yield from (Omission(kind, text) for text in texts if text)


def _text(paragraphs: WordParagraphs, story: WordElement) -> str:
    """Return the text of a story, a line for each paragraph."""
    return "\n".join(part.text for part in whole_parts([*Story(paragraphs).pieces(story)]))
