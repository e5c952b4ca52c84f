"""Omissions that give to one part of a sentence what its source says of another part."""

import re

from index.language import (
    ARTICLES,
    AUXILIARIES,
    DEMONSTRATIVES,
    IRREGULAR_PASTS,
    PREPOSITIONS,
    THIRD_PERSON,
    VERB_COMPANIONS,
    any_of,
)

_OBJECTS = ARTICLES | DEMONSTRATIVES | THIRD_PERSON  # what an object begins with
# "and thus poses a hurdle": a verb of its own, which what it goes with follows.
_PREDICATE = re.compile(
    r"\W*\b(?:and|or)\s+(?:(?:thus|therefore|then|so|hence|thereby|\w+ly|"
    rf"{any_of(VERB_COMPANIONS)})\s+)*"
    rf"(?:(?:{any_of(AUXILIARIES)})\s|(?:{any_of(IRREGULAR_PASTS)}|\w+ed)\s"
    rf"(?:{any_of(_OBJECTS | PREPOSITIONS)})\s|\w{{3,}}s\s(?:{any_of(_OBJECTS)})\s)",
    re.IGNORECASE,
)
# What goes on so belongs to the words right before it, which were left out.
_COMPLEMENT = re.compile(r"\s*(?:to|of|that|against)\s", re.IGNORECASE)


def conjunct_of(hidden: str, behind: str) -> int | None:
    """Return where a second predicate begins whose complement an omission leaves to the first.

    "It is sound … to storms", where the source says: "It is sound and is a bar to storms."

    Args:
        hidden: What the omission leaves out of a sentence.
        behind: The rest of the sentence.
    """
    predicate = _PREDICATE.match(hidden)
    belongs_to_it = predicate and _COMPLEMENT.match(behind) and hidden.rstrip()[-1:].isalnum()
    return predicate.start() if predicate and belongs_to_it else None
