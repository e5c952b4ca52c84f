"""Names of files as Discord hands them out: cleaned, so that any address can hold them.

Discord cleans them much as `secure_filename` of Werkzeug does, and so does it with the name after
`attachment://` (https://github.com/discord/discord-api-docs/issues/7754). What a file was truly
called stands in its `title`.
"""

import re
import unicodedata
from pathlib import PurePosixPath

_NAMELESS = "file"  # of what nothing is left; Discord makes a name by chance
_DROPPED = re.compile(r"[^A-Za-z0-9_.-]")


def clean_name(name: str) -> str:
    """Return the name by which a file is handed out."""
    path = PurePosixPath(name.replace("\\", " ").replace("/", " "))
    stem = _cleaned(path.stem) or _NAMELESS
    return f"{stem}{_cleaned_ending(path.suffix)}"


def title_of(name: str) -> str | None:
    """Return what a file was called, without its ending; None where its name was clean."""
    return None if clean_name(name) == name else PurePosixPath(name.replace("/", " ")).stem


def _cleaned(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return _DROPPED.sub("", "_".join(plain.split())).strip("._")


def _cleaned_ending(suffix: str) -> str:
    ending = _cleaned(suffix)
    return f".{ending}" if ending else ""
