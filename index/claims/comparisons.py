"""A comparison said the other way round: A earns more than B, B less than A."""

import re
from dataclasses import dataclass

from index.language import fold, opposites, stems_of, words_of

_THAN = re.compile(r"(?<!\brather )\bthan\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.!?()]")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Comparison:
    """What a sentence says of two that it compares.

    Args:
        stems: Of all words before "than", small ones with them.
        first: Stems of the content words before "than" that the second does not have.
        second: Stems of those behind it in its clause that the first does not have.
    """

    stems: frozenset[str]
    first: frozenset[str]
    second: frozenset[str]


def said_the_other_way(claim: str, sentence: str) -> bool:
    """Return whether both compare the same two, each from the other's side.

    So "the mill earns less than the farm" is what "the farm earns more than the mill" says: one has
    the opposite of a word of the other, and what is first in the one is second in the other.

    Args:
        claim: One sentence.
        sentence: Of the evidence.
    """
    claimed, stated = _comparison(claim), _comparison(sentence)
    if claimed is None or stated is None or not _are_opposite(claimed, stated):
        return False
    straight = claimed.first & stated.first and claimed.second & stated.second
    turned = claimed.first & stated.second and claimed.second & stated.first
    return bool(turned) and not straight


def _comparison(text: str) -> _Comparison | None:
    than = _THAN.search(text)
    if than is None:
        return None
    before, behind = text[: than.start()], _CLAUSE_END.split(text[than.end() :], maxsplit=1)[0]
    stems = frozenset(stems_of([fold(word) for word in _WORD.findall(before)]))
    first, second = _content(before), _content(behind)
    return _Comparison(stems, first - second, second - first)


def _are_opposite(claimed: _Comparison, stated: _Comparison) -> bool:
    """Return whether one has the opposite of a word that only the other has."""
    own, others = claimed.stems - stated.stems, stated.stems - claimed.stems
    return any(not others.isdisjoint(opposites().get(stem, frozenset())) for stem in own)


def _content(text: str) -> frozenset[str]:
    return frozenset(stems_of([word.text for word in words_of(text) if word.is_content]))
