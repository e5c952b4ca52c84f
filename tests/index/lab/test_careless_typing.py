"""What habits of typing make of a question, and what is printed of each."""

import random
from dataclasses import replace

import pytest

from index.lab.careless_typing import HABITS, HabitFigures, judged_by_habit, typed_essays
from index.lab.member_answers import GradedCase, JudgedCase, LeadKind
from index.settings import Settings

ESSAY = {
    "title": "The Mill",
    "paragraphs": ["The mill closed because the river dried up.", "Its owner moved to Corrant."],
    "questions": [
        {
            "question": "Why did the mill close?",
            "kind": "why",
            "lead": ["The mill closed because the river dried up."],
        },
        {"question": "Who wrote this?", "kind": "meta", "lead": []},
    ],
    "conversations": [{"turns": ["Why?", "Who?"], "lead": []}],
    "claims": [{"claim": "The mill closed.", "verdict": "supported"}],
}


def typed(habit: str, question: str) -> str:
    return HABITS[habit](question, random.Random(3))


@pytest.mark.parametrize(
    ("habit", "meant"),
    [
        ("as written", "Why did the people leave?"),
        ("small letters, no mark", "why did the people leave"),
        ("short forms", "y did the ppl leave"),
        ("no small words", "why people leave"),
        ("keywords", "people leave why"),
    ],
)
def test_a_habit_changes_the_words_and_nothing_else(habit: str, meant: str) -> None:
    assert typed(habit, "Why did the people leave?") == meant


@pytest.mark.parametrize("count", [1, 2])
def test_slips_change_as_many_words(count: int) -> None:
    habit = {1: "one slip", 2: "two slips"}[count]
    question = "which smoke burned harbour walks"  # no letter twice in a row
    pairs = zip(question.split(), typed(habit, question).split(), strict=True)
    assert sum(word != slip for word, slip in pairs) == count


def test_only_questions_on_the_text_are_asked_and_the_same_each_time() -> None:
    once, again = (list(typed_essays([ESSAY], "two slips")) for _ in range(2))
    assert once == again
    assert [len(once[0][name]) for name in ("questions", "conversations", "claims")] == [1, 0, 0]


def test_what_comes_of_a_habit_is_judged_by_answers() -> None:
    [figures] = judged_by_habit([ESSAY], ["short forms"], Settings(reader="none"))
    assert [one.case.turns for one in figures.judged] == [("y did the mill close",)]


def test_a_line_has_the_share_of_each_lead_and_of_what_is_answered_in_vain() -> None:
    case = GradedCase(("Why?",), "why", ("Because.",), ())
    right = JudgedCase(case, LeadKind.RIGHT, 0.9, "", "Because.")
    refused = replace(right, lead=LeadKind.REFUSED, confidence=0.2)
    vain = replace(right, case=replace(case, lead=()), lead=LeadKind.OFF, confidence=0.1)
    line = str(HabitFigures("short forms", [right, refused, vain]))
    assert line.split() == "short forms 0.500 0.000 0.000 0.500 1.000 1.000".split()
