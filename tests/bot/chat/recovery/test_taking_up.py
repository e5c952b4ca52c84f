"""What a bot had in hand when it was killed is answered by the next one, and once."""

import asyncio
import json
import logging
import stat
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.audience.server_choices import is_private, keep_choices
from bot.chat.embeds import is_place_in_line, place_in_line
from bot.chat.incoming.in_hand import IN_HAND, InHand, OpenEvent, TakenUp, taking_up_again
from bot.config import Config
from bot.languages import in_every_language, speaking
from bot.library import ServerSettings
from bot.sandbox.people.invocation import Invocation
from bot.sandbox.world import MessageFlag
from index import Collection
from tests.support.held import until
from tests.support.patience import WAIT_S
from tests.support.processes.killed import killed_in
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, connected, custom_id, shown
from tests.support.stand_in.faults import RestFault
from tests.support.stand_in.stage import Stage

ORIGINAL, MESSAGES = r"/messages/@original$", r"/channels/\d+/messages$"
RESTARTED, LOOK = "restarted while I was answering", "look whether it is done"
Begin = Callable[[Desk], Awaitable[object]]


class House:
    """A bot that is cut off in the midst, and the one after it, on the same data folder."""

    def __init__(self, config: Config, collection: Collection, stage: Stage) -> None:
        self.config, self.collection, self.stage = config, collection, stage
        self.folder = config.data / IN_HAND

    def connected(self) -> AbstractAsyncContextManager[Desk]:
        return connected(self.config, self.collection, self.stage)

    async def cut_off(self, fault: RestFault, begin: Begin) -> None:
        """End a bot while a request of its own is on the way."""
        async with self.connected() as desk:
            await begin(desk)
            async with asyncio.timeout(WAIT_S):
                await fault.hit.wait()
        await until(lambda: not desk.bot.in_flight._count)  # what was on its way has failed
        self.stage.faults.clear()

    async def next(self) -> None:
        """Have a bot take up what is left, until nothing is."""
        async with self.connected() as desk:
            await until(lambda: not self.left())
            assert await desk.bot.in_flight.drained(WAIT_S)

    def left(self) -> list[Path]:
        return sorted(self.folder.glob("*.json")) if self.folder.is_dir() else []

    def kept(self) -> dict[str, object]:
        (path,) = self.left()
        record: dict[str, object] = json.loads(path.read_text())
        return record

    def change(self, **values: object) -> None:
        """Have what is left say something else."""
        (path,) = self.left()
        path.write_text(json.dumps(self.kept() | values))

    def said(self) -> list[str]:
        """Return what the bot said in the channel."""
        messages = self.stage.member.viewer.messages(self.stage.channel())
        bot = str(self.stage.bot_id)
        return [f"{m['content']}{shown(m)}" for m in messages if m["author"]["id"] == bot]

    def requests(self, method: str, path: str) -> int:
        exchanges = self.stage.recorder.exchanges
        return sum(one.method == method and path in one.route for one in exchanges)


@pytest.fixture
def house(config: Config, collection: Collection, stage: Stage) -> House:
    return House(config, collection, stage)


async def mention(desk: Desk) -> None:
    await desk.stage.member.writer.send(desk.general, f"{desk.mention} {QUESTION}")


class Command:
    """A command that was begun."""

    def __init__(self, name: str = "ask", **options: str | bool) -> None:
        self.name, self.options = name, options or {"question": QUESTION}

    async def __call__(self, desk: Desk) -> None:
        member = desk.stage.moderator if "library" in self.name else desk.stage.member
        self.call: Invocation = await member.invoker.slash(
            desk.general, self.name, dict(self.options)
        )


async def test_a_mention_is_answered_by_the_next_bot_and_its_words_are_not_kept(
    house: House,
) -> None:
    await house.cut_off(house.stage.faults.hold(MESSAGES, method="POST"), mention)
    assert house.said() == []
    kept = house.kept()
    assert (kept["channel"], kept["sent"]) == (house.stage.channel(), None)
    assert "districts" not in json.dumps(kept)
    await house.next()
    (answer,) = house.said()
    assert EVIDENCE in answer


async def test_a_mention_whose_answer_arrived_is_not_answered_again(house: House) -> None:
    await house.cut_off(house.stage.faults.hold(MESSAGES, method="POST", after=True), mention)
    assert (len(house.said()), len(house.left())) == (1, 1)
    posted = house.requests("POST", "/messages")
    house.stage.clock.advance(600.0)  # a nonce is enforced for minutes alone
    await house.next()
    assert len(house.said()) == 1
    assert house.requests("POST", "/messages") == posted


async def test_a_command_is_answered_in_the_place_of_its_thinking(house: House) -> None:
    for private in (True, False):
        begun = Command(question=QUESTION, private=private)
        await house.cut_off(house.stage.faults.hold(ORIGINAL, method="PATCH"), begun)
        await house.next()
        answer = await begun.call.answer(WAIT_S)
        assert EVIDENCE in shown(answer)
        assert bool(answer["flags"] & MessageFlag.EPHEMERAL) is private
    assert len(house.said()) == 2
    assert house.left() == []


async def test_a_word_on_the_place_in_line_goes_when_the_answer_comes(house: House) -> None:
    begun = Command()
    await house.cut_off(house.stage.faults.hold(ORIGINAL, method="PATCH"), begun)
    message = house.stage.world.messages.find(begun.call.message_id or 0)
    assert message is not None
    told = replace(message, flags=MessageFlag(0), content=place_in_line(12))
    house.stage.world.messages.put(told)
    await house.next()
    answer = await begun.call.answer(WAIT_S)
    assert (answer["content"], EVIDENCE in shown(answer)) == ("", True)


async def test_a_command_that_was_answered_is_left_as_it_is(house: House) -> None:
    begun = Command()
    await house.cut_off(house.stage.faults.hold(ORIGINAL, method="PATCH", after=True), begun)
    edits = house.requests("PATCH", "@original")
    assert len(house.left()) == 1
    await house.next()
    assert EVIDENCE in shown(await begun.call.answer(WAIT_S))
    assert house.requests("PATCH", "@original") == edits


async def test_a_press_is_answered_by_the_next_bot(house: House) -> None:
    async with house.connected() as desk:
        reply = await desk.tell(f"{desk.mention} {QUESTION}")
    calls: list[Invocation] = []

    async def press(desk: Desk) -> None:
        button = custom_id(reply, "In context")
        presser = desk.stage.member.presser
        calls.append(await presser.press(desk.general, int(reply["id"]), button))

    await house.cut_off(house.stage.faults.hold(ORIGINAL, method="PATCH"), press)
    await house.next()
    answer = await calls[0].answer(WAIT_S)
    assert EVIDENCE in shown(answer)
    assert answer["flags"] & MessageFlag.EPHEMERAL
    assert len(house.said()) == 2


async def test_what_may_have_changed_something_is_not_done_again_and_that_is_said(
    house: House,
) -> None:
    begun = Command("library settings", answers="yes")
    await house.cut_off(house.stage.faults.hold(ORIGINAL, method="PATCH"), begun)
    await house.next()
    assert LOOK in (await begun.call.answer(WAIT_S))["content"]


@pytest.mark.parametrize("begin", [mention, Command()])
async def test_what_takes_every_bot_with_it_is_not_taken_up_for_ever(
    house: House, begin: Begin
) -> None:
    path = MESSAGES if begin is mention else ORIGINAL
    method = "POST" if begin is mention else "PATCH"
    tries: list[object] = []
    for _ in range(4):
        fault = house.stage.faults.hold(path, method=method)
        await house.cut_off(fault, _nothing if tries else begin)
        tries.append(house.kept()["tries"])
    assert tries == [0, 1, 2, 3]
    await house.next()
    assert [RESTARTED in said for said in house.said()] == [True]


async def _nothing(_: Desk) -> None:
    pass


async def test_what_is_too_old_is_left_out(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    await house.cut_off(house.stage.faults.hold(MESSAGES, method="POST"), mention)
    house.stage.clock.advance(901.0)
    await house.next()
    assert house.said() == []
    assert "too old to be answered" in caplog.text


async def test_a_message_that_was_deleted_is_let_go(house: House) -> None:
    await house.cut_off(house.stage.faults.hold(MESSAGES, method="POST"), mention)
    (written,) = house.stage.member.viewer.messages(house.stage.channel())[-1:]
    await house.stage.member.writer.delete(house.stage.channel(), int(written["id"]))
    await house.next()
    assert house.said() == []


async def test_who_had_their_turn_does_not_wait_again(
    config: Config, collection: Collection, stage: Stage
) -> None:
    slow = replace(config, discord=replace(config.discord, cooldown_s=60.0))
    house, first, second = House(slow, collection, stage), Command(), Command()
    for begun in (first, second):
        fault = stage.faults.hold(ORIGINAL, method="PATCH")
        kept = {path: path.read_text() for path in house.left()}
        for path in kept:
            path.unlink()
        await house.cut_off(fault, begun)
        for path, text in kept.items():
            path.write_text(text)
    assert len(house.left()) == 2
    await house.next()
    answers = [await begun.call.answer(WAIT_S) for begun in (first, second)]
    assert [EVIDENCE in shown(answer) for answer in answers] == [True, True]


async def test_what_was_answered_leaves_nothing(house: House) -> None:
    async with house.connected() as desk:
        await desk.tell(f"{desk.mention} {QUESTION}")
        await desk.use("ask", {"question": QUESTION})
        assert await desk.bot.in_flight.drained(WAIT_S)
        assert house.left() == []


async def test_what_others_saw_begin_is_answered_for_others_whatever_was_chosen_since(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    async def look(interaction: object, *_: object, **__: object) -> None:
        keep_choices(interaction, ServerSettings(private_answers=True))  # type: ignore[arg-type]
        for ephemeral in (True, False, None):
            with taking_up_again(TakenUp(1, ephemeral)):
                seen.append(is_private(interaction, desk.bot.config, private=None))  # type: ignore[arg-type]

    monkeypatch.setattr(desk.bot, "respond", look)
    await desk.stage.member.invoker.slash(desk.general, "ask", {"question": QUESTION})
    await until(lambda: len(seen) == 3)
    assert seen == [True, False, True]


def test_files_are_for_this_user_alone_and_a_damaged_one_costs_itself(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    in_hand = InHand(tmp_path / IN_HAND)
    assert in_hand.left() == []
    for number in (3, 20, 100):
        in_hand.keep(OpenEvent(number, 7))
    paths = [tmp_path / IN_HAND, *(tmp_path / IN_HAND).iterdir()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600, 0o700}
    for text in ("{", "[]", '{"id": 3}', '{"id": 20, "more": 1}'):
        (tmp_path / IN_HAND / "20.json").write_text(text)
        assert in_hand.left() == [OpenEvent(3, 7), OpenEvent(100, 7)]
        assert not (tmp_path / IN_HAND / "20.json").exists()


def test_what_was_just_being_written_when_the_program_was_killed_goes(tmp_path: Path) -> None:
    in_hand = InHand(tmp_path / IN_HAND)
    in_hand.keep(OpenEvent(3, 7))
    killed_in(lambda: in_hand.keep(OpenEvent(20, sent={"id": "20", "token": "secret"})))
    assert len(list(in_hand.folder.iterdir())) == 2
    assert InHand(tmp_path / IN_HAND).left() == [OpenEvent(3, 7)]
    assert [path.name for path in in_hand.folder.iterdir()] == ["3.json"]


def test_a_disk_that_refuses_costs_no_answer_and_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / IN_HAND).write_text("a file where a folder should be")
    in_hand = InHand(tmp_path / IN_HAND)
    for number in (1, 2):
        in_hand.keep(OpenEvent(number, 7))
        in_hand.settle(number)
    assert caplog.text.count("stays unanswered") == 1


def test_a_place_in_line_is_known_in_every_language() -> None:
    for before in (0, 1, 7, 1200):
        assert all(map(is_place_in_line, in_every_language(lambda: place_in_line(before))))  # noqa: B023
    with speaking("de"):
        assert not is_place_in_line("")
        assert not is_place_in_line("Ask me something.")
