"""Words read off pictures, by Tesseract where that is installed; the only module that runs it."""

import shutil
import subprocess

_PROGRAM = "tesseract"
_LANGUAGE = "eng"
_MAX_SECONDS = 60.0  # of one picture


def can_recognise() -> bool:
    """Return whether words can be read off pictures here."""
    return shutil.which(_PROGRAM) is not None


def words_on(picture: bytes) -> str:
    """Return the lines that stand on a picture, blank ones between blocks; empty if none is read.

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
            timeout=_MAX_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")
