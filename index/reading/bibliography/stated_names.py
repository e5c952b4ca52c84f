"""Authors as a source or a metadata file states them: persons in parts, institutions as they are.

A person is told by the form of the name. What may be an institution's stays whole, since a wrong
family name is worse than none.
"""

import re
from collections.abc import Sequence

from index.language import (
    HONORIFICS,
    INSTITUTION_PARTS,
    INSTITUTION_WORDS,
    NAME_SUFFIXES,
    PERSONAL_PARTICLES,
    any_of,
)
from index.reading.bibliography.personal_names import has_others, is_organisation, is_person
from index.types import Name

_PARTED = re.compile(r"\s*;\s*")
_JOINED = re.compile(r"\s*,?\s+(?:and|und|et|y)\s+|\s*,?\s*&\s*")
_LISTED = re.compile(r"\s*,\s*")
_SUFFIX = re.compile(rf",?\s+((?:{any_of(NAME_SUFFIXES)})\.?)$", re.IGNORECASE)
# Joins two family names of one person: "José Ortega y Gasset".
_LINKS = frozenset("y e".split())


def names_of(text: str) -> tuple[Name, ...]:
    """Return the authors that a text states, in order: "Ada Okafor and Max Weber".

    What `;` parts are several; what "and" or commas part are where each of it is a person's name.
    """
    parts = filter(None, _PARTED.split(" ".join(text.split())))
    return tuple(name_of(one) for part in parts for one in _several(part))


def name_of(text: str) -> Name:
    """Return a name in its parts where it is a person's, else as it is: "Family, Given", too."""
    text = " ".join(text.split())
    plain, suffix = _without_suffix(text)
    family, comma, given = plain.partition(", ")
    if comma and "," not in given and _is_author(f"{given} {family}"):
        return Name(family, given, suffix=suffix)
    if comma or not _is_author(plain):
        return Name(literal=text)
    words = _without_honorifics(plain.split())
    start = _family_start(words)
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix=suffix)


def _several(text: str) -> Sequence[str]:
    """Return the names that a text joins, the whole where they are not all names of persons."""
    joined = _JOINED.split(text)
    listed = [one for part in joined for one in _LISTED.split(_SUFFIX.sub(r" \1", part))]
    if all(map(_is_author, listed)):
        return listed
    return joined if all(map(_is_any_person, joined)) else [text]


def _is_any_person(text: str) -> bool:
    return not name_of(text).literal


def _is_author(text: str) -> bool:
    """Return whether words are a person's name, and none of them an institution's."""
    words = {word.strip(".,()").lower() for word in text.split()}
    is_named = is_person(text) and not is_organisation(text) and not has_others(text)
    compound = any(part in word for word in words for part in INSTITUTION_PARTS)
    return is_named and not compound and not words & INSTITUTION_WORDS


def _without_suffix(text: str) -> tuple[str, str]:
    """Return a name without "Jr." or "III" at its end, and that."""
    found = _SUFFIX.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def _without_honorifics(words: Sequence[str]) -> Sequence[str]:
    """Return the words of a person's name without "Prof. Dr." before two of it."""
    first = 0
    while len(words) - first > 2 and words[first].strip(".").lower() in HONORIFICS:
        first += 1
    return words[first:]


def _family_start(words: Sequence[str]) -> int:
    """Return at which word of a person's name the family's begins: its particles are part of it."""
    small = [word.lower() for word in words]
    particles = [i for i, word in enumerate(small[1:-1], start=1) if word in PERSONAL_PARTICLES]
    if not particles:
        return len(words) - 1
    first = particles[0]
    return max(first - 1, 1) if small[first] in _LINKS else first
