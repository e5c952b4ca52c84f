"""What a member is told instead of an answer says the truth about when, and on one line."""

import pytest

from bot.chat.embeds import exported, slow_down, slow_down_once
from bot.languages import speaking


@pytest.mark.parametrize(
    ("wait_s", "when"),
    [
        (0.01, "in 1 s."),
        (1.0, "in 1 s."),
        (1.4, "in 2 s."),
        (60.0, "in 60 s."),
        (60.1, "in 2 minutes."),
        (3600.0, "in 60 minutes."),
    ],
)
def test_who_asks_too_fast_is_told_no_time_that_is_too_early(wait_s: float, when: str) -> None:
    assert slow_down(wait_s).endswith(f"ask again {when}")


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_what_stands_above_kept_words_is_one_line(language: str) -> None:
    with speaking(language):
        assert slow_down_once(3.0).startswith(slow_down(3.0))
        assert "\n" not in slow_down_once(90.0)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_very_many_lost_files_are_named_as_far_as_a_message_has_room(language: str) -> None:
    lost = [f"{number:03}-{'x' * 56}" for number in range(500)]
    with speaking(language):
        told = exported(1_000, 10, lost)
    assert len(told) <= 2_000
    assert f"{lost[0]}, {lost[1]}" in told
    assert "480" in told
