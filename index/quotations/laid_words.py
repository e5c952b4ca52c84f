"""Texts to a concordance: their words are read, or taken from where they were read before."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from index.quotations.concordance import UNKNOWN, Concordance, Digests, digest_of
from index.quotations.sorted_places import ORDER, Ints, Longs, sorted_places, unmarked
from index.quotations.word_spans import WordSpans, laid_spans
from index.quotations.words import folded_form_of, raw_words_of
from index.storage import counts_of, stretches_of


class ReadWords(Protocol):
    """The words of texts that were read, sorted or not: a concordance, or `LaidWords`."""

    @property
    def words(self) -> Ints:
        """The id of each word, that of a text's first one as it is or as its complement."""

    @property
    def spans(self) -> WordSpans:
        """Start and end of each."""

    @property
    def bounds(self) -> Longs:
        """The place where each text begins, and the end of the last one."""

    @property
    def vocabulary(self) -> Digests:
        """The digest of each id's word."""


class Known(NamedTuple):
    """A text whose words were read.

    Args:
        words: Where they are.
        number: Of the text there.
    """

    words: ReadWords
    number: int

    @property
    def length(self) -> int:
        """How many words it has."""
        return int(self.words.bounds[self.number + 1] - self.words.bounds[self.number])

    def spans(self) -> Longs:
        """Return start and end of each word, (n, 2) int64."""
        first, last = self.words.bounds[self.number : self.number + 2].tolist()
        return self.words.spans.of(first, first, last)

    def ids(self) -> Ints:
        """Return the id of each word, (n,) int32."""
        first, last = self.words.bounds[self.number : self.number + 2].tolist()
        return unmarked(self.words.words[first:last])


class LaidWords(NamedTuple):
    """The words of texts, end to end, not sorted yet.

    Args:
        words: (n + 3,) int32, their ids; the last three are -1.
        spans: Start and end of each.
        bounds: (texts + 1,) int64, the place where each text begins, and n.
        vocabulary: (v,) uint64, the digest of each id's word, in any order.
    """

    words: Ints
    spans: WordSpans
    bounds: Longs
    vocabulary: Digests


def read_words(texts: Iterable[str]) -> LaidWords:
    """Return the words of texts, each of which is held no longer than it takes to read it."""
    lexicon = _Lexicon()
    words, bounds = array("i"), [0]

    def spans() -> Iterator[Ints]:
        for text in texts:
            ids, own = lexicon.read(text)
            words.extend(ids)
            bounds.append(len(words))
            yield own

    laid = laid_spans(spans())
    vocabulary = np.array(lexicon.digests, dtype=np.uint64)
    return LaidWords(_padded(words), laid, np.array(bounds, np.int64), vocabulary)


def concordance_of(pieces: Sequence[Known]) -> Concordance:
    """Return the concordance of texts that were read before, in this order."""
    sources = {id(piece.words): piece.words for piece in pieces}
    if len(sources) == 1:
        only = pieces[0].words
        is_all = [piece.number for piece in pieces] == list(range(len(only.bounds) - 1))
        if is_all and isinstance(only, LaidWords):
            return _sorted(only)
    return _sorted(_laid(pieces, sources), _known_order(pieces))


def _laid(pieces: Sequence[Known], sources: dict[int, ReadWords]) -> LaidWords:
    """Return the words of texts end to end, the ids of each source behind those of the last."""
    sizes = np.cumsum([0, *(len(one.vocabulary) for one in sources.values())]).tolist()
    begins = dict(zip(sources, sizes, strict=False))
    words, bounds = array("i"), [0]
    for piece in pieces:
        words.frombytes((piece.ids() + np.int32(begins[id(piece.words)])).tobytes())
        bounds.append(len(words))
    spans = laid_spans(piece.spans() for piece in pieces)
    vocabularies = [np.zeros(0, np.uint64), *(one.vocabulary for one in sources.values())]
    return LaidWords(
        _padded(words), spans, np.array(bounds, np.int64), np.concatenate(vocabularies)
    )


def _padded(words: "array[int]") -> Ints:
    """Return ids with what stands behind the last."""
    words.extend([UNKNOWN] * ORDER)
    return np.frombuffer(words, np.int32)


def _sorted(laid: LaidWords, known: Ints | None = None) -> Concordance:
    """Return the concordance of words, whose array becomes its own.

    Args:
        laid: The words.
        known: Some of their places, in their order.
    """
    words, spans, bounds, digests = laid
    vocabulary, ranks = np.unique(digests, return_inverse=True)
    _renumber(words, ranks)
    counts = counts_of(words[: bounds[-1]], len(vocabulary))
    if not counts.all():  # words of texts that are left out are forgotten
        _renumber(words, np.cumsum(counts > 0) - 1)
        vocabulary, counts = vocabulary[counts > 0], counts[counts > 0]
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    order = sorted_places(words, bounds, starts, known)
    return Concordance(words, spans, bounds, vocabulary, order, starts)


def _renumber(words: Ints, ranks: Longs) -> None:
    """Put other ids in the place of those of words, but for the padding behind the last."""
    for some in stretches_of(len(words) - ORDER):
        words[some] = ranks[words[some]]


def _known_order(pieces: Sequence[Known]) -> Ints | None:
    """Return the places of the concordance that most words are of, in the order that they have.

    That order stays among the words of all.
    """
    counts: Counter[int] = Counter()
    for piece in pieces:
        counts[id(piece.words)] += piece.length
    most = max(pieces, key=lambda piece: counts[id(piece.words)], default=None)
    if most is None or not isinstance(most.words, Concordance):
        return None
    now = np.full(len(most.words), -1, dtype=np.int32)
    begin = 0
    for piece in pieces:
        if piece.words is most.words:
            before = int(piece.words.bounds[piece.number])
            now[before : before + piece.length] = np.arange(begin, begin + piece.length)
        begin += piece.length
    places = now[most.words.order]
    return places[places >= 0]


class _Lexicon:
    """Ids for the words of new texts, by the order in which they are met."""

    def __init__(self) -> None:
        """Start empty."""
        self.digests: list[int] = []
        self._by_raw: dict[str, int] = {}
        self._by_folded: dict[str, int] = {}

    def read(self, text: str) -> tuple[list[int], Ints]:
        """Return the id of each word of a text, and start and end of each, (n, 2) int32."""
        ids: list[int] = []
        spans: list[tuple[int, int]] = []
        known = self._by_raw
        for raw, start, end in raw_words_of(text):
            word = known.get(raw)
            ids.append(self._add(raw) if word is None else word)
            spans.append((start, end))
        return ids, np.array(spans, np.int32).reshape(-1, 2)

    def _add(self, raw: str) -> int:
        """Return the id of a word that is met in this spelling for the first time."""
        folded = folded_form_of(raw)
        word = self._by_folded.get(folded)
        if word is None:
            word = self._by_folded[folded] = len(self.digests)
            self.digests.append(digest_of(folded))
        self._by_raw[raw] = word
        return word
