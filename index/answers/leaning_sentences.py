"""Whether a sentence says enough by itself, or needs what stands before or behind it; English."""

import re

from index.answers.introductions import OFTEN, REPLIES
from index.language import (
    AUXILIARIES,
    LINKING_OPENINGS,
    OPENING_PRONOUNS,
    announces,
    any_of,
    place_in_count,
    rejects,
)
from index.types import Quote, Span

_TELLING = 50  # characters of a sentence that does more than announce what comes
_BARE_REPLY = re.compile(
    rf"\W*(?:(?:so|and|but|well|then),?\s+)?(?:(?:{REPLIES})\b[^.!?]{{0,20}}|{OFTEN})[.!?]*",
    re.IGNORECASE,
)
_HELPING = any_of(AUXILIARIES)
# "And the growers certainly do.", "Neither did the miller.": what is done stands in the one before.
_LEFT_OUT = re.compile(
    rf"\W*(?:(?:and|but|so|yet|nor|neither)\b.{{1,60}}\b(?:{_HELPING})(?: not|n[’']t)?"
    rf"|(?:and |but )?(?:so|neither|nor) (?:{_HELPING})\b.{{1,40}}"
    rf"|(?:[\w’'-]+ ){{1,4}}?(?:{_HELPING})(?: not|n[’']t)?)\W*",
    re.IGNORECASE,
)
_OPENS_UP = re.compile(r":[\"”’')\]*\s]*$")  # "As the miller said:"
# Words that point back: a sentence which opens with one is not understood without its neighbour.
_POINTS_BACK = re.compile(
    rf"^\W*({any_of(LINKING_OPENINGS)}|{any_of(OPENING_PRONOUNS)}|"
    r"but|yet|hence|rather|conversely|likewise|otherwise|accordingly|besides|then|so|"
    r"the (former|latter|same)|in (turn|other words|this case)|for (its part|this reason)|"
    r"once again|at the same time)\b",
    re.IGNORECASE,
)
# Adverbs of a whole sentence, and what stands for one: "Partly this was so", "In part they did".
_ADVERBS = (
    *(
        "actually again apparently basically certainly clearly currently effectively essentially "
        "eventually evidently finally firstly fortunately generally historically initially "
        "ironically largely lastly luckily mainly maybe mostly naturally normally obviously "
        "occasionally often originally partly perhaps possibly practically presumably probably "
        "really sadly secondly significantly sometimes surely surprisingly technically thirdly "
        "traditionally typically ultimately unfortunately unsurprisingly usually"
    ).split(),
    *("at best", "at first", "in fact", "in part", "in practice", "in short", "of course"),
)
_POINTS_BACK_BEHIND = re.compile(
    rf"^\W*(?:{any_of(_ADVERBS)}),? (?:he|she|it|they|this|these)\b", re.IGNORECASE
)


def is_elliptical(sentence: str) -> bool:
    """Return whether a sentence leaves out what the one before it says: "They certainly do."."""
    return bool(_LEFT_OUT.fullmatch(sentence))


def points_back(sentence: str) -> bool:
    """Return whether a sentence is not understood without the one before it."""
    opens_with_it = bool(_POINTS_BACK.match(sentence))
    return opens_with_it or is_elliptical(sentence) or rejects(sentence)


def leans(sentence: str) -> bool:
    """Return whether a sentence points back, be it behind an adverb: "In part this was luck."."""
    return points_back(sentence) or bool(_POINTS_BACK_BEHIND.match(sentence))


def stands_alone(sentence: str) -> bool:
    """Return whether a sentence tells something by itself: no question, and it points nowhere."""
    text = sentence.rstrip()
    return len(text) >= _TELLING and not text.endswith("?") and not points_back(text)


def leads_on(sentence: str) -> bool:
    """Return whether a sentence tells little before the one behind it: a reply, an announcement."""
    return replies(sentence) or announces(sentence) or opens_up(sentence)


def replies(sentence: str) -> bool:
    """Return whether a sentence is a bare reply: "Yes.", "Probably not.", "It depends."."""
    return bool(_BARE_REPLY.fullmatch(sentence))


def opens_up(sentence: str) -> bool:
    """Return whether a sentence ends in a colon, so that what it announces stands behind it."""
    return bool(_OPENS_UP.search(sentence))


def telling_span(quote: Quote) -> Span:
    """Return what of a quote tells enough where it is shown in short: what answers, as a rule.

    With what says that it is not so, and what it is counted with; all of the quote where the words
    that answer say nothing without those before them.
    """
    answering = quote.highlight
    if answering is None or is_elliptical(quote.leading_words) or rejects(quote.leading_words):
        return quote.span
    behind = quote.document.text[answering.end : quote.end]
    goes_with_it = rejects(behind) or place_in_count(behind) is not None
    return Span(answering.start, quote.end if goes_with_it else answering.end)
