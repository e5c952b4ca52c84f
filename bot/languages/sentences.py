"""What is said, in the language of who reads it.

The English stands in the code, as the argument of one of these functions, and is what catalogues
go by: `python -m bot.lab.catalogues` finds it there. So it is a text as it stands, never an
f-string, and what varies has a name in braces.
"""

from collections.abc import Callable

from bot.languages.catalogues import languages, translations
from bot.languages.formats import number
from bot.languages.reader import ENGLISH, current_language, speaking


def marked(source: str) -> str:
    """Return a text as it is, which catalogues have for who gives it to `say` later."""
    return source


def say(source: str, /, **values: object) -> str:
    """Return a sentence in the reader's language.

    Args:
        source: It in English, with names in braces for what varies.
        values: What stands for these names; whole numbers are written as the language does it.

    Example:
        >>> say("{count} of {all}", count=1_200, all="many")
        '1,200 of many'
    """
    form = translations(current_language()).gettext(source) if source else ""  # "" is the header
    return _filled(form, values)


def say_count(one: str, many: str, count: int, /, **values: object) -> str:
    """Return a sentence about a number of something in the reader's language.

    Args:
        one: It in English of one, with `{count}` for the number unless that is a word.
        many: It in English of any other number.
        count: How many.
        values: As for `say`.

    Example:
        >>> say_count("{count} file", "{count} files", 12_000)
        '12,000 files'
    """
    form = translations(current_language()).ngettext(one, many, count)
    return _filled(form, {"count": count, **values})


class Sentence:
    """A sentence without anything that varies: as a text it is in the reader's language."""

    __slots__ = ("_source",)

    def __init__(self, source: str) -> None:
        """Keep what is said, in English."""
        self._source = source

    def __str__(self) -> str:
        """Return it as whoever reads this is told."""
        return say(self._source)


def in_every_language(words: Callable[[], object]) -> tuple[str, ...]:
    """Return what is said in each language: so that it is known again, whoever it was said to.

    Args:
        words: Says it.
    """
    said = []
    for language in (ENGLISH, *languages()):
        with speaking(language):
            said.append(str(words()))
    return tuple(said)


def _filled(form: str, values: dict[str, object]) -> str:
    """Return a text with values in the place of their names."""
    if not values:
        return form
    written = {name: number(v) if type(v) is int else v for name, v in values.items()}
    return form.format(**written)
