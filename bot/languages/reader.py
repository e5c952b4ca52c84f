"""For whom something is said: one language for as long as one of Discord's events is answered.

It is a context variable, as the name of a request is: asyncio gives it to tasks and threads that
are begun meanwhile, so that what a worker thread renders has it, too. Outside of that, as in the
terminal and in the log, everything is English.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bot.languages.catalogues import languages

ENGLISH = "en"
_READER: ContextVar[str] = ContextVar("reader", default=ENGLISH)


def current_language() -> str:
    """Return the language of who reads what is said here, by its tag."""
    return _READER.get()


def language_for(*wanted: object) -> str:
    """Return the first language that there is, by its tag; English where there is none of them.

    Args:
        wanted: Languages as Discord and browsers name them, such as "de" or "fr-CA"; or None.

    Example:
        >>> language_for(None, "xx", "en-GB")
        'en'
    """
    bases = (str(tag).lower().replace("_", "-").split("-")[0] for tag in wanted if tag)
    return next((base for base in bases if base in {ENGLISH, *languages()}), ENGLISH)


def speak(language: str) -> None:
    """Have the present task, and what it begins from now on, say everything in a language."""
    _READER.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Have everything in the block said in a language.

    Yields:
        Nothing.
    """
    token = _READER.set(language)
    try:
        yield
    finally:
        _READER.reset(token)
