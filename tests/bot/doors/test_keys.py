"""Keys: shown once, kept as digests, open what they say and nothing once revoked."""

import json
import stat
from pathlib import Path

import pytest

from bot.doors import KeyRing
from bot.library import Readership
from index import CollectionError, SettingsError, alone_in
from tests.support.processes.killed import killed_in


def test_a_key_opens_what_it_was_made_for_until_it_is_revoked(keys: KeyRing) -> None:
    readership = Readership(5, frozenset({6}), frozenset({7}))
    secret = keys.add("newsroom", readership)
    holder = keys.holder(f"Bearer {secret}")
    assert holder is not None
    assert (holder.name, holder.readership) == ("newsroom", readership)
    assert keys.revoke("newsroom")
    assert keys.holder(f"Bearer {secret}") is None
    assert not keys.revoke("newsroom")


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer ", "Basic {}", "{}", "Bearer x{}"])
def test_nothing_else_opens_anything(keys: KeyRing, shown: str) -> None:
    secret = keys.add("newsroom")
    assert keys.holder(shown.format(secret)) is None


def test_what_is_kept_is_private_and_tells_no_key(tmp_path: Path, keys: KeyRing) -> None:
    secret = keys.add("newsroom")
    path = tmp_path / "keys.json"
    assert secret not in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_a_kill_left_of_them_goes_with_the_next_change(tmp_path: Path, keys: KeyRing) -> None:
    killed_in(lambda: keys.add("newsroom"))
    assert [path.suffix for path in tmp_path.glob("*keys.json*")] == [".1"]
    keys.add("archive")
    assert [path.name for path in tmp_path.glob("*keys.json*")] == ["keys.json"]


def test_who_changes_them_while_another_does_is_told_and_nothing_is_lost(
    tmp_path: Path, keys: KeyRing
) -> None:
    keys.add("first")
    with alone_in(tmp_path, "keys"):
        for change in (keys.add, keys.revoke):
            with pytest.raises(CollectionError, match="in use by another `keys`"):
                change("second")
    assert [key.name for key in keys.all()] == ["first"]


def test_two_keys_differ_and_another_process_sees_both(tmp_path: Path, keys: KeyRing) -> None:
    secrets = [keys.add(name) for name in ("b", "a")]
    assert secrets[0] != secrets[1]
    assert [key.name for key in KeyRing(tmp_path / "keys.json").all()] == ["a", "b"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "two\nlines"])
def test_a_key_needs_a_name(keys: KeyRing, name: str) -> None:
    with pytest.raises(SettingsError, match="a key needs a name"):
        keys.add(name)


def test_a_name_is_given_once(keys: KeyRing) -> None:
    keys.add("newsroom")
    with pytest.raises(SettingsError, match="revoke it first"):
        keys.add("newsroom")


@pytest.mark.parametrize(
    "kept",
    [
        "", "[]", "{}", '{"keys": [1]}', '{"keys": [{"name": "a"}]}',
        json.dumps({"keys": [{
            "name": "a", "sha256": "b", "server": "5", "channels": [], "roles": [],
            "made": "2026-01-01T00:00:00+00:00",
        }]}),
        json.dumps({"keys": [{
            "name": "a", "sha256": "b", "server": 5, "channels": ["6"], "roles": [],
            "made": "2026-01-01T00:00:00+00:00",
        }]}),
    ],
)  # fmt: skip
def test_a_damaged_file_opens_nothing_and_is_not_written_over(
    tmp_path: Path, keys: KeyRing, kept: str
) -> None:
    path = tmp_path / "keys.json"
    path.write_text(kept, encoding="utf-8")
    with pytest.raises(CollectionError, match="mend it, or remove it"):
        keys.holder("Bearer x")
    with pytest.raises(CollectionError):
        keys.add("newsroom")
    assert path.read_text(encoding="utf-8") == kept
