"""What was found, read: the passages that may answer, each with its sentences' worth.

The first passages are read in any case. Where none of their sentences answers beyond doubt, a small
collection is read on: all of it is about the subject, reasons and gains stand in words that no
question has, and search puts them far down. In a large one the next passages are about something
else, and reading them would only take time. Where several sentences come near the best, the best
are read again (`listwise`), and for a follow-up those that come near it, behind what answered the
question before (`follow_up_readings`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from math import inf
from typing import TypeAlias

from index.answers.judgement.echoes import echoes
from index.answers.judgement.follow_up_readings import read_behind
from index.answers.judgement.kept_readings import KeptReadings
from index.answers.judgement.listwise import read_again
from index.answers.judgement.named_items import with_named_items
from index.answers.judgement.named_rows import with_named_rows
from index.answers.judgement.other_states import of_other_state
from index.answers.judgement.reader_inputs import reader_input
from index.answers.judgement.turned_questions import turned
from index.answers.judgement.weighing import (
    ENOUGH,
    FIRST_READ,
    READ_ON,
    SMALL,
    JudgedPassage,
    Weighing,
    worth_reading,
)
from index.answers.kept_sentences import Paragraphs
from index.answers.questions.asked_instead import SubQuestions, heard_together
from index.answers.questions.follow_ups import ResolvedQuestion, names_nothing
from index.answers.questions.gain_questions import gain_questions
from index.answers.questions.lasting_questions import sub_questions
from index.language import is_asked
from index.models import PassageReading, Reader, ReaderInput
from index.search import Candidate, Retrieved, Retriever
from index.types import Document

# A reading, and that for the question before, where one was answered.
_Read: TypeAlias = tuple[PassageReading | None, PassageReading | None]


@dataclass(frozen=True, slots=True)
class Judge:
    """Reads what search found.

    Args:
        documents: By id.
        contexts: Of each row of the retriever's index.
        retriever: Knows how a question is read.
        paragraphs: Knows the sentences around a passage.
        weighing: How search and reader are heard together.
        reader: None to go by cosines alone.
        kept: What the reader made of passages for what is asked in a question's place.
    """

    documents: Mapping[str, Document]
    contexts: Sequence[str]
    retriever: Retriever
    paragraphs: Paragraphs
    weighing: Weighing
    reader: Reader | None
    kept: KeptReadings

    def judged(self, retrieved: Retrieved, part: ResolvedQuestion) -> tuple[JudgedPassage, ...]:
        """Return the first of the passages found, as many as were read, best first.

        Args:
            retrieved: What search found for the question.
            part: The question.
        """
        candidates = retrieved.candidates
        first = worth_reading(candidates, FIRST_READ)
        judged = beside_others(self._read(first, retrieved.query.text, part))
        instead = self._asked_instead(judged, part)
        if self._is_small and (instead or not _settled(judged)):
            further = worth_reading(candidates, READ_ON)[len(first) :]
            judged += self._read(further, retrieved.query.text, part)
            judged = beside_others(judged)
        if self.reader and judged:
            judged = self._read_again(self.reader, judged, retrieved.query.text, part, instead)
        judged = with_named_items(part.question, judged, self.documents)
        judged = with_named_rows(part.question, judged, self.documents)
        return tuple(sorted(judged, key=lambda passage: -passage.rank_score))

    @property
    def _is_small(self) -> bool:
        """Whether there is a reader, and little enough for it to read on."""
        return self.reader is not None and len(self.retriever.index.passages) <= SMALL

    def _read(
        self, candidates: Sequence[Candidate], question: str, part: ResolvedQuestion
    ) -> list[JudgedPassage]:
        """Return some passages as read, in order.

        Args:
            candidates: The passages; there may be none.
            question: What is read, with what it leans on.
            part: The question.
        """
        inputs = [self._input(candidate) for candidate in candidates]
        readings = self._readings(inputs, question, part) if inputs else []
        weighing = self.weighing.of_follow_up if part.answered else self.weighing
        return [
            JudgedPassage(
                candidate, reading, _silent(part, passage.sentences), weighing, earlier=earlier
            )
            for candidate, passage, (reading, earlier) in zip(
                candidates, inputs, readings, strict=True
            )
        ]

    def _asked_instead(
        self, judged: Sequence[JudgedPassage], part: ResolvedQuestion
    ) -> SubQuestions:
        """Return what is asked in the place of a part, nothing where it is best asked itself.

        A question why something lasts may be answered beyond doubt. One what somebody gains may
        seem to be: a reader is as sure of who does not gain.
        """
        if self.reader is None:
            return SubQuestions()
        if gains := gain_questions(part.question, part.earlier):
            return SubQuestions(gains, alike=True)
        # A bare "why not?" asks of the question before, be that whether somebody wanted to leave.
        is_bare = bool(part.context) and names_nothing(part.question)
        if is_bare or _best(judged) >= self.weighing.surely:
            return SubQuestions()
        return SubQuestions(sub_questions(part.standalone))

    def _read_instead(
        self, reader: Reader, judged: Sequence[JudgedPassage], asked: SubQuestions
    ) -> list[JudgedPassage]:
        """Return passages with their readings for what is asked in the question's place.

        Without them where different things are asked and what leads by them answers none of them:
        then the question asks for something else.
        """
        passages = [(one.candidate.row, self._input(one.candidate)) for one in judged]
        instead = [self.kept.of(reader, one, passages) for one in asked.asked]
        own = [one.reading for one in judged if one.reading]
        worth = heard_together(own, instead, alike=asked.alike, share=judged[0].weighing.own)
        heard = [replace(one, instead=part) for one, part in zip(judged, worth, strict=True)]
        if asked.alike:
            return heard
        least = max(self.weighing.least_odds, _best(judged) - self.weighing.most_below)
        return heard if _leading_odds(heard) >= least else list(judged)

    def _read_again(
        self,
        reader: Reader,
        judged: Sequence[JudgedPassage],
        question: str,
        part: ResolvedQuestion,
        instead: SubQuestions,
    ) -> list[JudgedPassage]:
        """Return passages as they are heard when they are read once more, in one way or another.

        They are where something is asked in the question's place. For a follow-up those that come
        near the best are, behind what answered the question before; else the best sentences, where
        several come near. For a later part of one question they are not: it has less to go by in a
        sentence alone.
        """
        inputs = [self._input(one.candidate) for one in judged]
        read = partial(reader.read, question)
        heard = read_behind(judged, inputs, read) if part.answered else list(judged)
        if instead:
            return self._read_instead(reader, heard, instead)
        return heard if part.context else read_again(heard, inputs, read)

    def _readings(
        self, inputs: Sequence[ReaderInput], question: str, part: ResolvedQuestion
    ) -> Sequence[_Read]:
        """Return what the reader makes of some passages; None of each without one."""
        if self.reader is None:
            return [(None, None)] * len(inputs)
        readings = self.reader.read(question, inputs)
        if not part.context:
            return [(reading, None) for reading in readings]
        return self._leaning(self.reader, part, readings, inputs)

    def _leaning(
        self,
        reader: Reader,
        part: ResolvedQuestion,
        readings: Sequence[PassageReading],
        inputs: Sequence[ReaderInput],
    ) -> list[_Read]:
        """Return what a reader makes of a question that leans on earlier ones.

        What answers one that was asked before is worth less, so that a follow-up does not get the
        same again. A later part of one question is read with and without the earlier ones: with
        them alone, what answers an earlier one would do as well, and it may do.

        Args:
            reader: The reader.
            part: The question.
            readings: Of the passages, with what the question leans on.
            inputs: The passages.
        """
        other = part.earlier if part.answered else part.question
        others = reader.read(self.retriever.query_of(other).text, inputs)
        pairs = zip(readings, others, strict=True)
        if part.answered:
            share = self.weighing.earlier
            return [(one.less(earlier, share), earlier) for one, earlier in pairs]
        return [(one.mean(alone), None) for one, alone in pairs]

    def _input(self, candidate: Candidate) -> ReaderInput:
        passage = candidate.passage
        document = self.documents[passage.document]
        return reader_input(passage, document, self.contexts[candidate.row], self.paragraphs)


def beside_others(judged: Sequence[JudgedPassage]) -> list[JudgedPassage]:
    """Return passages, each with how far its document is below the one that search leads to.

    A passage that only asks, or repeats what is asked, leads nowhere, however near it is.

    Args:
        judged: All that were read of a question.
    """
    scores = _best_scores(judged)
    leading = _best_scores([one for one in judged if one.may_answer])
    best = max(leading.values(), default=0.0)
    beside = []
    for one in judged:
        document = one.candidate.passage.document
        gap = best - leading.get(document, best)
        beside.append(replace(one, document_score=scores[document], document_gap=gap))
    return beside


def _best_scores(judged: Sequence[JudgedPassage]) -> dict[str, float]:
    """Return the best score in search of each document of some passages."""
    best: dict[str, float] = {}
    for one in judged:
        document, score = one.candidate.passage.document, one.candidate.score
        best[document] = max(best.get(document, score), score)
    return best


def _silent(part: ResolvedQuestion, sentences: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the sentences that ask, repeat what is asked, or tell of another."""
    asking = frozenset(number for number, text in enumerate(sentences) if is_asked(text))
    others = turned(part.question, sentences) | of_other_state(part.question, sentences)
    return asking | echoes(part.question, sentences) | others


def _settled(judged: Sequence[JudgedPassage]) -> bool:
    """Return whether a sentence answers beyond doubt."""
    return _best(judged) >= ENOUGH


def _leading_odds(heard: Sequence[JudgedPassage]) -> float:
    """Return the log-odds by which the best sentence answers what is asked in the question's place.

    Args:
        heard: Passages, one at least, read for that.
    """
    worth = (
        zip(passage.sentence_scores(), passage.instead.decisive, strict=True)
        for passage in heard
        if passage.instead
    )
    _, odds = max(chain.from_iterable(worth))
    return odds


def _best(judged: Sequence[JudgedPassage]) -> float:
    """Return the best log-odds of a sentence, minus infinity where nothing was read."""
    return max((passage.best_odds for passage in judged), default=-inf)
