"""What running text consists of: words, blanks and what stands between sentences."""

import re

_WORDED = 0.95  # share of letters, figures, blanks and punctuation in prose
_TYPED = re.compile(r"[{}\\|=<>$~^]|\w\(|\s--?\w|;$|(?:^|\s)\.{0,2}/[\w.-]+(?:/|[\s;]|$)")
_COLUMNS = re.compile(r"\S(?: {3,}|\t+)\S")
_PUNCTUATION = frozenset(".,:;!?'\"‘’“”()[]-–—…")


def is_worded(text: str) -> bool:
    """Return whether a text is nearly all words, blanks and what stands between sentences."""
    worded = sum(c.isalnum() or c.isspace() or c in _PUNCTUATION for c in text)
    return worded >= _WORDED * len(text)


def is_typed(line: str) -> bool:
    """Return whether a line has what is typed and no prose has: "--force", "wheel->stuck"."""
    return _TYPED.search(line) is not None


def has_columns(line: str) -> bool:
    """Return whether blanks set what stands on a line apart, as in a table."""
    return _COLUMNS.search(line) is not None
