"""Graded topics for briefs: read from a file, or made of the questions of a question set."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import SourceError
from index.grading import GradedQuestion, Part, QuestionSet
from index.language import sentences_of, stems_of, terms_of, words_of, zipf
from index.language.terms import Token
from index.types import Document

_PHRASE = (1, 2, 3)  # words
_POINTS = range(3, 9)
_LEAST_OFTEN = 3  # times that the document has the phrase
_ALIKE = 0.6  # Jaccard index of the answers from which two topics are the same
_PLAIN = 5.0  # Zipf frequency from which a single word is no topic
_MOST_CHARACTERS = 1500  # of all key points: what a brief could show


@dataclass(frozen=True, slots=True)
class GradedTopic:
    """A topic and what a brief on it should show.

    Args:
        topic: Its words.
        key_points: Each a set of verbatim alternatives, any of which is enough.
    """

    topic: str
    key_points: tuple[tuple[str, ...], ...]


def read_graded_topics(path: Path) -> tuple[GradedTopic, ...]:
    """Return the graded topics of a file of JSON lines with `topic` and `key_points`.

    Raises:
        SourceError: The file cannot be read, or a line is not such a topic.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}; name a .jsonl file"
        raise SourceError(msg) from error
    return tuple(_graded(path, number, line) for number, line in enumerate(lines, start=1))


def _graded(path: Path, number: int, line: str) -> GradedTopic:
    """Return the topic of one line.

    Raises:
        SourceError: The line is not a graded topic.
    """
    try:
        record = json.loads(line)
        points = tuple(tuple(map(str, point)) for point in record["key_points"])
        return GradedTopic(str(record["topic"]), points)
    except (ValueError, KeyError, TypeError) as error:
        msg = f"{path}: line {number} is not a graded topic: {error}; mend or remove it"
        raise SourceError(msg) from error


def shared_topics(questions: QuestionSet, part: Part) -> dict[str, tuple[GradedTopic, ...]]:
    """Return topics of each document of a part, made of its questions.

    A topic is a phrase that questions with three to eight different answering sentences share and
    that the document itself comes back to; its key points are those sentences.
    """
    documents = {document.id: document for document in questions.documents}
    answers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for question in questions.part(part):
        if question.answerable and question.gold:
            document = documents[question.gold[0][0]]
            sentence = _answering(document, question)
            if sentence:
                answers[document.id].append((question.question, sentence))
    return {name: _topics_of(documents[name], pairs) for name, pairs in answers.items()}


def asked_topic(question: str) -> str:
    """Return what a question is about: its words from the first content word on.

    Such a topic is in the asker's words and not, like a shared phrase, in the document's.
    """
    first = next((word for word in words_of(question) if word.is_content), None)
    return question[first.start :].rstrip(" ?") if first else question


def _answering(document: Document, question: GradedQuestion) -> str | None:
    """Return the sentence of a paragraph that answers, the one nearest to the question's words."""
    terms = set(terms_of(question.question))
    number = question.gold[0][1]
    spans = sentences_of(document.text, document.paragraphs[number - 1].span)
    texts = [document.text[span.start : span.end] for span in spans]
    holding = [text for text in texts if any(answer in text for answer in question.evidence)]
    return max(holding, key=lambda text: len(terms & set(terms_of(text))), default=None)


@dataclass(slots=True)
class _Phrase:
    """A phrase that questions share: the sentences that answer them, and how it is written."""

    stems: tuple[str, ...]
    points: set[str] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def has_fitting_points(self) -> bool:
        """Whether the sentences are enough for a topic and not too many for a brief."""
        return len(self.points) in _POINTS and sum(map(len, self.points)) <= _MOST_CHARACTERS

    def is_like(self, other: "_Phrase") -> bool:
        """Return whether two phrases are answered by nearly the same sentences."""
        shared = len(self.points & other.points)
        return shared / len(self.points | other.points) > _ALIKE

    def topic(self) -> GradedTopic:
        """Return the phrase as it is mostly written, with its key points."""
        points = tuple((point,) for point in sorted(self.points))
        return GradedTopic(self.forms.most_common(1)[0][0], points)


def _topics_of(document: Document, pairs: Sequence[tuple[str, str]]) -> tuple[GradedTopic, ...]:
    """Return the topics that the questions (with their answering sentences) share."""
    text = f" {' '.join(terms_of(document.text))} "
    title = set(terms_of(document.title))
    topics: list[_Phrase] = []
    for phrase in _shared_phrases(pairs):
        recurs = text.count(f" {' '.join(phrase.stems)} ") >= _LEAST_OFTEN
        known = title.issuperset(phrase.stems) or any(phrase.is_like(other) for other in topics)
        if phrase.has_fitting_points and recurs and not known:
            topics.append(phrase)
    return tuple(phrase.topic() for phrase in topics)


def _shared_phrases(pairs: Sequence[tuple[str, str]]) -> list[_Phrase]:
    """Return the phrases of questions, the longest and most often answered first."""
    phrases: dict[tuple[str, ...], _Phrase] = {}
    for question, sentence in pairs:
        for stems, form in _phrases(question):
            phrase = phrases.setdefault(stems, _Phrase(stems))
            phrase.points.add(sentence)
            phrase.forms[form] += 1
    return sorted(phrases.values(), key=lambda p: (-len(p.stems), -len(p.points), p.stems))


def _phrases(question: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the stems and the words of each phrase of a question, its first word left out."""
    words = words_of(question)
    for size in _PHRASE:
        for start in range(1, len(words) - size + 1):
            run = words[start : start + size]
            if _is_phrase(question, run):
                stems = tuple(stems_of([word.text for word in run]))
                yield stems, question[run[0].start : run[-1].end]


def _is_phrase(question: str, run: Sequence[Token]) -> bool:
    """Return whether all are content words, and a single one is a rare name."""
    if not all(word.is_content for word in run):
        return False
    first = run[0]
    return len(run) > 1 or (question[first.start].isupper() and zipf(first.text) < _PLAIN)
