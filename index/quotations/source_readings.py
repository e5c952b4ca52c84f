"""What one check has looked up and read of a collection: nothing of it is done twice.

A quotation's words are asked for by each step of its check, and the words of a source by each of
the quotations of a message that may be from there.
"""

from collections.abc import Sequence

from index.quotations.marked_words import ParsedQuotation
from index.quotations.parted_concordance import PartedConcordance, Phrases
from index.quotations.sorted_places import Longs
from index.quotations.words import ComparedWord, compared_words_at

_TOGETHER = 128  # places whose words are read at a time: what is read beside a sentence, twice


class SourceReading:
    """Looks up and reads for one check, and keeps it for as long as that lasts.

    It is for one thread.
    """

    def __init__(self, texts: Sequence[str], concordance: PartedConcordance) -> None:
        """Begin with nothing.

        Args:
            texts: Of the documents, in the concordance's order.
            concordance: Their index.
        """
        self._texts = texts
        self._concordance = concordance
        self._ids: dict[str, Longs] = {}
        self._phrases: dict[str, tuple[Phrases, ...]] = {}
        self._words: dict[tuple[int, int], list[ComparedWord]] = {}

    def ids(self, quotation: ParsedQuotation) -> Longs:
        """Return the ids of a quotation's elements, (parts, elements) int64."""
        if quotation.text not in self._ids:
            folded = [element.folded for element in quotation.elements]
            self._ids[quotation.text] = self._concordance.ids_of(folded)
        return self._ids[quotation.text]

    def phrases(self, quotation: ParsedQuotation) -> tuple[Phrases, ...]:
        """Return where the places of each element lie, those of two and of three in a row."""
        if quotation.text not in self._phrases:
            self._phrases[quotation.text] = self._concordance.phrases(self.ids(quotation))
        return self._phrases[quotation.text]

    def words(self, document: int, first: int, last: int) -> list[ComparedWord]:
        """Return the words at the places `first`..`last` of a document, the latter exclusive."""
        words: list[ComparedWord] = []
        for block in range(first // _TOGETHER, (last - 1) // _TOGETHER + 1):
            begin = max(block * _TOGETHER, int(self._concordance.bounds[document]))
            words += self._block(document, block)[max(first - begin, 0) : last - begin]
        return words

    def _block(self, document: int, block: int) -> list[ComparedWord]:
        """Return the words of a document whose places are of one block."""
        if (document, block) not in self._words:
            bounds = self._concordance.bounds
            begin = max(block * _TOGETHER, int(bounds[document]))
            end = min((block + 1) * _TOGETHER, int(bounds[document + 1]))
            places = self._concordance.spans(document, begin, end).tolist()
            self._words[document, block] = compared_words_at(self._texts[document], places)
        return self._words[document, block]
