"""The vectors of what is searched: those that are known are taken over, the others made.

A passage's are taken over with its sentences', where it says the same under the same title and
section: its sentences are seen with their neighbours. They are known from an earlier index, or of a
document that somebody else has, too.
"""

import logging
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain
from typing import TypeVar

import numpy as np

from index.errors import UnwritableError
from index.models import Encoder, PassageVectors, Purpose
from index.search.kept_vectors import DocumentInputs, KeptVectors
from index.search.search_index import PassageInput, SearchIndex, input_of
from index.search.words import ranges
from index.storage import PassageTable
from index.types import Embeddings, Ids, Progress

_SLICE = 256  # texts between two reports of progress; the encoder batches them by length

K = TypeVar("K")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Known:
    """Vectors that need not be made.

    Args:
        words: The row of each word.
        passages: The row of each passage, by what was encoded of it.
        word_vectors: Gives those of words, by their rows.
        passage_vectors: Gives those of passages with their sentences', by their rows.
    """

    words: Mapping[str, int]
    passages: Mapping[PassageInput, int]
    word_vectors: Callable[[Ids], Embeddings]
    passage_vectors: Callable[[Ids], PassageVectors]

    @classmethod
    def of(cls, index: SearchIndex, rows: Ids) -> "_Known":
        """Return what an index knows: all words, and some of its passages."""
        own = rows.tolist()
        inputs = {
            input_of(index.passages[row], index.contexts[row], index.texts[row]): row for row in own
        }
        words = index.lexical.numbers
        return cls(words, inputs, index.word_store.vectors, partial(_of, index))

    @classmethod
    def kept(
        cls, documents: Sequence[DocumentInputs], kept: KeptVectors, encoder: Encoder
    ) -> "_Known":
        """Return what is kept of some documents."""
        words: dict[str, Embeddings] = {}
        had: list[tuple[DocumentInputs, PassageVectors]] = []
        for document in documents:
            words |= kept.words(document, encoder)
            vectors = kept.passages(document, encoder)
            had += [(document, vectors)] if vectors is not None else []
        laid = _Laid.holding(had, encoder.dim)
        rows = np.array(list(words.values()), dtype=np.float32).reshape(-1, encoder.dim)
        inputs = chain.from_iterable(document.passages for document, _ in had)
        return cls(_numbers(words), _numbers(inputs), rows.__getitem__, laid.of)

    def has(self, document: DocumentInputs) -> bool:
        """Return whether all passages of a document are known."""
        return all(passage in self.passages for passage in document.passages)


class VectorSource:
    """Gives the vectors of words, passages and sentences, and counts what it had to make."""

    def __init__(
        self,
        encoder: Encoder,
        old: SearchIndex | None = None,
        progress: Progress | None = None,
        kept: KeptVectors | None = None,
        taken: Container[str] = (),
    ) -> None:
        """Make what nothing earlier knows.

        Args:
            encoder: Of the same identity as the earlier index's.
            old: An earlier index.
            progress: Is told how far it is.
            kept: Vectors of documents: looked up, and added to.
            taken: Documents that are taken over as they are: no other has passages of theirs, as a
                rule, and those are not looked through.
        """
        self._encoder = encoder
        self._known = [_Known.of(old, _rows_but(old, taken))] if old is not None else []
        self._progress = progress or (lambda *_: None)
        self._kept = kept
        self.check: Callable[[Mapping[str, int]], object] = lambda _: None
        """Is given how many passages each document has, by its id, before any is encoded."""
        self.reused = 0
        self.encoded = 0

    def of(
        self, words: Sequence[str], rows: Ids, documents: Sequence[DocumentInputs]
    ) -> tuple[Embeddings, PassageVectors]:
        """Return the vectors of new words, and of documents' passages with all their sentences.

        Args:
            words: The vocabulary of all documents.
            rows: (n,) int64, the row of each word in an earlier index, -1 of a new one.
            documents: Those that are not taken over, one after the other.
        """
        if self._kept is not None:
            unknown = [one for one in documents if not any(had.has(one) for had in self._known)]
            self._known.append(_Known.kept(unknown, self._kept, self._encoder))
        new = rows < 0
        if self._kept is None:
            of_words = self.words([words[row] for row in np.flatnonzero(new).tolist()])
            self.take_over(len(words) - len(of_words))
        else:
            of_words = self.words(words)
        of_passages = self.passages(list(chain.from_iterable(one.passages for one in documents)))
        if self._kept is not None:
            self._keep(self._kept, documents, dict(zip(words, of_words, strict=True)), of_passages)
            of_words = of_words[new]
        return of_words, of_passages

    def take_over(self, texts: int) -> None:
        """Count texts whose vectors are taken over as they lie."""
        self.reused += texts

    def words(self, words: Sequence[str]) -> Embeddings:
        """Return the vector of each word, (n, dim) float32, as part of a question."""
        vectors = np.zeros((len(words), self._encoder.dim), dtype=np.float32)
        missing = np.arange(len(words), dtype=np.int64)
        for known in self._known:
            had, rows, missing = _looked_up(known.words, words, missing)
            vectors[had] = known.word_vectors(rows)
        for some in self._slices(missing, "encoding words"):
            vectors[some] = self._encoder.encode([words[row] for row in some], Purpose.QUERY)
        self._count(len(words), len(missing))
        return vectors

    def passages(self, inputs: Sequence[PassageInput]) -> PassageVectors:
        """Return the vectors of passages and of all their sentences, in order."""
        laid = _Laid([len(given.sentences) for given in inputs], self._encoder.dim)
        missing = np.arange(len(inputs), dtype=np.int64)
        for known in self._known:
            had, rows, missing = _looked_up(known.passages, inputs, missing)
            laid.put(had, known.passage_vectors(rows))
        for some in self._slices(missing, "encoding passages"):
            laid.put(some, self._read([inputs[at] for at in some]))
        self._count(len(inputs) + len(laid.vectors.sentences), laid.texts(missing))
        return laid.vectors

    def _keep(
        self,
        kept: KeptVectors,
        documents: Sequence[DocumentInputs],
        words: Mapping[str, Embeddings],
        vectors: PassageVectors,
    ) -> None:
        """Keep what is not kept yet; where that cannot be, somebody else makes it again."""
        first = 0
        begins = accumulate((len(one.passages) for one in documents), initial=0)
        for document, begin in zip(documents, begins, strict=False):
            sentences = sum(len(one.sentences) for one in document.passages)
            own = PassageVectors(
                vectors.passages[begin : begin + len(document.passages)],
                vectors.sentences[first : first + sentences],
            )
            first += sentences
            try:
                kept.keep(
                    document, self._encoder, own, {word: words[word] for word in document.words}
                )
            except UnwritableError as error:
                _log.warning("the vectors of a document are not kept: %s", error)
                return

    def _read(self, inputs: Sequence[PassageInput]) -> PassageVectors:
        texts, sentences = [one.text for one in inputs], [one.sentences for one in inputs]
        return self._encoder.encode_passages(texts, sentences)

    def _slices(self, rows: Ids, task: str) -> Iterator[Ids]:
        """Yield rows in order, long and short mixed, so that what is left takes as it looks."""
        for begin in range(0, len(rows), _SLICE):
            self._progress(task, begin, len(rows))
            yield rows[begin : begin + _SLICE]

    def _count(self, texts: int, encoded: int) -> None:
        self.reused += texts - encoded
        self.encoded += encoded


class _Laid:
    """Vectors of passages and their sentences that are put in their places, some at a time."""

    def __init__(self, counts: Sequence[int], dim: int) -> None:
        """Make room for passages of so many sentences each."""
        self._counts = np.array(counts, dtype=np.int64)
        self._firsts = np.concatenate([[0], np.cumsum(self._counts)]).astype(np.int64)
        self.vectors = PassageVectors(
            np.zeros((len(counts), dim), dtype=np.float32),
            np.zeros((int(self._firsts[-1]), dim), dtype=np.float32),
        )

    @classmethod
    def holding(cls, had: Sequence[tuple[DocumentInputs, PassageVectors]], dim: int) -> "_Laid":
        """Return the vectors of some documents' passages, one document's after the other's."""
        passages = chain.from_iterable(document.passages for document, _ in had)
        laid = cls([len(one.sentences) for one in passages], dim)
        for held, parts in zip(
            laid.vectors, zip(*(own for _, own in had), strict=True), strict=False
        ):
            np.concatenate(parts, out=held)
        return laid

    def put(self, places: Ids, made: PassageVectors) -> None:
        """Put the vectors of the passages at some places there, and their sentences'."""
        self.vectors.passages[places] = made.passages
        rows = ranges(self._firsts[places], self._counts[places])
        self.vectors.sentences[rows] = made.sentences

    def of(self, places: Ids) -> PassageVectors:
        """Return the vectors of the passages at some places, and their sentences'."""
        rows = ranges(self._firsts[places], self._counts[places])
        return PassageVectors(self.vectors.passages[places], self.vectors.sentences[rows])

    def texts(self, places: Ids) -> int:
        """Return how many texts the passages at some places are: themselves and their sentences."""
        return len(places) + int(self._counts[places].sum())


def _rows_but(index: SearchIndex, taken: Container[str]) -> Ids:
    """Return the rows of an index's passages that are not of some documents."""
    table = PassageTable.of(index.passages)
    own = [table.rows_of(name) for name in table.documents if name not in taken]
    return np.array(list(chain.from_iterable(own)), dtype=np.int64)


def _of(index: SearchIndex, rows: Ids) -> PassageVectors:
    """Return the vectors that an index has of some passages and their sentences."""
    sentences = index.sentence_store.vectors(index.sentence_rows(rows))
    return PassageVectors(index.passage_store.vectors(rows), sentences)


def _numbers(keys: Iterable[K]) -> dict[K, int]:
    """Return the place of each key."""
    return {key: place for place, key in enumerate(keys)}


def _looked_up(rows: Mapping[K, int], keys: Sequence[K], wanted: Ids) -> tuple[Ids, Ids, Ids]:
    """Look some keys up.

    Args:
        rows: Of those that are known.
        keys: All.
        wanted: Places of those that are looked up.

    Returns:
        The places of those that are known, their rows, and the places of the others.
    """
    found = np.array([rows.get(keys[at], -1) for at in wanted.tolist()], dtype=np.int64)
    return wanted[found >= 0], found[found >= 0], wanted[found < 0]
