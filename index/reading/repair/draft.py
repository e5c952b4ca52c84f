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
            start = min(part.start for part in group)
            end = max(part.end for part in group)
            before = self._rewritten(start, end, [p for p in group if isinstance(p, _Edit)])
            after = self._rewritten(start, end, [p for p in group if isinstance(p, Change)])
            kind = max((part.kind for part in group), key=_WEIGHT.__getitem__)
            pieces += [self.text[done:start], after]
            length += start - done
            if before != after:
                edits.append(_Edit(length, length + len(after), before, kind))
            length += len(after)
            done = end
        self.text = "".join([*pieces, self.text[done:]])
        self._edits = edits
        return True

    def _rewritten(self, start: int, end: int, parts: Sequence["_Edit | Change"]) -> str:
        """Return the draft from `start` to `end` with `parts` put back or put in."""
        pieces: list[str] = []
        for part in parts:
            pieces.append(self.text[start : part.start])
            pieces.append(part.before if isinstance(part, _Edit) else part.after)
            start = part.end
        return "".join([*pieces, self.text[start:end]])

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


def _groups(edits: Sequence[_Edit], changes: Sequence[Change]) -> list[list["_Edit | Change"]]:
    """Return edits and changes in reading order, those that share a place in one group."""
    parts: list[_Edit | Change] = sorted(
        [*edits, *changes], key=lambda part: (part.start, part.end, isinstance(part, Change))
    )
    groups: list[list[_Edit | Change]] = []
    end = -1
    for part in parts:
        if groups and (part.start < end or (part.start == end and _touch(groups[-1], part))):
            groups[-1].append(part)
        else:
            groups.append([part])
        end = max(end, part.end) if len(groups[-1]) > 1 else part.end
    return groups


def _touch(group: Sequence["_Edit | Change"], part: "_Edit | Change") -> bool:
    """Return whether neighbours are one repair, as two of white space are."""
    if part.start == part.end or group[-1].start == group[-1].end:
        return True
    return RepairKind.LOST_CHARACTER not in {part.kind, group[-1].kind}


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
