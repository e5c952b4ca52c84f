"""A card to draw on, in pixels, with text that is measured; the only importer of matplotlib.

Made for a phone, which shows the card at somewhat less than half its size, and opaque, so that it
stands out from a dark and from a light chat alike. matplotlib comes with the first card.
"""

import io
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 900  # pixels
MARGIN = 36  # pixels
GAP = 22  # pixels between what belongs to different things
LETTER = 30  # size of ordinary text in pixels, a thirtieth of the width
HEADING = 38  # size of a heading's text in pixels
_HEADING_LINE = HEADING + 10  # from one line of a heading to the next
LINE = 40  # from one line of ordinary text to the next

GROUND, INK, FAINT, RULE = "#fbfaf6", "#1f2430", "#5b6270", "#c9c6bc"
ACCENT = "#1d5f8a"

_DPI = 100
_POINTS_PER_INCH = 72
_ELLIPSIS = "…"


class Canvas:
    """A card of `WIDTH` pixels; `y` grows downwards."""

    def __init__(self, height: int) -> None:
        """Make an empty card.

        Args:
            height: Pixels.
        """
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=(WIDTH / _DPI, height / _DPI), dpi=_DPI, facecolor=GROUND)
        self._canvas = FigureCanvasAgg(figure)
        self.axes: Axes = figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, WIDTH)
        self.axes.set_ylim(height, 0)
        self.axes.axis("off")

    def write(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = LETTER,
        **style: Any,  # noqa: ANN401  # matplotlib's own keywords
    ) -> None:
        """Write one line with its upper left corner at `x`, `y`.

        Args:
            x: Pixels from the left.
            y: Pixels from the top.
            words: Shown as they are; a dollar sign begins no formula.
            size: Of the letters, in pixels.
            style: What matplotlib's `text` takes.
        """
        keywords: dict[str, Any] = {"color": INK, "va": "top", "ha": "left"} | style
        self.axes.text(x, y, words, parse_math=False, fontsize=_points(size), **keywords)

    def write_lines(self, x: float, y: float, lines: Sequence[str], weight: str = "normal") -> None:
        """Write lines of ordinary text under each other, the first with its corner at `x`, `y`."""
        for number, line in enumerate(lines):
            self.write(x, y + number * LINE, line, weight=weight)

    def write_heading(self, lines: Sequence[str]) -> None:
        """Write the heading of the card."""
        for number, line in enumerate(lines):
            y = MARGIN + number * _HEADING_LINE
            self.write(MARGIN, y, line, size=HEADING, weight="bold")

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str = RULE,
        px: float = 3,
    ) -> None:
        """Draw a straight line of `px` pixels' width."""
        xs, ys = zip(start, end, strict=True)
        self.axes.plot(xs, ys, color=colour, lw=_points(px), solid_capstyle="round", zorder=1)

    def dot(self, x: float, y: float, *, hollow: bool = False, px: float = 18) -> None:
        """Draw a dot of `px` pixels' width."""
        face = GROUND if hollow else ACCENT
        self.axes.plot([x], [y], "o", ms=_points(px), mec=ACCENT, mfc=face, mew=3, zorder=3)

    def box(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """Draw a filled rectangle with its upper left corner at `x`, `y`."""
        from matplotlib.patches import Rectangle

        self.axes.add_patch(Rectangle((x, y), width, height, fc=fill, ec="none", zorder=1))

    def png(self) -> bytes:
        """Return the card as a PNG file."""
        stream = io.BytesIO()
        with warnings.catch_warnings():
            # A script that the built-in face lacks shows as boxes; the text beside it has it.
            warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
            self._canvas.print_png(stream)
        return stream.getvalue()


class Ruler:
    """Measures text and breaks it into lines."""

    def __init__(self) -> None:
        """Make a ruler; loads the built-in face."""
        from matplotlib.backends.backend_agg import RendererAgg

        self._renderer = RendererAgg(1, 1, _DPI)

    def width(self, words: str, size: float = LETTER, *, bold: bool = False) -> float:
        """Return how many pixels a line takes."""
        from matplotlib.font_manager import FontProperties

        face = FontProperties(size=_points(size), weight="bold" if bold else "normal")
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
            return float(self._renderer.get_text_width_height_descent(words, face, ismath=False)[0])

    def wrap(
        self, words: str, width: float, size: float = LETTER, *, bold: bool = False, most: int = 3
    ) -> tuple[str, ...]:
        """Return the lines of a text, none wider than `width` pixels; what is cut off is marked.

        Args:
            words: Broken between words; a word that is too wide by itself is cut.
            width: Pixels.
            size: Of the letters, in pixels.
            bold: Whether they are bold.
            most: Lines at most.
        """
        lines = [""]
        for word in words.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, size, bold=bold) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        fitted = [self._fitted(line, "", width, size, bold=bold) for line in lines[:most]]
        if len(lines) > most:
            fitted[-1] = self._fitted(lines[most - 1], f" {_ELLIPSIS}", width, size, bold=bold)
        return tuple(fitted)

    def wrap_heading(self, words: str) -> tuple[str, ...]:
        """Return the lines of a card's heading."""
        return self.wrap(words, WIDTH - 2 * MARGIN, HEADING, bold=True, most=2)

    def _fitted(self, line: str, mark: str, width: float, size: float, *, bold: bool) -> str:
        """Return the line with its mark; where too wide, cut after a word, or in an only word."""
        start, end = line, mark
        while len(start) > 1 and self.width(start + end, size, bold=bold) > width:
            if " " in start:
                start, end = start.rpartition(" ")[0], f" {_ELLIPSIS}"
            else:
                start, end = start[:-1], _ELLIPSIS
        return start + end


def heading_height(lines: Sequence[str]) -> int:
    """Return where what follows a card's heading begins, in pixels."""
    return MARGIN + len(lines) * _HEADING_LINE + GAP


def _points(pixels: float) -> float:
    return pixels * _POINTS_PER_INCH / _DPI
