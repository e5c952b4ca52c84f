"""What is read of what was found, and what each sentence of it is worth as an answer.

`python -m index.lab.answer_constants` compares the numbers here on the tune part of the graded
essays, each a collection of its own; those of reading were chosen on three public sets, too, with
the reader that ships, and those between documents on the same essays as one collection
(index/lab/NOTEBOOK.md, "Several documents"). The last test in tests/index/answers/test_weighing.py
follows one question with three passages through all of it, with numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from index.answers.judgement.confidence import Evidence
from index.answers.questions.asked_instead import AskedInstead
from index.models import PassageReading
from index.search import Candidate

SEARCHED = 40  # passages that search brings, of which …
READ_MARGIN = 20.0  # … none is read that scores further below the best, …
ALWAYS_READ = 2  # … and as many are read however long they are
ENOUGH = 4.0  # log-odds of a sentence beyond which no further passage is read
SILENT_ODDS = -20.0  # at most, of a sentence that asks, or repeats a question: it is no answer


@dataclass(frozen=True, slots=True)
class ReadingBudget:
    """How much is read for one question.

    Args:
        passages: At most.
        characters: Of them together, at most.
    """

    passages: int
    characters: int


FIRST_READ = ReadingBudget(passages=12, characters=4000)
READ_ON = ReadingBudget(passages=SEARCHED, characters=12_000)  # where the first did not answer, …
SMALL = 500  # … in a collection of so many passages at most


@dataclass(frozen=True, slots=True)
class Weighing:
    """How search and reader are heard together.

    Args:
        rerank: Of the reader's best log-odds beside the passage's score of search.
        passage: Of its passage's score beside a sentence's log-odds.
        span: How far below the best passage of its document another's score counts as at most.
        document: Of how far the best passage of its document is below the best of all, …
        most_apart: … of which so much counts at most: search leads to a document, and does not
            decide between two that both have the words.
        earlier: Of what answers the question before: a follow-up asks for something else, …
        passage_leaning: … what passage is then, since search found it by the words of both, …
        behind: … what a sentence is worth behind what answered that one counts so much beside what
            it is worth in its passage, …
        beside: … and one that stands beside that, or soon after, has so much more.
        margin: How far below the best sentence another may score and still be shown, and …
        least_odds: … what its log-odds must be at least: what is shown beside must answer, too.
        margin_apart: What is margin for a sentence of another passage than the best: …
        least_alike: … or least_odds, where what is asked instead all asks the same. What stands
            around the best sentence goes on from it; what stands apart is mostly about something
            else.
        surely: Log-odds of a sentence from which on nothing is asked in the question's place.
        own: Of the question itself beside what is asked in its place: …
        own_leaning: … and of a follow-up, of which it is less sure what may be.
        least_instead: What is least_odds for a question, for the best of different things that are
            asked instead.
        most_below: How far what leads by different things that are asked instead may answer them
            worse, in log-odds, than a sentence answers the question itself.
        again: Of what the best sentences are worth where they are read again, beside what they are
            worth in their passages; 0 reads none again.
        contested: How far below the best sentence another may be, so that they are.
    """

    rerank: float = 1.0
    passage: float = 1.0
    span: float = 2.0
    document: float = 1.0
    most_apart: float = 4.0
    earlier: float = 0.33
    passage_leaning: float = 0.5
    behind: float = 0.5
    beside: float = 1.0
    margin: float = 4.0
    least_odds: float = -1.0
    margin_apart: float = 2.0
    least_alike: float = 2.0
    surely: float = 7.0
    own: float = 0.3
    own_leaning: float = 1.5
    least_instead: float = 0.5
    most_below: float = 5.0
    again: float = 0.5
    contested: float = 3.0

    @property
    def of_follow_up(self) -> "Weighing":
        """The same for a question that leans on one that was answered before."""
        return replace(self, passage=self.passage_leaning, own=self.own_leaning)


SHIPPED = Weighing()


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """A passage that was found, with what each of its sentences is worth as an answer.

    Args:
        candidate: The passage as search found it.
        reading: What a reader makes of it; None without one.
        silent: The numbers of its sentences that ask something, or only repeat what is asked.
        weighing: How search and reader are heard together.
        instead: What it is worth by what is asked in the question's place; None where nothing is.
        document_score: The best score in search of a passage of its document; None for its own.
        document_gap: How far that of what may answer there is below the best of all that may, at
            least 0. A question is about one document, as a rule, and in those about others a reader
            that sees a passage alone may find an answer, too.
        moved: What each sentence gains or loses where the best are read again; empty where none is.
        earlier: What a reader makes of it for the question before, which was answered; None where
            none was.
    """

    candidate: Candidate
    reading: PassageReading | None
    silent: frozenset[int] = frozenset()
    weighing: Weighing = SHIPPED
    instead: AskedInstead | None = None
    document_score: float | None = None
    document_gap: float = 0.0
    moved: tuple[float, ...] = ()
    earlier: PassageReading | None = None

    @property
    def rank_score(self) -> float:
        """What it is ranked by."""
        if self.reading is None:
            return self.candidate.score
        return self.candidate.score + self.weighing.rerank * max(self.odds)

    @property
    def odds(self) -> list[float]:
        """The log-odds that each sentence counts with; empty where nothing was read."""
        return self._heard(self.instead.odds) if self.instead else self.own_odds

    @property
    def own_odds(self) -> list[float]:
        """The reader's log-odds of each sentence for the question itself."""
        return self._heard(self.reading.sentences if self.reading else ())

    def _heard(self, odds: Sequence[float]) -> list[float]:
        """Return log-odds with those of the silent sentences lowered."""
        return [min(o, SILENT_ODDS) if n in self.silent else o for n, o in enumerate(odds)]

    def sentence_scores(self) -> list[float]:
        """Return the worth of each sentence, comparable within one question."""
        if self.reading is None:
            cosines = self.candidate.sentences
            return [cosine - (n in self.silent) for n, cosine in enumerate(cosines)]
        score = self.candidate.score
        below = (score if self.document_score is None else self.document_score) - score
        base = -self.weighing.passage * min(below, self.weighing.span) - self.document_discount
        moves = self.moved or (0.0,) * len(self.odds)
        return [base + odds + move for odds, move in zip(self.odds, moves, strict=True)]

    @property
    def document_discount(self) -> float:
        """The log-odds that it loses where search leads to another document."""
        return self.weighing.document * min(self.document_gap, self.weighing.most_apart)

    @property
    def best_odds(self) -> float:
        """The log-odds that the best of its sentences speaks for an answer with."""
        return max(self.own_odds, default=-inf) - self.document_discount

    @property
    def best_answerable(self) -> float:
        """The logit that it answers at all, as it speaks for an answer."""
        return (self.reading.answerable if self.reading else -inf) - self.document_discount

    @property
    def may_answer(self) -> bool:
        """Whether it has a sentence that neither asks nor repeats the question."""
        return len(self.silent) < len(self.candidate.passage.sentences)

    @property
    def answering(self) -> list[bool]:
        """Whether each sentence would answer by itself, as far as a reader tells.

        Of different things that are asked in the question's place it is enough to answer one; what
        asks the same in other words has to be answered in all of them.
        """
        if self.reading is None:
            return [True] * len(self.candidate.sentences)
        if self.instead is None:
            return [odds >= self.weighing.least_odds for odds in self.own_odds]
        weighing = self.weighing
        least = weighing.least_odds if self.instead.alike else weighing.least_instead
        return [odds >= least for odds in self._heard(self.instead.decisive)]

    def answering_apart(self, scores: Sequence[float], best: float) -> list[bool]:
        """Return whether each sentence would answer apart from the best, which another has.

        Args:
            scores: What each is worth.
            best: What the best sentence is worth.
        """
        answering = self.answering
        if self.reading is None:
            return answering
        if self.instead and self.instead.alike:
            answering = [o >= self.weighing.least_alike for o in self._heard(self.instead.decisive)]
        least = best - self.weighing.margin_apart
        return [is_ and score >= least for is_, score in zip(answering, scores, strict=True)]


def worth_reading(candidates: Sequence[Candidate], budget: ReadingBudget) -> list[Candidate]:
    """Return the candidates that may still turn out best, in order: near the first, not too long.

    Args:
        candidates: Best first.
        budget: How much is read.
    """
    best: list[Candidate] = []
    left = budget.characters
    for candidate in candidates[: budget.passages]:
        left -= len(candidate.passage.span)
        if best and candidate.score < candidates[0].score - READ_MARGIN:
            break
        if len(best) >= ALWAYS_READ and left < 0:
            break
        best.append(candidate)
    return best


def evidence_of(judged: Sequence[JudgedPassage]) -> Evidence:
    """Return what speaks for an answer; `judged` holds at least one passage."""
    candidates = [passage.candidate for passage in judged]
    read = [passage for passage in judged if passage.reading]
    return Evidence(
        odds=max((passage.best_odds for passage in read), default=None),
        answerable=max((passage.best_answerable for passage in read), default=None),
        sentence=max(candidate.features.dense_sentence for candidate in candidates),
        score=max(candidate.score for candidate in candidates),
    )
