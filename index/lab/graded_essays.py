"""The graded essays that come with the repository, read for training, fitting and measuring."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from index.grading import Part
from index.grading.question_sets import split_of
from index.types import Document, Metadata, Paragraph

ESSAYS = Path(__file__).parent / "essays"

EssayRecord: TypeAlias = Mapping[str, Any]
"""An essay as its line has it: `essays/README.md` names the fields."""


def essay_files(folder: Path = ESSAYS) -> list[Path]:
    """Return the files of a folder of essays, in order."""
    return sorted(folder.glob("*.jsonl"))


def only_learned(folder: Path = ESSAYS) -> Path:
    """Return the folder of the essays that are all learned from: nothing chosen or measured on."""
    return folder / "learned"


def near_files(folder: Path = ESSAYS) -> list[Path]:
    """Return the files of claims near the essays' own words."""
    return sorted((folder / "near").glob("*.jsonl"))


def retyped_files(folder: Path = ESSAYS) -> list[Path]:
    """Return the files of questions on the essays as they are typed in haste."""
    return sorted((folder / "retyped").glob("*.jsonl"))


def going_on_files(folder: Path = ESSAYS) -> list[Path]:
    """Return the files of conversations that go on from an answer and are learned from."""
    return sorted((folder / "going_on").glob("train*.jsonl"))


def hands_files(folder: Path = ESSAYS) -> list[Path]:
    """Return the files of essays in other hands, told by allusion, that are learned from."""
    return sorted((folder / "hands").glob("train*.jsonl"))


def retyped_on(
    essays: Iterable[EssayRecord], retyped: Iterable[Mapping[str, Any]], *, typed: bool = True
) -> list[EssayRecord]:
    """Return those essays of which questions were typed anew, with these alone asked of them.

    Args:
        essays: As their lines have them.
        retyped: As the lines of `retyped_files` have them: an essay's title, a question of it, and
            that as it is typed in haste. What answers is what answers the question.
        typed: Whether it is asked so, and not as it was written.
    """
    own: dict[tuple[str, str], str] = {}
    for line in retyped:
        own[str(line["essay"]), str(line["question"])] = str(line["retyped"])
    return [
        {**essay, "questions": asked, "conversations": [], "claims": []}
        for essay in essays
        if (asked := _retyped_questions(essay, own, typed=typed))
    ]


def _retyped_questions(
    essay: EssayRecord, own: Mapping[tuple[str, str], str], *, typed: bool
) -> list[Mapping[str, Any]]:
    """Return the questions of an essay that were typed anew, so or as they were written."""
    asked = [one for one in essay["questions"] if (essay["title"], one["question"]) in own]
    if not typed:
        return asked
    return [{**one, "question": own[essay["title"], one["question"]]} for one in asked]


def near_claims_on(
    essays: Iterable[EssayRecord], claims: Iterable[Mapping[str, Any]]
) -> list[EssayRecord]:
    """Return those essays that have claims near their words, with these alone asked of them.

    Args:
        essays: As their lines have them.
        claims: As the lines of `near_files` have them: a claim, with its essay's title.
    """
    return _asked_alone(essays, claims, "claims")


def conversations_on(
    essays: Iterable[EssayRecord], conversations: Iterable[Mapping[str, Any]]
) -> list[EssayRecord]:
    """Return those essays that have conversations apart, with these alone asked of them.

    Args:
        essays: As their lines have them.
        conversations: Each with its essay's title, as the lines of `essays/going_on` have them.
    """
    return _asked_alone(essays, conversations, "conversations")


def _asked_alone(
    essays: Iterable[EssayRecord], lines: Iterable[Mapping[str, Any]], kind: str
) -> list[EssayRecord]:
    """Return those essays of which lines tell by title, with what these ask in place of all."""
    own: dict[str, list[Mapping[str, Any]]] = {}
    for line in lines:
        own.setdefault(str(line["essay"]), []).append(line)
    nothing: dict[str, list[Mapping[str, Any]]] = {
        "questions": [],
        "conversations": [],
        "claims": [],
    }
    return [
        {**essay, **nothing, kind: own[str(essay["title"])]}
        for essay in essays
        if str(essay["title"]) in own
    ]


def records_of(paths: Iterable[Path]) -> list[EssayRecord]:
    """Return the lines of some files, those without an object left out."""
    records: list[EssayRecord] = []
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        records += [json.loads(line) for line in lines if line.strip()]
    return records


def of_part(essays: Sequence[EssayRecord], part: Part) -> list[EssayRecord]:
    """Return the essays of a part; the parts are split by the sha256 of the titles."""
    parts = split_of(str(essay["title"]) for essay in essays)
    return [essay for essay in essays if parts[str(essay["title"])] is part]


def document_of(
    essay: EssayRecord, identity: str | None = None, metadata: Metadata | None = None
) -> Document:
    """Return an essay's paragraphs as one document.

    Args:
        essay: The essay.
        identity: The document's id; its title where none is given, as `of_part` knows it.
        metadata: Its title alone where none is given.
    """
    text, paragraphs = "", []
    for number, paragraph in enumerate(essay["paragraphs"], start=1):
        text += "\n\n" if text else ""
        paragraphs.append(Paragraph(number, len(text), len(text) + len(paragraph), None))
        text += paragraph
    title = str(essay["title"])
    return Document(identity or title, text, tuple(paragraphs), metadata or Metadata(title))
