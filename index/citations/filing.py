"""In what order works stand in a bibliography, and how those of one author and year differ."""

import re
import string
from collections import defaultdict
from collections.abc import Sequence

from index.language import fold
from index.types import Document, Metadata

_ARTICLE = re.compile(r"^(?:the|an?)\s+")
_NO_WORDS = re.compile(r"[^\w\s]+")
# Letters that have no diacritic to be taken off, as they are filed in English.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})

FilingKey = tuple[tuple[str, ...], tuple[int, ...], str]


def filing_key(metadata: Metadata, lead: str = "", *, dated: bool = False) -> FilingKey:
    """Return what a work is filed by: its authors, its date where that counts, and its title.

    Args:
        metadata: Of the work.
        lead: What its entry begins with where it has no author; "" for its title.
        dated: Whether the earlier of two works of the same authors stands first.
    """
    authors = tuple(
        _filed(name.literal or f"{name.family} {name.given} {name.suffix}")
        for name in metadata.author
    )
    title = _without_article(metadata.title)
    first = authors or (_without_article(lead) if lead else title,)
    return first, metadata.issued[:1] if dated else (), title


def year_suffixes(documents: Sequence[Document]) -> dict[str, str]:
    """Return by their ids what tells documents of the same authors and year apart: "a", "b".

    Args:
        documents: In the order in which they are filed.
    """
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for document in documents:
        metadata = document.metadata
        if metadata.author:
            alike[metadata.author, metadata.issued[:1]].append(document.id)
    several = (ids for ids in alike.values() if len(ids) > 1)
    return {id_: _letters(place) for ids in several for place, id_ in enumerate(ids)}


def _letters(place: int) -> str:
    """Return "a" for 0, "b" for 1, "aa" for 26."""
    more, last = divmod(place, len(string.ascii_lowercase))
    return (_letters(more - 1) if more else "") + string.ascii_lowercase[last]


def _without_article(text: str) -> str:
    return _ARTICLE.sub("", _filed(text), count=1)


def _filed(text: str) -> str:
    """Return a text in small letters without diacritics and marks."""
    return " ".join(_NO_WORDS.sub("", fold(text).translate(_LETTERS)).split())
