"""Names of persons on a line: told by their form, and by words that no person bears.

No list of names is asked. What looks like a name is none where its last word stands in small
letters elsewhere in the document: "Reference Manual" is written so, "Xavier Leroy" is not.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from index.language import (
    NAME_SUFFIXES,
    ORGANISATION_STEMS,
    ORGANISATION_WORDS,
    PERSONAL_PARTICLES,
    PLACE_ENDINGS,
    PLACE_OPENINGS,
    WORK_NOUNS,
)
from index.reading.bibliography.author_roles import is_role, without_roles

# Says of a word in small letters whether it is an ordinary one.
IsWord = Callable[[str], bool]

_BY = re.compile(r"^(?:(?:written\s+)?by|authors?\s*:)(?:\s+(?=\S)|$)", re.IGNORECASE)
_ADDRESS = re.compile(r"[<(\[{]?\S*@\S+|\{[^}]*\}@\S+|<[^>]*>|\S+://\S+|\bwww\.\S+")
_JOINT = re.compile(r"\s*(?:[,;&/·•|]|\b(?:and|und|et(?!\s+al\b))\b)\s*", re.IGNORECASE)
_AND_OTHERS = re.compile(r"\s+et\.?\s+al\.?$", re.IGNORECASE)
# Of footnotes, and what ends a sentence.
_MARKS = re.compile(r"^[^\w(]+|(?<=\w)[^\w.)’']+$|(?<=[^\W\d_])\d+$|(?<=[^\W\d_]{4})\.$")
_ASIDE = re.compile(r"\([^)]*\W[^)]*\)|\([^)]*\)(?=\s*(?:$|,|;))")  # not "Ewing (Rusty) Lusk"
_INITIAL = r"[^\W\d_]\.(?:-?[^\W\d_]\.)*"
_CAPITAL = r"(?:(?:Mc|Mac|De|Di|La|Le|Van|[OD]['’])?[^\W\d_a-z][^\W\d_A-Z’']+)"
_WORD = re.compile(rf"{_CAPITAL}(?:[-’']{_CAPITAL})*\.?|[^\W\d_]|\([^\W\d_]+\)|[“\"][^\W\d_]+[”\"]")
_INITIALS = re.compile(_INITIAL)
_SUFFIX = NAME_SUFFIXES | {"jr.", "sr."}
_MIN_WORDS, _MAX_WORDS = 2, 6
_NO_PERSONS = ORGANISATION_WORDS | WORK_NOUNS


@dataclass(frozen=True, slots=True)
class NamedLine:
    """The authors that a line names.

    Args:
        names: As they are printed.
        by: Whether it says "by".
        apart: Whether the line is sure to name authors: it says so, or what else stands on it is
            an organisation or an address.
    """

    names: tuple[str, ...]
    by: bool
    apart: bool


def named_line(stretches: Sequence[str], is_word: IsWord) -> NamedLine | None:
    """Return the authors that a line names, None where it is none of names alone.

    An organisation counts beside persons only, and where it is one of a list.

    Args:
        stretches: The words of the line, as gaps part them.
        is_word: Of a word in small letters, whether it is an ordinary word.
    """
    first = _BY.sub("", stretches[0], count=1)
    by = first != stretches[0]
    texts = [first, *stretches[1:]]
    plain = [_ASIDE.sub(" ", _ADDRESS.sub(" ", text)) for text in texts]
    pieces = without_roles(_pieces(plain)) if by else _pieces(plain)
    persons = [*filter(is_person, pieces)]
    named = _name_authors(pieces, persons)
    if not named or not (by or _are_known(persons, is_word)):
        return None
    names = tuple(piece for piece in pieces if piece in persons or _is_group(piece))
    return NamedLine(names, by, apart=by or plain != texts or len(persons) < len(pieces))


def _name_authors(pieces: Sequence[str], persons: Sequence[str]) -> bool:
    """Return whether persons are named first, and organisations beside them; nobody as what he is.

    "Ada Bell, Boat Manager" may as well be one of a list of people.
    """
    others = [piece for piece in pieces if piece not in persons]
    first = bool(pieces) and persons[:1] == pieces[:1]
    tells_roles = any(map(is_role, pieces)) or without_roles(pieces) != [*pieces]
    return first and all(map(is_organisation, others)) and not tells_roles


def says_by(text: str) -> bool:
    """Return whether a line says that it names authors: "by …", "Author: …"."""
    return bool(_BY.match(text))


def says_only_by(text: str) -> bool:
    """Return whether a line says so, and the names stand on the next."""
    return bool(_BY.fullmatch(text))


def tells_of_author(text: str) -> bool:
    """Return whether a line holds an address, or names an organisation."""
    return bool(_ADDRESS.search(text)) or is_organisation(text)


def has_initial(name: str) -> bool:
    """Return whether a part of a name is an initial."""
    return any(map(_INITIALS.fullmatch, name.split()))


def has_others(name: str) -> bool:
    """Return whether a name stands for further ones: "Ada Bell et al."."""
    return bool(_AND_OTHERS.search(name))


def _is_group(piece: str) -> bool:
    """Return whether an organisation is named as an author: "…, and the Core Team"."""
    return piece.lower().startswith("the ")


def _pieces(texts: Sequence[str]) -> list[str]:
    """Return what commas and "and" part, without addresses and marks."""
    parts = chain.from_iterable(_JOINT.split(text) for text in texts)
    return [*filter(None, map(_piece, parts))]


def _are_known(persons: Sequence[str], is_word: IsWord) -> bool:
    """Return whether most of what looks like names is some."""
    known = [name for name in persons if has_initial(name) or not is_word(_family(name))]
    return 2 * len(known) > len(persons)


def _piece(text: str) -> str:
    """Return a part of a list without the marks of footnotes, "" where nothing is left."""
    text = text.strip()
    while text != (bare := _MARKS.sub("", text).strip()):
        text = bare
    return text if any(map(str.isalpha, text)) else ""


def is_person(name: str) -> bool:
    """Return whether words may be the name of a person, by their form."""
    words = _AND_OTHERS.sub("", name).split()
    # Where a script has no capitals, nothing tells a name by its form.
    formed = _MIN_WORDS <= len(words) <= _MAX_WORDS and any(map(str.isupper, name))
    return formed and not is_organisation(name) and not _is_place(words) and _is_formed(name, words)


def _is_place(words: Sequence[str]) -> bool:
    """Return whether the first or last of some words is none of a person's name."""
    opening, ending = words[0].lower(), words[-1].lower().rstrip(".")
    return opening in PLACE_OPENINGS | PERSONAL_PARTICLES or ending in PLACE_ENDINGS


def _is_formed(name: str, words: Sequence[str]) -> bool:
    """Return whether each word of a name has the form of a part of one."""
    ending = words[-1].lower().rstrip(".")
    shown = [word.title() if name.isupper() else word for word in words]
    whole = _WORD.fullmatch(shown[-1]) is not None and len(shown[-1]) > 1
    return (whole or ending in _SUFFIX) and all(map(_is_part, shown))


def _is_part(word: str) -> bool:
    """Return whether a word may stand in a person's name."""
    small = word.lower()
    formed = _WORD.fullmatch(word) or _INITIALS.fullmatch(word)
    return bool(formed) or small in _SUFFIX or (word == small and word in PERSONAL_PARTICLES)


def is_organisation(name: str) -> bool:
    """Return whether a word of a name is none of a person's."""
    return any(map(_is_no_name, name.split()))


def _is_no_name(word: str) -> bool:
    """Return whether a word is an organisation's or a work's, also of several works."""
    word = word.strip(".,()").lower()
    named = {word, word.removesuffix("s")} & _NO_PERSONS
    return bool(named) or word.startswith(ORGANISATION_STEMS)


def _family(name: str) -> str:
    """Return the last word of a person's name, in small letters."""
    words = [word for word in _AND_OTHERS.sub("", name).split() if word.lower() not in _SUFFIX]
    return words[-1].lower()
