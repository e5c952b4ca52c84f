"""What members chose to be remembered: citation style and form of replies, and nothing else."""

import enum
import json
import logging
from pathlib import Path
from threading import Lock

from index import CollectionError, Style, set_aside, write_whole

_log = logging.getLogger(__name__)

PREFERENCES_FILE = "preferences.json"  # in the data folder
_STYLES = frozenset(style.value for style in Style)
_FORM = ":form"  # ends the name of an entry that says how replies look


class ReplyForm(enum.StrEnum):
    """How replies look; the values stand in the file and in the command's choices."""

    CARDS = "cards"
    PLAIN = "plain text"


class Preferences:
    """Citation styles and forms by member, forms by server, in one small file."""

    def __init__(self, path: Path, default: Style) -> None:
        """Read the file; a damaged one is set aside, and an entry that is no style stays in it."""
        self._path = path
        self._default = default
        self._kept: dict[str, object] = {}  # entries of a later version, too
        self._changing = Lock()
        try:
            self._kept = _entries(path)
            path.chmod(0o600)  # an earlier version let everybody read it
        except FileNotFoundError:
            pass  # nobody has chosen yet
        except (OSError, ValueError, RecursionError) as error:
            self._set_aside(error)
        strange = sum(not _is_known(*entry) for entry in self._kept.items())
        if strange:
            _log.warning("%s: %d of %d entries name no style", path, strange, len(self._kept))

    def style(self, member_id: int, of_server: Style | None = None) -> Style:
        """Return a member's style; where they chose none, the server's, or the operator's."""
        kept = _text(self._kept.get(str(member_id)))
        return Style(kept) if kept in _STYLES else of_server or self._default

    def remember(self, member_id: int, style: Style) -> None:
        """Keep a member's style; where the disk refuses, until the next start."""
        self._keep(str(member_id), style.value)

    def is_plain(self, member_id: int, guild_id: int | None) -> bool:
        """Return whether a member is answered in plain text: as they chose, else their server."""
        servers = self._kept.get(f"server:{guild_id}{_FORM}", ReplyForm.CARDS)
        return self._kept.get(f"{member_id}{_FORM}", servers) == ReplyForm.PLAIN

    def remember_form(self, form: ReplyForm, *, member_id: int) -> None:
        """Keep how a member wants replies to look."""
        self._keep(f"{member_id}{_FORM}", form.value)

    def remember_server_form(self, form: ReplyForm, *, guild_id: int) -> None:
        """Keep how replies look in a server for who chose nothing."""
        self._keep(f"server:{guild_id}{_FORM}", form.value)

    def _keep(self, entry: str, value: str) -> None:
        with self._changing:
            self._kept[entry] = value
            try:
                write_whole(self._path, json.dumps(self._kept), synced=False)
            except CollectionError as error:
                _log.warning("%s", error)

    def kept(self, member_id: int) -> dict[str, object]:
        """Return what is kept of a member, by its name; nothing where they chose nothing."""
        named = {"citation_style": str(member_id), "form_of_replies": f"{member_id}{_FORM}"}
        return {name: self._kept[key] for name, key in named.items() if key in self._kept}

    def forget(self, member_id: int) -> dict[str, object]:
        """Remove what is kept of a member, on the disk too; return what that was.

        Raises:
            CollectionError: The disk refuses; it is kept as before.
        """
        with self._changing:
            was = self.kept(member_id)
            own = {str(member_id), f"{member_id}{_FORM}"}
            left = {entry: value for entry, value in self._kept.items() if entry not in own}
            if was:
                write_whole(self._path, json.dumps(left))
                self._kept = left
        return was

    def forget_server(self, guild_id: int) -> None:
        """Remove what is kept of a server, on the disk too.

        Raises:
            CollectionError: The disk refuses; it is kept as before.
        """
        with self._changing:
            left = dict(self._kept)
            if left.pop(f"server:{guild_id}{_FORM}", None) is not None:
                write_whole(self._path, json.dumps(left))
                self._kept = left

    def _set_aside(self, error: Exception) -> None:
        """Keep a file that cannot be read under another name: the next choice writes a new one."""
        try:
            kept = set_aside(self._path)
        except OSError as refused:
            _log.warning("%s cannot be read (%s) nor renamed (%s)", self._path, error, refused)
        else:
            _log.warning("%s cannot be read (%s); it is kept as %s", self._path, error, kept.name)


def _entries(path: Path) -> dict[str, object]:
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


def _is_known(entry: str, value: object) -> bool:
    """Return whether an entry says what this version understands."""
    return _text(value) in (set(ReplyForm) if entry.endswith(_FORM) else _STYLES)


def _text(value: object) -> str | None:
    """Return a text, None for whatever else JSON has."""
    return value if isinstance(value, str) else None
