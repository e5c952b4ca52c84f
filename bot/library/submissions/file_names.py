"""What a file is called that comes from outside: a name, and no path, that can be shown."""

import unicodedata
from pathlib import PurePath

_LONGEST = 255  # characters; as most disks have it
_PARTING = frozenset("/\\")  # of a path, here or elsewhere


def is_file_name(name: str) -> bool:
    """Return whether this is the name of a file, and no path to one."""
    is_path = PurePath(name).name != name or not _PARTING.isdisjoint(name)
    return not is_path and name.isprintable() and 0 < len(name) <= _LONGEST


def file_name_of(filename: str, title: str | None) -> str:
    """Return what a file is called, by its title where it has one.

    Args:
        filename: The name by which it is handed out, whose ending holds.
        title: What it was truly called, with that ending or without.

    Returns:
        A name of one line that can be printed; however it was typed, the same letters are the same.
    """
    suffix = PurePath(filename).suffix
    words = _on_a_line(title or "").removesuffix(suffix)
    if not words:
        return _on_a_line(filename)
    return f"{words[: _LONGEST - len(suffix)]}{suffix}"


def _on_a_line(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    shown = (c if c.isprintable() and c not in _PARTING else " " for c in composed)
    return " ".join("".join(shown).split())
