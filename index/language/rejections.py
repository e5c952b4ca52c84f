"""Sentences that say of the one before them that it is not so; English."""

import re

from index.language.english import any_of

# What somebody holds or tells, in a word.
_VIEWS = (
    "view views claim claims idea ideas belief beliefs opinion opinions theory theories story "
    "stories tale tales legend legends rumour rumours rumor rumors report reports notion notions "
    "assumption assumptions explanation explanations accusation accusations charge charges "
    "allegation allegations suggestion suggestions argument arguments impression impressions "
    "account accounts version versions statement statements conclusion conclusions criticism"
).split()
_FALSE = (
    "untrue false wrong mistaken incorrect inaccurate nonsense rubbish unfounded baseless "
    "groundless myth myths lie lies fallacy misconception misunderstanding fabrication hoax "
    "disproved disproven refuted debunked discredited"
).split()
_BEFORE = (  # what a sentence may open with before what it speaks of
    r"\W*(?:(?:but|and|yet|so|still|however|though|of course|in (?:fact|truth|reality)|actually|"
    r"unfortunately|alas),?\s+)*"
)
_NAMED_VIEW = rf"(?:[\w’'-]+ )?(?:{any_of(_VIEWS)})"
_THAT = (
    r"(?:(?:all|both|much|most|some|part) (?:of )?)?"
    rf"(?:this|that|it|these|those|them|they|both|he|she"
    rf"|(?:this|that|these|those|the|such|both) {_NAMED_VIEW})"
)
_NOTHING_OF_IT = (
    rf"(?:neither|none|nothing|not one|not a word|no {_NAMED_VIEW})"
    rf"(?: of (?:this|that|it|these|those|them|the (?:two|three)|(?:these|those) {_NAMED_VIEW})"
    rf"| {_NAMED_VIEW})?"
)
_ASIDE = r"(?:, [a-z]+(?: [a-z]+)?,)?"  # "This, of course, is untrue."
_BE = rf"{_ASIDE}(?:\s+(?:is|was|are|were)|[’']s|[’']re)"
_TURNED_OUT = (
    rf"(?:{_BE}(?: \w+ly| later| since| soon| now)*(?: (?:shown|proved|proven|found)(?: to be)?)?"
    rf"|{_ASIDE}\s+(?:has|have) (?:\w+ )?been(?: (?:shown|proved|proven|found) to be)?"
    r"|\s+(?:later |soon )?(?:proved|turned out)(?: to be)?)"
)
_TRUE = r"(?:true|so|right|correct|accurate|the case)"
# Behind a judgement that is not on something else ("wrong to leave", "a false name").
_ENDS = (
    r"(?=\W*$|[.,;:!?–—)]|\s+(?:and|or|but|because|since|as|for|though|although|too|either|"
    r"altogether|today|in (?:both|every|all|most|any|either)\b))"
)
_NO_DENIAL = r"(?:(?!(?:not|never|no|nor)\b|\w+n[’']t\b)[\w’'-]+,? ){0,6}?"
_IS_FALSE = rf"(?:{any_of(_FALSE)}|far from (?:it|true|the truth))"
_REJECTS = re.compile(
    rf"{_BEFORE}(?:"
    rf"{_THAT}{_TURNED_OUT},? {_NO_DENIAL}{_IS_FALSE}{_ENDS}"
    rf"|{_THAT}{_BE}(?:(?: \w+ly)? not|n[’']t)(?: \w+ly| at all| quite| even)? {_TRUE}{_ENDS}"
    rf"|{_NOTHING_OF_IT}{_BE}(?: \w+ly| quite)? {_TRUE}{_ENDS}"
    r"|(?:the (?:opposite|contrary|reverse) is (?:true|the case)|not (?:so|true)|wrong|far from it"
    rf"|(?:nonsense|rubbish)){_ENDS}"
    r"|nothing (?:of the (?:kind|sort)|could be (?:further|farther) from the truth)\b"
    r"|there (?:is|was) (?:no|not a shred of|not a word of) (?:evidence|truth|basis|foundation) "
    rf"(?:for|in|to|of) (?:this|that|it|either|any of this){_ENDS}"
    r")",
    re.IGNORECASE,
)


def rejects(sentence: str) -> bool:
    """Return whether a sentence says of the one before it that it is not so: "This is a myth."."""
    return bool(_REJECTS.match(sentence))
