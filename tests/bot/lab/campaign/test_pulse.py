"""The pulse says how late a loop was and what is in hand, and tells rest from work."""

import asyncio
import time
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest

from bot.lab.campaign.account import Account
from bot.lab.campaign.plan import Door, Question
from bot.lab.campaign.pulse import Beat, Pulse, read_pulse, watch_lag
from bot.sandbox.seed import reading_group


def test_a_lag_and_what_is_in_hand_are_written_down(tmp_path: Path) -> None:
    path = tmp_path / "pulse.txt"
    begun_s = time.time()
    with path.open("w") as file:
        pulse = Pulse(file)
        pulse.note(0.001)  # none
        pulse.note(0.75)
        pulse.in_hand = 2
        pulse.note(0.006)
    beats = read_pulse(path, begun_s - 1)
    assert [(beat.lag_s, beat.in_hand) for beat in beats] == [(0.75, 0), (0.006, 2)]
    assert read_pulse(path, time.time() + 1) == []


def test_work_in_hand_is_told_now_and_then() -> None:
    file, moments = StringIO(), iter((100.0, 100.5, 100.75, 101.0, 101.5))
    pulse = Pulse(file, lambda: next(moments))
    pulse.in_hand = 1
    for _ in range(5):
        pulse.note(0.0)
    assert file.getvalue() == "100.000 0.0000 1\n101.000 0.0000 1\n"


@pytest.mark.parametrize(
    ("beat", "busy"),
    [(Beat(0, 0.01, 0), False), (Beat(0, 0.01, 1), True), (Beat(0, 2.0, 0), True)],
)
def test_a_product_is_busy_with_work_or_for_want_of_time(beat: Beat, busy: bool) -> None:
    assert beat.is_busy is busy


async def test_a_loop_that_is_held_up_is_late() -> None:
    lags: list[float] = []
    watch = asyncio.create_task(watch_lag(lags.append))
    await asyncio.sleep(0)
    time.sleep(0.1)  # noqa: ASYNC251  # it is what holds a loop up
    await asyncio.sleep(0.02)
    watch.cancel()
    with suppress(asyncio.CancelledError):
        await watch
    assert max(lags) >= 0.08


async def test_a_busy_bot_is_waited_for() -> None:
    account = Account(reading_group())
    question = Question(1, Door.MENTION, 0, "Why?", private=False, pause_s=0.0, before=None)
    account.open_message(question, 1, connected=True)
    asked = iter([True, True, False])
    assert not await account.settled(0, 0.01, lambda: next(asked))
    assert list(asked) == []
