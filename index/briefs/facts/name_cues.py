"""Signs that tell persons, groups, places and other things apart: no list of names.

The words are those of `index.language.proper_names`.
"""

import enum
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from index.language import (
    NAMED_THING_NOUNS,
    NAMED_THINGS,
    ORGANISATION_BELONGINGS,
    ORGANISATION_NOUNS,
    ORGANISATION_PARTS,
    PERSONAL_BELONGINGS,
    PERSONAL_DEEDS,
    PERSONAL_ROLES,
    PERSONAL_TITLES,
    PLACE_BELONGINGS,
    PLACE_COMPANIONS,
    PLACE_NOUNS,
    SHIP_PREFIXES,
    any_of,
)
from index.types import Embeddings, Scores

# Texts to (n, dim) float32, rows of unit length.
Encode: TypeAlias = Callable[[Sequence[str]], Embeddings]
Side: TypeAlias = Literal["name", "left", "right"]

_TITLES = any_of(PERSONAL_TITLES)
TITLE = re.compile(rf"(?:{_TITLES})\.?", re.IGNORECASE)  # alone or abbreviated
_ORGANISATIONS, _PLACES = any_of(ORGANISATION_NOUNS), any_of(PLACE_NOUNS)
_THINGS = any_of(NAMED_THING_NOUNS)
_LEAST = 0.5  # weight of the signs below which nothing is claimed where there is no encoder to ask
# Weight of the name's likeness to the descriptions of a kind, beside the signs.
# Set on 293 names of the essay and of SQuAD 2.0's articles, of which likeness to these descriptions
# alone gives 0.83 the right kind.
LIKENESS = 12.0


class NameKind(enum.StrEnum):
    """What bears a name."""

    PERSON = "person"
    GROUP = "group"
    PLACE = "place"
    OTHER = "other"


KINDS = (NameKind.PERSON, NameKind.GROUP, NameKind.PLACE, NameKind.OTHER)
DESCRIPTIONS = {
    NameKind.PERSON: (
        "a person", "a man's name", "a king, scholar or politician",
        "first name and surname of somebody",
    ),
    NameKind.GROUP: (
        "an organization", "a group of people", "a company, party or army", "a militant group",
        "an ethnic group",
    ),
    NameKind.PLACE: ("a country", "a city", "a place", "a region", "a river, mountain or sea"),
    NameKind.OTHER: ("a language", "a religion", "a war", "a book or law", "an event"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign of a kind: `pattern` found in the name, or right before or right after it."""

    kind: NameKind
    weight: float
    side: Side
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in a text.

    Args:
        left: The text before it.
        name: The name.
        right: The text after it.
    """

    left: str
    name: str
    right: str

    def side(self, side: Side) -> str:
        """Return the name itself or the text on one side of it."""
        match side:
            case "left":
                return self.left
            case "name":
                return self.name
            case "right":
                return self.right


def _cue(kind: NameKind, weight: float, side: Side, pattern: str) -> Cue:
    return Cue(kind, weight, side, re.compile(pattern, re.IGNORECASE))


# Weights were set by hand once and are not fitted to anything.
CUES = (
    _cue(NameKind.PERSON, 3, "name", rf"^(?:{_TITLES})\b\.?\s\S"),
    _cue(NameKind.PERSON, 2, "name", r"\s(?:bin|ibn|abu|van|von|der|al)[\s-]\S"),
    _cue(NameKind.PERSON, 1, "name", r"^(?!.*\sof\s)\S+(?:\s\S+){1,2}$"),
    _cue(NameKind.PERSON, 2, "left", rf"\b(?:{any_of(PERSONAL_ROLES | PERSONAL_TITLES)}),?\s$"),
    _cue(NameKind.PERSON, 2, "right", r"^,?\s(?:who|whose|himself|herself)\b"),
    _cue(NameKind.PERSON, 2, "right",
         rf"^\s(?:{any_of(PERSONAL_DEEDS)}|was\sborn|had\sdied)\b"),
    _cue(NameKind.PERSON, 2, "right", rf"^['’]s?\s(?:\w+\s)?(?:{any_of(PERSONAL_BELONGINGS)})\b"),
    _cue(NameKind.GROUP, 3, "name", rf"\b(?:{_ORGANISATIONS})$"),
    _cue(NameKind.GROUP, 3, "name", rf"\b(?:{_ORGANISATIONS})\s(?:of|for|in)\b"),
    _cue(NameKind.GROUP, 1.5, "name", r"^(?-i:[A-Z]{3,})$"),
    _cue(NameKind.GROUP, 1, "left", r"\bthe\s$"),
    _cue(NameKind.GROUP, 2, "left", rf"\b(?:{any_of(ORGANISATION_PARTS)})\sof\s(?:the\s)?$"),
    _cue(NameKind.GROUP, 1, "left",
         r"\b(?:within|among|against|joined|join|ties\s(?:with|to))\s(?:the\s)?$"),
    _cue(NameKind.GROUP, 2, "right",
         rf"^(?:['’]s?)?\s(?:\w+\s)?(?:{any_of(ORGANISATION_BELONGINGS)})\b"),
    _cue(NameKind.PLACE, 2.5, "name",
         rf"^(?:{_PLACES})\s\S|\s(?:{_PLACES})$|\S(?:stan|land|burg|ville)$"),
    _cue(NameKind.PLACE, 2, "left",
         r"\b(?:in|near|throughout|across|outside|into|inhabit\w*)\s(?:the\s)?$"),
    _cue(NameKind.PLACE, 1, "left", r"\b(?:at|from|to|of|for|and|over)\s$"),
    _cue(NameKind.PLACE, 2, "left", rf"\b(?:{any_of(PLACE_COMPANIONS)})\s(?:of|in)\s$"),
    _cue(NameKind.PLACE, 1.5, "right", rf"^['’]s?\s(?:\w+\s)?(?:{any_of(PLACE_BELONGINGS)})\b"),
    _cue(NameKind.OTHER, 3, "name", rf"^(?:{any_of(SHIP_PREFIXES)})\s\S"),
    _cue(NameKind.OTHER, 3, "name", rf"\s(?:{_THINGS})$|^(?:{_THINGS})\sof\b"),
    _cue(NameKind.OTHER, 3, "left", rf"\b(?:{any_of(NAMED_THINGS)})(?:\sthe)?\s[“\"‘']?$"),
    _cue(NameKind.OTHER, 2, "right", r"^\sv?\d+\.\d+\b|^\sversion\s\d"),
)  # fmt: skip


def signs_of(mentions: Sequence[Mention]) -> tuple[float, ...]:
    """Return how much speaks for each of `KINDS`, a mean over the mentions, at least one."""
    totals = dict.fromkeys(KINDS, 0.0)
    for mention in mentions:
        for cue in CUES:
            if cue.pattern.search(mention.side(cue.side)):
                totals[cue.kind] += cue.weight
    totals[NameKind.OTHER] += _LEAST * len(mentions)
    return tuple(total / len(mentions) for total in totals.values())


def likeness_of(names: Sequence[str], encode: Encode) -> Scores:
    """Return the mean cosine of each name with the descriptions of each of `KINDS`, (n, 4)."""
    vectors = encode(names)
    return np.stack(
        [vectors @ encode(DESCRIPTIONS[kind]).mean(axis=0) for kind in KINDS], axis=1
    ).astype(np.float32)
