"""One process that reads documents for many builders: starting it costs more than a small build."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from index.building.building import reading_limits
from index.reading import reading_process
from index.reading.reading_versions import ReadingLimits, reading_version
from index.settings import Settings

_STARTED = reading_process._Worker  # as the product starts one


class _Shared(_STARTED):
    """One that forked children use, one after the other; only who started it can end it."""

    def is_alive(self) -> bool:
        """Return True: a child cannot tell, since the process is none of its own."""
        return True

    def end(self) -> int:
        """Leave it for the next."""
        return 0

    def end_it(self) -> int:
        """End the process as the product does it."""
        return super().end()


@contextmanager
def shared_reader(settings: Settings) -> Iterator[None]:
    """Have one process read for this one and for the children that it forks, one at a time.

    What each child would have to look up of the readers is looked up here, too.

    A child may be killed between two files, but not while one is read: the next child would be
    given what was read for it. Such a child reads with a process of its own (`own_reader`).

    Args:
        settings: With which the children build; those with other limits read by themselves.

    Raises:
        SourceError: The process does not start.
    """
    limits = reading_limits(settings)
    reading_version(limits)
    reader = _Shared(limits)

    def started(asked: ReadingLimits) -> reading_process._Worker:
        return reader if asked == limits else _STARTED(asked)

    try:
        with patch.object(reading_process, "_Worker", started):
            yield
    finally:
        reader.end_it()


@contextmanager
def own_reader() -> Iterator[None]:
    """Have each build start a process of its own, as the product does."""
    with patch.object(reading_process, "_Worker", _STARTED):
        yield
