"""The graded sets, cut into windows of whole sentences and split by document."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from index.language import sentences_of

# Longest window in characters: some 200 tokens, so that question and window fit the network.
WINDOW_CHARACTERS = 900

_SENTENCE_CHARACTERS = 200  # a set's passages are single sentences where their median is shorter
_FILE_NAME = re.compile(r"\.\w{2,4}$")


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring whole sentences of one document, read together.

    Args:
        set_name: The set it comes from.
        document: The document, unique within the set.
        title: The document's title, empty where the set has none fit to read.
        text: The sentences as they stand in the source.
        sentences: (start, end) of each sentence in `text`, in order.
        passages: Ids of the source's passages that it overlaps.
        before: The sentence before the first one, which is read and not judged; may be empty.
    """

    set_name: str
    document: str
    title: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    passages: frozenset[str]
    before: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences' texts, in order."""
        return tuple(self.text[start:end] for start, end in self.sentences)


@dataclass(frozen=True, slots=True)
class Question:
    """One graded question.

    Args:
        set_name: The set it comes from.
        identity: Its id in the set.
        text: The question or statement.
        document: The document it is about, which decides its part.
        scoped: Whether only that document is searched for it.
        about: Ids of the passages that answer it or that it was written against.
        answers: Verbatim answers; empty where nothing answers.
        evidence: Whole sentences marked as enough to answer; empty where the set marks none.
        label: What the set says of a claim; empty where it judges none.
    """

    set_name: str
    identity: str
    text: str
    document: str
    scoped: bool
    about: tuple[str, ...]
    answers: tuple[str, ...]
    evidence: tuple[str, ...]
    label: str = ""


def _lines(path: Path) -> list[dict[str, object]]:
    return [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list) else ()


class _Piece(NamedTuple):
    """A sentence of a text: where it starts and ends, and the id of its passage."""

    start: int
    end: int
    passage: str


class _Source(NamedTuple):
    """What windows are cut from: the set's name, the document and its title."""

    set_name: str
    document: str
    title: str


def _grouped(pieces: Sequence[_Piece]) -> list[Sequence[_Piece]]:
    """Return neighbouring pieces whose joint length stays within a window.

    Consecutive groups share one piece, so that no pair of neighbours is always parted.
    """
    groups: list[Sequence[_Piece]] = []
    first, end = 0, 0
    while end < len(pieces):
        end = _group_end(pieces, first)
        groups.append(pieces[first:end])
        first = max(end - 1, first + 1)
    return groups


def _group_end(pieces: Sequence[_Piece], first: int) -> int:
    """Return the number after the last piece that fits into a window with the first one."""
    end = first + 1
    while end < len(pieces) and pieces[end].end - pieces[first].start <= WINDOW_CHARACTERS:
        end += 1
    return end


def windows_of(
    text: str, set_name: str, document: str, title: str, before: str = ""
) -> list[Window]:
    """Return the windows over one text, which belongs to no graded passage.

    Args:
        text: The text.
        set_name: The set it comes from.
        document: Its document.
        title: The document's title.
        before: The sentence that stands before the text in its document.
    """
    pieces = [_Piece(s.start, s.end, "") for s in sentences_of(text)]
    return _windows_of(text, pieces, _Source(set_name, document, title), before)


def _windows_of(
    text: str, pieces: Sequence[_Piece], source: _Source, before: str = ""
) -> list[Window]:
    """Return windows over a text whose pieces are its sentences, `before` them another one."""
    windows, at = [], 0
    for group in _grouped(pieces):
        at = pieces.index(group[0], at)
        earlier = text[pieces[at - 1].start : pieces[at - 1].end] if at else before
        windows.append(_window(text, group, source, earlier))
    return windows


def _window(text: str, pieces: Sequence[_Piece], source: _Source, before: str) -> Window:
    base = pieces[0].start
    return Window(
        source.set_name,
        source.document,
        source.title,
        text[base : pieces[-1].end],
        tuple((piece.start - base, piece.end - base) for piece in pieces),
        frozenset(piece.passage for piece in pieces),
        before,
    )


def windows(folder: Path) -> list[Window]:
    """Return the windows of a set, its passages in the order of the file.

    Passages of half a window and more stand alone; where a set's passages are single sentences (a
    median under 200 characters), the neighbours of a document are joined.
    """
    lines = _lines(folder / "passages.jsonl")
    lengths = sorted(len(str(line["text"])) for line in lines)
    cut = _joined if lengths[len(lengths) // 2] < _SENTENCE_CHARACTERS else _apart
    by_document: dict[str, list[dict[str, object]]] = {}
    for line in lines:
        by_document.setdefault(_document_of(line), []).append(line)
    of_set: list[Window] = []
    for document, members in by_document.items():
        of_set += cut(members, _Source(folder.name, document, _title(members)))
    return of_set


def _document_of(passage: dict[str, object]) -> str:
    """Return the document of a passage, which is its own where it names none."""
    return str(passage.get("doc", passage["id"]))


def _apart(members: Sequence[dict[str, object]], source: _Source) -> list[Window]:
    """Return windows over each of a document's passages."""
    of_document: list[Window] = []
    for member in members:
        text, passage = str(member["text"]), str(member["id"])
        pieces = [_Piece(s.start, s.end, passage) for s in sentences_of(text)]
        of_document += _windows_of(text, pieces, source)
    return of_document


def _joined(members: Sequence[dict[str, object]], source: _Source) -> list[Window]:
    """Return windows over a document's passages joined by line ends, a passage being a sentence."""
    text, pieces = "", []
    for member in members:
        sentence = str(member["text"]).strip()
        pieces.append(_Piece(len(text), len(text) + len(sentence), str(member["id"])))
        text += sentence + "\n"
    return _windows_of(text, pieces, source)


def _title(members: Sequence[dict[str, object]]) -> str:
    """Return the title to read before a passage: no file name; a paper's first lines."""
    first = members[0]
    title = str(first.get("title", ""))
    if _FILE_NAME.search(title):
        return ""
    if title:
        return title
    document, opening = str(first.get("doc", "")), str(first["text"])
    if len(document) > 3 and not document.isdigit():
        return document.replace("_", " ")
    return opening if len(members) > 1 and len(opening) <= 200 else ""


def questions(folder: Path) -> list[Question]:
    """Return the graded questions of a set, in the order of the file."""
    homes = {str(p["id"]): _document_of(p) for p in _lines(folder / "passages.jsonl")}
    return [_question(line, folder.name, homes) for line in _lines(folder / "questions.jsonl")]


def _question(line: dict[str, object], set_name: str, homes: Mapping[str, str]) -> Question:
    """Return the question of a line.

    Args:
        line: As it stands in the file.
        set_name: The set.
        homes: The document of each passage, by the passage's id.
    """
    passages = _strings(line.get("gold_passages")) or _strings([line.get("about_passage", "")])
    about = tuple(passage for passage in passages if passage in homes)
    return Question(
        set_name,
        str(line["id"]),
        str(line["question"]),
        str(line.get("doc") or (homes[about[0]] if about else "")),
        bool(line.get("doc")),
        about,
        _strings(line.get("answers")) if line["answerable"] else (),
        _strings(line.get("evidence")) if line["answerable"] else (),
        str(line.get("label", "")),
    )
