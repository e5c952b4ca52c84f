"""`python -m index.lab.careless_typing`: what carelessness in typing costs, habit by habit.

    python -m index.lab.careless_typing --part report
    python -m index.lab.careless_typing --part tune --texts 14 --habits "short forms" "two slips"

The graded questions of a part of the essays are asked as they are written and as somebody in haste
might type them: the meaning is the same, so is what answers. The figures are those of
`index.lab.member_answers`. Behind the habits, which are made by other rules than the training's
noise (`index/lab/training/chatter`), come the questions that were typed anew by hand, and these as
they were written.
"""

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from index.grading import Part
from index.lab.graded_essays import (
    EssayRecord,
    essay_files,
    of_part,
    records_of,
    retyped_files,
    retyped_on,
)
from index.lab.member_answers import JudgedCase, LeadKind, judge_essays, separation
from index.language import STOP_WORDS
from index.settings import Settings

_SHORT_FORMS = {
    "you": "u", "are": "r", "why": "y", "because": "cuz", "people": "ppl", "with": "w/",
    "what": "wat", "government": "govt", "before": "b4", "about": "abt", "through": "thru",
    "your": "ur", "something": "smth", "without": "w/o", "and": "n",
}  # fmt: skip
_UNTYPED = frozenset("the a an did do does is are was were had has have been".split())
_OPENINGS = (
    "ok so",
    "lol",
    "hey",
    "wait",
    "um",
    "hi bot,",
    "so like",
    "quick q:",
    "sorry if dumb but",
)
_ENDINGS = ("tho", "exactly", "pls", "lol", "thx", "according to the text", "in the essay", "then")
_ASKS = frozenset("why how who when where".split())
_BESIDE = {"a": "s", "e": "r", "i": "o", "o": "p", "t": "y", "n": "m", "s": "d", "r": "t", "l": "k"}
_LEAST = 5  # letters of a word that has a slip

Habit = Callable[[str, random.Random], str]


def hasty(question: str, _: random.Random) -> str:
    """Return a question in small letters, without its mark."""
    return question.lower().rstrip("?!. ")


def in_short_forms(question: str, rng: random.Random) -> str:
    """Return a question with the short forms of chat."""
    typed = hasty(question, rng)
    return re.sub(r"[a-z]+", lambda word: _SHORT_FORMS.get(word[0], word[0]), typed)


def with_slips(count: int) -> Habit:
    """Return the habit of a slip in each of so many longer words."""

    def typed(question: str, rng: random.Random) -> str:
        words = hasty(question, rng).split(" ")
        long = [at for at, word in enumerate(words) if len(word) >= _LEAST and word.isalpha()]
        for at in rng.sample(long, min(count, len(long))):
            words[at] = _slip(words[at], rng)
        return " ".join(words)

    return typed


def _slip(word: str, rng: random.Random) -> str:
    """Return a word with two letters swapped, one left out, doubled, or the key beside it."""
    at = rng.randrange(1, len(word) - 1)
    before, letter, behind = word[:at], word[at], word[at + 1 :]
    kinds = (
        before + behind[0] + letter + behind[1:],
        before + behind,
        before + letter + letter + behind,
        before + _BESIDE.get(letter, "e") + behind,
    )
    return rng.choice(kinds)


def without_small_words(question: str, rng: random.Random) -> str:
    """Return a question without articles and helping verbs."""
    return " ".join(word for word in hasty(question, rng).split() if word not in _UNTYPED)


def in_keywords(question: str, rng: random.Random) -> str:
    """Return the words of a question that say what it is about, and whether it asks why or how."""
    words = re.findall(r"[\w’'-]+", hasty(question, rng))
    telling = [word for word in words if word not in STOP_WORDS]
    return " ".join([*telling, *(word for word in words[:1] if word in _ASKS)])


def opened(question: str, rng: random.Random) -> str:
    """Return a question behind what opens a message."""
    return f"{rng.choice(_OPENINGS)} {hasty(question, rng)}"


def ended(question: str, rng: random.Random) -> str:
    """Return a question before what ends a message."""
    return f"{hasty(question, rng)} {rng.choice(_ENDINGS)}"


HABITS: Mapping[str, Habit] = {
    "as written": lambda question, _: question,
    "small letters, no mark": hasty,
    "short forms": in_short_forms,
    "one slip": with_slips(1),
    "two slips": with_slips(2),
    "no small words": without_small_words,
    "keywords": in_keywords,
    "an opening": opened,
    "an ending": ended,
}


def typed_essays(essays: Iterable[EssayRecord], habit: str) -> Iterator[EssayRecord]:
    """Yield essays with their questions alone, typed by a habit; the same each time."""
    for essay in essays:
        asked = [
            {**record, "question": _typed(str(record["question"]), habit)}
            for record in essay["questions"]
            if record.get("kind") != "meta"
        ]
        yield {**essay, "questions": asked, "conversations": [], "claims": []}


def _typed(question: str, habit: str) -> str:
    rng = random.Random(f"{habit} {question}")  # noqa: S311 -- to repeat, not to hide
    return HABITS[habit](question, rng)


@dataclass(frozen=True, slots=True)
class HabitFigures:
    """What came of questions typed by a habit.

    Args:
        habit: Its name.
        judged: What came of each question.
    """

    habit: str
    judged: Sequence[JudgedCase]

    def __str__(self) -> str:
        """The line as it is printed."""
        answerable = [one.lead for one in self.judged if one.case.lead]
        silent = [one.lead for one in self.judged if not one.case.lead]
        shares = "".join(f"{_share(answerable, lead):9.3f}" for lead in LeadKind)
        answered = 1 - _share(silent, LeadKind.REFUSED)
        told_apart = separation(self.judged)
        apart = "" if told_apart is None else f"{told_apart:9.3f}"
        return f"{self.habit:<24}{shares}{answered:12.3f}{apart}"


def _share(leads: Sequence[LeadKind], lead: LeadKind) -> float:
    return leads.count(lead) / len(leads) if leads else float("nan")


def judged_by_habit(
    essays: Sequence[EssayRecord], habits: Iterable[str], settings: Settings
) -> Iterator[HabitFigures]:
    """Yield what comes of the questions on some essays, habit by habit."""
    for habit in habits:
        yield HabitFigures(habit, tuple(judge_essays(typed_essays(essays, habit), settings)))


def judged_by_hand(essays: Sequence[EssayRecord], settings: Settings) -> Iterator[HabitFigures]:
    """Yield what comes of the questions that were typed anew, and of these as they were written."""
    retyped = records_of(retyped_files())
    for habit, typed in (("by hand", True), ("these, as written", False)):
        asked = retyped_on(essays, retyped, typed=typed)
        yield HabitFigures(habit, tuple(judge_essays(asked, settings)))


def main() -> None:
    """Print a line for each habit."""
    parser = argparse.ArgumentParser(prog="python -m index.lab.careless_typing")
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.REPORT)
    parser.add_argument("--texts", type=int, help="only the first so many texts of the part")
    parser.add_argument("--habits", nargs="*", choices=list(HABITS), default=list(HABITS))
    arguments = parser.parse_args()
    essays = of_part(records_of(essay_files()), arguments.part)[: arguments.texts]
    leads = "".join(f"{lead.split()[0]:>9}" for lead in LeadKind)
    sys.stdout.write(f"{'typed':<24}{leads}{'unanswerable':>12}{'AUROC':>9}\n")
    settings = Settings()
    by_habit = judged_by_habit(essays, arguments.habits, settings)
    for line in chain(by_habit, judged_by_hand(essays, settings)):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
