"""What the blocks of a text are, as their words show: captions, items of lists, or nothing."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.reading.line_shapes.captions import is_caption
from index.reading.line_shapes.list_items import BULLETS
from index.reading.structure.outline import Block
from index.types import BlockKind

_WORD = re.compile(r"[^\W_]|_[^_\s-]|[^_\s-]_")  # a row of underscores is none
_BULLETED = re.compile(rf"[{BULLETS}]\s*\w")
_DASHED = re.compile(r"[-*–]\s+\w")  # a dash may also begin what somebody says
_NUMBERED = re.compile(r"\(?(\d{1,3})[.)]\s+\w")


def with_kinds(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a text, captions and items of lists as such; neither is a heading.

    A bullet makes an item; a dash or a number does where the block before or behind goes on with
    the list.

    Args:
        text: The text.
        blocks: In reading order, headings as far as their looks tell them.
    """
    words = [text[block.start : block.end] for block in blocks]
    items = _in_lists(words)
    kinded: list[Block] = []
    for number, (block, own) in enumerate(zip(blocks, words, strict=True)):
        if is_caption(own):
            kinded.append(replace(block, level=None, kind=BlockKind.CAPTION))
        elif _BULLETED.match(own) or number in items:
            kinded.append(replace(block, level=None, kind=BlockKind.LIST_ITEM))
        else:
            kinded.append(block)
    return kinded


def with_words(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a text without those of running text that have no word.

    They are rules, ornaments, and what a drawing leaves of itself.
    """
    return [
        block
        for block in blocks
        if block.kind is not BlockKind.TEXT or _WORD.search(text, block.start, block.end)
    ]


def _in_lists(words: Sequence[str]) -> set[int]:
    """Return the numbers of the blocks whose mark the next one goes on with, and of those."""
    pairs = enumerate(pairwise(words))
    return {at for number, pair in pairs if _goes_on(*pair) for at in (number, number + 1)}


def _goes_on(item: str, following: str) -> bool:
    """Return whether a block goes on with the list that another is in."""
    if _DASHED.match(item) and _DASHED.match(following):
        return item[0] == following[0]
    first, second = _NUMBERED.match(item), _NUMBERED.match(following)
    return first is not None and second is not None and int(second[1]) == int(first[1]) + 1
