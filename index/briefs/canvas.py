"""A card to draw on, in pixels, with text that is measured; the only importer of matplotlib.

Made for a phone, which shows the card at somewhat less than half its size, and opaque, so that it
stands out from a dark and from a light chat alike. matplotlib comes with the first card.
"""

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from matplotlib.backend_bases import GraphicsContextBase
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.font_manager import FontProperties

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
_RIM = 4  # pixels around a dot
_SHARES = {"left": 0.0, "top": 0.0, "center": 0.5, "right": 1.0}  # of a line, before its place
_TALL = "lp"  # reaches as far up and down as the letters of most lines

_Colour: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Letters:
    """How a line is written.

    Args:
        size: Of the letters, in pixels.
        colour: Of the letters.
        bold: Whether they are bold.
        across: Which part of the line is at the place named, from the left.
        down: Which part of the line is at the place named, from the top.
    """

    size: float = LETTER
    colour: str = INK
    bold: bool = False
    across: Literal["left", "center", "right"] = "left"
    down: Literal["top", "center"] = "top"


PLAIN = Letters()


class Canvas:
    """A card of `WIDTH` pixels; `y` grows downwards, and what is drawn covers what was before.

    Drawn by the renderer alone. A figure with axes is some thousand objects that hold each other
    in circles, which Python's garbage collector then stops every thread to find.
    """

    def __init__(self, height: int) -> None:
        """Make an empty card.

        Args:
            height: Pixels.
        """
        from matplotlib.transforms import Affine2D

        self._height = height
        self._renderer = _renderer(WIDTH, height)
        self._upright = Affine2D().scale(1, -1).translate(0, height)
        self.box(0, 0, WIDTH, height, GROUND)

    def write(self, x: float, y: float, words: str, letters: Letters = PLAIN) -> None:
        """Write one line.

        Args:
            x: Pixels from the left.
            y: Pixels from the top.
            words: Shown as they are; a dollar sign begins no formula.
            letters: How they look, and which part of the line is at `x`, `y`.
        """
        face = _face(letters.size, bold=letters.bold)
        above, below = _reach(letters.size, bold=letters.bold)
        share = _SHARES[letters.across]
        left = x - share * _width(self._renderer, words, face) if share else x
        base = y + above - (above + below) * _SHARES[letters.down]
        with _missing_letters_allowed():
            self._renderer.draw_text(self._pen(letters.colour), left, base, words, face, 0)

    def write_lines(self, x: float, y: float, lines: Sequence[str], *, bold: bool = False) -> None:
        """Write lines of ordinary text under each other, the first with its corner at `x`, `y`."""
        for number, line in enumerate(lines):
            self.write(x, y + number * LINE, line, Letters(bold=bold))

    def write_heading(self, lines: Sequence[str]) -> None:
        """Write the heading of the card."""
        for number, line in enumerate(lines):
            y = MARGIN + number * _HEADING_LINE
            self.write(MARGIN, y, line, Letters(HEADING, bold=True))

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str = RULE,
        px: float = 3,
    ) -> None:
        """Draw a straight line of `px` pixels' width."""
        from matplotlib.path import Path

        pen = self._pen(colour, px)
        pen.set_capstyle("round")
        self._renderer.draw_path(pen, Path((start, end)), self._upright)

    def dot(self, x: float, y: float, *, hollow: bool = False, px: float = 18) -> None:
        """Draw a dot of `px` pixels' width and a rim around it."""
        from matplotlib.path import Path

        pen = self._pen(ACCENT, _RIM)
        circle = Path.circle((x, y), px / 2)
        self._renderer.draw_path(pen, circle, self._upright, _rgb(GROUND if hollow else ACCENT))

    def box(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """Draw a filled rectangle with its upper left corner at `x`, `y`."""
        from matplotlib.path import Path

        right, lower = x + width, y + height
        corners = ((x, y), (right, y), (right, lower), (x, lower), (x, y))
        self._renderer.draw_path(
            self._pen(fill, 0), Path(corners, closed=True), self._upright, _rgb(fill)
        )

    def png(self) -> bytes:
        """Return the card as a PNG file."""
        from PIL import Image

        stream = io.BytesIO()
        image = Image.frombuffer("RGBA", (WIDTH, self._height), self._renderer.buffer_rgba())
        image.save(stream, "PNG")
        return stream.getvalue()

    def _pen(self, colour: str, px: float = 0) -> "GraphicsContextBase":
        """Return what draws in a colour, lines with `px` pixels' width."""
        pen: GraphicsContextBase = self._renderer.new_gc()
        pen.set_foreground(colour)
        pen.set_linewidth(_points(px))
        return pen


class Ruler:
    """Measures text and breaks it into lines."""

    def __init__(self) -> None:
        """Make a ruler; loads the built-in face."""
        self._renderer = _renderer(1, 1)

    def width(self, words: str, size: float = LETTER, *, bold: bool = False) -> float:
        """Return how many pixels a line takes."""
        return _width(self._renderer, words, _face(size, bold=bold))

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


def _renderer(width: int, height: int) -> "RendererAgg":
    from matplotlib.backends.backend_agg import RendererAgg

    return RendererAgg(width, height, _DPI)


@cache
def _face(size: float, *, bold: bool) -> "FontProperties":
    """Return the built-in face with letters of a size in pixels."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(size=_points(size), weight="bold" if bold else "normal")


def _width(renderer: "RendererAgg", words: str, face: "FontProperties") -> float:
    """Return how wide a line is, in pixels."""
    with _missing_letters_allowed():
        return float(renderer.get_text_width_height_descent(words, face, ismath=False)[0])


@cache
def _reach(size: float, *, bold: bool) -> tuple[float, float]:
    """Return how far letters reach above and below the base of a line, in pixels."""
    face = _face(size, bold=bold)
    _, height, below = _renderer(1, 1).get_text_width_height_descent(_TALL, face, ismath=False)
    return float(height - below), float(below)


@contextmanager
def _missing_letters_allowed() -> Iterator[None]:
    """Do not warn of a script that the built-in face lacks: its boxes stand beside the text."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        yield


@cache
def _rgb(colour: str) -> _Colour:
    """Return a colour as shares of red, green, blue and cover."""
    from matplotlib.colors import to_rgba

    return to_rgba(colour)


def _points(pixels: float) -> float:
    return pixels * _POINTS_PER_INCH / _DPI
