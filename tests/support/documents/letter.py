"""A letter that one role of a server may see, and who may and may not."""

from bot.library import Readership

SERVER, CHANNEL, ROLE = 5, 6, 7
LETTER = "The ferry to Wend was sunk by Captain Brennick in 1630 for a wager of ten florins."
QUESTION = "Who sank the ferry to Wend?"
MEMBER = Readership(SERVER, frozenset({CHANNEL}))
OFFICER = Readership(SERVER, frozenset({CHANNEL}), frozenset({ROLE}))
