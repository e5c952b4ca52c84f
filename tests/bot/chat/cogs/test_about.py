"""`/sources` as members and moderators see it, on a collection with a copy and a German text."""

from pathlib import Path

from bot.config import Config
from bot.sandbox.people.person import Person
from bot.sandbox.world.wire import Json
from index import Collection, Settings
from index.lab.hashed_encoder import HashedEncoder
from tests.support.desk import connected, shown
from tests.support.patience import WAIT_S
from tests.support.stage import Stage

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
