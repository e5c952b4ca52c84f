"""Graded questions, held against a collection or a public set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from bot.config import Config
from bot.terminal.console import progress
from bot.terminal.measuring.graded_lines import (
    GradedConversation,
    GradedLine,
    GradedTopic,
    check_places,
    conversations_of,
    questions_of,
    read_lines,
    topics_of,
)
from bot.terminal.opening import opened
from index import (
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
    holds_any,
    read_question_set,
    scopes_of,
    shown_texts,
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

    def __init__(self, config: Config, part: Part | None, *, json: bool = False) -> None:
        """Measure with answers made as configured, on one part of each set or on all of it.

        Args:
            config: Says how.
            part: That one; None for all of it.
            json: As of `progress`.
        """
        self._config = config
        self._part = part
        self._json = json

    def reports(self, paths: Sequence[Path]) -> Iterator[AnyReport]:
        """Measure files and folders, or those of the knowledge folder.

        Args:
            paths: Files of JSON lines, and folders of passages and questions; empty for the
                knowledge folder's files.

        Yields:
            A report for each, or for each scope of it.

        Raises:
            SettingsError: A file or folder holds no graded questions, or some on paragraphs that
                there are not.
            BriefingError: The collection cannot be used.
        """
        for path in paths or self._own_files():
            if path.is_dir():
                yield from self._measured(read_question_set(path), self._config.index)
            else:
                yield from self._of_file(path)

    def _own_files(self) -> list[Path]:
        """Return the files of the knowledge folder, at least one.

        Raises:
            SettingsError: There is none.
        """
        folder = self._config.knowledge / _FOLDER
        files = sorted(folder.glob("*.jsonl"))
        if not files:
            raise SettingsError(
                f"{folder} has no graded questions (*.jsonl): name files of them behind `eval`"
            )
        return files

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
        return opened(self._config, json=self._json)

    def _questions(self, path: Path) -> Iterator[Report]:
        documents = tuple(self._collection.documents.values())
        graded = questions_of(path, self._collection)
        questions = QuestionSet(path.stem, documents, graded, scoped=False)
        threshold = self._collection.threshold.value
        return self._measured(questions, replace(self._config.index, answer_threshold=threshold))

    def _measured(self, questions: QuestionSet, settings: Settings) -> Iterator[Report]:
        for scope in scopes_of(questions):
            with progress(json=self._json) as report:
                encoder = encoder_of(settings)
                measured = evaluate_set(questions, self._part, scope, encoder, settings, report)
            yield measured

    def _follow_ups(self, path: Path, lines: list[GradedLine]) -> FollowUpReport:
        collection = self._collection
        first = next(iter(collection.documents))
        graded = conversations_of(path, lines, first)
        for number, conversation in enumerate(graded, 1):
            check_places(f"{path}: line {number}", None, conversation.gold, collection)
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
    return bool(outcome.hits) and outcome.hits[0].passage.place in graded.gold


def _is_shown(graded: GradedConversation, outcome: Outcome) -> bool:
    return holds_any(shown_texts(outcome), graded.evidence)


def _covered(graded: GradedTopic, brief: Brief | BriefAbstention) -> int:
    """Return how many key points stand in a brief."""
    points = brief.points if isinstance(brief, Brief) else ()
    text = " ".join(point.text for point in points)
    return sum(holds_any([text], forms) for forms in graded.key_points)
