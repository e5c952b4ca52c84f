"""Whether what is set in the type of headings has words of a language.

Notes of music, signs of a formula and letters off a figure are set in large type, too.
"""

import re
from collections.abc import Collection, Iterable

from index.reading.pdf.page_line import PageLine

_LETTERS = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")  # those of "v1" are no word, and no fragment
_LATIN = re.compile(r"[a-zªºßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿœ]+")
_VOWELS = frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿ")


def running_words(lines: Iterable[PageLine], large: Collection[float]) -> frozenset[str]:
    """Return the words, in letters of any case, of what is not set in the sizes of headings.

    Args:
        lines: Of all pages.
        large: The sizes that headings have.
    """
    running = (line for line in lines if line.size not in large)
    return frozenset(word for line in running for word in _LETTERS.findall(line.text))


def has_words(text: str, running: Collection[str]) -> bool:
    """Return whether a line has no more fragments of words than words.

    A small letter alone is one, and so are several without a vowel that no running text has. A
    capital alone is neither: it may stand over the terms that begin with it.

    Args:
        text: The line.
        running: The words of the running text.
    """
    letters = _LETTERS.findall(text)
    whole = [one for one in letters if not _is_fragment(one, running)]
    words = sum(len(one) > 1 for one in whole)
    return len(letters) - len(whole) <= words


def _is_fragment(letters: str, running: Collection[str]) -> bool:
    """Return whether small letters are no word."""
    if not (letters.islower() and _LATIN.match(letters)):
        return False
    return len(letters) == 1 or (_VOWELS.isdisjoint(letters) and letters not in running)
