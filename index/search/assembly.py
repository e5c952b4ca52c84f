"""Documents to what is searched: passages, their texts and contexts, words, and stores of vectors.

The stores are given by whoever assembles: on disk with what is known reused, or in memory.
"""

import enum
from collections.abc import Callable, Sequence
from itertools import islice

from index.models import Encoder, Purpose
from index.search.bm25 import Lexical
from index.search.passages import passages_of
from index.search.related_terms import RelatedTerms
from index.search.search_index import SearchIndex, passage_input
from index.search.stores.base import VectorStore
from index.types import Document, Passage

_SECTION_TOKENS = 16  # tokens kept free for a section's title
_LEAST_ROOM = 32  # tokens that a passage may have, however long the title


class VectorKind(enum.StrEnum):
    """What a vector stands for."""

    PASSAGES = "passages"
    SENTENCES = "sentences"
    WORDS = "words"

    @property
    def purpose(self) -> Purpose:
        """What it is encoded for: words are compared with words of questions."""
        return Purpose.QUERY if self is VectorKind.WORDS else Purpose.PASSAGE


Store = Callable[[Sequence[str], VectorKind], VectorStore]  # keeps texts' vectors, in their order


def assembled(documents: Sequence[Document], encoder: Encoder, store: Store) -> SearchIndex:
    """Return what is searched for a question.

    Args:
        documents: At least one.
        encoder: Says how long a passage may be.
        store: Keeps the vectors of texts.
    """
    passages = cut(documents, encoder)
    texts, contexts = texts_of(documents, passages), contexts_of(documents, passages)
    sentences = sentence_texts(documents, passages)
    lexical = Lexical.build(contexts, by_passage(sentences, passages))
    words = store(lexical.words(), VectorKind.WORDS)
    return SearchIndex(
        passages=passages,
        texts=texts,
        contexts=contexts,
        passage_store=store(passage_inputs(contexts, texts), VectorKind.PASSAGES),
        sentence_store=store(sentences, VectorKind.SENTENCES),
        word_store=words,
        lexical=lexical,
        related_terms=RelatedTerms.build(words),
    )


def passage_inputs(contexts: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Return what is encoded of each passage: its context and its text."""
    return [passage_input(c, t) for c, t in zip(contexts, texts, strict=True)]


def cut(documents: Sequence[Document], encoder: Encoder) -> tuple[Passage, ...]:
    """Return the passages of documents, each with its context short enough for the encoder.

    Cutting is quick, and passages depend on text, title and the encoder's limit alone.
    """
    limit = encoder.max_tokens
    passages: list[Passage] = []
    for document in documents:
        title_tokens = encoder.count_tokens(document.title) + _SECTION_TOKENS
        room = max(_LEAST_ROOM, limit - min(title_tokens, limit // 2))
        passages.extend(passages_of(document, encoder.count_tokens, room))
    return tuple(passages)


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
    by_id = {document.id: document for document in documents}
    return tuple(by_id[p.document].text[p.start : p.end] for p in passages)


def contexts_of(documents: Sequence[Document], passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return title and section of each passage, as far as somebody stated them.

    Of a single document the title is left out: it tells no passage from another, and put before
    each it makes them all alike.
    """
    by_id = {document.id: document for document in documents}
    titled = len(documents) > 1
    return tuple(_context(by_id[p.document], p.paragraph, titled=titled) for p in passages)


def _context(document: Document, paragraph: int, *, titled: bool) -> str:
    section = document.paragraphs[paragraph - 1].section
    title = document.title if titled else ""
    return ". ".join(part for part in (title, section) if part)
