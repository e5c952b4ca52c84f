"""The metadata file beside a document, and the front matter inside of one."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TypeVar

from index.errors import MetadataError, YamlError
from index.fault_reasons import FaultKind, FaultReason
from index.reading.bibliography.issued_dates import Issued, iso, issued_of
from index.reading.bibliography.stated_names import names_of
from index.types import Metadata, Name

SUFFIXES = (".yaml", ".yml")

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
_FILE = "file-name"  # whoever lays files out by other names says by it what each is called
_NAME_PARTS = frozenset(
    "family given literal suffix dropping-particle non-dropping-particle".split()
)
_MOST_FAULTS = 12  # of a file that are named

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a metadata file says, by the fields of `Metadata`; only what it says.

    Args:
        texts: The fields that are texts.
        author: Who wrote it.
        issued: When.
        file: What the document's file is called, where it lies by another name; else "".
    """

    texts: Mapping[str, str]
    author: tuple[Name, ...] | None = None
    issued: Issued | None = None
    file: str = ""

    def over(self, derived: Metadata) -> Metadata:
        """Return `derived` with everything that is stated put in its place."""
        stated = set(self.texts)
        merged = replace(derived, **self.texts)  # type: ignore[arg-type]
        if self.author is not None:
            stated.add("author")
            merged = replace(merged, author=self.author)
        if self.issued is not None:
            stated.add("issued")
            date = self.issued
            merged = replace(
                merged, issued=date.parts, season=date.season, issued_end=iso(date.end)
            )
        return replace(merged, derived=derived.derived - stated)


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
        if key not in {*METADATA_FIELDS, _FILE}
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
    return Stated(texts, author, issued, str(fields.get(_FILE) or ""))


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
    from index.reading.bounded_yaml import plain_value, read_yaml  # most documents have no YAML

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
    return tuple(chain.from_iterable(map(_names, names)))


def _names(value: object) -> tuple[Name, ...]:
    """Return the name of CSL's parts, or those of a plain text.

    Raises:
        MetadataError: It is none of these.
    """
    if isinstance(value, str) and value.strip():
        return names_of(value)
    if isinstance(value, dict) and set(value) <= _NAME_PARTS:
        parts = {str(key): " ".join(str(part).split()) for key, part in value.items() if part}
        if parts.get("literal") or parts.get("family"):
            return (_joined_name(parts),)
    raise MetadataError(FaultKind.NO_NAMES.of(field="author"))


def _joined_name(parts: Mapping[str, str]) -> Name:
    """Return a name of CSL's parts: what is not dropped goes with the family name, the rest not."""
    particle, dropped = parts.get("non-dropping-particle", ""), parts.get("dropping-particle", "")
    space = "" if particle.endswith(("'", "’", "-")) else " "
    return Name(
        f"{particle}{space}{parts.get('family', '')}".strip(),
        f"{parts.get('given', '')} {dropped}".strip(),
        parts.get("literal", ""),
        parts.get("suffix", ""),
    )


def _issued(value: object) -> Issued | None:
    """Return the date that a field states, None where it is absent.

    Raises:
        MetadataError: The field is no date.
    """
    if value is None:
        return None
    try:
        return issued_of(value)
    except ValueError as error:
        raise MetadataError(FaultKind.NO_DATE.of(field="issued")) from error


def loosely_stated(text: str) -> Stated:
    """Return what a document's front matter states, whatever cannot be understood left out."""
    from index.reading.bounded_yaml import compose_yaml, plain_value

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
    issued = date_parts(str(fields.get("issued") or ""))
    return Stated(texts, author, Issued(issued) if issued else None)


def date_parts(text: str) -> tuple[int, ...]:
    """Return year, month and day of an ISO date or time as far as stated, empty if it is none."""
    match = _DATE_TIME.match(text.strip())
    try:
        return issued_of(match[1]).parts if match else ()
    except ValueError:
        return ()
