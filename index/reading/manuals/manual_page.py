"""The parts of a manual page, put together as its macros come."""

from collections.abc import Sequence

from index.reading.extract import ExtractPart, row_text
from index.reading.list_items import item_text
from index.types import BlockKind

_MAX_TAG = 80  # characters
_OF_ITEMS = frozenset({BlockKind.LIST_ITEM, BlockKind.CODE})
_CLOSING = frozenset(".,:;)]?!")


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
        self._goes_on = False  # what comes next belongs to the item that is there

    def heading(self, text: str, level: int) -> None:
        """Put a heading behind what is there."""
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
        self._goes_on = False

    def begin_further(self, kind: BlockKind) -> None:
        """Begin another paragraph, which goes on in the item that began last where it is of one."""
        begun = self._has_begun
        self.begin(kind)
        self._goes_on = kind is BlockKind.LIST_ITEM and begun

    @property
    def _has_begun(self) -> bool:
        """Whether something stands in the item that is being put together."""
        of_item = self._goes_on or self._mark or self._pieces or self._lines
        return self._kind is BlockKind.LIST_ITEM and bool(of_item)

    def tag(self, text: str) -> None:
        """Put a tag before the text of the item that began last, behind those that it has."""
        self._mark = ", ".join(filter(None, (self._mark, text)))

    def go_on(self) -> None:
        """Begin another paragraph of the same kind, as behind a line that was broken."""
        if self._lines is None and self._pieces:
            self._end()
            self._mark = ""
            self._goes_on = self._kind is BlockKind.LIST_ITEM

    def indent(self) -> None:
        """Take the short lines that a paragraph consists of for the tag of what stands under it."""
        words = self.taken()
        lines = [*(part.text for part in self.parts[self._first :]), words]
        if words and not self._mark and all(map(_is_tag, lines)):
            del self.parts[self._first :]
            self.begin(BlockKind.LIST_ITEM, ", ".join(lines))
        else:
            self.say(words)
            self.go_on()

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
            joined = self._tight or text in _CLOSING
            self._pieces.append(text if joined else f" {text}")
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
        self._put(item_text(self._mark, self.taken()), self._kind)
        if self._lines:
            self._put("\n".join(self._lines).strip("\n"), BlockKind.CODE)
            self._lines = []

    def _put(self, text: str, kind: BlockKind, level: int | None = None) -> None:
        if text.strip():
            within = self._kind is BlockKind.LIST_ITEM and kind in _OF_ITEMS
            goes_on = within and self._goes_on
            self.parts.append(ExtractPart(text, level, kind, item=int(within), goes_on=goes_on))


def _is_tag(line: str) -> bool:
    """Return whether a line may be the tag of an item."""
    return len(line) <= _MAX_TAG and not line.endswith((".", ":"))
