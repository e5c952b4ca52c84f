"""What a document may be called in a question: its title, and words of its metadata."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.answers.whole_documents.document_subjects import (
    HOUSE_NOUNS,
    TITLED_NOUNS,
    DocumentSubject,
    title_noun,
)
from index.language import MONTHS, stems_of, words_of
from index.types import Document

_MONTH_IN_ID = re.compile(r"(?<!\d)(?:19|20)\d\d-(0[1-9]|1[0-2])(?!\d)")  # "minutes-2024-10"
_SUBTITLE = re.compile(r"[:–—?!]| - ")


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """What a document may be called.

    Args:
        titles: Its title with and without what follows a colon, in folded words between spaces.
        stems: Of the words of its metadata.
        titled: Of the words of its title and its id alone.
        noun: What its title calls it, in the singular, as `title_noun` gives it.
    """

    titles: frozenset[str]
    stems: frozenset[str]
    titled: frozenset[str]
    noun: str

    @classmethod
    def of(cls, document: Document) -> "DocumentNames":
        """Return what a document may be called."""
        metadata = document.metadata
        texts = (
            metadata.title,
            metadata.container_title or "",
            document.id,
            metadata.type,
            *(name.display for name in metadata.author),
            *map(str, metadata.issued[:1]),
            _month_of(document),
        )
        main = _SUBTITLE.split(metadata.title, maxsplit=1)[0]
        return cls(
            frozenset(map(spaced, (metadata.title, main))),
            _stems_in(*texts),
            _stems_in(metadata.title, document.id),
            title_noun(main),
        )


def titled_so(
    subject: DocumentSubject, names: Sequence[DocumentNames], *, sums_up: bool
) -> int | None:
    """Return which document alone has all that a question calls it in its title or its id.

    Args:
        subject: The words by which the question names it.
        names: What each document may be called.
        sums_up: It wants the text summed up, which may be called anything. What else is asked may
            be asked of a thing; then the title has to call the text so, and not be the only one.
    """
    if sums_up:
        kept = subject.words if subject.nouns <= HOUSE_NOUNS else ()  # "the tagger guide": "Tagger"
        one = _only_one(subject.content, names)
        return _only_one(kept, names) if one is None else one
    if subject.head not in TITLED_NOUNS or len(names) == 1:
        return None
    one = _only_one(subject.content, names)
    return one if one is not None and names[one].noun == subject.head else None


def _only_one(stems: Collection[str], names: Sequence[DocumentNames]) -> int | None:
    """Return which document alone has some stems in its title or id; None for no stems."""
    having = [n for n, one in enumerate(names) if stems and one.titled.issuperset(stems)]
    return having[0] if len(having) == 1 else None


def _stems_in(*texts: str) -> frozenset[str]:
    words = [word.text for text in texts for word in words_of(text.replace("-", " "))]
    return frozenset(stems_of(words))


def _month_of(document: Document) -> str:
    """Return the month that a document is of, by its date or its id; "" where none tells it."""
    in_id = _MONTH_IN_ID.search(document.id)
    _, stated, *_ = (*document.metadata.issued, 0, 0)
    month = int(in_id[1]) if in_id else stated
    return MONTHS[month - 1] if month else ""


def spaced(text: str) -> str:
    """Return the folded words of a text, each between spaces."""
    return f" {' '.join(word.text for word in words_of(text))} "
