"""The graded essays as groups of exercises: what answers, what only seems to.

An essay is fictitious and carries questions graded as members judge them: `lead` answers, `also`
may be shown, `wrong` repeats the question or tells of the other side. Claims carry one of three
verdicts; conversations are graded by their last turn.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

import numpy as np

from index.answers import TURN_BREAK
from index.grading import Part
from index.lab.graded_essays import (
    EssayRecord,
    conversations_on,
    essay_files,
    going_on_files,
    hands_files,
    near_claims_on,
    near_files,
    of_part,
    only_learned,
    records_of,
    retyped_files,
    retyped_on,
)
from index.language import terms_of
from index.search import Lexical

from .elsewhere import Elsewhere
from .exercises import NONE, Exercise, Group, untold, varied
from .network import StanceColumn
from .sets import Window, windows_of

SET = "essays"
READ = 4  # windows of a question at most: …
ANSWERING = 2  # … of those that answer, then of those that tempt, then of the nearest by words
_SKIPPED = 0.3  # share of the nearest that are passed over, so that others are read, too
# Of those that other texts seem to be about. Chosen by judgement; no command compares them.
_BESIDE = 0.6  # share of questions that are read in a window of another text besides, and …
_ELSEWHERE = 0.15  # … of those that are read in windows of other texts alone
_AFTER_ANOTHER = 0.15  # share of questions that are asked after another one on the same essay
_CONVERSED = 2.0  # how often an epoch has a conversation, which are a tenth of what is asked, …
_UNANSWERED = 1.5  # … a question that the essay does not answer, …
_CLAIMED = 1.5  # … and a claim


@dataclass(frozen=True, slots=True)
class EssayQuestion:
    """A question, a claim or a conversation on an essay.

    Args:
        text: What is read: the question, the claim, the turns joined by `TURN_BREAK`.
        right: Slices of the sentences that answer, or bear on the claim; empty where none does.
        neutral: Slices of the sentences that may be shown.
        wrong: Slices of the sentences that tempt.
        stance: The claim's; None of a question.
        asked_alone: Whether the text is one turn, so that chat's noise may be added.
        before: Slices of the sentences that answer a conversation's turn before its last; empty
            where that was not graded.
    """

    text: str
    right: tuple[str, ...]
    neutral: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    stance: StanceColumn | None = None
    asked_alone: bool = True
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Essay:
    """A text in paragraphs with what is asked of it.

    Args:
        title: Of the text.
        paragraphs: Its paragraphs.
        questions: What is asked of it.
        sections: The title of each paragraph's section, "" without one; none of a text without.
    """

    title: str
    paragraphs: tuple[str, ...]
    questions: tuple[EssayQuestion, ...]
    sections: tuple[str, ...] = ()

    @property
    def windows(self) -> tuple[Window, ...]:
        """What is read of it: its paragraphs, cut where they are long, with title and section.

        What stands before one is of the same section, as where the program reads.
        """
        windows: list[Window] = []
        previous = ""
        for text, section in zip_longest(self.paragraphs, self.sections, fillvalue=""):
            before = windows[-1].texts[-1] if windows and section == previous else ""
            under = ". ".join(part for part in (self.title, section) if part)
            windows += windows_of(text, SET, self.title, under, before)
            previous = section
        return tuple(windows)


def read_essays(folder: Path, part: Part) -> list[Essay]:
    """Return the essays of one part; the parts are split by the sha256 of the titles.

    Args:
        folder: Of `.jsonl` files, an essay a line.
        part: Which; the training part has those of `only_learned` besides.
    """
    return essays_of(_records_of_part(folder, part))


def _records_of_part(folder: Path, part: Part) -> list[EssayRecord]:
    records = of_part(records_of(essay_files(folder)), part)
    learned = records_of(essay_files(only_learned(folder))) if part is Part.TRAIN else []
    return records + learned


def read_near_claims(folder: Path) -> list[Essay]:
    """Return the essays of the training part with the claims near their own words alone.

    Args:
        folder: Of the essays; see `near_files`.
    """
    records = _records_of_part(folder, Part.TRAIN)
    return essays_of(near_claims_on(records, records_of(near_files(folder))))


def read_retyped(folder: Path) -> list[Essay]:
    """Return the essays of the training part with the questions that were typed anew alone.

    Args:
        folder: Of the essays; see `retyped_files`.
    """
    records = _records_of_part(folder, Part.TRAIN)
    return essays_of(retyped_on(records, records_of(retyped_files(folder))))


def read_going_on(folder: Path) -> list[Essay]:
    """Return the essays of the training part with the conversations that go on from an answer.

    Args:
        folder: Of the essays; see `going_on_files`.
    """
    records = _records_of_part(folder, Part.TRAIN)
    return essays_of(conversations_on(records, records_of(going_on_files(folder))))


def read_in_other_hands(folder: Path) -> list[Essay]:
    """Return the essays in other hands that are learned from.

    Args:
        folder: Of the essays; see `hands_files`.
    """
    return essays_of(records_of(hands_files(folder)))


def essays_of(records: Iterable[EssayRecord]) -> list[Essay]:
    """Return graded essays, as their lines have them, as what is asked of each."""
    return [_essay(record) for record in records]


def _essay(record: Mapping[str, object]) -> Essay:
    """Return the essay of a line; questions about its metadata are not the reader's."""
    questions = [_question(q) for q in _records(record, "questions") if q["kind"] != "meta"]
    questions += [_claim(claim) for claim in _records(record, "claims")]
    questions += [_conversation(turns) for turns in _records(record, "conversations")]
    paragraphs, sections = _texts(record, "paragraphs"), _texts(record, "sections")
    return Essay(str(record["title"]), paragraphs, tuple(questions), sections)


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
    text = TURN_BREAK.join(_texts(record, "turns"))
    right, wrong, before = (_texts(record, name) for name in ("lead", "wrong", "before"))
    return EssayQuestion(text, right, wrong=wrong, asked_alone=False, before=before)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question with the readings of all windows of its essay.

    Args:
        question: The question, claim or conversation.
        answering: Readings of the windows that answer, or bear on the claim.
        tempting: Of those that only seem to.
        others: Of the rest, the nearest by words first.
        elsewhere: Of windows of other texts, which do not answer, the nearest first.
        asked_before: What may have been asked before it: the essay's other questions.
    """

    question: EssayQuestion
    answering: Group
    tempting: Group
    others: Group
    elsewhere: Group
    asked_before: Sequence[str]

    def group(self, rng: random.Random) -> Group:
        """Return some of the readings, others each time, as they are read together."""
        group = self._readings(rng)
        question = self.question
        if not question.asked_alone or question.stance is not None:
            return untold(group, rng)
        group = varied(group, rng)
        if rng.random() >= _AFTER_ANOTHER:
            return group
        asked = TURN_BREAK.join((rng.choice(self.asked_before), group[0].question))
        return tuple(replace(one, question=asked) for one in group)

    def _readings(self, rng: random.Random) -> Group:
        """Return the windows that are read together this time."""
        foreign = [one for one in self.elsewhere if rng.random() >= _SKIPPED]
        if foreign and rng.random() < _ELSEWHERE:
            return tuple(foreign[:READ])
        order = rng.sample(self.answering, min(ANSWERING, len(self.answering)))
        order += rng.sample(self.tempting, len(self.tempting))
        nearest = [one for one in self.others if rng.random() >= _SKIPPED]
        own = [*order, *nearest][:READ] or self.others[:READ]
        if foreign and rng.random() < _BESIDE:
            return (*own[: READ - 1], foreign[0])
        return tuple(own)


class EssayBook:
    """The groups of some essays; what members ask most is asked again."""

    def __init__(self, essays: Sequence[Essay], elsewhere: Elsewhere | None = None) -> None:
        """Find for each question the windows that are read for it.

        Args:
            essays: The texts.
            elsewhere: Windows of other texts; None to read the essays' own alone.
        """
        self._lessons = [lesson for essay in essays for lesson in lessons_of(essay, elsewhere)]

    def epoch(self, rng: random.Random) -> list[Group]:
        """Return one epoch's groups in random order."""
        groups = [
            lesson.group(rng)
            for lesson in self._lessons
            for _ in range(int(_repeats(lesson.question) + rng.random()))
        ]
        rng.shuffle(groups)
        return groups


def _repeats(question: EssayQuestion) -> float:
    """Return how often an epoch has the question, in the mean."""
    if question.stance is not None:
        return _CLAIMED
    if not question.asked_alone:
        return _CONVERSED
    return 1.0 if question.right else _UNANSWERED


def lessons_of(essay: Essay, elsewhere: Elsewhere | None = None) -> list[Lesson]:
    """Return each question of an essay with the readings of its windows and of others.

    Args:
        essay: The text.
        elsewhere: Windows of other texts; None to read the essay's own alone.
    """
    windows = essay.windows
    asked = [question.text for question in essay.questions if question.asked_alone]
    nearest = _nearest(essay.questions, windows)
    foreign = _foreign(essay, elsewhere)
    return [
        _lesson(question, [windows[number] for number in order], others, asked)
        for question, order, others in zip(essay.questions, nearest, foreign, strict=True)
    ]


def _foreign(essay: Essay, elsewhere: Elsewhere | None) -> list[list[Window]]:
    """Return for each question the nearest windows of other texts."""
    if elsewhere is None or not essay.questions:
        return [[] for _ in essay.questions]
    return elsewhere.nearest([question.text for question in essay.questions], essay.title)


def _nearest(questions: Sequence[EssayQuestion], windows: Sequence[Window]) -> list[list[int]]:
    """Return for each question the numbers of the windows, the best by BM25 first."""
    lexical = Lexical.build([w.title for w in windows], [w.texts for w in windows])
    orders = []
    for question in questions:
        scores = lexical.scores(lexical.ids_of(terms_of(question.text)))
        orders.append(np.argsort(-scores, kind="stable").tolist())
    return orders


def _lesson(
    question: EssayQuestion,
    windows: Sequence[Window],
    elsewhere: Sequence[Window],
    asked: Sequence[str],
) -> Lesson:
    """Return the readings of one question, its windows given nearest first."""
    readings = [_reading(question, window) for window in windows]
    rest = [reading for reading in readings if not reading.gold]
    tempting = [reading for reading in rest if _holds(reading.window, question.wrong)]
    return Lesson(
        question,
        tuple(reading for reading in readings if reading.gold),
        tuple(tempting),
        tuple(reading for reading in rest if reading not in tempting),
        tuple(_unanswering(question, window) for window in elsewhere),
        asked,
    )


def _reading(question: EssayQuestion, window: Window) -> Exercise:
    gold = _sentences_of(window, question.right)
    neutral = _sentences_of(window, question.neutral) - gold
    stance = question.stance
    if stance is not None and not gold:
        stance = StanceColumn.NOT_MENTIONED
    return Exercise(question.text, window, gold, (), neutral, stance)


def _unanswering(question: EssayQuestion, window: Window) -> Exercise:
    """Return the reading of a window of another text."""
    stance = None if question.stance is None else StanceColumn.NOT_MENTIONED
    return Exercise(question.text, window, NONE, stance=stance)


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
