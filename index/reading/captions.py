"""Lines that say what a figure or a table shows: "Figure 3: The mill"."""

import re

from index.language import CAPTIONED_NOUNS

_LABEL = re.compile(r"([^\W\d_]+)\.?\s*[A-Z]?\d+(?:[.–-]\d+)*\s*(?:[.:–—](?=\s|$)|$)")
_LONGEST = 400  # characters


def is_caption(text: str) -> bool:
    """Return whether a line or paragraph is a caption, or begins one that goes on below."""
    label = _LABEL.match(text)
    named = label is not None and label[1].lower() in CAPTIONED_NOUNS
    return named and len(text) <= _LONGEST
