"""A condition without "if": "paid in full, should the mill be sold"."""

import re

from index.language import (
    COMPLEMENTIZERS,
    COORDINATORS,
    DETERMINERS,
    QUESTION_WORDS,
    RELATIVES,
    SUBJECT_FORMS,
    any_of,
)

# "They should each bring a lamp" has its subject before it.
_SUBJECTS = (DETERMINERS - {"each"}) | {*SUBJECT_FORMS.values(), "it", "you", "there", "any"}
_TIMES = r"(?:week|month|year|morning|evening|day|time|season|term|summer|winter|spring|autumn)s?\b"
# Behind it stands a subject: "should the mill be sold"; "should this week be sold" has its own.
_SHOULD = re.compile(
    rf"(?<![\w’'-])should(?=\s(?:(?i:{any_of(_SUBJECTS)})\s(?!{_TIMES})|[A-Z][a-z.]))"
)
_BREAK = re.compile(r"[.?!;:()—–“\"]")
_END = re.compile(r"[.?!](?=\W*(?:\s|\Z))")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Right before it they turn a statement round, or open a clause that is no condition of the one
# before: "nor should the mill be sold", "and should the mill be sold, the town".
_TURNING = (
    COORDINATORS
    | COMPLEMENTIZERS
    | RELATIVES
    | frozenset("neither never rarely seldom hardly only than even however then".split())
)
_DENIED = re.compile(
    r"\b(?:(?:under|at|in|on|by|for|to|with) no(?: \w+)?|not (?:only|just|merely|simply|even|once))"
    r"\s*\Z",
    re.IGNORECASE,
)
_REACH = 300  # characters before it in which its clause is looked for


def inverted_condition(text: str, start: int, end: int) -> int | None:
    """Return where a condition begins in a stretch that is told by its word order alone.

    Args:
        text: A document's text.
        start: Where the stretch starts.
        end: Where it ends.

    Returns:
        None where there is none: "Why should the mill be sold?" asks, and "nor should the mill be
        sold" denies.
    """
    places = (match.start() for match in _SHOULD.finditer(text, start, end))
    return next((place for place in places if _is_condition(text, place)), None)


def _is_condition(text: str, place: int) -> bool:
    """Return whether a word that stands before its subject begins a condition."""
    before = _BREAK.split(text[max(0, place - _REACH) : place])[-1]
    words = [match[0].lower() for match in _WORD.finditer(before)]
    if not words or words[-1] in _TURNING or _DENIED.search(before):
        return False
    ends = _END.search(text, place)
    return QUESTION_WORDS.isdisjoint(words) and (ends is None or ends[0] != "?")
