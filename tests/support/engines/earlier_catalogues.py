"""Data folders as earlier versions of the program left them, by the number of their schema.

Each step adds what the program could keep from that schema on. Rows are written as they were:
nothing here asks the present program how one looks.
"""

import hashlib
import json
import sqlite3
from contextlib import closing
from itertools import chain
from pathlib import Path

from bot.library.sqlite.migrations import MIGRATIONS

GUILD, MEMBER, ACCOUNT = 11, 77, 99
RAW = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard.\n"
SHA256 = hashlib.sha256(RAW).hexdigest()
FILLED = (
    (
        "INSERT INTO servers (guild, generation) VALUES (11, 3)",
        "INSERT INTO documents (guild, name, filename, sha256, size, stated, channels, roles,"
        " added) VALUES (11, 'ferry', 'Ferry.TXT', :sha256, :size,"
        """ '{"title": "The Ferry"}', '[5, 6]', '[7]', '2026-01-02T03:04:05+00:00')""",
    ),
    (
        "INSERT INTO settings (guild, name, text) VALUES (11, 'cooldown_s', '9')",
        "INSERT INTO gaps (guild, day, told) VALUES (11, '2026-01-02', 4)",
    ),
    (
        "UPDATE servers SET served = 2 WHERE guild = 11",
        "INSERT INTO jobs (guild, content, filename, sha256, size, stated, scope, instead_of,"
        " state, reason, attempts, asked) VALUES (11, 'c', 'Mill.TXT', :sha256, :size, 'null',"
        " 'null', '', 'given up', 'it was in vain', 3, 1767323045.0)",
    ),
    ("INSERT INTO presences (guild, account, gone) VALUES (11, 99, NULL)",),
    (
        "INSERT INTO opinions (guild, own, document, wording, day, helpful, unhelpful)"
        " VALUES (11, 1, 'ferry', 'aa', '2026-01-02', 2, 1)",
    ),
    (
        "INSERT INTO jobs (guild, content, filename, sha256, size, stated, scope, instead_of,"
        " state, reason, asked, kind, brings, taken, refused, channel, told)"
        " VALUES (11, 'd', 'library.zip', :sha256, :size,"
        """ '{"server": "12"}', 'null', '', 'failed', 'it was lost', 1767323045.0, 'archive',"""
        """ '{"a.txt": 1, "b.txt": 2, "c.txt": 3}', '{"a.txt": "a"}', '{"b.txt": "it is none"}',"""
        " 5, 'listed')",
    ),
    ("INSERT INTO revisions (guild, document, number, kept) VALUES (11, 'ferry', 4, :state)",),
    (
        "INSERT INTO events (guild, number, moment, member, kind, what)"
        " VALUES (11, 3, 4102444800.0, 77, 'added', 'Ferry.TXT')",
        "UPDATE jobs SET member = 77 WHERE filename = 'Mill.TXT'",
    ),
)
# The ferry's file was another before, of two paragraphs.
STATE = {
    "sha256": "d" * 64,
    "since": "2025-01-02T03:04:05.678+00:00",
    "paragraphs": ["0a" * 16, "0b" * 16],
}


def earlier_catalogue(path: Path, version: int) -> None:
    """Make a catalogue of a schema, filled with all that could be kept by then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    given = {"sha256": SHA256, "size": len(RAW), "state": json.dumps(STATE)}
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        for statement in chain.from_iterable(MIGRATIONS[:version]):
            connection.execute(statement)
        for statement in chain.from_iterable(FILLED[:version]):
            connection.execute(statement, given)
        connection.execute(f"PRAGMA user_version = {version}")


def earlier_data(data: Path, version: int) -> None:
    """Make a data folder of a schema: a server's document, and what a member chose."""
    earlier_catalogue(data / "library" / "catalogue.sqlite3", version)
    original = data / "library" / "originals" / SHA256[:2] / SHA256
    original.parent.mkdir(parents=True)
    original.write_bytes(RAW)
    (data / "preferences.json").write_text(json.dumps({str(MEMBER): "apa"}), encoding="utf-8")
