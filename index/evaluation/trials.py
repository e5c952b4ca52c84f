"""Questions asked and what came of them, next to the plain ways of searching."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from index.answers import Answerer, Catalogue
from index.evaluation.baselines import Baselines
from index.grading import GradedQuestion, rank_of
from index.models import Encoder, PassageVectors, Purpose, Reader
from index.search import (
    FaissStore,
    Put,
    Retriever,
    SearchIndex,
    VectorKind,
    VectorSource,
    assembled,
)
from index.settings import Settings
from index.types import Answer, Document, Embeddings, Ids, MetadataLine, Outcome, Quote, Span

Ask = Callable[[str], Outcome]
_Read = tuple[str, tuple[Span, ...]]  # a passage, and where its sentences stand in it
OURS = "this program"
_QUOTATION_MARKS = str.maketrans("‘’“”", "''\"\"")


@dataclass(frozen=True, slots=True)
class Trial:
    """One question asked.

    Args:
        question: With what is known about it.
        outcome: What was answered.
        ranks: Rank of the best gold paragraph by the name of each way of searching; empty where
            there is none to find.
        confidences: How sure each way was that there is an answer; comparable within one way.
    """

    question: GradedQuestion
    outcome: Outcome
    ranks: Mapping[str, int]
    confidences: Mapping[str, float]

    @property
    def answered(self) -> bool:
        """Whether an answer was given."""
        return isinstance(self.outcome, Answer)

    @property
    def shown(self) -> tuple[Quote, ...]:
        """The excerpts shown, as an answer or as what is nearest to one."""
        return _quotes(self.outcome)

    @property
    def evidence_shown(self) -> bool:
        """Whether any of the evidence stands in an excerpt."""
        return self._evidence_in(shown_texts(self.outcome))

    @property
    def evidence_highlighted(self) -> bool:
        """Whether any of the evidence stands in a highlight."""
        return self._evidence_in(self._highlights)

    @property
    def evidence_in_first_highlight(self) -> bool:
        """Whether any of the evidence stands in the highlight of the first excerpt."""
        return self._evidence_in(self._highlights[:1])

    @property
    def _highlights(self) -> list[str]:
        """The words lit in what is shown, in its order."""
        lines = _metadata(self.outcome)
        stated = [line.text[line.highlight.start : line.highlight.end] for line in lines]
        return [*stated, *(_highlight(quote) for quote in self.shown)]

    def _evidence_in(self, texts: Iterable[str]) -> bool:
        return holds_any(texts, self.question.evidence)


def shown_texts(outcome: Outcome) -> list[str]:
    """Return all that is shown of documents, as an answer or as what is nearest to one."""
    stated = [line.text for line in _metadata(outcome)]
    return [*stated, *(quote.text for quote in _quotes(outcome))]


def holds_any(texts: Iterable[str], evidence: Iterable[str]) -> bool:
    """Return whether any of the evidence stands in one of the texts."""
    wanted = list(map(plain, evidence))
    return any(one in text for text in map(plain, texts) for one in wanted)


def _quotes(outcome: Outcome) -> tuple[Quote, ...]:
    return outcome.quotes if isinstance(outcome, Answer) else outcome.nearest


def _metadata(outcome: Outcome) -> tuple[MetadataLine, ...]:
    return outcome.metadata if isinstance(outcome, Answer) else ()


def _highlight(quote: Quote) -> str:
    span = quote.highlight
    return quote.document.text[span.start : span.end] if span else ""


def plain(text: str) -> str:
    """Return `text` without what a grader does not mean: case, spacing, form of quotation marks."""
    return " ".join(text.translate(_QUOTATION_MARKS).casefold().split())


def trials(questions: Sequence[GradedQuestion], ask: Ask, baselines: Baselines) -> Iterator[Trial]:
    """Ask each question.

    Args:
        questions: On one collection.
        ask: Answers from the collection.
        baselines: Over the same documents.

    Yields:
        What came of each question, in order.
    """
    for question in questions:
        outcome = ask(question.question)
        ranks: dict[str, int] = {}
        if question.gold:
            places = [hit.passage.place for hit in outcome.hits]
            ranks = {OURS: rank_of(places, question.gold)}
            ranks |= baselines.ranks(question.question, question.gold)
        confidences = {OURS: outcome.confidence} | dict(baselines.confidences(question.question))
        yield Trial(question, outcome, ranks, confidences)


class RememberingEncoder:
    """An encoder that encodes no text twice: many collections share texts in an evaluation."""

    def __init__(self, encoder: Encoder) -> None:
        """Wrap an encoder."""
        self._encoder = encoder
        self._known: dict[tuple[Purpose, str], Embeddings] = {}
        self._read: dict[_Read, PassageVectors] = {}

    @property
    def identity(self) -> str:
        """The wrapped encoder's."""
        return self._encoder.identity

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._encoder.dim

    @property
    def max_tokens(self) -> int:
        """Word pieces that are read of one text."""
        return self._encoder.max_tokens

    def count_tokens(self, text: str) -> int:
        """Return the word pieces of `text` as a passage."""
        return self._encoder.count_tokens(text)

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        """Return the vectors of `texts`, (n, dim) float32, rows of unit length."""
        fresh = [text for text in dict.fromkeys(texts) if (purpose, text) not in self._known]
        fresh.sort(key=len)  # texts of like length share a batch
        if fresh:
            vectors = self._encoder.encode(fresh, purpose)
            self._known |= {(purpose, t): row for t, row in zip(fresh, vectors, strict=True)}
        known = [self._known[purpose, text] for text in texts]
        return np.array(known, dtype=np.float32).reshape(len(texts), self.dim)

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> PassageVectors:
        """Return the vectors of passages and of their sentences."""
        asked = [(text, tuple(spans)) for text, spans in zip(texts, sentences, strict=True)]
        self._read |= self._reading([one for one in dict.fromkeys(asked) if one not in self._read])
        known = [self._read[one] for one in asked]
        nothing = np.zeros((0, self.dim), dtype=np.float32)
        return PassageVectors(
            np.array([one.passages for one in known], dtype=np.float32).reshape(-1, self.dim),
            np.concatenate([nothing, *(one.sentences for one in known)]),
        )

    def _reading(self, fresh: Sequence[_Read]) -> dict[_Read, PassageVectors]:
        """Return the vectors of passages, each by itself."""
        if not fresh:
            return {}
        made = self._encoder.encode_passages([t for t, _ in fresh], [s for _, s in fresh])
        ends = np.cumsum([len(spans) for _, spans in fresh])[:-1]
        rows = zip(made.passages, np.split(made.sentences, ends), strict=True)
        return {one: PassageVectors(*row) for one, row in zip(fresh, rows, strict=True)}


def answerer_of(
    documents: Sequence[Document],
    encoder: Encoder,
    settings: Settings,
    reader: Reader | None = None,
) -> Answerer:
    """Return what answers from documents that are indexed here and now, in memory."""
    by_id = {document.id: document for document in documents}
    index = index_of(documents, encoder)
    retriever = Retriever(index, encoder)
    catalogue = Catalogue(documents, index.lexical.word_forms)
    return Answerer(by_id, index.contexts, retriever, settings, catalogue, reader)


def index_of(documents: Sequence[Document], encoder: Encoder) -> SearchIndex:
    """Return what a collection's build would search, in memory."""
    titled = len(documents) > 1
    store = _InMemory(encoder.dim)
    return assembled(documents, encoder, VectorSource(encoder), store, titled=titled)


class _InMemory:
    """Keeps vectors in memory: see `index.search.assembly.Store`."""

    def __init__(self, dim: int) -> None:
        """Hold none yet, of so many dimensions."""
        none = np.zeros((0, dim), np.float32)
        self._parts = {kind: [none] for kind in VectorKind}

    @contextmanager
    def laying(self, kind: VectorKind, rows: Ids) -> Iterator[Put]:
        """Give what takes the vectors of a kind.

        Yields:
            That.
        """
        del rows
        yield self._parts[kind].append

    def laid(self, kind: VectorKind) -> FaissStore:
        """Return the vectors of a kind."""
        return FaissStore.holding(np.concatenate(self._parts[kind]))
