"""A text on its way from the file to the quotation, with every change on record.

Stages change the text one after the other, each on the outcome of the one before; the record is
always kept relative to the source, so `restore` undoes all stages at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.types import Repair, RepairKind

# Where several stages met in one place, the repair is named after the weightiest of them.
_WEIGHT = {
    kind: weight
    for weight, kind in enumerate(
        (
            RepairKind.SPACING,
            RepairKind.LOST_CHARACTER,
            RepairKind.LINE_JOIN,
            RepairKind.RULE,
            RepairKind.HYPHEN,
            RepairKind.PAGE_BREAK,
            RepairKind.LINK_BLOCK,
        )
    )
}


@dataclass(frozen=True, slots=True)
class Change:
    """What one stage wants: `after` in place of the draft's code points `start` to `end`."""

    start: int
    end: int
    after: str
    kind: RepairKind


@dataclass(frozen=True, slots=True)
class _Edit:
    """A difference from the source: `before` stood where the draft has `start` to `end`."""

    start: int
    end: int
    before: str
    kind: RepairKind


class Draft:
    """A text and its differences from `source`."""

    def __init__(self, source: str) -> None:
        """Start with no differences."""
        self.text = source
        self._edits: list[_Edit] = []

    def apply(self, changes: Iterable[Change]) -> bool:
        """Make the changes, which do not overlap; return whether there were any."""
        ordered = sorted(changes, key=lambda change: (change.start, change.end))
        if not ordered:
            return False
        pieces: list[str] = []
        edits: list[_Edit] = []
        done = length = 0
        for group in _groups(self._edits, ordered):
            before = self._rewritten(group, group.edits)
            after = self._rewritten(group, group.changes)
            pieces += [self.text[done : group.start], after]
            length += group.start - done
            if before != after:
                edits.append(_Edit(length, length + len(after), before, group.kind))
            length += len(after)
            done = group.end
        self.text = "".join([*pieces, self.text[done:]])
        self._edits = edits
        return True

    def _rewritten(self, group: "_Group", parts: "Sequence[_Edit | Change]") -> str:
        """Return the draft's stretch of a group with some of its parts put back or put in."""
        pieces: list[str] = []
        start = group.start
        for part in parts:
            pieces.append(self.text[start : part.start])
            pieces.append(part.before if isinstance(part, _Edit) else part.after)
            start = part.end
        return "".join([*pieces, self.text[start : group.end]])

    def repairs(self) -> tuple[Repair, ...]:
        """Return the differences, in reading order."""
        repairs: list[Repair] = []
        shift = 0
        for edit in self._edits:
            after = self.text[edit.start : edit.end]
            repairs.append(
                Repair(edit.start, edit.end, edit.before, after, edit.kind, edit.start + shift)
            )
            shift += len(edit.before) - len(after)
        return tuple(repairs)


@dataclass(slots=True)
class _Group:
    """Edits and changes that share a place, in reading order; they become one edit."""

    start: int
    end: int
    parts: "list[_Edit | Change]"

    @property
    def edits(self) -> "list[_Edit]":
        """What differs from the source already."""
        return [part for part in self.parts if isinstance(part, _Edit)]

    @property
    def changes(self) -> "list[Change]":
        """What is to be changed."""
        return [part for part in self.parts if isinstance(part, Change)]

    @property
    def kind(self) -> RepairKind:
        """The weightiest kind."""
        return max((part.kind for part in self.parts), key=_WEIGHT.__getitem__)

    def meets(self, part: "_Edit | Change") -> bool:
        """Return whether a later part overlaps, or is one repair with the last, as of white space.

        A lost character stays a repair of its own beside another.
        """
        if part.start != self.end:
            return part.start < self.end
        last = self.parts[-1]
        if part.start == part.end or last.start == last.end:
            return True
        return RepairKind.LOST_CHARACTER not in {part.kind, last.kind}

    def add(self, part: "_Edit | Change") -> None:
        """Put a later part to the others."""
        self.parts.append(part)
        self.end = max(self.end, part.end)


def _groups(edits: Sequence[_Edit], changes: Sequence[Change]) -> list[_Group]:
    """Return edits and changes in reading order, those that share a place in one group."""
    parts: list[_Edit | Change] = sorted(
        [*edits, *changes], key=lambda part: (part.start, part.end, isinstance(part, Change))
    )
    groups: list[_Group] = []
    for part in parts:
        if groups and groups[-1].meets(part):
            groups[-1].add(part)
        else:
            groups.append(_Group(part.start, part.end, [part]))
    return groups


def restore(text: str, repairs: Sequence[Repair]) -> str:
    """Return the source of a mended text: every repair undone.

    Args:
        text: The mended text.
        repairs: In reading order, as `Document.repairs` holds them.
    """
    pieces: list[str] = []
    done = 0
    for repair in repairs:
        pieces += [text[done : repair.start], repair.before]
        done = repair.end
    return "".join([*pieces, text[done:]])
