"""Documents to what is searched: passages, their texts and contexts, words, and stores of vectors.

The stores are given by whoever assembles: on disk or in memory. What an earlier index has of the
documents is taken over as it stands there, so that only what is new is cut, read and encoded.
"""

import enum
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

import numpy as np

from index.models import Encoder
from index.search.kept_vectors import DocumentInputs
from index.search.lexical import Lexical
from index.search.passage_texts import PassageContexts, PassageTexts, told_title
from index.search.passages import passages_of
from index.search.related_terms import RelatedOnDemand
from index.search.search_index import PassageInput, SearchIndex, inputs_of
from index.search.stores.base import Vectors
from index.search.vectors import VectorSource
from index.storage import PassageTable
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


# Keeps vectors, numbered from 0. It is given those that no earlier index has, in order, and for
# each of all its row in the earlier one, -1 where it is new: (n,) int64.
Store = Callable[[VectorKind, Embeddings, Ids], Vectors]


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

    Args:
        documents: At least one.
        encoder: Says how long a passage may be.
        vectors: Gives the vectors of all texts that are new.
        store: Keeps them.
        earlier: What is taken over.
        titled: Whether titles are told with each passage: see `contexts_of`.
    """
    new = [one for one in documents if earlier is None or earlier.rows(one.id) is None]
    own = PassageTable.of(cut(new, encoder))
    own_contexts = contexts_of(new, own, titled=titled)
    own_lexical = lexical_of(new, own, own_contexts)
    layout = _Layout(documents, own, earlier)
    passages = layout.passages()
    vectors.check(passages.counts())
    lexical = layout.lexical(own_lexical)
    own_texts = texts_of(new, own)
    given = _inputs(new, lexical, own_lexical, own, inputs_of(own, own_contexts, own_texts))
    words = lexical.words()
    known = _rows_of(words, earlier)
    of_words, (of_passages, of_sentences) = vectors.of(words, known, given)
    rows = layout.rows()
    vectors.take_over(int((rows >= 0).sum()) + len(passages.bounds) - len(own.bounds))
    word_store = store(VectorKind.WORDS, of_words, known)
    return SearchIndex(
        passages=passages,
        texts=PassageTexts(documents, passages),
        contexts=PassageContexts(documents, passages, titled=titled),
        passage_store=store(VectorKind.PASSAGES, of_passages, rows),
        sentence_store=store(VectorKind.SENTENCES, of_sentences, layout.sentence_rows()),
        word_store=word_store,
        lexical=lexical,
        related_terms=RelatedOnDemand(word_store),
    )


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
        documents: All of them.
        own: The passages of those that are new.
        earlier: What is taken over.
    """

    documents: Sequence[Document]
    own: PassageTable
    earlier: Earlier | None

    def _single(self) -> Iterator[_Stretch]:
        for document in self.documents:
            before = self.earlier.rows(document.id) if self.earlier else None
            rows = self.own.rows_of(document.id) if before is None else before
            if rows:
                yield _Stretch(before is not None, rows)

    def stretches(self) -> list[_Stretch]:
        """Return the stretches that all passages are in, as few as there can be."""
        few: list[_Stretch] = []
        for one in self._single():
            last = few[-1] if few else None
            if last and last.is_earlier == one.is_earlier and last.rows.stop == one.rows.start:
                few[-1] = _Stretch(one.is_earlier, range(last.rows.start, one.rows.stop))
            else:
                few.append(one)
        return few

    def _table(self, stretch: _Stretch) -> PassageTable:
        return self.earlier.table if self.earlier and stretch.is_earlier else self.own

    def passages(self) -> PassageTable:
        """Return all passages."""
        return PassageTable.joined([self._table(one).part(one.rows) for one in self.stretches()])

    def lexical(self, own: Lexical) -> Lexical:
        """Return the words of all passages, given those of the new ones."""
        if self.earlier is None:
            return own
        before = self.earlier.index.lexical
        return Lexical.chosen(
            [(before if one.is_earlier else own, _numbers(one.rows)) for one in self.stretches()]
        )

    def rows(self) -> Ids:
        """Return the row of each passage in the earlier index, -1 of a new one."""
        return _joined([_found(one.rows, one.is_earlier) for one in self.stretches()])

    def sentence_rows(self) -> Ids:
        """Return the row of each sentence in the earlier index, -1 of a new one."""
        rows = []
        for one in self.stretches():
            firsts = self._table(one).firsts
            sentences = range(int(firsts[one.rows.start]), int(firsts[one.rows.stop]))
            rows.append(_found(sentences, one.is_earlier))
        return _joined(rows)


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


def _inputs(
    documents: Sequence[Document],
    lexical: Lexical,
    own: Lexical,
    passages: Sequence[Passage],
    inputs: Sequence[PassageInput],
) -> list[DocumentInputs]:
    """Return what an encoder is given of each document that has passages, in their order.

    Args:
        documents: Whose passages they are.
        lexical: The words of all documents.
        own: The words of these.
        passages: One document's after the other's.
        inputs: What an encoder is given of each passage.
    """
    digests = {document.id: document.sha256 for document in documents}
    given: list[DocumentInputs] = []
    first = 0
    for name, some in groupby(passages, key=lambda one: one.document):
        last = first + sum(1 for _ in some)
        words = lexical.numbers.keys() & own.forms_in(first, last)
        given.append(DocumentInputs(digests[name], inputs[first:last], frozenset(words)))
        first = last
    return given


def cut(documents: Sequence[Document], encoder: Encoder) -> tuple[Passage, ...]:
    """Return the passages of documents, each with its context short enough for the encoder.

    Passages depend on text, title and the encoder's limit alone.
    """
    limit = encoder.max_tokens
    passages: list[Passage] = []
    for document in documents:
        title_tokens = encoder.count_tokens(told_title(document.title)) + _SECTION_TOKENS
        room = max(_LEAST_ROOM, limit - min(title_tokens, limit // 2))
        passages.extend(passages_of(document, encoder.count_tokens, room))
    return tuple(passages)


def lexical_of(
    documents: Sequence[Document], passages: Sequence[Passage], contexts: Sequence[str]
) -> Lexical:
    """Return the words of passages under their titles and sections."""
    sentences = sentence_texts(documents, passages)
    return Lexical.build(contexts, by_passage(sentences, passages))


def sentence_texts(documents: Sequence[Document], passages: Sequence[Passage]) -> list[str]:
    """Return every sentence of every passage, in the order of their rows."""
    by_id = {document.id: document for document in documents}
    texts: list[str] = []
    for passage in passages:
        text = by_id[passage.document].text
        texts.extend(text[span.start : span.end] for span in passage.sentences)
    return texts


def by_passage(texts: Sequence[str], passages: Sequence[Passage]) -> list[list[str]]:
    """Return the sentences of each passage, given all of them in a row."""
    remaining = iter(texts)
    return [list(islice(remaining, len(passage.sentences))) for passage in passages]


def texts_of(documents: Sequence[Document], passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return what each passage says."""
    return tuple(PassageTexts(documents, passages))


def contexts_of(
    documents: Sequence[Document], passages: Sequence[Passage], *, titled: bool
) -> tuple[str, ...]:
    """Return title and section of each passage: see `PassageContexts`."""
    return tuple(PassageContexts(documents, passages, titled=titled))
