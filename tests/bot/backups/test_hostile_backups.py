"""A file that is no backup, a damaged or a forged one harms nothing: no folder is even made."""

import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.backups import BackupError, back_up, restore
from bot.config import Config
from bot.doors import KEYS_FILE, KeyRing
from bot.library import catalogue_file, original_place
from bot.library.files.originals import Originals
from bot.library.files.places import originals_folder
from bot.library.sqlite.sqlite_engine import catalogue_in
from bot.library.tables.catalogue import Scope, ShelvedDocument

from .conftest import FERRY, GUILD, KEY_NAME, folder_of

Entries = dict[str, bytes]
SHA256 = hashlib.sha256(FERRY).hexdigest()
DOCUMENT = ShelvedDocument("ferry", "ferry.txt", SHA256, len(FERRY), {}, Scope(frozenset({5})))


@pytest.fixture
def entries(config: Config, tmp_path: Path) -> Entries:
    """What a whole backup holds."""
    catalogue_in(catalogue_file(config.data)).put_all(GUILD, [DOCUMENT])
    Originals(originals_folder(config.data)).keep(SHA256, FERRY)
    KeyRing(config.data / KEYS_FILE).add(KEY_NAME)
    file = tmp_path / "backup.zip"
    back_up(folder_of(config), file)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(entries: Entries, method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, raw in entries.items():
            archive.writestr(name, raw)
    return file.getvalue()


def listed(entries: Entries, /, **changed: object) -> Entries:
    """Return the same with a list that fits it, as who forges a backup would write it."""
    manifest = json.loads(entries["manifest.json"])
    others = {name: raw for name, raw in entries.items() if name != "manifest.json"}
    manifest["entries"] = [
        {"name": name, "sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw)}
        for name, raw in others.items()
    ]
    return others | {"manifest.json": json.dumps(manifest | changed).encode()}


def refused(elsewhere: Config, raw: bytes, why: str) -> None:
    file = elsewhere.data.parent.parent / "hostile.zip"
    file.write_bytes(raw)
    with pytest.raises(BackupError, match=why):
        restore(folder_of(elsewhere), file)
    assert not elsewhere.data.parent.exists()


def test_one_that_was_packed_anew_is_restored(entries: Entries, elsewhere: Config) -> None:
    file = elsewhere.data.parent.parent / "anew.zip"
    file.write_bytes(packed(listed(entries)))
    assert restore(folder_of(elsewhere), file).documents == 1
    assert original_place(elsewhere.data, SHA256).read_bytes() == FERRY


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "no zip"),
        (b"no zip at all", "no zip"),
        (packed({"other.txt": b"x"}), "none of `backup`"),
        (packed({"manifest.json": b"[" * 100_000}), "malformed"),
        (packed({"manifest.json": b"[]"}), "malformed"),
        (packed({"manifest.json": b'{"format": "briefing-bot library"}'}), "something else"),
        (packed({"manifest.json": b"{}"}, zipfile.ZIP_DEFLATED), "compressed"),
    ],
)
def test_what_is_no_backup_is_told(elsewhere: Config, raw: bytes, why: str) -> None:
    refused(elsewhere, raw, why)


@pytest.mark.parametrize(
    "name",
    [
        "../escape.json",
        "/etc/passwd",
        "collections/../keys.json",
        "collections/..%2F..%2Fx-0123456789/addresses.json",
        "collections/%2e%2e/addresses.json",
        "collections/x-0123456789/current",
        "collections/x-0123456789/deep/addresses.json",
        "servers/11/../addresses.json",
        "servers/0/0123456789abcdef/addresses.json",
        "originals/../../x",
        "run.lock",
        "library/servers/x",
    ],
)
def test_a_file_that_no_backup_holds_is_told(
    entries: Entries, elsewhere: Config, name: str
) -> None:
    refused(elsewhere, packed(listed(entries | {name: b"x"})), "which no backup|is no collection's")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"version": 2}, "later version"),
        ({"made": "2026-01-01"}, "no zone"),
        ({"made": 5}, "malformed"),
        ({"home": 5}, "is not a name"),
        ({"lost": ["x"]}, "is not a digest"),
        ({"lost": [SHA256]}, "not those that its catalogue names"),
        ({"entries": {}}, "no list"),
        ({"entries": []}, "does not hold what"),
        ({"entries": [{"name": "keys.json"}]}, "malformed"),
        ({"entries": [{"name": "keys.json", "sha256": "0" * 64, "size": -1}]}, "is no size"),
        ({"entries": [{"name": "keys.json", "sha256": "0" * 64, "size": True}]}, "is no size"),
        ({"entries": [{"name": "k", "sha256": "0" * 64, "size": 1}] * 2}, "listed twice"),
    ],
)
def test_a_list_that_is_malformed_is_told(
    entries: Entries, elsewhere: Config, changed: dict[str, object], why: str
) -> None:
    refused(elsewhere, packed(listed(entries, **changed)), why)


@pytest.mark.parametrize("name", ["catalogue.sqlite3", f"originals/{SHA256}", "keys.json"])
def test_a_file_of_it_that_is_another_is_told(
    entries: Entries, elsewhere: Config, name: str
) -> None:
    other = bytes(reversed(entries[name]))
    refused(elsewhere, packed(entries | {name: other}), "not what it was when it was packed")


def test_a_flipped_bit_is_told(entries: Entries, elsewhere: Config) -> None:
    raw = bytearray(packed(entries))
    raw[raw.index(FERRY) + 3] ^= 1
    refused(elsewhere, bytes(raw), "damaged in it")


@pytest.mark.parametrize("cut", [0.2, 0.6, 0.99])
def test_one_that_was_cut_off_is_told(entries: Entries, elsewhere: Config, cut: float) -> None:
    raw = packed(entries)
    refused(elsewhere, raw[: int(len(raw) * cut)], "no zip")


def test_one_that_says_it_holds_more_than_it_has_is_told(
    entries: Entries, elsewhere: Config
) -> None:
    raw = bytearray(packed(entries))
    end = raw.rindex(b"PK\x05\x06")
    begin = int.from_bytes(raw[end + 16 : end + 20], "little")
    raw[begin + 24 : begin + 28] = (4_000_000_000).to_bytes(4, "little")  # of the first, unpacked
    refused(elsewhere, bytes(raw), "more than it has")


def test_a_document_that_is_not_named_is_told(entries: Entries, elsewhere: Config) -> None:
    other = hashlib.sha256(b"x").hexdigest()
    refused(elsewhere, packed(listed(entries | {f"originals/{other}": b"x"})), "not those that")
    missing = {name: raw for name, raw in entries.items() if "originals/" not in name}
    refused(elsewhere, packed(listed(missing)), "not those that")
    renamed = missing | {f"originals/{SHA256}": b"x"}
    refused(elsewhere, packed(listed(renamed)), "is another document")


def forged(raw: bytes, *statements: str) -> bytes:
    """Return a catalogue after some statements that the program never makes."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(raw)
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement)
        return connection.serialize()


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("PRAGMA user_version = 99", "later version"),
        ("PRAGMA user_version = -1", "later version"),
        ("PRAGMA user_version = 2", "no catalogue of this program"),
        (
            "CREATE TRIGGER t AFTER INSERT ON documents BEGIN DELETE FROM documents; END",
            "no catalogue of this program",
        ),
        ("CREATE VIEW v AS SELECT 1", "no catalogue of this program"),
        ("UPDATE documents SET name = '../../../escape'", "no name of a file"),
        ("UPDATE documents SET name = ''", "no name of a file"),
        ("UPDATE documents SET filename = 'a/b.txt'", "no name of a file"),
        (
            "UPDATE documents SET sha256 = '" + "../" * 21 + "x'",
            "is no digest",
        ),
        ("UPDATE documents SET stated = '['", "says what no catalogue does"),
        ("UPDATE documents SET channels = '{'", "says what no catalogue does"),
        ("UPDATE documents SET added = 'yesterday'", "says what no catalogue does"),
    ],
)
def test_a_catalogue_that_is_forged_is_told(
    entries: Entries, elsewhere: Config, statement: str, why: str
) -> None:
    catalogue = forged(entries["catalogue.sqlite3"], statement)
    refused(elsewhere, packed(listed(entries | {"catalogue.sqlite3": catalogue})), why)


@pytest.mark.parametrize("raw", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_catalogue_that_is_none_is_told(entries: Entries, elsewhere: Config, raw: bytes) -> None:
    refused(elsewhere, packed(listed(entries | {"catalogue.sqlite3": raw})), "catalogue")


def _file(data: Path) -> None:
    data.mkdir(parents=True)
    (data / "notes.txt").write_text("mine", encoding="utf-8")


def _lived_in(data: Path) -> None:
    KeyRing(data / KEYS_FILE).add("somebody")


@pytest.mark.parametrize("fill", [_file, _lived_in])
def test_a_folder_that_holds_something_stays_as_it_is(
    entries: Entries, elsewhere: Config, fill: Callable[[Path], None]
) -> None:
    assert entries
    fill(elsewhere.data)
    before = _all(elsewhere.data)
    with pytest.raises(BackupError, match=r"holds (keys|notes).*or name another folder with"):
        restore(folder_of(elsewhere), elsewhere.data.parent.parent / "backup.zip")
    assert _all(elsewhere.data) == before


def test_a_new_file_systems_own_folder_is_nothing(entries: Entries, elsewhere: Config) -> None:
    assert entries
    (elsewhere.data / "lost+found").mkdir(parents=True)
    restore(folder_of(elsewhere), elsewhere.data.parent.parent / "backup.zip")
    assert (elsewhere.data / KEYS_FILE).is_file()


def test_another_backup_is_not_put_upon_one_that_is_half_there(
    entries: Entries, elsewhere: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = elsewhere.data.parent.parent / "other.zip"
    other.write_bytes(packed(listed(entries, made="2020-01-01T00:00:00+00:00")))
    whole = elsewhere.data.parent.parent / "backup.zip"

    def killed(_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("bot.backups.restoring._move_in", killed)
        with pytest.raises(KeyboardInterrupt):
            restore(folder_of(elsewhere), whole)
    with pytest.raises(BackupError, match="name that one again"):
        restore(folder_of(elsewhere), other)
    restore(folder_of(elsewhere), whole)
    assert (elsewhere.data / KEYS_FILE).is_file()


def test_where_there_is_no_room_nothing_is_begun(
    entries: Entries, elsewhere: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        free = 10

    def usage(_: Path) -> Any:  # noqa: ANN401  # as shutil has it
        return Full

    assert entries
    monkeypatch.setattr("shutil.disk_usage", usage)
    with pytest.raises(BaseException, match="free some space"):
        restore(folder_of(elsewhere), elsewhere.data.parent.parent / "backup.zip")
    assert not elsewhere.data.parent.exists()


def _all(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.name: path.read_bytes() for path in files}
