"""Backups taken and restored by processes that die at each step.

Run as a module it imports the program once and then, for each moment, forks a child; it prints what
came of each as JSON. A moment is a change to the file system, see `interrupted`.
"""

import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.backups import DataFolder, back_up, restore
from bot.doors import KEYS_FILE, KeyRing
from bot.library.files.originals import Originals
from bot.library.files.places import catalogue_file, originals_folder
from bot.library.sqlite.sqlite_engine import catalogue_in
from bot.library.tables.catalogue import ShelvedDocument
from tests.support.processes.interrupted import in_child, killed_at

_MOST = 400  # moments; a deed that has more of them is not met whole
_GUILD = 11
_NONE_OF_IT = (".lock", ".unfinished")


@dataclass(frozen=True, slots=True)
class Death:
    """What came of a process that was to die.

    Args:
        moment: Its number.
        left: What it left: "none", "before", "whole", or something else, which is wrong.
        again: How another ended that did the same then: 0 well, 3 with an error of the program.
        then: What that one left.
        strays: Files under names of what is unfinished, after that.
    """

    moment: int
    left: str
    again: int
    then: str
    strays: list[str]


def filled(data: Path) -> None:
    """Make a data folder with a library of three documents, and a key."""
    catalogue, originals = catalogue_in(catalogue_file(data)), Originals(originals_folder(data))
    for number in range(3):
        raw = f"The ferry number {number} crosses at dawn.".encode()
        sha256 = hashlib.sha256(raw).hexdigest()
        originals.keep(sha256, raw)
        name = f"ferry-{number}"
        catalogue.put_all(_GUILD, [ShelvedDocument(name, f"{name}.txt", sha256, len(raw))])
    KeyRing(data / KEYS_FILE).add("newsroom")


def deaths(
    root: Path, deed: Callable[[], bool], state: Callable[[], str], begin: Callable[[], None]
) -> Iterator[Death]:
    """Yield what came of each death, until a deed is too short to meet another.

    Args:
        root: Changes to files under it are counted.
        deed: What is done.
        state: Says what is there.
        begin: Makes what is there before.

    Yields:
        A death, and what came after it.
    """
    for moment in range(1, _MOST):
        begin()
        if in_child(lambda at=moment: killed_at(at, root, deed)) == 0:  # type: ignore[misc]
            return
        left = state()
        again = in_child(deed)
        strays = [path.name for path in root.rglob(".unfinished*")]
        yield Death(moment, left, again, state(), sorted(strays))


def tree(folder: Path) -> dict[str, str]:
    """Return the digest of each file of a folder that a restored one has."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(word in path.as_posix() for word in _NONE_OF_IT)
    }


def backing_up(root: Path, folder: DataFolder, *, replacing: bool) -> list[Death]:
    """Return what came of deaths while a backup is taken, in the place of another or not."""
    file, before = root / "backup.zip", b"of yesterday"

    def begin() -> None:
        for path in (file, *root.glob(".unfinished*")):
            path.unlink(missing_ok=True)
        if replacing:
            file.write_bytes(before)

    def state() -> str:
        if not file.is_file():
            return "none"
        if file.read_bytes() == before:
            return "before"
        there = root / "checked"
        status = in_child(lambda: bool(restore(DataFolder(there, folder.knowledge), file).entries))
        shutil.rmtree(there, ignore_errors=True)
        return "whole" if status == 0 else "broken"

    deed = lambda: bool(back_up(folder, file, replace=replacing).size)  # noqa: E731
    return list(deaths(root, deed, state, begin))


def restoring(root: Path, folder: DataFolder) -> list[Death]:
    """Return what came of deaths while a backup is restored."""
    file, data = root / "backup.zip", root / "restored" / "data"
    back_up(folder, file, replace=True)
    target = DataFolder(data, folder.knowledge)
    restore(target, file)
    whole = tree(data)

    def state() -> str:
        present = tree(data) if data.is_dir() else {}
        if not present:
            return "none"
        if present == whole:
            return "whole"
        return "part" if present.items() <= whole.items() else "other"

    deed = lambda: bool(restore(target, file).entries)  # noqa: E731
    return list(deaths(data.parent, deed, state, lambda: shutil.rmtree(data, ignore_errors=True)))


def main(root: Path) -> dict[str, list[dict[str, object]]]:
    """Return what came of everything, in a folder."""
    import filelock  # noqa: F401  # imported once for every child

    folder = DataFolder(root / "data", root / "knowledge")
    filled(folder.data)
    told = {
        "first": backing_up(root, folder, replacing=False),
        "replacing": backing_up(root, folder, replacing=True),
        "restoring": restoring(root, folder),
    }
    return {name: list(map(asdict, found)) for name, found in told.items()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
