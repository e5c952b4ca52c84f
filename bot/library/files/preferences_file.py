"""What members and servers chose for replies, in one small file of the data folder."""

import json
import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

from index import CollectionError, may_pass, set_aside, write_whole

_log = logging.getLogger(__name__)

CITATION_STYLE, FORM = "citation_style", "form_of_replies"  # names of choices
_ENDS = {CITATION_STYLE: "", FORM: ":form"}  # of the name of an entry, by that of its choice
_ENTRY = re.compile(r"(?P<server>server:)?(?P<id>[1-9][0-9]{0,18})(?P<end>:form)?")
_SERVER = "server:"  # begins the name of an entry of a server
_MOST = 2**63 - 1  # of an id that a database takes


@dataclass(frozen=True, slots=True)
class Preferred:
    """What holds for replies to a member, by the names of the choices.

    Args:
        of_member: What they chose.
        of_server: What their server chose, for who chose nothing.
    """

    of_member: Mapping[str, object] = field(default_factory=dict)
    of_server: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChoiceEntry:
    """Whose choice an entry of the file is.

    Args:
        id: Of the member, or of the server.
        name: Of the choice.
        is_server: Whether it is a server's.
    """

    id: int
    name: str
    is_server: bool = False

    @classmethod
    def parse(cls, key: str) -> "ChoiceEntry | None":
        """Return what a name of an entry means; None where this version does not know it.

        Example:
            >>> ChoiceEntry.parse("server:7:form")
            ChoiceEntry(id=7, name='form_of_replies', is_server=True)
        """
        match = _ENTRY.fullmatch(key)
        if match is None or int(match["id"]) > _MOST:
            return None
        name = FORM if match["end"] else CITATION_STYLE
        return cls(int(match["id"]), name, is_server=bool(match["server"]))

    def __str__(self) -> str:
        """Return the name of the entry."""
        return f"{_SERVER if self.is_server else ''}{self.id}{_ENDS[self.name]}"


class FilePreferences:
    """The choices of one data folder, of which one process writes: see `PreferencesPort`."""

    def __init__(self, path: Path) -> None:
        """Read the file; a damaged one is set aside, and an entry that is no choice stays in it.

        One that cannot be read just now is read when it is next asked for.
        """
        self._path = path
        self._read: dict[str, object] | None = None  # what it has, entries of later versions, too
        self._changing = RLock()
        try:
            self._entries()
        except CollectionError as error:
            _log.warning("%s", error)

    def _entries(self) -> dict[str, object]:
        """Return what the file has.

        Raises:
            CollectionError: It cannot be read just now.
        """
        with self._changing:
            if self._read is None:
                self._read = entries_in(self._path)
            return self._read

    def of(self, member: int, guild: int | None) -> Preferred:
        """Return what a member chose, and their server; nothing of a server in direct messages.

        Raises:
            CollectionError: The file cannot be read just now.
        """
        return Preferred(self._of(member), {} if guild is None else self._of(guild, server=True))

    def _of(self, owner: int, *, server: bool = False) -> dict[str, object]:
        entries = self._entries()
        keys = {name: str(ChoiceEntry(owner, name, is_server=server)) for name in _ENDS}
        return {name: entries[key] for name, key in keys.items() if key in entries}

    def keep(self, member: int, name: str, text: str) -> None:
        """Keep what a member chose.

        Raises:
            CollectionError: The disk refuses; it is as before.
        """
        self._keep(ChoiceEntry(member, name), text)

    def keep_for_server(self, guild: int, name: str, text: str) -> None:
        """Keep what a server chose for who chose nothing.

        Raises:
            CollectionError: The disk refuses; it is as before.
        """
        self._keep(ChoiceEntry(guild, name, is_server=True), text)

    def _keep(self, entry: ChoiceEntry, text: str) -> None:
        with self._changing:
            changed = self._entries() | {str(entry): text}
            write_whole(self._path, json.dumps(changed), synced=False)
            self._read = changed

    def forget(self, member: int) -> Mapping[str, object]:
        """Remove what is kept of a member, on the disk too; return what that was.

        Raises:
            CollectionError: The disk refuses; it is kept as before.
        """
        with self._changing:
            was = self._of(member)
            self._remove({str(ChoiceEntry(member, name)) for name in _ENDS})
        return was

    def forget_server(self, guild: int) -> None:
        """Remove what is kept of a server, on the disk too.

        Raises:
            CollectionError: The disk refuses; it is kept as before.
        """
        with self._changing:
            self._remove({str(ChoiceEntry(guild, name, is_server=True)) for name in _ENDS})

    def _remove(self, keys: set[str]) -> None:
        entries = self._entries()
        left = {key: value for key, value in entries.items() if key not in keys}
        if len(left) < len(entries):
            write_whole(self._path, json.dumps(left))
            self._read = left


def entries_in(path: Path) -> dict[str, object]:
    """Return what a file holds; nothing where there is none. A damaged one is set aside.

    Raises:
        CollectionError: It cannot be read just now, or not by this user, and may be whole.
    """
    try:
        entries = _read(path)
    except FileNotFoundError:
        return {}  # nobody has chosen yet
    except (OSError, ValueError, RecursionError) as error:
        if may_pass(error) or isinstance(error, PermissionError):
            msg = f"{path} cannot be read ({error}), and stays as it is: look at its owner and disk"
            raise CollectionError(msg) from error
        _set_aside(path, error)
        return {}
    with suppress(OSError):  # what can be read is good, whoever's it is
        path.chmod(0o600)  # an earlier version let everybody read it
    strange = sum(_is_strange(*entry) for entry in entries.items())
    if strange:
        _log.warning("%s: %d of %d entries are no choices", path, strange, len(entries))
    return entries


def choices_in(path: Path) -> Mapping[str, object]:
    """Return what a file holds, which stays as it is; nothing where there is none.

    Raises:
        CollectionError: It cannot be read.
    """
    try:
        return _read(path)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        msg = f"{path} cannot be read ({error}): mend it, or put it back from a backup"
        raise CollectionError(msg) from error


def _is_strange(key: str, value: object) -> bool:
    """Return whether an entry is none of this version's."""
    return ChoiceEntry.parse(key) is None or not isinstance(value, str)


def _read(path: Path) -> dict[str, object]:
    """Return what the file holds.

    Raises:
        OSError: It cannot be opened.
        ValueError: It is no JSON object.
        RecursionError: It nests without end.
    """
    record = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(record, dict):
        msg = "it holds no JSON object"
        raise ValueError(msg)  # noqa: TRY004  # of a file, as json's own
    return record


def _set_aside(path: Path, error: Exception) -> None:
    """Keep a file that cannot be read under another name: the next choice writes a new one."""
    try:
        kept = set_aside(path)
    except OSError as refused:
        _log.warning("%s cannot be read (%s) nor renamed (%s)", path, error, refused)
    else:
        _log.warning("%s cannot be read (%s); it is kept as %s", path, error, kept.name)
