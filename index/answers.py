"""A question to an answer or an abstention: search, read, judge, quote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from index.chatter import is_chatter
from index.confidence import Evidence, confidence
from index.excerpts import ScoredSentence, excerpts_of
from index.followups import resolve
from index.retrieval import Candidate, Retrieved, Retriever
from index.sentences import sentences_of
from index.settings import Settings
from index.types import Abstention, Answer, Document, Hit, Outcome, Quote, Reason, Span

HITS = 10
_READ = 6  # candidates whose sentences may be quoted
_MARGIN = 0.25  # how far below the best sentence another may score and still be shown


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers from one collection."""

    documents: Mapping[str, Document]
    retriever: Retriever
    settings: Settings
    paragraphs: "Paragraphs" = field(default_factory=lambda: Paragraphs())

    def answer(self, question: str, history: Sequence[str] = ()) -> Outcome:
        """Return an answer, or an abstention with the nearest passages.

        Args:
            question: As it was asked.
            history: Earlier questions of the same conversation, oldest first.
        """
        started = perf_counter()
        asked = resolve(question.strip(), history)
        if not question.strip() or is_chatter(question):
            reason = Reason.CHATTER if question.strip() else Reason.NOTHING_ASKED
            return Abstention(question, 0.0, (), (), perf_counter() - started, reason)
        found = self.retriever.search(asked.standalone, HITS)
        hits = tuple(candidate.hit for candidate in found.candidates)
        quotes = self._quotes(found)
        probability = self._confidence(found)
        return self._outcome(question, probability, quotes, hits, started)

    def _outcome(
        self,
        question: str,
        probability: float,
        quotes: tuple[Quote, ...],
        hits: tuple[Hit, ...],
        started: float,
    ) -> Outcome:
        seconds = perf_counter() - started
        if quotes and probability >= self.settings.answer_threshold:
            return Answer(question, probability, quotes, hits, seconds)
        return Abstention(question, probability, quotes, hits, seconds)

    def _quotes(self, found: Retrieved) -> tuple[Quote, ...]:
        scored = [
            ScoredSentence(self.documents[candidate.passage.document], span, score)
            for candidate in found.candidates[:_READ]
            for span, score in self._scored(candidate)
        ]
        return excerpts_of(
            scored, self.paragraphs.around, self.settings.excerpt_characters, _MARGIN
        )

    def _scored(self, candidate: Candidate) -> list[tuple[Span, float]]:
        return list(zip(candidate.passage.sentences, candidate.sentences, strict=True))

    def _confidence(self, found: Retrieved) -> float:
        if not found.candidates:
            return 0.0
        best = max(max(c.sentences, default=-1.0) for c in found.candidates)
        passage = max(c.features.dense_passage for c in found.candidates)
        return confidence(Evidence(best, passage))


class Paragraphs:
    """The sentences of each paragraph, found once."""

    def __init__(self) -> None:
        """Start with nothing known."""
        self._known: dict[tuple[str, int], tuple[Span, ...]] = {}

    def around(self, document: Document, span: Span) -> tuple[Span, ...]:
        """Return every sentence of the paragraph that `span` starts in, in order."""
        paragraph = document.paragraph_at(span.start)
        if paragraph is None:
            return (span,)
        key = (document.id, paragraph.number)
        if key not in self._known:
            language = document.metadata.language
            self._known[key] = sentences_of(document.text, paragraph.span, language=language)
        return self._known[key]
