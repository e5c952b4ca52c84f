"""Manual pages of mdoc(7): their headings, paragraphs, lists and displays."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from index.reading.marked.manuals.manual_page import ManualPage
from index.reading.marked.manuals.mdoc_sentences import CLINGING, CLOSING, MdocSentence
from index.reading.marked.manuals.roff import RoffLine
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind

_HEADINGS = {"Sh": 1, "Ss": 2}
_UNSEEN = frozenset({"Dd", "Dt", "Os", "Hf", "Db", "Bk", "Ek"})
_KEPT = frozenset({"-literal", "-unfilled"})
_SYNOPSIS = "SYNOPSIS"  # each of its commands begins a line of its own
_EXIT = "The {} utility exits 0 on success, and >0 if an error occurs."  # as .Ex -std has it
_CELL = "Ta"


@dataclass(slots=True)
class _List:
    """A list that is being read: its kind, how many items it has, and the cells of a row."""

    kind: str
    items: int = 0
    cells: list[str] = field(default_factory=list)


class MdocReader:
    """Reads the lines of a page."""

    def __init__(self) -> None:
        """Start with an empty page."""
        self._page = ManualPage()
        self._name = ""
        self._section = ""
        self._lists: list[_List] = []
        self._displays: list[bool] = []
        self._reference: list[str] | None = None
        self._spaced = True
        self._tag_open = False

    def parts(self, lines: Iterable[RoffLine]) -> tuple[ExtractPart, ...]:
        """Return the parts of a page."""
        for line in lines:
            if line.macro:
                self._take(line.macro, line.arguments)
            elif line.text.strip() or self._displays[-1:] == [True]:
                self._page.say(line.text, tight=line.tight)
            else:
                self._page.go_on()
        self._end_item()
        self._page.begin()
        return tuple(self._page.parts)

    def _take(self, macro: str, arguments: Sequence[str]) -> None:
        """Take a macro."""
        if macro in _HEADINGS:
            self._head(_HEADINGS[macro], arguments)
        elif macro in _BLOCKS:
            _BLOCKS[macro](self, arguments)
        elif macro.startswith("%"):
            self._refer(arguments)
        elif macro not in _UNSEEN and not (macro.islower() and len(macro) == len("br")):
            self._say(macro, arguments)

    def _say(self, macro: str, arguments: Sequence[str]) -> None:
        """Put what a macro shows behind what is there."""
        if macro == "Nm":
            self._name = self._name or " ".join(arguments[:1])
        if self._section == _SYNOPSIS and macro in {"Nm", "Ft"}:
            self._page.go_on()
        sentence = MdocSentence(self._name, spaced=self._spaced)
        text = sentence.text([macro, *arguments])
        if macro in CLINGING or text in CLOSING:
            self._page.glue()
        self._page.say(text, tight=sentence.tight)

    def _shown(self, arguments: Sequence[str]) -> str:
        """Return what arguments show that may be macros."""
        return MdocSentence(self._name).text(["No", *arguments]).strip()

    def _head(self, level: int, arguments: Sequence[str]) -> None:
        heading = self._shown(arguments)
        self._section = heading if level == 1 else self._section
        self._page.heading(heading, level)

    def _paragraph(self, _: Sequence[str]) -> None:
        self._page.begin_further(BlockKind.LIST_ITEM if self._lists else BlockKind.TEXT)

    def _begin_list(self, arguments: Sequence[str]) -> None:
        self._page.nest()
        self._lists.append(_List(" ".join(arguments[:1])))

    def _end_list(self, _: Sequence[str]) -> None:
        self._end_item()
        del self._lists[-1:]
        self._page.come_back()
        self._paragraph(())

    def _item(self, arguments: Sequence[str]) -> None:
        """Begin an item of a list, or a row of a table."""
        self._end_item()
        items = self._lists[-1] if self._lists else _List("-tag")
        items.items += 1
        numbered = items.kind == "-enum"
        if items.kind == "-column":
            self._page.begin(BlockKind.TABLE_ROW)
            self._cells(arguments, items)
        else:
            mark = f"{items.items}." if numbered else self._shown(arguments)
            self._tag_open = "Xo" in arguments
            self._page.begin(BlockKind.LIST_ITEM, "" if self._tag_open else mark)
            self._page.say(mark if self._tag_open else "")

    def _end_tag(self, arguments: Sequence[str]) -> None:
        """End a tag that goes over lines."""
        if self._tag_open:
            self._page.tag(self._page.taken())
        self._tag_open = False
        self._say("Xc", arguments)

    def _space(self, arguments: Sequence[str]) -> None:
        """Begin or end words that are not set apart."""
        self._spaced = "on" in arguments if arguments else not self._spaced
        self._page.glue(glued=False)

    def _cells(self, arguments: Sequence[str], row: _List) -> None:
        """Take the cells of a row; the last goes on."""
        words: list[str] = []
        for argument in arguments:
            if argument == _CELL:
                row.cells.append(f"{self._page.taken()} {self._shown(words)}")
                words = []
            else:
                words.append(argument)
        self._page.say(self._shown(words))

    def _next_cell(self, arguments: Sequence[str]) -> None:
        if self._lists:
            self._cells([_CELL, *arguments], self._lists[-1])

    def _end_item(self) -> None:
        """End a row of a table."""
        if self._lists and self._lists[-1].cells:
            row = [*self._lists[-1].cells, self._page.taken()]
            self._lists[-1].cells = []
            self._page.row([cell for one in row for cell in one.split("\t")])

    def _begin_display(self, arguments: Sequence[str]) -> None:
        kept = bool(_KEPT.intersection(arguments))
        self._displays.append(kept)
        self._page.keep_lines(kept)

    def _end_display(self, _: Sequence[str]) -> None:
        del self._displays[-1:]
        self._page.keep_lines(keep=False)

    def _one_line(self, arguments: Sequence[str]) -> None:
        """Take a display of one line."""
        self._page.keep_lines(keep=True)
        self._page.say(self._shown(arguments))
        self._page.keep_lines(keep=False)

    def _begin_reference(self, _: Sequence[str]) -> None:
        self._reference = []

    def _refer(self, arguments: Sequence[str]) -> None:
        """Take a piece of a reference to a book or page."""
        piece = self._shown(arguments)
        if self._reference is None:
            self._page.say(piece)
        else:
            self._reference.append(piece)

    def _end_reference(self, _: Sequence[str]) -> None:
        if self._reference:
            self._page.say(f"{', '.join(self._reference)}.")
        self._reference = None

    def _author(self, arguments: Sequence[str]) -> None:
        if arguments and not arguments[0].startswith("-"):
            self._say("An", arguments)

    def _exits(self, arguments: Sequence[str]) -> None:
        names = [one for one in arguments if one != "-std"] or [self._name]
        self._page.say(_EXIT.format(", ".join(names)))


_BLOCKS: Mapping[str, Callable[[MdocReader, Sequence[str]], None]] = {
    **dict.fromkeys(("Pp", "Lp", "sp"), MdocReader._paragraph),
    **dict.fromkeys(("Dl", "D1"), MdocReader._one_line),
    "An": MdocReader._author,
    "Bd": MdocReader._begin_display,
    "Bl": MdocReader._begin_list,
    "Ed": MdocReader._end_display,
    "El": MdocReader._end_list,
    "Ex": MdocReader._exits,
    "It": MdocReader._item,
    "Re": MdocReader._end_reference,
    "Rs": MdocReader._begin_reference,
    "Sm": MdocReader._space,
    "Ta": MdocReader._next_cell,
    "Xc": MdocReader._end_tag,
}
