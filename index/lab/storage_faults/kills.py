"""Builders that are killed in the middle, at a change to the file system or after a time."""

import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from index.errors import CollectionError
from index.lab.storage_faults.scene import Scene, in_child
from index.lab.storage_faults.shared_reader import own_reader
from index.storage import current_build, read_manifest

_CHANGES = frozenset(
    {"open", "os.link", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"}
)


@dataclass(frozen=True, slots=True)
class KillTrial:
    """What came of a builder that was to be killed.

    Args:
        moment: At which it was.
        killed: Whether it was: it may have ended before.
        left: What was in use afterwards: "none", "old", "new"; "damaged", which is wrong.
        fault: What was wrong, then or when it was opened; "" where nothing was.
    """

    moment: str
    killed: bool
    left: str
    fault: str


def kills(scene: Scene, count: int) -> Iterator[KillTrial]:
    """Yield what came of each builder; each goes on from what the one before left.

    Args:
        scene: Its documents change before each.
        count: How many are to be killed.
    """
    note = scene.folder / "note.txt"
    for number in range(count):
        scene.change()
        before = current_build(scene.home)
        if number % 2:
            with own_reader():  # it may be killed while a file is read
                moment, status = _killed_in_time(scene, note)
        else:
            moment, status = _killed_in_steps(scene, note)
        left, fault = _left(scene, before)
        if not fault:
            ended, fault = in_child(scene.fault, note)
            fault = fault or (f"ended with {ended}" if ended else "")
        yield KillTrial(moment, status == -signal.SIGKILL, left, fault)


def _killed_in_steps(scene: Scene, note: Path) -> tuple[str, int]:
    """Return before which change a builder was killed, and how it ended."""
    changes, _ = _measured(scene, note)
    step = scene.chance.randint(1, changes)
    return f"before change {step} of {changes}", _killed_at(step, scene, note)


def _killed_in_time(scene: Scene, note: Path) -> tuple[str, int]:
    """Return after how long a builder was killed, and how it ended."""
    _, seconds = _measured(scene, note)
    at = scene.chance.uniform(0, seconds)
    return f"after {at:.3f} s", _killed_after(at, scene, note)


def _measured(scene: Scene, note: Path) -> tuple[int, float]:
    """Return how many changes a build beside makes to the file system, and how long it takes."""
    beside = Scene(scene.folder / "beside", scene.paragraphs, scene.chance)
    shutil.rmtree(beside.folder, ignore_errors=True)
    shutil.copytree(scene.knowledge, beside.knowledge)
    if scene.home.exists():
        shutil.copytree(scene.home, beside.home)
    started = perf_counter()
    _, said = in_child(lambda: _built(beside), note)
    return max(1, int(said or "1")), perf_counter() - started


def _built(scene: Scene) -> str:
    """Return how many changes a build makes."""
    seen = watched(scene.data, kill_at=0)
    scene.open()
    return str(len(seen))


def _killed_at(step: int, scene: Scene, note: Path) -> int:
    """Return how a builder ended that is killed before its `step`th change."""

    def task() -> str:
        watched(scene.data, kill_at=step)
        scene.open()
        return ""

    return in_child(task, note)[0]


def _killed_after(seconds: float, scene: Scene, note: Path) -> int:
    """Return how a builder ended that is killed after a time."""

    def task() -> str:
        timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL))
        timer.daemon = True
        timer.start()
        scene.open()
        return ""

    return in_child(task, note)[0]


def watched(data: Path, kill_at: int) -> list[str]:
    """Return a list that this process's changes to the file system are written to, from now on.

    Args:
        data: The folder that is watched.
        kill_at: The number of the change, from 1, before which the process dies; 0 for none.
    """
    seen: list[str] = []

    def hook(event: str, details: tuple[Any, ...]) -> None:
        if event not in _CHANGES or not str(details[0]).startswith(str(data)):
            return
        if event == "open" and not details[2] & (os.O_WRONLY | os.O_RDWR):
            return
        seen.append(event)
        if len(seen) == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return seen


def _left(scene: Scene, before: Path | None) -> tuple[str, str]:
    """Return which build is in use, and what is wrong with it."""
    after = current_build(scene.home)
    if after is None:
        return "none", "" if before is None else "there was a build before, and none after"
    try:
        read_manifest(after)
    except CollectionError as error:
        return "damaged", str(error)
    return "old" if after == before else "new", ""
