"""Kill builders and damage what they built, and print whether the collection is right after it.

python -m index.lab.storage_faults                          300 kills, 500 damaged files
python -m index.lab.storage_faults --kills 20 --flips 0 --seed 7

It ends with 1 where anything was wrong, or where fewer than half of the builders were killed: some
end before the moment at which they would be.

It forks, and so is run as a process of its own: a process with threads must not be forked.
"""

import argparse
import json
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from index.lab.graded_essays import essay_files, records_of
from index.lab.storage_faults.flips import DAMAGES, DamageFate, DamageTrial, flips
from index.lab.storage_faults.kills import KillTrial, kills
from index.lab.storage_faults.scene import SETTINGS, Scene
from index.lab.storage_faults.shared_reader import shared_reader

_MOST_SEED = 1_000_000
_LEFT = ("none", "old", "new", "damaged")
_WIDTH = 12
_FEWEST = 0.5  # of the builders


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables and return the exit code: 0 where nothing was wrong, and enough killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300, help="builders that are killed")
    parser.add_argument("--flips", type=int, default=500, help="files that are damaged")
    parser.add_argument("--seed", type=int, help="of everything; left out, another every time")
    parser.add_argument("--json", action="store_true", help="an object for every trial")
    options = parser.parse_args(arguments)
    if not hasattr(os, "fork"):
        parser.error("this needs a system that forks, such as Linux")
    seed = random.randrange(_MOST_SEED) if options.seed is None else options.seed  # noqa: S311
    chance = random.Random(seed)  # noqa: S311  # to be repeated, not to be secret
    essays = records_of(essay_files())
    paragraphs = [text for essay in essays for text in essay["paragraphs"]]
    killed: list[KillTrial] = []
    damaged: list[DamageTrial] = []
    with tempfile.TemporaryDirectory() as folder, shared_reader(SETTINGS):
        for trial in kills(Scene(Path(folder, "kills"), paragraphs, chance), options.kills):
            killed.append(trial)
            _tell(trial, wrong=bool(trial.fault), as_json=options.json)
        for damage in flips(Scene(Path(folder, "flips"), paragraphs, chance), options.flips):
            damaged.append(damage)
            _tell(damage, wrong=damage.fate is DamageFate.WRONG, as_json=options.json)
    if not options.json:
        sys.stdout.write(_kill_table(killed) + _flip_table(damaged) + f"seed {seed}\n")
    wrong = not is_well(killed) or any(trial.fate is DamageFate.WRONG for trial in damaged)
    return int(wrong)


def is_well(trials: Sequence[KillTrial]) -> bool:
    """Return whether nothing was wrong with any builder, and enough were killed to say so."""
    killed = sum(trial.killed for trial in trials)
    return killed >= _FEWEST * len(trials) and not any(trial.fault for trial in trials)


def _tell(trial: KillTrial | DamageTrial, *, wrong: bool, as_json: bool) -> None:
    """Print a trial: each as JSON, else those where something was wrong."""
    record = asdict(trial)
    if as_json:
        sys.stdout.write(json.dumps(record) + "\n")
    elif wrong:
        sys.stdout.write(f"wrong: {record}\n")
    sys.stdout.flush()


def _kill_table(trials: Sequence[KillTrial]) -> str:
    """Return how many builders were killed, what they left and how it opened."""
    left = Counter(trial.left for trial in trials if trial.killed)
    heads = ("killed", *(f"left {name}" for name in _LEFT), "wrong")
    counts = (
        sum(trial.killed for trial in trials),
        *(left[name] for name in _LEFT),
        sum(bool(trial.fault) for trial in trials),
    )
    return _line("builders", heads) + _line(str(len(trials)), counts)


def _flip_table(trials: Sequence[DamageTrial]) -> str:
    """Return what came of each kind of damage."""
    heads = ("files", *(fate.value for fate in DamageFate))
    table = _line("damage", heads)
    for name in (*DAMAGES, ""):
        own = [trial for trial in trials if name in {"", trial.damage}]
        fates = Counter(trial.fate for trial in own)
        table += _line(name or "all", (len(own), *(fates[fate] for fate in DamageFate)))
    return table


def _line(head: str, cells: Sequence[object]) -> str:
    return f"{head:16}" + "".join(f"{cell!s:>{_WIDTH}}" for cell in cells) + "\n"


if __name__ == "__main__":
    sys.exit(main())
