"""The graded sets, cut into windows of whole sentences and split by document."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from index.language import sentences_of

WINDOW_CHARACTERS = 900
"""Longest window in characters: some 200 tokens, so that question and window fit the network."""


class Part(Enum):
    """Which part of a set a document belongs to."""

    TRAIN = "train"
    TUNE = "tune"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring whole sentences of one document, read together.

    Attributes:
        set_name: The set it comes from.
        document: The document, unique within the set.
        title: The document's title, empty where the set has none fit to read.
        text: The sentences as they stand in the source.
        sentences: (start, end) of each sentence in `text`, in order.
        passages: Ids of the source's passages that it overlaps.
    """

    set_name: str
    document: str
    title: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    passages: frozenset[str]

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences' texts, in order."""
        return tuple(self.text[start:end] for start, end in self.sentences)


@dataclass(frozen=True, slots=True)
class Question:
    """One graded question.

    Attributes:
        set_name: The set it comes from.
        identity: Its id in the set.
        text: The question or statement.
        document: The document it is about, which decides its part.
        scoped: Whether only that document is searched for it.
        about: Ids of the passages that answer it or that it was written against.
        answers: Verbatim answers; empty where nothing answers.
        evidence: Whole sentences marked as enough to answer; empty where the set marks none.
    """

    set_name: str
    identity: str
    text: str
    document: str
    scoped: bool
    about: tuple[str, ...]
    answers: tuple[str, ...]
    evidence: tuple[str, ...]


def parts(documents: Sequence[str]) -> dict[str, Part]:
    """Return each document's part: by sha256 of its name 60 % train, 20 % tune, the rest report."""
    ordered = sorted(set(documents), key=lambda d: hashlib.sha256(d.encode()).hexdigest())
    train, tune = int(len(ordered) * 0.6), int(len(ordered) * 0.2)
    return {
        document: Part.TRAIN if i < train else Part.TUNE if i < train + tune else Part.REPORT
        for i, document in enumerate(ordered)
    }


def _lines(path: Path) -> list[dict[str, object]]:
    return [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list) else ()


def _grouped(pieces: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the indices of neighbouring pieces whose joint length stays within a window.

    Consecutive groups share one piece, so that no pair of neighbours is always parted.
    """
    groups: list[list[int]] = []
    first = 0
    while first < len(pieces):
        last = first
        while (
            last + 1 < len(pieces) and pieces[last + 1][1] - pieces[first][0] <= WINDOW_CHARACTERS
        ):
            last += 1
        groups.append(list(range(first, last + 1)))
        if last + 1 == len(pieces):
            break
        first = last if last > first else last + 1
    return groups


def _windows_of(
    text: str, pieces: Sequence[tuple[int, int, str]], window: tuple[str, str, str]
) -> list[Window]:
    """Return windows over a text whose pieces (start, end, passage id) are its sentences."""
    set_name, document, title = window
    made = []
    for group in _grouped([(s, e) for s, e, _ in pieces]):
        chosen = [pieces[i] for i in group]
        base, end = chosen[0][0], chosen[-1][1]
        spans = tuple((s - base, e - base) for s, e, _ in chosen)
        ids = frozenset(p for _, _, p in chosen)
        made.append(Window(set_name, document, title, text[base:end], spans, ids))
    return made


def windows(folder: Path) -> list[Window]:
    """Return the windows of a set, its passages in the order of the file.

    Passages of half a window and more stand alone; where a set's passages are single sentences (a
    median under 200 characters), the neighbours of a document are joined.
    """
    lines = _lines(folder / "passages.jsonl")
    lengths = sorted(len(str(line["text"])) for line in lines)
    joined = lengths[len(lengths) // 2] < 200
    by_document: dict[str, list[dict[str, object]]] = {}
    for line in lines:
        by_document.setdefault(str(line.get("doc", line["id"])), []).append(line)
    made: list[Window] = []
    for document, members in by_document.items():
        label = (folder.name, document, _title(members))
        if joined:
            made += _joined(members, label)
        else:
            for member in members:
                text = str(member["text"])
                pieces = [(s.start, s.end, str(member["id"])) for s in sentences_of(text)]
                made += _windows_of(text, pieces, label)
    return made


def _joined(members: Sequence[dict[str, object]], label: tuple[str, str, str]) -> list[Window]:
    """Return windows over a document's passages joined by line ends, a passage being a sentence."""
    text, pieces = "", []
    for member in members:
        piece = str(member["text"]).strip()
        pieces.append((len(text), len(text) + len(piece), str(member["id"])))
        text += piece + "\n"
    return _windows_of(text, pieces, label)


def _title(members: Sequence[dict[str, object]]) -> str:
    """Return the title to read before a passage: no file name; a paper's first lines."""
    first = members[0]
    title = str(first.get("title", ""))
    if re.search(r"\.\w{2,4}$", title):
        return ""
    if title:
        return title
    document, opening = str(first.get("doc", "")), str(first["text"])
    if len(document) > 3 and not document.isdigit():
        return document.replace("_", " ")
    return opening if len(members) > 1 and len(opening) <= 200 else ""


def questions(folder: Path) -> list[Question]:
    """Return the graded questions of a set, in the order of the file."""
    home = {
        str(line["id"]): str(line.get("doc", line["id"]))
        for line in _lines(folder / "passages.jsonl")
    }
    made = []
    for line in _lines(folder / "questions.jsonl"):
        about = _strings(line.get("gold_passages")) or _strings([line.get("about_passage", "")])
        about = tuple(p for p in about if p in home)
        document = str(line.get("doc") or (home[about[0]] if about else ""))
        answers = _strings(line.get("answers")) if line["answerable"] else ()
        evidence = _strings(line.get("evidence")) if line["answerable"] else ()
        made.append(
            Question(
                folder.name,
                str(line["id"]),
                str(line["question"]),
                document,
                bool(line.get("doc")),
                about,
                answers,
                evidence,
            )
        )
    return made
