"""What a button's quotes are now: their documents may have been changed or taken out since."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.chat.buttons.quote_ids import QuotePlace, mark, mark_before, places_of
from index import AddressError, Document, Quote, Revisions, digest_of_text, quote_of


@dataclass(slots=True)
class Recalled:
    """The quotes of a button, as they are now.

    Args:
        quotes: What can be shown, each held against its source.
        changed: How many of these are the present paragraph in place of a passage that was changed.
        removed: How many passages are no longer in their document.
        unknown: How many are of a document that is not among those that may be seen, or of a
            wording of it that nothing is known of.
    """

    quotes: list[Quote] = field(default_factory=list)
    changed: int = 0
    removed: int = 0
    unknown: int = 0


def recall(packed: str, documents: Mapping[str, Document], revisions: Revisions) -> Recalled:
    """Return the quotes that were packed, as they are now.

    Args:
        packed: Their ids.
        documents: Those that may be seen, by their ids.
        revisions: What is known of these.

    Raises:
        AddressError: An id is malformed, or leads nowhere in its document.
    """
    recalled, marks = Recalled(), _Marks(documents, revisions)
    for place in places_of(packed):
        try:
            _recall(place, marks, recalled)
        except ValueError as error:
            raise AddressError(f"a button's quote leads nowhere: {place}") from error
    return recalled


def _recall(place: QuotePlace, marks: "_Marks", recalled: Recalled) -> None:
    """Add what a quote is now.

    Raises:
        AddressError: It leads nowhere in its document.
        ValueError: Likewise.
    """
    known = marks.find(place.mark)
    if known is None:
        recalled.unknown += 1
        return
    document, wording = known
    if wording == digest_of_text(document.text):
        recalled.quotes.append(quote_of(document, place.span, place.highlight))
        return
    now = marks.revisions.quoted(document, wording, place.span)
    if now.span is None:
        recalled.removed += 1
    elif now.changed:
        recalled.changed += 1
        recalled.quotes.append(quote_of(document, now.span))
    else:
        recalled.quotes.append(quote_of(document, now.span, place.shifted(now.span.start)))


@dataclass(frozen=True, slots=True)
class _Marks:
    """Which wording of which document a mark stands for.

    Args:
        documents: Those that may be seen, by their ids.
        revisions: What is known of these.
    """

    documents: Mapping[str, Document]
    revisions: Revisions

    def find(self, wanted: str) -> tuple[Document, str] | None:
        """Return a document and the digest of its wording; None where none is known by a mark."""
        for document in self.documents.values():
            present = digest_of_text(document.text)
            for wording in (present, *self.revisions.wordings(document.id)):
                if mark(document.id, wording) == wanted:
                    return document, wording
        for document in self.documents.values():
            if mark_before(document) == wanted:
                return document, digest_of_text(document.text)
        return None
