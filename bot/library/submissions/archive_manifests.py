"""The list in an archive of a server's library: what each document is, and for whom.

A manifest is read as what somebody sent: everything in it is checked before it is used.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.languages import Sentence
from bot.library.submissions.brought import Provenance
from bot.library.submissions.file_names import is_file_name
from bot.library.submissions.refusals import LibraryArchiveError
from bot.library.tables.catalogue import Scope, ShelvedDocument

FORMAT, VERSION = "briefing-bot library", 1
MOST_ENTRIES = 500  # documents of an archive; a library has no more
_FIELD = re.compile(r"[A-Za-z][A-Za-z-]*")  # of a metadata file, in which it stands as it is
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[1-9][0-9]{0,19}")
_LONGEST_NAME, _LONGEST_VALUE = 48, 2_000  # characters
_LONGEST_SHOWN = 40  # characters of a value that is told
_MOST_FIELDS, _MOST_IDS = 20, 500  # of one document


class _MalformedError(ValueError):
    """Something in a manifest is not what it should be."""

    def __init__(self, what: Sentence) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class ArchivedDocument:
    """A document as an archive lists it.

    Args:
        document: What it was in the library that the archive is of.
        entry: Where its bytes are in the archive.
    """

    document: ShelvedDocument
    entry: str

    def is_same(self, other: ShelvedDocument, provenance: Provenance) -> bool:
        """Return whether nothing changes where it takes the place of another, but for the name."""
        scope = provenance.scope(self.document.scope, other.scope)
        return replace(self.document, name=other.name, scope=scope) == other

    @property
    def scope(self) -> Scope | None:
        """Who it is limited to; None for nobody: there it is as the library that takes it has it.

        So nothing becomes visible that is limited, and what is new is for whom the server wants.
        """
        return self.document.scope if self.document.scope != Scope() else None


@dataclass(frozen=True, slots=True)
class ArchiveManifest:
    """What an archive holds.

    Args:
        server: The id of the server whose library it is.
        exported: When, with a zone.
        documents: Its documents.
    """

    server: int
    exported: datetime
    documents: tuple[ArchivedDocument, ...]

    def provenance(self, guild: int) -> Provenance:
        """Return where its documents come from, for a server."""
        return Provenance.EXPORT if self.server == guild else Provenance.ELSEWHERE

    def __str__(self) -> str:
        """Return the manifest as it is written."""
        record = {
            "format": FORMAT,
            "version": VERSION,
            "server": str(self.server),
            "exported": self.exported.isoformat(),
            "documents": [_row(one) for one in self.documents],
        }
        return json.dumps(record, ensure_ascii=False, indent=1)

    @classmethod
    def parse(cls, text: str | bytes) -> "ArchiveManifest":
        """Return the manifest that a text is.

        Raises:
            LibraryArchiveError: It is none, or of a later version of the program.
        """
        try:
            record = json.loads(text)
            if record["format"] != FORMAT:
                raise LibraryArchiveError(_OTHER)
            if record["version"] != VERSION:
                raise LibraryArchiveError(_LATER)
            return cls._checked(record)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise LibraryArchiveError(_malformed(error)) from error

    @classmethod
    def _checked(cls, record: Mapping[str, Any]) -> "ArchiveManifest":
        """Return the manifest of a record, checked.

        Raises:
            _MalformedError: It is malformed.
        """
        rows = _list(record["documents"], MOST_ENTRIES)
        documents = tuple(map(_document, rows))
        for kind in ("name", "filename"):
            if len({getattr(one.document, kind) for one in documents}) < len(documents):
                raise _MalformedError(Sentence("two documents have the same {field}", field=kind))
        exported = _moment(record["exported"])
        return cls(int(_text(record["server"], _ID)), exported, documents)


_LATER = Sentence("it is of a later version of this program: update it, or export anew")
_OTHER = Sentence("it is no archive that /library export makes: it lists something else")


def _malformed(error: Exception) -> Sentence:
    """Return that a manifest is malformed, and why."""
    match error:
        case _MalformedError():
            why = error.what
        case KeyError():
            why = Sentence("it lacks {field}", field=str(error.args[0]))
        case _:
            why = Sentence("it is no JSON, or of another form")
    return Sentence("its manifest.json is malformed ({error}): export it anew", error=why)


def _shown(value: object) -> str:
    """Return the beginning of a value as it stands in a sentence."""
    return repr(str(value)[:_LONGEST_SHOWN])


def _row(one: ArchivedDocument) -> dict[str, object]:
    document = one.document
    return {
        "name": document.name,
        "filename": document.filename,
        "file": one.entry,
        "sha256": document.sha256,
        "size": document.size,
        "stated": document.stated,
        "channels": [str(id_) for id_ in sorted(document.scope.channels)],
        "roles": [str(id_) for id_ in sorted(document.scope.roles)],
        "added": document.added.isoformat(),
    }


def _document(row: Mapping[str, Any]) -> ArchivedDocument:
    """Return the document of a row.

    Raises:
        _MalformedError: It is malformed.
    """
    size = row["size"]
    if not isinstance(size, int) or size < 0:
        raise _MalformedError(Sentence("a size is {size}", size=_shown(size)))
    name = _text(row["name"], _NAME)
    if len(name) > _LONGEST_NAME:
        raise _MalformedError(Sentence("the name {name} is too long", name=_shown(name)))
    document = ShelvedDocument(
        name=name,
        filename=_filename(row["filename"]),
        sha256=_text(row["sha256"], _DIGEST),
        size=size,
        stated=_stated(row["stated"]),
        scope=Scope(_ids(row["channels"]), _ids(row["roles"])),
        added=_moment(row["added"]),
    )
    return ArchivedDocument(document, _text(row["file"]))


def _text(value: object, form: re.Pattern[str] | None = None) -> str:
    """Return a value that is a text of this form.

    Raises:
        _MalformedError: It is not.
    """
    if not isinstance(value, str) or (form is not None and not form.fullmatch(value)):
        raise _MalformedError(Sentence("{value} is not what belongs there", value=_shown(value)))
    return value


def _filename(value: object) -> str:
    """Return a value that is the name of a file, and no path to one.

    Raises:
        _MalformedError: It is not.
    """
    name = _text(value)
    if not is_file_name(name):
        raise _MalformedError(Sentence("{name} is no name of a file", name=_shown(name)))
    return name


def _stated(value: object) -> dict[str, str]:
    """Return a value that is fields of a metadata file.

    Raises:
        _MalformedError: It is not.
    """
    if not isinstance(value, dict) or len(value) > _MOST_FIELDS:
        raise _MalformedError(Sentence("what is stated of a document is no list of fields"))
    stated = {_text(key, _FIELD): _text(text) for key, text in value.items()}
    if any(len(text) > _LONGEST_VALUE for pair in stated.items() for text in pair):
        raise _MalformedError(Sentence("what is stated of a document is too long"))
    return stated


def _ids(value: object) -> frozenset[int]:
    return frozenset(int(_text(one, _ID)) for one in _list(value, _MOST_IDS))


def _list(value: object, most: int) -> Sequence[Any]:
    """Return a value that is a list of so many at most.

    Raises:
        _MalformedError: It is not.
    """
    if not isinstance(value, list) or len(value) > most:
        raise _MalformedError(Sentence("something is no list of at most {most}", most=most))
    return value


def _moment(value: object) -> datetime:
    """Return a value that is a moment with a zone.

    Raises:
        _MalformedError: It is not.
    """
    text = _text(value)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _MalformedError(Sentence("{value} is no time", value=_shown(text))) from error
    if moment.tzinfo is None:
        raise _MalformedError(Sentence("the time {value} has no zone", value=_shown(value)))
    return moment
