"""What the reader is trained on: a question, a window, the sentences of it that answer, if any."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from index.calibration import corruptions

from . import chatter
from .network import StanceColumn
from .sets import Question, Window

# How often an epoch meets each question of a set, chosen so that no family is below a seventh.
REPEATS = {"squad2-devhalf": 1.0, "nq-qed-a": 3.0, "covidqa-papers": 1.5, "contractnli-dev": 1.0}
CLAIMS = 800  # claims and cloze questions an epoch makes of the windows' own sentences

NONE: frozenset[int] = frozenset()
STANCES = {
    "Entailment": StanceColumn.SUPPORTED,
    "Contradiction": StanceColumn.CONTRADICTED,
    "NotMentioned": StanceColumn.NOT_MENTIONED,
}

_UNTITLED = 0.5  # share of groups that are read without titles, and …
_UNPRECEDED = 0.25  # … without the sentence before the window
_RESPOKEN = 0.6  # share of tokenised texts that are read as people write
_CLAIM_CHARACTERS = (40, 350)  # shortest and longest sentence that becomes a claim


@dataclass(frozen=True, slots=True)
class Exercise:
    """One reading with its solution.

    Args:
        question: As asked, with the noise of chat; or a claim.
        window: What is read.
        gold: Indices of the sentences that answer, or bear on the claim; empty where none does.
        quoted: Verbatim answers in the gold sentences; may be empty.
        neutral: Indices of sentences that are neither right nor wrong.
        stance: What the window says of a claim; None where none is judged.
    """

    question: str
    window: Window
    gold: frozenset[int]
    quoted: tuple[str, ...] = ()
    neutral: frozenset[int] = NONE
    stance: StanceColumn | None = None

    @property
    def answers(self) -> bool | None:
        """Whether the window answers or supports; None where that is not known or both."""
        contradicts = self.stance is StanceColumn.CONTRADICTED
        unsure = bool(self.neutral) and not self.gold
        return None if contradicts or unsure else bool(self.gold)


Group: TypeAlias = tuple[Exercise, ...]
"""Exercises of one question: their sentences compete."""


def spoken(text: str) -> str:
    """Return text that was tokenised with blanks around punctuation as people write it."""
    text = re.sub(r"\s+([.,;:!?%)\]}]|'s\b|n't\b|'\w+\b|’s\b)", r"\1", text)
    text = re.sub(r"([(\[{$])\s+", r"\1", text)
    text = re.sub(r"``\s*", '"', re.sub(r"\s*''", '"', text))
    return re.sub(r"(\w) ([-–]) (\w)", r"\1\2\3", text)


def respoken(exercise: Exercise) -> Exercise:
    """Return the exercise with window and answers as people write, sentence by sentence."""
    pieces = [spoken(text) for text in exercise.window.texts]
    window = joined(exercise.window, pieces)
    return replace(exercise, window=window, quoted=tuple(spoken(a) for a in exercise.quoted))


def joined(window: Window, sentences: Sequence[str]) -> Window:
    """Return the window with other sentences, joined by blanks."""
    spans, at = [], 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return replace(window, text=" ".join(sentences), sentences=tuple(spans))


def gold_sentences(question: Question, window: Window) -> frozenset[int]:
    """Return the sentences of the window that hold an answer or, where marked, the evidence."""
    if not window.passages.intersection(question.about):
        return frozenset()
    return _marked_sentences(question, window) or _answering_sentences(question, window)


def _marked_sentences(question: Question, window: Window) -> frozenset[int]:
    """Return the sentences of the window that hold marked evidence, or are a part of it."""
    marked = set()
    for number, text in enumerate(window.texts):
        if any(text.strip() in e or e.strip() in text for e in question.evidence):
            marked.add(number)
    return frozenset(marked)


def _answering_sentences(question: Question, window: Window) -> frozenset[int]:
    """Return the sentences of the window that an answer touches."""
    answering = set()
    for number, (start, end) in enumerate(window.sentences):
        if any(_touches(window.text, a.strip(), start, end) for a in question.answers):
            answering.add(number)
    return frozenset(answering)


def _touches(text: str, answer: str, start: int, end: int) -> bool:
    """Return whether an occurrence of the answer overlaps text[start:end]."""
    at = text.find(answer)
    while at != -1:
        if at < end and at + len(answer) > start:
            return True
        at = text.find(answer, at + 1)
    return False


def mentions(question: Question, window: Window) -> bool:
    """Return whether the window holds an answer's words, whoever asked, and so may answer."""
    lowered = window.text.casefold()
    return any(
        re.search(rf"(?<!\w){re.escape(a.strip().casefold())}(?!\w)", lowered)
        for a in question.answers
    )


def without(window: Window, removed: frozenset[int]) -> Window | None:
    """Return the window without the given sentences, or None where fewer than one would be left."""
    rest = [text for number, text in enumerate(window.texts) if number not in removed]
    return joined(window, rest) if rest else None


def varied(group: Group, rng: random.Random) -> Group:
    """Return the group with chat's noise in its question, and sometimes without titles."""
    question = chatter.chat(group[0].question, rng)
    respeaking = rng.random() < _RESPOKEN
    return tuple(
        replace(_as_written(exercise, respeaking=respeaking), question=question)
        for exercise in untold(group, rng)
    )


def untold(group: Group, rng: random.Random) -> Group:
    """Return the group, sometimes without titles, sometimes without what stands before."""
    untitled, unpreceded = rng.random() < _UNTITLED, rng.random() < _UNPRECEDED
    return tuple(
        replace(exercise, window=_bare(exercise.window, untitled=untitled, unpreceded=unpreceded))
        for exercise in group
    )


def _bare(window: Window, *, untitled: bool, unpreceded: bool) -> Window:
    title = "" if untitled else window.title
    return replace(window, title=title, before="" if unpreceded else window.before)


def _as_written(exercise: Exercise, *, respeaking: bool) -> Exercise:
    """Return the exercise, a tokenised window as people write."""
    return respoken(exercise) if respeaking and " , " in exercise.window.text else exercise


class Schoolbook:
    """Exercises of a training part: the same questions anew each epoch, with other noise."""

    def __init__(
        self,
        questions: Sequence[Question],
        windows: Sequence[Window],
        matches: Mapping[tuple[str, str], Sequence[Window]],
    ) -> None:
        """Keep questions and windows of the training documents.

        Args:
            questions: Graded questions of every set.
            windows: All windows of the same documents.
            matches: Per (set, question id), what retrieval finds for it, best first.
        """
        self._questions = questions
        self._windows = windows
        self._matches = matches
        self._of_passage: dict[tuple[str, str], list[Window]] = {}
        pools: dict[tuple[str, str], set[str]] = {}
        for window in windows:
            for passage in window.passages:
                self._of_passage.setdefault((window.set_name, passage), []).append(window)
            for key in ((window.set_name, window.document), (window.set_name, "")):
                pools.setdefault(key, set()).update(
                    corruptions.numbers(window.text) + corruptions.names(window.text)
                )
        self._pools = {key: sorted(pool) for key, pool in pools.items()}

    def epoch(self, rng: random.Random) -> list[Group]:
        """Return one epoch's groups in random order."""
        groups: list[Group] = []
        for question in self._questions:
            repeats = REPEATS.get(question.set_name, 1.0)
            for _ in range(int(repeats + rng.random())):
                groups += self._of_question(question, rng)
        for window in rng.choices(self._windows, k=CLAIMS):
            groups += [(exercise,) for exercise in self._of_window(window, rng)]
        rng.shuffle(groups)
        return [varied(group, rng) for group in groups]

    def _pool(self, window: Window, rng: random.Random) -> list[str]:
        """Return foreign names and numbers: of the same document, where enough, or of its set."""
        own = self._pools[window.set_name, window.document]
        return own if len(own) > 20 and rng.random() < 0.7 else self._pools[window.set_name, ""]

    def _of_question(self, question: Question, rng: random.Random) -> list[Group]:
        """Return the readings of one question: where it is answered and where it is not."""
        about = [
            w for p in question.about for w in self._of_passage.get((question.set_name, p), [])
        ]
        gold = [(w, g) for w in about if (g := gold_sentences(question, w))]
        wrong = self._wrong(question, rng)
        groups: list[Group] = [(exercise,) for exercise in self._foreign(question, rng)]
        stance = STANCES.get(question.label)
        if question.answers and gold:
            window, sentences = rng.choice(gold)
            true = Exercise(question.text, window, sentences, question.answers, stance=stance)
            groups += [(true, *wrong), *((spoilt,) for spoilt in self._spoilt(true, rng))]
        elif not question.answers and about:
            silent = Exercise(question.text, rng.choice(about), frozenset(), stance=stance)
            groups.append((silent, *wrong))
        elif wrong:
            groups.append(tuple(wrong))
        return groups

    def _wrong(self, question: Question, rng: random.Random) -> list[Exercise]:
        """Return readings of windows that retrieval finds though they do not answer."""
        share = 0.7 if question.answers or question.scoped else 0.25
        if rng.random() >= share:
            return []
        windows = [
            w
            for w in self._matches.get((question.set_name, question.identity), [])
            if not w.passages.intersection(question.about) and not mentions(question, w)
        ]
        if not windows:
            return []
        rank = min(int(rng.expovariate(0.4)), len(windows) - 1)
        return [Exercise(question.text, windows[rank], NONE)]

    def _foreign(self, question: Question, rng: random.Random) -> list[Exercise]:
        """Return readings that have nothing to do with what is asked, or where nothing is asked."""
        exercises = []
        if rng.random() < 0.12:
            window = rng.choice(self._windows)
            if (window.set_name, window.document) != (question.set_name, question.document):
                exercises.append(Exercise(question.text, window, NONE))
        if rng.random() < 0.03:
            exercises.append(Exercise(rng.choice(chatter.IDLE), rng.choice(self._windows), NONE))
        return exercises

    def _spoilt(self, true: Exercise, rng: random.Random) -> list[Exercise]:
        """Return the reading made unanswerable: the question corrupted, the answer taken out."""
        exercises = []
        if rng.random() < 0.35:
            false = corruptions.corrupt(
                true.question, true.window.text, self._pool(true.window, rng), rng
            )
            if false is not None:
                exercises.append(Exercise(false, true.window, NONE))
        if rng.random() < 0.3:
            rest = without(true.window, true.gold)
            if rest is not None and not any(a.strip() in rest.text for a in true.quoted):
                exercises.append(Exercise(true.question, rest, NONE))
        return exercises

    def _of_window(self, window: Window, rng: random.Random) -> list[Exercise]:
        """Return a claim or cloze question that a sentence supports, or one that it does not."""
        true = _supported(window, rng.randrange(len(window.sentences)), rng)
        if true is None:
            return []
        return [true] if rng.random() < 0.5 else self._unsupported(true, rng)

    def _unsupported(self, true: Exercise, rng: random.Random) -> list[Exercise]:
        """Return the exercise with its sentence taken out of the window, or with a false claim."""
        claimed = true.stance is not None
        if rng.random() < 0.3:
            rest = without(true.window, true.gold)
            stance = StanceColumn.NOT_MENTIONED if claimed else None
            return [] if rest is None else [Exercise(true.question, rest, NONE, stance=stance)]
        false = self._falsified(true, rng)
        if false is None:
            return []
        if claimed:
            return [Exercise(false, true.window, true.gold, stance=StanceColumn.CONTRADICTED)]
        return [Exercise(false, true.window, NONE)]

    def _falsified(self, true: Exercise, rng: random.Random) -> str | None:
        """Return the claim with another detail, or negated; None where neither can be."""
        pool = self._pool(true.window, rng)
        false = corruptions.corrupt(true.question, true.window.text, pool, rng)
        if false is None:
            return corruptions.negate(true.question)
        if rng.random() < 0.2:
            return corruptions.negate(true.question) or false
        return false


def _supported(window: Window, number: int, rng: random.Random) -> Exercise | None:
    """Return a claim or cloze question that a sentence of the window supports, or None."""
    sentence, gold = window.texts[number], frozenset({number})
    shortest, longest = _CLAIM_CHARACTERS
    if not shortest <= len(sentence) <= longest:
        return None
    claim = corruptions.claim(sentence, rng)
    if rng.random() >= 0.5:
        return Exercise(claim, window, gold, (sentence,), stance=StanceColumn.SUPPORTED)
    cloze = corruptions.cloze(sentence, rng)
    if cloze is None:
        return None
    question, answer = cloze
    return Exercise(question, window, gold, (answer,))
