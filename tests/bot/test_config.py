"""The operator's file: its defaults, and every fault named at once with its line."""

from pathlib import Path

import pytest

from bot.config import ROOT, Config, read_config, token
from bot.shards import Shards
from index import Settings, SettingsError


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_file_says_the_defaults() -> None:
    shipped = read_config(ROOT / "config.yaml")
    assert (shipped.index, shipped.discord, shipped.sandbox) == (
        Config().index,
        Config().discord,
        Config().sandbox,
    )


def test_every_key_is_commented_in_the_shipped_file() -> None:
    from dataclasses import fields

    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    for group in (Config().index, Config().discord, Config().sandbox):
        for item in fields(group):
            assert f"{item.name}:" in text


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    config = read_config(written(tmp_path, "knowledge: papers\n"))
    assert config.knowledge == tmp_path / "papers"


def test_all_faults_are_reported_at_once_with_line_and_nearest_key(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "indx: {}\nindex:\n  treads: 3\n  threads: many\n  answer_threshold: 7\n"
        "discord:\n  cooldown_s: true\n",
    )
    with pytest.raises(SettingsError) as caught:
        read_config(path)
    lines = str(caught.value).splitlines()
    assert [line.split(": ", 1)[0].rsplit(" ", 1)[1] for line in lines] == ["1", "3", "4", "5", "7"]
    assert "did you mean index?" in lines[0]
    assert "did you mean threads?" in lines[1]
    assert "a whole number, not 'many'" in lines[2]
    assert "between 0 and 1" in lines[3]
    assert "a number, not True" in lines[4]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("reader: buitlin", "builtin"),
        ("reader: Built-in", "builtin"),
        ("reader: None", "none"),
        ("encoder: all-MiniML-L6-v2", "all-MiniLM-L6-v2"),
        ("encoder: all-minilm-l6-v2", "all-MiniLM-L6-v2"),
    ],
)
def test_a_mistyped_model_is_a_fault_with_the_one_that_was_meant(
    tmp_path: Path, line: str, meant: str
) -> None:
    with pytest.raises(SettingsError, match=f", line 2: index.* did you mean {meant}\\?$"):
        read_config(written(tmp_path, f"index:\n  {line}\n"))


@pytest.mark.parametrize("text", ["token: a.b.c", "discord:\n  DISCORD_TOKEN: a.b.c"])
def test_a_token_in_the_file_is_told_where_it_belongs_and_never_shown(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match="in the environment, as DISCORD_TOKEN: ") as caught:
        read_config(path)
    assert "a.b.c" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("cooldown_s: 3", "under discord"),
        ("index: {cooldown_s: 3}", "under discord"),
        ("port: 3", "under sandbox or doors or metrics"),
        ("index: {data: there}", "at the beginning of a line, under nothing"),
    ],
)
def test_a_key_that_stands_in_another_place_is_told_where_it_belongs(
    tmp_path: Path, text: str, home: str
) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=f"; it belongs {home}$"):
        read_config(path)


@pytest.mark.parametrize(
    "line", ["encoder: all-MiniLM-L12-v2", "encoder: some/model", "reader: bert", "reader: none"]
)
def test_another_model_than_the_own_ones_is_taken_as_it_is(tmp_path: Path, line: str) -> None:
    read_config(written(tmp_path, f"index:\n  {line}\n"))


def test_a_folder_may_be_called_nearly_as_a_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "buildin").mkdir()
    monkeypatch.chdir(tmp_path)
    assert read_config(written(tmp_path, "index:\n  reader: buildin\n")).index.reader == "buildin"


def test_an_address_of_a_database_is_taken_as_it_is(tmp_path: Path) -> None:
    address = "postgresql://briefing@db.example:5433/briefing?sslmode=verify-full"
    assert read_config(written(tmp_path, f"storage: {address}\n")).storage == address
    assert read_config(written(tmp_path, "storage: embedded\n")).storage == Config().storage
    several = "postgresql://briefing@db-1:5432,db-2,[::1]:5434/briefing"
    assert read_config(written(tmp_path, f"storage: {several}\n")).storage == several


@pytest.mark.parametrize(
    ("storage", "fault"),
    [
        ("postgresql://briefing:canary@db/briefing", "must hold no password: put it into the env"),
        ("postgresql://:canary@db/briefing", "must hold no password"),
        ("postgresql://briefing@db/briefing?password=canary", "must hold no password"),
        ("postgresql://briefing:canary@db:port/briefing", "must be embedded or an address such as"),
        ("postgresql://briefing@db:1,db:0/briefing", "must be embedded or an address such as"),
        ("postgresql//briefing:canary@db/briefing", "must be embedded or an address such as"),
        ("postgresql://db/briefing", "must be embedded or an address such as postgresql://ROLE@"),
        ("postgresql://briefing@db", "must be embedded or an address such as postgresql://ROLE@"),
        ("mysql://briefing@db/briefing", "must be embedded or an address such as"),
        ("[postgresql]", "must be embedded or an address"),
    ],
)
def test_an_address_that_is_none_or_has_a_password_is_told_without_it(
    tmp_path: Path, storage: str, fault: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read_config(written(tmp_path, f"storage: {storage}\n"))
    assert f"config.yaml, line 1: storage {fault}" in str(caught.value).replace(str(tmp_path), "")
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "# nothing\n", "index:\n"])
def test_an_empty_file_means_the_defaults(tmp_path: Path, text: str) -> None:
    assert read_config(written(tmp_path, text)).index == Settings()


@pytest.mark.parametrize(
    ("written_value", "kept", "in_force"),
    [("auto", None, 0.68), ("0.55", 0.55, 0.55), ("1", 1.0, 1.0), ("0", 0.0, 0.0)],
)
def test_a_threshold_is_a_number_or_left_to_the_program(
    tmp_path: Path, written_value: str, kept: float | None, in_force: float
) -> None:
    path = written(tmp_path, f"index:\n  answer_threshold: {written_value}\n")
    settings = read_config(path).index
    assert (settings.answer_threshold, settings.threshold) == (kept, in_force)


def test_only_a_threshold_may_be_left_to_the_program(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="threads must be a whole number, not 'auto'"):
        read_config(written(tmp_path, "index:\n  threads: auto\n"))


def test_broken_yaml_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"line 2"):
        read_config(written(tmp_path, "index:\n  encoder: a: b\n"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.yaml cannot be read"):
        read_config(tmp_path / "nowhere.yaml")


def test_a_whole_number_serves_where_a_number_is_asked(tmp_path: Path) -> None:
    assert read_config(written(tmp_path, "discord:\n  cooldown_s: 5\n")).discord.cooldown_s == 5.0


def test_a_key_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="stands twice"):
        read_config(written(tmp_path, "index:\n  threads: 1\n  threads: 2\n"))


def test_the_token_comes_from_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", " abc ")
    assert token() == "abc"
    monkeypatch.setenv("DISCORD_TOKEN", "  ")
    assert token() is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("index:\n  answer_threshold: .nan\n", "line 2: index.answer_threshold must lie between 0"),
        (
            "library:\n  megabytes: 0\n",
            "line 2: library.megabytes must lie between 1 and 1000000 megabytes, not 0",
        ),
        ("discord:\n  cooldown_s: .nan\n", "line 2: discord.cooldown_s must lie between 0"),
        ("index:\n  max_file_seconds: .inf\n", "line 2: index.max_file_seconds must lie between"),
        ("index:\n  threads: !!int ''\n", "line 2: index.threads must be a whole number, not ''"),
        ("sandbox:\n  open_browser: !!bool maybe\n", "must be true or false, not 'maybe'"),
        ("index:\n  threads: !!timestamp soon\n", "must be a whole number, not 'soon'"),
        ("index:\n  threads: !thing 1\n", "must be a whole number, not '1'"),
        ("index:\n  threads: [1]\n", "index.threads must be a whole number, not several values"),
        (f"index:\n  threads: {'9' * 5000}\n", "must be a whole number, not '999"),
        (f"index:\n  threads: 0x{'f' * 50_000}\n", "must be a whole number, not '0xfff"),
        (f"discord:\n  cooldown_s: {'9' * 400}\n", "cooldown_s must be a number, not '999"),
        (f"index: {'[' * 500}{']' * 500}\n", "config.yaml is not YAML in line 1 (it nests deeper"),
        ("index:\n  encoder: &a [*a]\n", "is not YAML in line 2 (an alias is not followed here"),
        ('data: "\\ud800"\n', "is not YAML in line 1 (a control character or half a character"),
        ('data: "\\0"\n', "is not YAML in line 1 (a control character or half a character"),
        ('data: "\\UFFFFFFFF"\n', "config.yaml is not YAML"),
        ("? [a]\n: b\n", "is not YAML in line 1 (a key is no text)"),
        ("#" * 300_000, "config.yaml is longer than 200 kB"),
        ('data: ""\n', "line 1: data must name a folder; take the line out for the default"),
        ('index: {}\nknowledge: "  "\n', "line 2: knowledge must name a folder"),
        ("index:\n  reader: ''\n", "line 2: index.reader must not be empty"),
        ("index:\n  encoder: ' '\n", "line 2: index.encoder must not be empty"),
        ("doors:\n  address: ''\n", "line 2: doors.address must not be empty"),
        ("metrics:\n  address: ' '\n", "line 2: metrics.address must not be empty"),
        ("data: ~nobody-of-this-name/x\n", "line 1: data leads nowhere"),
    ],
    ids=range(26),
)
def test_a_hostile_file_is_told_with_the_line_and_nothing_of_it_is_taken(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read_config(written(tmp_path, text))
    assert told in str(caught.value)
    assert all(len(line) < 400 for line in str(caught.value).splitlines())


def test_of_many_faults_the_first_twenty_are_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        read_config(written(tmp_path, "".join(f"k{number}: 1\n" for number in range(50))))
    lines = str(caught.value).splitlines()
    assert len(lines) == 21
    assert lines[-1].endswith("config.yaml: and 30 more")


def test_a_threshold_that_is_no_number_is_in_no_range() -> None:
    with pytest.raises(SettingsError, match="must lie between 0 and 1"):
        Settings(answer_threshold=float("nan"))


@pytest.mark.parametrize("text", ["0-9/8", "three", "0/0"])
def test_shards_that_are_none_are_told_with_what_to_write(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match=r"line 2: discord\.shards must .* such as 0-3/8"):
        read_config(written(tmp_path, f"discord:\n  shards: {text}\n"))


def test_shards_are_read_and_without_a_word_of_them_all_are_served_as_one(tmp_path: Path) -> None:
    config = read_config(written(tmp_path, "discord:\n  shards: 4-7/8\n"))
    assert config.discord.served() == Shards(4, 7, 8)
    assert Config().discord.served() is None


@pytest.mark.parametrize("text", ["services: []\n", "index: [\n"])
def test_of_a_file_that_nobody_named_it_is_told_where_it_lies_and_how_to_name_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    stray = written(tmp_path, text)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError) as caught:
        read_config()
    assert str(stray) in str(caught.value)
    assert "--config FILE names another" in str(caught.value)
    with pytest.raises(SettingsError) as caught:
        read_config(stray)
    assert "--config" not in str(caught.value)
