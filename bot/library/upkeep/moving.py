"""A library moved from the data folder into a database, or back: whole, or not at all.

What it is moved from stays as it is; a catalogue that a database has by then is called otherwise.
Where files are lost, nothing is moved unless that is said. The rows that name files are kept at
once, after the files, so that whoever is killed in between has moved nothing, and does it again.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from bot.config import Config
from bot.library.files.originals import Originals
from bot.library.files.places import (
    catalogue_file,
    library_folder,
    originals_folder,
    preferences_file,
    vectors_folder,
)
from bot.library.files.preferences_file import entries_in
from bot.library.postgres import PostgresEngine, entries_of
from bot.library.sqlite.database import Database
from bot.library.tables.transactions import Connection
from bot.library.upkeep.lost_documents import LostDocument, lost_of
from bot.library.upkeep.transfer import copy_rows, digests_in
from bot.library.upkeep.unmoved import set_aside
from bot.phrases import counted
from index import CollectionError, KeptVectors, write_whole

_TOLD = 5  # documents by their names
_LOST = (
    "nothing was moved, for the files of some documents are lost: {lost}. Look for them in a "
    "backup, or add them again; or say --despite-lost, and they are moved without their files"
)


@dataclass(slots=True)
class Moved:
    """What was moved.

    Args:
        servers: Of how many servers.
        originals: How many files.
        lost: Each document whose file was not there any more, or was another.
        aside: Where the catalogue of the data folder is once a database has what it had.
        choices: How many choices of members, and of servers for them.
    """

    servers: int = 0
    originals: int = 0
    lost: tuple[LostDocument, ...] = ()
    aside: Path | None = None
    choices: int = 0


def move_into_database(config: Config, *, despite_lost: bool = False) -> Moved:
    """Put what the data folder has of servers and members into the database that is configured.

    What members chose is taken over as at the start of the bot, and leaves the data folder. What
    was embedded of documents is given to the database, as far as that can be. The catalogue is
    called otherwise then, for nobody reads it any more.

    Args:
        config: Names both.
        despite_lost: Whether documents whose files are lost are moved without them.

    Raises:
        CollectionError: There is nothing in the data folder, something in the database, a file is
            lost, or one of them cannot be used.
    """
    path, local = catalogue_file(config.data), Originals(originals_folder(config.data))
    if not path.is_file():
        raise CollectionError(f"there is no {path}: there is nothing to be moved")
    engine = PostgresEngine(config.storage, library_folder(config.data))
    with closing(Database(path)) as here, here.frozen() as rows:
        files = {sha256: local.path(sha256) for sha256 in digests_in(rows)}
        carrying = _Carrying(rows, files, engine.originals(local), despite_lost)
        servers = copy_rows(rows, engine.database(), carrying.carry, carrying.check)
        carrying.moved.servers = servers
        for guild, sha256s in _documents(rows).items():
            kept = KeptVectors(vectors_folder(config.data), engine.vector_home(guild))
            for sha256 in sha256s:
                kept.give(sha256)
    taking_over = engine.preferences_in(preferences_file(config.data))
    carrying.moved.choices = taking_over.take_over()
    carrying.moved.aside = set_aside(path)
    return carrying.moved


def move_out_of_database(config: Config, *, despite_lost: bool = False) -> Moved:
    """Put what the database that is configured has of servers and members into the data folder.

    Args:
        config: Names both.
        despite_lost: Whether documents whose files are lost are moved without them.

    Raises:
        CollectionError: There is something in the data folder, a file is lost, or one of them
            cannot be used.
    """
    path, local = catalogue_file(config.data), Originals(originals_folder(config.data))
    engine = PostgresEngine(config.storage, library_folder(config.data))
    with engine.frozen(local) as (rows, files):
        carrying = _Carrying(rows, files, local, despite_lost)
        chosen, file = entries_of(rows), preferences_file(config.data)

        def keep() -> None:
            carrying.check()
            if chosen:
                write_whole(file, json.dumps({**entries_in(file), **chosen}))

        carrying.moved.choices = len(chosen)
        carrying.moved.servers = copy_rows(rows, Database(path), carrying.carry, keep)
    return carrying.moved


def _documents(rows: Connection) -> dict[int, set[str]]:
    """Return the sha256 of each document, by its server."""
    documents: dict[int, set[str]] = {}
    for guild, sha256 in rows.execute("SELECT guild, sha256 FROM documents").fetchall():
        documents.setdefault(guild, set()).add(sha256)
    return documents


@dataclass(frozen=True, slots=True)
class _Carrying:
    """Puts files where they are kept.

    Args:
        rows: Name them.
        files: Where they lie, by their sha256.
        kept: Where they are put.
        despite_lost: Whether it is well that some are not there.
        lost: The sha256 of those.
        moved: What was done.
    """

    rows: Connection
    files: Mapping[str, Path]
    kept: Originals
    despite_lost: bool
    lost: set[str] = field(default_factory=set)
    moved: Moved = field(default_factory=Moved)

    def carry(self, sha256: str) -> None:
        """Put a file where it is kept, or note that it is lost."""
        try:
            raw = self.files[sha256].read_bytes()
        except FileNotFoundError:
            raw = b""
        if hashlib.sha256(raw).hexdigest() == sha256:
            self.kept.keep(sha256, raw)
            self.moved.originals += 1
        else:
            self.lost.add(sha256)

    def check(self) -> None:
        """Note which documents are lost.

        Raises:
            CollectionError: Some are, and that is not well: nothing is to be moved.
        """
        self.moved.lost = lost_of(self.rows, self.lost)
        if self.moved.lost and not self.despite_lost:
            named = "; ".join(map(str, self.moved.lost[:_TOLD]))
            more = len(self.moved.lost) - _TOLD
            others = f"; and {counted(more, 'other')}" if more > 0 else ""
            raise CollectionError(_LOST.format(lost=f"{named}{others}"))
