"""What members chose to be remembered: citation style and form of replies, and nothing else."""

import enum
import logging
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from bot.library import CITATION_STYLE, FORM, PreferencesPort
from index import BriefingError, Style

_log = logging.getLogger(__name__)

_STYLES = frozenset(style.value for style in Style)
_REMEMBERED = 10_000  # members and servers; those that were not looked up for longest go first


class ReplyForm(enum.StrEnum):
    """How replies look; the values are kept, and stand in the command's choices."""

    CARDS = "cards"
    PLAIN = "plain text"


class Preferences:
    """Citation styles and forms by member, forms by server, as they were when last looked up.

    What is kept may be changed by another process: so it is looked up whenever somebody turns to
    the bot, and the reply goes by that. Its methods may be called from several threads.
    """

    def __init__(self, kept: PreferencesPort, default: Style) -> None:
        """Go by what is kept; where a member and their server chose no style, by the default."""
        self._kept = kept
        self._default = default
        self._members = _Recent()
        self._servers = _Recent()

    def look(self, member_id: int, guild_id: int | None) -> None:
        """Look up what holds for a member; where that cannot be, what held before does."""
        try:
            preferred = self._kept.of(member_id, guild_id)
        except BriefingError as error:
            _log.warning("what a member chose cannot be read: %s", error)
            return
        self._members.put(member_id, preferred.of_member)
        if guild_id is not None:
            self._servers.put(guild_id, preferred.of_server)

    def style(self, member_id: int, of_server: Style | None = None) -> Style:
        """Return a member's style; where they chose none, the server's, or the operator's."""
        kept = self._members.of(member_id).get(CITATION_STYLE)
        text = kept if isinstance(kept, str) else ""
        return Style(text) if text in _STYLES else of_server or self._default

    def is_plain(self, member_id: int, guild_id: int | None) -> bool:
        """Return whether a member is answered in plain text: as they chose, else their server."""
        servers = {} if guild_id is None else self._servers.of(guild_id)
        form = self._members.of(member_id).get(FORM, servers.get(FORM))
        return form == ReplyForm.PLAIN

    def remember(self, member_id: int, style: Style) -> bool:
        """Keep a member's style; return whether that could be done."""
        return self._keep(member_id, CITATION_STYLE, style.value)

    def remember_form(self, form: ReplyForm, *, member_id: int) -> bool:
        """Keep how a member wants replies to look; return whether that could be done."""
        return self._keep(member_id, FORM, form.value)

    def _keep(self, member_id: int, name: str, text: str) -> bool:
        try:
            self._kept.keep(member_id, name, text)
        except BriefingError as error:
            _log.warning("what a member chose is not kept: %s", error)
            return False
        self._members.put(member_id, {**self._members.of(member_id), name: text})
        return True

    def remember_server_form(self, form: ReplyForm, *, guild_id: int) -> bool:
        """Keep how replies look in a server for who chose nothing; return whether that was done."""
        try:
            self._kept.keep_for_server(guild_id, FORM, form.value)
        except BriefingError as error:
            _log.warning("what server %s chose is not kept: %s", guild_id, error)
            return False
        self._servers.put(guild_id, {FORM: form.value})
        return True

    def kept(self, member_id: int) -> Mapping[str, object]:
        """Return what is kept of a member, by its name; nothing where they chose nothing.

        Raises:
            CollectionError: It cannot be read now.
        """
        return self._kept.of(member_id, None).of_member

    def forget(self, member_id: int) -> Mapping[str, object]:
        """Remove what is kept of a member; return what that was.

        Raises:
            CollectionError: It cannot be removed now; it is kept as before.
        """
        was = self._kept.forget(member_id)
        self._members.put(member_id, {})
        return was

    def forget_server(self, guild_id: int) -> None:
        """Remove what is kept of a server.

        Raises:
            CollectionError: It cannot be removed now; it is kept as before.
        """
        self._kept.forget_server(guild_id)
        self._servers.put(guild_id, {})


class _Recent:
    """What was looked up last, of so many."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, Mapping[str, object]] = OrderedDict()
        self._lock = Lock()

    def of(self, owner: int) -> Mapping[str, object]:
        with self._lock:
            return self._known.get(owner, {})

    def put(self, owner: int, choices: Mapping[str, object]) -> None:
        with self._lock:
            self._known[owner] = choices
            self._known.move_to_end(owner)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
