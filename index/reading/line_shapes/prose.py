"""What running text consists of: words, blanks and what stands between sentences."""

_WORDED = 0.95  # share of letters, figures, blanks and punctuation in prose
_PUNCTUATION = frozenset(".,:;!?'\"‘’“”()[]-–—…")


def is_worded(text: str) -> bool:
    """Return whether a text is nearly all words, blanks and what stands between sentences."""
    worded = sum(c.isalnum() or c.isspace() or c in _PUNCTUATION for c in text)
    return worded >= _WORDED * len(text)
