"""Whether a sentence is understood where what stands around it is not shown; English."""

import re
from collections.abc import Sequence

from index.language import (
    ARTICLES,
    AUXILIARIES,
    COORDINATORS,
    LINKING_OPENINGS,
    OPENING_PRONOUNS,
    PERSONAL_ROLES,
    PERSONAL_TITLES,
    PREPOSITIONS,
    announces,
    any_of,
)

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
# What a sentence opens with before what it is about, and is understood without.
_CONNECTIVES = re.compile(
    rf"^\W*(?:(?:{any_of(LINKING_OPENINGS)}|{any_of(COORDINATORS)}|yet|hence|even|only|once again|"
    r"at the same time|then|rather|besides|accordingly)\b[\s,;:]*)*",
    re.IGNORECASE,
)
# Pronouns of things, and of many. What opens with one says as a rule enough to be understood on its
# topic, though it is better with the sentence before it.
_THINGS = frozenset("it its they their them".split())
_OF_THINGS = re.compile(rf"(?:{any_of(_THINGS)})\b", re.IGNORECASE)
# Another sentence has what it stands for, or what it is held against.
_STANDS_FOR_ANOTHER = re.compile(
    rf"(?:{any_of(OPENING_PRONOUNS - _THINGS)}|(?:the )?(?:former|latter|same)|"
    r"others|another|neither|likewise|conversely|otherwise|"
    r"in (?:turn|other words|(?:this|that|these|such) \w+)|"
    r"for (?:this|that|its part|his part|her part)|as such)\b",
    re.IGNORECASE,
)
# "In the town's case, this mill was costly." What is named so stands above.
_NAMED_BEFORE = re.compile(
    rf"(?:{any_of(PREPOSITIONS)})\b[^,;:.]{{3,80}}, (?:this|these|those) (?P<noun>[a-z]+)\b",
    re.IGNORECASE,
)
_PERSONS = frozenset("he him his she her".split())
# Before a pronoun of a person, who it may stand for.
_SOMEBODY = (
    PERSONAL_ROLES
    | PERSONAL_TITLES
    | frozenset(
        (
            "who whoever someone somebody anyone anybody everyone everybody person member man "
            "woman boy girl child student candidate applicant guest player user reader owner"
        ).split()
    )
)
_OPENING_WORDS = 3
# "And the growers certainly do." What is done stands in the sentence before, unless it stands in
# what is compared: "than the millers did".
_ELLIPTICAL = re.compile(
    rf"\b(?:{any_of(AUXILIARIES)})(?:n[’']t| not| so| too)?[.!”\"’)\]\s]*$", re.IGNORECASE
)
_COMPARES = re.compile(r"\b(?:as|than|what|which|that|whatever|who|how)\b", re.IGNORECASE)
_TIMES = "days? morning evening night weeks? weekend months? years? seasons? decades? century"
# What it tells of stands below it or above, and is no sentence: a table, a list.
_POINTS_AT = re.compile(
    r"\bfollowing (?:\w+ )?(?:tables?|lists?|figures?|sections?|paragraphs?|chapters?|diagrams?|"
    r"examples?|commands?|pages?|lines?|steps?)\b"
    rf"|\b(?:are|is|as|the) (?:the )?following\b(?! (?:{'|'.join(_TIMES.split())})\b)\W*$"
    r"|^\W*(?:for (?:more|further) (?:information|details?)|see (?:also|below|above))\b"
    r"|\bas follows\b|\b(?:listed|shown|given|described|summari[sz]ed) (?:above|below)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(r"^\W*[•‣◦▪·∙]\s*(?=[a-z])")  # an item that is no sentence of its own
_ITEM = re.compile(r"^\s*\(")  # a remark on the sentence before
_BARE_SUBJECT = re.compile(rf"^\W*the ([a-z]{{3,}})\s+(?:{any_of(AUXILIARIES)})\b", re.IGNORECASE)


def only_points(sentence: str) -> bool:
    """Return whether a sentence tells nothing but that something stands elsewhere."""
    is_pointing = announces(sentence) or _POINTS_AT.search(sentence)
    return bool(is_pointing or _FRAGMENT.match(sentence))


def leans(sentence: str, text: str = "") -> bool:
    """Return whether a sentence is not understood without the one before it.

    Args:
        sentence: Its words.
        text: The document's, by which names are told, and "the release" that is one of several.
    """
    rest = _without_connectives(sentence)
    return bool(
        _STANDS_FOR_ANOTHER.match(rest)
        or _NAMED_BEFORE.match(rest)
        or _ITEM.match(sentence)
        or _is_elliptical(sentence)
        or _names_nobody(sentence, text)
        or _is_one_of_several(rest, text)
    )


def opens_with_things(sentence: str) -> bool:
    """Return whether a sentence is on what "it" or "they" stands for, which opens it."""
    return bool(_OF_THINGS.match(_without_connectives(sentence)))


def _without_connectives(sentence: str) -> str:
    opening = _CONNECTIVES.match(sentence)
    return sentence[opening.end() :] if opening else sentence


def _is_elliptical(sentence: str) -> bool:
    """Return whether a sentence ends with "do" and the like, and has not what is done."""
    ending = _ELLIPTICAL.search(sentence)
    return ending is not None and not _COMPARES.search(sentence, 0, ending.start())


def _names_nobody(sentence: str, text: str) -> bool:
    """Return whether "he" or "her" stands in a sentence without whoever it may stand for.

    Who is meant stands before it, or behind where it opens the sentence ("In her report, Ada …").
    """
    words = [match.group() for match in _WORD.finditer(sentence)]
    place = next((at for at, word in enumerate(words) if word.lower() in _PERSONS), None)
    if place is None:
        return False
    others = range(len(words)) if place < _OPENING_WORDS else range(place)
    return not any(_may_be_somebody(words, at, text) for at in others)


def _may_be_somebody(words: Sequence[str], at: int, text: str) -> bool:
    """Return whether a word of a sentence may be a person's name, or tell of a person.

    The name of one has no article; what opens a sentence is none where the text has it small.
    """
    word = words[at]
    if {word.lower(), word.lower().removesuffix("s")} & _SOMEBODY:
        return True
    if at == 0:
        return word[0].isupper() and not re.search(rf"\b{re.escape(word.lower())}\b", text)
    opens = (one for one in reversed(words[:at]) if one[0].islower() or one == words[0])
    return word[0].isupper() and next(opens, "").lower() not in ARTICLES


def _is_one_of_several(rest: str, text: str) -> bool:
    """Return whether a sentence is on a thing of which the text has more often several.

    "The release was frozen", where it tells of releases, is on one that was named before. Of an
    alliance that the whole text is about it hardly has the plural.
    """
    subject = _BARE_SUBJECT.match(rest)
    if subject is None:
        return False
    noun = re.escape(subject[1])
    several = len(re.findall(rf"\b{noun}s\b", text, re.IGNORECASE))
    return several > len(re.findall(rf"\bthe {noun}\b", text, re.IGNORECASE))
