"""Documents as they were received, each once, named by the digest of its bytes."""

import os
from collections.abc import Container
from contextlib import suppress
from itertools import count
from pathlib import Path

from index import UnwritableError, make_private_folder, sync_folder

_ASIDE = "-set-aside-"  # behind the name of the folder, before a number


class Originals:
    """A folder of files that are named by their sha256."""

    def __init__(self, folder: Path) -> None:
        """Keep them in a folder, which is made when the first one comes."""
        self.folder = folder

    def keep(self, sha256: str, raw: bytes) -> None:
        """Keep some bytes under their sha256, hexadecimal.

        Raises:
            UnwritableError: They cannot be written.
        """
        path = self.path(sha256)
        if path.is_file():
            return
        unfinished = path.with_name(f".{sha256}.{os.getpid()}")
        try:
            make_private_folder(path.parent, synced=True)
            handle = os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
            sync_folder(path.parent)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink()
            msg = f"the document cannot be kept: {error.strerror}"
            raise UnwritableError(msg) from error

    def path(self, sha256: str) -> Path:
        """Return where bytes of this digest are kept."""
        return self.folder / sha256[:2] / sha256

    def fetch(self, guild: int, sha256: str) -> Path:
        """Return where a server's bytes of this digest lie, once they are there, if they are."""
        del guild  # all are here
        return self.path(sha256)

    @property
    def set_aside_before(self) -> tuple[Path, ...]:
        """Where others of before are that nothing removes."""
        return tuple(sorted(self.folder.parent.glob(f"{self.folder.name}{_ASIDE}*")))

    def set_aside(self) -> Path | None:
        """Put all of them where nothing removes them; return where, None where there are none.

        Raises:
            UnwritableError: They cannot be moved.
        """
        if not any(self.folder.glob("??/*")):
            return None
        name = f"{self.folder.name}{_ASIDE}"
        targets = (self.folder.with_name(f"{name}{number}") for number in count(1))
        target = next(path for path in targets if not path.exists())
        try:
            self.folder.rename(target)
            sync_folder(target.parent)
        except OSError as error:
            msg = f"{self.folder} cannot be moved to {target}: {error.strerror}"
            raise UnwritableError(msg) from error
        return target

    def sweep(self, used: Container[str]) -> None:
        """Remove what is not used, unfinished or not; somebody may be keeping what is."""
        for path in self.folder.glob("??/*"):
            if path.name.removeprefix(".").partition(".")[0] not in used:
                with suppress(OSError):
                    path.unlink()
