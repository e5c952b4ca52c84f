"""The terminal itself: its width and colours, text wrapped for it, and signs of progress."""

import errno
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import TypeAlias

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from bot.plain_text import visible

Progressing: TypeAlias = Callable[[str, int, int], None]

_WORD = re.compile(r"\S+")
EVERY_S = 5.0  # seconds between two lines of progress, where no terminal shows a bar
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

    def on_broken_pipe(self) -> None:
        """Leave it to the edge of the command line, as with what is written past this console.

        Raises:
            BrokenPipeError: Always.
        """
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


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
def progress(*, json: bool = False) -> Iterator[Progressing]:
    """Show long work on standard error while the block runs: a bar, or now and then a line.

    Args:
        json: Whether JSON is printed: no lines then, which a program would take for faults.

    Yields:
        What to call with the stage, how many are done and how many there are.
    """
    if not sys.stderr.isatty():
        if json:
            yield lambda *_: None
            return
        with _lines_of_progress() as report:
            yield report
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task, current = bar.add_task("opening", total=None), "opening"

        def report(stage: str, done: int, total: int) -> None:
            nonlocal current
            if stage != current:
                current = stage
                bar.reset(task, description=stage)  # what is left is estimated for each anew
            bar.update(task, completed=done, total=total)

        yield report


@contextmanager
def _lines_of_progress() -> Iterator[Progressing]:
    """Say every few seconds on standard error what is being done.

    Yields:
        As `progress`.
    """
    work = SpokenProgress()
    over = Event()
    teller = Thread(target=work.tell, args=(over.wait,), daemon=True)
    teller.start()
    try:
        yield work.report
    finally:
        over.set()
        teller.join()


class SpokenProgress:
    """Long work that is told in lines: each says how far it has come, and how long it may take."""

    def __init__(self, now_s: Callable[[], float] = monotonic) -> None:
        """Begin with the opening of a collection, which is the longest work."""
        self._now_s = now_s
        self._stage = ""
        self._begun_s = 0.0
        self._latest = "opening"

    def report(self, stage: str, done: int, total: int) -> None:
        """Remember how many of a stage are done and how many there are."""
        if stage != self._stage:
            self._stage, self._begun_s = stage, self._now_s()
        self._latest = f"{stage}: {done:,} of {total:,}{self._left(done, total)}"

    def _left(self, done: int, total: int) -> str:
        """Return how long the rest of a stage takes at its pace so far; empty while none shows."""
        if not 0 < done < total:
            return ""
        left_s = (self._now_s() - self._begun_s) * (total - done) / done
        return f", about {left_s:.0f} s left" if left_s >= 1 else ""

    def tell(self, over: Callable[[float], bool]) -> None:
        """Say it every few seconds on standard error.

        Args:
            over: Waits for the end of the work, at most so many seconds; whether it came.
        """
        while not over(EVERY_S):
            sys.stderr.write(visible(f"briefing-bot: {self._latest}\n"))
            sys.stderr.flush()


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
