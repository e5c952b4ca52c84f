"""`keys`: made, listed and revoked from the terminal; what makes no sense is told."""

import json
from pathlib import Path

import pytest

from bot.doors import KeyRing
from bot.library import Readership
from bot.terminal.arguments import run


def keys(folder: Path, *arguments: str) -> int:
    return run(["keys", *arguments, "--data", str(folder)])


def test_a_key_is_shown_once_listed_and_revoked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = ("newsroom", "--server", "5", "--channel", "6", "--channel", "7", "--role", "8")
    assert keys(tmp_path, "add", *made) == 0
    secret = capsys.readouterr().out.strip()
    holder = KeyRing(tmp_path / "keys.json").holder(f"Bearer {secret}")
    assert holder is not None
    assert holder.readership == Readership(5, frozenset({6, 7}), frozenset({8}))
    assert keys(tmp_path, "list") == 0
    listed = capsys.readouterr().out
    sees = "the operator's documents and server 5's, channel 6, channel 7, role 8"
    assert listed.startswith(f"newsroom: {sees}, made 20")
    assert secret not in listed
    assert keys(tmp_path, "revoke", "newsroom") == 0
    assert keys(tmp_path) == 0
    left = capsys.readouterr()
    assert left == ("", "There are no keys; `briefing-bot keys add NAME` makes one.\n")


def test_programs_read_keys_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert keys(tmp_path, "add", "newsroom", "--server", "5", "--role", "8", "--json") == 0
    made = json.loads(capsys.readouterr().out)
    secret = made.pop("key")
    holder = KeyRing(tmp_path / "keys.json").holder(f"Bearer {secret}")
    assert holder is not None
    assert holder.name == "newsroom"
    assert keys(tmp_path, "--json") == 0
    (listed,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert listed == made
    shown = {name: listed[name] for name in ("name", "server", "channels", "roles")}
    assert shown == {"name": "newsroom", "server": 5, "channels": [], "roles": [8]}
    assert keys(tmp_path, "revoke", "newsroom", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"name": "newsroom", "revoked": True}


@pytest.mark.parametrize("arguments", [("list",), ("revoke", "newsroom")])
def test_a_data_folder_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    nowhere = tmp_path / "nowhere"
    assert keys(nowhere, *arguments) == 2
    assert f"there is no data folder {nowhere}" in capsys.readouterr().err
    assert not nowhere.exists()


def test_of_a_key_is_listed_only_what_it_may_see(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    KeyRing(tmp_path / "keys.json").add("operator")
    KeyRing(tmp_path / "keys.json").add("server", Readership(5))
    assert keys(tmp_path) == 0
    lines = [line.partition(", made ")[0] for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "operator: the operator's documents",
        "server: the operator's documents and server 5's",
    ]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("dance",), "'dance' is nothing that can be done"),
        (("add",), "needs the name of the key's holder"),
        (("revoke", "nobody"), "there is no key named 'nobody'"),
        (("add", "newsroom", "--role", "8"), "name it with --server ID"),
    ],
)
def test_what_makes_no_sense_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], why: str
) -> None:
    assert keys(tmp_path, *arguments) == 2
    assert why in capsys.readouterr().err
    assert not (tmp_path / "keys.json").exists()


@pytest.mark.parametrize("option", ["--server", "--channel", "--role"])
@pytest.mark.parametrize("given", ["0", "-5", "9" * 19, "general"])
def test_what_is_no_id_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, given: str
) -> None:
    with pytest.raises(SystemExit, match="2"):
        keys(tmp_path, "add", "newsroom", f"{option}={given}")
    told = capsys.readouterr().err
    assert f"{given!r} is no id: in Discord, switch on User Settings › Advanced › Dev" in told
