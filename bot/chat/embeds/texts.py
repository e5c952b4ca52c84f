"""Sentences to members that stand without an embed."""

from bot.chat.embeds.markdown import escape

APOLOGY = "Something went wrong on my side, and I have told the operator. Please ask again."
RESTARTING = "I am being restarted. Please ask again in a moment."
EXPIRED = "That document was changed since, so this button no longer leads anywhere. Ask again."
NOT_YOURS = "Only the person who asked, or a moderator, can delete this."
NO_BRIEF_NOW = "The documents say too little about this for a brief now."
NO_CLAIM = "There are no words in that message. Give me a claim, or an address such as `12`."
NO_QUOTATION = "I see no words to check. Paste a quotation, or open the menu on a message with one."


def nothing_asked(example: str) -> str:
    """Return the hint for a mention without a question."""
    return f"Ask me something about the documents, for example: *{escape(example)}*"


def too_long(length: int, limit: int) -> str:
    """Return the hint for a question over the bound."""
    return f"That is {length} characters long; please ask in at most {limit}."


def slow_down(wait_s: float) -> str:
    """Return the hint for a member who asks too fast."""
    return f"One moment, please: ask again in {max(1, round(wait_s))} s."
