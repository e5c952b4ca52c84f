"""The parts of a manual page, put together as its macros come."""

from collections.abc import Sequence
from dataclasses import replace

from index.reading.line_shapes.list_items import OF_ITEMS, item_text, term_length
from index.reading.structure.extract import ExtractPart, row_text
from index.types import BlockKind

_MAX_TAG = 80  # characters


class ManualPage:
    """A page as far as it is read: its parts, and the paragraph that is being put together."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.parts: list[ExtractPart] = []
        self._pieces: list[str] = []
        self._tight = True  # nothing stands before the next words, or they go on in a word
        self._kind = BlockKind.TEXT
        self._mark = ""
        self._lines: list[str] | None = None
        self._first = 0  # the part that the paragraph begins with, whose lines are parts, too
        self._depth = 0  # in lists, or indented, of what comes next
        self._items: list[int] = []  # the depth of each item that has begun and may go on
        self._begins = False  # what comes next begins an item

    def heading(self, text: str, level: int) -> None:
        """Put a heading behind what is there."""
        self._depth = 0
        self.begin()
        self._put(text, BlockKind.TEXT, level)

    def begin(self, kind: BlockKind = BlockKind.TEXT, mark: str = "") -> None:
        """Begin another paragraph.

        Args:
            kind: What it is.
            mark: What it begins with, as the tag of an item.
        """
        self._end()
        self._kind, self._mark, self._first = kind, mark, len(self.parts)
        self._items = [depth for depth in self._items if depth < self._depth]
        self._begins = kind is BlockKind.LIST_ITEM

    def begin_further(self, kind: BlockKind) -> None:
        """Begin another paragraph, of the item that has begun where it is of one; else `begin`."""
        self._end()
        if kind is BlockKind.LIST_ITEM and self._items and not self._begins:
            self._kind, self._mark, self._first = kind, "", len(self.parts)
        else:
            self.begin(kind)

    def nest(self) -> None:
        """End the paragraph: what comes next stands a level deeper."""
        self._end()
        self._mark = ""
        self._depth += 1

    def come_back(self) -> None:
        """End the paragraph: what comes next stands a level less deep."""
        self._end()
        self._mark = ""
        self._depth = max(self._depth - 1, 0)
        self._items = [depth for depth in self._items if depth <= self._depth]

    def tag(self, text: str) -> None:
        """Put a tag before the text of the item that began last, behind those that it has."""
        self._mark = ", ".join(filter(None, (self._mark, text)))

    def go_on(self) -> None:
        """Begin another paragraph of the same kind, as behind a line that was broken."""
        if self._lines is None and self._pieces:
            self._end()
            self._mark = ""

    def indent(self) -> None:
        """Take the short lines that a paragraph consists of for the tag of what stands under it."""
        words = self.taken()
        lines = [*(part.text for part in self.parts[self._first :]), words]
        if words and not self._mark and all(map(_is_tag, lines)):
            del self.parts[self._first :]
            self._depth += 1
            self.begin(BlockKind.LIST_ITEM, ", ".join(lines))
        else:
            self.say(words)
            self.go_on()
            self._depth += 1

    def keep_lines(self, keep: bool) -> None:
        """Begin or end text whose lines are kept."""
        self.begin_further(self._kind)
        self._lines = [] if keep else None

    def row(self, cells: Sequence[str], *, heads: bool = False) -> None:
        """Put a row of a table behind what is there."""
        self.begin()
        kind = BlockKind.TABLE_HEADER if heads else BlockKind.TABLE_ROW
        self._put(row_text([" ".join(cell.split()) for cell in cells], columns_named=True), kind)

    def say(self, text: str, *, tight: bool = False) -> None:
        """Put words behind those that are there.

        Args:
            text: The words, or a line where lines are kept.
            tight: What comes next goes on in the same word.
        """
        if self._lines is not None:
            self._lines.append(text.rstrip())
        elif text.strip():
            self._pieces.append(text if self._tight else f" {text}")
        self._tight = tight or (self._tight and not text.strip())

    def glue(self, *, glued: bool = True) -> None:
        """Have what comes next go on in the same word, or begin another one."""
        self._tight = glued or not self._pieces

    def taken(self) -> str:
        """Return the words that are there, and take them off."""
        text = " ".join("".join(self._pieces).split())
        self._pieces, self._tight = [], True
        return text

    def _end(self) -> None:
        """Put what is there behind the parts."""
        self._put(item_text(self._mark, self.taken()), self._kind, term=term_length(self._mark))
        if self._lines:
            self._put("\n".join(self._lines).strip("\n"), BlockKind.CODE)
            self._lines = []

    def _put(self, text: str, kind: BlockKind, level: int | None = None, *, term: int = 0) -> None:
        if not text.strip():
            return
        part = ExtractPart(text, level, kind)
        if self._kind is BlockKind.LIST_ITEM and kind in OF_ITEMS:
            goes_on = bool(self._items) and not self._begins
            if not goes_on:
                self._items.append(self._depth)
                self._begins = False
            part = replace(part, item_depth=len(self._items), goes_on=goes_on, term=term)
        self.parts.append(part)


def _is_tag(line: str) -> bool:
    """Return whether a line may be the tag of an item."""
    return len(line) <= _MAX_TAG and not line.endswith((".", ":"))
