"""Parts of a build that are written once: a later build links those that it goes on using.

What is new is a part more. Parts are written anew now and then, the small into the large, so that
there are no more than a few, and what nobody has any more goes with that.
"""

from collections.abc import Sequence
from pathlib import Path

_STILL_WANTED = 0.5  # of a part, that it may stay as it is


def worth_keeping(
    live: Sequence[int], sizes: Sequence[int], new: int, *, growth: int, leaving: bool = True
) -> int:
    """Return how many of an earlier build's parts stay as they are, from the first on.

    A part does while most of it is wanted, and there is more of it than of all that would be
    written behind it, so many times.

    Args:
        live: Of each part how much is wanted.
        sizes: Of each how much there is in all; 0 of one that must be written anew.
        new: How much is new.
        growth: How many times.
        leaving: Whether what nobody wants may stay in a part.
    """
    behind, least = new, _STILL_WANTED if leaving else 1.0
    kept = len(live)
    for number in range(len(live) - 1, -1, -1):
        stays = 0 < least * sizes[number] <= live[number]
        if not stays or live[number] < growth * behind:
            kept, behind = number, new + sum(live[number:])
    return kept


def is_linked(source: Path, place: Path) -> bool:
    """Let a file stand at another place, too, and return whether that can be.

    It cannot where there are no links, on another disk, and where the file is gone meanwhile; then
    what it holds is to be written there.
    """
    try:
        place.hardlink_to(source)
    except OSError:
        return False
    return True
