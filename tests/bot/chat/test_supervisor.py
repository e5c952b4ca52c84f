"""The supervisor on the wire: what ends it, what does not, and what it tells meanwhile."""

import asyncio
import gc
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.chat.client import BriefingBot
from bot.chat.gateway.reconnecting import ReconnectPause
from bot.chat.observability.signs_of_life import EVERY_S
from bot.chat.supervisor import RefusedError, Supervisor, Timing
from bot.config import Config
from bot.library import Holdings, Library
from index import Collection
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, shown
from tests.support.stand_in.gateway_faults import GatewayFaults
from tests.support.stand_in.paced import MovedPacing
from tests.support.stand_in.stage import Stage

NOW = 1_700_000_000.0


class WatchedBot(BriefingBot):
    """The product's bot, without the five seconds before a second identify.

    Its moments come after the supervisor has heard of them: its own handlers run before listeners.
    """

    def __init__(self, config: Config, library: Library, pacing: MovedPacing) -> None:
        super().__init__(config, library, pacing)
        self.pacing = pacing
        self.moments: asyncio.Queue[str] = asyncio.Queue()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nothing."""

    async def on_ready(self) -> None:
        await super().on_ready()
        self.moments.put_nowait("ready")

    async def on_resumed(self) -> None:
        await super().on_resumed()
        self.moments.put_nowait("resumed")

    async def on_disconnect(self) -> None:
        self.moments.put_nowait("disconnect")

    async def until(self, moment: str) -> None:
        async with asyncio.timeout(WAIT_S):
            while await self.moments.get() != moment:
                pass


class Pauses:
    """Pauses that last until the test ends them."""

    def __init__(self) -> None:
        self._pulses: asyncio.Queue[asyncio.Event] = asyncio.Queue()
        self._rests: asyncio.Queue[asyncio.Event] = asyncio.Queue()

    async def __call__(self, seconds: float) -> None:
        ended = asyncio.Event()
        (self._pulses if seconds == EVERY_S else self._rests).put_nowait(ended)
        await ended.wait()

    async def pulse(self) -> None:
        """Let the supervisor write its health once, as if the time for it had come."""
        await self._end(self._pulses)
        self._pulses.put_nowait(await self._next(self._pulses))  # the next pause: it has written

    async def resting(self) -> None:
        """Wait until the pause before the next attempt begins."""
        self._rests.put_nowait(await self._next(self._rests))

    async def rest(self) -> None:
        """End the pause before the next attempt."""
        await self._end(self._rests)

    async def _end(self, pauses: asyncio.Queue[asyncio.Event]) -> None:
        (await self._next(pauses)).set()

    async def _next(self, pauses: asyncio.Queue[asyncio.Event]) -> asyncio.Event:
        async with asyncio.timeout(WAIT_S):
            return await pauses.get()


@dataclass(slots=True)
class Watch:
    """A supervisor at work, with its time in the test's hands."""

    stage: Stage
    gateway: GatewayFaults
    path: Path
    config: Config
    collection: Collection
    now_s: float = NOW
    pauses: Pauses = field(default_factory=Pauses)
    bots: asyncio.Queue[WatchedBot] = field(default_factory=asyncio.Queue)

    def supervisor(self, *, attended: bool = True) -> Supervisor:
        timing = Timing(lambda: self.now_s, lambda: self.now_s, self.pauses)
        return Supervisor(self._make, "sandbox", self.path, timing=timing, attended=attended)

    def _make(self) -> WatchedBot:
        library = Library(self.config, Holdings(self.collection))
        bot = WatchedBot(self.config, library, MovedPacing(self.stage.clock))
        self.bots.put_nowait(bot)
        return bot

    async def bot(self, moment: str = "ready") -> WatchedBot:
        """Return the next bot, once it has come so far."""
        async with asyncio.timeout(WAIT_S):
            bot = await self.bots.get()
        await bot.until(moment)
        return bot

    def health(self) -> dict[str, Any]:
        record: dict[str, Any] = json.loads(self.path.read_text("utf-8"))
        return record


@pytest.fixture
def watch(config: Config, collection: Collection, stage: Stage, tmp_path: Path) -> Watch:
    return Watch(stage, GatewayFaults(stage.double), tmp_path / "health.json", config, collection)


@asynccontextmanager
async def running(watch: Watch, *, attended: bool = True) -> AsyncIterator[None]:
    supervisor = watch.supervisor(attended=attended)
    task = asyncio.create_task(supervisor.run())
    try:
        yield
    finally:
        supervisor.stop()
        await asyncio.wait_for(task, WAIT_S)


@pytest.mark.parametrize(
    ("code", "what_to_do"),
    [
        (4004, "Copy it again from the developer portal into DISCORD_TOKEN"),
        (4010, "Install a newer version"),
        (4011, "such as with `run --shards 0-1/2`"),
        (4012, "Install a newer version"),
        (4013, "Install a newer version"),
        (4014, "Switch on Message Content in the developer portal"),
    ],
)
async def test_a_refusal_for_good_ends_it_with_what_to_do(
    watch: Watch, code: int, what_to_do: str
) -> None:
    watch.gateway.refuse(code)
    with pytest.raises(RefusedError, match=what_to_do) as caught:
        await asyncio.wait_for(watch.supervisor().run(), WAIT_S)
    assert "\n" not in str(caught.value)
    told = watch.health()
    assert told["state"] == "refused"
    assert what_to_do in told["reason"]


async def refused_with(watch: Watch, code: int) -> None:
    watch.gateway.refuse(code)
    with pytest.raises(RefusedError):
        await asyncio.wait_for(watch.supervisor().run(), WAIT_S)
    watch.bots.get_nowait()


async def test_who_is_started_again_with_nobody_there_waits_after_a_refusal(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    await refused_with(watch, 4014)
    watch.now_s += 20
    async with running(watch, attended=False):
        await watch.pauses.resting()
        assert watch.bots.empty()
        assert watch.health()["state"] == "refused"  # what `doctor --live` tells meanwhile
        await watch.pauses.rest()
        await watch.bot()
        assert watch.health()["state"] == "ready"
    assert "Discord refused the bot: an intent is not switched on." in caplog.text
    assert "Trying again in 100 s" in caplog.text


async def test_a_stop_ends_the_wait_after_a_refusal(watch: Watch) -> None:
    await refused_with(watch, 4014)
    async with running(watch, attended=False):
        await watch.pauses.resting()
    assert watch.bots.empty()
    assert watch.health()["state"] == "stopped"


@pytest.mark.parametrize(
    ("code", "attended", "later_s"), [(4014, True, 0), (4014, False, 120), (4004, False, 0)]
)
async def test_somebody_there_a_while_after_it_or_with_another_token_tries_at_once(
    watch: Watch, code: int, attended: bool, later_s: float
) -> None:
    await refused_with(watch, code)
    watch.now_s += later_s
    async with running(watch, attended=attended):
        await watch.bot()
        assert watch.health()["state"] == "ready"


@pytest.mark.parametrize("code", [1000, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009])
async def test_any_other_close_code_at_identify_is_tried_again(watch: Watch, code: int) -> None:
    watch.gateway.refuse(code)
    async with running(watch):
        await watch.bot()
        assert watch.health()["state"] == "ready"


NONSENSE: list[tuple[str, object]] = [
    ("MESSAGE_CREATE", {}),
    ("MESSAGE_CREATE", {"id": "x", "channel_id": "1", "author": None}),
    ("MESSAGE_CREATE", None),
    ("MESSAGE_UPDATE", []),
    ("INTERACTION_CREATE", {"id": "1", "type": 2}),
    ("INTERACTION_CREATE", {"id": "1", "type": 5, "data": {}}),
    ("GUILD_CREATE", {"id": "1", "channels": 5}),
    ("CHANNEL_UPDATE", {"id": "one", "type": 0}),
    ("THREAD_CREATE", {"id": "one"}),
]


@pytest.mark.parametrize(("name", "data"), NONSENSE)
async def test_an_event_that_cannot_be_parsed_costs_itself_alone(
    watch: Watch, name: str, data: object, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(watch):
        bot = await watch.bot()
        watch.gateway.dispatch(name, data)
        desk = Desk(watch.stage, bot, bot.pacing)
        assert EVIDENCE in shown(await desk.tell(f"{desk.mention} {QUESTION}"))
        assert watch.bots.empty()  # the same bot, on the same session
        assert watch.gateway.connections() == 1
    assert f"an event {name} cannot be parsed" in caplog.text


async def test_a_ready_that_cannot_be_parsed_is_followed_by_another_attempt(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    watch.gateway.empty_ready()
    async with running(watch):
        await watch.bots.get()
        await watch.pauses.rest()
        await watch.bot()
        assert watch.health()["state"] == "ready"
    assert "is started anew" in caplog.text
    caplog.clear()


async def test_a_lost_connection_is_not_called_ready(watch: Watch) -> None:
    async with running(watch):
        bot = await watch.bot()
        watch.stage.sockets.abort()
        await bot.until("disconnect")
        assert watch.health()["state"] == "reconnecting"
    assert watch.health()["state"] == "stopped"


async def test_a_stop_while_a_connection_is_taken_up_again_is_no_fault(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(watch):
        bot = await watch.bot()
        held = watch.stage.faults.hold("^/gateway")
        watch.stage.sockets.abort()
        await bot.until("disconnect")
        await asyncio.wait_for(held.hit.wait(), WAIT_S)
    bot.dispatch("disconnect")  # as discord.py may, where its connection fails after `close`
    assert bot.moments.empty()
    assert "connection lost" not in caplog.text


async def test_a_connection_that_is_taken_up_again_is_ready_again(watch: Watch) -> None:
    async with running(watch):
        bot = await watch.bot()
        watch.stage.sockets.abort()
        await bot.until("resumed")
        assert watch.health()["state"] == "ready"


async def test_a_connection_that_never_was_is_not_called_lost(
    watch: Watch, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object, **__: object) -> None:
        raise OSError("no route to host")

    monkeypatch.setattr(WatchedBot, "start", refused)
    async with running(watch):
        await watch.pauses.resting()
    assert "cannot connect: no route to host" in caplog.text
    assert "connection lost" not in caplog.text
    caplog.clear()


async def test_a_stop_does_not_wait_for_the_pause_before_a_reconnection(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pausing = asyncio.Event()

    def hour(pause: ReconnectPause) -> float:
        del pause
        pausing.set()
        return 3600.0

    monkeypatch.setattr(ReconnectPause, "delay", hour)
    async with running(watch):  # which waits for its end, and not for an hour
        await watch.bot()
        watch.stage.faults.outage(3600, "^/gateway")
        watch.stage.sockets.abort()
        await asyncio.wait_for(pausing.wait(), WAIT_S)
    assert watch.health()["state"] == "stopped"
    caplog.clear()  # discord.py logs the broken connection as an error


async def test_a_gateway_that_falls_silent_is_told_though_the_socket_is_open(watch: Watch) -> None:
    watch.stage.sockets.mute()
    async with running(watch):
        await watch.bot()
        await watch.pauses.pulse()
        assert watch.health()["state"] == "ready"
        watch.now_s += 76
        await watch.pauses.pulse()
        told = watch.health()
    assert (told["state"], told["heartbeat"]) == ("no heartbeat", None)


async def test_the_health_has_the_last_heartbeat_and_the_last_answer(watch: Watch) -> None:
    watch.stage.double.gateway.acknowledged_after_s = 0.0  # so before the answer below
    async with running(watch):
        bot = await watch.bot()
        await watch.pauses.pulse()
        assert watch.health()["answer"] is None
        watch.now_s += 100
        desk = Desk(watch.stage, bot, bot.pacing)
        await desk.tell(f"{desk.mention} {QUESTION}")
        assert await bot.in_flight.drained(WAIT_S)  # the bot knows, too, that it was taken
        watch.now_s += 200
        await watch.pauses.pulse()
        told = watch.health()
    assert told["answer"] == "2023-11-14T22:15:00Z"  # NOW and 100 s
    assert told["written"] == "2023-11-14T22:18:20Z"  # NOW and 300 s
    assert told["heartbeat"] in {"2023-11-14T22:13:20Z", "2023-11-14T22:18:20Z"}


async def test_a_bot_that_is_looked_at_gives_up_requests_that_hang_as_ever(watch: Watch) -> None:
    async with running(watch):
        bot = await watch.bot()
        desk = Desk(watch.stage, bot, bot.pacing)
        held = watch.stage.faults.hold(r"/channels/\d+/messages$", method="POST")
        answer = asyncio.create_task(desk.tell(f"{desk.mention} {QUESTION}"))
        await asyncio.wait_for(held.hit.wait(), WAIT_S)
        watch.stage.clock.advance(15.1)
        assert EVIDENCE in shown(await answer)
        assert await bot.in_flight.drained(WAIT_S)  # the bot knows, too, that it was taken
        await watch.pauses.pulse()
        assert watch.health()["answer"] == "2023-11-14T22:13:20Z"


async def test_the_health_is_written_anew_while_the_bot_waits(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    watch.gateway.empty_ready()
    async with running(watch):
        await watch.pauses.resting()
        assert watch.health()["written"] == "2023-11-14T22:13:20Z"
        watch.now_s += 15
        await watch.pauses.pulse()
        told = watch.health()
    assert (told["state"], told["reason"]) == ("waiting to reconnect", "KeyError")
    assert (told["since"], told["written"]) == ("2023-11-14T22:13:20Z", "2023-11-14T22:13:35Z")
    caplog.clear()


async def test_memory_is_looked_through_where_nobody_waits(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(watch):
        bot = await watch.bot()
        gc.unfreeze()
        monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 1_000))  # as after much work
        async with bot.in_flight.hold():
            await watch.pauses.pulse()
            assert gc.get_freeze_count() == 0
        await watch.pauses.pulse()
        assert gc.get_freeze_count() > 0
