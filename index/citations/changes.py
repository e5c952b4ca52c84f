"""What changed between two revisions of a document: paragraph by paragraph, and word by word."""

import enum
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, takewhile
from typing import Literal, TypeAlias

from rapidfuzz.distance import Indel

from index.citations.fates import ALIKE_BITS
from index.citations.paragraph_digests import differing_bits, digests_of
from index.types import Document

_Block: TypeAlias = tuple[
    Literal["replace", "delete", "insert", "equal"], int, int, int, int
]  # as difflib has them

_WORD = re.compile(r"\S+\s*")
_HALF = 0.5  # of the words from which a short paragraph is another wording of one; see `_is_like`
_MOST_WORDS = 5_000  # of a paragraph that is compared word by word, which takes their square
_NEAR = 200  # paragraphs of a changed stretch among which one's other wording is looked for


class ChangeKind(enum.Enum):
    """What was done to a paragraph."""

    ALTERED = enum.auto()
    ADDED = enum.auto()
    REMOVED = enum.auto()


@dataclass(frozen=True, slots=True)
class WordStretch:
    """Words that follow one another, as they were and as they are; the same where they stayed."""

    before: str
    after: str

    @property
    def stayed(self) -> bool:
        """Whether they are as they were."""
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph that is not as it was.

    Args:
        kind: What was done to it.
        number: Of the paragraph as it is now; where it was removed, as it was.
        stretches: Its words.
    """

    kind: ChangeKind
    number: int
    stretches: tuple[WordStretch, ...]


@dataclass(frozen=True, slots=True)
class RevisionChanges:
    """What changed from one revision to the next.

    Args:
        same: How many paragraphs stayed, word for word.
        moved: How many stayed so, and stand before or behind others than they did.
        changes: The others, in the order of the text; what was removed stands before what follows.
    """

    same: int
    moved: int
    changes: tuple[ParagraphChange, ...]

    def count(self, kind: ChangeKind) -> int:
        """Return how many paragraphs were changed in this way."""
        return sum(change.kind is kind for change in self.changes)


def changes_between(before: Document, after: Document) -> RevisionChanges:
    """Return what changed between two states of a document."""
    texts = _texts(before), _texts(after)
    sketches = digests_of(before), digests_of(after)
    opcodes = SequenceMatcher(None, *texts).get_opcodes()
    blocks = [(range(a, b), range(c, d)) for tag, a, b, c, d in opcodes if tag != "equal"]
    gone = list(chain.from_iterable(left for left, _ in blocks))
    come = list(chain.from_iterable(right for _, right in blocks))
    moved_from, moved_to = _moved(*texts, gone, come)
    changes: list[ParagraphChange] = []
    for block in blocks:
        left, right = _without(block[0], moved_from), _without(block[1], moved_to)
        changes += _told(left, right, _paired(left, right, sketches, texts), texts)
    same = len(before.paragraphs) - len(gone)
    return RevisionChanges(same, len(moved_from), tuple(changes))


def _without(places: Iterable[int], moved: Container[int]) -> list[int]:
    return [place for place in places if place not in moved]


def _texts(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs]


def _moved(
    old: Sequence[str], new: Sequence[str], gone: Sequence[int], come: Sequence[int]
) -> tuple[set[int], set[int]]:
    """Return which paragraphs only stand elsewhere: where they were, and where they are."""
    waiting: dict[str, list[int]] = {}
    for index in reversed(come):
        waiting.setdefault(new[index], []).append(index)
    moves = [(index, waiting[old[index]].pop()) for index in gone if waiting.get(old[index])]
    return {one for one, _ in moves}, {other for _, other in moves}


def _paired(
    left: Sequence[int],
    right: Sequence[int],
    sketches: tuple[Sequence[str], Sequence[str]],
    texts: tuple[Sequence[str], Sequence[str]],
) -> dict[int, int]:
    """Return which paragraphs are other wordings of which, in order: by the new one the old one.

    Args:
        left: Those of a stretch as it was.
        right: Those of the stretch that was put in its place.
        sketches: Digests of all paragraphs, as they were and as they are.
        texts: Those of all paragraphs, likewise.
    """
    pairs: dict[int, int] = {}
    first = 0  # of those that are left: pairs do not cross
    for old in left:
        near = right[first : first + _NEAR]
        bits = [differing_bits(sketches[0][old], sketches[1][new]) for new in near]
        if not bits:
            break
        least = bits.index(min(bits))
        if bits[least] <= ALIKE_BITS or _is_like(texts[0][old], texts[1][near[least]]):
            pairs[near[least]] = old
            first += least + 1
    return pairs


def _is_like(one: str, other: str) -> bool:
    """Return whether half of the words are the same: sketches of few words differ by chance."""
    words = one.split(), other.split()
    few = max(map(len, words)) <= _MOST_WORDS
    return few and Indel.normalized_similarity(*words) >= _HALF


def _told(
    left: Sequence[int],
    right: Sequence[int],
    pairs: dict[int, int],
    texts: tuple[Sequence[str], Sequence[str]],
) -> Iterator[ParagraphChange]:
    """Yield the changes of a stretch, in the order of the text.

    Yields:
        What was removed before the next one that stayed, then that one or what was added.
    """
    kept, waiting = set(pairs.values()), list(left)
    for new in right:
        old = pairs.get(new)
        if old is None:
            yield ParagraphChange(ChangeKind.ADDED, new + 1, (WordStretch("", texts[1][new]),))
            continue
        while waiting and waiting[0] <= old:
            yield from _removed([waiting.pop(0)], kept, texts[0])
        yield ParagraphChange(ChangeKind.ALTERED, new + 1, _stretches(texts[0][old], texts[1][new]))
    yield from _removed(waiting, kept, texts[0])


def _removed(
    places: Sequence[int], kept: set[int], texts: Sequence[str]
) -> Iterator[ParagraphChange]:
    for place in places:
        if place not in kept:
            yield ParagraphChange(ChangeKind.REMOVED, place + 1, (WordStretch(texts[place], ""),))


def _stretches(before: str, after: str) -> tuple[WordStretch, ...]:
    """Return the words of two wordings of a paragraph, beside one another."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    bare = [word.rstrip() for word in old], [word.rstrip() for word in new]
    if max(len(old), len(new)) > _MOST_WORDS:
        blocks = _from_first_to_last(*bare)
    else:
        blocks = SequenceMatcher(None, *bare, autojunk=False).get_opcodes()
    return tuple(
        WordStretch(*_words(tag, old[start:end], new[new_start:new_end]))
        for tag, start, end, new_start, new_end in blocks
    )


def _from_first_to_last(old: Sequence[str], new: Sequence[str]) -> list[_Block]:
    """Return all that stands between the first and the last word that changed as one block."""
    begins = _same_at_first(old, new)
    ends = _same_at_first(old[begins:][::-1], new[begins:][::-1])
    old_end, new_end = len(old) - ends, len(new) - ends
    blocks: list[_Block] = [
        ("equal", 0, begins, 0, begins),
        ("replace", begins, old_end, begins, new_end),
        ("equal", old_end, len(old), new_end, len(new)),
    ]
    return [block for block in blocks if block[1] < block[2] or block[3] < block[4]]


def _same_at_first(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words are the same before the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _words(tag: str, old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    """Return the words of a block; where they stayed, spaces between them count for nothing."""
    words = "".join(new)
    return (words, words) if tag == "equal" else ("".join(old), words)
