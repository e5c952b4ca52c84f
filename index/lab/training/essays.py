"""The graded essays as groups of exercises: what answers, what only seems to.

An essay is fictitious and carries questions graded as members judge them: `lead` answers, `also`
may be shown, `wrong` repeats the question or tells of the other side. Claims carry one of three
verdicts; conversations are graded by their last turn.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from index.grading import Part
from index.lab.graded_essays import essay_files, of_part, records_of
from index.language import terms_of
from index.search import Lexical

from .exercises import NONE, Exercise, Group, varied
from .network import StanceColumn
from .sets import Window, windows_of

SET = "essays"
READ = 4  # windows of a question at most: those that answer, those that tempt, the nearest


@dataclass(frozen=True, slots=True)
class EssayQuestion:
    """A question, a claim or a conversation on an essay.

    Args:
        text: What is read: the question, the claim, the turns joined by blanks.
        right: Slices of the sentences that answer, or bear on the claim; empty where none does.
        neutral: Slices of the sentences that may be shown.
        wrong: Slices of the sentences that tempt.
        stance: The claim's; None of a question.
        asked_alone: Whether the text is one turn, so that chat's noise may be added.
    """

    text: str
    right: tuple[str, ...]
    neutral: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    stance: StanceColumn | None = None
    asked_alone: bool = True


@dataclass(frozen=True, slots=True)
class Essay:
    """A text in paragraphs with what is asked of it."""

    title: str
    paragraphs: tuple[str, ...]
    questions: tuple[EssayQuestion, ...]

    @property
    def windows(self) -> tuple[Window, ...]:
        """What is read of it: its paragraphs, cut where they are long."""
        cut = (windows_of(text, SET, self.title, self.title) for text in self.paragraphs)
        return tuple(chain.from_iterable(cut))


def read_essays(folder: Path, part: Part) -> list[Essay]:
    """Return the essays of one part; the parts are split by the sha256 of the titles.

    Args:
        folder: Of `.jsonl` files, an essay a line.
        part: Which.
    """
    return [_essay(record) for record in of_part(records_of(essay_files(folder)), part)]


def _essay(record: Mapping[str, object]) -> Essay:
    """Return the essay of a line; questions about its metadata are not the reader's."""
    questions = [_question(q) for q in _records(record, "questions") if q["kind"] != "meta"]
    questions += [_claim(claim) for claim in _records(record, "claims")]
    questions += [_conversation(turns) for turns in _records(record, "conversations")]
    return Essay(str(record["title"]), _texts(record, "paragraphs"), tuple(questions))


def _records(record: Mapping[str, object], name: str) -> list[dict[str, object]]:
    value = record.get(name)
    return value if isinstance(value, list) else []


def _texts(record: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = record.get(name)
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _question(record: Mapping[str, object]) -> EssayQuestion:
    lead, also, wrong = (_texts(record, name) for name in ("lead", "also", "wrong"))
    return EssayQuestion(str(record["question"]), lead, also, wrong)


def _claim(record: Mapping[str, object]) -> EssayQuestion:
    stance = StanceColumn[str(record["verdict"]).upper()]
    return EssayQuestion(str(record["claim"]), _texts(record, "evidence"), stance=stance)


def _conversation(record: Mapping[str, object]) -> EssayQuestion:
    text = " ".join(_texts(record, "turns"))
    right, wrong = _texts(record, "lead"), _texts(record, "wrong")
    return EssayQuestion(text, right, wrong=wrong, asked_alone=False)


class EssayBook:
    """The groups of some essays, each question once an epoch."""

    def __init__(self, essays: Sequence[Essay]) -> None:
        """Find for each question the windows that are read for it."""
        self._groups = [
            (question, group) for essay in essays for question, group in _groups_of(essay) if group
        ]

    def epoch(self, rng: random.Random) -> list[Group]:
        """Return one epoch's groups in random order."""
        groups = [
            varied(group, rng) if question.asked_alone and question.stance is None else group
            for question, group in self._groups
        ]
        rng.shuffle(groups)
        return groups


def _groups_of(essay: Essay) -> list[tuple[EssayQuestion, Group]]:
    """Return each question of an essay with the readings of its windows."""
    windows = essay.windows
    nearest = _nearest(essay.questions, windows)
    return [
        (question, _group(question, windows, order))
        for question, order in zip(essay.questions, nearest, strict=True)
    ]


def _nearest(questions: Sequence[EssayQuestion], windows: Sequence[Window]) -> list[list[int]]:
    """Return for each question the numbers of the windows, the best by BM25 first."""
    lexical = Lexical.build([w.title for w in windows], [w.texts for w in windows])
    orders = []
    for question in questions:
        scores = lexical.scores(lexical.ids_of(terms_of(question.text)))
        orders.append(np.argsort(-scores, kind="stable").tolist())
    return orders


def _group(question: EssayQuestion, windows: Sequence[Window], nearest: Sequence[int]) -> Group:
    """Return the readings of one question: windows that answer, that tempt, that are nearest."""
    readings = [_reading(question, window) for window in windows]
    order = [n for n in nearest if readings[n].gold]
    order += [n for n in nearest if _holds(windows[n], question.wrong) and n not in order]
    order += [n for n in nearest if n not in order]
    return tuple(readings[n] for n in order[:READ])


def _reading(question: EssayQuestion, window: Window) -> Exercise:
    gold = _sentences_of(window, question.right)
    neutral = _sentences_of(window, question.neutral) - gold
    stance = question.stance
    if stance is not None and not gold:
        stance = StanceColumn.NOT_MENTIONED
    return Exercise(question.text, window, gold, (), neutral, stance)


def _holds(window: Window, slices: Sequence[str]) -> bool:
    return bool(_sentences_of(window, slices))


def _sentences_of(window: Window, slices: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the sentences that hold the beginning of a slice."""
    holding = set()
    for piece in slices:
        at = window.text.find(piece)
        if at == -1:
            continue
        for number, (start, end) in enumerate(window.sentences):
            if start <= at < end:
                holding.add(number)
    return frozenset(holding) if holding else NONE
