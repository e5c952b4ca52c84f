"""The documents for people: what they refer to is there, and their commands are some."""

import ast
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from bot.chat.rereading import CHANGEABLE
from bot.config import ROOT
from bot.library import ServerSettings
from bot.terminal import run
from bot.terminal.commands import all_commands

OF_FOLDERS = ("knowledge/README.md", "tests/README.md", "index/models/weights/README.md")
DOCUMENTS = (*sorted(path.name for path in ROOT.glob("*.md")), *OF_FOLDERS)
FOR_USERS = ("README.md", "OPERATING.md", "MODERATING.md", "JSON.md", "knowledge/README.md")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"(?:\$ )?(?:[A-Z_]+=\S+ )?(?:\.venv/bin/)?briefing-bot (.*)")
_RECORDS = (
    *("bot/records.py", "bot/terminal/json_records.py", "bot/terminal/managing/library_deeds.py"),
    *(
        "bot/terminal/backing_up.py",
        "bot/terminal/measuring/calibration.py",
        "bot/terminal/quotations.py",
    ),
    "bot/terminal/commands/doctor.py",
)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_of_a_document_leads_somewhere(document: str) -> None:
    path = ROOT / document
    links = [link for link in _LINK.findall(path.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not _leads_somewhere(path, link)] == []


def _leads_somewhere(path: Path, link: str) -> bool:
    name, _, heading = link.partition("#")
    target = path.parent / name if name else path
    return target.exists() and (not heading or heading in _anchors(target))


def _anchors(path: Path) -> set[str]:
    """Return what the headings of a document are linked by, as forges derive it."""
    headings = re.findall(r"^#+ (.*)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", FOR_USERS)
def test_every_command_of_a_document_is_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], document: str
) -> None:
    for command in all_commands().values():
        monkeypatch.setattr(command, "run", lambda _: 0)
    for words in _commands_in((ROOT / document).read_text("utf-8")):
        try:
            code = run(words)
        except SystemExit as ended:
            code = 1 if ended.code else 0
        assert code == 0, f"{words}: {capsys.readouterr().err}"


def _commands_in(text: str) -> Iterator[list[str]]:
    """Give the arguments of each command that stands on a line of its own, or behind a pipe.

    Yields:
        As the program is given them.
    """
    indented = re.findall(r"^    (.*)$", text, re.MULTILINE)
    fenced = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [*indented, *"".join(fenced).splitlines()]
    for line in lines:
        if match := _COMMAND.fullmatch(line.strip().removeprefix("| ")):
            yield shlex.split(re.split(r" [|<>] ", match[1])[0])


def test_the_guide_to_json_names_every_field() -> None:
    guide = set(re.findall(r"[`\"](\w+)[`\"]", (ROOT / "JSON.md").read_text("utf-8")))
    printed = {name for module in _RECORDS for name in _keys(ROOT / module)}
    assert "confidence" in printed
    assert sorted(printed - guide) == []


def _keys(module: Path) -> Iterator[str]:
    """Give the keys of the records that a module makes.

    Yields:
        Each.
    """
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Dict):
            keys = [one.value for one in node.keys if isinstance(one, ast.Constant)]
            yield from (key for key in keys if isinstance(key, str) and key.islower())


def test_operators_are_told_what_takes_effect_at_a_signal() -> None:
    guide = (ROOT / "OPERATING.md").read_text("utf-8")
    section = guide.split("## Signals", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE)
    assert {group: frozenset(re.findall(r"`(\w+)`", names)) for group, names in rows} == CHANGEABLE


def test_operators_are_told_every_setting_of_a_server() -> None:
    guide = (ROOT / "OPERATING.md").read_text("utf-8")
    names = re.findall(r"^\| (`[^|]*) \|", guide.split("**Names.**", 1)[1], re.MULTILINE)
    there = {field.name for field in fields(ServerSettings)} - {"is_known"}
    assert set(re.findall(r"`(\w+)`", " ".join(names))) == there
