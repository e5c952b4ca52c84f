"""Manual pages of man(7): what its macros show, and those that Perl's pages define.

References:
    groff_man(7) of groff 1.23; perlpod's pod2man for .Vb, .Ve and .Sp.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from index.reading.marked.manuals.manual_page import ManualPage
from index.reading.marked.manuals.manual_tables import ManualTable
from index.reading.marked.manuals.roff import RoffLine
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind

# Macros of which nothing shows; so do requests, whose names are of two small letters.
_UNSEEN = frozenset({"TH", "PD", "IX", "DT", "AT", "UC"})
_REQUEST = 2


class ManReader:
    """Reads the lines of a page."""

    def __init__(self) -> None:
        """Start with an empty page."""
        self._page = ManualPage()
        self._heading = 0  # the level of a heading whose words stand on the next line
        self._tags = 0  # tags of an item that stand on the next lines
        self._tagged: list[str] = []
        self._table: ManualTable | None = None
        self._address = ""

    def parts(self, lines: Iterable[RoffLine]) -> tuple[ExtractPart, ...]:
        """Return the parts of a page."""
        for line in lines:
            if self._table is not None:
                self._take_row(line, self._table)
            elif line.macro:
                self._take(line.macro, line.arguments)
            elif line.text.strip() or line.tight:
                self._say(line.text, tight=line.tight, breaks=line.breaks)
            else:
                self._blank()
        self._end_table()
        self._page.begin()
        return tuple(self._page.parts)

    def _take(self, macro: str, arguments: Sequence[str]) -> None:
        """Take a macro."""
        if macro in _MACROS:
            _MACROS[macro](self, arguments)
        elif macro not in _UNSEEN and not _is_request(macro):
            self._words(arguments)  # a macro of the page's own

    def _words(self, arguments: Sequence[str]) -> None:
        if arguments:
            self._say(" ".join(arguments))

    def _turns(self, arguments: Sequence[str]) -> None:
        """Take parts of one word that are of two types in turn."""
        if arguments:
            self._say("".join(arguments))

    def _say(self, text: str, *, tight: bool = False, breaks: bool = False) -> None:
        """Put words where they belong: into a heading, a tag, or the text."""
        if self._heading:
            level, self._heading = self._heading, 0
            self._page.heading(" ".join(text.split()), level)
        elif self._tags:
            self._tag(text, tight=tight)
        else:
            if breaks:
                self._page.go_on()
            self._page.say(text, tight=tight)

    def _tag(self, text: str, *, tight: bool) -> None:
        """Take a tag of an item; behind the last its text begins."""
        if tight:
            self._tagged.append(text)
            return
        tag = "".join([*self._tagged, text]).strip()
        self._tagged = []
        self._page.tag(tag)
        self._tags -= 1

    def _blank(self) -> None:
        """Take a blank line."""
        self._page.go_on()
        self._page.say("")

    def _section(self, arguments: Sequence[str]) -> None:
        self._begin_heading(1, arguments)

    def _part_of_section(self, arguments: Sequence[str]) -> None:
        self._begin_heading(2, arguments)

    def _begin_heading(self, level: int, arguments: Sequence[str]) -> None:
        self._page.keep_lines(keep=False)
        self._tags = 0
        self._heading = level
        self._words(arguments)

    def _keep_lines(self, _: Sequence[str]) -> None:
        self._page.keep_lines(keep=True)

    def _keep_no_lines(self, _: Sequence[str]) -> None:
        self._page.keep_lines(keep=False)

    def _indent(self, _: Sequence[str]) -> None:
        self._page.indent()

    def _indent_end(self, _: Sequence[str]) -> None:
        self._page.come_back()

    def _break(self, _: Sequence[str]) -> None:
        self._page.go_on()

    def _paragraph(self, _: Sequence[str]) -> None:
        self._tags = 0
        self._page.begin()

    def _item(self, arguments: Sequence[str]) -> None:
        """Begin an item whose tag is an argument, or go on in the one before."""
        self._tags = 0
        if arguments and arguments[0].strip():
            self._page.begin(BlockKind.LIST_ITEM, arguments[0].strip())
        else:
            self._page.begin_further(BlockKind.LIST_ITEM)

    def _tagged_item(self, _: Sequence[str]) -> None:
        self._page.begin(BlockKind.LIST_ITEM)
        self._tags = 1

    def _further_tag(self, _: Sequence[str]) -> None:
        self._tags += 1

    def _command(self, arguments: Sequence[str]) -> None:
        self._page.begin()
        self._page.say(" ".join(arguments[:1]))

    def _option(self, arguments: Sequence[str]) -> None:
        self._page.say(f"[{' '.join(arguments)}]")

    def _link(self, arguments: Sequence[str]) -> None:
        self._address = arguments[0] if arguments else ""

    def _link_end(self, arguments: Sequence[str]) -> None:
        self._page.say(f"<{self._address}>", tight=bool(arguments))
        self._page.say("".join(arguments))

    def _begin_table(self, _: Sequence[str]) -> None:
        self._table = ManualTable()

    def _take_row(self, line: RoffLine, table: ManualTable) -> None:
        """Take a line of a table, or its end."""
        if line.macro == "TE":
            self._end_table()
        elif line.macro == "T&":
            table.restart()
        elif not _is_request(line.macro):
            table.take(line.text or "".join(line.arguments))

    def _end_table(self) -> None:
        if self._table is None:
            return
        self._table.end()
        for place, row in enumerate(self._table.rows):
            self._page.row(row, heads=self._table.is_headed and place == 0)
        self._table = None


def _is_request(macro: str) -> bool:
    return 0 < len(macro) <= _REQUEST and macro.islower()


_MACROS: Mapping[str, Callable[[ManReader, Sequence[str]], None]] = {
    **dict.fromkeys(("B", "I", "R", "SM", "SB"), ManReader._words),
    **dict.fromkeys(("BI", "BR", "IB", "IR", "RB", "RI"), ManReader._turns),
    **dict.fromkeys(("P", "PP", "LP", "HP"), ManReader._paragraph),
    **dict.fromkeys(("br", "sp", "Sp", "in", "ti", "YS"), ManReader._break),
    **dict.fromkeys(("nf", "EX", "Vb", "EQ"), ManReader._keep_lines),
    **dict.fromkeys(("fi", "EE", "Ve", "EN"), ManReader._keep_no_lines),
    **dict.fromkeys(("UR", "MT"), ManReader._link),
    **dict.fromkeys(("UE", "ME"), ManReader._link_end),
    "SH": ManReader._section,
    "SS": ManReader._part_of_section,
    "IP": ManReader._item,
    "TP": ManReader._tagged_item,
    "TQ": ManReader._further_tag,
    "RS": ManReader._indent,
    "RE": ManReader._indent_end,
    "SY": ManReader._command,
    "OP": ManReader._option,
    "TS": ManReader._begin_table,
}
