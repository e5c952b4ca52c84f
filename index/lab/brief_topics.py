"""Graded topics for briefs: read from a file, or made of the questions of a question set."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.errors import SourceError
from index.grading import Part, QuestionSet
from index.language import sentences_of, stems_of, terms_of, words_of, zipf
from index.language.terms import Word
from index.types import Document

_PHRASE: Final = (1, 2, 3)  # words
_POINTS: Final = range(3, 9)
_LEAST_OFTEN: Final = 3  # times that the document has the phrase
_ALIKE: Final = 0.6  # Jaccard index of the answers from which two topics are the same
_PLAIN: Final = 5.0  # Zipf frequency from which a single word is no topic
_MOST_CHARACTERS: Final = 1500  # of all key points: what a brief could show


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
            sentence = _answering(
                document, question.gold[0][1], question.question, question.evidence
            )
            if sentence:
                answers[document.id].append((question.question, sentence))
    return {name: _topics_of(documents[name], pairs) for name, pairs in answers.items()}


def asked_topic(question: str) -> str:
    """Return what a question is about: its words from the first telling one on.

    Such a topic is in the asker's words and not, like a shared phrase, in the document's.
    """
    first = next((word for word in words_of(question) if word.telling), None)
    return question[first.start :].rstrip(" ?") if first else question


def _answering(
    document: Document, number: int, question: str, evidence: Sequence[str]
) -> str | None:
    """Return the sentence of a paragraph that answers, the one nearest to the question's words."""
    asked = set(terms_of(question))
    spans = sentences_of(document.text, document.paragraphs[number - 1].span)
    texts = [document.text[span.start : span.end] for span in spans]
    holding = [text for text in texts if any(answer in text for answer in evidence)]
    return max(holding, key=lambda text: len(asked & set(terms_of(text))), default=None)


def _topics_of(document: Document, pairs: Sequence[tuple[str, str]]) -> tuple[GradedTopic, ...]:
    """Return the topics that the questions (with their answering sentences) share."""
    answers: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for question, sentence in pairs:
        for phrase, form in _phrases(question):
            answers[phrase].add(sentence)
            forms[phrase][form] += 1
    said = f" {' '.join(terms_of(document.text))} "
    title = set(terms_of(document.title))
    kept: list[str] = []
    for phrase in sorted(answers, key=lambda p: (-len(p.split()), -len(answers[p]), p)):
        points = answers[phrase]
        fits = len(points) in _POINTS and sum(map(len, points)) <= _MOST_CHARACTERS
        telling = said.count(f" {phrase} ") >= _LEAST_OFTEN and not set(phrase.split()) <= title
        if fits and telling and not any(_alike(points, answers[other]) for other in kept):
            kept.append(phrase)
    return tuple(
        GradedTopic(forms[p].most_common(1)[0][0], tuple((point,) for point in sorted(answers[p])))
        for p in kept
    )


def _alike(points: set[str], others: set[str]) -> bool:
    return len(points & others) / len(points | others) > _ALIKE


def _phrases(question: str) -> list[tuple[str, str]]:
    """Return the stems and the words of each phrase of a question, its first word left out."""
    words = words_of(question)
    return [
        (" ".join(stems_of([word.text for word in run])), question[run[0].start : run[-1].end])
        for size in _PHRASE
        for start in range(1, len(words) - size + 1)
        if _is_phrase(question, run := words[start : start + size])
    ]


def _is_phrase(question: str, run: Sequence[Word]) -> bool:
    """Return whether the words are all telling, and a single one is a rare name."""
    if not all(word.telling for word in run):
        return False
    first = run[0]
    return len(run) > 1 or (question[first.start].isupper() and zipf(first.text) < _PLAIN)
