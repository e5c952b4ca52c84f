"""A folder with what happened in a world, a line of JSON each, and its files beside.

Lines are appended by a thread of its own, in their order; whoever is killed meanwhile leaves a last
line that is cut, which is left out. The journal is written anew at each start.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from bot.sandbox.world import Json

_JOURNAL, _FILES, _DAMAGED = "journal.jsonl", "files", "journal.damaged"

_log = logging.getLogger(__name__)


class Journal:
    """The folder. Where it cannot be written that is logged once, and the world goes on."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which is made when something is first written."""
        self._folder = folder
        self._path, self._files = folder / _JOURNAL, folder / _FILES
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="sandbox")
        self._fails = False
        self.length = 0
        """Characters that were appended since it was written anew."""

    def entries(self) -> Iterator[Json]:
        """Yield what was appended, without what cannot be read.

        Yields:
            An object each.
        """
        try:
            lines = self._path.read_bytes().splitlines()
        except OSError:
            return
        for line in lines:
            with suppress(ValueError, RecursionError):
                entry = json.loads(line)
                if isinstance(entry, dict):
                    yield entry

    def file(self, number: int) -> bytes | None:
        """Return the bytes of a file, None where they are not there."""
        try:
            return self._place(number).read_bytes()
        except OSError:
            return None

    def append(self, line: str) -> None:
        """Append a line, soon."""
        self.length += len(line)
        self._writer.submit(self._tried, lambda: _append(self._path, line))

    def keep(self, number: int, data: bytes) -> None:
        """Keep the bytes of a file, soon, before the lines that are appended later."""
        self._writer.submit(self._tried, lambda: _write(self._place(number), [data]))

    def write_anew(self, lines: Sequence[str], files: Iterable[int]) -> None:
        """Have these lines and files, and no others, in the folder, soon."""
        kept = {str(number) for number in files}
        self.length = 0

        def write() -> None:
            _write(self._path, (f"{line}\n".encode() for line in lines))
            for path in self._files.iterdir() if self._files.is_dir() else ():
                if path.name not in kept:
                    path.unlink(missing_ok=True)

        self._writer.submit(self._tried, write)

    def set_aside(self) -> None:
        """Have nothing in the folder that is read, but do not lose it."""
        with suppress(OSError):
            self._path.replace(self._folder / _DAMAGED)

    def close(self) -> None:
        """Return once all is written."""
        self._writer.shutdown()

    def _place(self, number: int) -> Path:
        return self._files / str(number)

    def _tried(self, write: Callable[[], None]) -> None:
        try:
            write()
        except OSError as error:
            if not self._fails:
                _log.warning("the sandbox will not be as it is after a restart: %s", error)
            self._fails = True


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    with os.fdopen(handle, "ab") as file:
        file.write(f"{line}\n".encode())


def _write(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file as a whole, or leave it as it was."""
    path.parent.mkdir(0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}")
    handle = os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.writelines(parts)
    unfinished.replace(path)
