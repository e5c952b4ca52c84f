"""Words as they are typed in chat, spelt out: "y did ppl leave b4 the govt fell"."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from index.language.english import (
    ARTICLES,
    AUXILIARIES,
    DEMONSTRATIVES,
    DETERMINERS,
    QUESTION_WORDS,
    THIRD_PERSON,
    any_of,
)

_SPELT_OUT = MappingProxyType(
    {
        "ur": "your",
        "urself": "yourself",
        "ppl": "people",
        "cuz": "because",
        "coz": "because",
        "cos": "because",
        "bc": "because",
        "bcoz": "because",
        "bcuz": "because",
        "bcos": "because",
        "becuz": "because",
        "b/c": "because",
        "becuase": "because",
        "becasue": "because",
        "b4": "before",
        "thru": "through",
        "tho": "though",
        "altho": "although",
        "wat": "what",
        "wats": "what's",
        "wut": "what",
        "wuts": "what's",
        "wot": "what",
        "wots": "what's",
        "waht": "what",
        "wht": "what",
        "whta": "what",
        "wen": "when",
        "wehn": "when",
        "whne": "when",
        "wher": "where",
        "wehre": "where",
        "wich": "which",
        "whcih": "which",
        "hwo": "how",
        "hwy": "why",
        "dis": "this",
        "dat": "that",
        "taht": "that",
        "dey": "they",
        "teh": "the",
        "hte": "the",
        "adn": "and",
        "w/": "with",
        "w/o": "without",
        "govt": "government",
        "gov't": "government",
        "gov’t": "government",
        "abt": "about",
        "btwn": "between",
        "b/w": "between",
        "smth": "something",
        "smthg": "something",
        "sth": "something",
        "smone": "someone",
        "sum1": "someone",
        "some1": "someone",
        "any1": "anyone",
        "every1": "everyone",
        "rly": "really",
        "rlly": "really",
        "prolly": "probably",
        "shud": "should",
        "wud": "would",
        "cud": "could",
        "shoulda": "should have",
        "woulda": "would have",
        "coulda": "could have",
        "frm": "from",
        "thier": "their",
        "yrs": "years",
        "alot": "a lot",
        "outta": "out of",
        "outa": "out of",
        "lotta": "lot of",
        "kinda": "kind of",
        "sorta": "sort of",
        "gonna": "going to",
        "gotta": "have to",
        "wont": "won't",
        "wana": "wanna",
        "iz": "is",
        "wuz": "was",
        "hav": "have",
        "doin": "doing",
        "gettin": "getting",
        "goin": "going",
        "tryin": "trying",
        "nothin": "nothing",
        "somethin": "something",
    }
)
# A single letter is a word only beside those that it goes with.
_LETTERS = MappingProxyType({"u": "you", "r": "are", "y": "why", "n": "and"})
_TYPED = re.compile(
    rf"(?<![\w'’@#/.`\"“-])(?:{any_of((*_SPELT_OUT, *_LETTERS))})(?![\w'’/-]|\.\w)", re.IGNORECASE
)
_WORD_BEFORE = re.compile(r"([\w'’/]+)[\s,;:]*\Z")
_WORD_BEHIND = re.compile(r"\A +([\w'’/]+)")
_PERSONS = THIRD_PERSON | frozenset("i you u we there".split())
_NAMING = DETERMINERS | frozenset("of in for is than letter option value variable".split())
_NAMED = _NAMING | {"do", "does"}  # "what does n mean"
_BEFORE_ARE = _PERSONS | QUESTION_WORDS | DEMONSTRATIVES
_BEHIND_ARE = _PERSONS | ARTICLES | DEMONSTRATIVES
_LANGUAGE_R = frozenset(
    "code language library package packages rated script scripts squared value values works".split()
)
_OPENS = frozenset("and but so or then ok know me that explain".split())
_OPENED_BY_WHY = AUXILIARIES | _PERSONS | DETERMINERS | DEMONSTRATIVES | frozenset("not so".split())
_NOT = re.compile(r"n'?t\Z")
# "When n grows", "as n increases"; but "why n how".
_COUNTED = AUXILIARIES | QUESTION_WORDS | frozenset("as at if sample size while with".split())
_UNASKED_U = frozenset(
    "s k n boat boats turn turns test bahn thant mean means shape shaped value values".split()
)
_BEFORE_CHRIST = re.compile(r"\d|century|centuries|millennium|millennia|year|years")
_ANGLES = QUESTION_WORDS | frozenset("or and sin tan".split())
# Words besides, which are meant where one does not name them.
_WORDS_TOO = frozenset("b/w b4 cud dat dis sth wen wont".split())
_ASKED_ABOUT = frozenset("mean means stand stands".split())


def spelt_out(text: str, is_known: Callable[[str], bool] = lambda _: False) -> str:
    """Return a text with the short forms of chat, and slips in its smallest words, spelt out.

    Words in capitals stay ("R", "BC"), but for a first letter that a phone made large.

    Args:
        text: A question as it was typed.
        is_known: Whether a word in small letters is one of the documents', which stays.

    Example:
        >>> spelt_out("y did ppl leave b4 the govt fell n where r they")
        'why did people leave before the government fell and where are they'
    """

    def out(typed: re.Match[str]) -> str:
        word = typed[0].lower()
        beside = _beside(text, typed.start(), typed.end())
        if not _in_its_letters(typed) or is_known(word) or not _is_meant(word, *beside):
            return typed[0]
        said = _LETTERS.get(word) or _SPELT_OUT[word]
        return said.capitalize() if typed[0][0].isupper() else said

    return _TYPED.sub(out, text)


def _in_its_letters(typed: re.Match[str]) -> bool:
    """Return whether a word is in small letters, but for a first one that a phone made large."""
    word = typed[0].lower()
    return typed[0] in ({word, word.capitalize()} if typed.start() == 0 else {word})


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words before and behind a place in small letters, each "" where there is none."""
    before, behind = _WORD_BEFORE.search(text[:start]), _WORD_BEHIND.match(text[end:])
    last = before[1].lower() if before else ""
    said = _LETTERS.get(last) or _SPELT_OUT.get(last, last)
    return said.split()[-1] if said else "", behind[1].lower() if behind else ""


def _is_meant(word: str, last: str, following: str) -> bool:
    """Return whether a short form is one between two words."""
    if following in _ASKED_ABOUT or (word in _WORDS_TOO and last in DETERMINERS):
        return False
    check = _CHECKS.get(word)
    return check is None or check(last, following)


def _is_you(last: str, following: str) -> bool:
    is_named = following in _UNASKED_U or following[:1].isdigit()  # "u 96" is a boat
    return last not in _NAMING and not is_named


def _is_are(last: str, following: str) -> bool:
    beside = last in _BEFORE_ARE or following in _BEHIND_ARE
    return beside and last not in _NAMING and following not in _LANGUAGE_R


def _is_why(last: str, following: str) -> bool:
    opens = not last or last in _OPENS
    asks = following in _OPENED_BY_WHY or following in _LETTERS or _NOT.search(following)
    return opens and bool(asks)


def _is_and(last: str, following: str) -> bool:
    asks_on = following in QUESTION_WORDS or following in _LETTERS
    joins = bool(last) and (len(following) > 1 or following in _LETTERS)
    counted = last in _COUNTED or following in AUXILIARIES
    return joins and last not in _NAMED and (asks_on or not counted)


def _is_because(last: str, following: str) -> bool:
    """Return whether it is not "before Christ", nor the name of a place: "bc ferries", "did bc"."""
    dated = _BEFORE_CHRIST.search(last) is not None
    opens = not last and following not in _BEHIND_ARE | DETERMINERS | {"of"}
    names = opens or last in _NAMED | AUXILIARIES
    return bool(following) and not dated and not names


def _is_no_cosine(last: str, following: str) -> bool:
    return _is_because(last, following) and last not in _ANGLES


def _is_will_not(_: str, following: str) -> bool:
    """Return whether it is not "wont to"."""
    return following != "to"


def _is_could(_: str, following: str) -> bool:
    """Return whether it is not what cows chew."""
    return bool(following)


def _is_when(_: str, following: str) -> bool:
    """Return whether it is no name."""
    return following in _OPENED_BY_WHY or bool(_NOT.search(following))


_CHECKS: Mapping[str, Callable[[str, str], bool]] = {
    "u": _is_you,
    "r": _is_are,
    "y": _is_why,
    "n": _is_and,
    "bc": _is_because,
    "cos": _is_no_cosine,
    "cud": _is_could,
    "wen": _is_when,
    "wont": _is_will_not,
}
