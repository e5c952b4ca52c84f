"""Where a quotation departs from its source, word by word, to be read without colour."""

import enum
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Stands for equal words that are not shown; unlike "…", nobody takes it for the quoter's.
_ELIDED = "⋯"
# Words that a marked omission is shown with; of a longer one only the first and the last.
_LONGEST_OMISSION = 8
_QUOTED = "quoted  "
_SOURCE = "source  "


class Op(enum.StrEnum):
    """What a quotation did to its source."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Difference:
    """One stretch of a comparison; all of them in order are the whole quotation and its source.

    Args:
        op: INSERT: the quotation added words. DELETE: it dropped words.
        quoted: The stretch as the quotation has it, empty for DELETE.
        source: The stretch as the source has it, empty for INSERT.
        marked: The two sides differ, and the quotation says so: an omission, or words in brackets.
    """

    op: Op
    quoted: str
    source: str
    marked: bool = False

    def __post_init__(self) -> None:
        """Check that the sides are as the op says.

        Raises:
            ValueError: A side is empty that must not be, or filled that must be empty.
        """
        sides = bool(self.quoted.strip()), bool(self.source.strip())
        expected = {
            Op.INSERT: (True, False),
            Op.DELETE: (False, True),
            Op.REPLACE: (True, True),
        }
        if sides != expected.get(self.op, sides) or (self.marked and self.op is not Op.EQUAL):
            msg = f"{self.op} of {self.quoted!r} for {self.source!r} is not one"
            raise ValueError(msg)


def stacked(differences: Sequence[Difference], width: int = 72, context: int | None = None) -> str:
    """Return quotation and source under each other, "^" under what was changed.

    The text is for a font in which all letters are equally wide.

    Args:
        differences: All of them, in order.
        width: Longest line in columns, except where one changed stretch alone is longer.
        context: Words of an equal stretch that are shown beside a change; None for all.
    """
    blocks: list[str] = []
    cells: list[_Cell] = []
    used = 0
    for cell in _cells(differences, context):
        if used and used + 1 + cell.columns > width - len(_QUOTED):
            blocks.append(_block(cells))
            cells, used = [], 0
        cells.append(cell)
        used += cell.columns + (used > 0)
    return "\n\n".join([*blocks, _block(cells)] if used else blocks)


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands under each other.

    Args:
        quoted: The quotation's words.
        source: The source's.
        changed: Whether they differ.
    """

    quoted: str
    source: str
    changed: bool = False

    @property
    def columns(self) -> int:
        """The width of the wider side."""
        return max(_columns(self.quoted), _columns(self.source))


def _cells(differences: Sequence[Difference], context: int | None) -> Iterator[_Cell]:
    """Yield what is to stand under each other, in order."""
    for i, difference in enumerate(differences):
        if difference.marked or difference.op is not Op.EQUAL:
            yield _whole_cell(difference)
        else:
            is_last = i + 1 == len(differences)
            shown = _Context(context, before=i > 0, after=not is_last)
            yield from _equal_cells(difference, shown)


def _whole_cell(difference: Difference) -> _Cell:
    """Return a changed or marked stretch as one cell."""
    quoted, source = difference.quoted.split(), difference.source.split()
    if difference.marked and len(source) > _LONGEST_OMISSION:
        source = [source[0], _ELIDED, source[-1]]
    return _Cell(" ".join(quoted), " ".join(source), difference.op is not Op.EQUAL)


@dataclass(frozen=True, slots=True)
class _Context:
    """What of an equal stretch is shown.

    Args:
        words: Words to show beside a change; None for all of the stretch.
        before: Whether a change stands before the stretch.
        after: Whether a change stands behind it.
    """

    words: int | None
    before: bool
    after: bool


def _equal_cells(difference: Difference, context: _Context) -> Iterator[_Cell]:
    """Yield the words of an equal stretch, one mark in place of those that are not shown."""
    quoted, source = difference.quoted.split(), difference.source.split()
    if len(quoted) != len(source):  # a dash with or without spaces: not worth showing
        source = quoted
    cells = [_Cell(word, other) for word, other in zip(quoted, source, strict=True)]
    if context.words is None:
        yield from cells
        return
    head = context.words if context.before else 0
    tail = context.words if context.after else 0
    if head + tail + 1 >= len(cells):
        yield from cells
        return
    yield from cells[:head]
    yield _Cell(_ELIDED, _ELIDED)
    yield from cells[len(cells) - tail :]


def _block(cells: Sequence[_Cell]) -> str:
    """Return cells as lines of equally wide columns, the third only where it marks something."""
    quoted = " ".join(_padded(cell.quoted, cell.columns) for cell in cells)
    source = " ".join(_padded(cell.source, cell.columns) for cell in cells)
    marks = " ".join(("^" if cell.changed else " ") * cell.columns for cell in cells).rstrip()
    lines = [f"{_QUOTED}{quoted}".rstrip(), f"{_SOURCE}{source}".rstrip()]
    return "\n".join([*lines, " " * len(_QUOTED) + marks] if marks else lines)


def _padded(text: str, columns: int) -> str:
    """Return a text with spaces behind it up to a number of columns."""
    return text + " " * (columns - _columns(text))


def _columns(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    return sum(
        2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
        if unicodedata.category(letter) not in {"Mn", "Me", "Cf"}
    )
