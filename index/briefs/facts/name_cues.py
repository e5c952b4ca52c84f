"""Signs that tell persons, groups and places apart: general words of English, no list of names."""

import enum
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from index.types import Embeddings, Scores

# Texts to (n, dim) float32, rows of unit length.
Encode: TypeAlias = Callable[[Sequence[str]], Embeddings]
Side: TypeAlias = Literal["name", "left", "right"]

TITLES = (
    "president|chancellor|premier|minister|secretary|senator|governor|mayor|ambassador|king|queen"
    "|prince|princess|emperor|empress|sultan|caliph|shah|czar|tsar|duke|duchess|count|countess"
    "|baron|lord|lady|sir|dame|saint|pope|bishop|archbishop|cardinal|rabbi|imam|mullah|maulvi"
    "|sheikh|ayatollah|father|mother|sister|brother|general|admiral|colonel|major|captain"
    "|lieutenant|sergeant|commander|marshal|judge|justice|professor|prof|doctor|dr|mr|mrs|ms|rev"
    "|gen|col|capt|lt|sgt|sen|gov|rep"
)
TITLE = re.compile(rf"(?:{TITLES})\.?", re.IGNORECASE)  # alone or abbreviated
_ROLES = (
    "leader|chief|head|founder|author|scholar|historian|analyst|poet|writer|artist|engineer"
    "|scientist|physicist|commander|ruler|successor|deputy|spokesman|spokeswoman|spokesperson"
    "|director|editor|son|daughter|wife|husband|brother|sister|father|mother|actor|actress|singer"
)
_ORGANISATIONS = (
    "network|party|army|navy|force|forces|guard|police|university|college|school|institute|academy"
    "|council|committee|commission|congress|senate|parliament|assembly|court|cabinet|government"
    "|ministry|department|agency|bureau|office|company|corporation|corp|inc|ltd|bank|fund|union"
    "|league|alliance|coalition|front|movement|brotherhood|church|society|association|foundation"
    "|federation|organi[sz]ation|organi[sz]ations|nations|group|club|team|orchestra|museum|library"
    "|review|times|post|journal|news|press|brigade|regiment|division|state|administration|service"
)
_LANDSCAPE = (
    "river|lake|mount|mountains?|hills?|valley|desert|island|islands|peninsula|sea|ocean|gulf|bay"
    "|strait|coast|city|town|village|county|province|district|region|republic|kingdom|empire"
    "|territory|street|avenue|road|square|park|bridge|airport|station|castle|palace|north|south"
    "|east|west|northern|southern|eastern|western|central|states"
)
_PEOPLE_OF = (
    "leaders?|leadership|members?|fighters|commanders?|ranks|affiliates?|supporters|operatives"
    "|officials|regime|website|spokes(?:man|woman|person)|insurgency|troops|employees|ceo"
)
_LEAST = 0.5  # weight of the signs below which nothing is claimed where there is no encoder to ask
# Weight of the name's likeness to the descriptions of a kind, beside the signs.
# Measured on 293 names of the essay and of SQuAD 2.0's articles: right kind 0.61 by signs alone,
# 0.83 by likeness alone, 0.87 together.
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
    _cue(NameKind.PERSON, 3, "name", rf"^(?:{TITLES})\b\.?\s\S"),
    _cue(NameKind.PERSON, 2, "name", r"\s(?:bin|ibn|abu|van|von|der|al)[\s-]\S"),
    _cue(NameKind.PERSON, 1, "name", r"^(?!.*\sof\s)\S+(?:\s\S+){1,2}$"),
    _cue(NameKind.PERSON, 2, "left", rf"\b(?:{_ROLES}|{TITLES}),?\s$"),
    _cue(NameKind.PERSON, 2, "right", r"^,?\s(?:who|whose|himself|herself)\b"),
    _cue(NameKind.PERSON, 2, "right",
         r"^\s(?:said|says|wrote|argued|told|thought|believed|died|married|was\sborn|had\sdied)\b"),
    _cue(NameKind.PERSON, 2, "right",
         r"^['’]s?\s(?:\w+\s)?(?:death|son|daughter|wife|husband|father|mother|life|pledge|refusal"
         r"|successors?|theory|theorem|proof|work|book|speech|birth|brother|sister)\b"),
    _cue(NameKind.GROUP, 3, "name", rf"\b(?:{_ORGANISATIONS})$"),
    _cue(NameKind.GROUP, 3, "name", rf"\b(?:{_ORGANISATIONS})\s(?:of|for|in)\b"),
    _cue(NameKind.GROUP, 1.5, "name", r"^(?-i:[A-Z]{3,})$"),
    _cue(NameKind.GROUP, 1, "left", r"\bthe\s$"),
    _cue(NameKind.GROUP, 2, "left",
         r"\b(?:members?|leaders?|leadership|faction|wing|branch|part)\sof\s(?:the\s)?$"),
    _cue(NameKind.GROUP, 1, "left",
         r"\b(?:within|among|against|joined|join|ties\s(?:with|to))\s(?:the\s)?$"),
    _cue(NameKind.GROUP, 2, "right", rf"^(?:['’]s?)?\s(?:\w+\s)?(?:{_PEOPLE_OF})\b"),
    _cue(NameKind.PLACE, 2.5, "name",
         rf"^(?:{_LANDSCAPE})\s\S|\s(?:{_LANDSCAPE})$|\S(?:stan|land|burg|ville)$"),
    _cue(NameKind.PLACE, 2, "left",
         r"\b(?:in|near|throughout|across|outside|into|inhabit\w*)\s(?:the\s)?$"),
    _cue(NameKind.PLACE, 1, "left", r"\b(?:at|from|to|of|for|and|over)\s$"),
    _cue(NameKind.PLACE, 2, "left",
         r"\b(?:invasion|capital|city|north|south|east|west|coast|war|people)\s(?:of|in)\s$"),
    _cue(NameKind.PLACE, 1.5, "right",
         r"^['’]s?\s(?:\w+\s)?(?:capital|borders?|coast|districts|provinces|population"
         r"|economy)\b"),
)  # fmt: skip


def signs_of(mentions: Sequence[Mention]) -> tuple[float, ...]:
    """Return how much speaks for each of `KINDS`, a mean over the mentions, at least one."""
    totals = dict.fromkeys(KINDS, 0.0)
    for mention in mentions:
        for cue in CUES:
            if cue.pattern.search(mention.side(cue.side)):
                totals[cue.kind] += cue.weight
    totals[NameKind.OTHER] = _LEAST * len(mentions)
    return tuple(total / len(mentions) for total in totals.values())


def likeness_of(names: Sequence[str], encode: Encode) -> Scores:
    """Return the mean cosine of each name with the descriptions of each of `KINDS`, (n, 4)."""
    vectors = encode(names)
    return np.stack(
        [vectors @ encode(DESCRIPTIONS[kind]).mean(axis=0) for kind in KINDS], axis=1
    ).astype(np.float32)
