"""A server's rows are its own: the database holds the bot's own role to that, whatever is asked."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.config import Config
from bot.library import Brought, Change, EventKind, ServerSettings
from bot.library.files.originals import Originals
from bot.library.postgres import PostgresEngine
from bot.library.tables.catalogue import ShelvedDocument
from bot.library.tables.opinion_counts import RatedText
from index import Revision, Revisions
from tests.support.engines.postgres_server import OWNER, PostgresServer
from tests.support.engines.postgres_vectors import needs_pgvector
from tests.support.engines.vectors import unit_rows

if TYPE_CHECKING:
    import psycopg

ONE, TWO = 11, 22
TABLES = (
    *("servers", "documents", "settings", "gaps", "jobs", "presences", "opinions"),
    *("server_preferences", "vector_sets", "vectors", "revisions", "events"),
)
UNSURVEYED = {"vectors"}  # which even to survey are seen by their server alone
LIGHT, FERRY = b"the light", b"the ferry"


@pytest.fixture(autouse=True)
def filled(engine: PostgresEngine, originals: Originals) -> None:
    """Two servers, each with a row in every table and a file of its own."""
    needs_pgvector()
    jobs = engine.jobs(originals, Config())
    for guild, raw in ((ONE, LIGHT), (TWO, FERRY)):
        brought = Brought("a.txt", raw)
        document = ShelvedDocument("a", "a.txt", brought.sha256, len(raw))
        state = Revision(brought.sha256, datetime(2030, 1, 1, tzinfo=UTC), ("0a" * 16,))
        engine.documents.put_all(guild, [document], revisions=Revisions({"a": (state,)}))
        engine.choices.change(guild, lambda _: ServerSettings(cooldown_s=9.0))
        engine.events.note(guild, Change(EventKind.ADDED, "a.txt", 77))
        engine.choices.count_gap(guild, date(2030, 1, 1))
        text = RatedText(own=False, document="essay", wording="bb")
        engine.choices.opinions.count(guild, [text], date(2030, 1, 1), helpful=True)
        jobs.submit(guild, brought)
        engine.preferences.keep_for_server(guild, "form_of_replies", "cards")
        rows = unit_rows(1, seed=guild)
        engine.vector_home(guild).put(brought.sha256, "d", {"passages": rows, "sentences": rows})
    engine.presences.come(99, {ONE, TWO})


def within(connection: "psycopg.Connection[Any]", guild: str, reach: str = "server") -> None:
    """Begin to be of a server, as the program does."""
    set_both = (
        "SELECT set_config('briefing.guild', %s, true), set_config('briefing.reach', %s, true)"
    )
    connection.execute(set_both, (guild, reach))


def guilds(connection: "psycopg.Connection[Any]", table: str) -> set[int]:
    from psycopg import sql

    select = sql.SQL("SELECT guild FROM {}").format(sql.Identifier(table))
    return {row[0] for row in connection.execute(select)}


@pytest.mark.parametrize("table", TABLES)
def test_a_server_sees_its_own_rows_alone(raw: "psycopg.Connection[Any]", table: str) -> None:
    within(raw, str(ONE))
    assert guilds(raw, table) == {ONE}


@pytest.mark.parametrize("table", TABLES)
def test_who_does_not_say_of_which_server_it_is_sees_nothing(
    raw: "psycopg.Connection[Any]", table: str
) -> None:
    assert guilds(raw, table) == set()
    within(raw, "")
    assert guilds(raw, table) == set()


@pytest.mark.parametrize("table", TABLES)
def test_what_was_said_ends_with_its_transaction(
    raw: "psycopg.Connection[Any]", table: str
) -> None:
    within(raw, str(ONE), "survey")
    raw.commit()
    assert guilds(raw, table) == set()


@pytest.mark.parametrize("table", TABLES)
def test_rows_of_another_server_are_neither_changed_nor_deleted(
    raw: "psycopg.Connection[Any]", server: PostgresServer, table: str
) -> None:
    from psycopg import errors, sql

    within(raw, str(ONE))
    name = sql.Identifier(table)
    own, other = sql.Literal(ONE), sql.Literal(TWO)
    for statement in (
        "UPDATE {} SET guild = guild WHERE guild = {}",
        "DELETE FROM {} WHERE guild = {}",
    ):
        assert raw.execute(sql.SQL(statement).format(name, other)).rowcount == 0
    with pytest.raises(errors.InsufficientPrivilege, match="row-level security"), raw.transaction():
        raw.execute(sql.SQL("UPDATE {} SET guild = 33 WHERE guild = {}").format(name, own))


def test_a_row_cannot_be_put_among_another_servers(raw: "psycopg.Connection[Any]") -> None:
    from psycopg import errors

    within(raw, str(ONE))
    with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
        raw.execute("INSERT INTO settings VALUES (%s, 'cooldown_s', '1')", (TWO,))


def test_bytes_are_given_out_to_whom_they_belong(raw: "psycopg.Connection[Any]") -> None:
    for guild, own in ((ONE, LIGHT), (TWO, FERRY)):
        within(raw, str(guild))
        assert raw.execute("SELECT raw FROM originals").fetchall() == [(own,)]
    within(raw, "33")
    assert raw.execute("SELECT raw FROM originals").fetchall() == []


def test_who_looks_after_the_queue_sees_no_documents_and_no_choices(
    raw: "psycopg.Connection[Any]",
) -> None:
    within(raw, "", "queue")
    seen = {table for table in TABLES if guilds(raw, table)}
    assert seen == {"jobs", "servers"}
    assert raw.execute("SELECT 1 FROM originals").fetchall() == []


def test_who_surveys_all_changes_nothing_of_a_servers_library(
    raw: "psycopg.Connection[Any]",
) -> None:
    from psycopg import sql

    within(raw, "", "survey")
    for table in ("servers", "documents", "settings", "gaps", "jobs"):
        delete = sql.SQL("DELETE FROM {}").format(sql.Identifier(table))
        assert raw.execute(delete).rowcount == 0


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE documents DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE documents NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY own ON documents",
        f"SET ROLE {OWNER}",
        "CREATE TABLE mine (guild bigint)",
    ],
)
def test_the_bots_role_cannot_free_itself(raw: "psycopg.Connection[Any]", statement: str) -> None:
    from psycopg import errors

    with pytest.raises(errors.InsufficientPrivilege):
        raw.execute(statement.encode())


def test_the_owner_is_bound_as_well(address: str) -> None:
    import psycopg

    with psycopg.connect(address, user=OWNER, options="-c search_path=briefing") as owner:
        assert [guilds(owner, table) for table in TABLES] == [set()] * len(TABLES)


def test_every_table_of_servers_is_guarded(raw: "psycopg.Connection[Any]") -> None:
    rows = raw.execute(
        "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class"
        " JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'guild'"
        " WHERE relnamespace = 'briefing'::regnamespace AND relkind IN ('r', 'p')"
    ).fetchall()
    partitions = [f"vectors_{number}" for number in range(16)]
    assert dict(rows) == dict.fromkeys((*TABLES, *partitions), True)


def test_a_partition_is_closed_to_the_bots_role(raw: "psycopg.Connection[Any]") -> None:
    from psycopg import errors

    for number in range(16):
        with pytest.raises(errors.InsufficientPrivilege), raw.transaction():
            raw.execute(f"TABLE vectors_{number}".encode())


def test_vectors_of_another_server_are_not_found_however_near_they_are(
    raw: "psycopg.Connection[Any]",
) -> None:
    theirs = "[" + ",".join(map(str, unit_rows(1, seed=TWO)[0].tolist())) + "]"
    within(raw, str(ONE))
    raw.execute("SET LOCAL search_path = briefing, public")
    nearest = "SELECT guild, set_id FROM vectors ORDER BY embedding <#> %s::vector LIMIT 10"
    found = raw.execute(nearest.encode(), (theirs,)).fetchall()
    assert [guild for guild, _ in found] == [ONE, ONE]
    sets = {row[0] for row in raw.execute("SELECT id FROM vector_sets")}
    assert {one for _, one in found} == sets


def test_what_is_of_a_server_goes_with_it_and_its_bytes_are_swept(
    engine: PostgresEngine, raw: "psycopg.Connection[Any]"
) -> None:
    engine.presences.go(99, {TWO}, datetime(2030, 1, 1, tzinfo=UTC))
    assert engine.presences.forget(ONE)
    swept: list[frozenset[str]] = []
    engine.documents.sweep(swept.append)
    within(raw, str(ONE), "survey")
    assert {table: guilds(raw, table) for table in TABLES if table not in UNSURVEYED} == {
        table: {TWO} for table in TABLES if table not in UNSURVEYED
    }
    assert guilds(raw, "vectors") == set()
    within(raw, str(TWO))
    assert guilds(raw, "vectors") == {TWO}
    within(raw, str(ONE), "survey")
    assert raw.execute("SELECT raw FROM originals").fetchall() == [(FERRY,)]


def test_bytes_that_are_not_what_their_digest_says_are_refused(
    raw: "psycopg.Connection[Any]",
) -> None:
    from psycopg import errors

    with pytest.raises(errors.CheckViolation):
        raw.execute("INSERT INTO originals VALUES (%s, %s)", ("a" * 64, b"others"))


def test_of_a_server_no_two_jobs_run_at_once(
    engine: PostgresEngine, originals: Originals, raw: "psycopg.Connection[Any]"
) -> None:
    from psycopg import errors

    engine.jobs(originals, Config()).submit(ONE, Brought("b.txt", b"b"))
    within(raw, str(ONE))
    with pytest.raises(errors.UniqueViolation, match="jobs_one_at_a_time"):
        raw.execute("UPDATE jobs SET state = 'running'")
