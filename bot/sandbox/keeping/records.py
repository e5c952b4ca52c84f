"""The world's values as JSON, and back, by the types that their fields declare."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from bot.sandbox.world import Json, StoredFile

T = TypeVar("T")


def record_of(value: object) -> Any:  # noqa: ANN401  any value of JSON
    """Return a value as JSON has it; a file stands as its id."""
    if isinstance(value, StoredFile):
        return value.id
    if is_dataclass(value):
        return {one.name: record_of(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(map(record_of, value))
    if isinstance(value, tuple):
        return list(map(record_of, value))
    return value


def value_of(kind: type[T], record: Json, files: Mapping[int, StoredFile]) -> T:
    """Return the value that a record is of.

    Args:
        kind: The dataclass that it is.
        record: As `record_of` makes one.
        files: Those that are there, by their ids; another is left out.

    Raises:
        KeyError: A field is missing.
        TypeError: A value is of another type.
        ValueError: It cannot be.
    """
    hints = get_type_hints(kind)
    names = [one.name for one in fields(kind)]  # type: ignore[arg-type]  # it is a dataclass
    return kind(**{name: _value(hints[name], record[name], files) for name in names})


def _value(kind: Any, record: Any, files: Mapping[int, StoredFile]) -> Any:  # noqa: ANN401  any
    """Return a value of a field."""
    inner = get_args(kind)
    match get_origin(kind):
        case origin if origin is UnionType:
            return _optional(inner, record, files)
        case origin if origin is tuple:
            return _tuple(inner, record, files)
        case origin if origin is frozenset:
            return frozenset(_value(inner[0], one, files) for one in record)
    return _single(kind, record, files)


def _single(kind: Any, record: Any, files: Mapping[int, StoredFile]) -> Any:  # noqa: ANN401  any
    """Return a value that holds no others by its kind: a dataclass, an enum, or what JSON has."""
    if is_dataclass(kind):
        return value_of(kind, record, files)  # type: ignore[arg-type]  # it is a class
    is_enum = isinstance(kind, type) and issubclass(kind, Enum)
    return kind(record) if is_enum else record


def _optional(kinds: tuple[Any, ...], record: Any, files: Mapping[int, StoredFile]) -> Any:  # noqa: ANN401  any
    """Return a value of one of several kinds: None, or of the one kind beside, or what JSON has."""
    known = [one for one in kinds if one is not NoneType]
    if record is None or len(known) > 1:
        return record
    return _value(known[0], record, files)


def _tuple(inner: tuple[Any, ...], record: list[Any], files: Mapping[int, StoredFile]) -> Any:  # noqa: ANN401  any
    """Return a tuple of however many of one kind, or of one of each kind."""
    if inner[0] is StoredFile:
        return tuple(files[one] for one in record if one in files)
    if inner[-1] is Ellipsis:
        return tuple(_value(inner[0], one, files) for one in record)
    return tuple(_value(kind, one, files) for kind, one in zip(inner, record, strict=True))
