"""The tables of manual pages, as tbl(1) takes them: rows of cells between .TS and .TE."""

from collections.abc import Sequence
from dataclasses import dataclass, field

_TAB = "\t"
_RULES = frozenset({"_", "="})
_OPENED, _CLOSED = "T{", "T}"  # around a cell of several lines


@dataclass(slots=True)
class ManualTable:
    """A table that is being read, a line at a time.

    Args:
        rows: The cells of each row.
        ruled: A rule stands under the first row.
    """

    rows: list[list[str]] = field(default_factory=list)
    ruled: bool = False
    _tab: str = _TAB
    _formats: bool = True  # the lines that say how it is set are not over
    _cell: list[str] | None = None  # the lines of a cell of several
    _bold: list[bool] = field(default_factory=list)  # which lines say so of all their cells

    @property
    def is_headed(self) -> bool:
        """Whether the first row names the columns: a rule stands under it, or it alone is bold."""
        return self.ruled or self._bold[:2] == [True, False]

    def take(self, line: str) -> None:
        """Take a line of the table."""
        if self._formats:
            self._set(line)
        elif self._cell is not None:
            self._go_on(line, self._cell)
        elif line.strip() in _RULES:
            self.ruled = self.ruled or len(self.rows) == 1
        elif line.strip():
            self.rows.append([])
            self._put(line.split(self._tab))

    def restart(self) -> None:
        """Take what follows for the lines that say how the next rows are set."""
        self._formats = True

    def end(self) -> None:
        """Close a cell that the table leaves open."""
        if self._cell is not None:
            self._go_on(_CLOSED, self._cell)

    def _set(self, line: str) -> None:
        """Take a line that says how the table is set; the last ends in a stop."""
        if line.rstrip().endswith(";"):
            _, _, behind = line.partition("tab(")
            self._tab = behind[:1] or _TAB
            return
        self._bold += [_is_bold(row) for row in line.strip().rstrip(".").split(",")]
        if line.rstrip().endswith("."):
            self._formats = False

    def _put(self, cells: Sequence[str]) -> None:
        """Put cells behind those of the last row."""
        if cells and cells[-1].strip() == _OPENED:
            self._cell = []
            cells = cells[:-1]
        self.rows[-1] += cells

    def _go_on(self, line: str, cell: list[str]) -> None:
        """Take a line of a cell of several, and the cells behind its end."""
        if not line.startswith(_CLOSED):
            cell.append(line)
            return
        self._cell = None
        self._put([" ".join(cell), *line.removeprefix(_CLOSED).split(self._tab)[1:]])


def _is_bold(row: str) -> bool:
    """Return whether all cells of a row are set in bold, as its format says: "lb cfB"."""
    cells = row.split()
    return bool(cells) and all("b" in cell.lower() for cell in cells)
