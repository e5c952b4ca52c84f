"""Documents to what is searched: passages, their texts and contexts, words, and stores of vectors.

The stores are given by whoever assembles: on disk or in memory.
"""

import enum
from collections.abc import Callable, Sequence
from itertools import groupby, islice

from index.models import Encoder
from index.search.kept_vectors import DocumentInputs
from index.search.lexical import Lexical
from index.search.passages import passages_of
from index.search.related_terms import RelatedOnDemand
from index.search.search_index import PassageInput, SearchIndex, inputs_of
from index.search.stores.base import VectorStore
from index.search.vectors import VectorSource
from index.types import Document, Embeddings, Passage

_SECTION_TOKENS = 16  # tokens kept free for a section's title
_COLUMNS = 100  # characters of what names a row's columns
_LEAST_ROOM = 32  # tokens that a passage may have, however long the title


class VectorKind(enum.StrEnum):
    """What a vector stands for."""

    PASSAGES = "passages"
    SENTENCES = "sentences"
    WORDS = "words"


Store = Callable[[VectorKind, Embeddings], VectorStore]  # keeps vectors, numbered from 0


def assembled(
    documents: Sequence[Document],
    encoder: Encoder,
    vectors: VectorSource,
    store: Store,
    known: Sequence[Passage] = (),
    *,
    titled: bool,
) -> SearchIndex:
    """Return what is searched for a question.

    Args:
        documents: At least one.
        encoder: Says how long a passage may be.
        vectors: Gives the vectors of all texts.
        store: Keeps them.
        known: The passages of documents that this encoder had before, and that are as they were.
        titled: Whether titles are told with each passage: see `contexts_of`.
    """
    passages = cut(documents, encoder, known)
    texts = texts_of(documents, passages)
    contexts = contexts_of(documents, passages, titled=titled)
    lexical = lexical_of(documents, passages, contexts)
    given = _inputs(documents, lexical, passages, inputs_of(passages, contexts, texts))
    of_words, (of_passages, of_sentences) = vectors.of(lexical.words(), given)
    words = store(VectorKind.WORDS, of_words)
    return SearchIndex(
        passages=passages,
        texts=texts,
        contexts=contexts,
        passage_store=store(VectorKind.PASSAGES, of_passages),
        sentence_store=store(VectorKind.SENTENCES, of_sentences),
        word_store=words,
        lexical=lexical,
        related_terms=RelatedOnDemand(words),
    )


def _inputs(
    documents: Sequence[Document],
    lexical: Lexical,
    passages: Sequence[Passage],
    inputs: Sequence[PassageInput],
) -> list[DocumentInputs]:
    """Return what an encoder is given of each document that has passages, in their order.

    Args:
        documents: Whose passages they are.
        lexical: Their words.
        passages: One document's after the other's.
        inputs: What an encoder is given of each passage.
    """
    digests = {document.id: document.sha256 for document in documents}
    given: list[DocumentInputs] = []
    first = 0
    for name, own in groupby(passages, key=lambda one: one.document):
        last = first + sum(1 for _ in own)
        words = lexical.numbers.keys() & lexical.forms_in(first, last)
        given.append(DocumentInputs(digests[name], inputs[first:last], frozenset(words)))
        first = last
    return given


def cut(
    documents: Sequence[Document], encoder: Encoder, known: Sequence[Passage] = ()
) -> tuple[Passage, ...]:
    """Return the passages of documents, each with its context short enough for the encoder.

    Passages depend on text, title and the encoder's limit alone; those that are known are taken
    over.
    """
    limit = encoder.max_tokens
    passages: list[Passage] = []
    before = {name: list(own) for name, own in groupby(known, key=lambda one: one.document)}
    for document in documents:
        if document.id in before:
            passages += before[document.id]
            continue
        title_tokens = encoder.count_tokens(document.title) + _SECTION_TOKENS
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
    by_id = {document.id: document for document in documents}
    return tuple(by_id[p.document].text[p.start : p.end] for p in passages)


def contexts_of(
    documents: Sequence[Document], passages: Sequence[Passage], *, titled: bool
) -> tuple[str, ...]:
    """Return title and section of each passage, as far as somebody stated them, and its columns.

    Args:
        documents: Those that the passages are of.
        passages: Any of theirs.
        titled: Whether titles are told. That of a single document tells no passage from another,
            and put before each it makes them all alike.
    """
    by_id = {document.id: document for document in documents}
    return tuple(_context(by_id[p.document], p.paragraph, titled=titled) for p in passages)


def _context(document: Document, number: int, *, titled: bool) -> str:
    paragraph = document.paragraphs[number - 1]
    title = document.title if titled else ""
    header = document.header_of(paragraph)
    columns = document.text[header.start : header.end][:_COLUMNS] if header else ""
    return ". ".join(part for part in (title, paragraph.section, columns) if part)
