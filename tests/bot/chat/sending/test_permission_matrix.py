"""Whatever the bot may not do in a channel or thread, each door says what Discord would take."""

import asyncio
from dataclasses import replace
from functools import reduce
from itertools import combinations
from operator import or_

import pytest

from bot.config import Config
from bot.sandbox.deeds import add_channel
from bot.sandbox.deeds.threads import start_thread
from bot.sandbox.world import Channel, Overwrite, Permission, Target
from index import Collection
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, connected, custom_id, shown
from tests.support.stand_in.stage import Stage

RIGHTS = {
    "speak": Permission.SEND_MESSAGES | Permission.SEND_MESSAGES_IN_THREADS,
    "embed": Permission.EMBED_LINKS,
    "history": Permission.READ_MESSAGE_HISTORY,
    "attach": Permission.ATTACH_FILES,
}
DENIED = [names for count in range(len(RIGHTS) + 1) for names in combinations(RIGHTS, count)]
BUTTON = "In context"


def place_in(stage: Stage, kind: str, denied: tuple[str, ...]) -> Channel:
    """Return a channel, or a thread of one, in which the bot lacks rights before it connects."""
    room = add_channel(stage.world, int(stage.guild()["id"]), "room")
    taken = reduce(or_, (RIGHTS[name] for name in denied), Permission(0))
    overwrite = Overwrite(stage.bot_id, Target.MEMBER, deny=taken)
    room = replace(room, overwrites=(overwrite,))
    stage.world.population.channels[room.id] = room
    if kind == "channel":
        return room
    return start_thread(stage.world, room, stage.member.id, {"name": "On the facility"})


async def refused(stage: Stage, place: Channel, caplog: pytest.LogCaptureFixture) -> bool:
    """Return that a mention got nothing, which the log says."""
    before = len(stage.member.viewer.messages(place.id))
    async with asyncio.timeout(WAIT_S):
        while "the reply was refused" not in caplog.text:  # noqa: ASYNC110  # has no event
            await asyncio.sleep(0.01)
    return len(stage.member.viewer.messages(place.id)) == before


@pytest.mark.parametrize("kind", ["channel", "thread"])
@pytest.mark.parametrize("denied", DENIED, ids=lambda names: "-".join(names) or "nothing")
async def test_every_door_says_what_discord_would_take(
    config: Config,
    collection: Collection,
    stage: Stage,
    kind: str,
    denied: tuple[str, ...],
    caplog: pytest.LogCaptureFixture,
) -> None:
    place = place_in(stage, kind, denied)
    async with connected(config, collection, stage) as desk:
        await the_mention(desk, place, denied, caplog)
        member = stage.member
        call = await member.invoker.slash(place.id, "ask", {"question": QUESTION})
        answer = await call.answer(WAIT_S)
        assert EVIDENCE in shown(answer)
        pressed = await member.presser.press(place.id, int(answer["id"]), custom_id(answer, BUTTON))
        assert shown(await pressed.answer(WAIT_S))


async def the_mention(
    desk: Desk, place: Channel, denied: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    """Ask by a mention: the words come as an embed or as text, as a reply or alone, or not."""
    with desk.replies().watched() as replies:
        await desk.stage.member.writer.send(place.id, f"{desk.mention} {QUESTION}")
        if "speak" in denied:
            assert await refused(desk.stage, place, caplog)
            return
        said = await replies.next()
    assert EVIDENCE in (said["content"] if "embed" in denied else shown(said))
    assert bool(said["embeds"]) is ("embed" not in denied)
    assert bool(said.get("message_reference")) is ("history" not in denied)
