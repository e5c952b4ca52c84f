"""What a brief may be made of: passages with their vectors, laid out sentence by sentence."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from index.language import stems_of, words_of
from index.search import Retriever
from index.types import Document, Embeddings, Ids, Passage, Scores, Span

WHOLE = 400  # passages: a library of no more is used whole
SEARCHED = 200  # passages that a topic's brief is made of in a larger one


@dataclass(frozen=True, slots=True)
class Pool:
    """The passages among which a brief is chosen: a document, a library, or what a search found.

    Args:
        documents: Those that the passages are cut from, in the order in which they are shown.
        passages: In any order; they may overlap, a sentence in two of them counts once.
        passage_vectors: (len(passages), dim) float32, rows of unit length.
        sentence_vectors: (n, dim) float32, rows of unit length: a row for each sentence of each
            passage, in the order of `passages`.
    """

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    passage_vectors: Embeddings = field(repr=False)
    sentence_vectors: Embeddings = field(repr=False)

    def __post_init__(self) -> None:
        """Check that there is a row for everything and a document for every passage.

        Raises:
            ValueError: The number of rows is wrong, or a passage is of no document of the pool.
        """
        sentences = sum(len(passage.sentences) for passage in self.passages)
        rows = (len(self.passage_vectors), len(self.sentence_vectors))
        if rows != (len(self.passages), sentences):
            msg = f"{len(self.passages)} passages of {sentences} sentences have {rows} vectors"
            raise ValueError(msg)
        strange = {passage.document for passage in self.passages} - {d.id for d in self.documents}
        if strange:
            msg = f"passages of documents that are not in the pool: {sorted(strange)}"
            raise ValueError(msg)


def pool_on(topic: str | None, documents: tuple[Document, ...], retriever: Retriever) -> Pool:
    """Return what a brief is made of: everything in a small library, else what bears on a topic.

    Args:
        topic: What is searched for; None for everything.
        documents: Those that are searched, in the order in which they are shown.
        retriever: Searches them.
    """
    index = retriever.index
    rows = np.arange(len(index.passages), dtype=np.int64)
    if topic is not None and len(rows) > WHOLE:
        candidates = retriever.search(topic, SEARCHED).candidates
        rows = np.array(sorted(candidate.row for candidate in candidates), dtype=np.int64)
    return Pool(
        documents=documents,
        passages=tuple(index.passages[row] for row in rows.tolist()),
        passage_vectors=index.passage_store.vectors(rows),
        sentence_vectors=index.sentence_store.vectors(index.sentence_rows(rows)),
    )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a pool.

    Args:
        document: Where it stands.
        span: Its place.
        number: Its paragraph's number in the document, from 1.
        paragraph: The same counted over all documents of the pool, from 0.
    """

    document: Document
    span: Span
    number: int
    paragraph: int

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.document.text[self.span.start : self.span.end]

    @property
    def section(self) -> str | None:
        """Title of the section that it stands in."""
        return self.document.paragraphs[self.number - 1].section


class Layout:
    """A pool in reading order, each sentence once, with what is counted over all of them."""

    def __init__(self, pool: Pool) -> None:
        """Lay the pool out; documents in the pool's order, sentences in the text's."""
        rows = _rows_of(pool)
        paragraphs: dict[tuple[int, int], int] = {}
        self.sentences = tuple(
            Sentence(
                pool.documents[place],
                span,
                number,
                paragraphs.setdefault((place, number), len(paragraphs)),
            )
            for place, span, number, _, _ in rows
        )
        self._pool = pool
        self._passages = [row[3] for row in rows]
        self.vectors: Embeddings = pool.sentence_vectors[[row[4] for row in rows]]

    def __len__(self) -> int:
        """Return the number of sentences."""
        return len(self.sentences)

    @cached_property
    def lengths(self) -> Ids:
        """Code points of each sentence, (n,)."""
        return np.array([len(sentence.span) for sentence in self.sentences], dtype=np.int64)

    @cached_property
    def paragraphs(self) -> Ids:
        """Number of each sentence's paragraph, (n,), never falling."""
        return np.array([sentence.paragraph for sentence in self.sentences], dtype=np.int64)

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every telling word of the pool once, folded, in rising order; never empty."""
        return sorted({word for words in self._telling for word in words}) or [""]

    @cached_property
    def words(self) -> tuple[Ids, ...]:
        """For each sentence the rows of its telling words in `vocabulary`."""
        rows = {word: row for row, word in enumerate(self.vocabulary)}
        return tuple(
            np.array([rows[word] for word in words], dtype=np.int64) for words in self._telling
        )

    def share(self, stem: str) -> float:
        """Return the share of sentences that have a word of this stem, 0 to 1."""
        return self._frequencies[stem] / len(self)

    @cached_property
    def _telling(self) -> list[list[str]]:
        """The telling words of each sentence, each once."""
        return [
            list(dict.fromkeys(word.text for word in words_of(sentence.text) if word.is_content))
            for sentence in self.sentences
        ]

    @cached_property
    def _frequencies(self) -> Counter[str]:
        return Counter(stem for words in self._telling for stem in set(stems_of(words)))

    def passage_scores(self, scores: Scores) -> Scores:
        """Return for each sentence the best score among the passages that hold it.

        Args:
            scores: (len(pool.passages),) float32.

        Returns:
            (n,) float32.
        """
        return np.array([scores[held].max() for held in self._passages], dtype=np.float32)

    def against_passages(self, query: Embeddings) -> Scores:
        """Return for each sentence its best passage's cosine with a query, (n,), in [-1, 1].

        Args:
            query: (dim,) float32 of unit length.
        """
        return self.passage_scores(self._pool.passage_vectors @ query)


def _rows_of(pool: Pool) -> list[tuple[int, Span, int, list[int], int]]:
    """Return the sentences in reading order: document, span, paragraph, passages, vector row."""
    places = {document.id: place for place, document in enumerate(pool.documents)}
    found: dict[tuple[int, Span], tuple[int, list[int], int]] = {}
    row = 0
    for number, passage in enumerate(pool.passages):
        for span in passage.sentences:
            key = (places[passage.document], span)
            found.setdefault(key, (passage.paragraph, [], row))[1].append(number)
            row += 1
    return [(*key, *found[key]) for key in sorted(found)]
