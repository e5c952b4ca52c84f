"""A press that fails: who pressed is told, and what others read stays as it is."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.chat.buttons import LASTING_BUTTONS
from bot.chat.buttons.lasting import LastingButton
from bot.chat.client import BriefingBot
from bot.config import Config
from bot.library import Shelves
from bot.sandbox.world import MessageFlag
from bot.sandbox.world.wire import Json
from index import CollectionError
from tests.support.patience import WAIT_S
from tests.support.stand_in.canary import upload
from tests.support.stand_in.desk import QUESTION, Desk, custom_id, press
from tests.support.stand_in.faults import RestFault, RestFaults
from tests.support.stand_in.shelving import library, said, text_file

APOLOGY = "went wrong on my side"
CALLBACK = r"/interactions/\d+/.+/callback"
FOLLOWUP = r"/webhooks/\d+/[^/]+$"
LOST: dict[str, Callable[[RestFaults], RestFault]] = {
    "reset before": lambda faults: faults.reset(FOLLOWUP, method="POST", times=3),
    "429": lambda faults: faults.rate_limit(FOLLOWUP, retry_after_s=0.01, method="POST"),
    "429 of a proxy": lambda faults: faults.block(FOLLOWUP, method="POST", times=2),
    "outage of 1 s": lambda faults: faults.outage(1.0, FOLLOWUP, method="POST"),
    "outage of 14 min": lambda faults: faults.outage(14 * 60, FOLLOWUP, method="POST"),
}
ERRORS = [
    (CollectionError("/secret/path is away"), "My documents are being prepared"),
    (RuntimeError("boom"), APOLOGY),
]


def broken(error: Exception, *_: object) -> None:
    raise error


async def apology_to(desk: Desk, message: Json, label: str) -> str:
    """Press a button that fails; return what its presser alone is told."""
    moderator = desk.stage.moderator
    with desk.replies(moderator).watched() as replies:
        await moderator.presser.press(
            int(message["channel_id"]), int(message["id"]), custom_id(message, label)
        )
        told = await replies.next()
    assert told["flags"] & MessageFlag.EPHEMERAL
    assert told["id"] != message["id"]
    return said(told)


@pytest.mark.parametrize(("error", "words"), ERRORS)
async def test_where_no_form_can_be_opened_the_presser_is_told(
    desk: Desk,
    error: Exception,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    added = await library(desk, "add", file=upload())
    monkeypatch.setattr(Shelves, "documents", lambda *_: broken(error))
    told = await apology_to(desk, added, "Describe")
    assert words in told
    assert "secret" not in told
    assert str(error) in caplog.text
    caplog.clear()


@pytest.mark.parametrize(("error", "words"), ERRORS)
async def test_where_a_press_cannot_be_admitted_the_presser_is_told(
    desk: Desk,
    error: Exception,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    monkeypatch.setattr(BriefingBot, "look_up", lambda *_: broken(error))
    told = await apology_to(desk, reply, "In context")
    assert words in told
    assert "secret" not in told
    assert str(error) in caplog.text
    caplog.clear()


async def test_an_error_above_a_page_goes_with_the_next_page(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = await press(desk, await desk.use("brief", {}), "The rest of the brief")
    away = CollectionError("it is away")
    with monkeypatch.context() as patched:
        patched.setattr(Shelves, "collection", lambda *_: broken(away))
        failed = await press(desk, page, "◀ Previous")
    assert failed["content"].startswith("My documents are being prepared")
    assert failed["embeds"] == page["embeds"]
    turned = await press(desk, failed, "◀ Previous")
    assert turned["content"] == ""
    assert turned["embeds"] != page["embeds"]


async def test_a_page_as_a_card_keeps_nothing_of_one_in_plain_text(desk: Desk) -> None:
    await desk.use("display", {"form": "plain text"})
    page = await press(desk, await desk.use("brief", {}), "The rest of the brief")
    assert page["content"]
    await desk.use("display", {"form": "cards"})
    card = await press(desk, page, "◀ Previous")
    assert (card["content"], card["attachments"], len(card["embeds"])) == ("", [], 1)


@pytest.mark.parametrize("lost", [0, 1, 100], ids=["none", "the first", "every one"])
async def test_what_everybody_reads_stays_where_a_press_was_to_change_it(
    desk: Desk,
    config: Config,
    lost: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Also where Discord's responses to the acknowledgement are lost, which it has all the same."""
    guild = int(desk.stage.guild()["id"])
    Shelves(config).servers.change(guild, lambda one: replace(one, opinions=True))
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    member = desk.stage.member
    messages = member.viewer.messages(desk.general)
    monkeypatch.setattr(type(desk.bot.rated), "problem", lambda *_: broken(RuntimeError("boom")))
    desk.stage.faults.reset(CALLBACK, after=True, times=lost)
    with desk.replies().watched() as replies:
        await member.presser.press(desk.general, int(reply["id"]), custom_id(reply, "Helpful"))
        told = await replies.next()
    assert told["flags"] & MessageFlag.EPHEMERAL
    assert APOLOGY in said(told)
    assert member.viewer.messages(desk.general)[: len(messages)] == messages
    caplog.clear()


async def told_in_vain(
    desk: Desk, config: Config, monkeypatch: pytest.MonkeyPatch, times: int
) -> list[Json]:
    """Press a button that fails; return what its presser is told, so many times."""
    guild = int(desk.stage.guild()["id"])
    Shelves(config).servers.change(guild, lambda one: replace(one, opinions=True))
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    monkeypatch.setattr(type(desk.bot.rated), "problem", lambda *_: broken(RuntimeError("boom")))
    with desk.replies().watched() as replies:
        await desk.stage.member.presser.press(
            desk.general, int(reply["id"]), custom_id(reply, "Helpful")
        )
        return [await replies.next() for _ in range(times)]


@pytest.mark.parametrize("fault", LOST)
async def test_a_fault_on_the_wire_costs_nobody_the_apology_beside_what_others_read(
    desk: Desk,
    config: Config,
    fault: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    struck = LOST[fault](desk.stage.faults)
    (told,) = await told_in_vain(desk, config, monkeypatch, 1)
    assert struck.hit.is_set()
    assert told["flags"] & MessageFlag.EPHEMERAL
    assert APOLOGY in said(told)
    caplog.clear()


async def test_who_is_acknowledged_without_a_word_is_told_beside_what_others_read(
    desk: Desk, config: Config, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fault = desk.stage.faults.hold(CALLBACK, after=True)

    async def clock_moves() -> None:
        await fault.hit.wait()
        desk.stage.clock.advance(3.1)

    late = asyncio.create_task(clock_moves())
    (told,) = await told_in_vain(desk, config, monkeypatch, 1)
    assert told["flags"] & MessageFlag.EPHEMERAL
    assert APOLOGY in said(told)
    await late
    caplog.clear()


async def test_an_apology_whose_response_is_lost_is_rather_read_twice_than_not_at_all(
    desk: Desk, config: Config, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk.stage.faults.reset(FOLLOWUP, method="POST", after=True)
    first, again = await told_in_vain(desk, config, monkeypatch, 2)
    assert APOLOGY in said(first)
    assert said(again) == said(first)
    assert {first["flags"], again["flags"]} == {MessageFlag.EPHEMERAL}
    caplog.clear()


async def test_what_is_kept_of_jobs_is_opened_off_the_loop(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await library(desk, "add", file=text_file(b"no pdf", "light.pdf"))
    listed = await library(desk, "jobs")
    opened: list[threading.Thread] = []
    jobs = vars(Shelves)["jobs"].fget

    def noted(shelves: Shelves) -> object:
        opened.append(threading.current_thread())
        return jobs(shelves)

    monkeypatch.setattr(Shelves, "jobs", property(noted))
    await press(desk, listed, "Drop: light.pdf", moderator=True)
    assert opened
    assert threading.main_thread() not in opened


@pytest.mark.parametrize("button", LASTING_BUTTONS)
def test_every_button_tells_of_its_errors(button: type[LastingButton]) -> None:
    assert button.callback is LastingButton.callback
    assert button.interaction_check is LastingButton.interaction_check


@pytest.mark.parametrize("label", ["Helpful", "In context"])
async def test_the_bot_does_not_end_while_an_apology_is_on_its_way(
    desk: Desk,
    config: Config,
    label: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    guild = int(desk.stage.guild()["id"])
    Shelves(config).servers.change(guild, lambda one: replace(one, opinions=True))
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    monkeypatch.setattr(type(desk.bot.rated), "problem", lambda *_: broken(RuntimeError("boom")))
    if label == "In context":
        monkeypatch.setattr(BriefingBot, "look_up", lambda *_: broken(RuntimeError("boom")))
    on_its_way = desk.stage.faults.hold(FOLLOWUP if label == "Helpful" else CALLBACK)
    assert await desk.bot.in_flight.drained(WAIT_S)
    await desk.stage.member.presser.press(desk.general, int(reply["id"]), custom_id(reply, label))
    await asyncio.wait_for(on_its_way.hit.wait(), WAIT_S)
    assert not await desk.bot.in_flight.drained(0)
    caplog.clear()
