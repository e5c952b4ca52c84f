"""What became of passages since they were quoted is told above those that are still shown."""

import pytest

from bot.chat.embeds import since_quoted


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((0, 0, 0), ()),
        ((1, 0, 0), ("this passage changed",)),
        ((0, 2, 0), ("no longer in it",)),
        ((0, 0, 1), ("What else was quoted was taken out since, or is no longer shown here.",)),
        ((1, 0, 2), ("this passage changed", "What else was quoted")),
    ],
)
def test_each_fate_is_told_once_and_no_button_is_said_to_lead_nowhere(
    counts: tuple[int, int, int], told: tuple[str, ...]
) -> None:
    lines = since_quoted(*counts).splitlines()
    assert [words in line for words, line in zip(told, lines, strict=True)] == [True] * len(told)
    assert "leads anywhere" not in since_quoted(*counts)
