"""What a brief may be made of: passages with their vectors, laid out sentence by sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from index.briefs.extents import Extent, Extents
from index.briefs.leaning import only_points
from index.briefs.openings import openings_of
from index.briefs.pool_words import PoolWords
from index.language import (
    DEMONSTRATIVES,
    PREPOSITIONS,
    REFERENCE_HEADINGS,
    THIRD_PERSON,
    any_of,
    is_ended,
    words_of,
)
from index.search import Retriever
from index.types import BlockKind, Document, Embeddings, Ids, Paragraph, Passage, Scores, Span

_SPACES = 3  # between the words of a sentence, at least; scripts without spaces have fewer words
_FEWEST = 8  # sentences, so that a brief can be made of them alone
_CONTENT_WORDS = 3  # of a sentence that tells something: "That is a promise." has one; …
# … of a point whose first word stands for another: "Their lives changed."
_LEANING_CONTENT_WORDS = 4
_LEANING = THIRD_PERSON | DEMONSTRATIVES
WHOLE = 400  # passages: a library of no more is used whole where there is a topic
# Passages that a brief on everything is made of at most: twice the vectors take twice the time.
EVERYTHING = 1000
# Headings above entries, thanks and marks, of which none tells anything of a topic.
_REFERENCES = re.compile(
    rf"[\W\d_]*(?:{any_of(REFERENCE_HEADINGS)})(?: cited| (?:and|&) (?:notes|further reading))?\W*",
    re.IGNORECASE,
)


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

    Of a large library a brief on everything is made of what its sections open with.

    Args:
        topic: What is searched for; None for everything.
        documents: Those that it is made of, in the order in which they are shown; all that are
            searched, where there is a topic.
        retriever: Searches them.
    """
    index = retriever.index
    rows = index.rows_of({document.id for document in documents})
    if topic is None:
        rows = openings_of(documents, index.passages, rows, EVERYTHING)
    elif len(rows) > WHOLE:
        # Passages of other documents than these are found, too.
        rows = np.intersect1d(rows, retriever.rows_on(topic))
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
        paragraph: Its paragraph's number in the document, from 1.
        pool_paragraph: The same counted over all documents of the pool, from 0.
    """

    document: Document
    span: Span
    paragraph: int
    pool_paragraph: int

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.document.text[self.span.start : self.span.end]

    @property
    def section(self) -> str | None:
        """Title of the section that it stands in."""
        return self.document.paragraphs[self.paragraph - 1].section


class Layout:
    """A pool in reading order, each sentence once, with what is counted over all of them."""

    def __init__(self, pool: Pool) -> None:
        """Lay the pool out; documents in the pool's order, sentences in the text's."""
        rows = _telling(pool, _rows_of(pool))
        paragraphs: dict[tuple[int, int], int] = {}
        self.sentences = tuple(
            Sentence(
                pool.documents[row.document],
                row.span,
                row.paragraph,
                paragraphs.setdefault((row.document, row.paragraph), len(paragraphs)),
            )
            for row in rows
        )
        self.documents = pool.documents
        self._pool = pool
        self._passages = [row.passages for row in rows]
        self.vectors: Embeddings = pool.sentence_vectors[[row.vector for row in rows]]

    def __len__(self) -> int:
        """Return the number of sentences."""
        return len(self.sentences)

    @cached_property
    def lengths(self) -> Ids:
        """Code points of each sentence, (n,)."""
        return np.array([len(sentence.span) for sentence in self.sentences], dtype=np.int64)

    @cached_property
    def paragraphs(self) -> Ids:
        """Number of each sentence's paragraph in the pool, (n,), never falling."""
        numbers = [sentence.pool_paragraph for sentence in self.sentences]
        return np.array(numbers, dtype=np.int64)

    @cached_property
    def points(self) -> Ids:
        """Rows of the sentences that may be points, rising, (m,); all where hardly any may be.

        The others count where it is asked what a topic is near to: they may say just that, behind
        another sentence.
        """
        texts = [sentence.text for sentence in self.sentences]
        rows = np.array(
            [row for row, text in enumerate(texts) if _is_a_point(text)], dtype=np.int64
        )
        enough = len(rows) >= min(_FEWEST, len(self))
        return rows if enough else np.arange(len(self), dtype=np.int64)

    @cached_property
    def extents(self) -> Extents:
        """What is shown of each sentence where it is a point."""
        return Extents([Extent(sentence.document, sentence.span) for sentence in self.sentences])

    def added(self, row: int, taken: Sequence[int]) -> int | None:
        """Return how many code points a sentence adds to those that are taken as points.

        None where it is no point, or not understood with what stands before it.
        """
        return self.extents.added(row, taken) if row in self._are_points else None

    @cached_property
    def _are_points(self) -> frozenset[int]:
        return frozenset(self.points.tolist())

    @cached_property
    def words(self) -> PoolWords:
        """The words of the sentences."""
        return PoolWords([sentence.text for sentence in self.sentences])

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


@dataclass(slots=True)
class _Row:
    """A sentence of a pool, gathered from the passages that hold it.

    Args:
        document: Its document's place among the pool's, from 0.
        span: Its place in the document.
        paragraph: Its paragraph's number in the document, from 1.
        vector: The row of its vector.
        passages: The rows of the passages that hold it.
    """

    document: int
    span: Span
    paragraph: int
    vector: int
    passages: list[int] = field(default_factory=list)


def _telling(pool: Pool, rows: list[_Row]) -> list[_Row]:
    """Return the sentences that tell something by themselves; all where hardly any do.

    Code, rows of tables, captions and what is no whole sentence (a name, the item of a list, what
    goes on behind a formula) need their neighbours, and so does what has hardly any words of its
    own ("That is a promise."). Of entries of a bibliography none says anything.
    """
    telling = [row for row in rows if _tells(pool.documents[row.document], row)]
    return telling if len(telling) >= min(_FEWEST, len(rows)) else rows


def _tells(document: Document, row: _Row) -> bool:
    """Return whether words are a whole sentence of running text."""
    paragraph = document.paragraphs[row.paragraph - 1]
    text = document.text[row.span.start : row.span.end]
    return (
        not _is_beside_text(paragraph)
        and is_ended(text)
        and text.count(" ") >= _SPACES
        and len({word.text for word in words_of(text) if word.is_content}) >= _CONTENT_WORDS
        and not _goes_on(document, row, text)
    )


def _is_a_point(sentence: str) -> bool:
    """Return whether a sentence says something where what is around it is not shown."""
    words = words_of(sentence)
    leans = bool(words) and words[0].text in _LEANING
    content = {word.text for word in words if word.is_content} - PREPOSITIONS
    is_empty = leans and len(content) < _LEANING_CONTENT_WORDS
    return not is_empty and not only_points(sentence)


def _is_beside_text(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is code, a row, a caption, or stands among references."""
    kind = paragraph.kind
    is_other = kind in {BlockKind.CODE, BlockKind.CAPTION} or kind.is_tabular
    return is_other or bool(_REFERENCES.fullmatch(paragraph.heading))


def _goes_on(document: Document, row: _Row, text: str) -> bool:
    """Return whether a sentence goes on with what stands above its paragraph, as a formula does."""
    opens = row.span.start == document.paragraphs[row.paragraph - 1].start
    if not opens or row.paragraph == 1 or not text.split(maxsplit=1)[0].islower():
        return False
    above = document.paragraphs[row.paragraph - 2]
    return not is_ended(document.text[above.start : above.end])


def _rows_of(pool: Pool) -> list[_Row]:
    """Return the sentences in reading order, each once."""
    places = {document.id: place for place, document in enumerate(pool.documents)}
    rows: dict[tuple[int, Span], _Row] = {}
    vector = 0
    for number, passage in enumerate(pool.passages):
        document = places[passage.document]
        for span in passage.sentences:
            row = rows.setdefault((document, span), _Row(document, span, passage.paragraph, vector))
            row.passages.append(number)
            vector += 1
    return [rows[key] for key in sorted(rows)]
