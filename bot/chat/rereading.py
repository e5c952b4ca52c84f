"""config.yaml read again while the bot runs, at SIGHUP: what can change does, the rest is named.

What decides who may see a reply is not among what can change: a question goes by one state of it
from its acknowledgement to its answer.
"""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from threading import Event

from bot.config import Config
from index import SettingsError

_log = logging.getLogger(__name__)
_CAME_EARLY = Event()  # SIGHUP, while the program started
CHANGEABLE: Mapping[str, frozenset[str]] = {
    "discord": frozenset(
        {
            "cooldown_s",
            "question_characters",
            "concurrent_questions",
            "log_questions",
            "kept_after_leaving_days",
        }
    ),
    "library": frozenset(
        {
            "documents",
            "megabytes",
            "passages",
            "open_megabytes",
            "jobs_a_day",
            "waiting",
            "waiting_in_all",
        }
    ),
    "log": frozenset({"form"}),
}
"""Settings that take effect while the bot runs, by their groups."""


def with_changes(present: Config, read: Config) -> Config:
    """Return the present configuration with what of the one that was read can change."""
    groups = {
        group: replace(
            getattr(present, group), **{name: getattr(getattr(read, group), name) for name in names}
        )
        for group, names in CHANGEABLE.items()
    }
    return replace(present, **groups)


def differences(one: Config, other: Config) -> dict[str, str]:
    """Return what differs in another configuration, by its name: its value and the one before."""
    before, after = _flat(one), _flat(other)
    return {
        name: f"{name} is {after[name]} now, it was {before[name]}"
        for name in before
        if before[name] != after[name]
    }


def _flat(config: Config) -> dict[str, object]:
    """Return every setting by its name, such as `discord.cooldown_s`."""
    flat: dict[str, object] = {}
    for group in fields(config):
        value = getattr(config, group.name)
        if is_dataclass(value):
            flat |= {f"{group.name}.{one.name}": getattr(value, one.name) for one in fields(value)}
        else:
            flat[group.name] = value
    return flat


class Rereading:
    """The configuration in force, and how it comes by another one."""

    def __init__(self, config: Config, read: Callable[[], Config]) -> None:
        """Begin with a configuration; `read` reads the file that it came from."""
        self.config = config
        self._read = read
        self._reading = asyncio.Lock()

    async def reread(self, apply: Callable[[Config], None]) -> None:
        """Read the file, and log what became of it; one with a fault changes nothing.

        Args:
            apply: Has another configuration hold for what runs.
        """
        async with self._reading:
            try:
                read = await asyncio.to_thread(self._read)
            except SettingsError as error:
                for fault in str(error).splitlines():
                    _log.warning("the configuration stays as it is: %s", fault)
                return
            present, changed = self.config, with_changes(self.config, read)
            self.config = changed
            apply(changed)
            _tell(differences(present, changed), differences(changed, read))


def _tell(changed: Mapping[str, str], left: Mapping[str, str]) -> None:
    """Log what was changed, and what takes a restart, in a line each."""
    _log.info("the configuration was read: %s", "; ".join(changed.values()) or "nothing to change")
    if left:
        _log.warning("until a restart these stay as they were: %s", ", ".join(left))


@contextmanager
def rereading_on_signal(
    rereading: Rereading, apply: Callable[[Config], None], stop: Callable[[], None]
) -> Iterator[None]:
    """Have the configuration read at SIGHUP while the block runs.

    A terminal that is closed sends the same signal: a bot that was started in it ends.

    Args:
        rereading: Reads it.
        apply: As for `Rereading.reread`.
        stop: Ends the program.

    Yields:
        Nothing.
    """
    if not _is_heard():
        yield
        return
    in_terminal, under_way = is_terminal(), set[asyncio.Task[None]]()

    def heard() -> None:
        if in_terminal and not is_terminal():
            stop()
            return
        task = asyncio.create_task(rereading.reread(apply))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, heard)
    if _CAME_EARLY.is_set():
        _CAME_EARLY.clear()
        heard()
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGHUP)


@contextmanager
def serving_awaited() -> Iterator[None]:
    """Have SIGHUP, which else would end the program, wait in the block until that serves.

    SIGTERM ends it with a line, and a terminal that is closed ends it, too.

    Yields:
        Nothing.

    Raises:
        SystemExit: SIGTERM came, with the exit code of a program that was ended well.
    """
    with _ending_in_a_line():
        if _is_heard():
            with _hanging_up_later():
                yield
        else:
            yield


@contextmanager
def _ending_in_a_line() -> Iterator[None]:
    """Have SIGTERM end the block with a line, until the program hears it by itself.

    Yields:
        Nothing.

    Raises:
        SystemExit: It came, with the exit code of a program that was ended well.
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    came = Event()

    def heard(number: int, frame: object) -> None:
        del number, frame
        came.set()
        # No KeyboardInterrupt: where that leaves code which was made of text, as that of a data
        # class, Python ends the program as if by SIGINT, whoever catches it.
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, heard)
    try:
        yield
    except BaseException as error:  # compiled modules turn it into errors of their own
        if not came.is_set():
            raise
        sys.stderr.write("briefing-bot: ended by SIGTERM\n")
        raise SystemExit(0) from error
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _hanging_up_later() -> Iterator[None]:
    """Have SIGHUP wait in the block until the program serves.

    Yields:
        Nothing.
    """
    in_terminal = is_terminal()

    def heard(number: int, frame: object) -> None:
        del number, frame
        if in_terminal and not is_terminal():
            raise KeyboardInterrupt
        _CAME_EARLY.set()

    before = signal.signal(signal.SIGHUP, heard)
    try:
        yield
    finally:
        signal.signal(signal.SIGHUP, before)


def _is_heard() -> bool:
    """Return whether SIGHUP means something: not on Windows, nor where `nohup` has it ignored."""
    return hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN


def is_terminal(descriptor: int = 0) -> bool:
    """Return whether standard input is a terminal that is still there."""
    return os.isatty(descriptor)
