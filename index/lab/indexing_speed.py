"""What indexing costs: `python -m index.lab.indexing_speed SET`, a public set's paragraphs.

Each of the set's documents becomes a plain text of its paragraphs, 1,000 of them by default; they
are indexed from nothing, opened again, and indexed once more with one more document. Each stage
runs in a process of its own, as `index` would, so that its memory is its own.
"""

import argparse
import json
import logging
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from index.collection import Collection
from index.lab.timing import done_alone, peak_bytes
from index.models import Encoder, encoder_of
from index.settings import Settings

_MEGABYTE = 1_000_000
_PARAGRAPHS = 1000


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage cost.

    Args:
        name: Of the stage.
        seconds: It took, its start left out.
        peak_mb: The most memory its process had in use, megabytes.
        encoded: Texts that were encoded: passages, their sentences, and words.
        reused: Texts whose vectors were there.
    """

    name: str
    seconds: float
    peak_mb: float
    encoded: int
    reused: int

    def __str__(self) -> str:
        """The stage as it is printed."""
        return (
            f"{self.name:<28} {self.seconds:7.2f} s {self.peak_mb:6.0f} MB "
            f"{self.encoded:8,} encoded {self.reused:8,} reused"
        )


def paragraphs_of(folder: Path, count: int) -> Mapping[str, Sequence[str]]:
    """Return the first paragraphs of a public set, by document, in the order of the file.

    Args:
        folder: Where `passages.jsonl` lies.
        count: How many at most.
    """
    documents: dict[str, list[str]] = {}
    lines = (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines[:count]:
        record = json.loads(line)
        text = " ".join(str(record["text"]).split())
        documents.setdefault(str(record.get("doc", record["id"])), []).append(text)
    return documents


def write_documents(documents: Mapping[str, Sequence[str]], folder: Path) -> list[Path]:
    """Return the plain texts that some documents were written to, one each."""
    folder.mkdir(parents=True)
    paths = []
    for number, paragraphs in enumerate(documents.values()):
        path = folder / f"document-{number:04}.txt"
        path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def built(name: str, knowledge: Path, data: Path, encoder: Encoder | None = None) -> Stage:
    """Return what it costs to bring a collection up to date, and to open it."""
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    settings = Settings()
    began = perf_counter()
    collection = Collection.open(knowledge, data, settings, encoder=encoder or encoder_of(settings))
    seconds = perf_counter() - began
    report = collection.report
    return Stage(name, seconds, peak_bytes() / _MEGABYTE, report.encoded, report.reused)


RunStage = Callable[[str, Path, Path], Stage]


def stages(documents: Mapping[str, Sequence[str]], folder: Path, run: RunStage) -> Iterator[Stage]:
    """Index documents, open them, add one more and take it out again.

    Args:
        documents: At least two; the last is the one that is added.
        folder: An empty one.
        run: Brings a collection up to date.

    Yields:
        What each stage cost.
    """
    knowledge, data = folder / "knowledge", folder / "data"
    *_, last = write_documents(documents, knowledge / "documents")
    apart = folder / last.name
    shutil.move(last, apart)
    yield run("from nothing", knowledge, data)
    yield run("opened again", knowledge, data)
    shutil.move(apart, last)
    yield run("one document more", knowledge, data)
    last.unlink()
    yield run("one document less", knowledge, data)


def _alone(name: str, knowledge: Path, data: Path) -> Stage:
    """Return what a stage costs in a process of its own."""
    return done_alone(built, name, knowledge, data)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m index.lab.indexing_speed",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("set", type=Path, help="folder of a public set")
    parser.add_argument("--paragraphs", type=int, default=_PARAGRAPHS)
    arguments = parser.parse_args()
    documents = paragraphs_of(arguments.set, arguments.paragraphs)
    characters = sum(len(text) for texts in documents.values() for text in texts)
    count = sum(map(len, documents.values()))
    sys.stdout.write(
        f"{count:,} paragraphs of {len(documents)} documents, {characters:,} characters\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        for stage in stages(documents, Path(folder), _alone):
            sys.stdout.write(f"{stage}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
