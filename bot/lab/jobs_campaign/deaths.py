"""Workers that are killed at a point that chance chooses, for as long as there are kills left.

Half of them end before a change that they would make to the file system, counted by an audit hook;
half at a moment of time, wherever they are then, in native code, too. Nothing of theirs is told:
SIGKILL ends them.
"""

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.config import Config
from bot.library import run_worker
from index import Encoder

KILLS, LEFT = "kills", "left"  # files: a line a kill; how many there may be
_CHANGES = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link"})
_MOST_CHANGES = 160  # of a document or two
_LONGEST_S = 4.0  # likewise, while the machine has other things to do
_BY_CHANGES = 0.5  # share of the deaths


def run_mortal(encoder: Callable[[], Encoder]) -> None:
    """Work as a worker does, and die.

    Args:
        encoder: Gives what embeds.
    """

    def mortal(config: Config) -> Encoder:
        with suppress(AttributeError, OSError):  # nobody waits for an answer here
            os.setpriority(os.PRIO_PROCESS, 0, 0)
        arrange_death(config.data.parent)
        return encoder()

    run_worker(mortal)


def arrange_death(folder: Path) -> None:
    """Have this process end some time from now on, while there are kills left."""
    if kills_of(folder) >= int((folder / LEFT).read_text("ascii")):
        return
    chance = random.Random(os.getpid() + time.time_ns())  # noqa: S311  # not for secrets
    if chance.random() < _BY_CHANGES:
        _die_at_change(chance.randint(1, _MOST_CHANGES), folder)
    else:
        timer = threading.Timer(chance.uniform(0, _LONGEST_S), lambda: _die(folder, "time"))
        timer.daemon = True
        timer.start()


def kills_of(folder: Path) -> int:
    """Return how many workers have been killed."""
    try:
        return len((folder / KILLS).read_bytes().splitlines())
    except FileNotFoundError:
        return 0


def _die_at_change(number: int, folder: Path) -> None:
    left = [number]

    def count(event: str, given: tuple[Any, ...]) -> None:
        if event not in _CHANGES or (event == "open" and not _is_writing(given)):
            return
        left[0] -= 1
        if left[0] == 0:
            _die(folder, "change")

    sys.addaudithook(count)


def _is_writing(given: tuple[Any, ...]) -> bool:
    flags = given[2] if len(given) > 2 and isinstance(given[2], int) else 0
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _die(folder: Path, by: str) -> None:
    handle = os.open(folder / KILLS, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(handle, f"{by}\n".encode())
    os.kill(os.getpid(), signal.SIGKILL)
