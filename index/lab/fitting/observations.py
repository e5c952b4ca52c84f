"""Graded questions looked up, with everything that a judgement could rest on."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.answers import Answerer
from index.answers.findings import Finding
from index.answers.judgement.confidence import Evidence
from index.answers.judgement.weighing import evidence_of
from index.answers.questions.follow_ups import ResolvedQuestion
from index.calibration.hiding_retriever import HidingRetriever
from index.evaluation.report import Scope, groups_of
from index.evaluation.trials import answerer_of
from index.grading import Flags, GradedQuestion, Part, QuestionSet, Values
from index.models import Encoder, Purpose, Reader
from index.search import Retriever
from index.settings import Settings
from index.types import Document

ANSWERABLE = "answerable"
HIDDEN = "passage hidden"
ELSEWHERE = "other subject"
UNANSWERABLE = "unanswerable"
_SEED = 5


@dataclass(frozen=True, slots=True)
class Family:
    """Questions of one kind of corpus.

    Args:
        questions: The set.
        scope: Where each is searched.
        part: The part whose questions are asked.
    """

    questions: QuestionSet
    scope: Scope
    part: Part

    @property
    def name(self) -> str:
        """The set and the scope in words."""
        return f"{self.questions.name}, {self.scope.label}"


@dataclass(frozen=True, slots=True)
class Observation:
    """One question looked up.

    Args:
        family: Name of its family.
        kind: `ANSWERABLE`, or why it is not.
        question: The question.
        finding: What was found and read.
        gold: For each of the finding's judged passages, whether it is one that answers.
        texts: The documents that were searched, by id.
    """

    family: str
    kind: str
    question: GradedQuestion
    finding: Finding
    gold: tuple[bool, ...]
    texts: Mapping[str, Document]

    @property
    def evidence(self) -> Evidence:
        """What the confidence is made of."""
        return evidence_of(self.finding.judged)


@dataclass(frozen=True, slots=True)
class SearchedQuestion:
    """Every passage that search looked at for one question.

    Args:
        family: Name of its family.
        columns: (n, f) the features of each in the order of `index.search.candidates.Features`.
        gold: (n,) whether it is one that answers.
    """

    family: str
    columns: Values
    gold: Flags


def drawn(questions: Sequence[GradedQuestion], count: int) -> list[GradedQuestion]:
    """Return at most `count` questions, by a lot that always falls alike."""
    lot = random.Random(_SEED)  # noqa: S311 -- a sample, not a secret
    sample = list(questions) if len(questions) <= count else lot.sample(list(questions), count)
    return sorted(sample, key=lambda question: question.id)


def searched_questions(family: Family, count: int, encoder: Encoder) -> Iterator[SearchedQuestion]:
    """Look up answerable questions in search alone.

    Args:
        family: Which questions.
        count: How many at most.
        encoder: The encoder.

    Yields:
        Each question for which a passage was looked at that answers.
    """
    answerable = [q for q in family.questions.part(family.part) if q.answerable]
    sample = drawn(answerable, count)
    for documents, group in groups_of(family.questions, sample, family.scope):
        retriever = answerer_of(documents, encoder, Settings()).retriever
        for question in group:
            searched = _searched(family.name, question, retriever, encoder)
            if searched.gold.any():
                yield searched


def _searched(
    family: str, question: GradedQuestion, retriever: Retriever, encoder: Encoder
) -> SearchedQuestion:
    query = retriever.query_of(question.question)
    vectors = encoder.encode([query.text, *query.unknown], Purpose.QUERY)
    ranked = retriever.rank(query, vectors)
    gold = [candidate.passage.place in question.gold for candidate in ranked]
    columns = np.array([candidate.features.values for candidate in ranked])
    return SearchedQuestion(family, columns, np.array(gold, dtype=bool))


def observations(
    family: Family, others: Sequence[GradedQuestion], count: int, encoder: Encoder, reader: Reader
) -> Iterator[Observation]:
    """Look up questions of every kind.

    Args:
        family: Which questions.
        others: Questions about other documents.
        count: How many of each kind at most; a third as many of `others`.
        encoder: The encoder.
        reader: The reader.

    Yields:
        Answerable questions as they are and with their passages hidden, the set's unanswerable
        ones, and questions about another subject.
    """
    part = family.questions.part(family.part)
    own = drawn([q for q in part if q.answerable], count)
    own += drawn([q for q in part if not q.answerable], count)
    elsewhere = drawn(others, count // 3)
    groups = list(groups_of(family.questions, own, family.scope))
    for number, (documents, group) in enumerate(groups):
        answerer = answerer_of(documents, encoder, Settings(), reader)
        for question in group:
            yield from _looked_up(family.name, answerer, question, encoder)
        for question in elsewhere[number :: len(groups)]:
            yield _observation(family.name, ELSEWHERE, answerer, question)


def _looked_up(
    family: str, answerer: Answerer, question: GradedQuestion, encoder: Encoder
) -> Iterator[Observation]:
    if not question.answerable:
        yield _observation(family, question.kind or UNANSWERABLE, answerer, question)
        return
    yield _observation(family, ANSWERABLE, answerer, question)
    hiding = HidingRetriever(answerer.retriever.index, encoder).without(frozenset(question.gold))
    yield _observation(family, HIDDEN, replace(answerer, retriever=hiding), question)


def _observation(
    family: str, kind: str, answerer: Answerer, question: GradedQuestion
) -> Observation:
    finding = answerer.look_up(ResolvedQuestion(question.question))
    gold = tuple(one.candidate.passage.place in question.gold for one in finding.judged)
    return Observation(family, kind, question, finding, gold, answerer.documents)
