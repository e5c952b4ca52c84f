"""A backup of a database, restored into an empty database and an empty folder, is the same bot."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.backups import DataFolder, back_up, restore
from bot.config import EMBEDDED, Config
from bot.library import Brought, Readership, Scope, Shelves, move_into_database
from bot.records import Record, brief_record, outcome_record, support_record
from index import AddressError, Collection, Style
from tests.support.engines.postgres_server import new_database

from .conftest import CHANNEL, FERRY, GUILD, LIGHT, LIGHT_ANEW, opened_on

OTHER = GUILD + 1
MILL = b"The mill at Arvale was built in 1702 by Ada Marlow. Its wheel was made of oak.\n"
MILL_ANEW = b"A flood carried it away in 1760.\n\n" + MILL
OF_SERVERS = (
    *("Who lit the lighthouse at Cape Dorn?", "Who electrified the lighthouse?"),
    *("Who built the mill at Arvale?", "When was it carried away?", "Who launched the ferry?"),
)
ADDRESSES = ("light:1", "light:2", "mill:1", "mill:2")
SEES, SEES_NOT = (Readership(GUILD, frozenset({one})) for one in (CHANNEL, CHANNEL + 1))
OTHERS = Readership(OTHER, frozenset({CHANNEL}))
Line = dict[str, Any]


def folder_of(config: Config) -> DataFolder:
    return DataFolder(config.data, config.knowledge, config.storage)


@pytest.fixture
def config(config: Config) -> Config:
    """Two servers in a database, each with a document of two versions and one that waits."""
    config = replace(config, storage=new_database())
    public, shelves = opened_on(config), Shelves(config)
    brought = ((GUILD, "light.txt", LIGHT, LIGHT_ANEW), (OTHER, "mill.txt", MILL, MILL_ANEW))
    for guild, name, *versions in brought:
        for raw in versions:
            shelves.add(guild, name, raw, public)
        shelves.jobs.submit(guild, Brought("ferry.txt", FERRY))
    shelves.limit(GUILD, "light", Scope(frozenset({CHANNEL})))
    return config


def graded_lines(config: Config) -> Iterator[Line]:
    """Yield every line of the graded sets."""
    for file in sorted((config.knowledge / "questions").glob("*.jsonl")):
        yield from map(json.loads, file.read_text("utf-8").splitlines())


def lines_of_servers() -> Iterator[Line]:
    """Yield what is asked of servers' own documents, and where their paragraphs stand."""
    yield from ({"question": question} for question in OF_SERVERS)
    yield from ({"address": address} for address in ADDRESSES)


def answered(collection: Collection, line: Line) -> Record:
    """Return what a line gets, without the time that it took."""
    if "topic" in line:
        record = brief_record(collection.brief(str(line["topic"])), Style.CHICAGO)
    elif "address" in line:
        record = at(collection, str(line["address"]))
    else:
        *turns, question = line.get("turns") or [line["question"]]
        outcome = collection.ask(question, turns)
        record = outcome_record(outcome, collection.documents, Style.CHICAGO)
    return record | {"seconds": 0}


def at(collection: Collection, address: str) -> Record:
    """Return what stands at an address, or why nothing does."""
    try:
        return support_record(collection.support(address), Style.CHICAGO)
    except AddressError as error:
        return {"nothing": str(error)}


def answers(config: Config) -> dict[str, Record]:
    """Return what each readership gets: one for every line, the others for those of servers."""
    public, shelves = opened_on(config), Shelves(config)
    graded = list(graded_lines(config))
    assert len(graded) == 100
    found = {}
    for readers, lines in ((SEES, graded), (SEES_NOT, []), (OTHERS, [])):
        collection = shelves.collection(readers, public)
        for line in (*lines, *lines_of_servers()):
            found[f"{readers} {line}"] = answered(collection, line)
    return found


def whoever_is_told(word: str, records: dict[str, Record]) -> set[Readership]:
    """Return who has an answer with a word."""
    having = {key for key, record in records.items() if word in json.dumps(record)}
    return {who for who in (SEES, SEES_NOT, OTHERS) if any(k.startswith(f"{who}") for k in having)}


def test_every_graded_question_and_those_of_two_servers_are_answered_as_before(
    config: Config, elsewhere: Config, tmp_path: Path
) -> None:
    before = answers(config)
    back_up(folder_of(config), tmp_path / "backup.zip")
    there = replace(elsewhere, storage=new_database())
    restore(folder_of(there), tmp_path / "backup.zip")
    moved = move_into_database(there)
    assert (moved.servers, moved.lost) == (2, ())
    assert answers(there) == before
    assert whoever_is_told("Vossberg", before) == {SEES}
    assert whoever_is_told("1760", before) == {OTHERS}


def test_what_waits_and_what_documents_were_is_there(
    config: Config, elsewhere: Config, tmp_path: Path
) -> None:
    back_up(folder_of(config), tmp_path / "backup.zip")
    there = replace(elsewhere, storage=new_database())
    restore(folder_of(there), tmp_path / "backup.zip")
    move_into_database(there)
    before, after = Shelves(config), Shelves(there)
    for guild, name in ((GUILD, "light"), (OTHER, "mill")):
        assert after.documents(guild) == before.documents(guild)
        (waiting,) = after.unfinished(guild)
        assert after.kept(waiting.sha256).read_bytes() == FERRY
        own = [one.own(guild, opened_on(of)) for one, of in ((before, config), (after, there))]
        was, is_now = (one.revisions if one else None for one in own)
        assert was is not None
        assert len(was.of_document[name]) == 2
        assert is_now == was


def test_it_is_the_same_bot_without_a_database_as_well(
    config: Config, elsewhere: Config, tmp_path: Path
) -> None:
    back_up(folder_of(config), tmp_path / "backup.zip")
    there = replace(elsewhere, storage=EMBEDDED)
    restore(folder_of(there), tmp_path / "backup.zip")
    public = opened_on(there)
    for readers in (SEES, OTHERS):
        before, after = (Shelves(of).collection(readers, public) for of in (config, there))
        for line in lines_of_servers():
            assert answered(after, line) == answered(before, line), line
