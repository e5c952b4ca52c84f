"""What becomes of hostile files: each is read within bounds, and what comes of it is judged."""

import enum
import os
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.lab.hostile.damaged_files import SoundFile, damaged_files
from index.lab.hostile.electronic_books import electronic_books
from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile
from index.lab.hostile.markdown_files import markdown_files
from index.lab.hostile.marked_texts import asciidoc_files, manual_pages, restructured_texts
from index.lab.hostile.messages import messages
from index.lab.hostile.metadata_files import metadata_files
from index.lab.hostile.named_files import named_files
from index.lab.hostile.open_documents import open_documents
from index.lab.hostile.packed_archives import packed_archives
from index.lab.hostile.plain_texts import plain_texts
from index.lab.hostile.portable_documents import portable_documents
from index.lab.hostile.rich_texts import rich_texts
from index.lab.hostile.subtitle_files import subtitle_files
from index.lab.hostile.value_tables import value_tables
from index.lab.hostile.web_pages import web_pages
from index.lab.hostile.word_documents import word_documents
from index.reading import Fault, ReadingProcess, SourceFile, list_sources, source_digest
from index.reading.repair.repair import restore
from index.types import Document

RECIPES: dict[str, Callable[[], Iterable[HostileFile]]] = {
    "metadata": metadata_files,
    "text": plain_texts,
    "Markdown": markdown_files,
    "reStructuredText": restructured_texts,
    "AsciiDoc": asciidoc_files,
    "manual page": manual_pages,
    "web page": web_pages,
    "Word": word_documents,
    "OpenDocument": open_documents,
    "rich text": rich_texts,
    "electronic book": electronic_books,
    "table": value_tables,
    "subtitles": subtitle_files,
    "message": messages,
    "PDF": portable_documents,
    "archive": packed_archives,
    "name, size": named_files,
}
_SOUND = "sound"
_MAX_MESSAGE = 600  # characters of what is told of a file
_LATE = 2.0  # times the allowed time, and some seconds: what took longer was not bounded
_SPARE_S = 30.0


class ReadingFate(enum.Enum):
    """What became of a file, from good to bad; the value is its name in the table."""

    READ = "read"
    TOLD = "told"
    OVERDUE = "over time"
    OVERWEIGHT = "over memory"
    CRASHED = "crashed"
    WRONG = "wrong"


# What is said of a file that was stopped; whatever else is told was seen by its parser.
_STOPPED = {
    "takes longer than": ReadingFate.OVERDUE,
    "takes more memory": ReadingFate.OVERWEIGHT,
    "brings its parser down": ReadingFate.CRASHED,
}


@dataclass(frozen=True, slots=True)
class HostileTrial:
    """One hostile file, read.

    Args:
        kind: Of the file.
        recipe: What it is.
        fate: What became of it.
        seconds: How long that took, digest included.
        remark: What was told of it, or what went wrong.
    """

    kind: str
    recipe: str
    fate: ReadingFate
    seconds: float
    remark: str


def trials(
    files: Iterable[tuple[str, HostileFile]],
    process: ReadingProcess,
    folder: Path,
    max_seconds: float,
) -> Iterator[HostileTrial]:
    """Yield what becomes of each file, alone in a folder; at last, of a sound one.

    Of an archive it is the worst that becomes of what is packed in it.

    Args:
        files: Each with its kind.
        process: What reads them, one after the other.
        folder: Where each is written, and taken away again.
        max_seconds: What `process` allows a file.
    """
    for kind, file in files:
        _write(file, folder)
        yield _trial(kind, file, process, folder, max_seconds)
        _clear(folder)
    sound = HostileFile(_SOUND, b"sound.txt", PARAGRAPH.encode())
    _write(sound, folder)
    after = _trial(_SOUND, sound, process, folder, max_seconds)
    _clear(folder)
    read = after.fate is ReadingFate.READ
    yield (
        after
        if read
        else HostileTrial(_SOUND, _SOUND, ReadingFate.WRONG, after.seconds, after.remark)
    )


def files_by_recipe(kinds: Sequence[str]) -> Iterator[tuple[str, HostileFile]]:
    """Yield the files of these kinds, each with its kind."""
    for kind in kinds:
        for file in RECIPES[kind]():
            yield kind, file


def files_by_chance(
    kind: str, sound: Iterable[SoundFile], each: int, seed: int
) -> Iterator[tuple[str, HostileFile]]:
    """Yield damaged files, each with its kind and ending; see `damaged_files`."""
    for file in damaged_files(sound, each, seed):
        yield f"{kind} {file.name.rpartition(b'.')[2].decode()}", file


def _write(file: HostileFile, folder: Path) -> None:
    path = folder / os.fsdecode(file.name)
    path.write_bytes(file.content)
    if file.size is not None:
        os.truncate(path, file.size)
    if file.beside is not None:
        path.with_suffix(".yaml").write_bytes(file.beside)


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def _trial(
    kind: str, file: HostileFile, process: ReadingProcess, folder: Path, max_seconds: float
) -> HostileTrial:
    """Return what becomes of the file in a folder; whatever is raised is its end, and wrong."""
    began = time.monotonic()
    slowest_s = 0.0
    try:
        outcomes: list[Document | Fault] = []
        for source in list_sources(folder):
            start = time.monotonic()
            outcomes.append(_outcome(source, process))
            slowest_s = max(slowest_s, time.monotonic() - start)
        fate, remark = max(map(_judged, outcomes), key=_badness)
    except Exception:  # noqa: BLE001  # it would have ended the program
        fate, remark = ReadingFate.WRONG, traceback.format_exc(limit=-1)
    if slowest_s > _LATE * max_seconds + _SPARE_S:
        fate, remark = ReadingFate.WRONG, f"took {slowest_s:.0f} s: {remark}"
    return HostileTrial(kind, file.recipe, fate, time.monotonic() - began, remark)


def _outcome(source: SourceFile, process: ReadingProcess) -> Document | Fault:
    """Return what a build makes of a source."""
    source_digest(source)
    return process.attempt(source)


def _badness(judged: tuple[ReadingFate, str]) -> int:
    """Return how bad a fate is, by its place among them."""
    return list(ReadingFate).index(judged[0])


def _judged(outcome: Document | Fault) -> tuple[ReadingFate, str]:
    """Return what became of a file, and what is to be said of it."""
    if isinstance(outcome, Document):
        return _judged_document(outcome)
    message = outcome.message
    if not message.isprintable() or len(message) > _MAX_MESSAGE:
        return ReadingFate.WRONG, f"told in what cannot be shown: {message[:_MAX_MESSAGE]!r}"
    fates = (fate for words, fate in _STOPPED.items() if words in message)
    return next(fates, ReadingFate.TOLD), message


def _judged_document(document: Document) -> tuple[ReadingFate, str]:
    """Return whether a document can be quoted: its paragraphs in order, its repairs undone."""
    end = 0
    for paragraph in document.paragraphs:
        if not end <= paragraph.start < paragraph.end <= len(document.text):
            return ReadingFate.WRONG, f"paragraph {paragraph.number} lies outside of its place"
        end = paragraph.end
    restore(document.text, document.repairs)  # raises where a repair is not on record
    return ReadingFate.READ, ""
