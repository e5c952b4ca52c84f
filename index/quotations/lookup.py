"""The places of a collection that a quotation reads like, found by its index and read in full."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress, islice
from typing import TypeVar

from index.quotations.comparison import Comparison, comparison_of
from index.quotations.concordance import Floats
from index.quotations.joined_words import joined_words
from index.quotations.marked_words import ElementKind, ParsedQuotation
from index.quotations.neighbourhoods import VerbatimRun, neighbourhoods, verbatim_runs
from index.quotations.parted_concordance import PartedConcordance
from index.quotations.soft_runs import Run
from index.quotations.source_readings import SourceReading

T = TypeVar("T")

# Places of the same words that are read until enough agree in case and sign, too.
_MOST_PLACES = 200
# Neighbourhoods read in full: boilerplate stands in many documents with one word changed.
_MOST_NEIGHBOURHOODS = 12
# Words of the quotation read beside one place after the other: of a long one fewer neighbourhoods,
# but at least one. Sentences stay far below; a pasted page takes a tenth of a second.
_MOST_WORDS = 1600
# The same, of a quotation that stands at many places, until enough agree in case and sign.
_MOST_EXACT_WORDS = 10_000
# Words read on both sides of where a quotation should stand, beside a quarter of its length.
_SPARE = 12
_REACH = 300  # words that an omission may leave out: about two paragraphs
# Words that an omission leaves out as a rule: read first, since that is quicker.
_SHORT_OMISSION = 40
# Omissions whose reach is read; those of a longer quotation are seldom all so far.
_MOST_OMISSIONS = 5
# Omissions of as much as a rule leaves out that are read on both sides: a page of them would have a
# long document read whole.
_MOST_SHORT_OMISSIONS = 20
# Matches tried again with `_REACH` on both sides, for words left out without a mark.
_MOST_WIDE = 3
_READ_FOR_ONE = 8  # words of a source that are read in the time that one of a quotation costs
_LEAST_RUN = 4  # words of the shortest run that counts as taken from somewhere


@dataclass(frozen=True, slots=True)
class Match:
    """A place that a quotation reads like.

    Args:
        document: The number of its document, from 0.
        place: Where the quotation would begin, in the concordance's places.
        comparison: The quotation beside it.
    """

    document: int
    place: int
    comparison: Comparison

    def rank(self) -> tuple[int, float, int, int]:
        """Return a key to sort by: the least cost, the most likeness, then reading order."""
        comparison = self.comparison
        return comparison.cost, -sum(comparison.likeness), self.document, comparison.start


@dataclass(slots=True)
class Purse:
    """What is left of the words that several quotations may cost together.

    Args:
        words: Of quotations, each time that they are read beside a source; `_READ_FOR_ONE` of the
            source count as one.
    """

    words: int

    def pay(self, quoted: int, read: int) -> None:
        """Take what it costs to read so many words beside so many of a source."""
        self.words -= quoted + read // _READ_FOR_ONE

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left, so that only what must be is read."""
        return self.words <= 0


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Search:
    """Looks for one quotation after the other in some texts.

    Args:
        texts: Of the documents, in the concordance's order.
        concordance: Their index.
        most_words: Words of a quotation that are read beside the places most like it, in all; half
            as many are read once more with more of the source.
        least_places: Places that are read however long the quotation is.
        purse: What several quotations may cost together; None where nothing else bounds them.
        reading: What was looked up and read already; None where nothing is kept.
    """

    texts: Sequence[str]
    concordance: PartedConcordance
    most_words: int = _MOST_WORDS
    least_places: int = 1
    purse: Purse | None = None
    reading: SourceReading | None = None

    def begun(self) -> "Search":
        """Return a search that keeps what it looks up and reads, for one check."""
        return self if self.reading else replace(self, reading=self._reading)

    def exact(self, quotation: ParsedQuotation, most: int) -> list[Match]:
        """Return the places that have a quotation exactly, in order.

        Args:
            quotation: What is looked for.
            most: The most places to return.
        """
        exact: list[Match] = []
        for spelling in self._spellings(quotation):
            ids = self.concordance.ids_of(spelling)
            places = min(max(_MOST_EXACT_WORDS // len(spelling), most), _MOST_PLACES)
            found = self.concordance.find(ids, places).tolist()
            for place in self._affordable(found, most):
                document = self.concordance.document_at(place)
                match = self._match(quotation, document, place, place + len(spelling))
                if match is not None and match.comparison.exact:
                    exact.append(match)
                if len(exact) == most:
                    return exact
        return exact

    def nearest(self, quotation: ParsedQuotation) -> list[Match]:
        """Return the places most like a quotation, best first; marks may make them exact, too."""
        length = len(quotation.elements)
        omissions = sum(element.kind is ElementKind.OMISSION for element in quotation.elements)
        spare = _SPARE + length // 4 + _SHORT_OMISSION * min(omissions, _MOST_SHORT_OMISSIONS)
        most = max(self.most_words // length, self.least_places)
        phrases = self._reading.phrases(quotation)
        near = neighbourhoods(self.concordance, phrases, min(most, _MOST_NEIGHBOURHOODS))
        tried = (
            self._around(quotation, place.document, place.place, spare)
            for place in self._affordable(islice(near, most), self.least_places)
        )
        matches = sorted((match for match in tried if match is not None), key=Match.rank)
        if omissions and matches and matches[0].comparison.cost:
            return self.wider(quotation, matches, min(omissions, _MOST_OMISSIONS))
        return matches

    def wider(
        self, quotation: ParsedQuotation, matches: Sequence[Match], omissions: int = 1
    ) -> list[Match]:
        """Return some matches, and the first of them with more of their sources, best first.

        Of a long quotation fewer are read once more, or none.

        Args:
            quotation: What is looked for.
            matches: Its matches.
            omissions: Stretches of the source that may have been left out, at least 1.
        """
        spare = _SPARE + _REACH * omissions
        most = self.most_words // 2 // len(quotation.elements)
        first = matches[: min(most, _MOST_WIDE)]
        tried = (
            self._around(quotation, match.document, match.place, spare)
            for match in self._affordable(first)
        )
        wider = (match for match in tried if match is not None)
        return sorted((*matches, *wider), key=Match.rank)

    def around(self, quotation: ParsedQuotation, run: VerbatimRun) -> Match | None:
        """Return a quotation beside the place of one of its runs; None where it is too long."""
        if len(quotation.elements) > self.most_words // 2 or self._is_spent:
            return None
        marked = any(element.kind is not ElementKind.WORD for element in quotation.elements)
        document = self.concordance.document_at(run.place)
        spare = _SPARE if marked else _REACH
        return self._around(quotation, document, run.place - run.first, spare)

    def runs(self, quotation: ParsedQuotation, weights: Floats) -> list[VerbatimRun]:
        """Return the parts of a quotation that stand somewhere word for word.

        Args:
            quotation: What is looked for.
            weights: (elements,) float64, bits, as `weights` gives them.

        Returns:
            Those of four words and more that say more than which place of all they stand at.
        """
        reading = self._reading
        triples = reading.phrases(quotation)[-1]
        runs = verbatim_runs(self.concordance, reading.ids(quotation), triples, _LEAST_RUN)
        least = self.concordance.bits
        return [run for run in runs if float(weights[run.first : run.last].sum()) > least]

    def weights(self, quotation: ParsedQuotation) -> Floats:
        """Return how much it says of a place that it has each element, in bits.

        Returns:
            (elements,) float64, 0 for what is not a word.
        """
        words = [element.kind is ElementKind.WORD for element in quotation.elements]
        weights: Floats = self.concordance.surprise(self._reading.ids(quotation)) * words
        return weights

    def _spellings(self, quotation: ParsedQuotation) -> list[list[str]]:
        """Return the different ways to read a quotation's broken words, as they stand first."""
        spellings = [[element.folded for element in quotation.elements]]
        words = {run.word for run in quotation.runs}
        if not words:
            return spellings
        known = set(compress(words, self.concordance.has(list(words))))
        _, pairs, triples = self._reading.phrases(quotation)

        def may_be_one(run: Run) -> bool:
            return run.word in known

        def must_be_one(run: Run) -> bool:
            follow = pairs if run.last - run.first == 2 else triples
            return run.word in known and not follow.counts[run.first]

        for is_one in (must_be_one, may_be_one):
            spelling = joined_words(quotation, is_one)
            if spelling not in spellings:
                spellings.append(spelling)
        return spellings

    @property
    def _reading(self) -> SourceReading:
        return self.reading or SourceReading(self.texts, self.concordance)

    @property
    def _is_spent(self) -> bool:
        return self.purse is not None and self.purse.is_empty

    def _affordable(self, places: Iterable[T], least: int = 0) -> Iterator[T]:
        """Yield the first places, as many as there must be, and others while something is left."""
        for number, place in enumerate(places):
            if number >= least and self._is_spent:
                return
            yield place

    def _around(
        self, quotation: ParsedQuotation, document: int, place: int, spare: int
    ) -> Match | None:
        """Return a quotation beside where it would begin, `spare` words more on both sides."""
        last = place + len(quotation.elements) + spare
        match = self._match(quotation, document, place - spare, last)
        return None if match is None else replace(match, place=place)

    def _match(
        self, quotation: ParsedQuotation, document: int, first: int, last: int
    ) -> Match | None:
        """Return a quotation beside the places `first`..`last` of a document."""
        bounds = self.concordance.bounds
        first, last = max(first, int(bounds[document])), min(last, int(bounds[document + 1]))
        if first >= last:
            return None
        if self.purse is not None:
            self.purse.pay(len(quotation.elements), last - first)
        words = self._reading.words(document, first, last)
        comparison = comparison_of(quotation, self.texts[document], words)
        return None if comparison is None else Match(document, first, comparison)
