"""Graded questions on real texts that the reader learns from; the texts are fetched, not kept.

A line of `learned.jsonl` has a text, and of `manuals.jsonl` one of a manual, a FAQ, rules, a game
or a paper: where it stands, and what is asked of it as in the graded essays
(`index/lab/essays/README.md`), the slices a few words each. `typed.jsonl` asks more of those of
`manuals.jsonl` that are held apart, and nothing is learned from it. `near.jsonl` has claims near
the words of the texts of both that are learned from. A text is the paragraphs
`first` to `last`, counted from 1, of a file out of a public package (`learned_files.jsonl`), of a
document of a public set of questions, or the `characters` of the first of them.
"""

import hashlib
import json
import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from index.lab.graded_essays import EssayRecord
from index.lab.real_files.real_file import RealFile, real_files
from index.reading import ReadingLimits, ReadingProcess, SourceFile
from index.types import Document

_log = logging.getLogger(__name__)

ESSAYS_AND_SPEECHES = Path(__file__).with_name("learned.jsonl")
MANUALS_AND_RULES = Path(__file__).with_name("manuals.jsonl")
CLAIMS_NEAR = Path(__file__).with_name("near.jsonl")
AS_TYPED = Path(__file__).with_name("typed.jsonl")
_FILES = Path(__file__).with_name("learned_files.jsonl")
_ASKED = ("questions", "claims", "conversations")
_APART = 12
_Paragraph: TypeAlias = tuple[str, str]  # its text, and the title of its section or ""
_SLICES = ("lead", "also", "wrong", "evidence")


def learned_files() -> tuple[RealFile, ...]:
    """Return the files that the texts stand in."""
    return real_files(_FILES)


@dataclass(frozen=True, slots=True)
class FoundTexts:
    """The graded texts of a file, as far as they are there.

    Args:
        texts: Those that are, each as a graded essay with its paragraphs.
        listed: How many the file has.
        asked: How much is asked of those that are there.
        lost: How much of it is left out: a slice of it no longer stands in its text.
    """

    texts: Sequence[EssayRecord]
    listed: int
    asked: int
    lost: int

    @property
    def is_whole(self) -> bool:
        """Whether no text is missing."""
        return len(self.texts) == self.listed

    def __str__(self) -> str:
        """How much of all is there, as it is printed."""
        return (
            f"{len(self.texts)} of {self.listed} texts, {self.lost} of {self.asked} items left "
            "out: what they ask about is not in their texts"
        )


def learned_texts(
    files: Path | None, sets: Path, *, apart: bool = False, path: Path = ESSAYS_AND_SPEECHES
) -> list[EssayRecord]:
    """Return the texts that are there, see `found_texts`."""
    found = found_texts(files, sets, apart=apart, path=path)
    whole = found.is_whole and not found.lost
    _log.log(logging.INFO if whole else logging.WARNING, "%s", found)
    return list(found.texts)


def found_texts(
    files: Path | None, sets: Path, *, apart: bool = False, path: Path = ESSAYS_AND_SPEECHES
) -> FoundTexts:
    """Return the texts of a file that are there, and how much of it is not.

    What is asked about a slice that no longer stands in its text is left out.

    Args:
        files: Folder that `learned_files` were fetched into; None passes over texts in files.
        sets: Folder of the public sets, each a folder with `passages.jsonl`.
        apart: The texts of the documents that are held apart, to measure on; else the others.
        path: The graded texts.
    """
    records = learned_records(path, apart=apart)
    paragraphs: dict[tuple[str, str], list[_Paragraph]] = _paragraphs_of_sets(records, sets)
    if files is not None:
        paragraphs |= _paragraphs_of_files(records, files)
    there = [record for record in records if _source(record) in paragraphs]
    texts = [_with_text(record, paragraphs[_source(record)]) for record in there]
    asked = sum(map(_items, there))
    return FoundTexts(texts, len(records), asked, asked - sum(map(_items, texts)))


def _items(record: Mapping[str, Any]) -> int:
    """Return how much is asked about a text."""
    return sum(len(record[name]) for name in _ASKED)


def learned_records(path: Path, *, apart: bool = False) -> list[EssayRecord]:
    """Return the graded texts of a file as its lines have them, without their paragraphs.

    Args:
        path: The graded texts.
        apart: Those of the documents that are held apart, to measure on; else the others.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [one for one in map(json.loads, lines) if _is_apart(one) is apart]


def _source(record: Mapping[str, Any]) -> tuple[str, str]:
    """Return where a text stands: the set and its document, or nothing and the file's place."""
    return (record.get("set", ""), record.get("doc") or record["place"])


def _is_apart(record: Mapping[str, Any]) -> bool:
    """Return whether a text's document is one of the twelfth, by its sha256, that is held apart."""
    digest = hashlib.sha256(_source(record)[1].encode()).digest()
    return digest[0] % _APART == 0


def _paragraphs_of_sets(
    records: Sequence[Mapping[str, Any]], sets: Path
) -> dict[tuple[str, str], list[_Paragraph]]:
    """Return the paragraphs of the documents of all sets that are there and asked of."""
    paragraphs: dict[tuple[str, str], list[_Paragraph]] = defaultdict(list)
    for name in sorted({record["set"] for record in records if "set" in record}):
        for line in _lines(sets / name / "passages.jsonl"):
            passage = json.loads(line)
            paragraphs[name, passage["doc"]].append((passage["text"], ""))
    return dict(paragraphs)


def _lines(path: Path) -> Iterator[str]:
    if path.is_file():
        with path.open(encoding="utf-8") as lines:
            yield from lines


def _paragraphs_of_files(
    records: Sequence[Mapping[str, Any]], folder: Path
) -> dict[tuple[str, str], list[_Paragraph]]:
    """Return the paragraphs of the fetched files, read as the program reads them."""
    places = sorted({record["place"] for record in records if "place" in record})
    there = [place for place in places if (folder / place).is_file()]
    paragraphs = {}
    with ReadingProcess(ReadingLimits()) as process:
        for place in there:
            outcome = process.attempt(SourceFile(place, folder / place))
            if isinstance(outcome, Document):
                paragraphs["", place] = _paragraphs_of(outcome)
    return paragraphs


def _paragraphs_of(document: Document) -> list[_Paragraph]:
    """Return the paragraphs of a document, each with its section."""
    text = document.text
    return [(text[one.start : one.end], one.section or "") for one in document.paragraphs]


def _with_text(record: Mapping[str, Any], paragraphs: Sequence[_Paragraph]) -> EssayRecord:
    """Return a record with its paragraphs, and only what is asked about what stands there."""
    chosen = paragraphs[record["first"] - 1 : record["last"]]
    own = [text for text, _ in chosen]
    if "characters" in record:  # of a file without paragraphs
        start, end = record["characters"]
        own = [own[0][start:end]]
    sections = [section for _, section in chosen]
    told = {"sections": sections} if any(sections) else {}
    return {"title": record["title"], "paragraphs": own, **told, **_asked(record, own)}


def _asked(record: Mapping[str, Any], paragraphs: Sequence[str]) -> dict[str, list[Any]]:
    """Return what is asked about what stands in the paragraphs."""
    text = "\n\n".join(paragraphs)
    return {
        name: [item for item in record[name] if all(slice_ in text for slice_ in _slices(item))]
        for name in _ASKED
    }


def _slices(item: Mapping[str, Any]) -> list[str]:
    return [slice_ for name in _SLICES for slice_ in item.get(name, ())]
