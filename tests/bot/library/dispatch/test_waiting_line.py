"""The line: servers take turns, in each first come, first served, and no turn is ever lost."""

import asyncio

import pytest

from bot.library.dispatch import waiting_line
from bot.library.dispatch.askers import Asker
from bot.library.dispatch.waiting_line import LeavingError, LineFullError, UnheardError, WaitingLine
from tests.support.patience import WAIT_S


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is due is waited for, however slow the machine is, where that is not what is tested."""
    monkeypatch.setattr(waiting_line, "_PATIENCE_S", 2 * WAIT_S)
    monkeypatch.setattr(waiting_line, "_DUE_S", 2 * WAIT_S)


async def _waiters(line: WaitingLine, count: int) -> list[asyncio.Task[None]]:
    """Return tasks that wait, in their order."""
    waiters = [asyncio.create_task(line.turn()) for _ in range(count)]
    await asyncio.sleep(0)
    return waiters


async def test_turns_go_to_those_who_waited_longest() -> None:
    line = WaitingLine(1)
    await line.turn()
    first, second, third = await _waiters(line, 3)
    assert [line.before(task) for task in (first, second, third)] == [0, 1, 2]
    line.give_back()
    await first
    assert (line.before(first), line.before(second), line.before(third)) == (None, 0, 1)
    assert len(line) == 2
    line.give_back()
    await second
    line.give_back()
    await third
    line.give_back()
    assert len(line) == 0


async def test_so_many_have_their_turn_at_once() -> None:
    line = WaitingLine(2)
    await line.turn()
    await line.turn()
    (third,) = await _waiters(line, 1)
    assert not third.done()
    line.give_back()
    await third


async def test_who_gives_up_makes_room_for_those_behind() -> None:
    line = WaitingLine(1)
    await line.turn()
    first, second = await _waiters(line, 2)
    first.cancel()
    await asyncio.wait({first})
    assert line.before(second) == 0
    line.give_back()
    await second


async def test_a_turn_that_was_given_to_who_gave_up_meanwhile_is_given_on() -> None:
    line = WaitingLine(1)
    await line.turn()
    first, second = await _waiters(line, 2)
    line.give_back()  # the first has it, and does not know yet
    first.cancel()
    await asyncio.wait({first})
    assert first.cancelled()
    await second


async def test_nobody_begins_once_the_program_ends() -> None:
    line = WaitingLine(1)
    await line.turn()
    (waiting,) = await _waiters(line, 1)
    line.leave()
    with pytest.raises(LeavingError):
        await waiting
    line.give_back()
    with pytest.raises(LeavingError):
        await line.turn()


async def test_more_have_their_turn_at_once_and_fewer_once_some_gave_theirs_back() -> None:
    line = WaitingLine(1)
    await line.turn()
    first, second, third = await _waiters(line, 3)
    line.widen(3)
    await first
    await second
    line.widen(1)
    line.give_back()
    line.give_back()
    await asyncio.sleep(0)
    assert not third.done()
    line.give_back()
    await third


async def test_no_turn_begins_while_something_is_due_first() -> None:
    line = WaitingLine(2)
    first, second = line.due(), line.due()
    (waiter,) = await _waiters(line, 1)
    first()
    await asyncio.sleep(0)
    assert not waiter.done()
    second()
    await waiter
    await line.turn()


async def test_who_needs_no_turn_waits_for_what_is_due_too() -> None:
    line = WaitingLine(1)
    await line.turn()
    await line.clear()
    done = line.due()
    held = [asyncio.create_task(line.clear()) for _ in range(2)]
    await asyncio.sleep(0)
    held[0].cancel()
    assert not held[1].done()
    done()
    await held[1]


async def test_what_is_due_for_long_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting_line, "_PATIENCE_S", 0.01)
    line = WaitingLine(1)
    line.due()
    async with asyncio.timeout(WAIT_S):
        await line.turn()


async def test_what_is_due_no_more_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting_line, "_DUE_S", 0.01)
    line = WaitingLine(1)
    line.due()
    async with asyncio.timeout(WAIT_S):
        await line.turn()


async def _asked_of(line: WaitingLine, *askers: Asker) -> list[asyncio.Task[None]]:
    """Return tasks that wait for somebody each, in their order."""
    waiters = [asyncio.create_task(line.turn(asker)) for asker in askers]
    await asyncio.sleep(0)
    return waiters


async def test_many_of_one_server_keep_nobody_of_another_waiting() -> None:
    line = WaitingLine(1)
    await line.turn()
    many, other = Asker(7), Asker(8)
    waiters = await _asked_of(line, many, many, many, other, other)
    assert [line.before(task) for task in waiters] == [0, 2, 4, 1, 3]
    order = [await _next(line, waiters)]
    assert [line.before(task) for task in waiters] == [None, 1, 3, 0, 2]
    order += [await _next(line, waiters) for _ in waiters[1:]]
    assert order == [0, 3, 1, 4, 2]
    line.give_back()
    assert len(line) == 0


async def _next(line: WaitingLine, waiters: list[asyncio.Task[None]]) -> int:
    """Give a turn back, and return which of those who wait has it then."""
    had = [task.done() for task in waiters]
    line.give_back()
    await asyncio.sleep(0)
    return next(at for at, task in enumerate(waiters) if task.done() and not had[at])


async def test_behind_as_many_as_may_wait_for_a_server_nobody_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(waiting_line, "_MOST", 2)
    line = WaitingLine(1)
    await line.turn()
    first, second = await _asked_of(line, Asker(7), Asker(7))
    with pytest.raises(LineFullError, match="2 questions of a server wait already"):
        await line.turn(Asker(7))
    (other,) = await _asked_of(line, Asker(8))
    assert not any(task.done() for task in (first, second, other))
    assert len(line) == 3


async def test_nothing_is_begun_for_who_can_be_told_nothing_any_more() -> None:
    line, heard = WaitingLine(1), True
    await line.turn()
    late, other = await _asked_of(line, Asker(7, lambda: heard), Asker(7))
    heard = False
    line.give_back()
    await other
    with pytest.raises(UnheardError):
        await late


async def test_who_can_be_told_nothing_any_more_takes_no_place_from_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(waiting_line, "_MOST", 1)
    line, heard = WaitingLine(1), True
    await line.turn()
    (late,) = await _asked_of(line, Asker(7, lambda: heard))
    heard = False
    (other,) = await _asked_of(line, Asker(7))
    with pytest.raises(UnheardError):
        await late
    assert (line.before(other), len(line)) == (0, 1)
