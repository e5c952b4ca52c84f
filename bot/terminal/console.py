"""The terminal itself: its width and colours, text wrapped for it, and signs of progress."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from bot.plain_text import visible

_WORD = re.compile(r"\S+")
_WIDTH = 88  # columns that a line of prose may take
_MARGIN = 2  # columns that stay free on the right


class _PlainConsole(Console):
    """A console that prints texts as they are: no markup in them, and nothing steers the terminal.

    What they hold stands in segments; the terminal's own sequences are made of styles, later.
    """

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, highlight=False, soft_wrap=False, markup=False, emoji=False)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterator[Segment]:
        """Yield the segments of something to print, control characters in them made visible."""
        for segment in super().render(renderable, options):
            if segment.control:
                yield segment
            else:
                yield Segment(visible(segment.text), _harmless(segment.style))


def _harmless(style: Style | None) -> Style | None:
    """Return a style without a link that would steer the terminal."""
    if style is not None and style.link and visible(style.link) != style.link:
        return style.update_link(None)
    return style


def console(*, stderr: bool = False) -> Console:
    """Return the console for results: colours only where the terminal has them."""
    out = _PlainConsole(stderr=stderr)
    if out.width > _WIDTH:
        out.width = _WIDTH
    return out


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """Show long work on standard error while the block runs, if that is a terminal.

    Yields:
        What to call with the stage, how many are done and how many there are; None without one.
    """
    if not sys.stderr.isatty():
        yield None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("opening", total=None)

        def report(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total)

        yield report


def say(out: Console, text: Text, left: int = 0) -> None:
    """Print text wrapped within a margin; nothing follows the last word of a line.

    Args:
        out: Where it is printed.
        text: One or more paragraphs.
        left: Columns that stay free on the left.
    """
    for line in _wrapped(text, out.width - left - _MARGIN):
        line.rstrip()
        out.print(Text(" " * left).append_text(line), soft_wrap=True)


def _wrapped(text: Text, width: int) -> Iterator[Text]:
    """Yield the lines of text; rich's own wrapping would break an address that is to be copied."""
    for paragraph in text.split(allow_blank=True):
        yield from paragraph.divide(_line_starts(paragraph.plain, width))


def _line_starts(paragraph: str, width: int) -> list[int]:
    """Return where each line but the first starts."""
    starts: list[int] = []
    start = 0
    for word in _WORD.finditer(paragraph):
        if word.start() > start and cell_len(paragraph[start : word.end()]) > width:
            start = word.start()
            starts.append(start)
    return starts
