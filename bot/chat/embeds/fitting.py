"""As many whole parts as there is room for: nothing is ever cut within a quotation."""

from collections.abc import Sequence

from bot.chat.embeds.limits import MAX_FIELD, ROOM
from bot.languages import say_count


def joined(parts: Sequence[str], room: int = ROOM) -> str:
    """Return as many whole parts as fit into `room` characters, and how many were left out."""
    shown: list[str] = []
    for part in parts:
        if len(part) + 1 > room:
            left = len(parts) - len(shown)
            return "\n".join(
                [*shown, f"-# {say_count('and {count} more', 'and {count} more', left)}"]
            )
        shown.append(part)
        room -= len(part) + 1
    return "\n".join(shown)


def listed(parts: Sequence[str], separator: str, limit: int = MAX_FIELD) -> str:
    """Return the first parts that fit into `limit` characters, none of them cut."""
    shown = ""
    for part in parts:
        longer = f"{shown}{separator}{part}" if shown else part
        if len(longer) > limit:
            break
        shown = longer
    return shown
