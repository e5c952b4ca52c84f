"""YAML of any text: its values, or one error with its line."""

import contextlib
import json
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import YamlError
from index.reading.bounded_yaml import compose_yaml, plain_value, read_yaml

WORDS = (
    "a b: : - ? | > [ ] { } , & * &a *a ! !!int !!float !!bool !!timestamp !!binary !!set !!omap "
    "!!null !!str !!map !!seq !x << = ~ # % %YAML %TAG --- ... ' \" \\ \\ud800 \\UFFFFFFFF 0x 0b "
    "1_0 1:2 .inf .nan 1e9 2018-09-11 2018-13-40 true no null é \U0001f600"
)
PIECES = st.lists(st.sampled_from([*WORDS.split(), "\t", "\n", "\n  ", "\n- "]), max_size=30)


def value(text: str) -> object:
    return plain_value(compose_yaml(text, "a.yaml"), "a.yaml")


def test_values_are_what_they_were_written_to_be() -> None:
    text = "a: [x, 1, 1.5, true, ~, '2']\nb: {c: d}\n"
    assert value(text) == {"a": ["x", 1, 1.5, True, None, "2"], "b": {"c": "d"}}
    assert value("") is None
    assert value("\ufeffa: b") == {"a": "b"}


def test_thirty_two_levels_are_read_and_one_more_is_not() -> None:
    assert value("[" * 32 + "]" * 32) == json.loads("[" * 32 + "]" * 32)
    with pytest.raises(YamlError, match=r"a\.yaml is not YAML in line 1 \(it nests deeper than 32"):
        value("[" * 33 + "]" * 33)


def test_a_fault_is_told_with_its_line() -> None:
    with pytest.raises(YamlError, match=r"^a\.yaml is not YAML in line 2 \(mapping values are"):
        value("a: b\nc: d: e\n")
    with pytest.raises(YamlError, match=r"^a\.yaml has 'x' in line 2, which is no int: correct or"):
        value("a: b\nc: !!int x\n")


def test_a_file_that_is_missing_long_or_of_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with pytest.raises(YamlError, match=r"a\.yaml cannot be read \(No such file or directory\)"):
        read_yaml(path)
    path.write_bytes(b"a: \xff")
    with pytest.raises(YamlError, match=r"a\.yaml is not UTF-8 text"):
        read_yaml(path)
    path.write_text(f"# {'é' * 100_000}")
    with pytest.raises(YamlError, match=r"a\.yaml is longer than 200 kB"):
        read_yaml(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes have names here")
def test_a_pipe_in_its_place_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    with pytest.raises(YamlError, match=r"^a\.yaml is no file: put one in its place$"):
        read_yaml(tmp_path / "a.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes have names here")
def test_what_somebody_named_may_come_by_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    writer = threading.Thread(target=(tmp_path / "a.yaml").write_text, args=("a: b\n",))
    writer.start()
    node = read_yaml(tmp_path / "a.yaml", named=True)
    writer.join()
    assert plain_value(node, "a.yaml") == {"a": "b"}


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(max_size=60), PIECES.map(" ".join), PIECES.map("".join)))
def test_any_text_gives_a_value_that_can_be_written_or_one_error(text: str) -> None:
    with contextlib.suppress(YamlError):
        json.dumps(value(text), ensure_ascii=False, default=str).encode()
