"""`library`: a server's own documents, from the terminal."""

import io
import json
import re
import shlex
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.config import ROOT, Config
from bot.languages import Sentence
from bot.library import Brought, Change, EventKind, RatedText, Shelves, original_place
from bot.terminal.arguments import run
from index import digest_of_text
from tests.support.documents.pdfs import pdf, pdf_lines

MILL = "The mill at Arvale was built in 1702 by Ada Marlow."
LIGHT = "The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "mill.txt").write_text(MILL, encoding="utf-8")
    (tmp_path / "light.txt").write_text(LIGHT, encoding="utf-8")
    return ["--knowledge", str(tmp_path / "knowledge"), "--data", str(tmp_path / "data")]


def library(places: list[str], *arguments: str) -> int:
    return run(["library", *arguments, *places])


def test_a_document_is_added_limited_listed_and_removed(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    light, server = str(tmp_path / "light.txt"), ("--server", "7")
    assert library(places, "add", light, *server, "--channel", "5") == 0
    assert "light.txt · 1 kB · added 20" in capsys.readouterr().out
    assert library(places, "list", *server, "--json") == 0
    name = json.loads(capsys.readouterr().out)["name"]
    assert library(places, "scope", name, *server, "--role", "8", "--role", "9", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["name"], record["channels"], record["roles"]) == (name, [], [8, 9])
    assert library(places, "add", light, *server, "--json") == 0  # a new version, as limited
    assert json.loads(capsys.readouterr().out)["roles"] == [8, 9]
    assert library(places, "list", "--server", "8") == 0
    assert "no documents of its own" in capsys.readouterr().out
    assert library(places, "remove", name, *server, "--yes") == 0
    assert capsys.readouterr().out == (
        "removed: light.txt\nThe server has no documents of its own.\n"
    )


@pytest.mark.parametrize(
    ("typed", "code", "left"), [("\n", 1, True), ("no\n", 1, True), ("Y\n", 0, False)]
)
def test_a_document_is_removed_once_somebody_agreed_to_that(
    places: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    code: int,
    left: bool,
) -> None:
    server = ("--server", "7")
    assert library(places, "add", str(tmp_path / "light.txt"), *server) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert library(places, "remove", "light", *server) == 2  # nobody is there to be asked
    assert "else give --yes" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert library(places, "remove", "light", *server) == code
    told = capsys.readouterr()
    assert "Remove light.txt? It cannot be brought back. [y/N]" in told.err
    assert ("nothing was removed" in told.err, "removed: light.txt" in told.out) == (left, not left)
    assert library(places, "list", *server, "--json") == 0
    assert ("light.txt" in capsys.readouterr().out) is left
    assert library(places, "list", *server, "--yes") == 2


def test_a_document_is_opened_to_everybody_only_where_that_is_said(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = ("--server", "7")
    assert library(places, "add", str(tmp_path / "light.txt"), *server, "--role", "8") == 0
    name = capsys.readouterr().out.partition(":")[0]
    assert library(places, "scope", name, *server) == 2
    told = capsys.readouterr()
    assert f"{name} is seen by role 8, in private answers. Who shall see it?" in told.err
    assert told.out == ""
    assert library(places, "scope", name, *server, "--everybody", "--role", "8") == 2
    assert library(places, "list", *server, "--everybody") == 2
    assert library(places, "list", *server, "--json") == 0
    assert json.loads(capsys.readouterr().out)["roles"] == [8]
    assert library(places, "scope", name, *server, "--everybody") == 0
    assert capsys.readouterr().out.startswith(f"{name} is now seen by everybody\n{name}: light.txt")
    assert library(places, "scope", name, *server, "--channel", "5") == 0
    assert f"{name} is now seen by everybody, in channel 5 only" in capsys.readouterr().out
    assert library(places, "history", *server) == 0
    lines = [line.partition(" UTC: ")[2] for line in capsys.readouterr().out.splitlines()]
    assert lines[:2] == [
        "limited light.txt: seen by everybody, in channel 5 only, by the operator",
        "opened light.txt to everybody, by the operator",
    ]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("missing.txt", "there is no file {file}; nothing was added"),
        ("slides.pptx", "{file}: .pptx is of a kind that is not read: save it as .pdf; nothing"),
        ("empty.txt", "{file}: it is empty: put text into it; nothing was added"),
    ],
)
def test_where_one_of_several_files_cannot_be_added_none_is(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, why: str
) -> None:
    (tmp_path / "slides.pptx").write_bytes(b"PK")
    (tmp_path / "empty.txt").touch()
    file, server = tmp_path / name, ("--server", "7")
    assert library(places, "add", str(tmp_path / "light.txt"), str(file), *server) == 1
    assert why.format(file=file) in capsys.readouterr().err
    assert library(places, "list", *server) == 0
    assert "no documents of its own" in capsys.readouterr().out


def test_a_name_that_is_none_is_answered_with_the_nearest(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = ("--server", "7")
    (tmp_path / "Ferry Rules.md").write_text(f"# Crossing at Ebbing\n\n{MILL}\n", encoding="utf-8")
    files = (str(tmp_path / "light.txt"), str(tmp_path / "Ferry Rules.md"))
    assert library(places, "add", *files, *server, "--role", "8") == 0
    ferry, light = (line.partition(":")[0] for line in capsys.readouterr().out.splitlines())
    assert light.startswith("light-")
    meant = {"light": light, "light.txt": light, "lihgt": light}
    meant |= {"ferry-rules": ferry, "Ferry Rules.md": ferry, "crossing at Ebbing": ferry}
    for words, name in meant.items():
        for action in ("scope", "show"):
            assert library(places, action, words, *server) == 1
            told = f"no document {words!r}; did you mean {name}?"
            assert told in capsys.readouterr().err
    assert library(places, "show", "harbour", *server) == 1
    assert "no document 'harbour'; `library list` names those it has" in capsys.readouterr().err


def test_the_examples_of_the_guide_for_operators_work_as_they_are_written(
    places: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (ROOT / "OPERATING.md").read_text(encoding="utf-8")
    part = guide.partition("## Servers from the command line")[2]
    examples = re.findall("^    briefing-bot library (.+)$", part, re.MULTILINE)
    assert len(examples) > 5
    (tmp_path / "report.pdf").write_bytes(pdf([pdf_lines(700, LIGHT)]))
    monkeypatch.chdir(tmp_path)
    for example in examples:
        assert library(places, *shlex.split(example)) == 0, example


def test_an_id_that_cannot_be_one_of_discords_is_warned_of(
    places: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert library(places, "list", "--server", "7") == 0
    told = capsys.readouterr()
    assert "briefing-bot: 7 has fewer than 17 digits, and is no ID of Discord's" in told.err
    assert "Copy ID" in told.err
    assert "no documents of its own" in told.out
    assert library(places, "list", "--server", "12345678901234567") == 0
    assert capsys.readouterr().err == ""


def test_a_document_that_the_disk_lost_is_marked_in_the_list(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = ("--server", "7")
    assert library(places, "add", str(tmp_path / "light.txt"), *server) == 0
    capsys.readouterr()
    for is_lost in (False, True):
        assert library(places, "list", *server) == 0
        assert library(places, "list", *server, "--json") == 0
        line, record = capsys.readouterr().out.splitlines()
        assert line.endswith(" · lost on the disk: add it again") is is_lost
        assert json.loads(record)["lost"] is is_lost
        sha256 = json.loads(record)["sha256"]
        original_place(tmp_path / "data", sha256).write_bytes(b"flipped")


def test_settings_are_shown_changed_and_put_back(
    places: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    server = ("--server", "7")
    assert library(places, "settings", *server) == 0
    assert "Cooldown: 3 s, set by the operator" in capsys.readouterr().out
    changes = ("--set", "channels=6,5", "--set", "cooldown_s=10", "--set", "citation_style=apa")
    assert library(places, "settings", *server, *changes, "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert record == {
        "server": 7,
        "channels": [5, 6],
        "private_answers": None,
        "private_roles": [],
        "citation_style": "apa",
        "cooldown_s": 10.0,
        "operator_documents": True,
        "manager_role": None,
        "gaps_channel": None,
        "gaps_role": None,
        "new_channels": [],
        "new_roles": [],
        "opinions": False,
        "threads": False,
        "language": None,
        "in_force": {"private_answers": False, "citation_style": "apa", "cooldown_s": 10.0},
    }
    assert library(places, "settings", *server, "--set", "cooldown_s=default") == 0
    shown = capsys.readouterr().out
    assert "Answers in: channel 5, channel 6" in shown
    assert "Cooldown: 3 s, set by the operator" in shown
    mixed = ("--set", "cooldown_s=20", "--set", "citation_style=harvard")
    assert library(places, "settings", *server, *mixed) == 2
    assert "must be one of chicago" in capsys.readouterr().err
    assert library(places, "settings", *server) == 0
    assert capsys.readouterr().out == shown


def test_what_is_new_is_for_whom_the_server_wants_and_what_is_there_stays_as_it_is(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    light, server = str(tmp_path / "light.txt"), ("--server", "7")
    (tmp_path / "later.txt").write_text(LIGHT, encoding="utf-8")
    assert library(places, "add", light, *server) == 0
    wanted = ("--set", "new_channels=5", "--set", "new_roles=8,9")
    assert library(places, "settings", *server, *wanted) == 0
    told = "New documents are seen by: role 8, role 9, in private answers, in channel 5 only"
    assert told in capsys.readouterr().out
    assert library(places, "add", light, str(tmp_path / "later.txt"), *server, "--json") == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    scopes = {one["file"].split("-")[0]: (one["channels"], one["roles"]) for one in records}
    assert scopes == {"light.txt": ([], []), "later": ([5], [8, 9])}


def test_gaps_and_opinions_are_told_of_every_document(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = ("--server", "7")
    assert library(places, "add", str(tmp_path / "light.txt"), *server, "--role", "8") == 0
    assert library(places, "gaps", *server) == 0
    assert "The moderators were told of no question yet." in capsys.readouterr().out
    shelves = Shelves(replace(Config(), data=tmp_path / "data"))
    servers, day = shelves.servers, date(2026, 3, 1)
    (shelved,) = shelves.documents(7)
    servers.count_gap(7, day)
    light = RatedText(own=True, document=shelved.name, wording=digest_of_text(LIGHT))
    mill = RatedText(own=False, document="mill", wording="that of a version before")
    servers.opinions.count(7, [light, mill], day, helpful=True)
    servers.opinions.count(7, [light], day, helpful=False)
    assert library(places, "gaps", *server, "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["server"], record["gaps"]) == (7, {"2026-03-01": 1})
    assert [list(one.values())[1:] for one in record["opinions"]] == [[0, 0, 1, 0], [1, 1, 0, 0]]
    assert library(places, "gaps", *server) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2026-03-01 UTC: 1 question told"
    assert lines[1].endswith(": in earlier versions 1 helpful, 0 not")
    assert lines[2].endswith(": 1 helpful, 1 not")


def test_jobs_are_listed_tried_again_and_dropped(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = ("--server", "7")
    assert library(places, "jobs", *server) == 0
    assert "Nothing waits to be taken in" in capsys.readouterr().out
    assert not (tmp_path / "data" / "library").exists()
    jobs = Shelves(replace(Config(), data=tmp_path / "data")).jobs
    job = jobs.submit(7, Brought("light.txt", LIGHT.encode()))
    assert library(places, "jobs", *server) == 0
    assert "light.txt · waiting, number 1 in the queue" in capsys.readouterr().out
    taken = jobs.take("me")
    assert taken
    jobs.fail(taken, "me", Sentence("it is damaged"))
    assert library(places, "jobs", *server, "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["job"], record["state"], record["reason"]) == (job.id, "failed", "it is damaged")
    assert library(places, "retry", str(job.id), *server) == 0
    assert "waiting, number 1" in capsys.readouterr().out
    assert library(places, "retry", str(job.id), *server) == 1
    assert "no job" in capsys.readouterr().err
    assert library(places, "drop", str(job.id), "--server", "8") == 1
    assert library(places, "drop", str(job.id), *server) == 0
    assert "Nothing waits" in capsys.readouterr().out


def test_the_help_names_every_setting_that_there_is(
    places: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert library(places, "settings", "--server", "7", "--set", "colour=red") == 2
    there = capsys.readouterr().err.strip().partition("; there are ")[2].split(", ")
    with pytest.raises(SystemExit, match="0"):
        library(places, "--help")
    words = " ".join(capsys.readouterr().out.split())
    assert "cooldown_s" in there
    assert f"what is changed ({', '.join(there)})" in words


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (("settings",), 2, "which server?"),
        (("settings", "--server", "7", "--set", "cooldown"), 2, "--set takes NAME=VALUE"),
        (("settings", "--server", "7", "--set", "colour=red"), 2, "no setting 'colour'"),
        (("settings", "cooldown_s=3", "--server", "7"), 2, "`library settings --set NAME=VALUE`"),
        (("list", "--server", "7", "--set", "cooldown_s=3"), 2, "and `library settings`, not of"),
        (("list", "light", "--server", "7"), 2, "is of all there is, not of 'light'"),
        (("list",), 2, "which server?"),
        (("dance", "--server", "7"), 2, "'dance' is nothing that can be done"),
        (("add", "--server", "7"), 2, "`library add` needs a name"),
        (("remove", "dark", "--server", "7"), 1, "no document 'dark'"),
        (("add", "light.exe", "--server", "7"), 1, "light.exe"),
    ],
)
def test_what_cannot_be_done_is_told(
    places: list[str],
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    why: str,
) -> None:
    assert library(places, *arguments) == code
    assert why in capsys.readouterr().err


def test_the_history_tells_who_changed_what(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = ("--server", "7")
    assert library(places, "add", str(tmp_path / "light.txt"), *server) == 0
    (tmp_path / "later.txt").write_text(LIGHT, encoding="utf-8")
    assert library(places, "replace", "light", str(tmp_path / "later.txt"), *server) == 0
    assert library(places, "settings", *server, "--set", "cooldown_s=9") == 0
    events = Shelves(replace(Config(), data=tmp_path / "data")).events
    events.note(7, Change(EventKind.REMOVED, "gone.txt", 77))
    capsys.readouterr()
    assert library(places, "history", *server) == 0
    lines = [line.partition(" UTC: ")[2] for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "removed gone.txt, by member 77",
        "settings cooldown_s=9, by the operator",
        "put later.txt in the place of light.txt, by the operator",
        "added light.txt, by the operator",
    ]
    events.forget(77)
    assert library(places, "history", *server, "--json") == 0
    lines = capsys.readouterr().out.splitlines()
    first = json.loads(lines[0])
    assert (first["kind"], first["what"], first["member"]) == ("removed", "gone.txt", None)
    replaced = json.loads(lines[2])
    assert (replaced["kind"], replaced["what"]) == ("replaced", "later.txt")
    assert json.loads(lines[1])["after"] == {"cooldown_s": "9"}
