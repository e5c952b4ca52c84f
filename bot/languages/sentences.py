"""What is said, in the language of who reads it.

The English stands in the code, as the argument of one of these functions, and is what catalogues
go by: `python -m bot.lab.catalogues` finds it there. So it is a text as it stands, never an
f-string, and what varies has a name in braces.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, Union

from bot.languages.catalogues import languages, translations
from bot.languages.formats import decimal, number
from bot.languages.reader import ENGLISH, current_language, speaking

SentenceValue: TypeAlias = Union[str, int, float, "Sentence"]
"""What may stand in a sentence that is kept."""

_SAY = "say"
_BEGIN = f'{{"{_SAY}": '  # of a sentence with values that was kept


def marked(source: str) -> str:
    """Return a text as it is, which catalogues have for who gives it to `say` later."""
    return source


def say(source: str, /, **values: object) -> str:
    """Return a sentence in the reader's language.

    Args:
        source: It in English, with names in braces for what varies.
        values: What stands for these names; numbers are written as the language does it, those
            that may be broken with one digit behind the point.

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
    """A sentence that is said later: as a text it is in the language of who reads it then.

    Example:
        >>> sentence = Sentence("{count} of {all}", count=1_200, all="many")
        >>> str(sentence), Sentence.of_kept(sentence.kept) == sentence
        ('1,200 of many', True)
    """

    __slots__ = ("_source", "_values")

    def __init__(self, source: str, /, **values: SentenceValue) -> None:
        """Keep what is said.

        Args:
            source: It in English, as `say` takes it.
            values: What stands for the names in braces.
        """
        self._source = source
        self._values = values

    def __str__(self) -> str:
        """Return it as whoever reads this is told."""
        return say(self._source, **self._values)

    def __repr__(self) -> str:
        """Return it in English, with what it is."""
        with speaking(ENGLISH):
            return f"Sentence({str(self)!r})"

    def __bool__(self) -> bool:
        """Return whether anything is said."""
        return bool(self._source)

    def __eq__(self, other: object) -> bool:
        """Return whether the other says the same."""
        return isinstance(other, Sentence) and self.kept == other.kept

    def __hash__(self) -> int:
        """Return the same for sentences that say the same."""
        return hash(self.kept)

    @property
    def kept(self) -> str:
        """It as a text in no reader's language, from which `of_kept` makes it again."""
        if not self._values:
            return self._source
        return json.dumps(self._record(), ensure_ascii=False)

    @classmethod
    def of_kept(cls, text: str) -> "Sentence":
        """Return the sentence that was kept; of another text, that without anything that varies."""
        return cls._of_record(json.loads(text)) if text.startswith(_BEGIN) else cls(text)

    def with_values(self, **values: SentenceValue) -> "Sentence":
        """Return the same sentence with other values for some of the names in braces.

        Args:
            values: Those.

        Example:
            >>> str(Sentence("{name} is empty", name="a-b.txt").with_values(name="a_b.txt"))
            'a_b.txt is empty'
        """
        return Sentence(self._source, **{**self._values, **values})

    def _record(self) -> dict[str, object]:
        values = {
            name: value._record() if isinstance(value, Sentence) else value
            for name, value in sorted(self._values.items())
        }
        return {_SAY: self._source, "with": values}

    @classmethod
    def _of_record(cls, record: Mapping[str, Any]) -> "Sentence":
        values = {
            name: cls._of_record(value) if isinstance(value, dict) else value
            for name, value in record["with"].items()
        }
        return cls(record[_SAY], **values)


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
    return form.format(**{name: _written(value) for name, value in values.items()})


def _written(value: object) -> object:
    """Return what stands in a sentence, numbers as the reader's language has them."""
    if isinstance(value, float):
        return decimal(value, 1)
    return number(value) if type(value) is int else value
