"""Sentences that stand for whole documents: what they are about, and what they conclude."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, zip_longest
from math import inf

from index.answers import Whole, WholeOf, closing_odds, conclusion_of, opening_of, telling_first
from index.briefs import Brief, BriefOptions, brief, pool_on, says_same, wording_of
from index.models import Reader
from index.search import Retriever
from index.types import Document, Embeddings, Quote

_ENDS = 4  # documents of whose opening and conclusion an overview may tell, and that are read
# Log-odds by which the close says what a document comes to: on sixty essays in other hands the best
# sentence has -1.3 at least, in rules, price lists, minutes and manuals mostly below -2.
_PLAINLY = -1.5


class KeyPoints:
    """Finds them; of the same documents once."""

    def __init__(
        self, retriever: Retriever, encode: Callable[[Sequence[str]], Embeddings], budget: int
    ) -> None:
        """Look among what a retriever searches.

        Args:
            retriever: Of the collection.
            encode: Gives the vectors of texts.
            budget: Characters that the points of an overview may have.
        """
        self._retriever = retriever
        self._encode = encode
        self._options = BriefOptions(max_chars=budget)
        self._known: dict[tuple[str, ...], tuple[Quote, ...]] = {}

    def of(self, wanted: WholeOf, reader: Reader | None = None) -> tuple[Quote, ...]:
        """Return the sentences that stand for the whole of documents, or for their end.

        Args:
            wanted: Of which documents, and which of the two.
            reader: Reads how they close, where there is one, and they are few.
        """
        if len(wanted.documents) > _ENDS:
            reader = None
        if wanted.whole is Whole.CONCLUSION:
            return self._conclusions(wanted.documents, reader)
        is_point = wanted.whole is Whole.POINT and reader is not None
        point = self._conclusions(wanted.documents, reader, _PLAINLY) if is_point else ()
        return point or self._overview(wanted, reader)

    def _overview(self, wanted: WholeOf, reader: Reader | None) -> tuple[Quote, ...]:
        """Return how documents open, and their key sentences."""
        ids = tuple(document.id for document in wanted.documents)
        if ids not in self._known:
            pool = pool_on(None, wanted.documents, self._retriever)
            everything = brief(None, pool, self._encode, options=self._options)
            points = everything.points if isinstance(everything, Brief) else ()
            few = wanted.documents[:_ENDS]
            last = chain.from_iterable(self._conclusion_of(one, reader)[:1] for one in few)
            telling = telling_first((*points, *last), self._encode)
            self._known[ids] = _each_once((*self._openings(wanted), *telling))
        return self._known[ids]

    def _conclusions(
        self, documents: Iterable[Document], reader: Reader | None, least: float = -inf
    ) -> tuple[Quote, ...]:
        """Return the sentences in which documents conclude, the best of each first."""
        ends = zip_longest(*(self._conclusion_of(one, reader, least) for one in documents))
        return tuple(filter(None, chain.from_iterable(ends)))

    def _conclusion_of(
        self, document: Document, reader: Reader | None, least: float = -inf
    ) -> tuple[Quote, ...]:
        """Return the sentences in which a document concludes, none less plainly than `least`."""
        if reader is None:
            return conclusion_of(document)
        close = partial(closing_odds, index=self._retriever.index, reader=reader)
        return conclusion_of(document, close, least)

    def _openings(self, wanted: WholeOf) -> Iterator[Quote]:
        """Yield how a document opens; of several how each does, in one sentence."""
        sentences = 2 if len(wanted.documents) == 1 else 1
        for document in wanted.documents[:_ENDS]:
            yield from opening_of(document, self._encode)[:sentences]


def _each_once(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Return quotes in order, of those that overlap or say the same the first."""
    shown: list[Quote] = []
    for quote in quotes:
        if not any(_is_again(quote, other) for other in shown):
            shown.append(quote)
    return tuple(shown)


def _is_again(quote: Quote, other: Quote) -> bool:
    """Return whether a quote holds words of another, or says the same in nearly its words."""
    overlaps = quote.document.id == other.document.id and quote.span.overlaps(other.span)
    return overlaps or says_same(wording_of(quote.text), wording_of(other.text))
