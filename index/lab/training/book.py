"""All the material together: several books, an epoch of each mixed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from .exercises import Group
from .loop import Book


@dataclass(frozen=True, slots=True)
class Chapter:
    """A book with how much of it an epoch reads.

    Args:
        book: Where the groups come from.
        share: Of its own epoch, above 0; 2 reads it twice.
    """

    book: Book
    share: float


class Library:
    """Epochs that are made of several books'."""

    def __init__(self, chapters: Sequence[Chapter]) -> None:
        """Keep the chapters."""
        self._chapters = chapters

    def epoch(self, rng: random.Random) -> list[Group]:
        """Return one epoch's groups in random order."""
        groups: list[Group] = []
        for chapter in self._chapters:
            groups += _share_of(chapter, rng)
        rng.shuffle(groups)
        return groups


def _share_of(chapter: Chapter, rng: random.Random) -> list[Group]:
    """Return the chapter's groups: whole epochs, and a part of another one."""
    whole, rest = divmod(chapter.share, 1)
    groups: list[Group] = []
    for _ in range(int(whole)):
        groups += chapter.book.epoch(rng)
    if rest:
        last = chapter.book.epoch(rng)
        groups += last[: round(rest * len(last))]
    return groups
