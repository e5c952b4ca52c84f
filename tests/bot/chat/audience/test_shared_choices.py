"""What members chose in another process holds at the next reply; what cannot be kept is told."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Config
from bot.library import CITATION_STYLE, FORM, Shelves
from index import Collection
from tests.support.engines.postgres_server import new_database, postgres_server
from tests.support.stand_in.desk import QUESTION, Desk, connected
from tests.support.stand_in.stage import Stage

NOT_KEPT = "I could not keep your choice"


@pytest.fixture
def shared(config: Config) -> Config:
    """A configuration whose servers and members stand in a database."""
    return replace(config, storage=new_database())


@pytest.fixture
async def desk(shared: Config, collection: Collection, stage: Stage) -> AsyncIterator[Desk]:
    async with connected(shared, collection, stage) as desk:
        yield desk


async def test_what_was_chosen_elsewhere_holds_at_the_next_reply(
    desk: Desk, shared: Config, tmp_path: Path
) -> None:
    elsewhere = Shelves(replace(shared, data=tmp_path / "elsewhere")).preferences
    member = desk.stage.member.id
    assert (await desk.tell(f"{desk.mention} {QUESTION}"))["embeds"]
    elsewhere.keep(member, FORM, "plain text")
    assert not (await desk.tell(f"{desk.mention} {QUESTION}"))["embeds"]
    assert not (await desk.use("ask", {"question": QUESTION}))["embeds"]
    elsewhere.forget(member)
    assert (await desk.use("ask", {"question": QUESTION}))["embeds"]
    await desk.use("display", {"form": "plain text"})
    await desk.use("cite", {"claim": "1", "style": "mla"})
    chosen = {CITATION_STYLE: "mla", FORM: "plain text"}
    await desk.bot.library.note(lambda: None)  # the style is kept beside the reply, in turn
    assert dict(elsewhere.of(member, None).of_member) == chosen


async def test_a_choice_that_cannot_be_kept_is_told_and_questions_are_answered(
    desk: Desk, shared: Config
) -> None:
    await desk.use("display", {"form": "plain text"})
    with postgres_server().away(shared.storage):
        said = await desk.use("display", {"form": "cards"})
        assert NOT_KEPT in said["content"]
        reply = await desk.tell(f"{desk.mention} {QUESTION}")
        assert not reply["embeds"]
        assert reply["content"]
        with desk.replies().watched() as replies:
            cited = await desk.use("cite", {"claim": "1", "style": "csl-json"})
            assert "container-title" in str(cited)
            said = await replies.next()
            while NOT_KEPT not in said["content"]:
                said = await replies.next()
    assert not (await desk.tell(f"{desk.mention} {QUESTION}"))["embeds"]
