"""ARCHITECTURE.md, held against the folders and against the contracts of pyproject.toml."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
# In these each room has a section of its own.
HOUSES = ("index", "bot")
RUNNING = ("models", "mcp", "postgres", "otel")  # the extras of what runs
FLOORS = {
    "index": "The library's floors",
    "bot": "The bot's floors",
    "bot.chat": "`bot/chat`",
    "bot.sandbox": "`bot/sandbox`",
    "bot.library": "`bot/library`",
    "bot.terminal": "`bot/terminal`",
    "index.answers": "`index/answers`",
    "index.reading": "`index/reading`",
    "index.search": "`index/search`",
}
# Of these a second table says what the rooms hold that have no section of their own.
WINGS = (
    "bot/chat", "bot/library", "bot/terminal", "index/answers", "index/reading", "index/search",
)  # fmt: skip


def packages(folder: str) -> set[str]:
    """The folders in a folder that can be imported, by their names."""
    return {path.parent.name for path in (ROOT / folder).glob("*/__init__.py")}


def modules(folder: str) -> set[str]:
    """The files and folders that one may import from a folder, by their names."""
    files = {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}
    return files | packages(folder)


def section(heading: str) -> str:
    """What stands under a heading of the third level, until the next one."""
    return TEXT.split(f"\n### {heading}\n")[1].split("\n##")[0]


def rows(heading: str) -> list[list[str]]:
    """The names in the first column of the tables of a section, row by row."""
    cells = re.findall(r"^\| (`[^|]*`) \|", section(heading), re.MULTILINE)
    return [re.findall(r"`(\w+)`", cell) for cell in cells]


def settings() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def contracts() -> list[dict[str, Any]]:
    """The contracts of import-linter."""
    written: list[dict[str, Any]] = settings()["tool"]["importlinter"]["contracts"]
    return written


def layers(container: str) -> list[list[str]]:
    """The floors of a container as its contract has them, from the top."""
    contract = next(one for one in contracts() if one.get("containers") == [container])
    return [sorted(re.findall(r"\w+", layer)) for layer in contract["layers"]]


SECTIONS = re.findall(r"^### `([\w/]+)`$", TEXT, re.MULTILINE)


def test_every_room_has_a_section_and_no_section_is_of_a_room_that_is_not_there() -> None:
    there = {f"{house}/{name}" for house in HOUSES for name in packages(house)}
    inner = {f"{wing}/{name}" for wing in WINGS for name in packages(wing)}
    assert there <= set(SECTIONS) <= there | inner
    assert len(SECTIONS) == len(set(SECTIONS))


@pytest.mark.parametrize("room", SECTIONS)
def test_a_room_is_told_by_the_modules_that_it_has_each_once(room: str) -> None:
    named = Counter(name for row in rows(f"`{room}`") for name in row)
    assert named == Counter(modules(room))


@pytest.mark.parametrize("container", FLOORS)
def test_the_floors_are_those_of_the_contract(container: str) -> None:
    assert [sorted(row) for row in rows(FLOORS[container])] == layers(container)


@pytest.mark.parametrize("wing", WINGS)
def test_what_each_room_of_a_wing_holds_is_told_once(wing: str) -> None:
    lines = re.findall(r"^\| (\w+) \| (.*`.*) \|$", section(f"`{wing}`"), re.MULTILINE)
    told = {room: Counter(re.findall(r"`(\w+)`", cell)) for room, cell in lines}
    without = {room for room in packages(wing) if f"{wing}/{room}" not in SECTIONS}
    assert told == {room: Counter(modules(f"{wing}/{room}")) for room in without}


def test_a_contract_keeps_to_itself_what_a_room_does_not_offer() -> None:
    offering = {
        path.parent for house in ("index", "bot") for path in ROOT.glob(f"{house}/*/**/*.pyi")
    }
    protected = {name for one in contracts() for name in one.get("protected_modules", ())}
    kept = {ROOT / name.removesuffix(".**").replace(".", "/") for name in protected}
    assert {room for room in offering if not kept & {room, *room.parents}} == set()


def test_what_the_architecture_points_to_is_there() -> None:
    steps = re.findall(r"^ +((?:bot|index)/[\w/]+)", TEXT, re.MULTILINE)
    named = {*steps, *re.findall(r"`(\w+(?:/\w+)+(?:\.\w+)?)`", TEXT)}
    assert len(steps) > 20
    assert [path for path in named if not stands(path)] == []


def stands(path: str) -> bool:
    """Whether a file, folder or module is there, its path from the root or from a package."""
    return any(is_there(root + path) for root in ("", "index/", "bot/"))


def dependencies() -> set[str]:
    """The packages that the program is installed with, or may be, by their names."""
    project = settings()["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *(one for extra in RUNNING for one in extras[extra])]
    return {re.split(r"[<>=\[]", one)[0].lower() for one in asked}


def dependency_rows() -> list[tuple[str, str]]:
    """The packages of each row of the table of dependencies, and the places that import them."""
    table = TEXT.split("\n## Dependencies, and why\n")[1].strip().split("\n\n")[0]
    return re.findall(r"^\| ([^|]+) \|[^|]+\| ([^|]+) \|$", table, re.MULTILINE)[1:]


def test_every_dependency_has_its_reason_in_the_table() -> None:
    named = " ".join(packages for packages, _ in dependency_rows()).lower()
    assert dependencies() - set(re.findall(r"[\w.-]+", named)) == set()


def test_the_places_that_import_a_dependency_are_there() -> None:
    places = [place for _, cell in dependency_rows() for place in cell.split(", ")]
    assert places
    assert [place for place in places if not stands(place)] == []


def is_there(path: str) -> bool:
    """Whether there is such a file or folder, or such a module."""
    return (ROOT / path).exists() or (ROOT / f"{path}.py").exists()
