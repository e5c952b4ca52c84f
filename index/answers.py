"""A question to an answer or an abstention: search, read, judge, quote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter

from index.candidates import Candidate, Retrieved
from index.chatter import is_chatter
from index.confidence import Evidence, confidence
from index.excerpts import ScoredSentence, excerpts_of
from index.followups import resolve
from index.reader import Reader, ReaderInput, Reading
from index.retrieval import Retriever
from index.sentences import sentences_of
from index.settings import Settings
from index.types import Abstention, Answer, Document, Outcome, Quote, Reason, Span

HITS = 10
READ = 5  # passages that the reader looks at, and that sentences are quoted from
# Chosen on the tune part of the public sets; EVALUATION.md has the figures.
COSINE_WEIGHT = 2.0  # of a sentence's cosine beside the reader's log-odds
PASSAGE_WEIGHT = 0.5  # of its passage's score beside the reader's log-odds
RERANK_WEIGHT = 0.5  # of the reader's best log-odds beside the score of retrieval
MARGIN = 6.0  # how far below the best sentence another may score and still be shown
_MARGIN_UNREAD = 0.25  # the same for cosines alone, where there is no reader


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage that was found, with what each of its sentences is worth as an answer."""

    candidate: Candidate
    reading: Reading | None

    @property
    def rank_score(self) -> float:
        """What it is ranked by."""
        if self.reading is None:
            return self.candidate.score
        return self.candidate.score + RERANK_WEIGHT * max(self.reading.sentences)

    @property
    def sentence_scores(self) -> list[float]:
        """The worth of each sentence, comparable within one question."""
        cosines = self.candidate.sentences
        if self.reading is None:
            return list(cosines)
        base = PASSAGE_WEIGHT * self.candidate.score
        pairs = zip(self.reading.sentences, cosines, strict=True)
        return [base + odds + COSINE_WEIGHT * cosine for odds, cosine in pairs]


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


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers from one collection."""

    documents: Mapping[str, Document]
    contexts: Sequence[str]  # of each row of the retriever's index
    retriever: Retriever
    settings: Settings
    reader: Reader | None = None
    paragraphs: Paragraphs = field(default_factory=Paragraphs)

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
        judged = self._judge(found)
        quotes = self._quotes(judged)
        probability = confidence(evidence_of(judged)) if judged else 0.0
        ranked = judged + [Judged(c, None) for c in found.candidates[len(judged) :]]
        # A hit's score falls with its rank: those that were read come before those that were not.
        hits = tuple(replace(one.candidate.hit, score=one.rank_score) for one in ranked)
        seconds = perf_counter() - started
        if quotes and probability >= self.settings.answer_threshold:
            return Answer(question, probability, quotes, hits, seconds)
        return Abstention(question, probability, quotes, hits, seconds)

    def _judge(self, found: Retrieved) -> list[Judged]:
        """Return the best passages as read, best first."""
        best = found.candidates[:READ]
        if self.reader is None:
            return [Judged(candidate, None) for candidate in best]
        inputs = [ReaderInput(self._texts(c), self.contexts[c.row]) for c in best]
        readings = self.reader.read(found.query.text, inputs)
        judged = [Judged(c, reading) for c, reading in zip(best, readings, strict=True)]
        return sorted(judged, key=lambda one: -one.rank_score)

    def _texts(self, candidate: Candidate) -> tuple[str, ...]:
        text = self.documents[candidate.passage.document].text
        return tuple(text[span.start : span.end] for span in candidate.passage.sentences)

    def _quotes(self, judged: Sequence[Judged]) -> tuple[Quote, ...]:
        scored = [
            ScoredSentence(self.documents[one.candidate.passage.document], span, score)
            for one in judged
            for span, score in zip(
                one.candidate.passage.sentences, one.sentence_scores, strict=True
            )
        ]
        margin = MARGIN if self.reader else _MARGIN_UNREAD
        budget = self.settings.excerpt_characters
        return excerpts_of(scored, self.paragraphs.around, budget, margin)


def evidence_of(judged: Sequence[Judged]) -> Evidence:
    """Return what speaks for an answer; `judged` holds at least one passage."""
    candidates = [one.candidate for one in judged]
    readings = [one.reading for one in judged if one.reading]
    return Evidence(
        odds=max((max(reading.sentences) for reading in readings), default=None),
        answerable=max((reading.answerable for reading in readings), default=None),
        sentence=max(candidate.features.dense_sentence for candidate in candidates),
        score=max(candidate.score for candidate in candidates),
    )
