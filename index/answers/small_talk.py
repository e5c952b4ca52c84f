"""Is this a question about the documents at all? Greetings, thanks and talk to the bot are not."""

import re

from index.language import SMALL_TALK

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


def is_chatter(text: str) -> bool:
    """Return whether `text` is small talk or a word to the bot, not to the documents."""
    words = [word.lower() for word in _WORD.findall(text)]
    return all(word in SMALL_TALK for word in words) or bool(_TO_THE_BOT.match(text))
