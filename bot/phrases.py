"""Words for counts and lists, the same in the terminal, in the log and on Discord."""

from collections.abc import Collection

_NAMED = 5  # files that are named; `briefing-bot index` names all


def counted(count: int, noun: str) -> str:
    """Return a count with its noun, in the plural unless there is one.

    Example:
        >>> counted(1, "file"), counted(12_000, "file")
        ('1 file', '12,000 files')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def unread(names: Collection[str]) -> str:
    """Return that some files were not read, with the first of their names; "" where all were."""
    if not names:
        return ""
    shown = ", ".join(sorted(names)[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{counted(len(names), 'file')} could not be read: {shown}{more}"
