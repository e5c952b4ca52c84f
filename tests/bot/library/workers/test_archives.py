"""A library exported and imported is the same library; an archive that is none harms nothing."""

import io
import json
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.config import Config
from bot.library import Readership, Scope, Shelves
from bot.library.submissions.archive_manifests import MOST_ENTRIES
from bot.library.submissions.placement import placed
from bot.library.submissions.refusals import LibraryArchiveError
from bot.library.workers import archives
from bot.library.workers.archives import in_parts, opened_archive, write_archive
from bot.library.workers.taking_back import take_back
from index import Collection

HERE, THERE = 11, 22
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
FERRY = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard."
Manifest = dict[str, Any]


@pytest.fixture
def filled(shelves: Shelves, public: Collection) -> Shelves:
    """A library of two documents, one of them limited and described."""
    stated = {"title": "The Light", "author": "R. Dorn", "issued": "1901-02"}
    scope = Scope(frozenset({5}), frozenset({6, 7}))
    shelves.add(HERE, "The Light.txt", LIGHT, public, stated=stated)
    shelves.limit(HERE, "the-light", scope)
    shelves.add(HERE, "ferry.md", FERRY, public)
    return shelves


def archive_of(shelves: Shelves, guild: int = HERE) -> io.BytesIO:
    file = io.BytesIO()
    assert write_archive(shelves, guild, shelves.documents(guild), file) == []
    return file


def rewritten(file: io.BytesIO, change: Callable[[Manifest], None]) -> io.BytesIO:
    """Return an archive with another manifest."""
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(entries["manifest.json"])
    change(manifest)
    entries["manifest.json"] = json.dumps(manifest).encode()
    return packed(entries)


def packed(entries: dict[str, bytes]) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in entries.items():
            archive.writestr(name, raw)
    return file


def test_an_exported_library_comes_back_as_it_was(filled: Shelves, public: Collection) -> None:
    file, before, read = archive_of(filled), filled.documents(HERE), filled.read(HERE, public)
    for one in before:
        filled.remove(HERE, one.name, public)
    became = take_back(filled, HERE, file, public)
    assert became.refused == {}
    assert filled.documents(HERE) == before
    assert filled.read(HERE, public) == read
    reader = Readership(HERE, frozenset({5}), frozenset({7}))
    assert set(filled.collection(reader, public).documents) >= {"the-light", "ferry"}


def test_another_server_has_all_of_it_but_for_the_names_of_what_is_limited(
    filled: Shelves, public: Collection
) -> None:
    became = take_back(filled, THERE, archive_of(filled), public)
    assert became.refused == {}
    hidden = placed("The Light.txt", (), limited=True).name
    names = {"ferry": "ferry", "the-light": hidden}
    exported = [replace(one, name=names[one.name]) for one in filled.documents(HERE)]
    assert list(filled.documents(THERE)) == exported
    texts = {names[name]: one.text for name, one in filled.read(HERE, public).items()}
    assert {name: one.text for name, one in filled.read(THERE, public).items()} == texts
    assert filled.add(THERE, "The Light.md", LIGHT, public).name == "the-light"


def test_what_another_server_wants_hidden_leaves_the_plain_name_to_others(
    filled: Shelves, public: Collection
) -> None:
    filled.servers.change(THERE, lambda one: replace(one, new_roles=STAFF.roles))
    file = rewritten(archive_of(filled), of_document("name", "the-ferry"))
    take_back(filled, THERE, file, public)
    (ferry,) = [one for one in filled.documents(THERE) if one.filename == "ferry.md"]
    assert (ferry.name, ferry.scope) == (placed("ferry.md", (), limited=True).name, STAFF)


EVERYBODY, STAFF, GUESTS = Scope(), Scope(roles=frozenset({7})), Scope(roles=frozenset({6}))
BOTH, HALL = Scope(roles=frozenset({6, 7})), Scope(frozenset({5}))
STAFF_IN_HALL = Scope(frozenset({5}), frozenset({7}))


@pytest.mark.parametrize(
    ("exported", "since", "here", "there"),
    [
        (EVERYBODY, EVERYBODY, EVERYBODY, EVERYBODY),
        (STAFF, EVERYBODY, STAFF, STAFF),
        (EVERYBODY, STAFF, STAFF, STAFF),
        (BOTH, STAFF, STAFF, STAFF),
        (STAFF, BOTH, STAFF, STAFF),
        (HALL, STAFF, STAFF_IN_HALL, STAFF_IN_HALL),
        (STAFF_IN_HALL, BOTH, STAFF_IN_HALL, STAFF_IN_HALL),
        # Nobody is among both: the last choice holds in its server, elsewhere nobody is let in.
        (GUESTS, STAFF, STAFF, GUESTS),
    ],
)
def test_an_import_lets_nobody_in_whom_the_export_or_the_library_keeps_out(
    shelves: Shelves, public: Collection, exported: Scope, since: Scope, here: Scope, there: Scope
) -> None:
    for guild in (HERE, THERE):
        shelves.add(guild, "ferry.md", FERRY, public, scope=exported)
    file = archive_of(shelves)
    for guild, expected in ((HERE, here), (THERE, there)):
        shelves.add(guild, "ferry.md", LIGHT, public, scope=since)
        became = take_back(shelves, guild, file, public)
        assert [(one.size, one.scope) for one in became.documents] == [(len(FERRY), expected)]


def test_importing_twice_changes_nothing(filled: Shelves, public: Collection) -> None:
    before = filled.documents(HERE)
    file = archive_of(filled)
    take_back(filled, HERE, file, public)
    assert filled.documents(HERE) == before


def test_what_a_server_does_not_have_is_told_and_stays_closed(
    filled: Shelves, public: Collection
) -> None:
    became = take_back(filled, THERE, archive_of(filled), public)
    (closed,) = became.unknown_to(frozenset({4}), frozenset({6, 7}))
    assert closed.filename == "The Light.txt"
    assert closed.scope == Scope(frozenset({5}), frozenset({6, 7}))
    everybody = Readership(THERE, frozenset({4}), frozenset({6, 7}))
    assert closed.name not in filled.collection(everybody, public).documents


def test_a_name_that_another_file_has_gets_its_ending(filled: Shelves, public: Collection) -> None:
    filled.add(THERE, "ferry.txt", LIGHT, public)
    take_back(filled, THERE, archive_of(filled), public)
    named = {one.filename: one.name for one in filled.documents(THERE)}
    del named["The Light.txt"]
    assert named == {"ferry.txt": "ferry", "ferry.md": "ferry-md"}


def test_bytes_that_are_lost_are_told_and_left_out(
    filled: Shelves, public: Collection, config: Config
) -> None:
    (ferry, light) = filled.documents(HERE)
    filled.original(ferry).write_bytes(b"damaged")
    file = io.BytesIO()
    assert write_archive(filled, HERE, (ferry, light), file) == ["ferry"]
    take_back(Shelves(config), THERE, file, public)
    assert [one.filename for one in filled.documents(THERE)] == ["The Light.txt"]


def test_parts_have_room_for_what_is_in_them(filled: Shelves) -> None:
    documents = filled.documents(HERE)
    room = len(LIGHT) + archives._ABOUT_ONE
    assert in_parts(documents, 2 * room) == [list(documents)]
    assert in_parts(documents, room) == [[documents[0]], [documents[1]]]
    assert in_parts(documents, room - 10) is None


def of_document(key: str, value: object) -> Callable[[Manifest], None]:
    def change(manifest: Manifest) -> None:
        manifest["documents"][0][key] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        of_document("filename", "../escape.md"),
        of_document("filename", "a/b.md"),
        of_document("filename", "..\\b.md"),
        of_document("filename", "a\nb.md"),
        of_document("filename", ""),
        of_document("name", "../escape"),
        of_document("name", "n" * 49),
        of_document("stated", {"title: Forged\nauthor": "x"}),
        of_document("size", -1),
        of_document("size", "many"),
        of_document("sha256", "0"),
        of_document("stated", {"title": 3}),
        of_document("stated", {"title": "t" * 3000}),
        of_document("channels", ["x"]),
        of_document("channels", 5),
        of_document("added", "2024-01-01"),
        lambda manifest: manifest.update(documents=[manifest["documents"][0]] * 2),
        lambda manifest: manifest.update(documents=manifest["documents"] * 300),
        lambda manifest: manifest.update(version=2),
        lambda manifest: manifest.update(format="other"),
        lambda manifest: manifest.pop("server"),
    ],
)
def test_a_manifest_that_is_malformed_takes_nothing_in(
    filled: Shelves, public: Collection, change: Callable[[Manifest], None]
) -> None:
    with pytest.raises(LibraryArchiveError):
        take_back(filled, THERE, rewritten(archive_of(filled), change), public)
    assert filled.documents(THERE) == ()


@pytest.mark.parametrize(
    "change",
    [
        of_document("sha256", "0" * 64),
        of_document("size", 5),
        of_document("size", 10**15),
        of_document("file", "documents/other.md"),
        of_document("filename", "ferry.exe"),
        of_document("stated", {"colour": "blue"}),
    ],
)
def test_a_document_that_is_not_as_listed_is_refused_and_the_others_are_not(
    filled: Shelves, public: Collection, change: Callable[[Manifest], None]
) -> None:
    became = take_back(filled, THERE, rewritten(archive_of(filled), change), public)
    assert len(became.refused) == 1
    assert [one.filename for one in filled.documents(THERE)] == ["The Light.txt"]


def listing(entries: int, names: bytes = b"a") -> bytes:
    """Return an archive of nothing but a contents list."""
    fixed = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", *[0] * 11, len(names), *[0] * 6)
    listed = (fixed + names) * entries
    count = entries & 0xFFFF
    return listed + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(listed), 0, 0)


def test_a_contents_list_that_is_too_long_is_told_unread(
    shelves: Shelves, public: Collection
) -> None:
    raw = listing(60_000)
    file = io.BytesIO(raw)
    tracemalloc.start()
    try:
        with pytest.raises(LibraryArchiveError, match="holds too many files"):
            take_back(shelves, THERE, file, public)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < len(raw)


def test_as_many_documents_as_an_archive_may_have_are_listed_whatever_their_names() -> None:
    name = b"documents/" + "ж".encode() * 255
    raw = listing(MOST_ENTRIES + archives._MOST_OTHERS, name)
    why = r"holds no manifest\.json"
    with pytest.raises(LibraryArchiveError, match=why), opened_archive(io.BytesIO(raw)):
        pass


def broken_lzma() -> bytes:
    """Return an archive whose manifest is packed by another method, and damaged."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("manifest.json", bytes(range(256)) * 8)
        place = archive.infolist()[0].header_offset
    raw = bytearray(file.getvalue())
    begins = place + 30 + len("manifest.json") + 9  # behind its header and the method's own
    raw[begins : begins + 40] = b"\xff" * 40
    return bytes(raw)


@pytest.mark.parametrize(
    "raw",
    [
        broken_lzma(),
        b"",
        b"no zip",
        packed({"other.txt": b"x"}).getvalue(),
        packed({"manifest.json": b"[" * 100_000}).getvalue(),
        packed({"manifest.json": b"[]"}).getvalue(),
        packed({f"{number}.txt": b"" for number in range(700)}).getvalue(),
    ],
)
def test_what_is_no_archive_is_refused(shelves: Shelves, public: Collection, raw: bytes) -> None:
    with pytest.raises(LibraryArchiveError):
        take_back(shelves, THERE, io.BytesIO(raw), public)
