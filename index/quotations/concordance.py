"""The index behind the quotation check: every place of a collection, sorted by the words there.

All places are in the order of the three words that begin at each (a suffix array cut at three
words), so the places of a word, of a pair and of a triple are each one stretch of one array. There
is no Python object per place, and the arrays may lie memory-mapped on disk.
"""

import functools
import hashlib
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from index.quotations.sorted_places import ORDER, Ints, KnownOrder, Longs, sorted_places
from index.quotations.words import folded_form_of, raw_words_of
from index.storage import counts_of, mapped_array, stretches_of

Floats: TypeAlias = npt.NDArray[np.float64]
Digests: TypeAlias = npt.NDArray[np.uint64]

UNKNOWN = -1  # id of a word that no document has, and of the padding behind the last word


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Concordance:
    """The words of a collection, document after document; a *place* is a position in `words`.

    Args:
        words: (n + 3,) int32, the id of each word; the last three are padding, `UNKNOWN`.
        spans: (n, 2) int32, start and end of each word in code points of its document's text.
        bounds: (documents + 1,) int64, the place where each document begins, and n.
        vocabulary: (v,) uint64, ascending; a word's id is the rank of its digest.
        order: (n,) int32, all places sorted by the ids of the three words that begin there.
        starts: (v + 1,) int64, where the places of each word begin in `order`.
    """

    words: Ints
    spans: Ints
    bounds: Longs
    vocabulary: Digests
    order: Ints
    starts: Longs

    def __post_init__(self) -> None:
        """Check that the arrays belong together.

        Raises:
            ValueError: Their lengths do not agree.
        """
        n = len(self.order)
        lengths = (len(self.words) - ORDER, len(self.spans), int(self.bounds[-1]))
        if any(length != n for length in (*lengths, int(self.starts[-1]))):
            msg = f"concordance of {n} places has arrays for {lengths}"
            raise ValueError(msg)

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self.order)

    def ids_of(self, folded: Sequence[str]) -> Longs:
        """Return the ids of folded words.

        Args:
            folded: As `folded_form_of` gives them.

        Returns:
            (len(folded),) int64, `UNKNOWN` where no document has the word.
        """
        digests = np.array([_digest(word) for word in folded], dtype=np.uint64)
        ranks = np.searchsorted(self.vocabulary, digests)
        known = ranks < len(self.vocabulary)
        known[known] = self.vocabulary[ranks[known]] == digests[known]
        return np.where(known, ranks, UNKNOWN).astype(np.int64)

    def __contains__(self, folded: str) -> bool:
        """Return whether some document has a folded word."""
        return int(self.ids_of([folded])[0]) != UNKNOWN

    def surprise(self, ids: Longs) -> Floats:
        """Return how much it says that two texts share each word, in bits.

        Args:
            ids: (n,) int64, `UNKNOWN` for words that no document has.

        Returns:
            (n,) float64, log2 of places per occurrence; a word that never occurs counts as one
            that occurs once.
        """
        known = np.maximum(ids, 0)
        counts = np.ones(len(ids), np.int64)
        if len(self.vocabulary):
            counts = np.where(ids < 0, 1, self.starts[known + 1] - self.starts[known])
        surprise: Floats = self.bits - np.log2(np.maximum(counts, 1))
        return surprise

    @property
    def bits(self) -> float:
        """How much it says which place is meant, in bits."""
        return float(np.log2(max(len(self), 2)))

    def stretches(self, ids: Longs, length: int) -> "Stretches":
        """Return where in `order` the places of so many consecutive words lie, for each of some.

        Args:
            ids: (m,) int64, words in a row.
            length: How many follow each other, 1 to 3.
        """
        return self.phrases(ids, length)[-1]

    def phrases(self, ids: Longs, longest: int = ORDER) -> "tuple[Stretches, ...]":
        """Return `stretches` of one word, of two, and so on.

        Args:
            ids: (m,) int64, words in a row.
            longest: The most that follow each other, 1 to 3.
        """
        if not len(ids) or not len(self.vocabulary):
            counts = (max(len(ids) - ahead, 0) for ahead in range(longest))
            return tuple(Stretches(*np.zeros((2, count), np.int64)) for count in counts)
        known = ids >= 0
        heads = np.maximum(ids, 0)
        found = [Stretches(self.starts[heads] * known, self.starts[heads + 1] * known)]
        for ahead in range(1, longest):
            found.append(self._followed(found[-1], ids[ahead:], ahead))
        return tuple(found)

    def _followed(self, before: "Stretches", words: Longs, ahead: int) -> "Stretches":
        """Return where in some stretches the places lie at which one more word follows.

        Args:
            before: Of as many words as stand before it, the last one left out.
            words: (m,) int64, what follows.
            ahead: Words from a place to the one that follows.
        """
        count = len(words)
        low, high = before.starts[:count], before.ends[:count]
        # Both ends in one go: of a sentence, the calls cost more than what they look at.
        borders = np.concatenate([words, words + 1])
        both = self._bisected(np.tile(low, 2), np.tile(high, 2), ahead, borders)
        known = words >= 0
        return Stretches(both[:count] * known, both[count:] * known)

    def _bisected(self, low: Longs, high: Longs, ahead: int, words: Longs) -> Longs:
        """Return in each stretch of `order` the first place whose word `ahead` is not a lesser one.

        Args:
            low: (m,) int64, where each stretch starts; the words `ahead` rise in it.
            high: (m,) int64, where it ends.
            ahead: Words from a place to the one that is looked at.
            words: (m,) int64, what that is held against.
        """
        last = len(self) - 1
        for _ in range(int((high - low).max(initial=0)).bit_length()):
            middle = (low + high) >> 1
            lesser = self.words[self.order[np.minimum(middle, last)] + ahead] < words
            low = np.where(lesser & (low < high), middle + 1, low)
            high = np.where(lesser, high, middle)
        return low

    def find(self, ids: Longs, limit: int) -> Longs:
        """Return the places where all these words follow each other within one document.

        Args:
            ids: (m,) int64, at least one.
            limit: The most places to return.

        Returns:
            (at most `limit`,) int64, ascending.
        """
        m = len(ids)
        if m == 0 or int(ids.min()) < 0 or m > len(self):
            return np.zeros(0, np.int64)
        stretches = self.stretches(ids, min(m, ORDER))
        head = int(np.argmin(stretches.ends - stretches.starts))
        places = self.order[stretches.starts[head] : stretches.ends[head]].astype(np.int64) - head
        places = places[(places >= 0) & (places <= len(self) - m)]
        for ahead, word in enumerate(ids.tolist()):
            if not len(places):
                break
            places = places[self.words[places + ahead] == word]
        places.sort()
        last = np.searchsorted(self.bounds, places + m - 1, side="right")
        within: Longs = places[np.searchsorted(self.bounds, places, side="right") == last]
        return within[:limit]

    def document_at(self, place: int) -> int:
        """Return the number of the document, from 0, that a place lies in."""
        return int(np.searchsorted(self.bounds, place, side="right")) - 1

    def save(self, folder: Path) -> None:
        """Write one .npy file per array into an existing folder."""
        for name in (field.name for field in fields(self)):
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)


class Stretches(NamedTuple):
    """Where in a concordance's `order` the places of some words lie.

    Args:
        starts: (m,) int64.
        ends: (m,) int64, one past the last; equal where the words never follow each other.
    """

    starts: Longs
    ends: Longs


def load(folder: Path) -> Concordance:
    """Return the concordance that `save` wrote, large arrays memory-mapped.

    Raises:
        OSError: A file is missing or cannot be read.
        EOFError: A file is empty.
        ValueError: A file is no array, or the arrays do not belong together.
    """
    names = [field.name for field in fields(Concordance)]
    return Concordance(**{name: mapped_array(folder / f"{name}.npy") for name in names})


class Known(NamedTuple):
    """A text whose words need not be read again.

    Args:
        concordance: An older one.
        number: Of the same text there.
    """

    concordance: Concordance
    number: int


def concordance_of(texts: Sequence[str], known: Sequence[Known | None] = ()) -> Concordance:
    """Return the concordance of some texts, each of which is asked for once and held no longer.

    Args:
        texts: The documents' texts.
        known: For each text where it was read before, None for a new one; empty where all are new.
    """
    older = {id(one.concordance): one.concordance for one in known if one is not None}
    sizes = np.cumsum([0, *(len(one.vocabulary) for one in older.values())]).tolist()
    begins = dict(zip(older, sizes, strict=False))
    lexicon = _Lexicon(sizes[-1])
    pieces = (
        lexicon.read(texts[number]) if old is None else _piece_of(old, begins[id(old.concordance)])
        for number, old in enumerate(known or [None] * len(texts))
    )
    words, spans, bounds = _laid(pieces)
    vocabularies = (one.vocabulary for one in older.values())
    digests = np.concatenate([*vocabularies, np.array(lexicon.digests, dtype=np.uint64)])
    vocabulary, ranks = np.unique(digests, return_inverse=True)
    _renumber(words, ranks)
    counts = counts_of(words[: bounds[-1]], len(vocabulary))
    if not counts.all():  # words of texts that are gone are forgotten
        _renumber(words, np.cumsum(counts > 0) - 1)
        vocabulary, counts = vocabulary[counts > 0], counts[counts > 0]
    earlier = _known_order(known)
    settled = earlier.places(bounds) if earlier else None
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    order = sorted_places(words, starts, settled)
    return Concordance(words, spans, bounds, vocabulary, order, starts)


def _known_order(known: Sequence[Known | None]) -> KnownOrder | None:
    """Return the order of places that most is known of, None where nothing is."""
    older = [one.concordance for one in known if one is not None]
    if not older:
        return None
    texts = Counter(map(id, older))
    most = max(older, key=lambda one: texts[id(one)])
    numbers = [one.number if one is not None and one.concordance is most else -1 for one in known]
    return KnownOrder(most.order, most.bounds, numbers)


class _Piece(NamedTuple):
    """The words of one text.

    Args:
        words: (n,) int32, their ids.
        spans: (n, 2) int32, start and end of each in code points.
    """

    words: Ints
    spans: Ints


def _laid(pieces: Iterable[_Piece]) -> tuple[Ints, Ints, Longs]:
    """Return `words`, `spans` and `bounds` of a `Concordance`, the words by the pieces' ids.

    Args:
        pieces: Of its documents, in order; none is held longer than it takes to copy it.
    """
    words, spans, bounds = array("i"), array("i"), [0]
    for piece in pieces:
        words.frombytes(piece.words.tobytes())
        spans.frombytes(piece.spans.tobytes())
        bounds.append(len(words))
    words.extend([UNKNOWN] * ORDER)
    places = np.frombuffer(spans, np.int32).reshape(-1, 2)
    return np.frombuffer(words, np.int32), places, np.array(bounds, np.int64)


def _renumber(words: Ints, ranks: Longs) -> None:
    """Put other ids in the place of those of words, but for the padding behind the last."""
    for some in stretches_of(len(words) - ORDER):
        words[some] = ranks[words[some]]


def _piece_of(known: Known, first: int) -> _Piece:
    """Return the words of a text that was read before, its vocabulary's ids from `first` on."""
    bounds = known.concordance.bounds
    places = slice(int(bounds[known.number]), int(bounds[known.number + 1]))
    words = known.concordance.words[places] + np.int32(first)
    return _Piece(words, known.concordance.spans[places])


class _Lexicon:
    """Ids for the words of new texts, by the order in which they are met."""

    def __init__(self, first: int) -> None:
        """Start empty; the first id is `first`."""
        self.digests: list[int] = []
        self._first = first
        self._by_raw: dict[str, int] = {}
        self._by_folded: dict[str, int] = {}

    def read(self, text: str) -> _Piece:
        """Return the words of a text."""
        ids: list[int] = []
        spans: list[tuple[int, int]] = []
        known = self._by_raw
        for raw, start, end in raw_words_of(text):
            word = known.get(raw)
            ids.append(self._add(raw) if word is None else word)
            spans.append((start, end))
        return _Piece(np.array(ids, np.int32), np.array(spans, np.int32).reshape(-1, 2))

    def _add(self, raw: str) -> int:
        """Return the id of a word that is met in this spelling for the first time."""
        folded = folded_form_of(raw)
        word = self._by_folded.get(folded)
        if word is None:
            word = self._by_folded[folded] = self._first + len(self.digests)
            self.digests.append(_digest(folded))
        self._by_raw[raw] = word
        return word


@functools.lru_cache(maxsize=1 << 16)
def _digest(word: str) -> int:
    """Return 64 bits of a word's digest, the same in every process."""
    raw = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "little")
