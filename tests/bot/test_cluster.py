"""Two bots with half of the shards each, workers apart, one database: killed in the midst."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.config import Config
from bot.lab.cluster_campaign.cluster import Cluster, ClusterMember, Programs
from bot.library import JobState, Shelves
from bot.sandbox.deeds import Upload, add_member
from bot.sandbox.people import Invocation
from bot.sandbox.world import Channel
from tests.support.engines.postgres_server import new_database
from tests.support.patience import WAIT_S
from tests.support.processes import hashed_product, slow_work
from tests.support.stand_in.desk import Replies, shown
from tests.support.stand_in.shards import spread
from tests.support.stand_in.shelving import outcome, said
from tests.support.stand_in.stage import Stage

LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
FERRY = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard."
MILL = b"The mill at Arvale was built in 1702 by the carpenter Ada Marlow."
WHO_LIT, WHO_LAUNCHED = "Who lit the lighthouse at Cape Dorn?", "Who launched the ferry at Ebbing?"
WHO_BUILT = "Who built the mill at Arvale?"
_LONG_S = 6 * WAIT_S  # processes start, and read, on a machine that has other things to do


class House:
    """A cluster on a stage, and what its members see of it."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        storage = new_database()
        self.stage, self.folder = stage, folder
        self.channels = spread(stage.world, stage.clock, stage.moderator, shards=4, each=1)
        for (channel,) in self.channels.values():
            add_member(stage.world, channel.guild_id or 0, stage.member.id)
        programs = Programs(hashed_product.__name__, slow_work.MODULE)
        self.cluster = Cluster(stage.double, folder, storage, programs)
        self.low, self.high = self.cluster.add_bot("0-1/4"), self.cluster.add_bot("2-3/4")
        self.work = self.cluster.add_workers()
        config = replace(Config(), data=folder / "eye", storage=storage)
        self.shelves = Shelves(config, answers=False)

    def let_work(self, *, go: bool) -> None:
        """Have workers wait in the midst of what they read from now on, or not."""
        place = self.folder / self.work.name
        place.mkdir(exist_ok=True)
        if go:
            (place / "go").touch()
        else:
            (place / "go").unlink()

    async def bring(self, channel: Channel, name: str, raw: bytes) -> Invocation:
        options: dict[str, str | Upload] = {"file": Upload(name, "text/plain", raw)}
        return await self.stage.moderator.invoker.slash(channel.id, "library add", options)

    async def ask(self, channel: Channel, question: str) -> str:
        with Replies(self.stage, self.stage.member).watched() as replies:
            await self.stage.member.writer.send(channel.id, f"<@{self.stage.bot_id}> {question}")
            message = await replies.next()
        assert int(message["channel_id"]) == channel.id
        return shown(message)

    def said_in(self, channel: Channel) -> list[str]:
        """Return what the bot said in a channel that its members see."""
        messages = self.stage.member.viewer.messages(channel.id)
        bot = str(self.stage.bot_id)
        return [said(one) for one in messages if one["author"]["id"] == bot]

    async def restart(self, member: ClusterMember) -> None:
        await self.cluster.kill(member, lambda _: None)
        await self.cluster.ready(member)


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(_LONG_S):
        while not await asyncio.to_thread(reached):  # noqa: ASYNC110  # other processes'
            await asyncio.sleep(0.05)


async def bring_and_ask_in_the_midst(house: House, channel: Channel) -> Invocation:
    """Have an upload be worked at, and the answers to a mention and a command be on their way."""
    stage, guild = house.stage, channel.guild_id or 0
    house.let_work(go=False)
    await house.bring(channel, "mill.txt", MILL)
    await until(
        lambda: [one.state for one in house.shelves.unfinished(guild)] == [JobState.RUNNING]
    )
    by_mention = stage.faults.hold(f"/channels/{channel.id}/messages$", method="POST")
    await stage.member.writer.send(channel.id, f"<@{stage.bot_id}> {WHO_LIT}")
    call = await stage.member.invoker.slash(channel.id, "ask", {"question": WHO_LIT})
    asked = stage.world.interactions.find(call.id)
    assert asked is not None
    by_command = stage.faults.hold(f"/{asked.token}/messages/@original$", method="PATCH")
    async with asyncio.timeout(_LONG_S):
        await by_mention.hit.wait()
        await by_command.hit.wait()
    return call


async def test_nothing_is_missing_doubled_or_answered_twice_whoever_is_killed_in_the_midst(
    stage: Stage, tmp_path: Path
) -> None:
    house = House(stage, tmp_path)
    (here,), (there,) = house.channels[0], house.channels[3]
    guild = here.guild_id or 0
    house.let_work(go=True)
    async with house.cluster.running():
        for channel, name, raw in ((here, "light.txt", LIGHT), (there, "ferry.txt", FERRY)):
            answer = await outcome(await house.bring(channel, name, raw))
            assert name.partition(".")[0] in said(answer)
        assert "Quarrington" in await house.ask(here, WHO_LIT)
        assert "Halvard" in await house.ask(there, WHO_LAUNCHED)
        asked = await bring_and_ask_in_the_midst(house, here)
        await house.restart(house.low)
        assert "Halvard" in await house.ask(there, WHO_LAUNCHED)
        assert "Quarrington" in said(await outcome(asked))
        await until(lambda: len(house.said_in(here)) == 3)  # so is the mention that was cut off
        assert "Quarrington" in await house.ask(here, WHO_LIT)
        assert ["Quarrington" in text for text in house.said_in(here)] == [True] * 4
        house.let_work(go=True)
        await until(lambda: not house.shelves.untold())
        assert "Marlow" in await house.ask(here, WHO_BUILT)
        ended = [await one.end() for one in house.cluster.members]
    assert ended == [0, 0, 0]
    told = [text for text in house.said_in(here) if "is in the library now" in text]
    assert [text.strip() for text in told] == ["**Mill** is in the library now: ask about it."]
    assert (len(house.said_in(here)), len(house.said_in(there))) == (6, 2)
    assert [one.name for one in house.shelves.documents(guild)] == ["light", "mill"]
    assert house.shelves.generation(guild) == 2
    assert [one.name for one in house.shelves.documents(there.guild_id or 0)] == ["ferry"]


async def test_workers_that_are_killed_in_the_midst_cost_a_try_and_nothing_else(
    stage: Stage, tmp_path: Path
) -> None:
    house = House(stage, tmp_path)
    ((here,), guild) = house.channels[0], house.channels[0][0].guild_id or 0
    house.let_work(go=True)
    async with house.cluster.running():
        house.let_work(go=False)
        call = await house.bring(here, "light.txt", LIGHT)
        await until((tmp_path / house.work.name / "worker.pid").is_file)
        await house.restart(house.work)
        house.let_work(go=True)
        assert "light" in said(await outcome(call))
        assert "Quarrington" in await house.ask(here, WHO_LIT)
    assert [one.name for one in house.shelves.documents(guild)] == ["light"]
    assert (house.shelves.generation(guild), house.shelves.unfinished(guild)) == (1, ())
