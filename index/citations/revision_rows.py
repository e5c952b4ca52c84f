"""States in which documents were read, each a row of JSON that is understood when it is asked for.

Of a large collection a row is asked for now and then, and all are read and written whenever one is
new: so what is not asked for stays the line that it is in the file.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from index.citations.paragraph_digests import DIGEST_LENGTH, are_digests
from index.citations.wordings import ExactWording
from index.errors import RevisionsDamagedError

SCHEMA = 2
MALFORMED = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
_HEAD = re.compile(rf'\{{"schema":{SCHEMA},"sha256":"([0-9a-f]{{64}})","documents":\{{')
_FOOT = re.compile(r'\}(?:,"gone":(\{.+\}))?\}')
_NAME = '":['  # the end of a document's id, and what follows it


@dataclass(frozen=True, slots=True)
class Revision:
    """A state in which a document was once read.

    Args:
        sha256: Of the file.
        since: When it was first read, in UTC.
        paragraphs: Of each paragraph a digest of its words and a sketch of them, 16 hexadecimal
            digits each; the sketches of similar texts differ in few bits.
        wording: By which quotes of it are found again; None where an earlier version kept it.
    """

    sha256: str
    since: datetime.datetime
    paragraphs: tuple[str, ...] = field(repr=False)
    wording: ExactWording | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Check the form.

        Raises:
            ValueError: A digest is malformed, the time has no zone, or the wording is of another
                number of paragraphs.
        """
        if self.since.tzinfo is None:
            msg = f"revision {self.sha256[:8]}: the time {self.since} has no zone"
            raise ValueError(msg)
        if not are_digests(self.paragraphs, DIGEST_LENGTH):
            msg = f"revision {self.sha256[:8]}: a digest is malformed"
            raise ValueError(msg)
        if self.wording is not None and len(self.wording.starts) != len(self.paragraphs):
            msg = f"revision {self.sha256[:8]}: its wording is of other paragraphs"
            raise ValueError(msg)

    @classmethod
    def of_text(cls, text: str) -> "Revision":
        """Return the revision that `text` made this of.

        Raises:
            RevisionsDamagedError: It is malformed.
        """
        try:
            return revision_of(json.loads(text))
        except MALFORMED as error:
            msg = f"a revision that was kept is damaged ({type(error).__name__}: {error})"
            raise RevisionsDamagedError(msg) from error

    def text(self) -> str:
        """Return it as whoever keeps documents keeps it, JSON: digests, and no word of a text."""
        return json.dumps(row_of(self), separators=(",", ":"))

    def is_like(self, other: "Revision") -> bool:
        """Return whether another reading found the same file and the same paragraphs."""
        same = (self.sha256, self.paragraphs) == (other.sha256, other.paragraphs)
        return same and self.wording in {None, other.wording}


def revision_of(row: Any) -> Revision:  # noqa: ANN401 - JSON
    """Return the revision of a row, as it is kept."""
    since = datetime.datetime.fromisoformat(row["since"])
    kept = row.get("wording")
    wording = None if kept is None else ExactWording.of_row(kept)
    return Revision(str(row["sha256"]), since, tuple(row["paragraphs"]), wording)


def row_of(revision: Revision) -> dict[str, object]:
    """Return a revision as it is kept."""
    since = revision.since.isoformat(timespec="milliseconds")
    row: dict[str, object] = {"sha256": revision.sha256, "since": since}
    row["paragraphs"] = list(revision.paragraphs)
    return row if revision.wording is None else {**row, "wording": revision.wording.row()}


def canonical(content: object) -> str:
    """Return what is kept as its digest is made of it."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def sha256_of_text(text: str) -> str:
    """Return the sha256 of a text, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


class RevisionRows(Mapping[str, tuple[Revision, ...]]):
    """What is known of each document, by its id: a row, understood when it is asked for."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        """Hold rows, each as `row_line` makes it."""
        self._rows = dict(rows)
        self._made: dict[str, tuple[Revision, ...]] = {}

    def __getitem__(self, document: str) -> tuple[Revision, ...]:
        """Return the revisions of a document, oldest first.

        Raises:
            KeyError: None is known.
        """
        if document not in self._made:
            row = json.loads(self._rows[document])
            self._made[document] = tuple(map(revision_of, row))
        return self._made[document]

    def __contains__(self, document: object) -> bool:
        """Return whether anything is known of a document."""
        return document in self._rows

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the documents."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        """Return whether as much is known elsewhere; of rows nothing is understood for that."""
        if isinstance(other, RevisionRows):
            return self._rows == other._rows
        return dict(self) == other

    __hash__ = None  # type: ignore[assignment]  # like a mapping

    def row(self, document: str) -> str:
        """Return what is known of a document as it is kept."""
        return self._rows[document]

    def changed(
        self, others: Mapping[str, Sequence[Revision]], without: Container[str]
    ) -> "RevisionRows":
        """Return these with others of some documents, and without some documents."""
        anew = {document: row_line(known) for document, known in others.items()}
        rows = self._rows | anew
        return RevisionRows({one: row for one, row in rows.items() if one not in without})


def row_line(known: Sequence[Revision]) -> str:
    """Return the row of what is known of a document, as it is kept."""
    return canonical([row_of(one) for one in known])


def file_of(known: Mapping[str, Sequence[Revision]], gone: Mapping[str, datetime.datetime]) -> str:
    """Return what a file holds: a document on a line, and in front the digest of all of it.

    Args:
        known: Of each document, by its id.
        gone: When documents went.
    """
    lines = {name: f"{json.dumps(name)}:{_row_in(known, name)}" for name in known}
    times = {name: at.isoformat(timespec="milliseconds") for name, at in gone.items()}
    went = canonical(times) if times else ""  # as before that was kept
    begin = f'{{"schema":{SCHEMA},"sha256":"{_digest(lines, went)}","documents":{{\n'
    end = f'\n}},"gone":{went}}}\n' if gone else "\n}}\n"
    return begin + ",\n".join(lines.values()) + end


def _row_in(known: Mapping[str, Sequence[Revision]], name: str) -> str:
    return known.row(name) if isinstance(known, RevisionRows) else row_line(known[name])


def rows_of_file(content: str) -> tuple[RevisionRows, Mapping[str, datetime.datetime]] | None:
    """Return what is known of each document, and when documents went, as `file_of` wrote it.

    None where it is not so to the letter: damaged, of an earlier version, or written by hand.
    """
    first, _, rest = content.partition("\n")
    body, _, last = rest.removesuffix("\n").rpartition("\n")
    head, foot = _HEAD.fullmatch(first), _FOOT.fullmatch(last)
    if head is None or foot is None:
        return None
    went = foot[1] or ""
    try:
        lines = {_name_in(line): line for line in body.split(",\n")}
        if head[1] != _digest(lines, went):
            return None
        times = json.loads(went or "{}")
    except MALFORMED:
        return None
    rows = {name: line[line.index(_NAME) + 2 :] for name, line in lines.items()}
    return RevisionRows(rows), gone_of(times)


def _name_in(line: str) -> str:
    """Return the id of the document that a line is of.

    Raises:
        ValueError: It is of none.
    """
    name = line[: line.index(_NAME) + 1]
    return str(json.loads(name)) if "\\" in name else name[1:-1]


def _digest(lines: Mapping[str, str], went: str) -> str:
    """Return the digest of what is kept, given the line of each document, by its id."""
    return sha256_of_text(f"{{{','.join(lines[name] for name in sorted(lines))}}}{went}")


def gone_of(times: Mapping[str, str]) -> dict[str, datetime.datetime]:
    """Return when documents went, as it is kept."""
    return {name: datetime.datetime.fromisoformat(at) for name, at in times.items()}
