"""What holds while something is on does not tell what holds while it is off."""

import pytest

from index.answers.judgement.other_states import of_other_state

LOCK = (
    "When the night lock is enabled, only guards can enter.",
    "When this option is disabled, anyone with a badge can enter.",
)
ALARM = ("If the alarm is on, the lift stops.", "If it is off, the lift runs on every floor.")
VALVE = ("The valve is disabled by default.", "It can be enabled with a lever.")


@pytest.mark.parametrize(
    ("question", "sentences", "silent"),
    [
        ("who can enter when the night lock is off", LOCK, {0}),
        ("Who can enter when the night lock is disabled?", LOCK, {0}),
        ("what happens if i switch the night lock off", LOCK, {0}),
        ("Can guests enter while the night lock is off?", LOCK, {0}),
        ("Does the lift run when the alarm is off?", ALARM, {0}),
        ("How do I turn on the valve?", VALVE, {0}),
    ],
)
def test_the_other_state_leads_no_more_beside_the_one_asked_for(
    question: str, sentences: tuple[str, ...], silent: set[int]
) -> None:
    assert of_other_state(question, sentences) == silent


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("who can enter when the night lock is on", LOCK[::-1][:1]),
        ("who can enter when the night lock is off", LOCK[:1]),  # nothing beside it tells of off
        ("Who can enter at night?", LOCK),
        ("is the valve enabled by default", VALVE),  # "no, disabled" answers
        ("Who may open the gate when the pump is off?", VALVE[::-1]),
        ("Should the lock be on or off?", LOCK),
    ],
)
def test_whatever_may_answer_is_left(question: str, sentences: tuple[str, ...]) -> None:
    assert of_other_state(question, sentences) == frozenset()
