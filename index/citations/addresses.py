"""Addresses of paragraphs: `12`, `deadly-cooperation:12`, `[[12]]`, `¶12`.

An address may end in the revision that it was issued for, `deadly-cooperation:12@3f9c01`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.errors import AddressError
from index.types import Document, Paragraph

_ADDRESS = re.compile(
    r"(?:(?P<document>[^\s:\[\]#¶§]+)\s*:\s*)?(?:[#¶§]|par(?:a|agraph)?\.?\s)?\s*(?P<number>\d{1,7})"
    r"(?:@(?P<revision>[0-9a-f]{6,64}))?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")
_SUGGESTIONS = 3
_MOST_NAMED = 8  # documents, where none is like the one that was asked for
# Per cent of alikeness from which a document's id is suggested in place of an unknown one.
_ALIKE = 60


@dataclass(frozen=True, slots=True)
class Address:
    """A paragraph by its number; of a document left open where somebody wrote only the number."""

    document: str | None
    paragraph: int
    revision: str | None = None

    def __str__(self) -> str:
        """Return the address as it is written."""
        place = f"{self.document}:{self.paragraph}" if self.document else str(self.paragraph)
        return f"{place}@{self.revision}" if self.revision else place


def is_address(text: str) -> bool:
    """Return whether the text is an address and nothing else."""
    return _parsed(text) is not None


def parse_address(text: str) -> Address:
    """Return the address that the text is.

    Raises:
        AddressError: It is not an address.
    """
    address = _parsed(text)
    if address is None:
        msg = f"{text[:60]!r} is not an address; write 12, or document:12"
        raise AddressError(msg)
    return address


def _parsed(text: str) -> Address | None:
    """Return the address that the text is, None where it is not one."""
    bracketed = _BRACKETED.fullmatch(text.strip())
    match = _ADDRESS.fullmatch((bracketed[1] if bracketed else text).strip())
    if match is None:
        return None
    revision = match["revision"].lower() if match["revision"] else None
    return Address(match["document"], int(match["number"]), revision)


def find_addresses(text: str) -> tuple[Address, ...]:
    """Return the addresses in double brackets that a message holds, in order, each once."""
    bracketed = (_parsed(match[1]) for match in _BRACKETED.finditer(text))
    return tuple(dict.fromkeys(address for address in bracketed if address is not None))


def paragraph_of(document: Document, number: int) -> Paragraph:
    """Return a document's paragraph.

    Raises:
        AddressError: There is no paragraph of this number.
    """
    if not 1 <= number <= len(document.paragraphs):
        msg = (
            f"{document.id} has no paragraph {number}; "
            f"its paragraphs are 1 to {len(document.paragraphs)}"
        )
        raise AddressError(msg)
    return document.paragraphs[number - 1]


def find_document(
    address: Address, documents: Sequence[Document], default: str | None = None
) -> Document:
    """Return the document of an address.

    Args:
        address: What was asked for.
        documents: Those that can be meant.
        default: Id of the document meant by a bare number; the only document where None.

    Raises:
        AddressError: There is no such document, or none is named and there are several.
    """
    if address.document is None and default is None and len(documents) == 1:
        return documents[0]
    wanted = address.document or default
    if wanted is None:
        example = f"; write for example {documents[0].id}:{address.paragraph}" if documents else ""
        msg = f"paragraph {address.paragraph} of which document{example}"
        raise AddressError(msg)
    return document_named(wanted, documents)


def document_named(name: str, documents: Sequence[Document]) -> Document:
    """Return the document of an id, in whatever case it is written.

    Raises:
        AddressError: There is none.
    """
    by_id = {document.id.casefold(): document for document in documents}
    if name.casefold() not in by_id:
        msg = f"there is no document {name!r}{_suggestion(name, documents)}"
        raise AddressError(msg)
    return by_id[name.casefold()]


def _suggestion(wanted: str, documents: Sequence[Document]) -> str:
    """Return which documents may have been meant, or else some, as the end of a sentence."""
    from rapidfuzz import fuzz, process, utils

    similar = process.extract(
        wanted,
        [document.id for document in documents],
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=_SUGGESTIONS,
        score_cutoff=_ALIKE,
    )
    names = [name for name, _, _ in similar]
    if names:
        return f"; did you mean {' or '.join(names)}?"
    return f"; there are: {', '.join(document.id for document in documents[:_MOST_NAMED])}"
