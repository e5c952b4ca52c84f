"""Questions made of the documents themselves, whose right outcome is known.

Each is asked twice: as it is, when the documents answer it, and with everything hidden that says
what its sentence says, when they must not. A third kind asks for something that they contradict:
one name or number of the question is exchanged for another of the same documents.
"""

import enum
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from index.calibration.corruptions import exchange, names, numbers
from index.calibration.hiding_retriever import HidingRetriever, Places
from index.calibration.question_forms import QuestionForm, SentenceQuestion, questions_of
from index.grading import GradedQuestion, ParagraphPlace
from index.language import terms_of
from index.models import Encoder, Purpose
from index.search import SearchIndex
from index.types import Document, Passage

_SAME = 0.8  # cosine from which two sentences say the same
_CONTAINED = 0.8  # share of a sentence's weighted words in another from which it says the same
_NEIGHBOURS = 50  # sentences near a sentence that are looked at
_COMMON = 0.2  # share of the paragraphs found from which a name answers by chance
_LEFT = 0.5  # share of the paragraphs that must be left when some are hidden
_LEAST_LENGTH, _MOST_LENGTH = 40, 400  # characters of a sentence that is asked about
_LETTERS = 0.7  # share of letters in it: no table, no form to fill in
_POOL = 2000  # passages whose names and numbers are exchanged for those of a question


class ProbeKind(enum.StrEnum):
    """What is right about a question."""

    ANSWERABLE = "answerable"
    HIDDEN = "passage hidden"
    UNANSWERABLE = "graded as unanswerable"
    EXCHANGED = "detail exchanged"


@dataclass(frozen=True, slots=True)
class Probe:
    """A question with its right outcome.

    Args:
        question: As it is asked.
        kind: Whether the documents answer it, and why not.
        hidden: The paragraphs that are hidden while it is asked.
    """

    question: str
    kind: ProbeKind
    hidden: Places = frozenset()


class Prober:
    """Makes probes of one collection."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        index: SearchIndex,
        retriever: HidingRetriever,
        encoder: Encoder,
    ) -> None:
        """Hold the collection; nothing is made yet."""
        self._documents = documents
        self._index = index
        self._retriever = retriever
        self._encoder = encoder
        self._paragraphs = {passage.place for passage in index.passages}

    def made(self, count: int, seed: int = 0) -> Iterator[tuple[Probe, ...]]:
        """Yield the probes of one sentence after the other, of every paragraph once before twice.

        Args:
            count: Sentences at most.
            seed: The same seed makes the same probes.

        Yields:
            An answerable probe, the same with its passage hidden, and often one with a detail
            exchanged.
        """
        rng = random.Random(seed)  # noqa: S311  # a sample, not a secret
        pool = self._details(rng)
        made = 0
        for row, question in self._worded(rng):
            if made == count:
                return
            hidden = self._also_saying(row, question)
            if len(hidden) > (1 - _LEFT) * len(self._paragraphs):
                continue
            made += 1
            yield tuple(self._probes(row, question, hidden, pool, rng))

    def _probes(
        self,
        row: int,
        question: SentenceQuestion,
        hidden: Places,
        pool: Sequence[str],
        rng: random.Random,
    ) -> Iterator[Probe]:
        """Yield a question as it is, with what answers it hidden, and with a detail exchanged."""
        yield Probe(question.text, ProbeKind.ANSWERABLE)
        yield Probe(question.text, ProbeKind.HIDDEN, hidden)
        passage = self._passage_of(row)
        text = self._documents[passage.document].text
        false = exchange(question.text, text[passage.start : passage.end], pool, rng)
        if false and not self._containing(self._known_terms(false)):
            yield Probe(false, ProbeKind.EXCHANGED)

    def graded(self, questions: Iterable[GradedQuestion]) -> Iterator[tuple[Probe, ...]]:
        """Yield the probes of graded questions: those answerable are asked with and without.

        Args:
            questions: On this collection.

        Yields:
            The probes of one question.
        """
        for question in questions:
            if not question.answerable:
                yield (Probe(question.question, ProbeKind.UNANSWERABLE),)
                continue
            probes = [Probe(question.question, ProbeKind.ANSWERABLE)]
            if question.gold:
                mentions = self._mentioning(question.question, question.evidence)
                hidden = frozenset(question.gold) | mentions
                probes.append(Probe(question.question, ProbeKind.HIDDEN, hidden))
            yield tuple(probes)

    def _worded(self, rng: random.Random) -> Iterator[tuple[int, SentenceQuestion]]:
        """Yield sentences by their rows, each with one question: a paragraph's best first."""
        queues = self._by_paragraph(rng)
        rng.shuffle(queues)
        for queue in queues:
            rng.shuffle(queue)
            queue.sort(key=_is_keywords)
        while queues:
            for queue in queues:
                yield queue.pop(0)
            queues = [queue for queue in queues if queue]

    def _by_paragraph(self, rng: random.Random) -> list[list[tuple[int, SentenceQuestion]]]:
        """Return for each paragraph the rows of its sentences, each with one question."""
        queues: dict[ParagraphPlace, list[tuple[int, SentenceQuestion]]] = {}
        for number, passage in enumerate(self._index.passages):
            first = int(self._index.first_sentence[number])
            text = self._documents[passage.document].text
            for row, span in enumerate(passage.sentences, first):
                question = _question_on(text[span.start : span.end], rng)
                if question:
                    queues.setdefault(passage.place, []).append((row, question))
        return list(queues.values())

    def _details(self, rng: random.Random) -> list[str]:
        """Return names and numbers of the documents, from a sample of them where they are many."""
        texts = list(self._index.texts)
        if len(texts) > _POOL:
            texts = rng.sample(texts, _POOL)
        details: set[str] = set()
        for text in texts:
            details.update(names(text), numbers(text))
        return sorted(details)

    def _also_saying(self, row: int, question: SentenceQuestion) -> Places:
        """Return the paragraphs that say what a sentence says, its own among them."""
        own = {self._passage_of(row).place}
        places = own | self._alike(row) | self._containing(self._terms(row))
        if question.answer:
            places |= self._mentioning(question.text, (question.answer,))
        return frozenset(places)

    def _alike(self, row: int) -> set[ParagraphPlace]:
        """Return the paragraphs with a sentence that lies very near to one."""
        store = self._index.sentence_store
        ids, cosines = store.search(store.vectors(np.array([row], dtype=np.int64)), _NEIGHBOURS)
        near = ids[0][cosines[0] >= _SAME].tolist()
        return {self._passage_of(other).place for other in near}

    def _containing(self, terms: set[int]) -> set[ParagraphPlace]:
        """Return the paragraphs with a sentence that holds nearly all of these words.

        Args:
            terms: Rows of the vocabulary; none are contained nowhere.
        """
        if not terms:
            return set()
        lexical = self._index.lexical
        weights = {term: float(lexical.idf[term]) for term in terms}
        least = _CONTAINED * sum(weights.values())
        scores = lexical.scores(np.array(sorted(terms), dtype=np.int32))
        best = np.argsort(-scores, kind="stable")[:_NEIGHBOURS].tolist()
        places = set()
        for number in best:
            if any(_weight(own, weights) >= least for own in self._sentences(number)):
                places.add(self._index.passages[number].place)
        return places

    def _terms(self, row: int) -> set[int]:
        """Return the content words of a sentence, as rows of the vocabulary."""
        number = self._passage_number(row)
        return self._sentences(number)[row - int(self._index.first_sentence[number])]

    def _sentences(self, number: int) -> list[set[int]]:
        """Return the content words of each sentence of a passage, as rows of the vocabulary."""
        terms = self._index.lexical.terms_at(np.array([number], dtype=np.int64))
        # A passage's first segment is its context; the sentences follow.
        edges = pairwise(terms.segments[1:].tolist())
        return [set(terms.ids[first:last].tolist()) for first, last in edges]

    def _known_terms(self, question: str) -> set[int]:
        """Return the content words of a question that the collection has."""
        return set(self._index.lexical.ids_of(terms_of(question)).tolist())

    def _mentioning(self, question: str, answers: Sequence[str]) -> Places:
        """Return the paragraphs found for a question that hold an answer; none if most do."""
        patterns = [
            re.compile(rf"(?<!\w){re.escape(answer.strip())}(?!\w)", re.IGNORECASE)
            for answer in answers
            if answer.strip()
        ]
        query = self._retriever.query_of(question)
        vectors = self._encoder.encode([query.text, *query.unknown], Purpose.QUERY)
        ranked = {one.passage.place for one in self._retriever.rank(query, vectors)}
        holding = {place for place in ranked if self._matches(place, patterns)}
        return frozenset(holding if len(holding) <= max(1, _COMMON * len(ranked)) else ())

    def _matches(self, place: ParagraphPlace, patterns: Sequence[re.Pattern[str]]) -> bool:
        """Return whether a paragraph holds one of the patterns, in whichever of its passages."""
        name, number = place
        document = self._documents[name]
        paragraph = document.paragraphs[number - 1]
        text = document.text[paragraph.start : paragraph.end]
        return any(pattern.search(text) for pattern in patterns)

    def _passage_number(self, row: int) -> int:
        return int(np.searchsorted(self._index.first_sentence, row, side="right")) - 1

    def _passage_of(self, row: int) -> Passage:
        return self._index.passages[self._passage_number(row)]


def _weight(terms: set[int], weights: Mapping[int, float]) -> float:
    """Return what those of the terms that have a weight weigh together."""
    return sum(weights[term] for term in terms & weights.keys())


def _is_keywords(worded: tuple[int, SentenceQuestion]) -> bool:
    return worded[1].form is QuestionForm.KEYWORDS


def can_be_asked(sentence: str) -> bool:
    """Return whether a sentence is fit to be asked about: prose, and neither short nor long."""
    letters = sum(character.isalpha() or character == " " for character in sentence)
    fits = _LEAST_LENGTH <= len(sentence) <= _MOST_LENGTH
    return fits and letters >= _LETTERS * len(sentence)


def _question_on(sentence: str, rng: random.Random) -> SentenceQuestion | None:
    """Return one question that a sentence answers, by lot; None where it is no fit sentence."""
    questions = questions_of(sentence) if can_be_asked(sentence) else ()
    whole = [question for question in questions if question.form is not QuestionForm.KEYWORDS]
    return rng.choice(whole or questions) if questions else None
