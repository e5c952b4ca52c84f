"""The list in a backup: each file with its digest. It is read as what somebody sent."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from index import BriefingError

MANIFEST, ORIGINALS = "manifest.json", "originals/"
_FORMAT, _VERSION = "briefing-bot backup", 1
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MOST = 2_000_000  # files; as many take some 300 MB of a manifest
_NAME = re.compile(r"[\w%./-]{1,1000}", re.ASCII)  # as `contents` makes them


class BackupError(BriefingError):
    """A file that is no backup, a damaged one, or one that cannot be put back here."""


@dataclass(frozen=True, slots=True)
class BackupEntry:
    """A file in a backup.

    Args:
        name: Where it is in the backup.
        sha256: Of its bytes, hexadecimal.
        size: Of those.
    """

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class BackupManifest:
    """What a backup holds.

    Args:
        made: When, with a zone.
        home: What the data folder called the place of the operator's collection.
        entries: Its files.
        lost: The sha256 of each document that the disk had lost by then.
    """

    made: datetime
    home: str
    entries: tuple[BackupEntry, ...]
    lost: tuple[str, ...] = ()

    @property
    def documents(self) -> int:
        """How many documents of servers it holds; the same file of several counts once."""
        return len(self.originals)

    @property
    def originals(self) -> frozenset[str]:
        """The sha256 of each of them."""
        names = (entry.name for entry in self.entries if entry.name.startswith(ORIGINALS))
        return frozenset(name.removeprefix(ORIGINALS) for name in names)

    def __str__(self) -> str:
        """Return the manifest as it is written."""
        record = {"format": _FORMAT, "version": _VERSION} | asdict(self)
        return json.dumps(record | {"made": self.made.isoformat()}, indent=1)

    @classmethod
    def parse(cls, text: bytes) -> "BackupManifest":
        """Return the manifest that a text is.

        Raises:
            BackupError: It is none, or of a later version of the program.
        """
        try:
            record = json.loads(text)
            if record["format"] != _FORMAT:
                raise BackupError("it lists something else: it is none of `backup`")
            if record["version"] != _VERSION:
                raise BackupError("it is of a later version of this program: update this one")
            return cls._of(record)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise BackupError(f"its {MANIFEST} is malformed: {error}") from error

    @classmethod
    def _of(cls, record: Mapping[str, Any]) -> "BackupManifest":
        """Return the manifest of a record.

        Raises:
            ValueError: It is malformed.
        """
        rows, made = record["entries"], datetime.fromisoformat(record["made"])
        if made.tzinfo is None:
            raise ValueError(f"the time {made} has no zone")
        if not isinstance(rows, list) or len(rows) > _MOST:
            raise ValueError(f"it has no list of at most {_MOST} files")
        entries = tuple(map(_entry, rows))
        if len({entry.name for entry in entries}) < len(entries):
            raise ValueError("a file is listed twice")
        lost = tuple(_text(one, _DIGEST, "a digest") for one in record["lost"])
        return cls(made, _text(record["home"], _NAME, "a name"), entries, lost)


def _entry(row: Mapping[str, Any]) -> BackupEntry:
    """Return the file of a row.

    Raises:
        ValueError: It is malformed.
    """
    size = row["size"]
    if type(size) is not int or size < 0:
        raise ValueError(f"{size!r:.40} is no size")
    name = _text(row["name"], _NAME, "a name")
    return BackupEntry(name, _text(row["sha256"], _DIGEST, "a digest"), size)


def _text(value: object, form: re.Pattern[str], noun: str) -> str:
    """Return a value that is a text of this form.

    Raises:
        ValueError: It is not.
    """
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError(f"{value!r:.40} is not {noun}")
    return value
