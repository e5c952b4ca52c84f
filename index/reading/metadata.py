"""The metadata file beside a document, and the front matter inside of one."""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from index.errors import MetadataError, YamlError
from index.fault_reasons import FaultKind, FaultReason
from index.reading.bounded_yaml import compose_yaml, plain_value, read_yaml
from index.types import Metadata, Name

SUFFIXES = (".yaml", ".yml")

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DATE_TIME = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ].*)?$")
_LOOSE_NAMES = {"date": "issued", "lang": "language", "url": "URL", "authors": "author"}
_TEXTS = {
    "title": "title",
    "type": "type",
    "container-title": "container_title",
    "URL": "url",
    "rights": "rights",
    "language": "language",
}
# The fields that are read, as CSL-JSON 1.0.2 names them (`rights` is Zotero's addition).
METADATA_FIELDS = (*_TEXTS, "author", "issued")
_MOST_FAULTS = 12  # of a file that are named

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a metadata file says, by the fields of `Metadata`; only what it says."""

    texts: Mapping[str, str]
    author: tuple[Name, ...] | None = None
    issued: tuple[int, ...] | None = None

    def over(self, derived: Metadata) -> Metadata:
        """Return `derived` with everything that is stated put in its place."""
        stated = set(self.texts)
        changes: dict[str, tuple[Name, ...] | tuple[int, ...]] = {}
        if self.author is not None:
            changes["author"] = self.author
        if self.issued is not None:
            changes["issued"] = self.issued
        left = derived.derived - stated - set(changes)
        merged = replace(derived, derived=left, **self.texts)  # type: ignore[arg-type]
        return replace(merged, **changes)  # type: ignore[arg-type]


def read_metadata(path: Path) -> Stated:
    """Return what a metadata file states.

    Raises:
        MetadataError: The file is not YAML, or a field is unknown or malformed; all faults of a
            file are named.
    """
    fields = _fields(path)
    faults = [
        FaultKind.UNKNOWN_FIELD.of(field=repr(key), known=", ".join(METADATA_FIELDS))
        for key in fields
        if key not in METADATA_FIELDS
    ]
    texts: dict[str, str] = {}
    for key, name in _TEXTS.items():
        value = fields.get(key)
        if isinstance(value, str | int | float) and str(value).strip():
            texts[name] = " ".join(str(value).split())
        elif value is not None:
            faults.append(FaultKind.NO_WORDS.of(field=key))
    author = _checked(_author, fields.get("author"), faults)
    issued = _checked(_issued, fields.get("issued"), faults)
    if faults:
        raise MetadataError(FaultKind.METADATA.of(name=path.name, faults=_all_of(faults)))
    return Stated(texts, author, issued)


def _all_of(faults: Sequence[FaultReason]) -> FaultReason:
    """Return the faults of a file as one reason."""
    first, *others = faults[:_MOST_FAULTS]
    return FaultKind.SEVERAL.of(first=first, others=_all_of(others)) if others else first


def _checked(
    read: Callable[[object], _T | None], value: object, faults: list[FaultReason]
) -> _T | None:
    """Return what `read` makes of a field; where it cannot, say so among the faults."""
    try:
        return read(value)
    except MetadataError as error:
        faults.append(error.reason)
        return None


def _fields(path: Path) -> Mapping[str, object]:
    """Return the top level of a YAML file.

    Raises:
        MetadataError: The file cannot be read or is no mapping.
    """
    try:
        loaded = plain_value(read_yaml(path), path.name)
    except YamlError as error:
        raise MetadataError(FaultKind.NO_YAML.of(told=str(error))) from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise MetadataError(FaultKind.NO_FIELDS.of(name=path.name))
    return loaded


def _author(value: object) -> tuple[Name, ...] | None:
    """Return the names that a field states, None where it is absent.

    Raises:
        MetadataError: The field is neither a name nor a list of names.
    """
    if value is None:
        return None
    names = value if isinstance(value, list) else [value]
    return tuple(_name(name) for name in names)


def _name(value: object) -> Name:
    """Return one name: {family, given}, {literal}, or a plain text.

    Raises:
        MetadataError: It is none of these.
    """
    if isinstance(value, str) and value.strip():
        return Name(literal=" ".join(value.split()))
    if isinstance(value, dict) and value and set(value) <= {"family", "given", "literal"}:
        parts = {str(key): " ".join(str(part).split()) for key, part in value.items() if part}
        if parts.get("literal") or parts.get("family"):
            return Name(**parts)
    raise MetadataError(FaultKind.NO_NAMES.of(field="author"))


def _issued(value: object) -> tuple[int, ...] | None:
    """Return year, month and day as far as a field states them, None where it is absent.

    Raises:
        MetadataError: The field is no date.
    """
    if value is None:
        return None
    # YAML reads 2018-09-11 as a date and 2018 as a number.
    match = _DATE.fullmatch(value.isoformat() if isinstance(value, datetime.date) else str(value))
    parts = tuple(int(part) for part in match.groups() if part) if match else ()
    try:
        datetime.date(*(*parts, 1, 1)[:3])
    except (TypeError, ValueError) as error:
        raise MetadataError(FaultKind.NO_DATE.of(field="issued")) from error
    return parts


def loosely_stated(text: str) -> Stated:
    """Return what a document's front matter states, whatever cannot be understood left out."""
    try:
        loaded = plain_value(compose_yaml(text, "the front matter"), "the front matter")
    except YamlError:
        return Stated({})
    fields = loaded if isinstance(loaded, dict) else {}
    fields = {_LOOSE_NAMES.get(key.lower(), key): value for key, value in fields.items()}
    texts = {}
    for key, name in _TEXTS.items():
        value = fields.get(key)
        if isinstance(value, str) and value.strip():
            texts[name] = " ".join(value.split())
    author = _checked(_author, fields.get("author"), [])
    return Stated(texts, author, date_parts(str(fields.get("issued") or "")) or None)


def date_parts(text: str) -> tuple[int, ...]:
    """Return year, month and day of an ISO date or time as far as stated, empty if it is none."""
    match = _DATE_TIME.match(text.strip())
    try:
        return _issued(match[1]) or () if match else ()
    except MetadataError:
        return ()
