"""Questions that wait: their members are told their place, and the answer loses nothing by it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.config import Config
from bot.sandbox.people.invocation import Invocation
from bot.sandbox.world.wire import Json
from index import Collection
from tests.support.held import Held, until, until_in_time
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, connected, press, shown
from tests.support.stand_in.stage import Stage

FIRST_S, AGAIN_S = 2.0, 4.0
TYPED_S, TYPED_AGAIN_S = 1.0, 8.0
NEXT = "Many are asking now. You are next."
OTHERS = ["Who leads the Taliban?", "Who destroyed the training facility?"]


@pytest.fixture
async def busy(config: Config, collection: Collection, stage: Stage) -> AsyncIterator[Desk]:
    """A bot that works on one question at once."""
    one_by_one = replace(config, discord=replace(config.discord, concurrent_questions=1))
    async with connected(one_by_one, collection, stage) as desk:
        yield desk


@pytest.fixture
def held(busy: Desk, monkeypatch: pytest.MonkeyPatch) -> Held:
    """Its questions, which are answered when a test says so."""
    return Held(monkeypatch, busy.bot.library.public, "ask")


async def ask(desk: Desk, question: str) -> Invocation:
    return await desk.stage.member.invoker.slash(desk.general, "ask", {"question": question})


async def wait_behind(desk: Desk, held: Held, *questions: str) -> list[Invocation]:
    """Return questions that wait in this order behind one that is worked on."""
    await ask(desk, QUESTION)
    await until(lambda: len(held.begun) == 1)
    calls = []
    for count, question in enumerate(questions, 1):
        calls.append(await ask(desk, question))
        await until(lambda count=count: desk.bot.library.waiting == count)  # type: ignore[misc]
    return calls


async def contents(
    desk: Desk, calls: list[Invocation], wanted: list[str], seconds: float = 0.0
) -> None:
    """Wait until the answers to these say what is wanted, by the clock after so many seconds."""

    def said() -> list[str]:
        found = (desk.stage.world.messages.find(call.message_id or 0) for call in calls)
        return [message.content if message else "" for message in found]

    await until_in_time(lambda: said() == wanted, desk.stage.clock, seconds)


async def answered(desk: Desk, call: Invocation) -> Json:
    """Return the answer, whatever stood in its place before."""
    messages = desk.stage.world.messages

    def is_there() -> bool:
        message = messages.find(call.message_id or 0)
        return message is not None and bool(message.embeds)

    await until(is_there)
    return await call.answer()


def edits(desk: Desk) -> list[Json]:
    """Return what the bot changed its first answers to, in order."""
    exchanges = desk.stage.recorder.exchanges
    bodies = [one.body for one in exchanges if one.method == "PATCH" and "@original" in one.route]
    return [body for body in bodies if isinstance(body, dict)]


async def test_who_waits_is_told_their_place_and_again_when_it_changes(
    busy: Desk, held: Held
) -> None:
    calls = await wait_behind(busy, held, *OTHERS)
    await contents(busy, calls, [NEXT, "Many are asking now: 1 other is before you."], FIRST_S)
    held.let_go()
    await until(lambda: len(held.begun) == 2)
    await contents(busy, calls, [NEXT, NEXT], AGAIN_S)
    held.let_go(2)
    await contents(busy, calls, ["", ""])
    assert "destroyed by the United States" in shown(await answered(busy, calls[1]))
    places = [body["content"] for body in edits(busy) if body.get("content")]
    assert len(places) == 3  # a place that stays the same is told once


async def test_who_waits_for_less_than_two_seconds_is_told_nothing(busy: Desk, held: Held) -> None:
    calls = await wait_behind(busy, held, OTHERS[0])
    busy.stage.clock.advance(FIRST_S - 0.5)
    held.let_go(2)
    await answered(busy, calls[0])
    assert not [body for body in edits(busy) if body.get("content")]


@pytest.mark.parametrize("status", [404, 500])
async def test_a_place_that_cannot_be_told_costs_nothing(
    busy: Desk, held: Held, status: int
) -> None:
    calls = await wait_behind(busy, held, QUESTION + " Why?")
    if status == 500:
        fault = busy.stage.faults.fail("@original", status, method="PATCH")
    else:
        fault = busy.stage.faults.refuse("@original", status, 10008, method="PATCH")
    busy.stage.clock.advance(FIRST_S)
    await fault.hit.wait()
    held.let_go(2)
    assert EVIDENCE in shown(await answered(busy, calls[0]))


async def test_an_answer_wins_over_a_place_whose_telling_hangs(busy: Desk, held: Held) -> None:
    calls = await wait_behind(busy, held, QUESTION + " Why?")
    fault = busy.stage.faults.hold("@original", method="PATCH")
    busy.stage.clock.advance(FIRST_S)
    await fault.hit.wait()
    held.let_go(2)
    answer = await answered(busy, calls[0])
    assert EVIDENCE in shown(answer)
    assert answer["content"] == ""


async def test_a_message_that_a_button_changes_is_left_as_it_is_meanwhile(
    busy: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = await press(busy, await busy.tell(f"{busy.mention} {QUESTION}"), "In context")
    held = Held(monkeypatch, busy.bot.library.public, "ask")
    await ask(busy, QUESTION)
    await until(lambda: len(held.begun) == 1)
    turned = asyncio.create_task(press(busy, reply, "Later ▶"))
    await until(lambda: busy.bot.library.waiting == 1)
    busy.stage.clock.advance(FIRST_S)
    await asyncio.sleep(0)
    held.let_go()
    assert (await turned)["content"] == ""
    assert not [body for body in edits(busy) if body.get("content")]


async def test_where_mentions_wait_the_bot_types_once_a_channel_and_leaves_one_reply_each(
    busy: Desk, held: Held
) -> None:
    await wait_behind(busy, held)
    writer = busy.stage.member.writer
    with busy.replies().watched() as replies:
        for count, question in enumerate(OTHERS, 1):
            await writer.send(busy.general, f"{busy.mention} {question}")
            await until(lambda count=count: busy.bot.library.waiting == count)  # type: ignore[misc]
        busy.stage.clock.advance(FIRST_S)
        await until(lambda: typed(busy) == 1)
        busy.stage.clock.advance(FIRST_S)
        held.let_go(3)
        answers = [await replies.next() for _ in range(3)]
    assert all(answer["embeds"] for answer in answers)
    assert sorted(await busy.all_said()) == sorted(answer["id"] for answer in answers)
    assert typed(busy) == 1


async def test_of_a_mention_that_is_worked_on_the_bot_types_after_a_second_and_every_eight(
    busy: Desk, held: Held
) -> None:
    writer, clock = busy.stage.member.writer, busy.stage.clock
    with busy.replies().watched() as replies:
        await writer.send(busy.general, f"{busy.mention} {QUESTION}")
        await until(lambda: len(held.begun) == 1)
        assert typed(busy) == 0
        await until_in_time(lambda: typed(busy) == 1, clock, TYPED_S)
        await until_in_time(lambda: typed(busy) == 2, clock, TYPED_AGAIN_S)
        held.let_go()
        assert (await replies.next())["embeds"]


def typed(desk: Desk) -> int:
    return len([one for one in desk.stage.recorder.exchanges if one.route.endswith("/typing")])
