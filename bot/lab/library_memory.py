"""What open libraries take in memory, beside what is reckoned: `python -m bot.lab.library_memory`.

For servers with so many passages, beside 1,500 of the operator's, it prints what the Python objects
and arrays of a server's own documents take once they are open, and those of what is joined of them
and the operator's once that was asked and a quotation was checked (tracemalloc); and what
`Collection.memory` reckons. Texts and vectors are synthetic (see `synthetic_library`). What is
mapped is not counted, nor are vectors that FAISS holds: of these what is reckoned is exact.
"""

import argparse
import gc
import sys
import tempfile
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.config import Config, LibrarySettings
from bot.lab.synthetic_library import CheapEncoder, markdown
from bot.library import Brought, Readership, Shelves
from index import Collection, Settings

_OPERATORS = 1_500  # passages, as a book has them
_OF_A_DOCUMENT = 200  # passages at most
_QUESTIONS = 10
_ROOMY = LibrarySettings(documents=100_000, megabytes=1_000_000.0, passages=10_000_000)
_QUOTATION = "the words of something that nobody said at all in any of it"


def _taken() -> int:
    """Return what is in memory now, bytes."""
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def _documents(guild: int, passages: int) -> list[Brought]:
    """Return what a server has."""
    made = []
    for number, begin in enumerate(range(0, passages, _OF_A_DOCUMENT)):
        count = min(passages - begin, _OF_A_DOCUMENT)
        text = markdown(count, guild * 1_000 + number)
        made.append(Brought(f"document-{number}.md", text))
    return made


def _use(collection: Collection) -> None:
    """Ask a collection, and check a quotation against it."""
    words = list(collection._built.index.lexical.word_forms)
    for number in range(_QUESTIONS):
        collection.ask(f"Who was it that did {words[7 * number]} and {words[13 * number]}?")
    collection.verify(_QUOTATION)


def _line(name: str, collection: Collection, taken: int) -> str:
    """Return a line on what a collection takes."""
    report = collection.report
    reckoned = collection.memory / 1_000_000
    return (
        f"{name}  {report.passages:6} passages  {report.sentences:6} sentences  "
        f"{taken / 1_000_000:6.2f} MB  reckoned {reckoned:6.2f} MB\n"
    )


def _measure(config: Config, guild: int, public: Collection) -> None:
    """Print what one server's documents take."""
    tracemalloc.start()
    shelves = Shelves(config)
    shelves.generation(guild)
    before = _taken()
    own = shelves.own(guild, public)
    assert own is not None  # noqa: S101  # they can be read
    sys.stdout.write(_line("own   ", own, _taken() - before))
    before = _taken()
    view = shelves.collection(Readership(guild), public)
    _use(view)
    sys.stdout.write(_line("joined", view, _taken() - before))
    sys.stdout.flush()
    tracemalloc.stop()


def _run(sizes: Sequence[int], folder: Path) -> None:
    knowledge = folder / "knowledge"
    knowledge.mkdir()
    (knowledge / "operators.md").write_bytes(markdown(_OPERATORS, 1))
    settings = Settings(reader="none")
    config = replace(
        Config(), knowledge=knowledge, data=folder / "data", index=settings, library=_ROOMY
    )
    public = Collection.open(knowledge, config.data, settings, encoder=CheapEncoder())
    _use(public)
    for guild, passages in enumerate(sizes, start=1):
        Shelves(config).take_all(guild, _documents(guild, passages), public)
        _measure(config, guild, public)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="What open libraries take in memory.")
    parser.add_argument("--passages", type=int, nargs="+", default=[20, 200, 1_000, 4_000])
    sizes = parser.parse_args().passages
    with tempfile.TemporaryDirectory() as folder:
        _run(sizes, Path(folder))


if __name__ == "__main__":
    main()
