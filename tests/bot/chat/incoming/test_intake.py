"""Members wait their turn, an event is taken up once, and closing waits for work in flight."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.incoming.intake import Cooldown, Handled, InFlight, Once
from tests.support.patience import WAIT_S


class Switching(int):
    """A member's id whose hash is worked out in Python: threads may alternate in the midst."""

    def __hash__(self) -> int:
        return hash(int(self))


def test_a_member_waits_and_others_do_not() -> None:
    now = 100.0
    cooldown = Cooldown(3.0, lambda: now)
    assert cooldown.wait_s(1) == 0
    assert cooldown.wait_s(2) == 0
    now = 101.0
    assert cooldown.wait_s(1) == 2.0
    now = 103.0
    assert cooldown.wait_s(1) == 0


def test_a_refused_question_does_not_lengthen_the_wait() -> None:
    now = 0.0
    cooldown = Cooldown(3.0, lambda: now)
    cooldown.wait_s(1)
    now = 2.0
    cooldown.wait_s(1)
    now = 3.0
    assert cooldown.wait_s(1) == 0


def test_a_cooldown_that_is_changed_holds_for_those_who_wait_already() -> None:
    now = 100.0
    cooldown = Cooldown(3.0, lambda: now)
    assert cooldown.wait_s(1) == 0
    cooldown.change(10.0)
    assert cooldown.wait_s(1) == 10.0
    cooldown.change(0.0)
    assert cooldown.wait_s(1) == 0


def test_a_turn_that_is_given_back_cost_nothing() -> None:
    cooldown = Cooldown(3.0, lambda: 0.0)
    assert cooldown.wait_s(1) == 0
    cooldown.give_back(1)
    assert cooldown.wait_s(1) == 0
    assert cooldown.wait_s(1) == 3.0


def test_a_turn_may_be_given_back_while_another_thread_takes_it() -> None:
    cooldown, member = Cooldown(0.0, lambda: 0.0), Switching(1)
    interval_s = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads alternate as often as they can
    try:
        with ThreadPoolExecutor(1) as pool:
            waits = pool.submit(lambda: {cooldown.wait_s(member) for _ in range(200_000)})
            while not waits.done():
                cooldown.give_back(member)
            assert waits.result() == {0.0}
    finally:
        sys.setswitchinterval(interval_s)


def test_a_servers_cooldown_counts_what_is_asked_there() -> None:
    now = 0.0
    cooldown = Cooldown(3.0, lambda: now)
    assert cooldown.wait_s(1, 7, 60.0) == 0
    assert cooldown.wait_s(1, 8, 60.0) == 3.0  # the operator's, in all servers together
    now = 3.0
    assert cooldown.wait_s(1, 8) == 0
    now = 50.0
    assert (cooldown.wait_s(1, 7, 60.0), cooldown.wait_s(2, 7, 60.0)) == (10.0, 0)
    cooldown.give_back(1, 7)
    assert cooldown.wait_s(1, 7, 60.0) == 0
    now = 51.0
    assert cooldown.wait_s(1, 7, 1.0) == 2.0  # a server cannot have less than the operator


def test_a_turn_that_is_given_back_leaves_the_others_as_they_were() -> None:
    cooldown = Cooldown(30.0)
    assert [cooldown.wait_s(1, 7, at=at(minute)) for minute in (0, 1, 2)] == [0, 0, 0]
    cooldown.give_back(1, 7, at(1))
    assert cooldown.wait_s(1, 7, at=at(1)) == 0
    cooldown.give_back(1, 7)  # the one that was taken last, wherever in time
    cooldown.give_back(1, 7, at(3))  # which was never taken
    waits = [cooldown.wait_s(1, 7, at=at(minute)) for minute in (0.25, 1.75, 1)]
    assert waits == [15.0, 15.0, 0]


def test_of_ten_thousand_members_who_asked_longest_ago_is_forgotten_first() -> None:
    now = 0.0
    cooldown = Cooldown(60.0, lambda: now)
    assert {cooldown.wait_s(member) for member in range(10_000)} == {0}
    now = 60.0
    assert [cooldown.wait_s(member) for member in (0, 10_000)] == [0, 0]
    assert [cooldown.wait_s(member) for member in (0, 10_000)] == [60.0, 60.0]


def at(minute: float) -> datetime:
    return datetime(2026, 11, 28, 10, tzinfo=UTC) + timedelta(minutes=minute)


def test_what_was_asked_minutes_apart_was_not_too_fast_however_it_comes_in() -> None:
    cooldown = Cooldown(60.0)
    heard = [16.0, 0.0, 6.0, 0.5, 12.0]  # the last one first, as after an outage
    assert [cooldown.wait_s(1, at=at(minute)) for minute in heard] == [0, 0, 0, 30.0, 0]
    assert cooldown.wait_s(1, at=at(16.5)) == 30.0


def test_many_that_were_asked_at_once_are_too_fast_also_where_a_later_one_came_first() -> None:
    cooldown = Cooldown(60.0)
    assert cooldown.wait_s(1, at=at(15)) == 0
    waits = [cooldown.wait_s(1, at=at(number / 60)) for number in range(300)]  # a second apart
    assert waits.count(0) == 5


def test_of_the_wait_a_member_is_told_once_until_it_is_over() -> None:
    cooldown = Cooldown(60.0)
    assert cooldown.wait_s(1, 7, at=at(0)) == 0
    asked = [(minute, cooldown.wait_s(1, 7, at=at(minute))) for minute in (0.25, 0.5, 0.75)]
    assert [cooldown.is_to_tell(1, 7, at(minute), wait) for minute, wait in asked] == [
        True,
        False,
        False,
    ]
    assert cooldown.is_to_tell(1, 8, at(0.5), 30.0)  # who does not see the other server's hint
    assert cooldown.wait_s(1, 7, at=at(1)) == 0
    assert cooldown.is_to_tell(1, 7, at(1.5), cooldown.wait_s(1, 7, at=at(1.5)))
    cooldown.give_back(1, 7)
    assert cooldown.wait_s(1, 7, at=at(1.6)) == 0
    assert cooldown.is_to_tell(1, 7, at(1.7), cooldown.wait_s(1, 7, at=at(1.7)))


def test_an_event_is_known_until_ten_thousand_others_came() -> None:
    handled = Handled()
    assert all(handled.first(event) for event in range(10_000))
    assert not handled.first(0)
    assert handled.first(10_000)
    assert (handled.first(1), handled.first(0)) == (False, True)


async def test_a_deed_is_done_once_for_all_who_ask_and_anew_only_after_it_failed() -> None:
    once, begun = Once(), 0
    outcomes: list[str | None] = ["no way", None, "never asked"]
    go = asyncio.Event()

    async def deed() -> str | None:
        nonlocal begun
        begun += 1
        await go.wait()
        return outcomes[begun - 1]

    first = [asyncio.create_task(once.problem(1, deed)) for _ in range(3)]
    await asyncio.sleep(0)
    go.set()
    assert await asyncio.gather(*first) == ["no way"] * 3
    assert [await once.problem(1, deed) for _ in range(3)] == [None] * 3
    assert begun == 2


async def test_a_deed_that_was_begun_anew_is_not_begun_beside_that() -> None:
    once, begun, refused, done = Once(), 0, asyncio.Event(), asyncio.Event()

    async def refusal() -> str | None:
        await refused.wait()
        return "no way"

    async def deed() -> str | None:
        nonlocal begun
        begun += 1
        await done.wait()
        return None

    async def patient() -> str | None:
        await once.problem(1, refusal)
        return await once.problem(1, deed)

    first, second = asyncio.create_task(patient()), asyncio.create_task(once.problem(1, refusal))
    await asyncio.sleep(0)
    refused.set()
    assert await second == "no way"
    third = asyncio.create_task(once.problem(1, deed))
    await asyncio.sleep(0)
    done.set()
    assert (await first, await third) == (None, None)
    assert begun == 1


async def test_a_deed_that_fails_by_a_fault_is_done_anew() -> None:
    once = Once()

    async def fault() -> str | None:
        raise ValueError

    async def deed() -> str | None:
        return None

    with pytest.raises(ValueError):  # noqa: PT011  # the one above
        await once.problem(1, fault)
    assert await once.problem(1, deed) is None


def test_an_event_is_taken_up_once() -> None:
    handled = Handled()
    assert [handled.first(event) for event in (1, 2, 1, 2, 3)] == [True, True, False, False, True]


def test_a_message_from_before_all_that_is_remembered_may_have_been_taken_up() -> None:
    handled = Handled()
    for event in range(1, 10_002):
        handled.first(event)
    assert [handled.may_have(event) for event in (1, 2, 10_002)] == [True, True, False]


def test_memory_of_events_is_bounded() -> None:
    handled = Handled()
    for event in range(20_001):
        handled.first(event)
    assert handled.first(0)
    assert not handled.first(20_000)


async def test_closing_waits_for_what_is_in_flight() -> None:
    in_flight, found = InFlight(), asyncio.Event()
    order: list[str] = []

    async def question() -> None:
        async with in_flight.hold():
            await found.wait()
            order.append("answered")

    async def closing() -> None:
        assert await in_flight.drained(WAIT_S)
        order.append("closed")

    tasks = [asyncio.create_task(question()), asyncio.create_task(closing())]
    await asyncio.sleep(0)  # both are under way
    found.set()
    await asyncio.gather(*tasks)
    assert order == ["answered", "closed"]


async def test_closing_does_not_wait_for_ever() -> None:
    in_flight = InFlight()
    async with in_flight.hold():
        assert not await in_flight.drained(0.01)
