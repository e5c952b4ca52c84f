"""Bold lines that a block begins with: "<p><b>The mill</b><br>It was built in 1702 …".

Old pages that have no element for a heading set theirs so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.language import QUOTATION_MARKS, is_ended, sentences_of
from index.reading.markup.tree import collapsed

LEVEL = 2  # of a section, since such a line is no title of its page
_LONGEST = 80  # characters of a heading
_SHORTEST = 60  # characters of a line of text below one: addresses and verses have shorter lines
_HEADING = re.compile(rf"[{QUOTATION_MARKS}]?[A-ZÀ-ÖØ-Þ0-9].*(?:[^\W_]|[)?!'\"”’]|\betc\.)")
_ANNOUNCES = (":", "：")


class HeadedBlock(NamedTuple):
    """The words of a block that begins with its heading: those of that, and those below it."""

    heading: tuple[str, ...]
    below: tuple[str, ...]


@dataclass(slots=True)
class BoldLine:
    """What is known of a block so far: where its bold first line ends, and the line below it.

    Args:
        end: How many words of the block are the bold line's; 0 where it begins with none.
        next_end: How many are those of it and of the line below; 0 while that goes on.
    """

    end: int = 0
    next_end: int = 0

    def read_bold(self) -> None:
        """Take notice of bold words, with which the line goes on before other words are read."""
        self.end = 0

    def end_line(self, words: int, *, plain: bool) -> None:
        """Take notice of a line's end.

        Args:
            words: How many words of the block there are so far.
            plain: Some of them are not bold.
        """
        if not plain:
            self.end = words
        elif self.end and not self.next_end:
            self.next_end = words

    def split(self, words: Sequence[str]) -> HeadedBlock | None:
        """Return a block's words apart from those of the heading above them, None without one."""
        if not self.end:
            return None
        heading = collapsed(words[: self.end])
        line = collapsed(words[self.end : self.next_end or len(words)])
        is_heading = len(heading) <= _LONGEST and _HEADING.fullmatch(heading)
        heads_text = len(line) >= _SHORTEST and _tells(collapsed(words[self.end :]))
        if not is_heading or not heads_text:
            return None
        return HeadedBlock(tuple(words[: self.end]), tuple(words[self.end :]))


def _tells(text: str) -> bool:
    """Return whether a text begins with a whole sentence, or announces what is below it."""
    return text.endswith(_ANNOUNCES) or is_ended(text[: sentences_of(text)[0].end])
