"""Real files with what a careful reader finds in them, and how much of it was read.

Graded by the source itself (its markup, or its pages as they are shown), never by what is read.
Paragraphs are somebody else's: of each only its first words and its SHA-256 are kept here.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.types import BlockKind, Document

_GRADES = Path(__file__).with_name("graded.jsonl")
_BAR = "|"
_JOINS = re.compile(r",|;|\band\b")  # between the names of several authors
_OPENING = 40  # characters of a paragraph that are kept
_MAX_MARK = 6  # characters of a footnote's mark, as "[12] "


@dataclass(frozen=True, slots=True)
class Wording:
    """A paragraph that is known without being kept.

    Args:
        opening: Its first words, to find it by.
        sha256: Of the whole, white space collapsed.
    """

    opening: str
    sha256: str

    @classmethod
    def of(cls, text: str) -> "Wording":
        """Return what is kept of a paragraph."""
        plain = _plain(text)
        cut = plain[:_OPENING].rpartition(" ")[0] if len(plain) > _OPENING else plain
        return cls(cut or plain[:_OPENING], _digest(plain))


@dataclass(frozen=True, slots=True)
class GradedFile:
    """What a careful reader writes down of a file.

    Args:
        place: Of the file, as in the list.
        title: Of the document; None where it states none, which is not graded.
        author: As the document names it, several joined by commas; None where it names none.
        sections: The first headings below the title, at most twelve, in order.
        paragraphs: Whole ones: of the beginning, the middle and the end.
        row: The cells of one row of a table, empty ones left out; None without a table.
        footnote: One, whole; None without.
    """

    place: str
    title: str | None
    author: str | None
    sections: tuple[str, ...]
    paragraphs: tuple[Wording, ...]
    row: tuple[str, ...] | None = None
    footnote: Wording | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """How many were right, of how many; scores add up."""

    right: int = 0
    of: int = 0

    def __add__(self, other: "Score") -> "Score":
        """Return both together."""
        return Score(self.right + other.right, self.of + other.of)

    def __str__(self) -> str:
        """The score as it is printed."""
        return f"{self.right}/{self.of}" if self.of else "-"


@dataclass(frozen=True, slots=True)
class Marks:
    """What of a graded file was read as a careful reader has it.

    Args:
        title: 1 where it is right.
        author: Likewise; also where none is named, and none was read.
        sections: Of the listed headings, those that are there in that order.
        paragraphs: Of the listed ones, those that are exactly one paragraph.
        rows: 1 where the row's cells are one line of a table.
        footnotes: 1 where the footnote is one paragraph, and known to be a footnote.
    """

    title: Score = Score()
    author: Score = Score()
    sections: Score = Score()
    paragraphs: Score = Score()
    rows: Score = Score()
    footnotes: Score = Score()

    def __add__(self, other: "Marks") -> "Marks":
        """Return both together."""
        return Marks(
            self.title + other.title,
            self.author + other.author,
            self.sections + other.sections,
            self.paragraphs + other.paragraphs,
            self.rows + other.rows,
            self.footnotes + other.footnotes,
        )


_MISS = Score(0, 1)


def graded_files(path: Path = _GRADES) -> tuple[GradedFile, ...]:
    """Return the graded files of a list, a line of JSON each."""
    with path.open(encoding="utf-8") as lines:
        return tuple(_graded(line) for line in lines)


def _graded(line: str) -> GradedFile:
    record = json.loads(line)
    row = record.get("row")
    return GradedFile(
        record["file"],
        record["title"],
        record["author"],
        tuple(record["sections"]),
        tuple(Wording(**kept) for kept in record["paragraphs"]),
        tuple(row) if row is not None else None,
        Wording(**record["footnote"]) if record.get("footnote") else None,
    )


def marks(graded: GradedFile, document: Document | None) -> Marks:
    """Return what of a graded file was read; nothing where there is no document.

    White space counts for nothing, all else does.
    """
    return Marks(
        title=_title_score(graded, document),
        author=Score(int(document is not None and _is_author(graded, document)), 1),
        sections=Score(_in_order(graded.sections, _headings(document)), len(graded.sections)),
        paragraphs=_each(graded.paragraphs, _texts(document)),
        rows=_row_score(graded, document),
        footnotes=_footnote_score(graded, document),
    )


def misses(graded: GradedFile, document: Document) -> list[str]:
    """Return what of a graded file was not read as a careful reader has it, each in a line."""
    texts, headings = _texts(document), _headings(document)
    missed = [
        f"paragraph: {kept.opening} …" for kept in graded.paragraphs if kept.sha256 not in texts
    ]
    missed += [f"section: {name}" for name in graded.sections if _plain(name) not in headings]
    if _title_score(graded, document) == _MISS:
        missed.append(f"title: {graded.title} (read: {document.title})")
    if not _is_author(graded, document):
        missed.append(f"author: {graded.author} (read: {_author(document)})")
    if _row_score(graded, document) == _MISS:
        missed.append(f"row: {' | '.join(graded.row or ())}")
    if _footnote_score(graded, document) == _MISS:
        missed.append(f"footnote: {graded.footnote.opening if graded.footnote else ''} …")
    return missed


def _title_score(graded: GradedFile, document: Document | None) -> Score:
    if graded.title is None:
        return Score()
    return Score(int(document is not None and _plain(graded.title) == _plain(document.title)), 1)


def _is_author(graded: GradedFile, document: Document) -> bool:
    """Return whether the same names were read, however they are joined and capitalised."""
    return _names(graded.author or "") == _names(_author(document))


def _names(author: str) -> list[str]:
    return [name for name in map(_plain, _JOINS.split(author.casefold())) if name]


def _author(document: Document) -> str:
    return ", ".join(name.display for name in document.metadata.author)


def _headings(document: Document | None) -> list[str]:
    return [_plain(section.title) for section in document.sections] if document else []


def _texts(document: Document | None) -> set[str]:
    """Return the SHA-256 of every paragraph, white space collapsed."""
    return set(map(_digest, _paragraphs(document, BlockKind))) if document else set()


def _paragraphs(document: Document, kinds: Iterable[BlockKind]) -> list[str]:
    """Return the paragraphs of some kinds, white space aside."""
    wanted = set(kinds)
    return [
        _plain(document.text[paragraph.start : paragraph.end])
        for paragraph in document.paragraphs
        if paragraph.kind in wanted
    ]


def _each(wanted: Sequence[Wording], texts: set[str]) -> Score:
    return Score(sum(kept.sha256 in texts for kept in wanted), len(wanted))


def _row_score(graded: GradedFile, document: Document | None) -> Score:
    if graded.row is None:
        return Score()
    lines = _paragraphs(document, filter(_is_tabular, BlockKind)) if document else []
    wanted = [_plain(cell) for cell in graded.row]
    return Score(int(any(_cells(line) == wanted for line in lines)), 1)


def _is_tabular(kind: BlockKind) -> bool:
    return kind.is_tabular


def _cells(line: str) -> list[str]:
    """Return the cells of a table's line that are not empty."""
    return [cell for cell in map(_plain, line.split(_BAR)) if cell]


def _footnote_score(graded: GradedFile, document: Document | None) -> Score:
    if graded.footnote is None:
        return Score()
    notes = _paragraphs(document, [BlockKind.FOOTNOTE]) if document else []
    wanted = graded.footnote.sha256
    return Score(int(any(_is_note(note, wanted) for note in notes)), 1)


def _is_note(note: str, wanted: str) -> bool:
    """Return whether a footnote is the wanted one, with its mark before it or without."""
    return any(_digest(note[mark:]) == wanted for mark in range(_MAX_MARK + 1))


def _in_order(wanted: Sequence[str], headings: Sequence[str]) -> int:
    """Return how many of the wanted headings are there in their order: the longest such series."""
    longest = [0] * (len(headings) + 1)
    for title in map(_plain, wanted):
        before = 0
        for place, heading in enumerate(headings, start=1):
            here = longest[place]
            longest[place] = before + 1 if heading == title else max(here, longest[place - 1])
            before = here
    return longest[-1]


def _digest(plain: str) -> str:
    return hashlib.sha256(plain.encode()).hexdigest()


def _plain(text: str) -> str:
    return " ".join(text.split())
