"""A backup restored elsewhere is the same bot: its answers, its servers, its members' choices."""

import json
import sqlite3
import stat
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.backups import BackupManifest, DataFolder, back_up, restore
from bot.chat.audience.preferences import Preferences
from bot.config import Config
from bot.doors import KEYS_FILE, KeyRing
from bot.library import LostDocument, Readership, Shelves, catalogue_file
from bot.records import Record, outcome_record
from index import SettingsError, Style, home_of, read_questions
from tests.support.engines.earlier_catalogues import RAW, earlier_data

from .conftest import CHANNEL, FERRY, GUILD, KEY_NAME, LIGHT_ANEW, MEMBER, folder_of, opened_on

OF_SERVER = ("Who lit the lighthouse at Cape Dorn?", "Who electrified the lighthouse?")
OPERATORS = Readership(None)
THERE, SOMEWHERE = (Readership(GUILD, frozenset({one})) for one in (CHANNEL, CHANNEL + 1))


def moved(config: Config, elsewhere: Config, file: Path) -> BackupManifest:
    """Back up one data folder and restore it to the other."""
    back_up(folder_of(config), file)
    return restore(folder_of(elsewhere), file)


def answers(config: Config) -> dict[str, Record]:
    """Return what every graded question gets from each readership."""
    public, shelves = opened_on(config), Shelves(config)
    graded = read_questions(config.knowledge / "questions" / "essay_dev.jsonl", "")
    questions = [*OF_SERVER, *(one.question for one in graded)]
    found = {}
    for readers in (OPERATORS, THERE, SOMEWHERE):
        collection = shelves.collection(readers, public)
        for question in questions:
            outcome = collection.ask(question)
            record = outcome_record(outcome, collection.documents, Style.CHICAGO)
            found[f"{readers} {question}"] = record | {"seconds": 0}
    return found


@pytest.mark.usefixtures("lived_in")
def test_graded_questions_are_answered_as_before(
    config: Config, elsewhere: Config, tmp_path: Path
) -> None:
    before = answers(config)
    moved(config, elsewhere, tmp_path / "backup.zip")
    assert answers(elsewhere) == before
    sees, sees_not = (json.dumps(before[f"{one} {OF_SERVER[1]}"]) for one in (THERE, SOMEWHERE))
    assert "Vossberg" in sees
    assert "Vossberg" not in sees_not


def test_what_was_chosen_and_what_waits_is_there(
    config: Config, elsewhere: Config, tmp_path: Path, lived_in: Shelves, secret: str
) -> None:
    moved(config, elsewhere, tmp_path / "backup.zip")
    there = Shelves(elsewhere)
    assert there.documents(GUILD) == lived_in.documents(GUILD)
    assert there.servers.settings(GUILD).cooldown_s == 9
    assert there.servers.gaps(GUILD) == ((date(2026, 1, 2), 1),)
    (waiting,) = there.unfinished(GUILD)
    assert there.kept(waiting.sha256).read_bytes() == FERRY
    preferences = Preferences(Shelves(elsewhere).preferences, Style.CHICAGO)
    preferences.look(MEMBER, GUILD)
    assert preferences.style(MEMBER) is Style.APA
    assert preferences.is_plain(MEMBER, GUILD)
    holder = KeyRing(elsewhere.data / KEYS_FILE).holder(f"Bearer {secret}")
    assert holder is not None
    assert (holder.name, holder.readership) == (KEY_NAME, Readership(GUILD))


def test_addresses_are_followed_and_the_threshold_is_in_force(
    config: Config, elsewhere: Config, tmp_path: Path, lived_in: Shelves
) -> None:
    public = opened_on(config)
    own = lived_in.own(GUILD, public)
    assert own is not None
    moved(config, elsewhere, tmp_path / "backup.zip")
    there = opened_on(elsewhere)
    assert there.threshold == public.threshold
    assert there.threshold.value == 0.25
    assert there.revisions == public.revisions
    restored = Shelves(elsewhere).own(GUILD, there)
    assert restored is not None
    assert restored.revisions == own.revisions
    assert len(own.revisions.of_document["light"]) == 2


@pytest.mark.usefixtures("lived_in")
def test_documents_that_lie_elsewhere_now_keep_their_addresses(
    config: Config, elsewhere: Config, tmp_path: Path
) -> None:
    """Where a collection is built is named after the path of its documents."""
    link = tmp_path / "documents of old"
    link.mkdir()
    (link / "a.txt").write_text("The mill at Arvale was built in 1702.", encoding="utf-8")
    old = replace(config, knowledge=link)
    known = opened_on(old).revisions
    link.rename(tmp_path / "moved")
    moved(old, replace(elsewhere, knowledge=tmp_path / "moved"), tmp_path / "backup.zip")
    assert opened_on(replace(elsewhere, knowledge=tmp_path / "moved")).revisions == known
    unmoved = home_of(elsewhere.data, config.knowledge)
    assert (unmoved / "addresses.json").is_file()  # of the collection that is not the bot's


@pytest.mark.usefixtures("lived_in")
def test_it_holds_nothing_that_can_be_made_again_and_is_for_this_user_alone(
    config: Config, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    back_up(folder_of(config), file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as archive:
        kinds = sorted({name.split("/")[0] for name in archive.namelist()})
        packed = {archive.read(name) for name in archive.namelist() if "originals/" in name}
    assert kinds == [
        *("catalogue.sqlite3", "collections", "keys.json", "manifest.json", "originals"),
        *("preferences.json", "servers"),
    ]
    assert {LIGHT_ANEW, FERRY} <= packed
    assert len(packed) == 3
    assert [path.name for path in tmp_path.iterdir() if "unfinished" in path.name] == []


@pytest.mark.usefixtures("lived_in")
def test_what_is_restored_is_for_this_user_alone(
    config: Config, elsewhere: Config, tmp_path: Path
) -> None:
    moved(config, elsewhere, tmp_path / "backup.zip")
    there = [elsewhere.data, *elsewhere.data.rglob("*")]
    assert [path for path in there if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_a_data_folder_without_libraries_is_backed_up(
    config: Config, elsewhere: Config, tmp_path: Path
) -> None:
    KeyRing(config.data / KEYS_FILE).add(KEY_NAME)
    manifest = moved(config, elsewhere, tmp_path / "backup.zip")
    assert [entry.name for entry in manifest.entries] == [KEYS_FILE]
    assert not catalogue_file(elsewhere.data).exists()


def test_a_document_that_the_disk_lost_is_told_and_costs_nothing_else(
    config: Config, elsewhere: Config, tmp_path: Path, lived_in: Shelves
) -> None:
    light = next(one for one in lived_in.documents(GUILD) if one.name == "light")
    lived_in.original(light).chmod(0o600)
    lived_in.original(light).write_bytes(b"flipped")
    manifest = moved(config, elsewhere, tmp_path / "backup.zip")
    assert manifest.lost == (light.sha256,)
    there = Shelves(elsewhere)
    assert "was lost on the disk" in str(there.edition(GUILD, opened_on(elsewhere)).faults["light"])
    assert "essay" in there.read(GUILD, opened_on(elsewhere))


def test_a_backup_that_has_what_was_lost_since_is_kept_beside_the_one_in_its_place(
    config: Config, tmp_path: Path, lived_in: Shelves
) -> None:
    file = tmp_path / "backup.zip"
    before = back_up(folder_of(config), file).manifest
    whole = back_up(folder_of(config), file, replace=True)
    assert (whole.lost, whole.kept) == ((), None)
    raw = file.read_bytes()
    light = next(one for one in lived_in.documents(GUILD) if one.name == "light")
    lived_in.original(light).unlink()
    made = back_up(folder_of(config), file, replace=True)
    assert made.lost == (LostDocument(GUILD, "light", "light.txt", light.sha256),)
    assert made.kept == tmp_path / f"backup.{whole.manifest.made:%Y-%m-%dT%H-%M-%SZ}.zip"
    assert made.kept.read_bytes() == raw
    assert light.sha256 in before.originals - made.manifest.originals
    again = back_up(folder_of(config), file, replace=True)
    assert (again.lost, again.kept) == (made.lost, None)
    assert sorted(tmp_path.glob("*.zip")) == [made.kept, file]


@pytest.mark.usefixtures("lived_in")
def test_one_that_is_there_is_replaced_only_where_that_is_said(
    config: Config, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    file.write_bytes(b"before")
    with pytest.raises(SettingsError, match="is there already"):
        back_up(folder_of(config), file)
    assert file.read_bytes() == b"before"
    back_up(folder_of(config), file, replace=True)
    assert zipfile.is_zipfile(file)


@pytest.mark.parametrize(
    ("data", "file", "why"),
    [
        ("missing", "backup.zip", "there is no data folder"),
        ("data", "missing/backup.zip", "there is no folder"),
        ("data", "data", "is a folder: name a file in it"),
    ],
)
def test_what_cannot_be_is_told(
    config: Config, tmp_path: Path, data: str, file: str, why: str
) -> None:
    config.data.mkdir()
    with pytest.raises(SettingsError, match=why):
        back_up(DataFolder(tmp_path / data, config.knowledge), tmp_path / file)


@pytest.mark.parametrize("version", [1, 3])
def test_a_catalogue_of_an_earlier_version_is_copied_as_it_is(
    config: Config, elsewhere: Config, tmp_path: Path, version: int
) -> None:
    """So that a backup can be taken by the new program before the old one is ended."""
    earlier_data(config.data, version)
    moved(config, elsewhere, tmp_path / "backup.zip")
    for data in (config.data, elsewhere.data):
        with closing(sqlite3.connect(catalogue_file(data))) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (version,)
    (ferry,) = Shelves(elsewhere).documents(GUILD)
    assert Shelves(elsewhere).original(ferry).read_bytes() == RAW
