"""What a member reads instead of an answer: what to ask, at what length, and when."""

from math import ceil

from bot.chat.embeds.markdown import escape
from bot.languages import Sentence, say, say_count

NO_CLAIM = Sentence("Give me a claim, or an address such as `12`.")
NO_WORDS_THERE = Sentence("There are no words in that message.")
NO_QUOTATION = Sentence(
    "I see no words to check. Paste a quotation, or open the menu on a message with one."
)
_MINUTE_S = 60


def nothing_asked(example: str) -> str:
    """Return the hint for a mention without a question."""
    return say(
        "Ask me something about the documents, for example: {example}",
        example=f"*{escape(example)}*",
    )


def too_long(length: int, limit: int) -> str:
    """Return the hint for a question over the bound."""
    return say(
        "That is {length} characters long; please ask in at most {limit}.",
        length=str(length),
        limit=str(limit),
    )


def too_long_there(length: int, limit: int) -> str:
    """Return the hint for a message over the bound that a menu was opened on."""
    return say(
        "That message is {length} characters long, and I take at most {limit} at once. Ask about "
        "a part of it with `/ask` or `/cite`.",
        length=str(length),
        limit=str(limit),
    )


def slow_down(wait_s: float) -> str:
    """Return the hint for a member who asks too fast: when they may ask again, never too early."""
    if wait_s <= _MINUTE_S:
        seconds = ceil(wait_s)
        return say("One moment, please: ask again in {seconds} s.", seconds=seconds)
    return say_count(
        "Please ask again in {count} minute.",
        "Please ask again in {count} minutes.",
        ceil(wait_s / _MINUTE_S),
    )


def slow_down_once(wait_s: float) -> str:
    """Return the same hint for a member who is not told again until then, on one line."""
    return f"{slow_down(wait_s)} {say('What else you ask until then I leave unanswered.')}"
