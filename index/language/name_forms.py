"""Forms of one name: "Afghan" and "Afghanistan", "the Weirs" and "Anna Weir"."""

import math
import re

from index.language.proper_names import COUNTRY_FORMS
from index.language.terms import fold

_POSSESSIVE = re.compile(r"['’]s?$")
# Letters at the beginning that two forms of one name share, as `Afghan` and `Afghanistan`: so many,
# and this share of the shorter one.
_LEAST_SHARED = 4
_SHARED = 0.75
_SHARED_BY_COUNTRIES = {"united", "union"}  # words of several that tell none of them


def bare_name(name: str) -> str:
    """Return a name folded, without possessive, dots and "al-"."""
    return fold(_POSSESSIVE.sub("", name)).replace(".", "").removeprefix("al-")


def same_name(name: str, other: str) -> bool:
    """Return whether two folded words may be forms of one name."""
    parts = other.split("-")
    if name == other or any(part in parts for part in name.split("-") if len(part) > 2):
        return True
    if any(name in forms and other in forms - _SHARED_BY_COUNTRIES for forms in COUNTRY_FORMS):
        return True
    shared = max(_LEAST_SHARED, math.ceil(_SHARED * min(len(name), len(other))))
    return len(name) >= shared <= len(other) and name[:shared] == other[:shared]
