"""Words read off pictures, by Tesseract where that is installed; the only module that runs it."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from math import inf
from time import monotonic

_PROGRAM = "tesseract"
_ENGLISH = "eng"
# What Tesseract calls languages, by their codes of ISO 639-1.
_NAMES = {
    "ar": "ara", "bg": "bul", "ca": "cat", "cs": "ces", "da": "dan", "de": "deu", "el": "ell",
    "es": "spa", "et": "est", "fa": "fas", "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin",
    "hr": "hrv", "hu": "hun", "id": "ind", "is": "isl", "it": "ita", "ja": "jpn", "ko": "kor",
    "la": "lat", "lt": "lit", "lv": "lav", "nb": "nor", "nl": "nld", "no": "nor", "pl": "pol",
    "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sr": "srp", "sv": "swe",
    "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "chi_sim",
}  # fmt: skip
_MAX_SECONDS = 60.0  # of one picture
_SHARE = 0.7  # of the time of a file: what its other pages say has to be read, too
_ENDS: ContextVar[float] = ContextVar("when no more pictures are read", default=inf)
_LANGUAGE: ContextVar[str | None] = ContextVar("the language of the pictures", default=None)


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


@contextmanager
def recognition_in(language: str | None) -> Iterator[None]:
    """Have words be read off pictures as those of a language, where Tesseract has learned it.

    Args:
        language: Its ISO 639-1 code; None, or one that is not installed, for English.
    """
    token = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


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
            [program, "stdin", "stdout", "-l", _language(program)],
            input=picture,
            capture_output=True,
            timeout=max(min(_MAX_SECONDS, _ENDS.get() - monotonic()), 0),
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")


def _language(program: str) -> str:
    """Return what Tesseract calls the language of the pictures, English where it has no other."""
    name = _NAMES.get(_LANGUAGE.get() or "", _ENGLISH)
    return name if name in _installed(program) else _ENGLISH


@cache
def _installed(program: str) -> frozenset[str]:
    """Return the languages that a Tesseract has learned, by its names for them."""
    try:
        listed = subprocess.run(  # noqa: S603  # a program of this machine
            [program, "--list-langs"], capture_output=True, timeout=_MAX_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(listed.stdout.decode("utf-8", "replace").split())
