"""What a server's library does not take, and why, for who brings it."""

from bot.languages import Sentence
from index import BriefingError


class NotTakenError(BriefingError):
    """Something is not taken.

    A worker notes why, in a process that knows no reader; it is said to whoever reads it later.
    """

    def __init__(self, why: Sentence) -> None:
        """Keep the reason, which is the message in the reader's language."""
        super().__init__(why)
        self.why = why


class NotShelvedError(NotTakenError):
    """A document that a server's library does not take."""


class LibraryArchiveError(NotTakenError):
    """An archive that is none of a library, or damaged."""
