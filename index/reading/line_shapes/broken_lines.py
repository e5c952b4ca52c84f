"""Lines that their writer ended: names below one another stay lines, a broken sentence goes on."""

from collections.abc import Sequence

from index.language import is_ended

_LEAST = 2
_LONGEST = 60  # characters of a line that is no part of running text
_GOING_ON = (",", ";", "-", "–", "—", "&", "+", "/", "，", "；")


def broken_lines(lines: Sequence[str]) -> str:
    """Return lines as one paragraph: on lines where each is short and none a sentence or its part.

    Args:
        lines: Of the paragraph, white space collapsed.
    """
    worded = [line for line in lines if line]
    stay = len(worded) >= _LEAST and all(map(_stands_alone, worded))
    return ("\n" if stay else " ").join(worded)


def _stands_alone(line: str) -> bool:
    """Return whether a line is short, does not begin within a sentence, and ends none."""
    begins = not line[0].islower() and line[0].isprintable()
    return begins and len(line) <= _LONGEST and not line.endswith(_GOING_ON) and not is_ended(line)
