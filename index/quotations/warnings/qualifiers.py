"""Words that narrow or weaken what stands right behind them, cut off or hidden by an omission."""

import re
from itertools import pairwise, takewhile

from index.language import (
    AUXILIARIES,
    BELOW_TWENTY,
    COMPLEMENTIZERS,
    COORDINATORS,
    COUNT_ADVERBS,
    DETERMINERS,
    HEDGE_COMPANIONS,
    HEDGES,
    IRREGULAR_PASTS,
    LINKING_OPENINGS,
    MEMBER_PREPOSITIONS,
    NEARNESS_HEDGES,
    PART_NOUNS,
    PART_QUANTIFIERS,
    PREPOSITIONS,
    QUANTIFIERS,
    QUESTION_WORDS,
    RELATIVES,
    VERB_COMPANIONS,
    any_of,
)

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_MARKS = re.compile(r"[,;:()—–]")
_CLAUSE_END = re.compile(r"[;:()—–]")
# A clause begins behind one; behind "after" or "as" it may be a time or a comparison.
_JOINING = (COORDINATORS | RELATIVES | COMPLEMENTIZERS) - PREPOSITIONS - {"as"}
_LEAD = re.compile(rf"\W*(?:(?:{any_of(_JOINING)})\b\W*)*", re.IGNORECASE)
# "probably relatively", with nothing but adverbs up to the end.
_HEDGED = re.compile(
    rf"(?<![\w’'-])(?:(?P<companion>\w+)\s+)?(?P<hedge>{any_of(HEDGES)})"
    rf"(?:\s+(?:\w+ly|{any_of(VERB_COMPANIONS)}))*\s*[\"“‘']?\Z",
    re.IGNORECASE,
)
_NOT_HEDGED = QUESTION_WORDS | {"of", "to", "than"}  # "perhaps why", "likely to"
_BEFORE = 400  # characters before a cut, and behind it, that are read
_MOST_BETWEEN = 2  # words between a quantity and what is quoted: "some of the older ships"
_REACH = 8  # words of a quotation among which the verb of its clause is looked for


def qualifier_before(before: str, quoted: str) -> int | None:
    """Return where the words begin that narrow or weaken a quotation, None where nothing does.

    Args:
        before: What goes before the quotation in its sentence.
        quoted: The quotation's words in that sentence.
    """
    skipped = max(0, len(before) - _BEFORE)
    opening = quoted[:_BEFORE].lstrip(" ,\"“‘'")
    near, words = before[skipped:], _words(_MARKS.split(opening, maxsplit=1)[0])
    if not words:
        return None
    found = [_hedge(near, words), _opening_hedge(near), _quantity(near, words)]
    places = [place for place in found if place is not None]
    return skipped + min(places) if places else None


def qualifier_in(hidden: str, behind: str) -> int | None:
    """Return where the words begin that narrow or weaken what goes on behind an omission.

    Args:
        hidden: What the omission leaves out of a sentence.
        behind: The rest of the sentence.
    """
    place = qualifier_before(hidden, behind)
    if place is None and len(hidden) <= _BEFORE:
        place = _inserted_hedge(hidden)
    return _hidden_quantity(hidden) if place is None else place


def _words(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return [match[0].lower() for match in _WORD.finditer(text)]


def _hedge(before: str, quoted: list[str]) -> int | None:
    """Return where a hedge stands right before the words, or with adverbs between."""
    hedged = _HEDGED.search(before)
    if hedged is None or quoted[0] in _NOT_HEDGED:
        return None
    companion, hedge = (hedged["companion"] or "").lower(), hedged["hedge"].lower()
    # Behind an article it goes with an adjective: "a potentially toxic element".
    is_compared = companion in HEDGE_COMPANIONS | DETERMINERS
    is_amount = hedge in NEARNESS_HEDGES and not _may_be_verb(quoted[0])
    return None if is_compared or is_amount else hedged.start("hedge")


def _opening_hedge(before: str) -> int | None:
    """Return where a hedge stands between commas at the beginning of the clause of the words."""
    if not before.rstrip(" \"“‘'").endswith(","):
        return None
    begin = max((match.end() for match in _CLAUSE_END.finditer(before)), default=0)
    found: int | None = None
    end = before.rindex(",")
    while end > begin:
        start = max(begin, before.rfind(",", begin, end) + 1)
        place = _behind_joining(before, start, end)
        adverbial = before[place:end].strip(" \"“‘'").lower()
        if adverbial in HEDGES:
            found = place
        elif not _is_adverbial(adverbial):
            return None
        if before[start:place].strip():
            return found  # a clause of its own begins here
        end = start - 1
    return found


def _behind_joining(text: str, start: int, end: int) -> int:
    """Return where a stretch goes on behind words that join it, its own start if there is none."""
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead else start


def _inserted_hedge(hidden: str) -> int | None:
    """Return where a hedge stands that an omission leaves out with its commas and no more."""
    adverbials = hidden.strip(" ,").split(",")
    folded = [adverbial.strip().lower() for adverbial in adverbials]
    hedges = [i for i, adverbial in enumerate(folded) if adverbial in HEDGES]
    if not hedges or not all(map(_is_adverbial, folded)):
        return None
    return hidden.index(adverbials[hedges[0]].strip())


def _is_adverbial(words: str) -> bool:
    """Return whether words between commas only say when, where or how."""
    first = words.split(" ", 1)[0]
    is_known = words in HEDGES or words in LINKING_OPENINGS
    return is_known or first in PREPOSITIONS or first.endswith("ly")


def _quantity(before: str, quoted: list[str]) -> int | None:
    """Return where it is said how many of their subject the words are true of."""
    begin = max((match.end() for match in _MARKS.finditer(before)), default=0)
    matches = list(_WORD.finditer(before, begin))
    words = [match[0].lower() for match in matches]
    first = max((i for i, word in enumerate(words) if word in _JOINING), default=-1) + 1
    is_counted = _is_quantity(words[first:], quoted[0]) and _has_predicate(quoted)
    return matches[first].start() if is_counted else None


def _hidden_quantity(hidden: str) -> int | None:
    """Return where a quantity begins that is all that an omission leaves out: "some of the"."""
    words = _words(hidden)
    between = _between(words)
    is_all = between is not None and (not between or between[0] in DETERMINERS)
    is_all = is_all and (words[-1] == "few" or not MEMBER_PREPOSITIONS.isdisjoint(words))
    match = _WORD.search(hidden)
    return match.start() if match and is_all and len(between or ()) <= 1 else None


def _is_quantity(words: list[str], following: str) -> bool:
    """Return whether words are a quantity that counts what follows: "some of the older"."""
    between = _between(words)
    if between is None or following in BELOW_TWENTY:
        return False
    if following in DETERMINERS:
        return not between and words[-1] in MEMBER_PREPOSITIONS
    if between and between[0] in DETERMINERS:
        between = between[1:]
    return len(between) <= _MOST_BETWEEN and not any(map(_goes_on, between))


def _between(words: list[str]) -> list[str] | None:
    """Return the words behind a quantity, None where words begin with none."""
    words = words[len(list(takewhile(COUNT_ADVERBS.__contains__, words))) :]
    if words[:1] == ["a"] or words[:2] == ["the", "majority"]:
        words = words[1:]
    first, second = [*words[:2], "", ""][:2]
    is_part = second == "of" and first in PART_QUANTIFIERS | PART_NOUNS
    if is_part or (first in PART_QUANTIFIERS and second in MEMBER_PREPOSITIONS):
        return words[2:]
    return words[1:] if first in QUANTIFIERS else None


def _has_predicate(quoted: list[str]) -> bool:
    """Return whether words begin with a subject that a verb follows."""
    if quoted[0] in PREPOSITIONS | QUESTION_WORDS | _JOINING | AUXILIARIES:
        return False
    own = list(takewhile(lambda word: word not in _JOINING, quoted[: _REACH + 1]))
    behind = quoted[1 : len(own) + 1]  # and what joins the next clause
    return any(_is_predicate(word, following) for word, following in pairwise(behind))


def _is_predicate(word: str, following: str) -> bool:
    """Return whether a word behind a subject is its verb."""
    if word.endswith("ed"):
        return following not in PREPOSITIONS  # else a participle: "the ships seized in May"
    has_object = following in DETERMINERS and word not in PREPOSITIONS
    return has_object or _may_be_verb(word)


def _goes_on(word: str) -> bool:
    """Return whether a word behind a quantity is none of what it counts: "some seven months"."""
    return _may_be_verb(word) or word in PREPOSITIONS or word in BELOW_TWENTY


def _may_be_verb(word: str) -> bool:
    return word in AUXILIARIES | IRREGULAR_PASTS or word.endswith("ed")
