"""What becomes of a question: an answer or an abstention."""

import enum
from dataclasses import dataclass, field
from typing import TypeAlias

from index.types.documents import Document
from index.types.quotes import Hit, Quote
from index.types.spans import Span


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
    THANKS = enum.auto()  # it thanks for an answer, and asks nothing
    NOTHING_ASKED = enum.auto()
    NOT_IN_METADATA = enum.auto()  # it asks for what the documents' metadata does not name
    WHICH_DOCUMENT = enum.auto()  # it asks about a document, and does not say which of many
    NOT_JUDGED = enum.auto()  # it asks what a document is worth: "Is this biased?"
    NAMES_NOTHING = enum.auto()  # it goes on from what was asked before, and nothing was: "Why?"


@dataclass(frozen=True, slots=True)
class Answer:
    """The documents answer the question, with these quotes, best first.

    Args:
        question: As it was asked.
        confidence: How probable it is that the documents answer it, 0 to 1.
        quotes: At least one, unless the metadata answers.
        hits: The passages found, best first.
        seconds: How long it took.
        unanswered: Parts of a question with several that the documents leave open, as asked but for
            slips.
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
        several: It is the metadata of several documents.
        related: Those of `nearest` that bear on the question at all.
        absent: The names that it asks of and no document has, as they were typed.
    """

    question: str
    confidence: float
    nearest: tuple[Quote, ...]
    hits: tuple[Hit, ...] = field(repr=False)
    seconds: float
    reason: Reason = Reason.WEAK_EVIDENCE
    missing: tuple[MetadataField, ...] = ()
    related: tuple[Quote, ...] = ()
    absent: tuple[str, ...] = ()
    several: bool = False


Outcome: TypeAlias = Answer | Abstention
