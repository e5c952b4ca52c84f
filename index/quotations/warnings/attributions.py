"""Whose words a quotation is said to be, as it is given or in the message that it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.language import NAME_PARTICLES, QUOTATION_MARKS, SPEECH_VERBS, THIRD_PERSON, any_of

_MARKS = re.escape(QUOTATION_MARKS)
_OPENS = rf"(?<!\w)(?=[{_MARKS}])"  # not an apostrophe
_VERB = rf"(?:{any_of(SPEECH_VERBS)})"
_NAMED = r"[^\W\d_][\w.’'-]*(?: [\w.’'-]+){0,7}"  # at most eight words
_LEADS = (
    # X said on Monday: "…", X said, "…", X said that "…"
    re.compile(
        rf"\s*(?P<speaker>{_NAMED}?),? {_VERB}\b(?P<rest>[^{_MARKS}:.;]{{0,60}}?)"
        rf"(?::|,|\bthat\b|)\s*{_OPENS}"
    ),
    re.compile(rf"\s*(?P<speaker>{_NAMED}?),? {_VERB}\b(?P<rest>[^{_MARKS}:.;]{{0,60}}?):\s+"),
    # Full name: "…", but not Note: "…"
    re.compile(
        rf"\s*(?P<speaker>[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){{1,4}}):\s*{_OPENS}"
    ),
    re.compile(rf"\s*[Aa]ccording to (?P<speaker>{_NAMED}?)(?:[,:]\s+|\s+{_OPENS})"),
)
_TRAILS = (
    # White space is taken as a whole, and from its start: a page of it would be tried in parts.
    re.compile(
        rf"(?:[{_MARKS}]|(?<!\s))(?:\s*+[,.])?(?:\s*+(?:—|―)|\s++(?:–|--|-))\s*+"
        rf"(?P<speaker>{_NAMED})(?:,[^{_MARKS}]{{0,80}})?\.?\s*"
    ),
    re.compile(rf",?[{_MARKS}],?\s+{_VERB} (?P<speaker>{_NAMED})[.!]?\s*"),
    re.compile(rf",?[{_MARKS}],?\s+(?P<speaker>{_NAMED}?) {_VERB}\b[.!]?\s*"),
    re.compile(rf"[{_MARKS}]\s*\((?P<speaker>{_NAMED})(?:,[^()]*)?\)\.?\s*"),
)
_PLACES = 400  # characters beside a quotation in a message that are read


@dataclass(frozen=True, slots=True)
class Attributed:
    """Words with the one they are said to be of.

    Args:
        speaker: As it is given: "Ann Author", "the minister".
        words: The quotation itself.
    """

    speaker: str
    words: str


def attributed_in(text: str) -> Iterator[Attributed]:
    """Yield the ways to read a text as a quotation with its speaker before or behind it."""
    for pattern in _LEADS:
        lead = pattern.match(text)
        if lead is not None and _is_one_quotation(text[lead.end() :]):
            yield from _attributed(lead["speaker"], text[lead.end() :])
    for trail in (trail for pattern in _TRAILS for trail in pattern.finditer(text)):
        if trail.end() == len(text) and _is_speaker(trail["speaker"]):
            yield from _attributed(trail["speaker"], text[: trail.start()])


def speaker_beside(quotation: str, message: str) -> str | None:
    """Return who is said in a message to speak a quotation of it, None where nobody is."""
    start = message.find(quotation)
    if start < 0:
        return None
    end = start + len(quotation)
    before = message[max(0, start - _PLACES) : start]
    behind = message[end : end + _PLACES].split("\n\n", maxsplit=1)[0]
    return _leading_speaker(before) or _trailing_speaker(behind)


def _leading_speaker(before: str) -> str | None:
    """Return the speaker of what follows a text."""
    begin = max((before.rfind(mark, 0, -2) for mark in ".!?\n"), default=-1) + 1
    clause = before[begin:]
    for pattern in _LEADS:
        for lead in pattern.finditer(clause):
            if not clause[lead.end() :].strip(QUOTATION_MARKS + " >\n"):
                return _name(lead["speaker"])
    return None


def _trailing_speaker(behind: str) -> str | None:
    """Return the speaker of what goes before a text."""
    lines = behind.strip().split("\n")
    first_sentence = re.split(r"(?<=[.!?])\s", lines[0], maxsplit=1)[0]
    for stretch in (first_sentence, lines[0], "\n".join(lines[:2])):
        for trail in filter(None, (pattern.fullmatch(stretch) for pattern in _TRAILS)):
            if _is_speaker(trail["speaker"]):
                return _name(trail["speaker"])
    return None


def _attributed(speaker: str, words: str) -> Iterator[Attributed]:
    """Yield words with their speaker, where it is somebody and they are some."""
    name, inner = _name(speaker), words.strip(f" \n,{QUOTATION_MARKS}")
    if name is not None and inner:
        yield Attributed(name, inner)


def _name(speaker: str) -> str | None:
    """Return a speaker as a name, None for a pronoun."""
    name = speaker.strip(" ,.")
    return None if not name or name.lower() in THIRD_PERSON | {"i", "we", "you"} else name


def _is_one_quotation(text: str) -> bool:
    """Return whether no mark closes before the end of a text that one opens."""
    inner = text.strip().strip(QUOTATION_MARKS + " .,")
    return bool(inner) and not any(mark in inner for mark in '"“”«»')


def _is_speaker(speaker: str) -> bool:
    """Return whether words behind a dash are a name, and not the sentence going on."""
    words = re.findall(r"[^\W_][\w.’'-]*", speaker)
    large = [word for word in words if word.lower() not in NAME_PARTICLES | {"the", "and"}]
    return bool(large) and all(word[0].isupper() for word in large)
