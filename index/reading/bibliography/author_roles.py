"""What somebody is, said beside the name: "Ada Bell, Boat Manager", "Treasurer Carl Ondrik".

Only words that hardly anybody bears as a family name are known: "Bishop" and "Cook" are none.
"""

import re
from collections.abc import Sequence

from index.language import STOP_WORDS

_ROLES = frozenset(
    (
        "captain chairman chairperson chairwoman columnist commodore coordinator co-ordinator "
        "correspondent director editor journalist lecturer librarian manager member officer "
        "photographer president principal professor reporter researcher secretary treasurer "
        "trustee writer"
    ).split()
)
_CHAIR = re.compile(r"(?:(?:acting|committee|deputy|the|vice)[ -])*(?:co-)?chair", re.IGNORECASE)
_MOST_WORDS = 4  # of a role: "the club's membership secretary"
_MIN_NAME = 2  # words of a name behind a role
_OF_ROLES = frozenset({"the", "our"})  # small words that a role may have


def is_role(words: str) -> bool:
    """Return whether some words say what somebody is."""
    *before, last = words.lower().split() or [""]
    if len(before) >= _MOST_WORDS or not (STOP_WORDS - _OF_ROLES).isdisjoint(before):
        return False
    return _is_named(last) or _CHAIR.fullmatch(words) is not None


def without_roles(pieces: Sequence[str]) -> list[str]:
    """Return the pieces of a list of names without the roles behind and before these."""
    kept = [piece for place, piece in enumerate(pieces) if not (place and is_role(piece))]
    return [*map(_without_role, kept)]


def _without_role(piece: str) -> str:
    """Return a name without the role that stands before it."""
    words = piece.split()
    ends = [end for end in range(1, len(words) - _MIN_NAME + 1) if _is_named(words[end - 1])]
    return " ".join(words[ends[-1] :]) if ends and is_role(" ".join(words[: ends[-1]])) else piece


def _is_named(word: str) -> bool:
    """Return whether a word is a role, also of several people."""
    return not {word.lower(), word.lower().removesuffix("s")}.isdisjoint(_ROLES)
