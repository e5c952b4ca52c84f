"""Words read off pictures, by Tesseract where that is installed; the only module that runs it."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from time import monotonic

_PROGRAM = "tesseract"
_LANGUAGE = "eng"
_MAX_SECONDS = 60.0  # of one picture
_SHARE = 0.7  # of the time of a file: what its other pages say has to be read, too
_ENDS: ContextVar[float] = ContextVar("when no more pictures are read", default=inf)


@contextmanager
def recognition_within(max_seconds: float) -> Iterator[None]:
    """Have words be read off pictures only for a share of the time that a file may take.

    Args:
        max_seconds: That time, which begins now.
    """
    token = _ENDS.set(monotonic() + _SHARE * max_seconds)
    try:
        yield
    finally:
        _ENDS.reset(token)


def has_time() -> bool:
    """Return whether another picture of a file may be read."""
    return monotonic() < _ENDS.get()


def can_recognise() -> bool:
    """Return whether words can be read off pictures here."""
    return shutil.which(_PROGRAM) is not None


def words_on(picture: bytes) -> str:
    """Return the lines that stand on a picture, blank ones between blocks; empty if none is read.

    None is, either, where that takes too long.

    Args:
        picture: A file of a kind that Tesseract reads, for instance a portable grey map.
    """
    program = shutil.which(_PROGRAM)
    if program is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603  # nothing of the picture is on the command line
            [program, "stdin", "stdout", "-l", _LANGUAGE],
            input=picture,
            capture_output=True,
            timeout=max(min(_MAX_SECONDS, _ENDS.get() - monotonic()), 0),
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")
