"""Text that can be written as UTF-8, as tokenizers, sentencex and files take it alone."""

import re

_HALF = re.compile("[\ud800-\udfff]")  # lone surrogates, of characters that were cut in two
_REPLACEMENT = "\ufffd"


def encodable(text: str) -> str:
    """Return text with half characters replaced by U+FFFD; it is as long as before."""
    return _HALF.sub(_REPLACEMENT, text)
