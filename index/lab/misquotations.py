"""Quotations that leave out or turn round what their source says, and fair ones, to measure with.

Each is made of a true sentence by means of its own: nothing here uses the words of the check.
"""

import enum
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_CUT = re.compile(
    r",? (?:but|although|though|unless|except|however|only if|only when|provided that|as long as|"
    r"not because|even though)\b"
)
_OPENING = re.compile(r"(?:Although|Though|Unless|If|Even though|Except)\b[^,;]*, ")
_VIEW = re.compile(
    r"\b(?:claim|argue|allege|insist|believe|suspect|deny|denie|doubt|not \w+|true|evidence)\w*"
    r" that (?=\w)"
)
_DENIED = re.compile(r"\b(?:not|never|cannot|without)\s(?=\w+\s\w+\s\w+\s\w)")
_COUNTED = re.compile(
    r"(?:^|, (?:and|but|so) |; )(?:(?:some|few|most|many|several|one|two|three|half)"
    r" (?:of|in|among) |(?:some|few|most) )(?=[\w’-]+ [\w’-]+ \w)",
    re.IGNORECASE,
)
_WEAKENING = (
    r"(?:probably|perhaps|possibly|presumably|apparently|seemingly|reportedly|allegedly|supposedly"
    r"|sometimes|occasionally|at times|in part|partly|rarely|seldom)"
)
_WEAKENED = re.compile(rf"\b{_WEAKENING},? (?=\w+ \w+ \w)", re.IGNORECASE)
_WEAKENED_WITHIN = re.compile(rf"(?:, {_WEAKENING},| {_WEAKENING}) (?=\w+ \w+ \w)")
_SECOND_PREDICATE = re.compile(
    r" and (?:is|was|are|were|had|[a-z]+ed|[a-z]+es) (?:an?|the|its|his|their) [a-z]+"
    r" (?=(?:of|to) )"
)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|had|can|could|will|would|should|did|does)\b")
_NOT = re.compile(r" (?:not|never)(?= )")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_SPELT = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty)\b")
_DATE = re.compile(
    r"\b(?:January|February|April|June|July|August|September|October|November|December)\b"
)
_TURNED = {
    "all": "some", "some": "all", "every": "no", "before": "after", "after": "before",
    "increase": "decrease", "increased": "decreased", "rose": "fell", "more": "less",
    "always": "never", "never": "always", "often": "never", "most": "few", "many": "few",
    "first": "last", "last": "first", "higher": "lower", "lower": "higher", "must": "may",
    "few": "many", "no": "every", "north": "south", "east": "west", "largest": "smallest",
}  # fmt: skip
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_LISTED = re.compile(r"[a-z]+, (?:[a-z’-]+ ){1,4}and (?:[a-z’-]+ ?){1,5}\.$")
_LAST_ADJUNCT = re.compile(r",? (?:in|on|at|near|since|during) (?:the )?(?:[A-Z]\w+|\d{4})\.$")
_FIRST_ADJUNCT = re.compile(r"(?:In|On|At|Near|Since|During|By) (?:[\w’-]+ ){0,5}[\w’-]+, ")
_MIDDLE_ADJUNCT = re.compile(r" (?:in|on|at|near|since|during) (?:[A-Z]\w+|\d{4})(?= \w+ \w+)")
_LINKING = re.compile(
    r"(?:However|Moreover|Furthermore|Then|Thus|Therefore|Meanwhile|Instead|Indeed|Still|Today"
    r"|In addition|For example|As a result|In short|At first sight), (?=\w+ \w+ \w)"
)
_CLAUSE_BEHIND = re.compile(r", (?:and|so|which means that) (?=(?:the|it|they|he|she|its|their) )")
_WORDS_BEHIND = re.compile(r" (?:in|with|for|by|from|to|than|at) (?=(?:the|an?|its|their|his) )")
_ADVERB = re.compile(
    r" (?:also|then|later|soon|finally|quickly|already|now|once|again|openly|publicly|slowly)"
    r"(?= \w+ \w+ \w)"
)
_AND = re.compile(r", (?:and|which|where|so) ")
_SMALL_CHANGES = {
    "big": "large", "large": "big", "house": "home", "began": "started", "began ": "started ",
    "also": "too", "however": "though", "shows": "reveals", "needs": "requires", "help": "aid",
    "said": "stated", "because": "since", "until": "till", "get": "obtain", "kept": "held",
    "made": "built", "gave": "handed", "whole": "entire", "near": "close to", "like": "such as",
}  # fmt: skip
_STRANGERS = ("Jasper Quill", "Odette Marlow", "Ruben Falk", "Ingrid Tolle")
_FEWEST_WORDS = 5  # of what is quoted
_FEWEST_BEFORE = 2  # before what is left out with a mark
_LIMITING = re.compile(
    r"\b(?:but|yet|although|though|unless|except|however|only|provided|as long as|if"
    r"|not|no|never)\b",
    re.IGNORECASE,
)
# What may narrow what stands behind it; sentences with it in front are no measure of fairness.
_NARROWING = re.compile(
    rf"{_LIMITING.pattern}|\b(?:some|few|most|many|several|part|half|one|two|three|until|while"
    r"|whether|that|may|might|could|would|likely|almost|nearly|seem\w*|appear\w*|claim\w*|said"
    rf"|in theory|according to|{_WEAKENING})\b",
    re.IGNORECASE,
)


class Misquotation(enum.Enum):
    """One way to quote a sentence unfairly; the value is the kind of warning that is right."""

    CUT_OFF = "truncated"
    CUT_BEFORE = "truncated before"
    COUNTED = "truncated before: quantity"
    WEAKENED = "truncated before: hedge"
    HIDDEN = "ellipsis_hides"
    HIDDEN_HEDGE = "ellipsis_hides: hedge"
    JOINED = "ellipsis_hides: what the rest belongs to"
    NEGATION = "turned: negation"
    NUMBER = "turned: number or date"
    OPPOSITE = "turned: opposite, quantity"
    SWAPPED = "swapped"
    STRANGER = "wrong_speaker: the author's words"
    SPEECH = "wrong_speaker: quoted words"


class Fair(enum.Enum):
    """One way to quote a sentence fairly."""

    WHOLE = "whole sentence"
    LIST = "cut in a list"
    LAST_ADJUNCT = "cut before a place or time"
    FIRST_ADJUNCT = "cut behind a place or time"
    OMITTED = "place or time left out with a mark"
    NEXT_CLAUSE = "cut before a clause that limits nothing"
    LINKING = "cut behind a linking word"
    CLAUSE_BEHIND = "cut behind a clause that limits nothing"
    WORDS_BEHIND = "cut behind words that limit nothing"
    ADVERB = "adverb left out with a mark"
    SYNONYM = "word changed for a like one"
    AUTHOR = "given to the author"
    SPEAKER = "quoted words, given to their speaker"


@dataclass(frozen=True, slots=True)
class QuotableSentence:
    """A sentence with what is known of who speaks it.

    Args:
        text: The sentence.
        author: Of its document, None where nobody is named.
        speech: Quoted words in it, "" where there are none.
        speaker: Who speaks them in the sentence, "" where it does not say.
    """

    text: str
    author: str | None = None
    speech: str = ""
    speaker: str = ""


def misquoted(kind: Misquotation, sentence: QuotableSentence, rng: random.Random) -> str | None:
    """Return the sentence quoted unfairly, None where it cannot be in that way."""
    return _UNFAIR[kind](sentence, rng)


def fairly_quoted(kind: Fair, sentence: QuotableSentence, rng: random.Random) -> str | None:
    """Return the sentence quoted fairly, None where it cannot be in that way."""
    return _FAIR[kind](sentence, rng)


def _long_enough(quotation: str) -> str | None:
    return quotation if len(quotation.split()) >= _FEWEST_WORDS else None


def _cut_off(sentence: QuotableSentence, rng: random.Random) -> str | None:
    cuts = [match.start() for match in _CUT.finditer(sentence.text)]
    return _long_enough(sentence.text[: cuts[0]]) if cuts else None


def _cut_before(sentence: QuotableSentence, rng: random.Random) -> str | None:
    patterns = (_OPENING.match, _VIEW.search, _DENIED.search)
    matches = [match for match in (find(sentence.text) for find in patterns) if match]
    if not matches or "not only" in sentence.text or "not just" in sentence.text:
        return None
    return _long_enough(sentence.text[rng.choice(matches).end() :])


def _counted(sentence: QuotableSentence, rng: random.Random) -> str | None:
    return _behind(_COUNTED.search(sentence.text), sentence.text)


def _weakened(sentence: QuotableSentence, rng: random.Random) -> str | None:
    return _behind(_WEAKENED.search(sentence.text), sentence.text)


def _behind(cut: "re.Match[str] | None", text: str) -> str | None:
    return _long_enough(text[cut.end() :]) if cut else None


def _hidden_hedge(sentence: QuotableSentence, rng: random.Random) -> str | None:
    return _left_out(_WEAKENED_WITHIN.search(sentence.text), sentence.text)


def _joined(sentence: QuotableSentence, rng: random.Random) -> str | None:
    return _left_out(_SECOND_PREDICATE.search(sentence.text), sentence.text)


def _left_out(hidden: "re.Match[str] | None", text: str) -> str | None:
    """Return a text with words left out with a mark, None where too few stand before them."""
    if hidden is None or len(text[: hidden.start()].split()) < _FEWEST_BEFORE:
        return None
    return f"{text[: hidden.start()]} … {text[hidden.end() :].strip()}"


def _hidden(sentence: QuotableSentence, rng: random.Random) -> str | None:
    cut = _CUT.search(sentence.text)
    if cut is None:
        return None
    rest = re.search(r"[,;] ", sentence.text[cut.end() :])
    if rest is None:
        return None
    before, behind = sentence.text[: cut.start()], sentence.text[cut.end() + rest.end() :]
    is_long = len(before.split()) > 3 and len(behind.split()) > 3
    return f"{before} … {behind}" if is_long else None


def _negation(sentence: QuotableSentence, rng: random.Random) -> str | None:
    removed = list(_NOT.finditer(sentence.text))
    if removed:
        place = rng.choice(removed)
        return sentence.text[: place.start()] + sentence.text[place.end() :]
    verbs = list(_AUXILIARY.finditer(sentence.text))
    return _put(sentence.text, rng.choice(verbs), lambda verb: f"{verb} not") if verbs else None


def _number(sentence: QuotableSentence, rng: random.Random) -> str | None:
    places = [
        *((match, _other_number) for match in _NUMBER.finditer(sentence.text)),
        *((match, _other_count) for match in _SPELT.finditer(sentence.text)),
        *((match, _other_month) for match in _DATE.finditer(sentence.text)),
    ]
    return _put(sentence.text, *rng.choice(places)) if places else None


def _other_number(number: str) -> str:
    return number[:-1] + ("3" if number[-1] != "3" else "7")


def _other_count(count: str) -> str:
    return "eleven" if count != "eleven" else "six"


def _other_month(month: str) -> str:
    return "March" if month != "March" else "July"


def _put(text: str, match: "re.Match[str]", put: Callable[[str], str]) -> str:
    return text[: match.start()] + put(match[0]) + text[match.end() :]


def _opposite(sentence: QuotableSentence, rng: random.Random) -> str | None:
    return _exchanged(sentence.text, _TURNED, rng)


def _exchanged(text: str, others: dict[str, str], rng: random.Random) -> str | None:
    words = [match for match in re.finditer(r"(?<= )[a-z]+\b", text) if match[0] in others]
    return _put(text, rng.choice(words), others.__getitem__) if words else None


def _swapped(sentence: QuotableSentence, rng: random.Random) -> str | None:
    text = sentence.text
    for one, two in _pairs(list(_NAME.finditer(text))):
        between = text[one.end() : two.start()]
        if one[0] != two[0] and not re.fullmatch(r",? (?:and|or) (?:the )?|, (?:the )?", between):
            return text[: one.start()] + two[0] + between + one[0] + text[two.end() :]
    return None


def _pairs(names: "list[re.Match[str]]") -> "Iterator[tuple[re.Match[str], re.Match[str]]]":
    for i, one in enumerate(names):
        for two in names[i + 1 :]:
            yield one, two


def _stranger(sentence: QuotableSentence, rng: random.Random) -> str | None:
    if sentence.author is None or re.search(r"[“”\"]", sentence.text):
        return None
    return _given(sentence.text, rng.choice(_STRANGERS), rng)


def _given(words: str, speaker: str, rng: random.Random) -> str:
    """Return words with their speaker."""
    forms = (f"{speaker} said: “{words}”", f"“{words}” – {speaker}", f"{speaker} wrote: “{words}”")
    return rng.choice(forms)


def _speech(sentence: QuotableSentence, rng: random.Random) -> str | None:
    if not sentence.speech or sentence.author is None or sentence.author == sentence.speaker:
        return None
    speaker = rng.choice([sentence.author, rng.choice(_STRANGERS)])
    return _given(sentence.speech, speaker, rng)


def _whole(sentence: QuotableSentence, rng: random.Random) -> str | None:
    return sentence.text


def _list(sentence: QuotableSentence, rng: random.Random) -> str | None:
    listed = _LISTED.search(sentence.text)
    if listed is None:
        return None
    return _long_enough(sentence.text[: sentence.text.rindex(" and ")].rstrip(","))


def _last_adjunct(sentence: QuotableSentence, rng: random.Random) -> str | None:
    adjunct = _LAST_ADJUNCT.search(sentence.text)
    return _long_enough(sentence.text[: adjunct.start()]) if adjunct else None


def _first_adjunct(sentence: QuotableSentence, rng: random.Random) -> str | None:
    adjunct = _FIRST_ADJUNCT.match(sentence.text)
    if adjunct is None or _LIMITING.search(adjunct[0]):
        return None
    return _long_enough(sentence.text[adjunct.end() :])


def _omitted(sentence: QuotableSentence, rng: random.Random) -> str | None:
    adjunct = _MIDDLE_ADJUNCT.search(sentence.text)
    if adjunct is None or len(sentence.text[: adjunct.start()].split()) < 4:
        return None
    return f"{sentence.text[: adjunct.start()]} … {sentence.text[adjunct.end() :].strip()}"


def _next_clause(sentence: QuotableSentence, rng: random.Random) -> str | None:
    clause = _AND.search(sentence.text)
    if clause is None or _LIMITING.search(sentence.text[clause.start() :]):
        return None
    return _long_enough(sentence.text[: clause.start()])


def _linking(sentence: QuotableSentence, rng: random.Random) -> str | None:
    return _behind(_LINKING.match(sentence.text), sentence.text)


def _clause_behind(sentence: QuotableSentence, rng: random.Random) -> str | None:
    return _fairly_behind(_CLAUSE_BEHIND.search(sentence.text), sentence.text)


def _words_behind(sentence: QuotableSentence, rng: random.Random) -> str | None:
    return _fairly_behind(_WORDS_BEHIND.search(sentence.text), sentence.text)


def _fairly_behind(cut: "re.Match[str] | None", text: str) -> str | None:
    """Return what goes on behind words that narrow nothing, None where they may."""
    is_fair = cut and not _NARROWING.search(text[: cut.end()]) and not _LIMITING.search(text)
    return _behind(cut, text) if is_fair else None


def _adverb(sentence: QuotableSentence, rng: random.Random) -> str | None:
    return _left_out(_ADVERB.search(sentence.text), sentence.text)


def _synonym(sentence: QuotableSentence, rng: random.Random) -> str | None:
    return _exchanged(sentence.text, _SMALL_CHANGES, rng)


def _author(sentence: QuotableSentence, rng: random.Random) -> str | None:
    if sentence.author is None or re.search(r"[“”\"]", sentence.text):
        return None
    return _given(sentence.text, sentence.author, rng)


def _speaker(sentence: QuotableSentence, rng: random.Random) -> str | None:
    if not sentence.speech or not sentence.speaker:
        return None
    return _given(sentence.speech, sentence.speaker, rng)


_UNFAIR: dict[Misquotation, Callable[[QuotableSentence, random.Random], str | None]] = {
    Misquotation.CUT_OFF: _cut_off,
    Misquotation.CUT_BEFORE: _cut_before,
    Misquotation.COUNTED: _counted,
    Misquotation.WEAKENED: _weakened,
    Misquotation.HIDDEN: _hidden,
    Misquotation.HIDDEN_HEDGE: _hidden_hedge,
    Misquotation.JOINED: _joined,
    Misquotation.NEGATION: _negation,
    Misquotation.NUMBER: _number,
    Misquotation.OPPOSITE: _opposite,
    Misquotation.SWAPPED: _swapped,
    Misquotation.STRANGER: _stranger,
    Misquotation.SPEECH: _speech,
}
_FAIR: dict[Fair, Callable[[QuotableSentence, random.Random], str | None]] = {
    Fair.WHOLE: _whole,
    Fair.LIST: _list,
    Fair.LAST_ADJUNCT: _last_adjunct,
    Fair.FIRST_ADJUNCT: _first_adjunct,
    Fair.OMITTED: _omitted,
    Fair.NEXT_CLAUSE: _next_clause,
    Fair.LINKING: _linking,
    Fair.CLAUSE_BEHIND: _clause_behind,
    Fair.WORDS_BEHIND: _words_behind,
    Fair.ADVERB: _adverb,
    Fair.SYNONYM: _synonym,
    Fair.AUTHOR: _author,
    Fair.SPEAKER: _speaker,
}
