"""What servers' documents were before: in the catalogue, whatever becomes of what was built."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from bot.config import Config
from bot.library import Readership, Shelves, catalogue_file
from index import Answer, Collection

GUILD = 11
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
LIGHT_ANEW = b"The lighthouse at Cape Dorn was lit in 1840 by its keeper Tilda Vossberg."


def test_earlier_states_are_known_where_all_that_was_built_is_gone(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    issued = datetime.now(UTC)
    shelves.add(GUILD, "light.txt", b"A new beginning.\n\n" + LIGHT, public)
    known = shelves.own(GUILD, public)
    assert known
    shutil.rmtree(config.data / "library" / "servers")
    own = Shelves(config).own(GUILD, public)
    assert own
    assert own.revisions == known.revisions
    assert len(own.revisions.of_document["light"]) == 2
    assert "Quarrington" in own.passage_at("light:1", issued).text
    shelves.remove(GUILD, "light", public)
    shelves.add(GUILD, "light.txt", LIGHT, public)
    anew = Shelves(config).own(GUILD, public)
    assert anew
    assert len(anew.revisions.of_document["light"]) == 1


def test_a_state_that_is_noted_badly_costs_no_answer(
    shelves: Shelves, config: Config, public: Collection, caplog: pytest.LogCaptureFixture
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    with closing(sqlite3.connect(catalogue_file(config.data))) as connection, connection:
        connection.execute("UPDATE revisions SET kept = '{}'")
    collection = Shelves(config).collection(Readership(GUILD), public)
    assert isinstance(collection.ask("Who lit the lighthouse?"), Answer)
    assert "earlier states of server 11's documents are not known" in caplog.text
    assert "Dorn" not in caplog.text
    anew = Shelves(config)
    anew.add(GUILD, "light.txt", LIGHT_ANEW, public)
    own = anew.own(GUILD, public)
    assert own
    assert len(own.revisions.of_document["light"]) == 2  # that which lay beside the build
