"""What is found in documents and shown of them: passages, hits, quotes."""

from dataclasses import dataclass

from index.errors import QuoteMismatchError
from index.types.documents import BlockKind, Document, Locator
from index.types.spans import Span


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
        sentence: The place of that of its sentences which answers best; None where nothing was
            ranked.
    """

    passage: Passage
    score: float = 0.0
    sentence: Span | None = None


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
    def leading_words(self) -> str:
        """The words that answer, all of the quote where none are highlighted."""
        span = self.highlight or self.span
        return self.document.text[span.start : span.end]

    @property
    def span(self) -> Span:
        """The quote's place."""
        return Span(self.start, self.end)

    @property
    def section(self) -> str | None:
        """Title of the section that the quote stands in."""
        return self.document.paragraphs[self.paragraph - 1].section

    @property
    def kind(self) -> BlockKind:
        """What the paragraph is that the quote stands in."""
        return self.document.paragraphs[self.paragraph - 1].kind

    @property
    def header(self) -> str:
        """What names the columns of the table that the quote is a row of; empty elsewhere."""
        header = self.document.header_of(self.document.paragraphs[self.paragraph - 1])
        return self.document.text[header.start : header.end] if header else ""

    @property
    def locators(self) -> tuple[Locator, ...]:
        """The pages, or the moments, of the source that the words stand on."""
        return self.document.locators_of(self.span)

    @property
    def recognised(self) -> bool:
        """Whether any of the words were read off a picture: they may be misread."""
        return any(locator.recognised for locator in self.locators)

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
        >>> from index.types import Metadata, Paragraph
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
