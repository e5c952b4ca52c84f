"""The nouns of the library: frozen, self-checking values that every module shares.

Offsets are code points in `Document.text`, the mended text; `start` is inclusive, `end` exclusive.
"""

import enum
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.errors import QuoteMismatchError

Embeddings: TypeAlias = npt.NDArray[np.float32]  # (n, dim), rows of unit length
Ids: TypeAlias = npt.NDArray[np.int64]
Scores: TypeAlias = npt.NDArray[np.float32]
# Called with what is being done, how many are done and how many there are.
Progress: TypeAlias = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty stretch of a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Check the bounds.

        Raises:
            ValueError: The span is empty or starts before the text.
        """
        if not 0 <= self.start < self.end:
            msg = f"span {self.start}..{self.end} is empty or negative"
            raise ValueError(msg)

    def __len__(self) -> int:
        """Return the length in code points."""
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """Return whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


class RepairKind(enum.StrEnum):
    """What was wrong with the extracted text."""

    LOST_CHARACTER = "lost character"
    LINE_JOIN = "line join"
    HYPHEN = "hyphenation"
    SPACING = "spacing"
    LINK_BLOCK = "link block"
    PAGE_BREAK = "page break"
    UNDECIDED = "undecided"  # damage that was seen and left as it is: before == after


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


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document; headings are not paragraphs."""

    number: int
    start: int
    end: int
    section: str | None

    @property
    def span(self) -> Span:
        """The paragraph's place."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its place, or the unnamed beginning (`start == end`, named by the reader)."""

    title: str
    start: int
    end: int
    level: int = 1


@dataclass(frozen=True, slots=True)
class Name:
    """A person in CSL-JSON's terms; an organisation has only `literal`."""

    family: str = ""
    given: str = ""
    literal: str = ""

    @property
    def display(self) -> str:
        """The name in reading order."""
        return self.literal or f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document, in fields named after CSL-JSON.

    `issued` holds year, month and day as far as known. `derived` names the fields that no metadata
    file stated and that were worked out from the file.
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
    """

    id: str
    text: str = field(repr=False)
    paragraphs: tuple[Paragraph, ...] = field(repr=False)
    metadata: Metadata
    sections: tuple[Section, ...] = field(default=(), repr=False)
    repairs: tuple[Repair, ...] = field(default=(), repr=False)
    sha256: str = ""

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


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit of search: whole sentences of one paragraph.

    `sentences` are in reading order and cover the passage but for white space between them.
    """

    document: str
    paragraph: int
    start: int
    end: int
    sentences: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """Where it stands in the document's text."""
        return Span(self.start, self.end)

    @property
    def place(self) -> tuple[str, int]:
        """The paragraph that it is of: the document's id and the number."""
        return self.document, self.paragraph


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query.

    Args:
        passage: The passage.
        score: Higher is better, comparable within one query; 0 where nothing was ranked.
    """

    passage: Passage
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim, contiguous excerpt with its exact place.

    Args:
        document: The source it is a slice of.
        paragraph: Number of the paragraph it stands in.
        start: First code point.
        end: One past the last code point.
        text: The words; checked against the slice.
        highlight: The words that answer, in the document's code points; at most one sentence.
        quoted_speaker: The words are somebody's whom the author quotes.
    """

    document: Document
    paragraph: int
    start: int
    end: int
    text: str
    highlight: Span | None = None
    quoted_speaker: bool = False

    def __post_init__(self) -> None:
        """Hold the quote against its source.

        Raises:
            QuoteMismatchError: The text is not the document's slice, or the highlight lies outside.
        """
        self.check()

    def check(self) -> None:
        """Hold the quote against its source once more; called again right before it is sent.

        Raises:
            QuoteMismatchError: The text is not the document's slice, or the highlight lies outside.
        """
        span = Span(self.start, self.end)
        if self.document.text[self.start : self.end] != self.text:
            msg = f"{self.document.id} {self.start}..{self.end} does not read {self.text[:60]!r}"
            raise QuoteMismatchError(msg)
        if self.highlight is not None and not span.contains(self.highlight):
            msg = f"{self.document.id}: highlight {self.highlight} lies outside {span}"
            raise QuoteMismatchError(msg)

    @property
    def span(self) -> Span:
        """The quote's place."""
        return Span(self.start, self.end)

    @property
    def section(self) -> str | None:
        """Title of the section that the quote stands in."""
        return self.document.paragraphs[self.paragraph - 1].section

    @property
    def address(self) -> str:
        """The paragraph's address, `document:number`."""
        return f"{self.document.id}:{self.paragraph}"


def quote_of(
    document: Document,
    span: Span,
    highlight: Span | None = None,
    *,
    quoted_speaker: bool = False,
) -> Quote:
    """Return the quote of `span`, its paragraph looked up.

    Raises:
        ValueError: No paragraph holds the start of `span`.
        QuoteMismatchError: The highlight lies outside of `span`.

    Example:
        >>> text = "Ships wait in the harbour."
        >>> paragraph = Paragraph(number=1, start=0, end=len(text), section=None)
        >>> document = Document("ships", text, (paragraph,), Metadata("Ships"))
        >>> quote = quote_of(document, Span(0, 10))
        >>> quote.text, quote.address
        ('Ships wait', 'ships:1')
    """
    paragraph = document.paragraph_at(span.start)
    if paragraph is None:
        msg = f"{document.id}: no paragraph at {span.start}"
        raise ValueError(msg)
    text = document.text[span.start : span.end]
    return Quote(document, paragraph.number, span.start, span.end, text, highlight, quoted_speaker)


class MetadataField(enum.StrEnum):
    """What can be asked of a document itself; the values are what people call it."""

    AUTHOR = "author"
    DATE = "date"
    PUBLICATION = "place of publication"
    TITLE = "title"
    LINK = "web address"


@dataclass(frozen=True, slots=True)
class MetadataLine:
    """What the metadata of a document states, in one line; `highlight` counts within `text`."""

    document: Document
    text: str
    highlight: Span


class Reason(enum.Enum):
    """Why there is no answer."""

    WEAK_EVIDENCE = enum.auto()
    CHATTER = enum.auto()
    NOTHING_ASKED = enum.auto()
    NOT_IN_METADATA = enum.auto()  # it asks for what the documents' metadata does not name
    WHICH_DOCUMENT = enum.auto()  # it asks about a document, and does not say which of many


@dataclass(frozen=True, slots=True)
class Answer:
    """The documents answer the question, with these quotes, best first.

    Args:
        question: As it was asked.
        confidence: How probable it is that the documents answer it, 0 to 1.
        quotes: At least one, unless the metadata answers.
        hits: The passages found, best first.
        seconds: How long it took.
        unanswered: Parts of a question with several that the documents leave open, as asked.
        metadata: What answers a question about a document itself; shown before the quotes.
    """

    question: str
    confidence: float
    quotes: tuple[Quote, ...]
    hits: tuple[Hit, ...] = field(repr=False)
    seconds: float
    unanswered: tuple[str, ...] = ()
    metadata: tuple[MetadataLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Abstention:
    """The documents do not answer the question; what is not named here is as in an answer.

    Args:
        nearest: What comes nearest to it, however far that is; no answer.
        reason: Why there is no answer.
        missing: The fields that the metadata lacks, where that is the reason.
        related: Those of `nearest` that bear on the question at all.
    """

    question: str
    confidence: float
    nearest: tuple[Quote, ...]
    hits: tuple[Hit, ...] = field(repr=False)
    seconds: float
    reason: Reason = Reason.WEAK_EVIDENCE
    missing: tuple[MetadataField, ...] = ()
    related: tuple[Quote, ...] = ()


Outcome: TypeAlias = Answer | Abstention
