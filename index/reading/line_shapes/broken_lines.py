"""Lines that their writer ended: names below one another stay lines, a broken sentence goes on.

So do the lines of a typed list, and those that each begin with a label, as what speakers say in
turn ("Ada: …").
"""

import re
from collections.abc import Sequence

from index.language import is_ended
from index.reading.line_shapes.typed_items import typed_list

_LEAST = 2
_LONGEST = 60  # characters of a line that is no part of running text
_GOING_ON = (",", ";", "-", "–", "—", "&", "+", "/", "，", "；")
_LABEL = re.compile(  # "Ada:", "Ada Lind (laughs) :"
    r"(?=[^\W\d_a-zà-öø-þ])[\w.’'-]+(?: [\w.’'-]+){0,2}(?: ?\([^()]*\))? ?(?::\s|：)"
)


def broken_lines(lines: Sequence[str]) -> str:
    """Return lines as one paragraph: on lines where each is short and none a sentence or its part.

    And where each is an item of a list, below lines of another kind if any, or has a label.

    Args:
        lines: Of the paragraph, white space collapsed.
    """
    worded = [line for line in lines if line]
    if listed := typed_list(worded):
        above = [broken_lines(listed.above)] if listed.above else []
        return "\n".join([*above, *listed.items])
    alone = all(map(_stands_alone, worded)) or all(map(_LABEL.match, worded))
    stay = len(worded) >= _LEAST and alone
    return ("\n" if stay else " ").join(worded)


def _stands_alone(line: str) -> bool:
    """Return whether a line is short, does not begin within a sentence, and ends none."""
    begins = not line[0].islower() and line[0].isprintable()
    return begins and len(line) <= _LONGEST and not line.endswith(_GOING_ON) and not is_ended(line)
