"""Streams of standard input: each line for itself, whatever it holds."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from rich.text import Text

from bot.config import ROOT
from bot.plain_text import LONGEST_TEXT
from bot.terminal import given as given_module
from bot.terminal.console import console
from bot.terminal.given import LONGEST_LINE
from tests.support.terminal import QUESTION, Told

KEYS = {"ask": "question", "brief": "topic", "cite": "claim", "verify": "quotation"}
FAULTY = [
    "{not json",
    "{}",
    '{"question": 5}',
    '{"question": "a", "history": [1]}',
    '{"question": "a", "history": 7}',
    '{"question": "a", "history": "before"}',
    '{"question": ' + "9" * 5000 + "}",
    '{"question": ' + "[" * 200_000,
    '{"a": ' * 100_000,
    json.dumps({"question": "a" * (LONGEST_TEXT + 1)}),
    json.dumps({"question": "a", "history": ["b" * (LONGEST_TEXT + 1)]}),
]


def records(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize("line", FAULTY, ids=lambda line: line[:30])
def test_a_malformed_line_gets_its_own_object_and_the_others_are_answered(
    told: Callable[..., Told], line: str
) -> None:
    code, out, errors = told("ask", "--json", given=f"{QUESTION}\n\n{line}\nWhat is gained?\n")
    assert (code, errors) == (1, "")
    first, fault, last = records(out)
    assert [first["question"], last["question"]] == [QUESTION, "What is gained?"]
    assert set(fault) == {"error", "line"}
    assert fault["line"] == 3
    assert 0 < len(fault["error"]) < 200


def test_a_malformed_line_is_told_to_people_on_standard_error(told: Callable[..., Told]) -> None:
    code, out, errors = told("ask", given=f"{{not \x1b[31mjson\n{QUESTION}\n")
    assert code == 1
    assert QUESTION in out
    assert errors.startswith("briefing-bot: line 1: a line that starts with {")
    assert errors.endswith("{not ␛[31mjson\n")
    assert errors.count("\n") == 1


@pytest.mark.parametrize("command", KEYS)
@pytest.mark.parametrize(
    "long", ["a" * (LONGEST_TEXT + 1), "al-Qaeda " * 12_000, "b" * (LONGEST_LINE + 1) * 2]
)
def test_a_text_without_end_is_refused_and_the_next_one_is_not(
    told: Callable[..., Told], command: str, long: str
) -> None:
    code, out, _ = told(command, "--json", given=f"{long}\nTaliban funding\n")
    fault, record = records(out)
    assert code == 1
    assert set(fault) == {"error", "line"}
    assert f"{LONGEST_TEXT:,}" in fault["error"] or f"{LONGEST_LINE:,}" in fault["error"]
    assert fault["line"] == 1
    assert record[KEYS[command]] == "Taliban funding"


@pytest.mark.parametrize("command", KEYS)
def test_an_argument_without_end_is_wrong_usage(told: Callable[..., Told], command: str) -> None:
    code, out, errors = told(command, "a" * (LONGEST_TEXT + 1), "--json")
    assert (code, out) == (2, "")
    assert errors.startswith(f"briefing-bot: the {KEYS[command]} has 10,001 characters")
    assert errors.count("\n") == 1


def test_an_address_that_leads_nowhere_costs_its_line_alone(told: Callable[..., Told]) -> None:
    code, out, _ = told("cite", "--json", given="12\ndeadly-cooperation:99\n13\n")
    assert code == 1
    twelfth, fault, thirteenth = records(out)
    assert [record["passages"][0]["paragraph"] for record in (twelfth, thirteenth)] == [12, 13]
    assert fault["line"] == 2
    assert "99" in fault["error"]


def test_half_a_character_is_replaced(told: Callable[..., Told]) -> None:
    line = '{"question": "Why \\ud83d persist?", "history": ["\\udfff"]}'
    code, out, _ = told("ask", "--json", given=f"{line}\n")
    assert code == 0
    assert records(out)[0]["question"] == "Why \ufffd persist?"


@pytest.mark.parametrize("command", KEYS)
def test_half_a_character_of_the_argument_is_replaced(
    told: Callable[..., Told], command: str
) -> None:
    code, out, _ = told(command, "Taliban \udcff funding", "--json")
    assert code == 0
    assert records(out)[0][KEYS[command]] == "Taliban \ufffd funding"


def test_output_that_cannot_hold_a_character_gets_it_escaped(
    told: Callable[..., Told], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "out"
    with path.open("w", encoding="ascii") as out:
        monkeypatch.setattr("sys.stdout", out)
        code, _, _ = told("brief", "为什么", "--json")
    assert code == 0
    assert json.loads(path.read_text("ascii"))["topic"] == "为什么"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder whose document is full of sequences for terminals; its metadata may not be."""
    sequence = "\x1b[31m\x9b2J\x1b]0;owned\x07"
    plain = "Ropes are made of hemp, and hemp grows inland along the river. " * 20
    text = f"Ships wait in the harbour {sequence} for the tide of the morning.\n\n{plain}\n"
    (tmp_path / "harbour.txt").write_text(text, "utf-8")
    fields = {"title": "[red]Ports[/] of hemp", "URL": "https://example.org/[red]"}
    (tmp_path / "harbour.yaml").write_text(json.dumps(fields), "utf-8")
    return tmp_path


ASKED = [
    ["ask", "Where do ships wait \x1b[2J\x9b?", "--nearest"],
    ["brief", "ships \x1b[2J\x9b"],
    ["cite", "Ships wait in the harbour \x1b[2J\x9b"],
    ["cite", "1"],
    ["verify", "Ships wait \x1b[2J\x9b in the harbour"],
    ["show"],
    ["show", "--repairs"],
    ["show", "\x1b[2J\x9b"],
    ["index"],
]
TOLD = [
    *ASKED,
    ["brief", "ships \x1b[2J\x9b", "--format", "md"],
    ["brief", "ships \x1b[2J\x9b", "--format", "html"],
    [],
    *([*arguments, "--json"] for arguments in ASKED),
]


@pytest.mark.parametrize("arguments", TOLD, ids=" ".join)
def test_no_sequence_of_a_question_or_document_reaches_the_terminal(
    told: Callable[..., Told], hostile: Path, arguments: list[str]
) -> None:
    _, out, errors = told(*arguments, knowledge=hostile)
    assert "binary" not in errors
    assert out + errors
    assert not set("\x1b\x9b\x07\x7f") & set(out + errors)


def test_a_title_is_no_markup_at_the_prompt(
    told: Callable[..., Told], hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed: Iterator[str] = iter(["a" * (LONGEST_TEXT + 1), "Where do ships wait?", ""])
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    monkeypatch.setattr(given_module, "at_a_terminal", lambda: True)
    code, out, errors = told("ask", knowledge=hostile)
    assert code == 0, errors
    assert "“[red]Ports[/] " in out
    assert "Ships wait in the" in out
    assert errors.startswith("briefing-bot: line 1: the question has 10,001 characters")


def test_on_a_terminal_the_only_sequences_are_those_of_styles_and_links(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    out = console()
    out.print(Text("wor\x1b[2Jds", style="bold"))
    assert capsys.readouterr().out == "\x1b[1mwor␛[2Jds\x1b[0m\n"
    out.print(Text("place", Style(link="https://example.org/\x1b]0;owned\x07")))
    assert capsys.readouterr().out == "place\n"
    out.print(Text("place", Style(link="https://example.org/")))
    assert "https://example.org/" in capsys.readouterr().out


def test_the_knowledge_of_the_project_holds_nothing_that_had_to_be_made_visible(
    told: Callable[..., Told],
) -> None:
    _, out, _ = told("show", knowledge=ROOT / "knowledge")
    assert not set(out) & {chr(code) for code in range(0x2400, 0x2422)}
