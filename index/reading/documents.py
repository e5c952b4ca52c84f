"""A file to a Document.

The kinds of files are listed in `knowledge/README.md`, and read by `index.reading.formats`. Some
give a `text`, whose lines and characters may be damaged: it is mended by
`index.reading.repair.repair`, and the repairs lead back to the decoded file or the extracted pages.
Others state their paragraphs, as `parts`: of these only the words are mended, and the repairs lead
back to the paragraphs as extracted, joined by blank lines.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind, FaultReason
from index.language import language_of
from index.reading.encodings.decoding import decode
from index.reading.file_kinds import PLAIN_TEXT, kind_of, readable_suffixes, saved_as
from index.reading.formats import format_of
from index.reading.marked.markup_marks import marked_suffix
from index.reading.plain.printed_layout import plain_extract
from index.reading.reading_versions import DEFAULT_MAX_BYTES
from index.reading.repair.repair import Mended, mend, mend_words, moved, moved_spans
from index.reading.repair.spacing import without_typesetting
from index.reading.structure.aligned_tables import with_table_rows
from index.reading.structure.asked_lines import with_asked
from index.reading.structure.block_kinds import with_kinds, with_words
from index.reading.structure.bold_headings import with_bold_headings
from index.reading.structure.extract import Extract, ExtractPart, Heading, SetApart
from index.reading.structure.first_heading import QUESTION_ENDS, is_counted_on, is_title
from index.reading.structure.lone_headings import with_lone_headings
from index.reading.structure.outline import Block, blocks_of, blocks_set_apart, outline
from index.reading.structure.signposts import without_signposts
from index.reading.structure.wrapped_prose import with_wrapped_prose
from index.types import BlockKind, Document, Locator, Metadata, Section, Span

_SEPARATOR = "\n\n"
_ENGLISH = "en"
_LABEL_END = ":"  # a heading so is one of what follows, and not of the document
_LOST = "\ufffd"  # for what cannot be shown
_BYTES_PER_MEGABYTE = 1_000_000


def read_document(
    path: Path,
    called: str = "",
    *,
    id: str | None = None,
    language: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    raw: bytes | None = None,
) -> Document:
    """Return the document that a file holds, with what the file says about itself as metadata.

    Args:
        path: A file of a kind that is read (`index.reading.formats`).
        called: The file's name where it lies by another; it is the title where nothing states one.
        id: Of the document; None for the file's name without its ending.
        language: ISO 639-1 code of the text; None for what the file says, or what its words show.
        max_bytes: The largest file that is read.
        raw: What it holds, where that is known; None to read it.

    Raises:
        UnreadableSourceError: The file is missing, of no known kind, too large, empty, binary,
            encrypted, damaged, or without text.
    """
    if kind_of(path.suffix.lower()) is None:
        raise UnreadableSourceError(_no_kind(path))
    raw = _bounded(_bytes(path, max_bytes) if raw is None else raw, path, max_bytes)
    extract = _extract(raw, path)
    document = _document(extract, id or path.stem, language or _language(extract))
    if not document.paragraphs:
        raise UnreadableSourceError(FaultKind.NO_TEXT.of(name=path.name))
    title = document.metadata.title or _title_from(PurePath(called) if called else path)
    metadata = replace(document.metadata, title=title)
    return replace(document, metadata=metadata, sha256=hashlib.sha256(raw).hexdigest())


def _no_kind(path: Path) -> FaultReason:
    """Return why a file is not read whose ending no format has."""
    if ending := saved_as(path.suffix.lower()):
        return FaultKind.SAVED_OTHERWISE.of(name=path.name, ending=ending)
    return FaultKind.NO_KIND.of(name=path.name, kinds=", ".join(sorted(readable_suffixes())))


def _extract(raw: bytes, path: Path) -> Extract:
    """Return what a file holds.

    Raises:
        UnreadableSourceError: The file cannot be used, or its parser is not installed.
    """
    kind = kind_of(path.suffix.lower())
    if kind == PLAIN_TEXT:
        kind = kind_of(marked_suffix(decode(raw, path)) or "") or kind
    assert kind is not None  # noqa: S101  # `read_document` takes no other
    try:
        return format_of(kind).read(raw, path)
    except ImportError as error:
        reason = FaultKind.NO_PARSER.of(name=path.name, library=str(error.name))
        raise UnreadableSourceError(reason) from error


def document_of(
    text: str,
    *,
    id: str = "text",
    language: str = "en",
) -> Document:
    """Return the document that a plain text is."""
    document = _document(plain_extract(text), id, language)
    title = document.metadata.title or id
    return replace(
        document,
        metadata=replace(document.metadata, title=title),
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _bytes(path: Path, max_bytes: int) -> bytes:
    """Return the content of a file, a byte too much of one that is too large.

    Raises:
        UnreadableSourceError: The file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(max_bytes + 1)
    except OSError as error:
        reason = FaultKind.NOT_OPENED.of(name=path.name, cause=str(error.strerror))
        raise UnreadableSourceError(reason) from error
    return raw


def _bounded(raw: bytes, path: Path, max_bytes: int) -> bytes:
    """Return the content of a file that is no larger than one may be.

    Raises:
        UnreadableSourceError: It is too large.
    """
    if len(raw) > max_bytes:
        most = f"{max_bytes / _BYTES_PER_MEGABYTE:g}"
        raise UnreadableSourceError(FaultKind.TOO_LARGE.of(name=path.name, most=most))
    return raw


def _document(extract: Extract, id_: str, language: str) -> Document:
    """Return the document of an extract, its title empty where nothing states one."""
    if extract.parts is None:
        mended = mend(extract.text, language=language, hints=extract.layout)
        blocks: Sequence[Block] = _found_blocks(extract, mended)
        locators = _moved(extract.locators, mended)
    else:
        parts = [part for part in extract.parts if without_typesetting(part.text).strip()]
        mended, blocks = _assembled(_as_meant(parts), language)
        locators = _moved(_in_whole(parts), mended)
    said, omissions = without_signposts(mended.text, blocks)
    levelled = extract.parts is not None and not extract.by_looks
    stated = without_typesetting(extract.title or "")
    told, unsaid = with_lone_headings(mended.text, said, stated, levelled=levelled)
    paragraphs, sections = outline(mended.text, told)
    titled = said[:1] == blocks[:1] and _begins_with_title(blocks, indented=extract.indented)
    heading = _heading(sections, levelled=levelled) if titled else ""
    metadata = Metadata(
        title=_as_headed(stated, sections) or heading,
        author=extract.author,
        container_title=extract.container_title,
        issued=extract.issued,
        url=extract.url,
        language=language,
        derived=_derived(extract),
    )
    return Document(
        id_,
        mended.text,
        paragraphs,
        metadata,
        sections,
        mended.repairs,
        locators=locators,
        omissions=(*extract.omissions, *omissions, *unsaid),
    )


def _as_headed(title: str, sections: Sequence[Section]) -> str:
    """Return a title as the heading has it that differs in hyphens alone: there it was mended."""
    bare = title.replace("-", "")
    headings = (section.title for section in sections)
    return next((one for one in headings if one.replace("-", "") == bare), title)


def _begins_with_title(blocks: Sequence[Block], *, indented: bool) -> bool:
    """Return whether the first block is the title, as far as no file states one.

    Of a text that stands under its headings, the first with text right under it is one of them.
    """
    first, second = [*blocks, None, None][:2]
    headed = first is not None and first.level is not None
    return headed and not (indented and second is not None and second.level is None)


def _heading(sections: Sequence[Section], *, levelled: bool) -> str:
    """Return the first heading, "" where it is not the document's title.

    Args:
        sections: At least one.
        levelled: The format states how deep each is; else the title may be as deep as the others.
    """
    first = sections[0]
    others = [section.title for section in sections[1:] if section.level == first.level]
    if levelled:
        own = is_title(first.title, others)
    else:
        own = not (_are_questions(sections) or is_counted_on(first.title, others))
    return first.title if own and not first.title.endswith(_LABEL_END) else ""


def _are_questions(sections: Sequence[Section]) -> bool:
    """Return whether the first heading is a question among others, as in a list of them."""
    asked = [section for section in sections if section.title.endswith(QUESTION_ENDS)]
    return len(asked) > 1 and asked[0] is sections[0] and asked[1].level == asked[0].level


def _language(extract: Extract) -> str:
    """Return the language that a file states, else the one that its words show, else English."""
    if extract.language:
        return extract.language
    texts = [extract.text] if extract.parts is None else [part.text for part in extract.parts]
    return language_of("\n".join(texts)) or _ENGLISH


def _derived(extract: Extract) -> frozenset[str]:
    """Return the names of the fields that no metadata file stated."""
    stated = {
        "author": extract.author,
        "container_title": extract.container_title,
        "issued": extract.issued,
        "url": extract.url,
    }
    return frozenset({"title", "type", "language"} | {name for name in stated if stated[name]})


def _as_meant(parts: Sequence[ExtractPart]) -> list[ExtractPart]:
    """Return the parts with what bold type and kept lines are in truth: headings, text, rows."""
    return with_table_rows(with_wrapped_prose(with_bold_headings(parts)))


def _assembled(parts: Sequence[ExtractPart], language: str) -> tuple[Mended, list[Block]]:
    """Return the parts as one text, its words mended, and their places in it."""
    mended = mend_words(_SEPARATOR.join(part.text for part in parts), language=language)
    ends: list[int] = []
    terms: list[int] = []
    for part in parts:
        start = ends[-1] + len(_SEPARATOR) if ends else 0
        terms.append(start + part.term)
        ends.append(start + len(part.text))
    blocks: list[Block] = []
    term_ends = moved(mended.repairs, terms)
    for part, term_end, end in zip(parts, term_ends, moved(mended.repairs, ends), strict=True):
        start = blocks[-1].end + len(_SEPARATOR) if blocks else 0
        term = term_end if part.term else None
        blocks.append(Block(start, end, part.level, part.kind, part.item_depth, part.goes_on, term))
    return mended, blocks


def _in_whole(parts: Sequence[ExtractPart]) -> Iterator[Locator]:
    """Yield the parts' locators, their starts counted in the parts joined."""
    length = 0
    for part in parts:
        for locator in part.locators:
            yield replace(locator, start=length + locator.start)
        length += len(part.text) + len(_SEPARATOR)


def _moved(locators: Iterable[Locator], mended: Mended) -> tuple[Locator, ...]:
    """Return locators of a source where they stand in its mended text."""
    given = list(locators)
    starts = moved(mended.repairs, [locator.start for locator in given])
    return tuple(replace(one, start=start) for one, start in zip(given, starts, strict=True))


def _found_blocks(extract: Extract, mended: Mended) -> list[Block]:
    """Return the blocks of an extract's text, mended."""
    if extract.indented or extract.headed:
        found = blocks_set_apart(mended.text)
    else:  # where some lines stay, all others are paragraphs once mended
        paragraphs = {BlockKind.LIST_ITEM, BlockKind.QUOTATION}
        stays = any(apart.kind not in paragraphs for apart in extract.set_apart)
        found = blocks_of(mended.text, by_line=False if stays else None)
        found = found if extract.locators else with_asked(mended.text, found)  # type shows a PDF's
    listed = _listed(with_kinds(mended.text, found), mended, extract.items)
    headed = _headed(listed, mended, extract.headings)
    kinded = _kinded(headed, mended, extract.set_apart)
    return with_words(mended.text, _read(kinded, mended, extract.passed_over))


def _read(blocks: Sequence[Block], mended: Mended, passed_over: Sequence[Span]) -> list[Block]:
    """Return the blocks without those that are passed over."""
    spans = moved_spans(mended.repairs, passed_over)
    return [
        block for block in blocks if not any(span.start <= block.start < span.end for span in spans)
    ]


def _listed(blocks: Sequence[Block], mended: Mended, items: Sequence[int]) -> list[Block]:
    """Return the blocks, those as items that begin where one does."""
    starts = frozenset(moved(mended.repairs, items))
    return [
        replace(block, level=None, kind=BlockKind.LIST_ITEM) if block.start in starts else block
        for block in blocks
    ]


def _kinded(blocks: Sequence[Block], mended: Mended, set_apart: Sequence[SetApart]) -> list[Block]:
    """Return the blocks, those that are set apart as what they are."""
    starts = moved(mended.repairs, [apart.span.start for apart in set_apart])
    ends = moved(mended.repairs, [apart.span.end for apart in set_apart])
    kinded: list[Block] = []
    for block in blocks:
        row = bisect_right(starts, block.start) - 1
        inside = row >= 0 and block.start < ends[row]
        kinded.append(replace(block, level=None, kind=set_apart[row].kind) if inside else block)
    return kinded


def _headed(blocks: Sequence[Block], mended: Mended, headings: Sequence[Heading]) -> list[Block]:
    """Return the blocks, those as headings that the type shows to be some."""
    starts = moved(mended.repairs, [heading.start for heading in headings])
    ends = moved(mended.repairs, [heading.end for heading in headings])
    levels: dict[int, int] = {}
    for heading, start, end in zip(headings, starts, ends, strict=True):
        levels[start] = heading.level
        levels[end] = heading.level
    # Only a block that is all heading: type may be large inside of a paragraph, too.
    return [
        replace(block, level=levels[block.start], kind=BlockKind.TEXT)
        if block.start in levels and block.end in levels
        else block
        for block in blocks
    ]


def _title_from(path: PurePath) -> str:
    """Return a title made of a file's name, whatever bytes that consists of."""
    stem = "".join(c if c.isprintable() else _LOST for c in path.stem)
    words = " ".join(stem.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:] or "Untitled"
