"""What members chose, in a database: each sees their own rows; a file is taken over for good."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.chat.audience.preferences import Preferences, ReplyForm
from bot.library import CITATION_STYLE, FORM, PREFERENCES_FILE
from bot.library.postgres import PostgresEngine
from bot.library.tables.transactions import DatabaseAwayError
from index import Style
from tests.support.engines.postgres_server import OWNER, PostgresServer

if TYPE_CHECKING:
    import psycopg

ANNA, BRUNO, CARLA, ONE, TWO = 1, 2, 3, 11, 22


@pytest.fixture
def filled(engine: PostgresEngine) -> PostgresEngine:
    for member in (ANNA, BRUNO):
        engine.preferences.keep(member, CITATION_STYLE, "apa")
    for guild in (ONE, TWO):
        engine.preferences.keep_for_server(guild, FORM, "plain text")
    return engine


def seen(
    connection: "psycopg.Connection[Any]", *, member: str = "", guild: str = "", reach: str = ""
) -> tuple[set[int], set[int]]:
    """Return the members and the servers whose choices a transaction sees."""
    for name, value in (("member", member), ("guild", guild), ("reach", reach)):
        connection.execute("SELECT set_config(%s, %s, true)", (f"briefing.{name}", value))
    members = connection.execute("SELECT member FROM preferences").fetchall()
    servers = connection.execute("SELECT guild FROM server_preferences").fetchall()
    return {row[0] for row in members}, {row[0] for row in servers}


@pytest.mark.usefixtures("filled")
def test_a_transaction_sees_the_member_and_the_server_that_it_is_of(
    raw: "psycopg.Connection[Any]",
) -> None:
    assert seen(raw) == (set(), set())
    assert seen(raw, member=str(ANNA)) == ({ANNA}, set())
    assert seen(raw, guild=str(ONE)) == (set(), {ONE})
    assert seen(raw, member=str(BRUNO), guild=str(TWO)) == ({BRUNO}, {TWO})
    assert seen(raw, reach="queue") == (set(), set())
    assert seen(raw, reach="survey") == (set(), {ONE, TWO})
    assert seen(raw, reach="members") == ({ANNA, BRUNO}, set())
    raw.commit()
    assert raw.execute("SELECT member FROM preferences").fetchall() == []


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("reach", ["server", "queue", "survey", "members"])
def test_rows_of_another_member_are_neither_changed_nor_deleted_nor_put(
    raw: "psycopg.Connection[Any]", reach: str
) -> None:
    from psycopg import errors

    seen(raw, member=str(ANNA), reach=reach)
    for statement in (
        "UPDATE preferences SET text = 'mla' WHERE member = %s",
        "DELETE FROM preferences WHERE member = %s",
    ):
        assert raw.execute(statement.encode(), (BRUNO,)).rowcount == 0
    for statement in (
        "INSERT INTO preferences VALUES (%s, 'form_of_replies', 'cards')",
        "UPDATE preferences SET member = %s",
    ):
        with (
            pytest.raises(errors.InsufficientPrivilege, match="row-level security"),
            raw.transaction(),
        ):
            raw.execute(statement.encode(), (CARLA,))


@pytest.mark.usefixtures("filled")
def test_the_owner_is_bound_as_well(address: str) -> None:
    import psycopg

    with psycopg.connect(address, user=OWNER, options="-c search_path=briefing") as owner:
        assert owner.execute("SELECT member FROM preferences").fetchall() == []


def test_a_choice_made_in_one_process_holds_at_the_next_reply_in_another(
    opening: Callable[[], PostgresEngine],
) -> None:
    here, there = (Preferences(opening().preferences, Style.CHICAGO) for _ in range(2))
    there.look(ANNA, ONE)
    assert here.remember(ANNA, Style.APA)
    assert here.remember_form(ReplyForm.PLAIN, member_id=ANNA)
    assert here.remember_server_form(ReplyForm.PLAIN, guild_id=ONE)
    there.look(ANNA, None)
    assert (there.style(ANNA), there.is_plain(ANNA, None)) == (Style.APA, True)
    there.look(BRUNO, ONE)
    assert there.is_plain(BRUNO, ONE)
    assert here.forget(ANNA) == {CITATION_STYLE: "apa", FORM: "plain text"}
    there.look(ANNA, None)
    assert (there.style(ANNA), there.is_plain(ANNA, None)) == (Style.CHICAGO, False)
    assert there.kept(ANNA) == {}


def test_while_the_database_is_away_what_was_known_holds_and_nothing_is_lost(
    opening: Callable[[], PostgresEngine],
    server: PostgresServer,
    address: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    here = Preferences(opening().preferences, Style.CHICAGO)
    here.remember(ANNA, Style.APA)
    with server.away(address):
        for member in (ANNA, BRUNO):
            here.look(member, ONE)
        assert [here.style(one) for one in (ANNA, BRUNO)] == [Style.APA, Style.CHICAGO]
        assert not here.remember(ANNA, Style.MLA)
        assert not here.remember_server_form(ReplyForm.PLAIN, guild_id=ONE)
        assert here.style(ANNA) is Style.APA
        for deed in (here.kept, here.forget):
            with pytest.raises(DatabaseAwayError):
                deed(ANNA)
    assert "what a member chose cannot be read: the database" in caplog.text
    assert "what a member chose is not kept: the database" in caplog.text
    assert here.kept(ANNA) == {CITATION_STYLE: "apa"}


def test_a_file_is_taken_over_once_and_what_was_chosen_since_wins(
    opening: Callable[[], PostgresEngine], tmp_path: Path
) -> None:
    opening().preferences.keep(BRUNO, CITATION_STYLE, "mla")
    file = tmp_path / PREFERENCES_FILE
    entries = {"1": "apa", "1:form": "plain text", "2": "apa", "server:11:form": "plain text"}
    file.write_text(json.dumps(entries), "utf-8")
    here = opening().preferences
    assert dict(here.of(BRUNO, None).of_member) == {CITATION_STYLE: "mla"}
    assert dict(here.of(ANNA, ONE).of_member) == {CITATION_STYLE: "apa", FORM: "plain text"}
    assert dict(here.of(ANNA, ONE).of_server) == {FORM: "plain text"}
    assert not file.exists()
    here.forget(ANNA)
    assert dict(opening().preferences.of(ANNA, None).of_member) == {}


@pytest.mark.parametrize("value", [7, None, ["mla"], "\ud800", "a\0", "a" * 101])
def test_what_is_no_choice_stays_in_the_file(
    engine: PostgresEngine, tmp_path: Path, value: object
) -> None:
    file = tmp_path / PREFERENCES_FILE
    strange = {"x": "mla", str(2**63): "mla", "server:11": "mla", "2": value}
    file.write_text(json.dumps({"1": "apa", **strange}), "utf-8")
    assert dict(engine.preferences.of(ANNA, None).of_member) == {CITATION_STYLE: "apa"}
    left = {key: one for key, one in strange.items() if key != "server:11"}
    assert json.loads(file.read_bytes()) == left


def test_a_file_is_taken_over_when_the_database_is_back(
    engine: PostgresEngine, tmp_path: Path, server: PostgresServer, address: str
) -> None:
    file = tmp_path / PREFERENCES_FILE
    file.write_text('{"1": "apa"}', "utf-8")
    with server.away(address), pytest.raises(DatabaseAwayError):
        engine.preferences.of(ANNA, None)
    assert file.exists()
    assert dict(engine.preferences.of(ANNA, None).of_member) == {CITATION_STYLE: "apa"}
    assert not file.exists()


def test_no_choice_is_in_the_log(
    engine: PostgresEngine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / PREFERENCES_FILE).write_text('{"4711": "apa"}', "utf-8")
    with caplog.at_level(logging.DEBUG):
        engine.preferences.forget(4711)
    assert "1 choices are in the database now" in caplog.text
    assert "4711" not in caplog.text.replace(str(tmp_path), "")
