"""A builder that dies or runs out of disk at a chosen moment, in a process of its own.

Run as a module it imports the library once and then, for each moment, forks a child that builds;
it prints what came of each as JSON. A moment is a change to the file system, counted by an audit
hook, so that steps of every kind are met, whatever a build is made of.
"""

import json
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from index import BriefingError, Collection, Settings
from index.lab.hashed_encoder import HashedEncoder
from index.lab.storage_faults.kills import watched
from index.lab.storage_faults.shared_reader import shared_reader
from index.models import Purpose
from index.storage import current_build, home_of, read_manifest
from index.types import Embeddings

QUESTION = "Who counts the ships in the harbour?"
ANSWER = "The harbour master counts the ships."
HARBOUR = f"Ships wait in the harbour at dawn. {ANSWER} Nobody else may do so.\n"
LIGHT = "A lighthouse guides vessels at night. The keeper climbs two hundred stairs.\n"
SETTINGS = Settings(reader="none", answer_threshold=0.5)
_STEP = 9  # every one is met when this is 1, which takes minutes on a busy machine
_FAULT = 3
_WRONG = 4


class SlowEncoder(HashedEncoder):
    """Takes its time, so that two builds would overlap."""

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        time.sleep(0.1)
        return super().encode(texts, purpose)


def opened(knowledge: Path, data: Path, encoder: HashedEncoder | None = None) -> Collection:
    return Collection.open(knowledge, data, SETTINGS, encoder=encoder or HashedEncoder())


def answers(collection: Collection) -> bool:
    """Return whether the best passage for the question holds its answer."""
    passage = collection.ask(QUESTION).hits[0].passage
    return ANSWER in collection.documents[passage.document].text[passage.start : passage.end]


def in_child(task: Callable[[], bool], note: Path | None = None) -> int:
    """Return the exit status of a child that does `task`; negative: the signal that ended it.

    0: it succeeded; 3: it ended with an error of the library, noted in `note`; 4: the task said no.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        status = 0 if task() else _WRONG
    except BriefingError as error:
        if note:
            note.write_text(str(error), "utf-8")
        status = _FAULT
    finally:
        sys.stdout.flush()
    os._exit(status)


def killed_at(moment: int, data: Path, task: Callable[[], bool]) -> bool:
    """Do `task`, and die before the given change to the file system under `data`."""
    watched(data, kill_at=moment)
    return task()


def kills(knowledge: Path, data: Path, begun: Path | None) -> list[dict[str, Any]]:
    """Return what each kill left, until a build is too short to be met by another.

    Args:
        knowledge: The documents.
        data: Where they are built; wiped before each kill.
        begun: A data folder to start each time from; None starts from nothing.
    """
    told = []
    home = home_of(data, knowledge)
    for moment in range(1, 400, _STEP):
        shutil.rmtree(data, ignore_errors=True)
        if begun:
            shutil.copytree(begun, data)
        build = lambda: bool(opened(knowledge, data).report.rebuilt)  # noqa: E731
        status = in_child(lambda at=moment, do=build: killed_at(at, data, do))  # type: ignore[misc]
        if status == 0:
            break
        whole = True
        if folder := current_build(home):
            whole = bool(read_manifest(folder).files)  # raises where a file is damaged
        after = in_child(lambda: answers(opened(knowledge, data)))
        left = sorted(path.name for path in home.iterdir() if path.name != "lock")
        told.append({"status": status, "whole": whole, "after": after, "left": left})
    return told


def full_disks(knowledge: Path, data: Path, begun: Path) -> list[dict[str, Any]]:
    """Return what a builder says that may write files up to a size only, and what it leaves."""
    told = []
    home = home_of(data, knowledge)
    for limit in (0, 2_000, 4_500):
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(begun, data)
        note = data.parent / "note.txt"
        note.write_text("", "utf-8")

        def build(limit: int = limit) -> bool:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
            try:
                return bool(opened(knowledge, data).report.rebuilt)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))

        status = in_child(build, note)
        folder = current_build(home)
        whole = folder is not None and bool(read_manifest(folder).files)
        message = note.read_text("utf-8")
        told.append({"limit": limit, "status": status, "whole": whole, "message": message})
    return told


def at_once(knowledge: Path, data: Path) -> list[int]:
    """Return of two processes that open at once 1 for each that built."""
    children = []
    for _ in range(2):
        child = os.fork()
        if not child:
            made = opened(knowledge, data, SlowEncoder())
            os._exit(int(made.report.rebuilt) if answers(made) else _WRONG)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def main(folder: Path) -> dict[str, Any]:
    """Return what came of everything, in `folder`."""
    import faiss  # noqa: F401  # imported once for every child
    import filelock  # noqa: F401

    knowledge, data, begun = folder / "knowledge", folder / "data", folder / "begun"
    knowledge.mkdir()
    (knowledge / "harbour.txt").write_text(HARBOUR, "utf-8")
    told: dict[str, Any] = {}
    with shared_reader(SETTINGS):  # no child is killed while a file is read
        told["first"] = kills(knowledge, data, None)
        in_child(lambda: answers(opened(knowledge, begun)))
        (knowledge / "light.txt").write_text(LIGHT, "utf-8")
        told["again"] = kills(knowledge, data, begun)
        told["full"] = full_disks(knowledge, data, begun)
    shutil.rmtree(data, ignore_errors=True)
    told["at_once"] = at_once(knowledge, data)
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
