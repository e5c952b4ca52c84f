"""What members are offered to ask, where the curated topics are of documents that are gone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.serving import invitation
from bot.config import Config
from index import Answer, Collection, Settings
from index.lab.hashed_encoder import HashedEncoder
from tests.support.documents.swim_club import swim_club
from tests.support.stand_in.desk import Desk, connected, shown
from tests.support.stand_in.stage import Stage


@pytest.fixture
def club(tmp_path: Path) -> Collection:
    """Another document beside the shipped topics, ready to be asked."""
    folder = swim_club(tmp_path)
    settings = Settings(reader="none", answer_threshold=0.63)
    collection = Collection.open(folder, tmp_path / "data", settings, encoder=HashedEncoder())
    collection.warm()
    return collection


@pytest.fixture
async def swimmers(config: Config, club: Collection, stage: Stage) -> AsyncIterator[Desk]:
    async with connected(config, club, stage) as made:
        yield made


async def test_topics_are_those_of_the_documents_that_are_there(swimmers: Desk) -> None:
    text = shown(await swimmers.use("topics", {}))
    assert text.startswith("• Marlow Swim Club Handbook\n• Membership\n• Training\n")
    assert "Taliban" not in text


async def test_the_example_of_the_help_is_answered(swimmers: Desk, club: Collection) -> None:
    text = shown(await swimmers.use("help", {}))
    example = text.split("Try: *", 1)[1].split("*", 1)[0]
    assert example == club.examples[0]
    assert isinstance(club.ask(example), Answer)


def test_an_empty_channel_of_the_sandbox_invites_to_what_is_answered(club: Collection) -> None:
    offered = [example.label for example in invitation(club).examples]
    assert offered == [*club.examples, "Marlow Swim Club Handbook"]
