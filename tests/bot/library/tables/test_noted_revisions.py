"""What servers' documents were before: in the catalogue, whatever becomes of what was built."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.config import Config
from bot.library import Readership, Shelves, catalogue_file
from bot.library.sqlite.sqlite_engine import catalogue_in
from index import Answer, Collection, Revisions

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
    assert "server 11: what a document was is not known" in caplog.text
    assert "Dorn" not in caplog.text
    anew = Shelves(config)
    anew.add(GUILD, "light.txt", LIGHT_ANEW, public)
    own = anew.own(GUILD, public)
    assert own
    assert len(own.revisions.of_document["light"]) == 2  # that which lay beside the build


def test_of_two_documents_one_is_known_whose_states_are_sound(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    for name in ("light.txt", "lamp.txt"):
        shelves.add(GUILD, name, LIGHT, public)
        shelves.add(GUILD, name, LIGHT_ANEW, public)
    with closing(sqlite3.connect(catalogue_file(config.data))) as connection, connection:
        connection.execute(
            "UPDATE revisions SET kept = '{}' WHERE document = 'lamp' AND number = 1"
        )
    shutil.rmtree(config.data / "library" / "servers")
    own = Shelves(config).own(GUILD, public)
    assert own
    counts = {name: len(known) for name, known in own.revisions.of_document.items()}
    assert counts == {"light": 2, "lamp": 1}


def test_what_was_taken_out_elsewhere_is_not_known_again_of_what_comes_under_its_name(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    """A process that does not answer keeps its builds as they were, and hears of nothing."""
    deaf = Shelves(config, answers=False)
    deaf.add(GUILD, "ferry.txt", b"The ferry at Ebbing was launched in 1901.", public)
    deaf.add(GUILD, "light.txt", LIGHT, public)
    kept = config.data / "library" / "servers"
    shutil.copytree(kept, config.data / "aside")
    shelves.remove(GUILD, "light", public)
    shutil.rmtree(kept)
    shutil.move(config.data / "aside", kept)
    deaf.add(GUILD, "light.txt", LIGHT_ANEW, public)
    own = Shelves(config).own(GUILD, public)
    assert own
    assert len(own.revisions.of_document["light"]) == 1


def test_two_programs_that_read_a_file_in_different_ways_do_not_fill_what_is_noted(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    catalogue = catalogue_in(catalogue_file(config.data))
    (known,) = catalogue.revisions(GUILD).of_document["light"]
    other = replace(known, paragraphs=("0a" * 16,), wording=None)
    generation = catalogue.generation(GUILD)
    for state in (other, known, other, known):
        catalogue.note_revisions(GUILD, Revisions({"light": (state,)}), as_of=generation)
    assert catalogue.revisions(GUILD).of_document["light"] == (known, other)


def test_how_this_program_reads_a_file_is_known_since_when_it_did(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    """Another program reads it otherwise, and that is noted last."""
    shelves.add(GUILD, "light.txt", LIGHT, public)
    catalogue = catalogue_in(catalogue_file(config.data))
    (known,) = catalogue.revisions(GUILD).of_document["light"]
    other = replace(
        known,
        since=known.since + timedelta(seconds=1),
        paragraphs=("0a" * 16,),
        wording=None,
    )
    generation = catalogue.generation(GUILD)
    catalogue.note_revisions(GUILD, Revisions({"light": (known, other)}), as_of=generation)
    opened = [Shelves(config).own(GUILD, public) for _ in range(2)]
    states = [one.revisions.of_document["light"] for one in opened if one]
    assert states[0] == states[1]
    assert [one.paragraphs for one in states[0]] == [
        known.paragraphs,
        other.paragraphs,
        known.paragraphs,
    ]


def test_what_an_earlier_version_left_of_a_name_is_not_taken_over(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    """It takes a document out and knows nothing of what is noted of it."""
    shelves.add(GUILD, "light.txt", LIGHT, public)
    with closing(sqlite3.connect(catalogue_file(config.data))) as connection, connection:
        connection.execute("DELETE FROM documents")
    shelves.add(GUILD, "light.txt", LIGHT_ANEW, public)
    noted = catalogue_in(catalogue_file(config.data)).revisions(GUILD)
    assert len(noted.of_document["light"]) == 1
