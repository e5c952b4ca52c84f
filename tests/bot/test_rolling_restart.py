"""Two bots with half of the shards each, restarted one after the other while members ask."""

import asyncio
import time
from collections import Counter
from pathlib import Path

from bot.chat.observability.health import HEALTH_FILE, outlook
from bot.config import EMBEDDED
from bot.lab.cluster_campaign.cluster import Cluster, ClusterMember, Programs
from bot.sandbox.deeds import add_member
from bot.sandbox.people import Invocation
from bot.sandbox.world import Channel, InteractionState, Message, MessageFlag
from tests.support.patience import WAIT_S
from tests.support.processes import hashed_product
from tests.support.stand_in.desk import EVIDENCE, QUESTION
from tests.support.stand_in.shards import spread
from tests.support.stand_in.shelving import said
from tests.support.stand_in.stage import Stage

_LONG_S = 6 * WAIT_S  # processes start on a machine that has other things to do
_EACH_S = 0.3  # between two questions
_RESTARTED = "being restarted"


class Asking:
    """Members who ask in two servers without end, by mention and by command."""

    def __init__(self, stage: Stage, channels: list[Channel]) -> None:
        self.stage, self.channels = stage, channels
        self.mentions: list[int] = []
        self.calls: list[Invocation] = []

    async def ask(self) -> None:
        """Ask until cancelled."""
        member = self.stage.member
        while True:
            for channel in self.channels:
                self.keep_time()
                words = f"<@{self.stage.bot_id}> {QUESTION}"
                self.mentions.append(int((await member.writer.send(channel.id, words))["id"]))
                call = await member.invoker.slash(channel.id, "ask", {"question": QUESTION})
                self.calls.append(call)
                await asyncio.sleep(_EACH_S)

    def keep_time(self) -> None:
        """Have the stand-in's clock be where that of the bots is, which are other processes."""
        self.stage.clock.advance(time.time() - self.stage.clock.now_s())

    def replies(self) -> dict[int, list[str]]:
        """Return what the bot said to each mention."""
        found: dict[int, list[str]] = {id_: [] for id_ in self.mentions}
        for channel in self.channels:
            for message in self.stage.member.viewer.messages(channel.id, limit=10_000):
                reference = message.get("message_reference") or {}
                replied = int(reference.get("message_id") or 0)
                if replied in found:
                    found[replied].append(said(message))
        return found

    def commands(self) -> Counter[str]:
        """Return what became of commands, in a word each."""
        return Counter(map(self._fate, self.calls))

    def told(self) -> list[str]:
        """Return what the bot said to commands that it did not answer."""
        told = [self._message(call) for call in self.calls if self._fate(call) == "told"]
        return [message.content for message in told if message]

    def _message(self, call: Invocation) -> Message | None:
        return self.stage.world.messages.find(call.message_id or 0)

    def _fate(self, call: Invocation) -> str:
        if call.state is InteractionState.FAILED:
            return "told by Discord"  # nobody was there
        message = self._message(call)
        if message is None or message.flags & MessageFlag.LOADING:
            return "open"
        return "answered" if message.embeds else "told"

    def _is_open(self) -> bool:
        return self.commands()["open"] > 0 or not all(self.replies().values())

    async def settled(self) -> None:
        """Return once nothing is open."""
        async with asyncio.timeout(_LONG_S):
            while self._is_open():
                self.keep_time()
                await asyncio.sleep(0.1)


async def serving(bot: ClusterMember) -> None:
    """Return once a bot serves by its own account, as `doctor --live` tells it."""
    health = Path(bot.order.data) / HEALTH_FILE
    async with asyncio.timeout(_LONG_S):
        while not outlook(health, time.time()).serves:  # noqa: ASYNC110  # another process
            await asyncio.sleep(0.05)


async def test_a_rolling_restart_leaves_no_question_open_and_answers_none_twice(
    stage: Stage, tmp_path: Path
) -> None:
    shards = spread(stage.world, stage.clock, stage.moderator, shards=4, each=1)
    channels = [shards[0][0], shards[3][0]]
    for channel in channels:
        add_member(stage.world, channel.guild_id or 0, stage.member.id)
    programs = Programs(hashed_product.__name__)
    cluster = Cluster(stage.double, tmp_path, EMBEDDED, programs)
    bots = [cluster.add_bot("0-1/4"), cluster.add_bot("2-3/4")]
    asking = Asking(stage, channels)
    ended = []
    async with cluster.running():
        for bot in bots:
            await serving(bot)
        task = asyncio.create_task(asking.ask())
        for bot in bots:
            ended.append(await cluster.restart(bot))
            await serving(bot)
        task.cancel()
        await asyncio.wait({task})
        await asking.settled()
        ended += [await bot.end() for bot in bots]
    assert ended == [0, 0, 0, 0]
    replies = asking.replies()
    assert {len(texts) for texts in replies.values()} == {1}
    told = [text for (text,) in replies.values() if EVIDENCE not in text]
    assert [text for text in (*told, *asking.told()) if _RESTARTED not in text] == []
    assert len(told) < len(replies) / 2
    commands = asking.commands()
    assert (commands["open"], commands["answered"] > 0) == (0, True)
