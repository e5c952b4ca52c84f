"""Questions of a plain text that stand over their answers, as in a list of what is often asked.

They are told by being several, each over something that asks nothing, and by what marks them
("Q: May I bring a guest?"), or else by how many of the lines they are. What is asked in dialogue or
in an essay is read.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from index.reading.structure.first_heading import QUESTION_ENDS
from index.reading.structure.outline import Block

_MARKED = re.compile(r"(?:Q|Question|Frage)\s?\d{0,3}\s?[:.)]\s+\S")
_ANSWER = re.compile(r"(?:A|R|Answer|Antwort)\s?\d{0,3}\s?[:.)]\s+\S")
_SPOKEN = re.compile(r"[^\W\d_][^:.?!]{0,30}:\s")  # "Ada: Will it rain?"
_FIGURES = re.compile(r"\d+")
_LONGEST, _LONGEST_MARKED = 150, 300  # characters
_LEAST = 3  # questions over their answers
_LINES_EACH = 5  # at most, on an average, where nothing marks the questions
_DEEPEST = 6


def with_asked(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a text, questions over their answers as headings of these.

    They are a level deeper than the heading before them. In a row of questions none is answered.

    Args:
        text: The text.
        blocks: In reading order, with their other headings.
    """
    words = [text[block.start : block.end] for block in blocks]
    answered = _answered(text, blocks, words)
    read: list[Block] = []
    outer = 0
    for at, block in enumerate(blocks):
        if at in answered:
            read.append(replace(block, level=min(outer + 1, _DEEPEST)))
        elif at - 1 in answered:
            read.append(replace(block, level=None))
        else:
            outer = block.level or outer
            read.append(block)
    return read


def _answered(text: str, blocks: Sequence[Block], words: Sequence[str]) -> set[int]:
    """Return the numbers of the questions over their answers, none where they are few."""
    asks = [False, *map(_asks, words)]
    rows = [at for at in range(len(blocks) - 1) if asks[at : at + 3] == [False, True, False]]
    answered = {at for at in rows if _may_answer(blocks[at + 1], words[at + 1])}
    marked = {at for at in answered if _MARKED.match(words[at])}
    if len(marked) >= _LEAST:
        return marked
    return _unmarked(text, blocks, words, answered)


def _unmarked(
    text: str, blocks: Sequence[Block], words: Sequence[str], answered: Collection[int]
) -> set[int]:
    """Return which questions over what may answer them head it, where nothing marks them so."""
    apart = {at for at in answered if at == 0 or _is_apart(text, blocks[at - 1], blocks[at])}
    told = not _are_spoken(words, apart)
    return apart if told and _are_many(apart, len(blocks)) else set()


def _is_apart(text: str, above: Block, block: Block) -> bool:
    """Return whether a blank line stands between two blocks: in verse and talk none does."""
    return text.count("\n", above.end, block.start) > 1


def _are_spoken(words: Sequence[str], asked: Collection[int]) -> bool:
    """Return whether the same stands over several questions, as the name of who asks."""
    above = [_FIGURES.sub("#", words[at - 1]) for at in asked if at]
    named = [one for one in above if one[-1] not in ".!?"]
    return len(set(named)) < len(named)


def _may_answer(below: Block, words: str) -> bool:
    """Return whether what stands below a question is text, or marked as its answer."""
    return below.level is None or _ANSWER.match(words) is not None


def _are_many(answered: Collection[int], blocks: int) -> bool:
    """Return whether questions make up so much of a text, from the first one on, as of a list."""
    lines = blocks - min(answered, default=0)
    return len(answered) >= _LEAST and lines <= len(answered) * _LINES_EACH


def _asks(words: str) -> bool:
    """Return whether a line is marked as a question, or asks and is nothing that somebody says."""
    if "\n" in words:
        return False
    if _MARKED.match(words):
        return len(words) <= _LONGEST_MARKED
    begins = words[0].isupper() or words[0] == "¿"
    asks = len(words) <= _LONGEST and words.endswith(QUESTION_ENDS)
    return begins and asks and not _SPOKEN.match(words)
