"""A quotation held against the sources: exact, altered (and how), or not found."""

import enum
import hashlib
import json
import time
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import CollectionError
from index.language import QUOTATION_MARKS, sentences_of
from index.quotations.concordance import concordance_of, load
from index.quotations.differences import Difference, Op
from index.quotations.lookup import Found, Search
from index.quotations.marked_words import Kind, Wording, wording_of
from index.quotations.neighbourhoods import Run
from index.types import Document, Quote, Span, quote_of

MINIMUM_CHARACTERS = 12
"""Shorter quotations stand in too many texts to say where they are from."""
LONGEST_SURROUNDINGS = 600
"""Characters of the sentences that are shown around a quote."""
MOST_ALSO_IN = 20
"""Other places named for an exact quotation."""


class Verdict(enum.StrEnum):
    """What a quotation is."""

    EXACT = "exact"
    ALTERED = "altered"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Verification:
    """A quotation held against the sources.

    Args:
        quotation: As it was given.
        verdict: What it is.
        quote: The place it was taken from; None exactly when it was not found. Words of a heading
            are addressed by the paragraph that follows it.
        differences: The comparison with that place, in order; empty when not found.
        also_in: Other places that have it exactly, at most `MOST_ALSO_IN`.
        joined: For an altered quotation the other places that words of it were taken from.
        nearest: When not found, the place most like it, to be shown as no match.
        too_short: It has fewer than `MINIMUM_CHARACTERS` and was not looked for.
        seconds: How long it took.
    """

    quotation: str
    verdict: Verdict
    quote: Quote | None = None
    differences: tuple[Difference, ...] = ()
    also_in: tuple[Quote, ...] = ()
    joined: tuple[Quote, ...] = ()
    nearest: Quote | None = None
    too_short: bool = False
    seconds: float = 0.0

    def __post_init__(self) -> None:
        """Check that the parts belong to the verdict.

        Raises:
            ValueError: There is no place though it was found, or the differences do not fit it.
        """
        found = self.verdict is not Verdict.NOT_FOUND
        source = "".join(difference.source for difference in self.differences)
        changed = any(difference.op is not Op.EQUAL for difference in self.differences)
        if (
            found != (self.quote is not None)
            or source != (self.quote.text if self.quote else "")
            or changed != (self.verdict is Verdict.ALTERED)
        ):
            msg = f"{self.verdict} does not fit the differences of {self.quotation[:60]!r}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Verifier:
    """Holds quotations against a collection; read-only, so threads may share it.

    Args:
        documents: The collection, in its order.
        digests: For each document the digest of its text.
        search: Over the documents' texts.
    """

    documents: tuple[Document, ...]
    digests: tuple[str, ...]
    search: Search

    @classmethod
    def build(cls, documents: Sequence[Document], previous: "Verifier | None" = None) -> "Verifier":
        """Return a verifier for some documents.

        Args:
            documents: What quotations are held against.
            previous: An older verifier: texts that it has are not read again.
        """
        texts = tuple(_quotable(document) for document in documents)
        digests = tuple(_digest(text) for text in texts)
        older = {digest: i for i, digest in enumerate(previous.digests)} if previous else {}
        concordance = concordance_of(
            texts,
            previous.search.concordance if previous else None,
            [older.get(digest) for digest in digests],
        )
        return cls(tuple(documents), digests, Search(texts, concordance))

    def save(self, folder: Path) -> None:
        """Write the index into a folder, which is created where it is missing.

        Raises:
            OSError: The folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.search.concordance.save(folder)
        state = {"schema": _SCHEMA, "documents": list(self.digests)}
        (folder / _STATE).write_text(json.dumps(state), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, documents: Sequence[Document]) -> "Verifier":
        """Return the verifier that `save` wrote; its arrays stay on disk until they are needed.

        Args:
            folder: Where it was saved.
            documents: The same documents, in the same order, as it was built from.

        Raises:
            CollectionError: The folder is missing or damaged, or was made from other texts.
        """
        texts = tuple(_quotable(document) for document in documents)
        digests = tuple(_digest(text) for text in texts)
        try:
            state = json.loads((folder / _STATE).read_text(encoding="utf-8"))
            concordance = load(folder)
        except (OSError, EOFError, ValueError) as error:
            msg = f"the quotation index in {folder} is missing or damaged: build it again"
            raise CollectionError(msg) from error
        if state != {"schema": _SCHEMA, "documents": list(digests)}:
            msg = f"the quotation index in {folder} was made from other texts: build it again"
            raise CollectionError(msg)
        return cls(tuple(documents), digests, Search(texts, concordance))

    def verify(self, quotation: str) -> Verification:
        """Return what a quotation is, with its place and everything that was changed."""
        began = time.perf_counter()
        wording = wording_of(quotation)
        if is_too_short(quotation):
            verification = Verification(quotation, Verdict.NOT_FOUND, too_short=True)
        elif any(element.kind is Kind.WORD for element in wording.elements):
            verification = self._verify(wording)
        else:
            verification = Verification(quotation, Verdict.NOT_FOUND)
        return replace(verification, seconds=time.perf_counter() - began)

    def _verify(self, wording: Wording) -> Verification:
        """Return what a quotation of at least one word is."""
        exact = self.search.exact(wording, MOST_ALSO_IN + 1)
        if exact:
            return self._exact(wording, exact)
        nearest = self.search.nearest(wording)
        exact = [found for found in nearest if found.reading.exact]
        if exact:
            return self._exact(wording, exact)
        return self._inexact(wording, nearest)

    def _exact(self, wording: Wording, found: Sequence[Found]) -> Verification:
        """Return the verdict on a quotation that stands at all these places."""
        places = {(one.number, one.reading.start, one.reading.end): one for one in found}
        first, *others = (places[place] for place in sorted(places))
        return Verification(
            wording.text,
            Verdict.EXACT,
            self._quote(first),
            first.reading.differences,
            also_in=tuple(self._quote(other) for other in others[:MOST_ALSO_IN]),
        )

    def _inexact(self, wording: Wording, nearest: Sequence[Found]) -> Verification:
        """Return the verdict on a quotation that stands nowhere exactly."""
        search = self.search
        weights = search.weights(wording)
        total = max(float(weights.sum()), 1e-9)
        runs = {
            run: float(weights[run.first : run.last].sum()) for run in search.runs(wording, weights)
        }
        cover = sum(runs.values()) / total
        share = nearest[0].reading.share(weights) if nearest else 0.0
        best: Found | None = nearest[0] if nearest else None
        if cover > max(_LEAST_COVER, share + _BETTER):  # put together: the longest part leads
            best = search.around(wording, max(runs, key=lambda run: runs[run]))
        elif best is not None and share < _GOOD_SHARE:
            best = search.wider(wording, nearest)[0]
            share = best.reading.share(weights)
        if best is None:
            return Verification(wording.text, Verdict.NOT_FOUND)
        if best.reading.exact:
            return self._exact(wording, [best])
        if share < _LEAST_SHARE and cover < _LEAST_COVER:
            nearest_one = replace(surroundings(self._quote(best)), highlight=None)
            return Verification(wording.text, Verdict.NOT_FOUND, nearest=nearest_one)
        return Verification(
            wording.text,
            Verdict.ALTERED,
            self._quote(best),
            best.reading.differences,
            joined=tuple(self._joined(best, runs)),
        )

    def _joined(self, best: Found, runs: Iterable[Run]) -> Iterator[Quote]:
        """Yield the places of the runs that `best` has nothing to say about."""
        concordance = self.search.concordance
        for run in runs:
            likeness = best.reading.likeness[run.first : run.last]
            if sum(alike == 1 for alike in likeness) * 2 < len(likeness):
                spans = concordance.spans[run.place : run.place + len(likeness)]
                number = concordance.document_at(run.place)
                yield _slice(self.documents[number], int(spans[0][0]), int(spans[-1][1]))

    def _quote(self, found: Found) -> Quote:
        """Return the place of a reading as a quote."""
        return _slice(self.documents[found.number], found.reading.start, found.reading.end)


_SCHEMA = 1
_STATE = "verification.json"
_LEAST_SHARE = 0.65
"""Share of a quotation, by surprise, that one place must have for an altered one. On the half of
the public sets that it was chosen on, sentences with one change have 0.73 and more, sentences of
other documents 0.62 and less in 99 of 100."""
_LEAST_COVER = 0.85
"""The same for runs at several places: joined sentences have 0.93 and more, others 0.80 at most."""
_BETTER = 0.02
"""Share that several places must have beyond what the best one has, to be preferred."""
_GOOD_SHARE = 0.85
"""Share from which words left out without a mark are not looked for further off."""


def is_too_short(quotation: str) -> bool:
    """Return whether a quotation has too few characters to be looked for."""
    return len(quotation.strip().strip(QUOTATION_MARKS)) < MINIMUM_CHARACTERS


def _slice(document: Document, start: int, end: int) -> Quote:
    """Return a stretch of a document as a quote."""
    after = bisect_right(document.paragraphs, start, key=lambda paragraph: paragraph.end)
    paragraph = document.paragraphs[min(after, len(document.paragraphs) - 1)]
    return Quote(document, paragraph.number, start, end, document.text[start:end])


def surroundings(quote: Quote) -> Quote:
    """Return the whole sentences around a quote, itself highlighted.

    They stay within its paragraph and are no longer than `LONGEST_SURROUNDINGS`, unless one alone
    is; a quote that leaves its paragraph is returned as it is.
    """
    place = Span(quote.start, quote.end)
    paragraph = quote.document.paragraphs[quote.paragraph - 1].span
    if not paragraph.contains(place):
        return quote
    sentences = sentences_of(quote.document.text, paragraph)
    touched = [sentence for sentence in sentences if sentence.overlaps(place)]
    start, end = touched[0].start, touched[0].end
    for sentence in touched[1:]:
        if sentence.end - start <= LONGEST_SURROUNDINGS:
            end = sentence.end
    span = Span(start, end)
    return quote_of(quote.document, span, place if span.contains(place) else None)


def _quotable(document: Document) -> str:
    """Return the text that may be quoted: none where no paragraph could be its address."""
    return document.text if document.paragraphs else ""


def _digest(text: str) -> str:
    """Return the digest of a document's text."""
    raw = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(raw, digest_size=16).hexdigest()
