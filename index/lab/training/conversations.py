"""Conversations, half of them read behind what answered the turn before their last.

The program reads a follow-up so, too: with the sentence that answered before it in place of the one
that stands before a passage (`index.answers.judgement.follow_up_readings`).
"""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np

from index.answers import TURN_BREAK
from index.language import is_asked, terms_of
from index.models import Reader, ReaderInput
from index.search import Lexical

from .essays import Essay, EssayQuestion, Lesson, lessons_of
from .exercises import Group
from .sets import Window

BEHIND = 0.5  # share of conversations that are read so, where the answer before is known
_NEAREST = 6  # windows in which what answered before is looked for
_LEAST_ODDS = -1.0  # log-odds that it has at least, as the program takes it

Answered: TypeAlias = dict[tuple[str, str], str]
"""What answers the turn before a conversation's last, by the text's title and all its turns."""


class ConversationBook:
    """The groups of the conversations on some texts, and nothing else that is asked of these."""

    def __init__(self, essays: Sequence[Essay], answered: Mapping[tuple[str, str], str]) -> None:
        """Find for each conversation the windows that are read for it.

        Args:
            essays: The texts.
            answered: As `answers_before` finds it.
        """
        self._lessons = [
            _Behind(lesson, answered.get((essay.title, lesson.question.text), ""))
            for essay in only_conversations(essays)
            for lesson in lessons_of(essay)
        ]

    def epoch(self, rng: random.Random) -> list[Group]:
        """Return one epoch's groups in random order."""
        groups = [lesson.group(rng) for lesson in self._lessons]
        rng.shuffle(groups)
        return groups


@dataclass(frozen=True, slots=True)
class _Behind:
    """A conversation.

    Args:
        lesson: The readings of its text's windows.
        answer: The sentence that answers the turn before, "" where none is known.
    """

    lesson: Lesson
    answer: str

    def group(self, rng: random.Random) -> Group:
        """Return some of the readings, behind the answer or not."""
        group = self.lesson.group(rng)
        if not self.answer or rng.random() >= BEHIND:
            return group
        return tuple(replace(one, window=replace(one.window, before=self.answer)) for one in group)


def only_conversations(essays: Sequence[Essay]) -> list[Essay]:
    """Return the texts with their conversations alone, those without any left out."""
    conversed = [replace(one, questions=tuple(_conversations(one))) for one in essays]
    return [essay for essay in conversed if essay.questions]


def _conversations(essay: Essay) -> list[EssayQuestion]:
    return [one for one in essay.questions if one.stance is None and not one.asked_alone]


def answers_before(essays: Sequence[Essay], reader: Reader) -> Answered:
    """Return what answers the turn before the last of each conversation, where anything does.

    What was graded as that, or else the sentence that a reader takes for it among the windows that
    are nearest by words.

    Args:
        essays: The texts.
        reader: The reader, as the program has it.
    """
    answered: Answered = {}
    for essay in only_conversations(essays):
        answered |= _answered_of(essay, reader)
    return answered


def _answered_of(essay: Essay, reader: Reader) -> Answered:
    """Return what answers the turns before in a text's conversations."""
    windows = essay.windows
    lexical = Lexical.build([w.title for w in windows], [w.texts for w in windows])
    found = {
        (essay.title, asked.text): _graded(asked, windows) or _read(asked, windows, lexical, reader)
        for asked in essay.questions
    }
    return {key: sentence for key, sentence in found.items() if sentence}


def _graded(question: EssayQuestion, windows: Sequence[Window]) -> str:
    """Return the sentence of the first slice that is graded as the answer before, "" without."""
    held = (
        sentence
        for slice_ in question.before
        for window in windows
        for sentence in window.texts
        if slice_ in sentence
    )
    return next(held, "")


def _read(
    question: EssayQuestion, windows: Sequence[Window], lexical: Lexical, reader: Reader
) -> str:
    """Return the sentence that a reader takes for the answer before, "" where it takes none."""
    earlier = question.text.rpartition(TURN_BREAK)[0]
    scores = lexical.scores(lexical.ids_of(terms_of(earlier)))
    near = [windows[number] for number in np.argsort(-scores, kind="stable")[:_NEAREST]]
    readings = reader.read(earlier, [ReaderInput(w.texts, w.title, w.before) for w in near])
    found = (
        (odds, text)
        for window, reading in zip(near, readings, strict=True)
        for odds, text in zip(reading.sentences, window.texts, strict=True)
        if odds >= _LEAST_ODDS and not is_asked(text)
    )
    return max(found, default=(0.0, ""))[1]


def kept_answers(path: Path, essays: Sequence[Essay], reader: Reader) -> Answered:
    """Return `answers_before` from a file, which is written where it is not there yet.

    Args:
        path: JSON, a list of [title, turns, sentence].
        essays: The texts.
        reader: The reader.
    """
    if path.exists():
        lines = json.loads(path.read_text(encoding="utf-8"))
        return {(title, turns): sentence for title, turns, sentence in lines}
    answered = answers_before(essays, reader)
    lines = [[title, turns, sentence] for (title, turns), sentence in answered.items()]
    path.write_text(json.dumps(lines, ensure_ascii=False, indent=0), encoding="utf-8")
    return answered
