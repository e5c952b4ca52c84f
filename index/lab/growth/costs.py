"""What building, opening, adding and asking cost at one size, each in a process of its own."""

import resource
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time, thread_time
from typing import Any

from index.collection import Collection
from index.lab.growth.material import (
    A_DOCUMENT,
    DirectionEncoder,
    name_of,
    questions,
    text_of,
    write_documents,
)
from index.lab.timing import Timing, done_alone, peak_bytes, resident_bytes, timed
from index.search import Retriever
from index.settings import Settings
from index.storage import home_of

_MEGABYTE = 1_000_000
_STAGES = ("build", "open", "add", "replace", "remove")
_WARM_UP = 5  # questions: models, memory and lazy tables
_READER = Settings().reader


@dataclass(frozen=True, slots=True)
class GrowthStage:
    """What one stage cost.

    Args:
        seconds: By the clock.
        processor_s: Of the processor, that of the process that reads files included.
        peak_mb: The most memory that the process had in use, megabytes.
    """

    seconds: float
    processor_s: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What questions cost.

    Args:
        search: What finds passages.
        answer: The whole answer, its reading included.
        opened_mb: Memory that was resident once the collection was open, megabytes.
        resident_mb: The same, behind the questions.
    """

    search: Timing
    answer: Timing
    opened_mb: float
    resident_mb: float


@dataclass(frozen=True, slots=True)
class Costs:
    """What a collection of one size costs.

    Args:
        passages: Of the collection.
        build: From nothing.
        open: Again, behind one that was opened before, so that nothing is imported for it.
        add: One document more, of 40 passages.
        replace: That document by another.
        remove: It is taken out again.
        asked: What questions cost.
        disk_mb: What was built, megabytes on disk.
    """

    passages: int
    build: GrowthStage
    open: GrowthStage
    add: GrowthStage
    replace: GrowthStage
    remove: GrowthStage
    asked: Asked
    disk_mb: float

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> "Costs":
        """Return the costs of a line of JSON, parsed."""
        asked = record["asked"]
        timings = {name: Timing(**asked[name]) for name in ("search", "answer")}
        stages: dict[str, Any] = {name: GrowthStage(**record[name]) for name in _STAGES}
        return cls(**{**record, **stages, "asked": Asked(**{**asked, **timings})})


def costs_at(passages: int, folder: Path, asked: int, reader: str = _READER) -> Costs:
    """Return what a collection of so many passages costs.

    Args:
        passages: How many, a multiple of 40.
        folder: An empty one.
        asked: Questions, at least 1.
        reader: See `Settings`.
    """
    knowledge, data = folder / "knowledge", folder / "data"
    documents = max(passages // A_DOCUMENT, 1)
    write_documents(knowledge / "documents", passages)
    build = done_alone(built, knowledge, data)
    opened = done_alone(opened_again, knowledge, data)
    answers = done_alone(answered, knowledge, data, questions(documents, asked), reader)
    disk = sum(path.stat().st_size for path in home_of(data, knowledge).rglob("*"))
    # In the middle of the folder's order, so that what lies behind it moves.
    path = (knowledge / "documents" / name_of(documents // 2)).with_suffix(".more.md")
    path.write_text(text_of(documents), encoding="utf-8")
    add = done_alone(built, knowledge, data)
    path.write_text(text_of(documents + 1), encoding="utf-8")
    replace = done_alone(built, knowledge, data)
    path.unlink()
    remove = done_alone(built, knowledge, data)
    return Costs(passages, build, opened, add, replace, remove, answers, disk / _MEGABYTE)


def built(knowledge: Path, data: Path) -> GrowthStage:
    """Return what it costs to bring a collection up to date; not what encoding its texts does."""
    encoder = DirectionEncoder()
    with _timed() as cost:
        Collection.open(knowledge, data, Settings(), encoder=encoder)
    return _stage(cost, encoder.seconds)


def opened_again(knowledge: Path, data: Path) -> GrowthStage:
    """Return what it costs to open a collection that is current."""
    Collection.open(knowledge, data, Settings(), encoder=DirectionEncoder())
    with _timed() as cost:
        Collection.open(knowledge, data, Settings(), encoder=DirectionEncoder())
    return _stage(cost)


def answered(knowledge: Path, data: Path, asked: Sequence[str], reader: str) -> Asked:
    """Return what questions cost a collection that was just opened."""
    encoder = DirectionEncoder()
    collection = Collection.open(knowledge, data, Settings(reader=reader), encoder=encoder)
    opened_mb = _resident_mb()
    retriever = Retriever(collection._built.index, encoder)  # what `ask` does first
    for question in asked[:_WARM_UP]:
        retriever.search(question)
        collection.ask(question)
    search = timed("search", retriever.search, asked, thread_time)
    answer = timed("answer", collection.ask, asked)
    return Asked(search, answer, opened_mb, _resident_mb())


@dataclass(slots=True)
class _Spent:
    seconds: float = 0.0
    processor_s: float = 0.0


@contextmanager
def _timed() -> Iterator[_Spent]:
    spent = _Spent()
    began, processor = perf_counter(), _processor_s()
    yield spent
    spent.seconds = perf_counter() - began
    spent.processor_s = _processor_s() - processor


def _stage(spent: _Spent, left_out_s: float = 0.0) -> GrowthStage:
    seconds, processor = (max(one - left_out_s, 0.0) for one in (spent.seconds, spent.processor_s))
    return GrowthStage(seconds, processor, peak_bytes() / _MEGABYTE)


def _processor_s() -> float:
    """Return the seconds of the processor that this process and those it started have had.

    Not `os.times`: it counts in hundredths, and a small collection opens in less than one.
    """
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + ended.ru_utime + ended.ru_stime


def _resident_mb() -> float:
    return resident_bytes() / _MEGABYTE
