"""Trying again: what is worth it, at which pace, and until when."""

from datetime import timedelta

import aiohttp
import pytest

from bot.chat.sending.retries import Pace, Pacing, Retries, UndeliveredError
from tests.support.stand_in.moved_clock import MovedClock
from tests.support.stand_in.paced import MovedPacing

PACE = Pace(first_pause_s=1.0, longest_pause_s=8.0, try_s=60.0, cancels=True)


class Line:
    """Something to send over that fails a number of times."""

    def __init__(self, failures: int, error: Exception) -> None:
        self.left, self.error, self.tries = failures, error, 0

    async def send(self) -> str:
        self.tries += 1
        if self.tries <= self.left:
            raise self.error
        return "there"


@pytest.fixture
async def pacing() -> MovedPacing:
    return MovedPacing(MovedClock())


async def test_pauses_double_up_to_a_longest_one(pacing: MovedPacing) -> None:
    line = Line(6, aiohttp.ServerDisconnectedError())
    until = pacing.now() + timedelta(seconds=900)
    assert await Retries(pacing).persist(line.send, PACE, until) == "there"
    assert pacing.pauses == [1.0, 2.0, 4.0, 8.0, 8.0, 8.0]


async def test_no_try_begins_behind_the_deadline(pacing: MovedPacing) -> None:
    line = Line(100, ConnectionResetError())
    until = pacing.now() + timedelta(seconds=16)
    with pytest.raises(UndeliveredError) as caught:
        await Retries(pacing).persist(line.send, PACE, until)
    assert isinstance(caught.value.__cause__, ConnectionResetError)
    assert pacing.pauses == [1.0, 2.0, 4.0, 8.0]  # the fifth would end at 23 s
    assert line.tries == 5


async def test_one_try_is_made_even_where_the_deadline_is_past(pacing: MovedPacing) -> None:
    until = pacing.now() - timedelta(seconds=60)
    assert await Retries(pacing).persist(Line(0, OSError()).send, PACE, until) == "there"


async def test_a_fault_of_ours_is_not_tried_for_ever(pacing: MovedPacing) -> None:
    line = Line(100, TypeError("a body that is none of Discord's"))
    with pytest.raises(UndeliveredError):
        await Retries(pacing).persist(line.send, PACE, pacing.now() + timedelta(seconds=900))
    assert line.tries == 6


async def test_once_the_bot_is_closed_nothing_is_tried_again(pacing: MovedPacing) -> None:
    line = Line(100, ConnectionResetError())
    with pytest.raises(UndeliveredError):
        await Retries(pacing, lambda: True).persist(
            line.send, PACE, pacing.now() + timedelta(seconds=900)
        )
    assert line.tries == 1


def test_pauses_are_drawn_from_none_to_the_longest() -> None:
    drawn = [Pacing().pause_s(4.0) for _ in range(400)]
    assert 0 <= min(drawn) < 1 < 3 < max(drawn) <= 4  # each quarter holds a hundred of them
