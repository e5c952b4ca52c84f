"""A plugin of pytest's for `bot.lab.steadiness`: an order by chance, and a file of what failed."""

from collections import defaultdict
from pathlib import Path
from random import Random

import pytest

from bot.lab.steadiness import FAILED, SEED


def by_chance(names: list[str], chance: Random) -> list[int]:
    """Return the places of tests in another order, those of a file together.

    Args:
        names: As pytest names tests: the file, `::`, the rest.
        chance: Decides on the order of files, and of tests in each.
    """
    of_file: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        of_file[name.split("::")[0]].append(place)
    files = sorted(of_file)
    chance.shuffle(files)
    for file in files:
        chance.shuffle(of_file[file])
    return [place for file in files for place in of_file[file]]


class _Noted:
    """Notes what fails in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{report.nodeid} ({report.when})\n")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(SEED, type=int, required=True, dest="chance_seed")
    parser.addoption(FAILED, type=Path, required=True, dest="failed_in")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # a worker hands its reports on
        config.pluginmanager.register(_Noted(config.option.failed_in))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    places = by_chance([item.nodeid for item in items], Random(config.option.chance_seed))
    items[:] = [items[place] for place in places]
