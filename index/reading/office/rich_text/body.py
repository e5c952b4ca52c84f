"""The text of a rich text document as it comes in, with the notes and boxes in it."""

from dataclasses import dataclass, field

from index.reading.office.rich_text.characters import Characters
from index.reading.office.rich_text.flow import BlockFlow
from index.reading.office.rich_text.state import State
from index.reading.office.rich_text.style_sheet import StyleSheet
from index.reading.structure.extract import ExtractPart
from index.reading.structure.part_groups import as_footnotes, with_whole_code
from index.types import BlockKind

_DEEPEST = 20  # boxes and notes in one another


@dataclass(slots=True)
class _Text:
    """A text that has not ended yet.

    Args:
        group: How deep the group is that it ends with.
        is_note: It is a note; else a box, or the document's text.
        listed: The mark of a list stands before the paragraph at hand.
    """

    group: int = 0
    is_note: bool = False
    listed: bool = False
    flow: BlockFlow = field(default_factory=BlockFlow)
    characters: Characters = field(default_factory=Characters)


@dataclass(slots=True)
class Body:
    """The text of a document so far.

    Args:
        styles: Those of its paragraphs.
        contents: The paragraphs of its contents lists.
    """

    styles: StyleSheet = field(default_factory=StyleSheet)
    contents: list[str] = field(default_factory=list)
    _texts: list[_Text] = field(default_factory=lambda: [_Text()])

    @property
    def characters(self) -> Characters:
        """Those of the paragraph at hand."""
        return self._texts[-1].characters

    def begin(self, group: int, *, is_note: bool) -> None:
        """Begin a note or a box, which ends with a group so deep; in very many others, go on."""
        if len(self._texts) <= _DEEPEST:
            self._texts.append(_Text(group, is_note))

    def end(self, group: int, state: State) -> None:
        """End the note or box that ends with a group so deep, and put it behind its paragraph."""
        if len(self._texts) > 1 and self._texts[-1].group == group:
            self.end_paragraph(state)
            text = self._texts.pop()
            parts = text.flow.finished()
            self._texts[-1].flow.beside += as_footnotes(parts) if text.is_note else parts

    def finished(self, state: State) -> tuple[ExtractPart, ...]:
        """Return the parts of the whole text."""
        self.end_paragraph(state)
        return tuple(with_whole_code(self._texts[0].flow.finished()))

    def mark_list(self) -> None:
        """Take the paragraph at hand for an item of a list."""
        self._texts[-1].listed = True

    def end_paragraph(self, state: State, tables: int | None = None) -> None:
        """End a paragraph.

        Args:
            state: What holds at its end.
            tables: The number of tables that it stands in; None for what `state` says.
        """
        text = self._texts[-1]
        part = self._part(text.characters.taken(), state, listed=text.listed or state.listed)
        text.listed = False
        if part.text and self.styles.is_contents(state.style):
            self.contents.append(part.text)
            part = ExtractPart("")
        text.flow.add(part, state.tables if tables is None else tables)

    def end_cell(self, state: State, tables: int) -> None:
        """End a cell of a table in so many others, itself counted."""
        self.end_paragraph(state, tables)
        self._texts[-1].flow.end_cell(tables)

    def end_row(self, tables: int) -> None:
        """End a row of a table in so many others, itself counted."""
        self._texts[-1].flow.end_row(tables)

    def head_rows(self, *, heads: bool) -> None:
        """Say whether the row at hand heads its table."""
        self._texts[-1].flow.heads = heads

    def _part(self, text: str, state: State, *, listed: bool) -> ExtractPart:
        line = " ".join(text.split())
        level = self.styles.level(state.style, state.outline)
        if level is not None:
            return ExtractPart(line, level, is_title=self.styles.is_title(state.style))
        inner = BlockKind.LIST_ITEM if listed else BlockKind.TEXT
        kind = self.styles.kind(state.style) or inner
        return ExtractPart(text.rstrip() if kind is BlockKind.CODE else line, kind=kind)
