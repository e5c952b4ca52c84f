"""What is on is told from what is off, and from what is neither."""

import pytest

from index.language import SwitchState, switch_state, switched_terms


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("When the night lock is enabled, only guards can enter.", SwitchState.ON),
        ("When this option is disabled, anyone can enter.", SwitchState.OFF),
        ("If the alarm is on, the lift stops.", SwitchState.ON),
        ("if it is off", SwitchState.OFF),
        ("what if i turn the night lock off", SwitchState.OFF),
        ("Turning off the pump stops the mill.", SwitchState.OFF),
        ("The siren is active by day.", SwitchState.ON),
        ("It can be deactivated by the warden.", SwitchState.OFF),
    ],
)
def test_a_sentence_tells_of_what_is_on_or_of_what_is_off(text: str, state: SwitchState) -> None:
    assert switch_state(text) is state


@pytest.mark.parametrize(
    "text",
    [
        "The key is on the table.",
        "They turned to the left and set off.",
        "The fund enables members to vote by post.",
        "Disabled people enter by the north gate.",
        "It is off by day and on by night, and can be enabled or disabled.",
        "Its activities were told on Monday.",
    ],
)
def test_what_is_neither_or_both_is_told_apart(text: str) -> None:
    assert switch_state(text) is None


def test_what_is_switched_is_left_of_a_sentence() -> None:
    assert switched_terms("Turn off the night lock.") == switched_terms("The night lock is on.")
