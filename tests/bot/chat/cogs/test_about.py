"""`/sources` as members and moderators see it, on a collection with a copy and a German text."""

from pathlib import Path

from bot.config import Config
from bot.sandbox.people.person import Person
from bot.sandbox.world.wire import Json
from index import Collection, Settings
from index.lab.hashed_encoder import HashedEncoder
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import Desk, connected, shown
from tests.support.stand_in.stage import Stage

MILL = (
    "The mill at Arvale was built in 1702 by Ada Marlow, who came from the coast to grind barley."
)
RAT = "Der Rat trat am Dienstag in der alten Halle zusammen und beschloss es nach langem Streit."
GERMAN = "\n\n".join(f"{number}. {RAT}" for number in range(20))  # so long, the words show it


def collection_in(folder: Path) -> Collection:
    (folder / "knowledge").mkdir()
    for name, text in {"copy": MILL, "mill": MILL, "rat": GERMAN}.items():
        (folder / "knowledge" / f"{name}.txt").write_text(text, "utf-8")
    settings = Settings(reader="none")
    return Collection.open(folder / "knowledge", folder / "data", settings, encoder=HashedEncoder())


async def sources(stage: Stage, person: Person) -> Json:
    call = await person.invoker.slash(stage.channel("general"), "sources", {})
    return await call.answer(WAIT_S)


async def test_sources_tell_moderators_which_documents_say_the_same(
    config: Config, stage: Stage, tmp_path: Path
) -> None:
    async with connected(config, collection_in(tmp_path), stage):
        to_member = await sources(stage, stage.member)
        to_moderator = await sources(stage, stage.moderator)
    for told in (to_member, to_moderator):
        assert shown(told).startswith("-# read <t:")
        assert "in German, searched less well · `rat`" in shown(told)
    assert "fields" not in to_member["embeds"][0]
    assert [(one["name"], one["value"]) for one in to_moderator["embeds"][0]["fields"]] == [
        ("For moderators", "documents that say nearly the same: copy and mill")
    ]


async def helped(stage: Stage, person: Person, channel: int) -> str:
    return shown(await (await person.invoker.slash(channel, "help", {})).answer(WAIT_S))


async def test_help_shows_the_library_to_who_manages_it_where_it_is(desk: Desk) -> None:
    stage = desk.stage
    to_manager = await helped(stage, stage.moderator, desk.general)
    assert "\n\n**Follow up**" in to_manager
    assert "\n\n- `/" in to_manager
    assert "`/library add` · Add documents" in to_manager
    assert "*Add to the library*" in to_manager
    direct = int((await stage.moderator.writer.open_dm())["id"])
    for told in (
        await helped(stage, stage.member, desk.general),
        await helped(stage, stage.moderator, direct),
        shown(await desk.tell(f"{desk.mention} /help", stage.moderator)),  # others read it, too
    ):
        assert "/library" not in told
        assert "Add to the library" not in told
        assert "`/privacy delete` · " in told


async def test_help_names_the_menu_of_a_message_for_those_who_have_no_mouse(desk: Desk) -> None:
    told = await helped(desk.stage, desk.stage.member, desk.general)
    assert "**Open a message's menu** (right-click, or press and hold) › Apps" in told
