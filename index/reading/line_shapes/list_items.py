"""What an item of a list begins with, and what belongs to it, alike in every format."""

import re

from index.types import BlockKind

OF_ITEMS = frozenset({BlockKind.LIST_ITEM, BlockKind.CODE, BlockKind.QUOTATION})
"""What stands in an item as a part of it; notes, tables and captions stand for themselves."""

BULLETS = "•◦▪■●○‣⁃·"
"""Signs that are nothing but the mark of an item."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NUMBER = re.compile(r"[([]?\w{1,5}[.)\]]+")  # "2.", "(iv)"
_OPEN_ENDS = ":?!;,."  # behind these a term needs no colon of its own


def item_text(term: str, text: str) -> str:
    """Return an item's words behind what it begins with: "1. text", "--force: text".

    Args:
        term: A mark such as "•" or "(2)", or the term that the text is about; "" for none.
        text: The item's words.
    """
    if not term or not text:
        return term or text
    named = any(map(str.isalpha, term)) and term[-1] not in _OPEN_ENDS and len(term) > 1
    return f"{term}: {text}" if named else f"{term} {text}"


def term_length(mark: str) -> int:
    """Return the characters of the term that an item begins with; 0 of a sign, or a number."""
    is_term = len(mark) > 1 and any(map(str.isalpha, mark)) and not _NUMBER.fullmatch(mark)
    return len(mark) if is_term else 0


def item_term(mark: str, lead: str) -> int:
    """Return the characters of the term that an item begins with, 0 without one.

    Args:
        mark: What the format sets before the item's words: a sign, a number or a term; "" for none.
        lead: The term that its own words begin with (`leading_term`), "" for none.
    """
    return term_length(mark) or (len(item_text(mark, lead)) if lead else 0)


def letter(number: int) -> str:
    """Return the small letter at a place of the alphabet, from 1; behind "z" the number."""
    return _LETTERS[number - 1] if 1 <= number <= len(_LETTERS) else str(number)
