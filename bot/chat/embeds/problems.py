"""What a member may read of an error: no path, no token, no stack."""

from bot.chat.embeds.texts import NOTHING_HERE, RESTARTING, reported
from bot.languages import Sentence
from bot.library import DatabaseAwayError, LeavingError, LineFullError, NothingToAskError
from index import (
    AddressError,
    BriefingError,
    CollectionError,
    QuoteMismatchError,
    SettingsError,
    SourceError,
)

_TEXTS: dict[type, Sentence] = {
    BriefingError: Sentence(
        "Something went wrong on my side. The operator can see why in the log."
    ),
    SettingsError: Sentence("I am not configured correctly. Please tell the operator."),
    SourceError: Sentence("I could not read that document."),
    CollectionError: Sentence("My documents are being prepared. Please try again in a minute."),
    DatabaseAwayError: Sentence(
        "What servers have brought cannot be reached just now. Please try again in a minute."
    ),
    QuoteMismatchError: Sentence(
        "I found a passage but could not verify its wording, so I will not quote it."
    ),
    LeavingError: RESTARTING,
    LineFullError: Sentence(
        "So many questions of this server are waiting that yours would take minutes. Please ask "
        "it again in a while."
    ),
    NothingToAskError: NOTHING_HERE,
    AddressError: Sentence(
        "I have no paragraph with that address. `/sources` lists the documents."
    ),
}  # an error that is not named here is told as the class that it is a kind of


# Nothing to report.
_EXPECTED = frozenset({LeavingError, LineFullError, NothingToAskError, AddressError})


def problem_sentence(error: BriefingError) -> Sentence:
    """Return what to tell a member of an error, to be said later."""
    return _TEXTS[_kind_of(error)]


def problem_text(error: BriefingError, request: str = "") -> str:
    """Return what to tell a member of an error.

    Args:
        error: What went wrong.
        request: By which the operator finds it in the log; "" where that is not to be said.
    """
    kind, text = _kind_of(error), str(problem_sentence(error))
    return reported(text, request) if request and kind not in _EXPECTED else text


def _kind_of(error: BriefingError) -> type:
    """Return the class that an error is told as."""
    return next(kind for kind in type(error).__mro__ if kind in _TEXTS)
