"""What kind of message this is: small talk, a wish for an overview, or else a question.

Small talk are greetings, thanks and words to the bot. A wish for an overview is a question about
no subject but the documents as a whole: "What is this about?", "Sum it up".
"""

import re

from index.language import SMALL_TALK
from index.search import bare

_WORD = re.compile(r"[\w’']+")
_TO_THE_BOT = re.compile(
    r"^\W*(so\W+|and\W+|hey\W+|hi\W+|hello\W+)?("
    r"(who|what|how|where|when|why) (the \w+ )?(are|r|were|is|do|can|did|will|could|would|made) "
    r"(you|u|your (name|creator|maker|purpose|job))\b.{0,30}"
    r"|(are|r|were) (you|u) \w+( \w+){0,3}"
    r"|(do|can|could|will|would) (you|u) "
    r"(speak|talk|hear|think|feel|sleep|dance|sing|joke|help)\b.{0,20}"
    r"|(i )?(love|like|hate|miss) (you|u)\b.{0,10}"
    r"|(tell|sing|write|make|draw|give) me (a|an|some) "
    r"(joke|song|poem|story|picture|drawing|limerick|haiku)\b.{0,40}"
    r")\W*$",
    re.IGNORECASE,
)
_TEXT = (
    r"(?:(?:this|that|it|all this|everything|these|those|the|your)(?: whole)?"
    r"(?: (?:text|article|essay|document|documents|doc|docs|paper|papers|report|reports|piece|book|"
    r"file|files|source|sources|library|collection|author))?)"
)
_GIST = (
    r"(?:(?:main|key|central|core|overall|basic) )?"
    r"(?:points?|arguments?|ideas?|messages?|takeaways?|thesis|claims?|conclusions?|gist|summary)"
)
_CAN_YOU = r"(?:(?:can|could|would|will) (?:you|u) )?(?:please )?"
_OVERVIEW = re.compile(
    rf"^(?:what(?:'s|’s| is| are| do| does) {_TEXT} (?:all )?(?:about|saying|say|argue|arguing)"
    rf"|what(?:'s|’s| is| are) (?:the|its|their) {_GIST}(?: (?:of|in|here)(?: {_TEXT})?)?"
    rf"|{_CAN_YOU}(?:summari[sz]e|sum up|recap|outline)(?: {_TEXT})?(?: for (?:me|us))?"
    rf"|{_CAN_YOU}sum {_TEXT} up(?: for (?:me|us))?"
    rf"|{_CAN_YOU}(?:(?:give|write|show|make) (?:me |us )?)?(?:a |an |the )?"
    rf"(?:(?:short|brief|quick) )?(?:summary|overview|outline|gist|recap|tl;?\s?dr)(?: of {_TEXT})?"
    r")\W*$",
    re.IGNORECASE,
)


def is_small_talk(text: str) -> bool:
    """Return whether `text` is small talk or a word to the bot, not to the documents."""
    words = [word.lower() for word in _WORD.findall(text)]
    return all(word in SMALL_TALK for word in words) or bool(_TO_THE_BOT.match(text))


def asks_for_overview(question: str) -> bool:
    """Return whether a question is about no subject but the documents as a whole."""
    return bool(_OVERVIEW.match(bare(question).strip(' *_`"“”')))
