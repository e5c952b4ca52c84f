"""Lines that say what a figure or a table shows: "Figure 3: The mill"."""

import re

from index.language import CAPTIONED_NOUNS, CAPTIONED_TEXTS

_LABEL = re.compile(r"([^\W\d_]+)\.?\s*[A-Z]?\d+(?:[.–-]\d+)*\s*(?:[.:–—](?=\s|$)|$)")
_LONGEST = 400  # characters


def is_caption(text: str) -> bool:
    """Return whether a line or paragraph is a caption, or begins one that goes on below."""
    label = _LABEL.match(text)
    named = label is not None and label[1].lower() in CAPTIONED_NOUNS
    return named and len(text) <= _LONGEST


def is_label(text: str) -> bool:
    """Return whether a line is nothing but the label of a caption: "Table 1."."""
    return is_caption(text) and _LABEL.fullmatch(text) is not None


def names_text(text: str) -> bool:
    """Return whether a caption is of something that consists of text, as a table does."""
    label = _LABEL.match(text)
    return label is not None and label[1].lower() in CAPTIONED_TEXTS
