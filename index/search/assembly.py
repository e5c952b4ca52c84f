"""Documents to what is searched: passages, their texts and contexts, words, and stores of vectors.

The stores are given by whoever assembles: on disk or in memory. What an earlier index has of the
documents is taken over as it stands there, so that only what is new is cut, read and encoded.
"""

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol, TypeAlias

import numpy as np

from index.models import Encoder, PassageVectors
from index.search.encoded.kept_vectors import DocumentInputs
from index.search.encoded.vectors import VectorSource
from index.search.passage_texts import PassageContexts, PassageTexts, told_title
from index.search.passages import passages_of
from index.search.related.related_terms import RelatedOnDemand
from index.search.search_index import PassageInputs, SearchIndex
from index.search.stores.base import Vectors
from index.search.word_index.lexical import Lexical
from index.storage import PassageTable, unread
from index.types import Document, Embeddings, Ids, Passage

_SECTION_TOKENS = 16  # tokens kept free for a section's title
_LEAST_ROOM = 32  # tokens that a passage may have, however long the title


class VectorKind(enum.StrEnum):
    """What a vector stands for."""

    PASSAGES = "passages"
    SENTENCES = "sentences"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier index, and what of it stands as it did.

    Args:
        index: The index, of the same encoder.
        documents: The ids of the documents whose passages are the same, under the same titles.
    """

    index: SearchIndex
    documents: frozenset[str]

    @property
    def table(self) -> PassageTable:
        """All its passages."""
        return PassageTable.of(self.index.passages)

    def rows(self, document: str) -> range | None:
        """Return the rows there of a document's passages, None where they are not taken over."""
        return self.table.rows_of(document) if document in self.documents else None


Put: TypeAlias = Callable[[Embeddings], object]
"""Takes the next vectors, (m, dim) float32."""


class Store(Protocol):
    """Keeps vectors as they are made, numbered from 0."""

    def laying(self, kind: VectorKind, rows: Ids) -> AbstractContextManager[Put]:
        """Give what takes the vectors that no earlier index has, in order.

        Args:
            kind: What they stand for.
            rows: (n,) int64, for each of all its row in the earlier index, -1 where it is new.
        """

    def laid(self, kind: VectorKind) -> Vectors:
        """Return the vectors of a kind, all of which were put."""


def assembled(
    documents: Sequence[Document],
    encoder: Encoder,
    vectors: VectorSource,
    store: Store,
    earlier: Earlier | None = None,
    *,
    titled: bool,
) -> SearchIndex:
    """Return what is searched for a question.

    What is held of the documents meanwhile are numbers alone, and of their texts one at a time
    where they are stored.

    Args:
        documents: At least one.
        encoder: Says how long a passage may be.
        vectors: Gives the vectors of all texts that are new.
        store: Keeps them.
        earlier: What is taken over.
        titled: Whether titles are told with each passage: see `PassageContexts`.
    """
    new = [one for one in documents if earlier is None or earlier.rows(one.id) is None]
    own = cut(new, encoder)
    contexts = PassageContexts(new, own, titled=titled)
    own_lexical = lexical_of(new, own, contexts)
    layout = _Layout.of(documents, own, earlier)
    passages = layout.passages()
    vectors.check(passages.counts())
    lexical = layout.lexical(own_lexical)
    inputs = PassageInputs(own, contexts, PassageTexts(new, own), range(len(own)))
    words = lexical.words()
    known = _rows_of(words, earlier)
    given = _given(new, lexical, own_lexical, own, inputs)
    of_words, of_passages = vectors.of(words, known, given)
    with store.laying(VectorKind.WORDS, known) as put:
        put(of_words)
    del of_words  # they lie in the store, and take a kilobyte and a half each
    rows = layout.rows()
    _lay(store, of_passages, rows, layout.sentence_rows())
    vectors.take_over(int((rows >= 0).sum()) + len(passages.bounds) - len(own.bounds))
    return SearchIndex(
        passages=passages,
        texts=PassageTexts(documents, passages),
        contexts=PassageContexts(documents, passages, titled=titled),
        passage_store=store.laid(VectorKind.PASSAGES),
        sentence_store=store.laid(VectorKind.SENTENCES),
        word_store=(word_store := store.laid(VectorKind.WORDS)),
        lexical=lexical,
        related_terms=RelatedOnDemand(word_store),
    )


def _lay(store: Store, made: Iterable[PassageVectors], rows: Ids, sentence_rows: Ids) -> None:
    """Keep the vectors of passages and of their sentences, which come together."""
    with (
        store.laying(VectorKind.PASSAGES, rows) as put_passages,
        store.laying(VectorKind.SENTENCES, sentence_rows) as put_sentences,
    ):
        for some in made:
            put_passages(some.passages)
            put_sentences(some.sentences)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Passages that follow each other, of an earlier index or of the new ones.

    Args:
        is_earlier: Whose.
        rows: Their rows there.
    """

    is_earlier: bool
    rows: range


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the passages of documents come from, in their order.

    Args:
        stretches: That all passages are in, as few as there can be.
        own: The passages of the documents that are new.
        earlier: What is taken over.
    """

    stretches: Sequence[_Stretch]
    own: PassageTable
    earlier: Earlier | None

    @classmethod
    def of(
        cls, documents: Sequence[Document], own: PassageTable, earlier: Earlier | None
    ) -> "_Layout":
        """Return where the passages of documents come from.

        Args:
            documents: All of them.
            own: The passages of those that are new.
            earlier: What is taken over.
        """
        few: list[_Stretch] = []
        for one in _single(documents, own, earlier):
            last = few[-1] if few else None
            if last and last.is_earlier == one.is_earlier and last.rows.stop == one.rows.start:
                few[-1] = _Stretch(one.is_earlier, range(last.rows.start, one.rows.stop))
            else:
                few.append(one)
        return cls(few, own, earlier)

    def _table(self, stretch: _Stretch) -> PassageTable:
        return self.earlier.table if self.earlier and stretch.is_earlier else self.own

    def passages(self) -> PassageTable:
        """Return all passages."""
        return PassageTable.joined([self._table(one).part(one.rows) for one in self.stretches])

    def lexical(self, own: Lexical) -> Lexical:
        """Return the words of all passages, given those of the new ones."""
        if self.earlier is None:
            return own
        before = self.earlier.index.lexical
        return Lexical.chosen(
            [(before if one.is_earlier else own, _numbers(one.rows)) for one in self.stretches]
        )

    def rows(self) -> Ids:
        """Return the row of each passage in the earlier index, -1 of a new one."""
        return _joined([_found(one.rows, one.is_earlier) for one in self.stretches])

    def sentence_rows(self) -> Ids:
        """Return the row of each sentence in the earlier index, -1 of a new one."""
        rows = []
        for one in self.stretches:
            firsts = self._table(one).firsts
            sentences = range(int(firsts[one.rows.start]), int(firsts[one.rows.stop]))
            rows.append(_found(sentences, one.is_earlier))
        return _joined(rows)


def _single(
    documents: Sequence[Document], own: PassageTable, earlier: Earlier | None
) -> Iterator[_Stretch]:
    """Yield where the passages of each document that has any come from: see `_Layout`."""
    for document in documents:
        before = earlier.rows(document.id) if earlier else None
        rows = own.rows_of(document.id) if before is None else before
        if rows:
            yield _Stretch(before is not None, rows)


def _numbers(rows: range) -> Ids:
    return np.arange(rows.start, rows.stop, dtype=np.int64)


def _found(rows: range, is_earlier: bool) -> Ids:
    return _numbers(rows) if is_earlier else np.full(len(rows), -1, dtype=np.int64)


def _joined(rows: Sequence[Ids]) -> Ids:
    return np.concatenate([np.zeros(0, np.int64), *rows])


def _rows_of(words: Sequence[str], earlier: Earlier | None) -> Ids:
    """Return the row of each word in the earlier index, -1 of one that is new."""
    numbers = earlier.index.lexical.numbers if earlier else {}
    return np.array([numbers.get(word, -1) for word in words], dtype=np.int64)


def _given(
    documents: Sequence[Document],
    lexical: Lexical,
    own: Lexical,
    passages: PassageTable,
    inputs: PassageInputs,
) -> list[DocumentInputs]:
    """Return what an encoder is given of each document that has passages, in their order.

    Args:
        documents: Whose passages they are.
        lexical: The words of all documents.
        own: The words of these.
        passages: One document's after the other's.
        inputs: What an encoder is given of each passage.
    """
    rows = ((document, passages.rows_of(document.id)) for document in documents)
    return [
        DocumentInputs(
            document.sha256, replace(inputs, rows=some), _WordsOf(lexical.numbers, own, some)
        )
        for document, some in rows
        if some
    ]


@dataclass(frozen=True, slots=True)
class _WordsOf:
    """The words of a vocabulary that stand in some passages, found when they are asked for."""

    numbers: Mapping[str, int]
    lexical: Lexical
    rows: range

    def __iter__(self) -> Iterator[str]:
        forms = self.lexical.forms_in(self.rows.start, self.rows.stop)
        return iter(self.numbers.keys() & forms)


def cut(documents: Sequence[Document], encoder: Encoder) -> PassageTable:
    """Return the passages of documents, each with its context short enough for the encoder.

    Passages depend on text, title and the encoder's limit alone.
    """
    limit = encoder.max_tokens
    tables: list[PassageTable] = []
    for document in documents:
        title_tokens = encoder.count_tokens(told_title(document.title)) + _SECTION_TOKENS
        room = max(_LEAST_ROOM, limit - min(title_tokens, limit // 2))
        passages = passages_of(unread(document), encoder.count_tokens, room)
        tables.append(PassageTable.of(passages))
    return PassageTable.joined(tables)


def lexical_of(
    documents: Sequence[Document], passages: Sequence[Passage], contexts: Iterable[str]
) -> Lexical:
    """Return the words of passages under their titles and sections."""
    return Lexical.build(contexts, _sentences_of(documents, passages))


def _sentences_of(
    documents: Sequence[Document], passages: Sequence[Passage]
) -> Iterator[list[str]]:
    """Yield the sentences of each passage; a document is held while they are of the same."""
    by_id = {document.id: document for document in documents}
    for name, some in groupby(passages, key=lambda one: one.document):
        text = unread(by_id[name]).text
        yield from ([text[span.start : span.end] for span in one.sentences] for one in some)


def texts_of(documents: Sequence[Document], passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return what each passage says."""
    return tuple(PassageTexts(documents, passages))
