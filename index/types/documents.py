"""A source as it is quoted: its text in paragraphs, what was mended, where its pages begin."""

import enum
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from index.types.spans import Span

_WORD = re.compile(r"\w")


class RepairKind(enum.StrEnum):
    """What was wrong with the extracted text."""

    LOST_CHARACTER = "lost character"
    LINE_JOIN = "line join"
    HYPHEN = "hyphenation"
    SPACING = "spacing"
    LINK_BLOCK = "link block"
    PAGE_BREAK = "page break"
    RULE = "underline"
    UNDECIDED = "undecided"  # damage that was seen and left as it is: before == after


class OmissionKind(enum.StrEnum):
    """Why words of a source are no part of its text."""

    NAVIGATION = "navigation"
    CONTENTS = "contents list"
    NOTE_MARK = "mark of a footnote"
    HIDDEN = "hidden"
    RUNNING_HEAD = "page furniture"
    ADDRESSES = "addresses set apart"
    SIGNATURE = "signature"
    ATTACHMENT = "attachment"  # named, not read
    BYLINE = "author line"  # what it says is in the metadata
    LONE_HEADING = "heading over nothing"
    PICTURE = "picture"  # of a page, off which nothing was read, or the words of a figure


@dataclass(frozen=True, slots=True)
class Omission:
    """Words of a source that were left out while it was read."""

    kind: OmissionKind
    text: str


@dataclass(frozen=True, slots=True)
class Repair:
    """One change between the file as received and the text as quoted.

    `start` and `end` are code points of the mended text (equal where something was taken out);
    `source_start` is the code point in the decoded file.
    """

    start: int
    end: int
    before: str
    after: str
    kind: RepairKind
    source_start: int

    def __post_init__(self) -> None:
        """Check the place.

        Raises:
            ValueError: The span is reversed or does not have the length of `after`.
        """
        if self.start < 0 or self.end - self.start != len(self.after):
            msg = f"repair at {self.start}..{self.end} does not hold {self.after!r}"
            raise ValueError(msg)

    @property
    def omission(self) -> Omission | None:
        """What it took out of the text, None where it took no words."""
        if not _WORD.search(self.before) or self.after.strip():
            return None
        addresses = self.kind is RepairKind.LINK_BLOCK
        kind = OmissionKind.ADDRESSES if addresses else OmissionKind.RUNNING_HEAD
        return Omission(kind, " ".join(self.before.split()))


CELL_BAR = " | "  # between the cells of a table's row
IN_SECTION = " › "  # between a heading and one that stands in it, where both name a section


class BlockKind(enum.StrEnum):
    """What a paragraph is to its reader."""

    TEXT = "text"
    LIST_ITEM = "list item"
    QUOTATION = "quotation"
    CODE = "code"  # its lines are kept
    TABLE_HEADER = "table header"  # names the columns of the rows behind it
    TABLE_ROW = "table row"  # its cells stand on one line, with bars between
    CAPTION = "caption"
    FOOTNOTE = "footnote"

    @property
    def is_tabular(self) -> bool:
        """Whether it is a line of a table."""
        return self in {BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document; headings are not paragraphs.

    Args:
        number: From 1, over the whole document.
        start: First code point.
        end: One past the last.
        section: Title of the section that it stands in, behind those of outer ones ("Article II ›
            Section 4") where others are called the same.
        kind: What it is to its reader.
        header: Of a table's row, the number of the paragraph that names its columns.
        item_start: Of a further paragraph of a list's item, the number of the item's first.
        term_end: Of an item that begins with the term that it is about, one past that.
    """

    number: int
    start: int
    end: int
    section: str | None
    kind: BlockKind = BlockKind.TEXT
    header: int | None = None
    item_start: int | None = None
    term_end: int | None = None

    @property
    def span(self) -> Span:
        """The paragraph's place."""
        return Span(self.start, self.end)

    @property
    def heading(self) -> str:
        """The title of the innermost section that it stands in, "" where there is none."""
        return (self.section or "").rpartition(IN_SECTION)[2]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its place, or the unnamed beginning (`start == end`, named by the reader)."""

    title: str
    start: int
    end: int
    level: int = 1


class LocatorKind(enum.StrEnum):
    """What a source is divided into; the values are CSL's names of locators."""

    PAGE = "page"
    TIMESTAMP = "timestamp"


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a page of the source begins, or a moment.

    A page begins a second time where a footnote of it stands behind words of the next one.

    Args:
        start: The first code point of the text that stands there.
        kind: What begins.
        value: As the source names it: "7", "xii", "0:01:23"; empty where it has no name.
        fragment: What follows `#` in an address that opens the source there: "page=7", "t=83".
        recognised: Whether its words were read off a picture, by optical recognition.
    """

    start: int
    kind: LocatorKind
    value: str
    fragment: str
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A person in CSL-JSON's terms; an organisation has only `literal`.

    A particle stands with the name that it is filed under: `family` "van der Berg".
    """

    family: str = ""
    given: str = ""
    literal: str = ""
    suffix: str = ""

    @property
    def display(self) -> str:
        """The name in reading order."""
        parts = (self.given, self.family, self.suffix)
        return self.literal or " ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document, in fields named after CSL-JSON.

    `issued` holds year, month and day as far as known, of the first day where there are several;
    `issued_end` is the last one then, in ISO's form and as far as known, and `season` the season,
    from spring, 1, to winter, 4. `derived` names the fields that no metadata file stated and that
    were worked out from the file.
    """

    title: str
    type: str = "document"
    author: tuple[Name, ...] = ()
    container_title: str | None = None
    issued: tuple[int, ...] = ()
    url: str | None = None
    rights: str | None = None
    language: str = "en"
    derived: frozenset[str] = frozenset()
    season: int = 0
    issued_end: str = ""

    @property
    def is_english(self) -> bool:
        """Whether the document is in the language whose rules search and answers know."""
        return self.language.lower().split("-")[0] == "en"


@dataclass(frozen=True, slots=True)
class Document:
    """A source as it is quoted.

    Args:
        id: A short name made of the file's name, unique in its collection.
        text: The mended text; every offset in the project points into it.
        paragraphs: In reading order, numbered from 1, never overlapping.
        sections: In reading order.
        repairs: Every difference from the file as received.
        metadata: Title, author and so on.
        sha256: Of the file's bytes, hexadecimal: the document's revision.
        locators: Where its pages or moments begin, in reading order; none where it has none.
        omissions: What was left out of it, but for what `repairs` have taken out.
        holder: Whose it is, where documents of several are joined and that is to be said; of that
            collection alone, and in no build.
    """

    id: str
    text: str = field(repr=False)
    paragraphs: tuple[Paragraph, ...] = field(repr=False)
    metadata: Metadata
    sections: tuple[Section, ...] = field(default=(), repr=False)
    repairs: tuple[Repair, ...] = field(default=(), repr=False)
    sha256: str = ""
    locators: tuple[Locator, ...] = field(default=(), repr=False)
    omissions: tuple[Omission, ...] = field(default=(), repr=False)
    holder: str = ""

    def __post_init__(self) -> None:
        """Check that the paragraphs lie in the text, in order and numbered from 1.

        Raises:
            ValueError: A paragraph is misnumbered, overlaps another or ends past the text.
        """
        end = 0
        for number, paragraph in enumerate(self.paragraphs, start=1):
            if paragraph.number != number or paragraph.start < end:
                msg = f"{self.id}: paragraph {paragraph.number} is out of order"
                raise ValueError(msg)
            end = paragraph.end
        if end > len(self.text):
            msg = f"{self.id}: paragraphs end at {end}, the text at {len(self.text)}"
            raise ValueError(msg)

    @property
    def title(self) -> str:
        """The document's title."""
        return self.metadata.title

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """Return the paragraph that holds the code point `offset`, None between paragraphs."""
        row = bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.end)
        if row < len(self.paragraphs) and self.paragraphs[row].start <= offset:
            return self.paragraphs[row]
        return None

    def header_of(self, paragraph: Paragraph) -> Paragraph | None:
        """Return the line that names the columns of a table's row, None where there is none."""
        return None if paragraph.header is None else self.paragraphs[paragraph.header - 1]

    def item_start_of(self, paragraph: Paragraph) -> Paragraph | None:
        """Return the first paragraph of the item that a paragraph goes on in, None of any other."""
        return None if paragraph.item_start is None else self.paragraphs[paragraph.item_start - 1]

    def is_header(self, paragraph: Paragraph) -> bool:
        """Return whether a paragraph names the columns of rows that follow it."""
        following = self.paragraphs[paragraph.number : paragraph.number + 1]
        return any(row.header == paragraph.number for row in following)

    @property
    def left_out(self) -> tuple[Omission, ...]:
        """The words of the source that are no part of the text: not read, then taken out of it."""
        taken = (repair.omission for repair in self.repairs)
        return (*self.omissions, *filter(None, taken))

    def locators_of(self, span: Span) -> tuple[Locator, ...]:
        """Return the pages, or moments, that a span stands on, in reading order."""
        first = bisect_right(self.locators, span.start, key=_start) - 1
        last = bisect_left(self.locators, span.end, key=_start)
        return self.locators[max(first, 0) : last]


def _start(locator: Locator) -> int:
    return locator.start
