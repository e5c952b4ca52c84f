"""The uploaded files there are, for as long as something is made of them."""

from collections.abc import Iterable, Iterator

from bot.sandbox.world.models import StoredFile

# Of files that hang on no message, as those of a command's options do: the oldest go first.
LOOSE_BYTES = 200_000_000


class FileBook:
    """The files of a world, by id. One of a message goes with it; one of none after a while."""

    def __init__(self) -> None:
        """Start empty."""
        self._loose: dict[int, StoredFile] = {}
        self._attached: dict[int, StoredFile] = {}

    def put(self, file: StoredFile) -> None:
        """Keep a new file, which hangs on no message yet; the newest is always kept."""
        self._loose[file.id] = file
        size = sum(len(one.data) for one in self._loose.values())
        while size > LOOSE_BYTES and len(self._loose) > 1:
            size -= len(self._loose.pop(next(iter(self._loose))).data)

    def attach(self, files: Iterable[StoredFile]) -> None:
        """Keep files for as long as their message is there."""
        for file in files:
            self._loose.pop(file.id, None)
            self._attached[file.id] = file

    def drop(self, files: Iterable[StoredFile]) -> None:
        """Forget files, whose message is gone."""
        for file in files:
            self._attached.pop(file.id, None)

    def find(self, file_id: int) -> StoredFile | None:
        """Return a file, or None."""
        return self._attached.get(file_id) or self._loose.get(file_id)

    def all(self) -> Iterator[StoredFile]:
        """Yield all files, those of no message last."""
        yield from self._attached.values()
        yield from self._loose.values()
