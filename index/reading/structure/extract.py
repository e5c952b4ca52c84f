"""What is taken out of a file, before any of it is mended."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from index.reading.bibliography.stated_names import names_of
from index.reading.repair.paragraphs import LayoutHints
from index.types import CELL_BAR, BlockKind, Locator, Name, Omission, Span

# What programs write of themselves where their user said nothing.
_PROGRAM = r"""\b(?:(?:microsoft|ms)[ ®]*(?:office|word|powerpoint|excel|publisher)|powerpoint
    |(?:libre|open)office(?:\.org)?|(?:la|(?:xe|lua|pdf)(?:la)?)tex(?=\W*(?:$|with|via|\d))|hyperref
    |python-docx|docx4j|apache\ (?:poi|fop)|pandoc|wkhtmltopdf|reportlab|ghostscript|pdfcreator
    |adobe\ (?:acrobat|indesign|illustrator|framemaker|photoshop)|acrobat\ (?:pdfmaker|distiller)
    |quarkxpress|google\ docs|skia/pdf|itext)(?:\ user)?\b"""
_PROGRAM_NAMED = re.compile(_PROGRAM, re.IGNORECASE | re.VERBOSE)
_NO_TITLE = re.compile(
    rf"""(?:untitled|\[?no\ title\]?|unbenannt|sans\ titre|document|dokument|title|template|layout)
        [-_ ]?\d*
    |.*\.(?:docx?|dotx?|odt|rtf|pptx?|indd|qxd|tex|dvi|ps|pdf|html?|txt|pages)
    |{_PROGRAM}(?:\W*(?:{_PROGRAM}|with|via|package|presentation|document|version|c[sc]|[\d.]+))*
        \W*(?:\ -\ .*)?
    |[\W_]*""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_AUTHOR = re.compile(
    r"(?:(?:the )?(?:author|user|owner|admin|administrator|default|root|unknown|anonymous|none|n/a)"
    r"|[\W\d_]*)",
    re.IGNORECASE,
)
_WHOLE = frozenset(
    {BlockKind.CAPTION, BlockKind.FOOTNOTE, BlockKind.LIST_ITEM, BlockKind.QUOTATION}
)


@dataclass(frozen=True, slots=True)
class ExtractPart:
    """A paragraph, or a heading, as the file's format states it.

    Args:
        text: Its words.
        level: Of a heading, 1 and deeper; None of a paragraph.
        kind: What a paragraph is to its reader.
        locators: Pages or moments that begin in it, their starts counted within `text`.
        item_depth: How deep in lists the item is that it is part of, 1 the outermost; 0 for none.
        goes_on: Whether another part of that item stands before it.
        term: Characters at its beginning that are the term which an item is about.
        bold: Whether a paragraph stands in bold type from its first letter to its last.
        is_title: Whether its style says that it is the document's title.
        lone: Whether no other line of the element that it stands in is in bold type, as in a box.
    """

    text: str
    level: int | None = None
    kind: BlockKind = BlockKind.TEXT
    locators: tuple[Locator, ...] = ()
    item_depth: int = 0
    goes_on: bool = False
    term: int = 0
    bold: bool = False
    is_title: bool = field(default=False, compare=False)
    lone: bool = field(default=False, compare=False)


class SetApart(NamedTuple):
    """A stretch of an extract's text that is no running text, and what it is."""

    span: Span
    kind: BlockKind

    @property
    def is_whole(self) -> bool:
        """Whether it is one paragraph; the lines of what is not stay."""
        return self.kind in _WHOLE


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as its type shows it: where it stands in an extract's text, and its level."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Extract:
    """The content of a file, and what the file says about itself.

    Either `parts`, where the format states paragraphs and headings, or `text`, where these have to
    be looked for.

    Args:
        text: The whole text, lines and all.
        broken: The lines of `text` are broken to fit a page.
        headings: Those of `text`, as far as the type shows them.
        set_apart: Code, rows of tables, quotations, items of lists, captions and footnotes in
            `text`, in reading order; the lines of the first two stay, each of the others is one
            paragraph.
        marks: What stands in `text` before lines that are quoted, in reading order; taken off.
        bars: Blanks in `text` between the cells of a table's row, in reading order.
        breaks: Ends of lines inside of such a row, likewise.
        passed_over: Stretches of `text` that are no part of what is read, in reading order.
        headed: `headings` are all that there are; else others are told by their looks.
        indented: `text` stands indented under `headings`, which then are all that there are.
        items: Where lines of `text` begin that its layout shows to be items of lists, in reading
            order; none is a heading.
        parts: Paragraphs and headings in reading order.
        by_looks: Which of `parts` are headings is told by their looks, so that the title may be no
            higher than the sections.
        title: As the file states it.
        author: Likewise.
        language: ISO 639-1 code, likewise.
        url: Where the file says that it is published.
        issued: Year, month and day as far as stated.
        container_title: The journal, magazine or site that it is published in, likewise.
        locators: Where pages begin in `text`; those of `parts` stand with each.
        omissions: What was left out.
    """

    text: str = ""
    broken: bool = False
    headings: tuple[Heading, ...] = ()
    headed: bool = False
    set_apart: tuple[SetApart, ...] = ()
    marks: tuple[Span, ...] = ()
    bars: tuple[Span, ...] = ()
    breaks: tuple[Span, ...] = ()
    passed_over: tuple[Span, ...] = ()
    indented: bool = False
    items: tuple[int, ...] = ()
    parts: tuple[ExtractPart, ...] | None = None
    by_looks: bool = False
    title: str | None = None
    author: tuple[Name, ...] = ()
    language: str | None = None
    url: str | None = None
    issued: tuple[int, ...] = ()
    container_title: str | None = None
    locators: tuple[Locator, ...] = ()
    omissions: tuple[Omission, ...] = ()

    @property
    def layout(self) -> LayoutHints:
        """What is known of the layout of `text`."""
        whole = [one.span for one in self.set_apart if one.is_whole]
        items = {one.span for one in self.set_apart if one.kind is BlockKind.LIST_ITEM}
        return LayoutHints(
            self.broken,
            self.indented,
            {heading.start: heading.end for heading in self.headings},
            [one.span for one in self.set_apart if not one.is_whole],
            sorted([*whole, *self.passed_over]),
            sorted({*whole, *self.passed_over} - items),
            self.marks,
            self.bars,
            self.breaks,
        )


def row_text(cells: Sequence[str], *, columns_named: bool) -> str:
    """Return the cells of a table's row on one line, bars between them; "" where all are empty.

    Args:
        cells: The words of each, from left to right.
        columns_named: A header names the columns: then an empty cell keeps its place before
            another, so that one can tell what belongs to which name.
    """
    if not (columns_named and any(cells)):
        return CELL_BAR.join(filter(None, cells))
    last = max(place for place, cell in enumerate(cells) if cell)
    return " ".join(CELL_BAR.join(cells[: last + 1]).split())


def own_title(stated: str | None) -> str | None:
    """Return the title that a file's properties state, None where a program wrote it, not a person.

    "Microsoft Word - draft3.doc", "untitled", "Layout 1" and bare names of files are no titles.
    """
    title = " ".join((stated or "").split())
    return None if _NO_TITLE.fullmatch(title) else title


def own_author(stated: str | None) -> tuple[Name, ...]:
    """Return the authors that a file's properties state, none where a program wrote it."""
    author = " ".join((stated or "").split())
    named = not (_NO_AUTHOR.fullmatch(author) or _PROGRAM_NAMED.search(author))
    return names_of(author) if named else ()
