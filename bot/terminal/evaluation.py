"""Graded questions, held against a collection or a public set."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from bot.config import Config
from bot.terminal.console import progress
from bot.terminal.graded_lines import (
    GradedConversation,
    GradedLine,
    GradedTopic,
    conversations_of,
    read_lines,
    topics_of,
)
from bot.terminal.opening import opened
from index import (
    Answer,
    Brief,
    BriefAbstention,
    Collection,
    Outcome,
    Part,
    QuestionSet,
    Report,
    Settings,
    SettingsError,
    encoder_of,
    evaluate_set,
    read_question_set,
    read_questions,
    scopes_of,
)

_FOLDER = "questions"  # of the knowledge folder, measured where no file is named


@dataclass(frozen=True, slots=True)
class FollowUpReport:
    """How the last questions of conversations fare.

    Args:
        name: The file's.
        n: Conversations.
        first: In how many the first hit is a paragraph that answers.
        shown: In how many the evidence is among the excerpts.
    """

    name: str
    n: int
    first: int
    shown: int


@dataclass(frozen=True, slots=True)
class KeyPointReport:
    """How much the briefs on some topics say.

    Args:
        name: The file's.
        n: Key points.
        covered: How many of them are in the briefs.
    """

    name: str
    n: int
    covered: int


AnyReport: TypeAlias = Report | FollowUpReport | KeyPointReport


class Evaluation:
    """Measures files and folders of graded questions.

    Public sets bring their own documents: the collection is opened for questions on it alone, once.
    """

    def __init__(self, config: Config, part: Part | None) -> None:
        """Measure with answers made as configured, on one part of each set or on all of it."""
        self._config = config
        self._part = part

    def reports(self, paths: Sequence[Path]) -> Iterator[AnyReport]:
        """Measure files and folders, or those of the knowledge folder.

        Args:
            paths: Files of JSON lines, and folders of passages and questions; empty for the
                knowledge folder's files.

        Yields:
            A report for each, or for each scope of it.

        Raises:
            SettingsError: A file or folder holds no graded questions.
            BriefingError: The collection cannot be used.
        """
        for path in paths or sorted((self._config.knowledge / _FOLDER).glob("*.jsonl")):
            if path.is_dir():
                yield from self._measured(read_question_set(path), self._config.index)
            else:
                yield from self._of_file(path)

    def _of_file(self, path: Path) -> Iterator[AnyReport]:
        lines = read_lines(path)
        if "turns" in lines[0]:
            yield self._follow_ups(path, lines)
        elif "topic" in lines[0]:
            yield self._key_points(path, lines)
        elif "question" in lines[0]:
            yield from self._questions(path)
        else:
            raise SettingsError(
                f"{path} holds no graded questions: a line has question, turns or topic"
            )

    @cached_property
    def _collection(self) -> Collection:
        return opened(self._config)

    def _questions(self, path: Path) -> Iterator[Report]:
        documents = tuple(self._collection.documents.values())
        graded = read_questions(path, documents[0].id)
        questions = QuestionSet(path.stem, documents, graded, scoped=False)
        threshold = self._collection.threshold.value
        return self._measured(questions, replace(self._config.index, answer_threshold=threshold))

    def _measured(self, questions: QuestionSet, settings: Settings) -> Iterator[Report]:
        for scope in scopes_of(questions):
            with progress() as report:
                encoder = encoder_of(settings)
                measured = evaluate_set(questions, self._part, scope, encoder, settings, report)
            yield measured

    def _follow_ups(self, path: Path, lines: list[GradedLine]) -> FollowUpReport:
        collection = self._collection
        graded = conversations_of(path, lines)
        outcomes = [
            collection.ask(conversation.turns[-1], conversation.turns[:-1])
            for conversation in graded
        ]
        return FollowUpReport(
            name=path.stem,
            n=len(graded),
            first=sum(map(_is_first, graded, outcomes)),
            shown=sum(map(_is_shown, graded, outcomes)),
        )

    def _key_points(self, path: Path, lines: list[GradedLine]) -> KeyPointReport:
        collection = self._collection
        graded = topics_of(path, lines)
        return KeyPointReport(
            name=path.stem,
            n=sum(len(topic.key_points) for topic in graded),
            covered=sum(_covered(topic, collection.brief(topic.topic)) for topic in graded),
        )


def _is_first(graded: GradedConversation, outcome: Outcome) -> bool:
    return bool(outcome.hits) and outcome.hits[0].passage.paragraph in graded.paragraphs


def _is_shown(graded: GradedConversation, outcome: Outcome) -> bool:
    quotes = outcome.quotes if isinstance(outcome, Answer) else outcome.nearest
    return any(_has_any(quote.text, graded.evidence) for quote in quotes)


def _covered(graded: GradedTopic, brief: Brief | BriefAbstention) -> int:
    """Return how many key points stand in a brief."""
    points = brief.points if isinstance(brief, Brief) else ()
    text = " ".join(point.text for point in points)
    return sum(_has_any(text, forms) for forms in graded.key_points)


def _has_any(text: str, forms: Iterable[str]) -> bool:
    return any(form in text for form in forms)
