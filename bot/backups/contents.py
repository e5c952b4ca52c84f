"""What of a data folder is in a backup, under which name, and where a name belongs.

Not in it is what is built of this, and what lies elsewhere: the configuration, the operator's
documents, and secrets, which the data folder never has.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import quote, unquote_to_bytes

from bot.backups.manifests import ORIGINALS, BackupError, BackupManifest
from bot.config import EMBEDDED
from bot.doors import KEYS_FILE
from bot.library import (
    PREFERENCES_FILE,
    catalogue_file,
    edition_place,
    original_place,
    servers_folder,
)
from index import OUTLIVING, CollectionError, home_of

CATALOGUE = "catalogue.sqlite3"
_HOMES, _SERVERS = "collections", "servers"
_TOP = (PREFERENCES_FILE, KEYS_FILE)
_TRIES = 8  # to read what is kept of a server, each where its documents changed meanwhile
_HOME = re.compile(r".*-[0-9a-f]{10}", re.DOTALL)  # as `home_of` names one
_OUTLIVING = "|".join(map(re.escape, OUTLIVING))
_ENTRY = re.compile(
    rf"(?P<top>{'|'.join(map(re.escape, _TOP))})"
    rf"|(?P<catalogue>{re.escape(CATALOGUE)})"
    rf"|{ORIGINALS}(?P<original>[0-9a-f]{{64}})"
    rf"|{_HOMES}/(?P<home>[^/]+)/(?P<of_home>{_OUTLIVING})"
    rf"|{_SERVERS}/(?P<guild>[1-9][0-9]{{0,19}})/(?P<edition>[0-9a-f]{{16}})"
    rf"/(?P<of_edition>{_OUTLIVING})"
)


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A data folder, and the documents whose collection the bot answers from.

    Args:
        data: The folder.
        knowledge: The documents.
        storage: Where what is of servers is: in the folder, or the address of a database.
    """

    data: Path
    knowledge: Path
    storage: str = EMBEDDED

    @property
    def home(self) -> str:
        """What a backup calls the place of the operator's collection."""
        return _quoted(home_of(self.data, self.knowledge).name)

    def small_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield all that a backup holds but the catalogue, the originals and members' choices.

        Yields:
            The name in the backup, and the bytes; nothing changes what it has read.
        """
        yield from _read({KEYS_FILE: self.data / KEYS_FILE})
        for path in sorted(self.data.iterdir()):
            if _HOME.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
                place = f"{_HOMES}/{_quoted(path.name)}"
                yield from _read({f"{place}/{name}": path / name for name in OUTLIVING})
        folder = servers_folder(self.data)
        for server in sorted(folder.iterdir()) if folder.is_dir() else ():
            yield from _read_server(server)

    def place(self, name: str, manifest: BackupManifest) -> Path:
        """Return where a file of a backup belongs.

        Raises:
            BackupError: No backup has such a file.
        """
        match = _ENTRY.fullmatch(name)
        if match is None:
            raise BackupError(f"it holds {name[:60]!r}, which no backup does")
        if match["top"]:
            return self.data / match["top"]
        if match["catalogue"]:
            return catalogue_file(self.data)
        if match["original"]:
            return original_place(self.data, match["original"])
        if match["guild"]:
            place = edition_place(self.data, int(match["guild"]), match["edition"])
            return place / match["of_edition"]
        return self._home(match["home"], manifest) / match["of_home"]

    def _home(self, quoted: str, manifest: BackupManifest) -> Path:
        """Return the place of a collection: the operator's where the documents lie now.

        Raises:
            BackupError: There is no such place.
        """
        present = home_of(self.data, self.knowledge)
        known = any(one.name.startswith(f"{_HOMES}/{self.home}/") for one in manifest.entries)
        if quoted == manifest.home and not known:
            return present
        name = os.fsdecode(unquote_to_bytes(quoted))
        is_plain = PurePath(name).name == name and "\0" not in name
        if _quoted(name) != quoted or not is_plain or not _HOME.fullmatch(name):
            raise BackupError(f"it holds {quoted[:60]!r}, which is no collection's")
        return self.data / name


def _quoted(name: str) -> str:
    """Return the name of a folder, which may be any bytes, in letters that a zip can have."""
    return quote(os.fsencode(name), safe="")


def _read_server(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what is kept of a server's documents beside the catalogue.

    While they are changed they are built in another folder, and the one before is removed: what is
    read counts only where the same files are there afterwards.

    Yields:
        The name in the backup, and the bytes.

    Raises:
        CollectionError: They are changed all the time.
    """
    for _ in range(_TRIES):
        try:
            before = _kept_of_server(folder)
            files = list(_read(before))
            if len(files) == len(before) and _kept_of_server(folder) == before:
                yield from files
                return
        except FileNotFoundError:
            continue
    msg = f"the library of server {folder.name} is being changed all the time: try again"
    raise CollectionError(msg)


def _kept_of_server(folder: Path) -> dict[str, Path]:
    """Return the files of a server's editions that cannot be made again, by their names."""
    found = {}
    for name in OUTLIVING:
        for path in sorted(folder.glob(f"*/data/*/{name}")):
            edition = path.parents[2]
            entry = f"{_SERVERS}/{folder.name}/{edition.name}/{name}"
            if _ENTRY.fullmatch(entry) and path.parent == home_of(edition / "data", edition):
                found[entry] = path
    return found


def _read(files: dict[str, Path]) -> Iterator[tuple[str, bytes]]:
    for name, path in files.items():
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            continue
        yield name, raw
