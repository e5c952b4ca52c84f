"""The exact wording of a revision, as digests: enough to tell whether a quote of it still holds."""

import hashlib
import operator
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from index.citations.paragraph_digests import are_digests
from index.types import Document

_DIGEST = re.compile(r"[0-9a-f]{16}")  # of the whole text
_EXACT_LENGTH = 8  # hexadecimal digits of one paragraph's digest


@dataclass(frozen=True, slots=True)
class ExactWording:
    """The exact wording of a revision of a document.

    Args:
        digest: Of its text.
        starts: The first code point of each paragraph.
        exact: A digest of the exact text of each paragraph.
    """

    digest: str
    starts: tuple[int, ...]
    exact: tuple[str, ...]

    def __post_init__(self) -> None:
        """Check the form.

        Raises:
            ValueError: A digest or the order of the paragraphs is malformed.
        """
        sound = _DIGEST.fullmatch(self.digest) and are_digests(self.exact, _EXACT_LENGTH)
        in_order = all(map(operator.lt, (-1, *self.starts), self.starts))
        if not sound or not in_order or len(self.starts) != len(self.exact):
            msg = f"wording {self.digest[:16]} is malformed"
            raise ValueError(msg)

    @classmethod
    def of_row(cls, row: Any) -> "ExactWording":  # noqa: ANN401 - JSON
        """Return the wording that `row` was made of."""
        starts = tuple(map(int, row["starts"]))
        return cls(str(row["digest"]), starts, tuple(row["exact"]))

    def row(self) -> dict[str, object]:
        """Return the wording as it is kept."""
        return {"digest": self.digest, "starts": list(self.starts), "exact": list(self.exact)}


def wording_of(document: Document) -> ExactWording:
    """Return the wording of a document."""
    spans = [paragraph.span for paragraph in document.paragraphs]
    return ExactWording(
        _digest(document.text),  # not the cached one, which would hold the texts of a whole build
        tuple(span.start for span in spans),
        tuple(exact_digest(document.text[span.start : span.end]) for span in spans),
    )


@lru_cache(maxsize=256)  # every button of a reply asks for the same few
def digest_of_text(text: str) -> str:
    """Return the digest of a document's text, 16 hexadecimal digits."""
    return _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def exact_digest(text: str) -> str:
    """Return the digest of a paragraph's exact text, 8 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:_EXACT_LENGTH]
