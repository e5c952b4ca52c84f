"""Vectors that need not be made: an earlier index's, and those that are kept of documents."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

import numpy as np

from index.models import Encoder, PassageVectors
from index.search.encoded.kept_vectors import DocumentInputs, KeptVectors
from index.search.encoded.laid_vectors import LaidVectors, joined, read_by
from index.search.search_index import PassageInput, SearchIndex
from index.search.word_index.numbers import numbered
from index.types import Embeddings, Ids


@dataclass(frozen=True, slots=True)
class KnownVectors:
    """Vectors that need not be made.

    Args:
        words: The row of each word.
        passages: The row of each passage, by the digest of what was encoded of it.
        word_vectors: Gives those of words, by their rows.
        passage_vectors: Gives those of passages with their sentences', by their rows.
    """

    words: Mapping[str, int]
    passages: Mapping[bytes, int]
    word_vectors: Callable[[Ids], Embeddings]
    passage_vectors: Callable[[Ids], PassageVectors]

    @classmethod
    def of(cls, index: SearchIndex, rows: Ids) -> "KnownVectors":
        """Return what an index knows: all words, and some of its passages."""
        own = rows.tolist()
        digests = map(digest_of, index.inputs_of(own))
        words = index.lexical.numbers
        found = dict(zip(digests, own, strict=True))
        return cls(words, found, index.word_store.vectors, partial(_of, index))

    @classmethod
    def kept(
        cls, documents: Sequence[DocumentInputs], kept: KeptVectors, encoder: Encoder
    ) -> "KnownVectors":
        """Return what is kept of some documents."""
        words: dict[str, Embeddings] = {}
        had: list[DocumentInputs] = []
        for document in documents:
            words |= kept.words(document, encoder)
            had += [document] if kept.passages(document, encoder) is not None else []
        rows = np.array(list(words.values()), dtype=np.float32).reshape(-1, encoder.dim)
        inputs = chain.from_iterable(document.passages for document in had)
        found = numbered(map(digest_of, inputs))
        return cls(numbered(words), found, rows.__getitem__, _KeptPassages(had, kept, encoder).of)

    def has(self, document: DocumentInputs) -> bool:
        """Return whether all passages of a document are known."""
        return all(digest_of(passage) in self.passages for passage in document.passages)


class _KeptPassages:
    """The passages of documents whose vectors are kept, read again document by document."""

    def __init__(
        self, documents: Sequence[DocumentInputs], kept: KeptVectors, encoder: Encoder
    ) -> None:
        """Number the passages of some documents, one document's after the other's."""
        self._documents = documents
        self._kept = kept
        self._encoder = encoder
        self._held: tuple[int, LaidVectors] | None = None  # those of the document asked for last
        sizes = [len(one.passages) for one in documents]
        self._firsts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    def of(self, rows: Ids) -> PassageVectors:
        """Return the vectors of some passages, and their sentences'."""
        owners = np.searchsorted(self._firsts, rows, side="right") - 1
        parts = np.split(rows, np.flatnonzero(np.diff(owners)) + 1)
        return joined([self._some(part) for part in parts if len(part)], self._encoder.dim)

    def _some(self, rows: Ids) -> PassageVectors:
        """Return the vectors of passages of one document, and their sentences'."""
        number = int(np.searchsorted(self._firsts, rows[0], side="right")) - 1
        if self._held is None or self._held[0] != number:
            self._held = (number, self._read(self._documents[number]))
        return self._held[1].of(rows - self._firsts[number])

    def _read(self, document: DocumentInputs) -> LaidVectors:
        """Return the vectors that are kept of a document, made again if they were swept."""
        vectors = self._kept.passages(document, self._encoder)
        if vectors is None:
            vectors = read_by(self._encoder, document.passages)
        return LaidVectors.around([len(one.sentences) for one in document.passages], vectors)


def digest_of(given: PassageInput) -> bytes:
    """Return what stands for what an encoder is given of a passage."""
    bounds = [(span.start, span.end) for span in given.sentences]
    raw = f"{given.text}\0{bounds}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(raw, digest_size=16).digest()


def _of(index: SearchIndex, rows: Ids) -> PassageVectors:
    """Return the vectors that an index has of some passages and their sentences."""
    sentences = index.sentence_store.vectors(index.sentence_rows(rows))
    return PassageVectors(index.passage_store.vectors(rows), sentences)
