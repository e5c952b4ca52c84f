"""Read files that were made to do harm, and damaged ones, and print what became of them.

python -m index.lab.hostile                     every recipe, and 40 damaged files of each format
python -m index.lab.hostile --kinds PDF --damaged 0 --list
python -m index.lab.hostile --kinds --files FOLDER      damaged ones, also of a folder's documents

Small files are damaged that are made here, the essay as pandoc writes it, where that is installed,
and documents of a folder.
"""

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from index.lab.hostile.damaged_files import sound_files
from index.lab.hostile.hostile_file import HostileFile
from index.lab.hostile.trials import (
    RECIPES,
    HostileTrial,
    ReadingFate,
    files_by_chance,
    files_by_recipe,
    trials,
)
from index.lab.hostile.whole_documents import converted, documents_in
from index.reading import ReadingLimits, ReadingProcess

_ROOT = Path(__file__).parents[3]
_TEXT = _ROOT / "knowledge/documents/deadly-cooperation.txt"
_MEGABYTE = 1_000_000
_MOST_SEED = 1_000_000
_KIND = 27  # width of the first column; of the others:
_WIDTH = 15


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and return the exit code: 0 where nothing went wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m index.lab.hostile",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--kinds", nargs="*", choices=tuple(RECIPES), default=tuple(RECIPES))
    parser.add_argument("--damaged", type=int, default=40, help="files made of each sound one")
    parser.add_argument("--files", type=Path, help="folder of documents to be damaged as well")
    parser.add_argument("--seed", type=int, help="of the damage; left out, another every time")
    parser.add_argument("--seconds", type=float, default=20.0, help="that a file may take")
    parser.add_argument("--megabytes", type=int, default=1000, help="of memory, likewise")
    parser.add_argument("--list", action="store_true", help="tell of every file")
    parser.add_argument("--json", action="store_true", help="an object for every file")
    options = parser.parse_args(arguments)
    seed = random.randrange(_MOST_SEED) if options.seed is None else options.seed  # noqa: S311
    limits = ReadingLimits(
        max_seconds=options.seconds, max_memory_bytes=options.megabytes * _MEGABYTE
    )
    files = chain(
        files_by_recipe(options.kinds), _damaged_files(options.files, options.damaged, seed)
    )
    done: list[HostileTrial] = []
    with tempfile.TemporaryDirectory() as folder, ReadingProcess(limits) as process:
        for trial in trials(files, process, Path(folder), options.seconds):
            done.append(trial)
            if options.json:
                sys.stdout.write(json.dumps(_record(trial)) + "\n")
            elif options.list or trial.fate is ReadingFate.WRONG:
                sys.stdout.write(_line(trial))
    if not options.json:
        sys.stdout.write(_table(done) + f"seed {seed}\n")
    return int(any(trial.fate is ReadingFate.WRONG for trial in done))


def _damaged_files(folder: Path | None, each: int, seed: int) -> Iterator[tuple[str, HostileFile]]:
    """Yield damaged files, each with its kind: made here, by pandoc, and of a folder."""
    small = sound_files(_TEXT.read_text("utf-8"))
    yield from files_by_chance("damaged", small, each, seed)
    made = converted(_TEXT, _tell) if each else ()
    yield from files_by_chance("pandoc's, damaged", made, each, seed)
    if folder is not None:
        yield from files_by_chance("others', damaged", documents_in(folder), each, seed)


def _tell(missing: str) -> None:
    sys.stderr.write(f"{missing}\n")


def _record(trial: HostileTrial) -> dict[str, str | float]:
    """Return a trial as JSON has it."""
    return {
        "kind": trial.kind,
        "recipe": trial.recipe,
        "fate": trial.fate.value,
        "seconds": round(trial.seconds, 3),
        "remark": trial.remark,
    }


def _line(trial: HostileTrial) -> str:
    """Return a trial on a line."""
    remark = " ".join(trial.remark.split())
    return f"{trial.fate.value}: {trial.kind}, {trial.recipe} ({trial.seconds:.1f} s) {remark}\n"


def _table(done: Sequence[HostileTrial]) -> str:
    """Return how many files of each kind had which fate, and the longest that one took."""
    heads = ("files", *(fate.value for fate in ReadingFate), "longest")
    head = f"{'':{_KIND}}" + "".join(f"{head:>{_WIDTH}}" for head in heads)
    kinds = dict.fromkeys(trial.kind for trial in done)
    rows = (_row(kind, [trial for trial in done if trial.kind == kind]) for kind in kinds)
    return "\n".join((head, *rows, _row("all", done))) + "\n"


def _row(kind: str, done: Sequence[HostileTrial]) -> str:
    """Return a row of the table."""
    fates = Counter(trial.fate for trial in done)
    counts = (len(done), *(fates[fate] for fate in ReadingFate))
    longest = max((trial.seconds for trial in done), default=0.0)
    return (
        f"{kind:{_KIND}}"
        + "".join(f"{n:>{_WIDTH}}" for n in counts)
        + f"{longest:>{_WIDTH - 2}.1f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
