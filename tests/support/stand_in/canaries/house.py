"""The scene with the bot in it: asked in one world of documents and then in another."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from bot.config import Config
from bot.library import Shelves
from bot.sandbox.world import Json, Message
from index import Collection
from tests.support.stand_in.canaries.cases import Case
from tests.support.stand_in.canaries.documents import ASKED_OF_ALL, CANARIES
from tests.support.stand_in.canaries.doors import Visit
from tests.support.stand_in.canaries.scene import Reading, Scene, readings, scene
from tests.support.stand_in.canaries.short_wire import short_wire
from tests.support.stand_in.canaries.told import Told, told
from tests.support.stand_in.canaries.worlds import Worlds
from tests.support.stand_in.desk import Desk, connected
from tests.support.stand_in.moved_clock import MovedClock
from tests.support.stand_in.stage import set_up


@dataclass(frozen=True, slots=True)
class Grounds:
    """What takes long to make, and serves every house: libraries, and when their servers began.

    Args:
        public: The operator's collection.
        worlds: Libraries, with the ids of a scene of that moment.
        moment: When that was, in seconds since 1970.
    """

    public: Collection
    worlds: Worlds
    moment: float


@dataclass(slots=True)
class House:
    """People, servers, and the bot, which can be given other libraries between two questions."""

    desk: Desk
    scene: Scene
    worlds: Worlds
    caplog: pytest.LogCaptureFixture
    _before: dict[int, frozenset[int]] = field(default_factory=dict)
    _without: dict[tuple[object, ...], Told] = field(default_factory=dict)

    async def tell(self, case: Case, shelves: Shelves) -> Told:
        """Return what is told in a case where the libraries are these."""
        self.turn_to(shelves)
        visit = Visit(self.desk, self.scene, case.reading, case.aim)
        reply = await case.at.come(visit)
        self.forget(case.reading)
        return self.told(case.reading, reply)

    def turn_to(self, shelves: Shelves) -> None:
        """Have the bot answer from other libraries from now on; the log begins anew.

        What members were a moment ago is forgotten, as after the half minute for which suggestions
        go by it.
        """
        self.desk.bot.library.shelves = shelves
        self.desk.bot.memberships.forget()
        self.caplog.clear()

    def told(self, reading: Reading, reply: Json) -> Told:
        """Return what was told by a reply, which names nobody."""
        return told(self.scene, reading.person, reply, self.caplog.records)

    async def without(self, case: Case) -> Told:
        """Return what would be told if there were no document but those that the asker may see.

        Who may see the same at the same kind of place is told the same: it is asked once.
        """
        key = _kind(case)
        if key not in self._without:
            shelves = self.worlds.of(case.reading.may_see)
            self._without[key] = await self.tell(case, shelves)
        return self._without[key]

    def begin(self) -> None:
        """Note which messages there are: what comes after them is forgotten after every case."""
        for id_ in (*self.scene.channels.values(), *self.scene.direct.values()):
            self._before[id_] = frozenset(one.id for one in self._messages(id_))

    def forget(self, reading: Reading) -> None:
        """Forget what was said in a place: no question follows that of another case."""
        channel = self.scene.where(reading)
        for message in self._messages(channel):
            if message.id not in self._before[channel]:
                self.scene.world.messages.remove(message)

    def _messages(self, channel_id: int) -> list[Message]:
        return list(self.scene.world.messages.newest_first(channel_id))


def _kind(case: Case) -> tuple[object, ...]:
    """Return all that a reply may depend on: not who asks, but what they may see, and where."""
    reading, place = case.reading, case.reading.place
    kind = (place.server, bool(place.within), reading.moderates and not case.at.aims)
    return case.door, case.aim.key, reading.may_see, reading.alone, *kind


@asynccontextmanager
async def house(
    grounds: Grounds, config: Config, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[House]:
    """A house on these grounds, in whose thread and direct messages something was asked before.

    Yields:
        It.
    """
    clock = MovedClock(grounds.moment)
    made = scene(clock)
    async with set_up(made.world, clock) as stage:
        await made.open()
        async with connected(config, grounds.public, stage) as desk:
            caplog.set_level(logging.INFO)
            whole = House(desk, made, grounds.worlds, caplog)
            with short_wire(desk):
                await _ask_before(whole)
                whole.begin()
                yield whole


async def _ask_before(whole: House) -> None:
    """Ask something in the thread and in direct messages, which what is asked there follows."""
    for reading in readings():
        place = reading.place
        if place.is_direct or (place.within and reading.person == "Dov"):
            visit = Visit(whole.desk, whole.scene, reading, CANARIES[0])
            await visit.say(ASKED_OF_ALL)
