"""What servers chose: kept, checked, and changed by several at once."""

import errno
import logging
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.embeds import settings_embed
from bot.config import Config, DiscordSettings
from bot.library import (
    DEFAULT,
    DatabaseAwayError,
    ServerSettings,
    Shelves,
    lines_in_force,
)
from bot.library.ports import ChoicesPort
from bot.library.sqlite.migrations import MIGRATIONS
from bot.library.tables.server_settings import UNKNOWN
from index import Settings, SettingsError, Style, UnwritableError
from tests.support.stand_in.server_choices import CHOSEN

TEXTS = {
    "channels": "5,6",
    "private_answers": "no",
    "private_roles": "14,15",
    "citation_style": "csl-json",
    "cooldown_s": "7.5",
    "operator_documents": "no",
    "manager_role": "8",
    "gaps_channel": "9",
    "gaps_role": "10",
    "new_channels": "11,12",
    "new_roles": "13",
    "opinions": "yes",
    "threads": "yes",
    "language": "de",
}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return replace(Config(), data=tmp_path / "data")


def catalogue(config: Config) -> Path:
    return config.data / "library" / "catalogue.sqlite3"


def servers(config: Config) -> ChoicesPort:
    return Shelves(config).servers


def test_each_value_is_a_text_and_back() -> None:
    made = ServerSettings()
    for name, text in TEXTS.items():
        made = made.changed(name, text)
    assert made == CHOSEN
    assert CHOSEN.chosen() == TEXTS
    assert ServerSettings().chosen() == {}
    for name in TEXTS:
        made = made.changed(name, DEFAULT)
    assert made == ServerSettings()


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("colour", "red", "no setting 'colour'; there are channels, private_answers"),
        ("channels", "5,general", "channels must be ids of channels"),
        ("channels", "-5", "an id is a positive number"),
        ("private_answers", "maybe", "private_answers must be yes or no, or default"),
        ("citation_style", "harvard", "must be one of chicago, apa"),
        ("cooldown_s", "soon", "cooldown_s must be a number of seconds"),
        ("cooldown_s", "3601", "cooldown_s must lie between 0 and 3600 s"),
        ("cooldown_s", "nan", "cooldown_s must lie between 0 and 3600 s"),
        ("manager_role", "0", "an id is a positive number"),
        ("new_channels", "general", "new_channels must be ids of channels"),
        ("new_roles", "8,0", "an id is a positive number"),
        ("gaps_role", "-1", "an id is a positive number"),
        ("gaps_channel", "#moderators", "gaps_channel must be the id of a channel"),
    ],
)
def test_what_is_no_value_is_told(name: str, text: str, why: str) -> None:
    with pytest.raises(SettingsError, match=why):
        ServerSettings().changed(name, text)


def test_what_a_server_did_not_choose_is_as_the_operator_has_it() -> None:
    manners = DiscordSettings(private_answers=True, cooldown_s=5.0)
    config = replace(Config(), discord=manners, index=Settings(citation_style="mla"))
    left = ServerSettings().in_force(config)
    assert (left.private_answers, left.citation_style, left.cooldown_s) == (True, Style.MLA, 5.0)
    assert CHOSEN.in_force(config) == CHOSEN
    assert replace(CHOSEN, cooldown_s=1.0).in_force(config).cooldown_s == 5.0


def test_a_value_that_cannot_be_read_is_as_by_default_and_told(
    config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    kept = servers(config)
    kept.change(1, lambda _: CHOSEN)
    with sqlite3.connect(catalogue(config)) as connection:
        connection.execute("UPDATE settings SET text = 'harvard' WHERE name = 'citation_style'")
    assert kept.settings(1) == replace(CHOSEN, citation_style=None)
    assert "server 1: citation_style must be one of" in caplog.text


def test_who_sees_what_is_new_is_never_taken_for_everybody_where_it_cannot_be_read(
    config: Config,
) -> None:
    kept = servers(config)
    kept.change(1, lambda _: CHOSEN)
    with sqlite3.connect(catalogue(config)) as connection:
        connection.execute("UPDATE settings SET text = 'all' WHERE name = 'new_roles'")
    with pytest.raises(SettingsError, match="new_roles must be ids of roles"):
        kept.new_scope(1)


def test_a_damaged_catalogue_is_told_when_it_is_opened_and_costs_nothing_else(
    config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    catalogue(config).parent.mkdir(parents=True)
    catalogue(config).write_bytes(b"no database at all, but long enough to be one" * 100)
    servers(config).open(())
    assert "the libraries of servers cannot be opened" in caplog.text


def test_where_the_catalogue_cannot_be_read_what_was_read_last_holds(
    config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    kept = servers(config)
    kept.change(1, lambda _: CHOSEN)
    path = catalogue(config)
    for file in path.parent.glob("catalogue.sqlite3*"):
        file.unlink()
    path.write_bytes(b"no database at all, but long enough to be one" * 100)
    with caplog.at_level(logging.WARNING):
        assert kept.settings(1) == CHOSEN
        assert servers(config).settings(1) == UNKNOWN
    assert caplog.text.count("the settings of server 1 cannot be read") == 2


def test_what_cannot_be_read_is_as_private_as_a_server_can_have_it(config: Config) -> None:
    assert (UNKNOWN.private_answers, UNKNOWN.operator_documents) == (True, False)
    for use in (UNKNOWN.checked, lambda: UNKNOWN.new_scope):
        with pytest.raises(DatabaseAwayError, match="cannot be read now"):
            use()
    kept = servers(config)
    assert kept.settings(1).checked() == ServerSettings()
    assert (kept.known(1), kept.known(None)) == (ServerSettings(), ServerSettings())
    assert kept.known(2) == UNKNOWN


def test_a_catalogue_in_a_folder_that_is_closed_is_one_that_cannot_be_read(
    config: Config, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept = servers(config)
    kept.change(1, lambda _: CHOSEN)

    def closed(path: Path) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", closed)
    assert (kept.settings(1), servers(config).settings(1)) == (CHOSEN, UNKNOWN)
    assert caplog.text.count("the settings of server 1 cannot be read") == 2
    kept.open(())
    assert "the libraries of servers cannot be opened" in caplog.text
    with pytest.raises(UnwritableError, match="Permission denied"):
        kept.gaps(1)
    with pytest.raises(UnwritableError, match="Permission denied"):
        kept.new_scope(1)


def test_a_catalogue_of_the_first_schema_takes_settings(config: Config) -> None:
    catalogue(config).parent.mkdir(parents=True)
    with closing(sqlite3.connect(catalogue(config))) as connection:
        for statement in (*MIGRATIONS[0], "PRAGMA user_version = 1"):
            connection.execute(statement)
        connection.commit()
    assert servers(config).settings(1) == ServerSettings()
    assert servers(config).change(1, lambda _: CHOSEN) == CHOSEN


def test_of_very_many_channels_the_first_are_named_so_that_the_card_has_room() -> None:
    chosen = ServerSettings(channels=frozenset(range(1, 201)), manager_role=8)
    lines = lines_in_force(chosen, Config(), "<#{}>".format, "<@&{}>".format)
    assert lines["Answers in"].endswith("<#49>, <#50> and 150 more")
    card = settings_embed(lines, [], with_role=True).description or ""
    assert all(f"**{name}:** {value}" in card for name, value in lines.items())
