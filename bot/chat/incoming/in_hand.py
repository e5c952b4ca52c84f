"""What is being answered, kept on the disk until it is: the next process takes it up after a kill.

Of a message that is its place alone, since Discord gives its words again. Of a command, press or
form it is all that Discord sent, which it does not give again.
"""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import discord

from index import UnwritableError, remove_unfinished, write_whole

IN_HAND = "in_hand"  # in the data folder, a file for each
_INTERACTION = "INTERACTION_CREATE"
_END = ".json"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenEvent:
    """A message, command, press or form that is not answered yet.

    Args:
        id: Its number on Discord.
        channel: Where a message was written; 0 for what is none.
        sent: What Discord sent of a command, press or form; None of a message.
        harmless: Whether it changes nothing, so that it may be done once more.
        tries: How often it was taken up again.
        edited: Whether it is a message whose words were changed, answered in its answer's place.
    """

    id: int
    channel: int = 0
    sent: Mapping[str, Any] | None = None
    harmless: bool = True
    tries: int = 0
    edited: bool = False

    @classmethod
    def of_message(cls, message: discord.Message, *, edited: bool = False) -> "OpenEvent":
        """Return what is kept of a message, or of one whose words were changed."""
        return cls(message.id, message.channel.id, tries=_tries(), edited=edited)

    @classmethod
    def of_interaction(
        cls, interaction: discord.Interaction[Any], *, harmless: bool
    ) -> "OpenEvent | None":
        """Return what is kept of an interaction; None where what Discord sent is not known."""
        sent = _SENT.get()
        if sent is None or int(sent["id"]) != interaction.id:
            return None
        return cls(interaction.id, sent=sent, harmless=harmless, tries=_tries())


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What an earlier process did of what is taken up again.

    Args:
        tries: How often it was taken up, with this time.
        ephemeral: Whether the member alone sees the answer; None where that is open.
    """

    tries: int
    ephemeral: bool | None = None


_SENT: ContextVar[Mapping[str, Any] | None] = ContextVar("sent", default=None)
_TAKEN_UP: ContextVar[TakenUp | None] = ContextVar("taken up", default=None)


def taken_up() -> TakenUp | None:
    """Return what an earlier process did of what is being answered here; None where it is new."""
    return _TAKEN_UP.get()


@contextmanager
def taking_up_again(state: TakenUp) -> Iterator[None]:
    """Have what is begun in the block known as taken up again.

    Yields:
        Nothing.
    """
    token = _TAKEN_UP.set(state)
    try:
        yield
    finally:
        _TAKEN_UP.reset(token)


def _tries() -> int:
    state = taken_up()
    return state.tries if state else 0


def keep_as_sent(client: discord.Client) -> None:
    """Have whatever answers an interaction know what Discord sent of it: see `OpenEvent`.

    discord.py keeps parts of that only, and offers no other place to see it.
    """
    parsers = client._connection.parsers  # see above
    parse = parsers[_INTERACTION]

    def parsed(data: Mapping[str, Any]) -> None:
        token = _SENT.set(data)
        try:
            parse(data)  # the tasks that it begins have it, too
        finally:
            _SENT.reset(token)

    parsers[_INTERACTION] = parsed


def parse_again(client: discord.Client, event: OpenEvent) -> None:
    """Have a client take up an interaction as if Discord had sent it now."""
    client._connection.parsers[_INTERACTION](event.sent)  # as `keep_as_sent` has it


class InHand:
    """The files of one data folder, of which one process writes. The bot goes on without them."""

    def __init__(self, folder: Path, is_closed: Callable[[], bool] = lambda: False) -> None:
        """Keep in `folder`; once the client is closed, nothing is settled any more."""
        self.folder = folder
        self._is_closed = is_closed
        self._has_failed = False

    def keep(self, event: OpenEvent) -> None:
        """Note that something is being answered. It outlives the process, not a loss of power."""
        try:
            write_whole(self._path(event.id), json.dumps(asdict(event)), synced=False)
        except UnwritableError as error:
            self._say(error)

    def settle(self, number: int) -> None:
        """Forget what was answered, or cannot be, by its number on Discord."""
        if self._is_closed():
            return  # what was to be sent may not have been
        try:
            self._path(number).unlink(missing_ok=True)
        except OSError as error:
            self._say(error)

    def left(self) -> list[OpenEvent]:
        """Return what an earlier process had in hand at its end, oldest first.

        What it was just writing was not begun, and goes.
        """
        remove_unfinished(self.folder)
        files = self.folder.glob(f"*{_END}") if self.folder.is_dir() else ()
        events = filter(None, map(self._read, files))
        return sorted(events, key=lambda event: event.id)

    def _read(self, path: Path) -> OpenEvent | None:
        """Return what a file keeps; one that is damaged is removed."""
        try:
            event = OpenEvent(**json.loads(path.read_text(encoding="utf-8")))
            if event.id == int(path.stem):
                return event
        except (OSError, ValueError, TypeError, RecursionError) as error:
            _log.warning("%s cannot be read (%s) and is left out", path, type(error).__name__)
        path.unlink(missing_ok=True)
        return None

    def _path(self, number: int) -> Path:
        return self.folder / f"{number}{_END}"

    def _say(self, error: Exception) -> None:
        """Log once that nothing can be kept."""
        if not self._has_failed:
            self._has_failed = True
            _log.warning("%s (what is in hand at a kill stays unanswered)", error)
