"""What forms and suggestions look up first: a store that hangs costs nobody a first answer."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event

import pytest

from bot.chat.buttons.description import READ_WITHIN_S
from bot.chat.handling.first_looks import ELSEWHERE_WITHIN_S, LOOK_WITHIN_S
from bot.chat.sending.delivery import ACKNOWLEDGE_WITHIN_S
from bot.chat.servers.memberships import Memberships
from bot.library import Shelves
from bot.library.dispatch.work import _GLANCE_S
from bot.sandbox.people.invocation import Invocation
from bot.sandbox.world import InteractionState
from tests.support.held import until
from tests.support.patience import WAIT_S
from tests.support.stand_in.canary import upload
from tests.support.stand_in.desk import Desk, custom_id
from tests.support.stand_in.shelving import library, said

AWAY = "cannot be reached just now. Please try again in a minute."
FIRST_TRY_S = 0.5  # that is left for the request itself


@dataclass(frozen=True, slots=True)
class Hanging:
    """A store of which nobody hears, and whether somebody asked it."""

    asked: Event = field(default_factory=Event)
    over: Event = field(default_factory=Event)

    def look(self, *_: object) -> tuple[()]:
        self.asked.set()
        self.over.wait(WAIT_S)
        return ()


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    """One that hangs until the test is over."""
    store = Hanging()
    yield store
    store.over.set()


async def hurried(desk: Desk, hanging: Hanging, call: Invocation) -> None:
    """Let as much time pass as a look may take, once it is under way; the first answer is there."""
    await until(hanging.asked.is_set)
    desk.stage.clock.advance(LOOK_WITHIN_S)
    assert await call.acknowledged() is not InteractionState.FAILED


def test_what_is_looked_up_first_leaves_time_for_a_first_answer() -> None:
    before_a_form = _GLANCE_S + max(LOOK_WITHIN_S, READ_WITHIN_S)
    before_suggestions = max(_GLANCE_S, ELSEWHERE_WITHIN_S) + LOOK_WITHIN_S
    assert max(before_a_form, before_suggestions) + FIRST_TRY_S <= ACKNOWLEDGE_WITHIN_S


@pytest.mark.parametrize("command", ["describe", "scope"])
async def test_where_the_store_hangs_who_wants_a_form_is_told_to_try_again(
    desk: Desk, command: str, hanging: Hanging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Shelves, "documents", hanging.look)
    slash = desk.stage.moderator.invoker.slash
    call = await slash(desk.general, f"library {command}", {"document": "light"})
    await hurried(desk, hanging, call)
    assert AWAY in said(await call.answer(WAIT_S))


async def test_where_the_store_hangs_who_presses_for_a_form_is_told_to_try_again(
    desk: Desk, hanging: Hanging, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = await library(desk, "add", file=upload())
    monkeypatch.setattr(Shelves, "documents", hanging.look)
    call = await desk.stage.moderator.presser.press(
        desk.general, int(added["id"]), custom_id(added, "Describe")
    )
    await hurried(desk, hanging, call)
    assert AWAY in said(await call.answer(WAIT_S))


@pytest.mark.parametrize(
    ("command", "option", "looked_at"),
    [("library show", "document", "documents"), ("brief", "topic", "collection")],
)
async def test_where_the_store_hangs_nothing_is_suggested_and_nobody_waits(
    desk: Desk,
    command: str,
    option: str,
    looked_at: str,
    hanging: Hanging,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Shelves, looked_at, hanging.look)
    suggesting = asyncio.create_task(
        desk.stage.moderator.invoker.autocomplete(desk.general, command, {option: "t"}, option)
    )
    await until(hanging.asked.is_set)
    desk.stage.clock.advance(LOOK_WITHIN_S)
    assert await suggesting == []


async def test_where_nobody_says_who_is_a_member_what_everybody_may_see_is_suggested(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, over = asyncio.Event(), asyncio.Event()

    async def hangs(*_: object) -> None:
        asked.set()
        await over.wait()

    monkeypatch.setattr(Memberships, "look_up_lately", hangs)
    suggesting = asyncio.create_task(
        desk.stage.member.invoker.autocomplete(desk.general, "brief", {"topic": "haqq"}, "topic")
    )
    await asyncio.wait_for(asked.wait(), WAIT_S)
    desk.stage.clock.advance(ELSEWHERE_WITHIN_S)
    assert "The Haqqani Network" in [choice["name"] for choice in await suggesting]
    over.set()
