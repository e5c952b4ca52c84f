"""Where a quotation departs from its source, word by word, to be read without colour."""

import enum
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


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


def inline(differences: Sequence[Difference], context: int | None = None) -> str:
    """Return the comparison as one text: "[-the quotation's words-]{+the source's+}".

    What is equal stands as the quotation has it. The text is plain: Markdown is not escaped.

    Args:
        differences: All of them, in order.
        context: Words of an equal stretch that are shown beside a change; None for all.
    """
    pieces: list[str] = []
    for i, difference in enumerate(differences):
        if i and _is_spaced(differences[max(0, i - 2) : i + 1]):
            pieces.append(" ")
        if difference.op is Op.EQUAL:
            words = difference.quoted.split()
            shown = _shown(len(words), context, i > 0, i + 1 < len(differences))
            pieces.append(" ".join(_ELIDED if place is None else words[place] for place in shown))
        else:
            pieces.append(_changed(difference))
    return "".join(pieces)


def stacked(differences: Sequence[Difference], width: int = 72, context: int | None = None) -> str:
    """Return quotation and source under each other, "^" under what was changed.

    The text is for a font in which all letters are equally wide.

    Args:
        differences: All of them, in order.
        width: Longest line in columns, except where one changed stretch alone is longer.
        context: Words of an equal stretch that are shown beside a change; None for all.
    """
    blocks: list[str] = []
    rows: tuple[list[str], list[str], list[str]] = ([], [], [])
    used = 0
    for quoted, source, changed in _cells(differences, context):
        columns = max(_columns(quoted), _columns(source))
        if used and used + 1 + columns > width - len(_QUOTED):
            blocks.append(_block(rows))
            rows, used = ([], [], []), 0
        for row, text in zip(rows, (quoted, source, "^" * columns * changed), strict=True):
            row.append(text + " " * (columns - _columns(text)))
        used += columns + (used > 0)
    return "\n\n".join([*blocks, _block(rows)] if used else blocks)


_ELIDED = "⋯"
"""Stands for equal words that are not shown; unlike "…", nobody takes it for the quoter's."""
_LONGEST_OMISSION = 8
"""Words that a marked omission is shown with; of a longer one only the first and the last."""
_QUOTED = "quoted  "
_SOURCE = "source  "


def _changed(difference: Difference) -> str:
    """Return a change as text."""
    quoted = " ".join(difference.quoted.split())
    source = " ".join(difference.source.split())
    return (f"[-{quoted}-]" if quoted else "") + (f"{{+{source}+}}" if source else "")


def _is_spaced(stretches: Sequence[Difference]) -> bool:
    """Return whether white space stands before the last of two or three stretches.

    White space beside a change is its neighbours', and where words were dropped there is only one.
    """
    *before, left, right = stretches
    return any(
        one[-1:].isspace() or other[:1].isspace()
        for one, other in ((left.quoted, right.quoted), (left.source, right.source))
    ) or (left.op is Op.DELETE and any(one.quoted[-1:].isspace() for one in before))


def _shown(count: int, context: int | None, left: bool, right: bool) -> list[int | None]:
    """Return which of the words of an equal stretch are shown; None where some are left out.

    Args:
        count: Words of the stretch.
        context: Words to show beside a change; None for all.
        left: Whether a change stands before the stretch.
        right: Whether a change stands behind it.
    """
    if context is None:
        return list(range(count))
    head, tail = context * left, context * right
    if head + tail + 1 >= count:
        return list(range(count))
    return [*range(head), None, *range(count - tail, count)]


def _cells(
    differences: Sequence[Difference], context: int | None
) -> Iterator[tuple[str, str, bool]]:
    """Yield what is to stand under each other: the quotation's, the source's, and if changed."""
    for i, difference in enumerate(differences):
        quoted, source = difference.quoted.split(), difference.source.split()
        if difference.marked and len(source) > _LONGEST_OMISSION:
            source = [*source[:1], _ELIDED, *source[-1:]]
        if difference.marked or difference.op is not Op.EQUAL:
            yield " ".join(quoted), " ".join(source), difference.op is not Op.EQUAL
            continue
        if len(quoted) != len(source):  # a dash with or without spaces: not worth showing
            source = quoted
        for place in _shown(len(quoted), context, i > 0, i + 1 < len(differences)):
            if place is None:
                yield _ELIDED, _ELIDED, False
            else:
                yield quoted[place], source[place], False


def _block(rows: tuple[list[str], list[str], list[str]]) -> str:
    """Return three rows of equally wide cells as lines, the third only where it marks something."""
    quoted, source, marks = (" ".join(row).rstrip() for row in rows)
    lines = [(_QUOTED + quoted).rstrip(), (_SOURCE + source).rstrip()]
    return "\n".join([*lines, " " * len(_QUOTED) + marks] if marks else lines)


def _columns(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    return sum(
        2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
        if unicodedata.category(letter) not in {"Mn", "Me", "Cf"}
    )
