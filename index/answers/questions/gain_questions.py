"""Whether a question asks what somebody gains by something, and what is asked in its place.

There are many ways to ask it ("What's in it for the growers?", "What use is the mill to them?"),
and a reader takes some of them for another question: who has money, or whether it is needed. Asked
plainly, in four ways at once, it finds what was gained. The four name who gains and not from whom:
of whom else the text tells, the question itself knows.

Who gives or does something ("What does the mill do for the growers?") is asked plainly already.

After such a question a party alone asks the same of it: "And the miller?"
"""

import re
from dataclasses import dataclass

from index.answers.questions.follow_ups import asks_for_other_way
from index.language import (
    OBJECT_FORMS,
    PREPOSITIONS,
    QUESTION_WORDS,
    SUBJECT_FORMS,
    does,
    with_apostrophes,
)
from index.search import bare

# A word goes up to a space, not at any of its marks: that took the square of its length.
_ENTIRE = r"\S+(?!\S)"
_WORDS = rf"{_ENTIRE}(?:\s+{_ENTIRE}){{0,7}}?"  # what is named in a question, eight words at most
_CLAUSE = r"(?:do|to|it|with|be|is|are|was|were)"
_NAMED = rf"(?:(?!{_CLAUSE}\b)[^\s,?|]+(?![^\s,?|]))"  # a word of a party, of no clause about it
_WHO = rf"(?P<who>it|{_NAMED}(?:\s+{_NAMED}){{0,7}}?)"
# What somebody does ("by selling") belongs to the question, which is not asked without it.
_DEED = r"(?-i:(?:not )?(?!\w*thing\b)[a-z]*[aeiouy][a-z]*ing\b)"
_OTHER = rf"(?:(?!{_DEED}){_WORDS})"
_GIVER = rf"(?P<giver>(?!{_DEED}){_WORDS})"
_GIVER_KEPT = rf"(?P<kept>{_WORDS})"
_BE = r"(?:is|are|was|were|has been|have been)"
_DO = r"(?P<do>do|does|did|has|have|had|can|could|may|might|would|will)"
_GAIN = r"(?:(?:stand to )?gain(?:ed)?|profit(?:ed)?|benefit(?:t?ed)?)"
_GET = (
    r"(?:g[eo]t(?:ten)?|receive(?:d)?|have|had|draw|drawn|derive(?:d)?|w[io]n|earn(?:ed)?"
    r"|reap(?:ed)?|enjoy(?:ed)?)"
)
_GAINS = r"(?:benefit|advantage|reward|gain|upside|perk|pay-?off|profit)s?"
_WORTH = r"(?:points?|appeal|attractions?|use|worth)"
_USE = r"(?:good|use|value|help|benefit|advantage)"
_USEFUL = rf"(?:useful|valuable|helpful|beneficial|good|of {_USE})"
# "What do they get out of having the mill around?"
_KEEPING = (
    r"(?:from|by|out of|through) (?:backing|having|helping|hosting|keeping|protecting|sheltering"
    rf"|supporting) {_GIVER_KEPT}(?: (?:about|around|close|near(?:by)?))?"
)
_FROM = rf"(?:{_KEEPING}|(?:from|by|thanks to) {_GIVER}|(?:out of|through) {_OTHER})"
_ANY = r"(?:(?:anything|something|much)(?: (?:useful|good|valuable|worthwhile))?|at all)"
_HOW = r"(?:how|in (?:what|which) (?:ways?|respects?))"
# "The profits for the third quarter" are a sum, and nobody's gain.
_NO_TIME = r"(?!(?:[^\s?]+ ){0,2}(?:quarter|half|year|month|week|season|period|decade)s?\b)"
_FORMS = (
    rf"what(?:['’]s| {_BE}) in it for {_WHO}",
    rf"(?:of )?what {_USE} {_BE} {_GIVER} (?:to|for) {_WHO}",
    rf"{_HOW} {_BE} {_GIVER} {_USEFUL} (?:to|for) {_WHO}",
    rf"(?:what|which)(?:['’]s| {_BE}) the (?:{_GAINS}|{_WORTH})(?: (?:of|from|in) {_OTHER})?"
    rf" (?:to|for) {_NO_TIME}{_WHO}",
    rf"(?:what|which) {_GAINS} {_DO} {_WHO} (?:{_GAIN}|{_GET})(?: {_FROM})?",
    rf"{_HOW} {_DO} {_WHO} {_GAIN}(?: {_FROM})?",
    rf"what {_DO} {_WHO} have to show for {_OTHER}",
    rf"what {_DO} {_WHO} {_GAIN}(?: {_FROM})?",
    rf"what {_DO} {_WHO} {_GET} {_FROM}",
    rf"{_DO} {_WHO} {_GAIN}(?: {_ANY})?(?: {_FROM})?",
    rf"{_DO} {_WHO} {_GET} {_ANY} {_FROM}",
)
_OPENING = r"(?:(?:and|but|so|then|also|well|ok|okay),?\s+)*"
_ASKED = [re.compile(rf"{_OPENING}{form}\W*", re.IGNORECASE) for form in _FORMS]
_CARRIED_ON = re.compile(
    rf"(?:and|but|(?:and |but )?(?:what|how) about)(?: for)? {_WHO}(?: (?:from|by) {_OTHER})?\W*",
    re.IGNORECASE,
)
_NO_PARTIES = re.compile(  # what else is asked after a gain, in a word or two
    rf"(?:(?:{'|'.join(sorted(QUESTION_WORDS | PREPOSITIONS))})\b.*"
    r"|(?:(?:the|its|their|any|other) )*"
    r"(?:costs?|prices?|loss(?:es)?|risks?|down-?sides?|drawbacks?|disadvantages?|rest|others?"
    r"|today|now|then|later|else|both|money|example|results?|future))",
    re.IGNORECASE,
)
_ADVERBS = re.compile(r"\b(?:actually|really|still|even|ever|also|now|themselves|itself)\b", re.I)
_PASTS = re.compile(r"\b(?:did|was|were|had)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Gain:
    """What a question takes for granted that asks what somebody gains.

    Args:
        who: The party that gains, as subject.
        giver: From whom, empty where it does not say.
        verb: The form of "do" that it stands with, empty where there is none.
        is_past: Whether it is over.
    """

    who: str
    giver: str
    verb: str
    is_past: bool

    def questions(self) -> tuple[str, ...]:
        """Return what is asked of the party."""
        object_ = OBJECT_FORMS.get(self.who.casefold(), self.who)
        are, verb = ("were", "did") if self.is_past else ("are", self.verb or does(self.who))
        return (
            f"What {are} the benefits for {object_}?",
            f"How {verb} {self.who} benefit?",
            f"What advantages {verb} {self.who} have?",
            f"What's in it for {object_}?",
        )


def gain_questions(question: str, before: str = "") -> tuple[str, ...]:
    """Return what is asked in place of a question what somebody gains; nothing for any other.

    Args:
        question: The question.
        before: What it leans on, empty where it leans on nothing: then a pronoun says nobody.
    """
    gain = _gain(question)
    if before:
        is_named = gain is not None and _is_name(gain.who)
        gain = gain if is_named else _carried_on(question, before)
    return gain.questions() if gain else ()


def _gain(question: str) -> _Gain | None:
    """Return what a question takes for granted, None where it does not ask what is gained."""
    asked = with_apostrophes(bare(question))
    matches = (form.fullmatch(asked) for form in _ASKED)
    match = next((match for match in matches if match), None)
    who = _without_adverbs(match["who"]) if match else ""
    if match is None or not who:
        return None
    groups = match.groupdict()
    verb = {"do": "do", "have": "do", "does": "does"}.get((groups.get("do") or "").casefold(), "")
    giver = _without_adverbs(groups.get("giver") or groups.get("kept") or "")
    return _Gain(SUBJECT_FORMS.get(who.casefold(), who), giver, verb, bool(_PASTS.search(question)))


def _carried_on(question: str, before: str) -> _Gain | None:
    """Return what a question that names a party asks after one what another gains."""
    gain, match = _gain(before), _CARRIED_ON.fullmatch(bare(question))
    if gain is None:
        return None
    if asks_for_other_way(bare(question)):
        who = gain.giver if _is_name(gain.giver) else ""
    else:
        who = _without_adverbs(match["who"]) if match else ""
    if not who or _NO_PARTIES.fullmatch(who):
        return None
    return _Gain(SUBJECT_FORMS.get(who.casefold(), who), gain.who, "", gain.is_past)


def _is_name(party: str) -> bool:
    """Return whether a party is named, and not only pointed at."""
    return party.casefold() not in {*OBJECT_FORMS, *SUBJECT_FORMS, "it"}


def _without_adverbs(party: str) -> str:
    words = _ADVERBS.sub(" ", party).split()
    return " ".join(words).strip(" .!?")
