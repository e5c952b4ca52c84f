"""`doctor --live`: one line and an exit code on the bot that runs, and nothing else is opened."""

import errno
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.backups import DataFolder, back_up
from bot.chat.observability.health import HealthFile, State
from bot.config import Config
from bot.library import LAST_BACKUP_FILE, catalogue_file, last_backup, note_backup
from bot.library.files.originals import Originals
from bot.library.files.places import originals_folder
from bot.library.sqlite.database import Database
from bot.library.tables.catalogue import Catalogue, ShelvedDocument
from bot.terminal.checkups.kept_examination import backup
from bot.terminal.places import Places
from bot.terminal.signs import Finding
from index import CollectionError
from tests.support.engines.postgres_server import new_database
from tests.support.processes.loaded import loaded_by_command
from tests.support.terminal import Told

NOW = 1_700_000_000.0


@pytest.fixture
def health(place: Path, monkeypatch: pytest.MonkeyPatch) -> HealthFile:
    monkeypatch.setattr("bot.terminal.signs.time", lambda: NOW)
    return HealthFile(place / "data" / "health.json", lambda: NOW)


def test_live_says_in_one_sentence_that_the_bot_serves(
    told: Callable[..., Told], health: HealthFile
) -> None:
    health.change(State.READY)
    code, out, err = told("doctor", "--live")
    assert (code, err) == (0, "")
    assert out.startswith("ok   bot: it serves, connected for 0 seconds; ")
    assert out.count("\n") == 1


def test_live_loads_nothing_of_the_library_that_it_does_not_need(place: Path) -> None:
    HealthFile(place / "data" / "health.json", time.time).change(State.READY)
    loaded = loaded_by_command("--data", str(place / "data"), "doctor", "--live")
    assert "bot.chat.observability.health" in loaded
    assert not {"index.collection", "index.search", "bot.library", "bot.records"} & loaded


def test_live_says_why_it_does_not_serve_and_exits_so(
    told: Callable[..., Told], health: HealthFile
) -> None:
    health.change(State.WAITING, "no route to host")
    code, out, _ = told("doctor", "--live", "--json")
    record = json.loads(out)
    assert (code, record["check"], record["ok"]) == (1, "bot", False)
    assert "does not serve: there is no connection" in record["detail"]
    assert "(no route to host)" in record["detail"]


def test_a_full_disk_is_a_finding_that_says_so(
    told: Callable[..., Told], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_as_ever = os.open

    def full(path: str, flags: int, mode: int = 0o777, **more: int | None) -> int:
        if ".probe" in str(path):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return open_as_ever(path, flags, mode, **more)

    monkeypatch.setattr("index.storage.whole_files.os.open", full)
    code, out, _ = told("doctor", "--json")
    found = {record["check"]: record for record in map(json.loads, out.splitlines())}
    assert code == 1
    assert not found["data folder"]["ok"]
    assert "no space is left; free some space" in found["data folder"]["detail"]
    assert not list((place / "data").glob("*probe*"))


@pytest.mark.parametrize(
    ("program", "said"),
    [("/usr/bin/tesseract", "read with Tesseract"), (None, "not read: Tesseract is not installed")],
)
def test_it_says_whether_scanned_pages_are_read(
    told: Callable[..., Told], monkeypatch: pytest.MonkeyPatch, program: str | None, said: str
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: program)
    _, out, _ = told("doctor")
    assert said in " ".join(out.split())


def test_a_database_is_looked_over_where_one_is_configured(
    told: Callable[..., Told], place: Path
) -> None:
    address = new_database()
    config = place / "config.yaml"
    before = config.read_text("utf-8")
    found = []
    try:
        for storage in (address, address.replace("/test_", "/nowhere_")):
            config.write_text(f"{before}storage: {storage}\n", "utf-8")
            _, out, _ = told("doctor", "--json")
            records = {record["check"]: record for record in map(json.loads, out.splitlines())}
            found.append((records["database"]["ok"], records["database"]["detail"]))
    finally:
        config.write_text(before, "utf-8")
    assert found[0] == (True, "it is ready, and its role sees one server's rows at a time")
    assert not found[1][0]
    assert "cannot be used now" in found[1][1]


@pytest.fixture
def found(told: Callable[..., Told], place: Path) -> Iterator[Callable[[str], tuple[bool, str]]]:
    """Gives what one check finds in a data folder with a document of a server."""
    data = place / "data"
    raw = b"The quay at Lund."
    sha256 = hashlib.sha256(raw).hexdigest()
    Originals(originals_folder(data)).keep(sha256, raw)
    added = datetime.now(UTC) - timedelta(days=4)
    document = ShelvedDocument("quay", "quay.txt", sha256, len(raw), added=added)
    with closing(Database(catalogue_file(data))) as database:
        Catalogue(database, data / "library").put_all(7, [document])

    def check(name: str) -> tuple[bool, str]:
        _, out, _ = told("doctor", "--json")
        records = {record["check"]: record for record in map(json.loads, out.splitlines())}
        return records[name]["ok"], records[name]["detail"]

    yield check
    shutil.rmtree(data / "library")
    for path in data.glob("*.json*"):
        path.unlink()


def test_each_document_of_servers_is_looked_over(
    found: Callable[[str], tuple[bool, str]], place: Path
) -> None:
    good = found("libraries")
    assert good == (True, "the catalogue and 1 document are whole")
    (original,) = originals_folder(place / "data").rglob("??/*")
    original.write_bytes(b"flipped")
    is_good, why = found("libraries")
    assert not is_good
    assert why.startswith("lost on the disk: server 7: quay (quay.txt); `briefing-bot restore`")


def test_a_catalogue_that_is_damaged_or_gone_is_told(
    found: Callable[[str], tuple[bool, str]], place: Path
) -> None:
    catalogue = catalogue_file(place / "data")
    catalogue.write_bytes(b"no database at all, but long enough to be one" * 100)
    is_good, why = found("libraries")
    assert (is_good, "is damaged" in why) == (False, True)
    catalogue.unlink()
    is_good, why = found("libraries")
    assert not is_good
    assert why.startswith("documents that no catalogue names are in ")


@pytest.mark.parametrize(
    ("check", "file", "raw", "told_so"),
    [
        ("keys", "keys.json", '{"keys": [{', "cannot be read"),
        ("choices", "preferences.json", "nonsense", "cannot be read"),
        ("choices", "preferences.json.damaged-1", "nonsense", "is damaged, and of no effect"),
    ],
)
def test_keys_and_choices_that_cannot_be_read_are_told_and_stay(
    found: Callable[[str], tuple[bool, str]],
    place: Path,
    check: str,
    file: str,
    raw: str,
    told_so: str,
) -> None:
    assert found(check)[0]
    (place / "data" / file).write_text(raw, "utf-8")
    is_good, why = found(check)
    assert (is_good, told_so in why) == (False, True)
    assert (place / "data" / file).read_text("utf-8") == raw


def test_pages_of_the_web_that_are_listed_wrongly_are_told(
    told: Callable[..., Told], tmp_path: Path
) -> None:
    (tmp_path / "mill.txt").write_text("The mill at Arvale was built in 1702.", "utf-8")
    (tmp_path / "sources.yaml").write_text("pags: []", "utf-8")
    _, out, _ = told("doctor", "--json", knowledge=tmp_path)
    records = {record["check"]: record for record in map(json.loads, out.splitlines())}
    assert not records["sources.yaml"]["ok"]
    assert "unknown field 'pags'" in records["sources.yaml"]["detail"]


def test_little_free_space_is_told(
    found: Callable[[str], tuple[bool, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")
    for free, is_good in ((499_000_000, False), (501_000_000, True)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: usage._replace(free=free))
        assert found("free space")[0] is is_good


def test_a_faulty_configuration_is_wrong_usage(told: Callable[..., Told], tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("index: {reader: buitlin}\n", "utf-8")
    code, out, _ = told("doctor", "--json", "--config", str(config))
    (record,) = map(json.loads, out.splitlines())
    assert (code, record["check"], record["ok"]) == (2, "configuration", False)
    assert record["detail"].endswith("did you mean builtin?")


def test_a_data_folder_that_cannot_be_made_is_one_finding(
    told: Callable[..., Told], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    code, out, _ = told("doctor", "--json", "--data", str(tmp_path / "file" / "data"))
    faults = [record["check"] for record in map(json.loads, out.splitlines()) if not record["ok"]]
    assert (code, faults) == (1, ["data folder"])


def test_an_address_that_cannot_be_listened_at_is_told(
    told: Callable[..., Told], place: Path, tmp_path: Path
) -> None:
    config = tmp_path / "config.yaml"
    text = (place / "config.yaml").read_text("utf-8")
    config.write_text(f"{text}doors: {{address: nonsense host}}\n", "utf-8")
    data = str(place / "data")
    _, out, _ = told("doctor", "--json", "--config", str(config), "--data", data)
    records = {record["check"]: record for record in map(json.loads, out.splitlines())}
    assert not records["doors"]["ok"]
    assert "'nonsense host'; name an address of this machine" in records["doors"]["detail"]


def test_the_age_of_the_last_backup_is_told_and_stands_in_the_data_folder(tmp_path: Path) -> None:
    now = datetime(2026, 3, 5, 14, 30, tzinfo=UTC)
    data = tmp_path / "data"
    data.mkdir()
    config = Config(data=data)
    assert backup(config, now) == "none is known; `briefing-bot backup FILE` takes one"
    made = back_up(DataFolder(data, tmp_path), tmp_path / "b.zip").manifest.made
    assert last_backup(data) == made.replace(microsecond=0)
    assert (data / LAST_BACKUP_FILE).stat().st_mode & 0o777 == 0o600
    note_backup(data, datetime(2026, 3, 5, 9, 0, tzinfo=UTC))
    assert backup(config, now) == "the last one is of 2026-03-05 09:00 UTC, 5 hours ago"
    note_backup(data, datetime(2026, 3, 1, 9, 0, tzinfo=UTC))
    assert backup(config, now).endswith(", 4 days ago")


def test_once_servers_have_documents_an_old_backup_or_none_is_told(
    found: Callable[[str], tuple[bool, str]], place: Path
) -> None:
    assert found("backup") == (False, "none is known; `briefing-bot backup FILE` takes one")
    ages = []
    for days in (4, 2):
        note_backup(place / "data", datetime.now(UTC) - timedelta(days=days))
        ages.append(found("backup"))
    (place / "data" / LAST_BACKUP_FILE).unlink()
    assert [good for good, _ in ages] == [False, True]
    assert ages[0][1].endswith(", 4 days ago; `briefing-bot backup FILE` takes one")


def test_within_days_of_the_first_document_a_backup_may_lack(
    found: Callable[[str], tuple[bool, str]], place: Path
) -> None:
    told = "none is known; `briefing-bot backup FILE` takes one"
    config, now = Config(data=place / "data"), datetime.now(UTC)
    assert backup(config, now - timedelta(days=2)) == told
    with pytest.raises(CollectionError, match=r"^none is known"):
        backup(config, now)
    assert found("backup") == (False, told)


def test_each_finding_is_printed_as_it_is_made(
    told: Callable[..., Told], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = []

    def slow(_: Places) -> Iterator[Finding]:
        yield Finding("keys", good=True, detail="none")
        printed.append(capsys.readouterr().out)
        yield Finding("token", good=False, detail="none")

    monkeypatch.setattr("bot.terminal.checkups.examination.findings", slow)
    assert told("doctor") == (1, "FAIL token: none\n", "")
    assert printed == ["ok   keys: none\n"]
