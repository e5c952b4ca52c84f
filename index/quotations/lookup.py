"""The places of a collection that a quotation reads like, found by its index and read in full."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.quotations.comparison import Reading, read
from index.quotations.concordance import Concordance, Floats, Longs
from index.quotations.joined_words import joined_words
from index.quotations.marked_words import Kind, Wording
from index.quotations.neighbourhoods import Run, neighbourhoods, verbatim_runs

_MOST_PLACES = 200
"""Places of the same words that are read until enough agree in case and sign, too."""
_MOST_NEIGHBOURHOODS = 12
"""Neighbourhoods read in full: boilerplate stands in many documents with one word changed."""
_MOST_WORDS = 4000
"""Words of the quotation read in all: of a long one fewer neighbourhoods, but at least two."""
_SPARE = 12
"""Words read on both sides of where a quotation should stand, beside a quarter of its length."""
_REACH = 300
"""Words that an omission may leave out: about two paragraphs."""
_SHORT_OMISSION = 40
"""Words that an omission leaves out as a rule: read first, since that is quicker."""
_MOST_OMISSIONS = 5
"""Omissions whose reach is read; those of a longer quotation are seldom all so far."""
_MOST_WIDE = 3
"""Readings tried again with `_REACH` on both sides, for words left out without a mark."""
_LEAST_RUN = 4
"""Words of the shortest run that counts as taken from somewhere."""


@dataclass(frozen=True, slots=True)
class Found:
    """A reading, with the number of its document and the place where the quotation would begin."""

    number: int
    place: int
    reading: Reading

    def rank(self) -> tuple[int, float, int, int]:
        """Return what readings of one quotation are sorted by, the best first."""
        reading = self.reading
        return reading.cost, -sum(reading.likeness), self.number, reading.start


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Search:
    """Looks for one quotation after the other in some texts.

    Args:
        texts: Of the documents, in the concordance's order.
        concordance: Their index.
    """

    texts: tuple[str, ...]
    concordance: Concordance

    def exact(self, wording: Wording, most: int) -> list[Found]:
        """Return the places that have a quotation exactly, in order.

        Args:
            wording: The quotation.
            most: The most places to return.
        """
        exact: list[Found] = []
        for one in self._spellings(wording):
            places = self.concordance.find(self.concordance.ids_of(one), _MOST_PLACES)
            for place in places.tolist():
                number = self.concordance.document_at(place)
                found = self._read(wording, number, place, place + len(one))
                if found is not None and found.reading.exact:
                    exact.append(found)
                if len(exact) == most:
                    return exact
        return exact

    def nearest(self, wording: Wording) -> list[Found]:
        """Return the places most like a quotation, best first; marks may make them exact, too."""
        ids = self._ids(wording)
        omissions = sum(element.kind is Kind.OMISSION for element in wording.elements)
        spare = _SPARE + len(ids) // 4 + _SHORT_OMISSION * omissions
        most = min(max(_MOST_WORDS // len(ids), 2), _MOST_NEIGHBOURHOODS)
        near = neighbourhoods(self.concordance, ids, most)
        read = (self._around(wording, one.document, one.place, spare) for one in near)
        found = sorted((one for one in read if one is not None), key=Found.rank)
        if omissions and found and found[0].reading.cost:
            return self.wider(wording, found, min(omissions, _MOST_OMISSIONS))
        return found

    def wider(self, wording: Wording, found: Sequence[Found], omissions: int = 1) -> list[Found]:
        """Return some readings and the first of them with more of their sources, best first.

        Args:
            wording: The quotation.
            found: Its readings.
            omissions: Stretches of the source that may have been left out, at least 1.
        """
        spare = _SPARE + _REACH * omissions
        read = (self._around(wording, one.number, one.place, spare) for one in found[:_MOST_WIDE])
        return sorted((*found, *(one for one in read if one is not None)), key=Found.rank)

    def around(self, wording: Wording, run: Run) -> Found | None:
        """Return a quotation read around the place of one of its runs."""
        marked = any(element.kind is not Kind.WORD for element in wording.elements)
        number = self.concordance.document_at(run.place)
        spare = _SPARE if marked else _REACH
        return self._around(wording, number, run.place - run.first, spare)

    def runs(self, wording: Wording, weights: Floats) -> list[Run]:
        """Return the parts of a quotation that stand somewhere word for word.

        Args:
            wording: The quotation.
            weights: (elements,) float64, bits, as `weights` gives them.

        Returns:
            Those of four words and more that say more than which place of all they stand at.
        """
        runs = verbatim_runs(self.concordance, self._ids(wording), _LEAST_RUN)
        least = self.concordance.bits
        return [run for run in runs if float(weights[run.first : run.last].sum()) > least]

    def weights(self, wording: Wording) -> Floats:
        """Return how much it says of a place that it has each element, in bits.

        Returns:
            (elements,) float64, 0 for what is not a word.
        """
        words = [element.kind is Kind.WORD for element in wording.elements]
        weights: Floats = self.concordance.surprise(self._ids(wording)) * words
        return weights

    def _spellings(self, wording: Wording) -> list[list[str]]:
        """Return the different ways to read a quotation's broken words, as they stand first."""
        known = self.concordance

        def must_be_one(word: str, pieces: Sequence[str]) -> bool:
            low, high = known.stretch(known.ids_of(pieces).tolist())
            return word in known and low == high

        def may_be_one(word: str, pieces: Sequence[str]) -> bool:
            return word in known

        spellings = [[element.folded for element in wording.elements]]
        for is_one in (must_be_one, may_be_one):
            spelling = joined_words(wording.elements, wording.text, is_one)
            if spelling not in spellings:
                spellings.append(spelling)
        return spellings

    def _ids(self, wording: Wording) -> Longs:
        """Return the ids of a quotation's elements."""
        return self.concordance.ids_of([element.folded for element in wording.elements])

    def _around(self, wording: Wording, number: int, place: int, spare: int) -> Found | None:
        """Return a quotation read where it would begin at a place, `spare` words on both sides."""
        found = self._read(wording, number, place - spare, place + len(wording.elements) + spare)
        return None if found is None else replace(found, place=place)

    def _read(self, wording: Wording, number: int, first: int, last: int) -> Found | None:
        """Return a quotation read beside the places `first`..`last` of a document."""
        bounds, spans = self.concordance.bounds, self.concordance.spans
        first, last = max(first, int(bounds[number])), min(last, int(bounds[number + 1]))
        if first >= last:
            return None
        start, end = int(spans[first][0]), int(spans[last - 1][1])
        reading = read(wording, self.texts[number], start, end)
        return None if reading is None else Found(number, first, reading)
