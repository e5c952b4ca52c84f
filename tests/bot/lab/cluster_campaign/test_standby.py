"""The database's machine is lost: its standby has all that was answered for, and takes over."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Config
from bot.lab.cluster_campaign.database import replicated_postgres
from bot.library import Readership, Shelves
from bot.library.tables.transactions import DatabaseAwayError
from index import Collection, Settings
from index.lab.hashed_encoder import HashedEncoder
from tests.support.engines.postgres_server import postgres_server

GUILD = 11
HERE = Readership(GUILD)
FERRY = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard."


def names(shelves: Shelves) -> set[str]:
    return {one.name for one in shelves.documents(GUILD)}


def test_what_was_answered_for_is_there_and_everything_goes_on_by_itself(tmp_path: Path) -> None:
    postgres_server()  # these have servers of their own: skipped where there can be none
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "mill.txt").write_text("The mill at Arvale.", encoding="utf-8")
    with replicated_postgres() as database:
        config = replace(
            Config(),
            knowledge=tmp_path / "knowledge",
            data=tmp_path / "data",
            index=Settings(reader="none"),
            storage=database.address,
        )
        public = Collection.open(
            config.knowledge, config.data, config.index, encoder=HashedEncoder()
        )
        shelves = Shelves(config)
        shelves.add(GUILD, "ferry.txt", FERRY, public)
        for _ in range(30):  # the last of them right before the end
            shelves.servers.change(
                GUILD, lambda one: replace(one, cooldown_s=(one.cooldown_s or 0.0) + 1)
            )
        wanted = shelves.servers.settings(GUILD)
        assert "ferry" in shelves.collection(HERE, public).documents
        database.stop()
        assert "ferry" in shelves.collection(HERE, public).documents  # as it is known
        with pytest.raises(DatabaseAwayError, match="cannot be used now"):
            shelves.add(GUILD, "light.txt", b"The lighthouse at Cape Dorn.", public)

        database.start()
        assert shelves.servers.settings(GUILD) == wanted
        assert names(shelves) == {"ferry"}
        shelves.add(GUILD, "light.txt", b"The lighthouse at Cape Dorn was lit in 1833.", public)
        another = Shelves(replace(config, data=tmp_path / "elsewhere"))
        assert names(another) == {"ferry", "light"}

        database.stop()  # from now on it is one by itself, which comes back
        database.start()
        assert names(shelves) == {"ferry", "light"}
