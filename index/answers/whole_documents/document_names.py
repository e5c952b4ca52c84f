"""What a document may be called in a question: its title, and words of its metadata."""

import re
from dataclasses import dataclass

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
    """

    titles: frozenset[str]
    stems: frozenset[str]

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
        words = [word.text for text in texts for word in words_of(text.replace("-", " "))]
        main = _SUBTITLE.split(metadata.title, maxsplit=1)[0]
        return cls(frozenset(map(spaced, (metadata.title, main))), frozenset(stems_of(words)))


def _month_of(document: Document) -> str:
    """Return the month that a document is of, by its date or its id; "" where none tells it."""
    in_id = _MONTH_IN_ID.search(document.id)
    _, stated, *_ = (*document.metadata.issued, 0, 0)
    month = int(in_id[1]) if in_id else stated
    return MONTHS[month - 1] if month else ""


def spaced(text: str) -> str:
    """Return the folded words of a text, each between spaces."""
    return f" {' '.join(word.text for word in words_of(text))} "
