"""A name or a term alone: who types no more wants what is said of it, and it is said somewhere.

A reader tells what answers a question, and of a bare name it is seldom sure. Where the documents
have the words as they were typed, one behind the other, that they do not answer would be untrue.
"""

from collections.abc import Sequence

from index.language import ARTICLES, STOP_WORDS, is_asked, stems_of, words_of
from index.search import bare
from index.types import Quote

_MOST_WORDS = 5  # of a name or a term; who types more says something


def mentions_of(text: str, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the quotes whose highlight has a name or a term as it was typed, in order.

    Args:
        text: What was typed; none is returned where it is more than a name.
        quotes: What was found for it, best first.
    """
    name = [word.text for word in words_of(bare(text))]
    while name and name[0] in ARTICLES:
        name.pop(0)
    if is_asked(text) or not 0 < len(name) <= _MOST_WORDS or not STOP_WORDS.isdisjoint(name):
        return ()
    stems = stems_of(name)
    return tuple(one for one in quotes if _has(one.leading_words, stems))


def _has(text: str, name: Sequence[str]) -> bool:
    """Return whether a text has some stems right behind each other."""
    stems = stems_of([word.text for word in words_of(text)])
    return any(stems[at : at + len(name)] == name for at in range(len(stems) - len(name) + 1))
