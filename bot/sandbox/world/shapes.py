"""Which types a body's values have to have, with Discord's codes for those that have others.

A shape is a function that notes in a form where a value is not what it has to be. What a body
may hold by its types is checked before anything looks at it: whoever reads it later, be it the
limits, need not ask again. Codes: the errors that Discord's API v10 gives.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeAlias

from bot.sandbox.world.form import Form
from bot.sandbox.world.parsing import parse_id

Shape: TypeAlias = Callable[[Form, str, object], None]

_LARGEST = (1 << 64) - 1
_SHOWN = 40  # characters of a wrong value that its fault repeats


def check_shape(shape: Shape, value: object) -> None:
    """Pass where a value has a shape; otherwise an invalid form is raised."""
    form = Form()
    shape(form, "", value)
    form.check()


def text(form: Form, path: str, value: object) -> None:
    """Note what is no text."""
    if not isinstance(value, str):
        message = f'Could not interpret "{_shown(value)}" as string.'
        form.add(path, "STRING_TYPE_CONVERT", message)


def flag(form: Form, path: str, value: object) -> None:
    """Note what is neither true nor false."""
    if not isinstance(value, bool):
        form.add(path, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")


def whole(form: Form, path: str, value: object) -> None:
    """Note what is no whole number of 64 bits without a sign."""
    if not _is_whole(value):
        form.add(path, "NUMBER_TYPE_COERCE", f'Value "{_shown(value)}" is not int.')


def number(form: Form, path: str, value: object) -> None:
    """Note what is no number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        form.add(path, "NUMBER_TYPE_COERCE", f'Value "{_shown(value)}" is not float.')


def moment(form: Form, path: str, value: object) -> None:
    """Note what is no moment as ISO 8601 writes it."""
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        message = f'Could not parse "{_shown(value)}". Should be ISO8601.'
        form.add(path, "DATETIME_TYPE_INVALID", message)


def snowflake(form: Form, path: str, value: object) -> None:
    """Note what is no id, in digits or as a number."""
    if parse_id(value) is None and not _is_whole(value):
        form.add(path, "NUMBER_TYPE_COERCE", f'Value "{_shown(value)}" is not snowflake.')


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST


def _shown(value: object) -> str:
    return str(value)[:_SHOWN]


def anything(form: Form, path: str, value: object) -> None:
    """Note nothing."""


def among(values: Iterable[int]) -> Shape:
    """Return the shape of one of some whole numbers."""
    numbers = sorted(map(int, values))

    def shape(form: Form, path: str, value: object) -> None:
        if not _is_whole(value) or value not in numbers:
            form.add(path, "BASE_TYPE_CHOICES", f"Value must be one of {numbers}.")

    return shape


def up_to(most: int) -> Shape:
    """Return the shape of a whole number from 0 to `most`."""

    def shape(form: Form, path: str, value: object) -> None:
        whole(form, path, value)
        if isinstance(value, int) and value > most:
            message = f"int value should be less than or equal to {most}."
            form.add(path, "NUMBER_TYPE_MAX", message)

    return shape


def text_of(most: int) -> Shape:
    """Return the shape of a text of at most so many characters."""

    def shape(form: Form, path: str, value: object) -> None:
        text(form, path, value)
        form.at_most(path, value if isinstance(value, str) else None, most)

    return shape


def word_of(*words: str) -> Shape:
    """Return the shape of one of some words."""

    def shape(form: Form, path: str, value: object) -> None:
        if value not in words:
            form.add(path, "BASE_TYPE_CHOICES", f"Value must be one of {words}.")

    return shape


def address(most: int, *schemes: str) -> Shape:
    """Return the shape of an address of at most so many characters, by one of these schemes."""

    def shape(form: Form, path: str, value: object) -> None:
        text_of(most)(form, path, value)
        scheme, parted, behind = str(value).partition("://")
        if not parted or not behind:
            form.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        elif scheme.lower() not in schemes:
            message = f'Scheme "{_shown(scheme)}" is not supported. Must be one of {schemes}.'
            form.add(path, "URL_TYPE_INVALID_SCHEME", message)

    return shape


def either(first: Shape, second: Shape) -> Shape:
    """Return the shape of what has one of two."""

    def shape(form: Form, path: str, value: object) -> None:
        attempt = Form()
        first(attempt, path, value)
        if not attempt.is_clean:
            second(form, path, value)

    return shape


def list_of(entry: Shape) -> Shape:
    """Return the shape of a list whose entries have a shape."""

    def shape(form: Form, path: str, value: object) -> None:
        if not isinstance(value, list):
            form.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return
        for place, held in enumerate(value):
            entry(form, _within(path, str(place)), held)

    return shape


def pair_of(entry: Shape) -> Shape:
    """Return the shape of a list of two entries that have a shape."""
    entries = list_of(entry)

    def shape(form: Form, path: str, value: object) -> None:
        if isinstance(value, list) and len(value) != 2:
            form.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between 2 and 2 in length.")
        entries(form, path, value)

    return shape


def map_of(entry: Shape) -> Shape:
    """Return the shape of an object whose values, whatever their names, have a shape."""

    def shape(form: Form, path: str, value: object) -> None:
        if not isinstance(value, dict):
            form.add(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
            return
        for name, held in value.items():
            entry(form, _within(path, name), held)

    return shape


def record(fields: Mapping[str, Shape], *, needed: Iterable[str] = ()) -> Shape:
    """Return the shape of an object.

    Args:
        fields: By name, the shape of what it may hold; null is as good as nothing. Further names
            are let pass, since Discord ignores them.
        needed: Names of what it has to hold.
    """

    def shape(form: Form, path: str, value: object) -> None:
        if not isinstance(value, dict):
            form.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            return
        for name in needed:
            form.require(_within(path, name), value.get(name))
        for name, field in fields.items():
            if value.get(name) is not None:
                field(form, _within(path, name), value[name])

    return shape


def _within(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
