"""What a command is about: its argument, or lines or blocks of standard input, each for itself."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count
from typing import TextIO

from bot.plain_text import visible
from bot.terminal.command import FAULT, OK
from bot.terminal.json_records import emit
from index import AddressError, QuoteMismatchError, SettingsError

LONGEST_LINE = 1_000_000  # characters of a line, which may hold a history
_OF_ONE_LINE = (SettingsError, AddressError, QuoteMismatchError)  # the next one may do better


@dataclass(frozen=True, slots=True)
class GivenText:
    """A text that a command is given.

    Args:
        text: Without the white space around it.
        line: Where it begins in standard input or in a file, from 1; None for the argument.
        fault: Why it cannot be read; None where it can.
    """

    text: str
    line: int | None = None
    fault: str | None = None


def at_a_terminal() -> bool:
    """Return whether somebody types at standard input."""
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def lines() -> Iterator[GivenText]:
    """Give each non-empty line of standard input; nothing where it is closed.

    Yields:
        The line; of one that is too long only that it is.
    """
    if sys.stdin is None or sys.stdin.closed:
        return
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    number = 0
    while line := sys.stdin.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE and not line.endswith("\n"):
            _pass_over_rest(sys.stdin)
            yield GivenText("", number, f"the line has more than {LONGEST_LINE:,} characters")
        elif text := line.strip().removeprefix("\ufeff"):
            yield GivenText(text, number)


def blocks() -> Iterator[GivenText]:
    """Give each block of lines of standard input, as blank lines part them.

    Yields:
        The block; of one with a line that is too long, or that is too long itself, only that.
    """
    block: list[GivenText] = []
    for line in lines():
        if block and line.line != (block[-1].line or 0) + 1:
            yield _joined(block)
            block = []
        block.append(line)
    if block:
        yield _joined(block)


def _joined(block: list[GivenText]) -> GivenText:
    """Return the lines of a block as one text."""
    faults = (line.fault for line in block if line.fault is not None)
    text = "\n".join(line.text for line in block)
    return GivenText(text, block[0].line, next(faults, None))


def _pass_over_rest(stream: TextIO) -> None:
    """Read to the end of a line, and keep nothing of it."""
    while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith("\n"):
        pass


def typed(prompt: str) -> Iterator[GivenText]:
    """Ask for line after line at a prompt, until one is empty or the input ends.

    Yields:
        The line.
    """
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    for number in count(1):
        try:
            text = input(prompt).strip()
        except EOFError:
            return
        if not text:
            return
        yield GivenText(text, number)


def given(argument: str | None) -> Iterator[GivenText]:
    """Return the argument alone, or the lines of standard input where there is none."""
    return lines() if argument is None else iter([GivenText(argument)])


def required(argument: str | None, noun: str, *, in_blocks: bool = False) -> Iterator[GivenText]:
    """Return what was given, at least one.

    Args:
        argument: Of the command, None for standard input.
        noun: What it is.
        in_blocks: Whether standard input is read in blocks instead of lines.

    Raises:
        SettingsError: Nothing was given.
    """
    texts = blocks() if in_blocks and argument is None else given(argument)
    first = next(texts, None)
    if first is None:
        how = "with blank lines between several" if in_blocks else "one a line"
        raise SettingsError(
            f"no {noun} was given: write it behind the command, or {how} on standard input"
        )
    return chain([first], texts)


def each(texts: Iterable[GivenText], use: Callable[[str], None], *, json: bool) -> int:
    """Use the words of each text in turn, as `each_given` does."""
    return each_given(texts, lambda given_text: use(given_text.text), json=json)


def each_given(texts: Iterable[GivenText], use: Callable[[GivenText], None], *, json: bool) -> int:
    """Use each text in turn; a line that is at fault is told in its place, and the next one used.

    Args:
        texts: The argument, or lines of standard input or of a file.
        use: Prints what comes of a text.
        json: Whether faults are for programs.

    Returns:
        The exit code: 1 where a line was at fault.

    Raises:
        SettingsError: The argument is wrong, as `use` says.
        AddressError: As `use` says of the argument.
        QuoteMismatchError: As `use` says of the argument.
    """
    code = OK
    for given_text in texts:
        try:
            _use(given_text, use)
        except _OF_ONE_LINE as error:
            if given_text.line is None:
                raise
            _tell(str(error), given_text.line, json=json)
            code = FAULT
    return code


def _use(given_text: GivenText, use: Callable[[GivenText], None]) -> None:
    if given_text.fault is not None:
        raise SettingsError(given_text.fault)
    use(given_text)


def _tell(fault: str, line: int, *, json: bool) -> None:
    if json:
        emit({"error": fault, "line": line})
    else:
        sys.stderr.write(f"briefing-bot: line {line}: {visible(fault)}\n")
