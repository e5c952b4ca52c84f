"""What members and servers chose for replies, kept in the database for every process.

A row of a member's is seen by a transaction that is of this member, one of a server's by one that
is of this server. What a data folder had of it before is taken over once: what is chosen in the
database by then wins, and the file goes, since a choice that a member deletes may not come back
from it.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Lock

from bot.library.files.preferences_file import ChoiceEntry, Preferred, entries_in
from bot.library.postgres.database import PostgresDatabase
from bot.library.tables.transactions import Connection, Reach
from index import write_whole

_log = logging.getLogger(__name__)

_OF_BOTH = (
    "SELECT true, name, text FROM preferences WHERE member = ?"
    " UNION ALL SELECT false, name, text FROM server_preferences WHERE guild = ?"
)
_KEEP = (
    "INSERT INTO preferences VALUES (?, ?, ?)"
    " ON CONFLICT (member, name) DO UPDATE SET text = excluded.text"
)
_KEEP_FOR_SERVER = (
    "INSERT INTO server_preferences VALUES (?, ?, ?)"
    " ON CONFLICT (guild, name) DO UPDATE SET text = excluded.text"
)
_BRING = "INSERT INTO preferences VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_BRING_FOR_SERVER = "INSERT INTO server_preferences VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_LONGEST = 100  # characters of a choice that is taken over; those of this version are shorter


class SharedPreferences:
    """The choices of all members and servers: see `PreferencesPort`."""

    def __init__(self, database: PostgresDatabase, file: Path) -> None:
        """Keep them in a database, and take over what a file has, as soon as that can be.

        Args:
            database: Which `database migrate` has made ready.
            file: Of the data folder, from before the database kept them; it may be missing.
        """
        self._database = database
        self._file = file
        self._is_taken_over = False
        self._taking_over = Lock()

    def of(self, member: int, guild: int | None) -> Preferred:
        """Return what a member chose, and their server; nothing of a server in direct messages.

        Raises:
            DatabaseAwayError: The database does not answer.
        """
        self.take_over()
        with self._database.connected(guild or 0, member=member) as connection:
            rows = connection.execute(_OF_BOTH, (member, guild or 0)).fetchall()
        own = {name: text for is_own, name, text in rows if is_own}
        return Preferred(own, {name: text for is_own, name, text in rows if not is_own})

    def keep(self, member: int, name: str, text: str) -> None:
        """Keep what a member chose.

        Raises:
            DatabaseAwayError: The database does not answer; it is as before.
        """
        self.take_over()
        with self._database.connected(member=member) as connection:
            connection.execute(_KEEP, (member, name, text))

    def keep_for_server(self, guild: int, name: str, text: str) -> None:
        """Keep what a server chose for who chose nothing.

        Raises:
            DatabaseAwayError: The database does not answer; it is as before.
        """
        self.take_over()
        with self._database.alone(guild) as connection:
            connection.execute(_KEEP_FOR_SERVER, (guild, name, text))

    def forget(self, member: int) -> Mapping[str, object]:
        """Remove what is kept of a member; return what that was.

        Raises:
            DatabaseAwayError: The database does not answer; it is as before.
        """
        self.take_over()
        delete = "DELETE FROM preferences WHERE member = ? RETURNING name, text"
        with self._database.connected(member=member) as connection:
            return dict(connection.execute(delete, (member,)).fetchall())

    def forget_server(self, guild: int) -> None:
        """Remove what is kept of a server.

        Raises:
            DatabaseAwayError: The database does not answer; it is as before.
        """
        self.take_over()
        with self._database.alone(guild) as connection:
            connection.execute("DELETE FROM server_preferences WHERE guild = ?", (guild,))

    def take_over(self) -> int:
        """Take over what the data folder has, once; return how many choices it had.

        Raises:
            DatabaseAwayError: The database does not answer; the file is as before.
        """
        if self._is_taken_over:
            return 0
        with self._taking_over:
            known, strange = _sorted_out(entries_in(self._file))
            if known:
                self._bring(known)
                self._leave(strange)
                _log.info("%s: %d choices are in the database now", self._file, len(known))
            self._is_taken_over = True
        return len(known)

    def _bring(self, choices: Mapping[ChoiceEntry, str]) -> None:
        """Put choices in, all or none; those that are there stay."""
        with self._database.alone() as connection:
            for entry, text in choices.items():
                if entry.is_server:
                    self._database.turn_to(connection, entry.id)
                    connection.execute(_BRING_FOR_SERVER, (entry.id, entry.name, text))
                else:
                    self._database.turn_to_member(connection, entry.id)
                    connection.execute(_BRING, (entry.id, entry.name, text))

    def _leave(self, strange: Mapping[str, object]) -> None:
        """Leave in the file what was not taken over, and no file where that is nothing."""
        if strange:
            write_whole(self._file, json.dumps(strange))
        else:
            self._file.unlink(missing_ok=True)


def _sorted_out(
    entries: Mapping[str, object],
) -> tuple[dict[ChoiceEntry, str], dict[str, object]]:
    """Return the choices among the entries of a file, and the entries that are none."""
    known: dict[ChoiceEntry, str] = {}
    strange: dict[str, object] = {}
    for key, value in entries.items():
        entry = ChoiceEntry.parse(key)
        if entry is not None and isinstance(value, str) and _is_plain(value):
            known[entry] = value
        else:
            strange[key] = value
    return known, strange


def _is_plain(text: str) -> bool:
    """Return whether a database can keep a text, and a choice may be one."""
    return len(text) <= _LONGEST and text.isprintable()


def entries_of(rows: Connection) -> dict[str, object]:
    """Return all choices as the entries of a file.

    Args:
        rows: Sees everything as of one moment, and surveys all.
    """
    return {str(entry): text for entry, text in _all(rows)}


def _all(rows: Connection) -> Iterator[tuple[ChoiceEntry, str]]:
    select = "SELECT guild, name, text FROM server_preferences ORDER BY guild, name"
    for guild, name, text in rows.execute(select).fetchall():
        yield ChoiceEntry(guild, name, is_server=True), text
    _reach(rows, Reach.MEMBERS)
    select = "SELECT member, name, text FROM preferences ORDER BY member, name"
    for member, name, text in rows.execute(select).fetchall():
        yield ChoiceEntry(member, name), text
    _reach(rows, Reach.SURVEY)


def _reach(rows: Connection, reach: Reach) -> None:
    """Have a transaction see what is within another reach from now on."""
    rows.execute("SELECT set_config('briefing.reach', ?, true)", (str(reach),))
