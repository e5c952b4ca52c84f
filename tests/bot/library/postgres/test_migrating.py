"""The schema: made once, brought forward, refused backward, by one at a time; and looked over."""

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.config import Config
from bot.library import check_storage, faults_of, lacks_of, migrate
from bot.library.postgres import PostgresEngine, migrating
from bot.library.postgres.connections import RawConnection, connected_to
from bot.library.postgres.migrations import MIGRATIONS, VECTORS
from bot.library.tables.transactions import LaterVersionError
from index import CollectionError
from tests.support.engines.postgres_server import OWNER, ROLE, SUPERUSER, PostgresServer, named
from tests.support.engines.postgres_vectors import needs_pgvector
from tests.support.engines.vectors import unit_rows
from tests.support.patience import WAIT_S

# Of the statements of each step: what operators have in their databases was made by these.
RELEASED = (
    *("83921c4824c86487", "4bb0045dab76a248", "e7b51ad5fecd512f", "b01a33c30da38c91"),
    "71d094bf561c7169",
    "18d482cfb4b40126",
)
VERSIONS = [*range(1, len(MIGRATIONS) + 1)]


def versions(address: str) -> list[int]:
    import psycopg

    with psycopg.connect(address) as connection:
        rows = connection.execute("SELECT version FROM briefing.versions ORDER BY version")
        return [row[0] for row in rows]


def test_no_step_was_changed() -> None:
    steps = (*MIGRATIONS, VECTORS)
    digests = [hashlib.sha256("\n".join(step).encode()).hexdigest()[:16] for step in steps]
    assert tuple(digests) == RELEASED


def test_an_empty_database_is_told_and_made_ready_once(empty: str) -> None:
    told = f"the database {named(empty)} is empty: run `briefing-bot database migrate` before"
    assert faults_of(empty)[0].startswith(told)
    assert str(migrate(empty, OWNER)) == (
        f"{named(empty)} was given schema {len(MIGRATIONS)}, for the role {ROLE}."
    )
    assert faults_of(empty) == []
    assert (
        str(migrate(empty, OWNER)) == f"{named(empty)} was ready: it has schema {len(MIGRATIONS)}."
    )
    assert versions(empty) == VERSIONS


def test_an_earlier_schema_is_told_and_brought_forward(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = PostgresEngine(address, tmp_path)
    engine.choices.count_gap(1, date(2030, 1, 1))
    later = (*MIGRATIONS, ("ALTER TABLE gaps ADD COLUMN more text",))
    for module in (migrating, "bot.library.postgres.database"):
        name = module if isinstance(module, str) else module.__name__
        monkeypatch.setattr(f"{name}.MIGRATIONS", later)
    assert "is of an earlier version of this program: run" in faults_of(address)[0]
    with pytest.raises(CollectionError, match="earlier version"):
        PostgresEngine(address, tmp_path).choices.gaps(1)
    brought = f"was brought from schema {len(MIGRATIONS)} to {len(later)}, for"
    assert brought in str(migrate(address, OWNER))
    assert PostgresEngine(address, tmp_path).choices.gaps(1)[0][1] == 1


def test_a_later_version_is_refused_and_nothing_of_it_is_changed(
    address: str, server: PostgresServer, tmp_path: Path
) -> None:
    server.run("INSERT INTO briefing.versions VALUES (99)", database=named(address))
    config = replace(Config(), storage=address)
    for deed in (
        lambda: migrate(address, OWNER),
        lambda: PostgresEngine(address, tmp_path).documents,
        lambda: check_storage(config),
    ):
        with pytest.raises(LaterVersionError, match="is of a later version of this program: upd"):
            deed()
    assert "later version" in faults_of(address)[0]
    assert versions(address) == [*VERSIONS, 99]


def test_of_two_at_once_one_migrates_and_the_other_finds_it_done(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = threading.Barrier(2, timeout=WAIT_S)

    def together(address: str, user: str) -> RawConnection:
        connection = connected_to(address, user=user)
        both.wait()
        return connection

    monkeypatch.setattr(migrating, "connected_to", together)
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _: migrate(empty, OWNER), range(2)))
    assert sorted(one.before for one in done) == [0, len(MIGRATIONS)]
    assert versions(empty) == VERSIONS


def test_a_step_that_fails_leaves_the_database_as_it_was(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = (*MIGRATIONS, ("CREATE TABLE half (one integer)", "SELECT * FROM nowhere"))
    with monkeypatch.context() as patched:
        patched.setattr(migrating, "MIGRATIONS", broken)
        with pytest.raises(CollectionError, match="nowhere"):
            migrate(empty, OWNER)
    assert "is empty" in faults_of(empty)[0]
    assert migrate(empty, OWNER).before == 0


@pytest.mark.parametrize("role", [OWNER, SUPERUSER])
def test_a_role_that_nothing_binds_is_refused(
    empty: str, server: PostgresServer, role: str
) -> None:
    address = server.address(named(empty), role)
    with pytest.raises(CollectionError, match=f"the role '{role}' is not bound by row-level sec"):
        migrate(address, OWNER)
    migrate(empty, OWNER)
    assert f"the role '{role}' is not bound by row-level security" in faults_of(address)[0]


def member_of(right: str, database: str, server: PostgresServer) -> str:
    """Return a role that may become one with a right, by way of another and a SET ROLE."""
    group, between, role = (f"{one}_{database}" for one in ("group", "between", "role"))
    server.run(
        f"CREATE ROLE {group} {right}",
        f"CREATE ROLE {between} IN ROLE {group}",
        f"CREATE ROLE {role} LOGIN NOINHERIT IN ROLE {between}",
    )
    return role


@pytest.mark.parametrize("right", ["SUPERUSER", "BYPASSRLS"])
def test_a_role_that_may_become_one_that_nothing_binds_is_refused(
    empty: str, server: PostgresServer, right: str
) -> None:
    role = member_of(right, named(empty), server)
    address = server.address(named(empty), role)
    with pytest.raises(CollectionError, match=f"the role '{role}' is not bound by row-level sec"):
        migrate(address, OWNER)
    migrate(empty, OWNER)
    server.run(
        f"GRANT USAGE ON SCHEMA briefing TO {role}",
        f"GRANT SELECT ON briefing.versions TO {role}",
        database=named(empty),
    )
    assert f"the role '{role}' is not bound by row-level security" in faults_of(address)[0]


def test_a_role_may_be_a_member_of_others_that_are_bound(
    empty: str, server: PostgresServer
) -> None:
    role = member_of("CREATEDB", named(empty), server)
    address = server.address(named(empty), role)
    assert migrate(address, OWNER).role == role
    assert faults_of(address) == []


def test_a_role_that_is_not_there_is_told(empty: str, server: PostgresServer) -> None:
    with pytest.raises(CollectionError, match="has no role 'nobody': make it"):
        migrate(server.address(named(empty), "nobody"), OWNER)


def test_a_table_that_lost_its_guard_is_told(address: str, server: PostgresServer) -> None:
    server.run("ALTER TABLE briefing.jobs NO FORCE ROW LEVEL SECURITY", database=named(address))
    (fault,) = faults_of(address)
    assert fault.startswith("the table briefing.jobs shows everybody's rows: ALTER TABLE")


def test_a_database_that_is_away_is_no_reason_not_to_start(
    server: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    check_storage(replace(Config(), storage=server.address("nowhere")))
    assert "nowhere cannot be used now" in caplog.text
    assert "the operator's documents are answered from" in caplog.text


def test_where_pgvector_is_not_let_in_it_is_said_what_an_administrator_has_to_run(
    empty: str, server: PostgresServer
) -> None:
    needs_pgvector()
    migrated = migrate(empty, OWNER)
    assert (
        "Run `CREATE EXTENSION vector` in it as a superuser, then `briefing-bot database mig"
        in (migrated.lacks)
    )
    assert lacks_of(empty) == migrated.lacks
    assert faults_of(empty) == []
    assert versions(empty) == VERSIONS
    server.run("CREATE EXTENSION vector", database=named(empty))
    assert "run `briefing-bot database migrate` again, since the database has" in lacks_of(empty)
    assert migrate(empty, OWNER).lacks == ""
    assert lacks_of(empty) == ""
    assert faults_of(empty) == []


@pytest.mark.parametrize("schema", ["elsewhere", '"Else where"', "briefing"])
def test_pgvector_may_stand_in_any_schema(
    empty: str, server: PostgresServer, tmp_path: Path, schema: str
) -> None:
    needs_pgvector()
    server.run(
        f"CREATE SCHEMA {schema} AUTHORIZATION {OWNER}",
        f"GRANT USAGE ON SCHEMA {schema} TO {ROLE}",
        f"CREATE EXTENSION vector SCHEMA {schema}",
        database=named(empty),
    )
    assert migrate(empty, OWNER).lacks == ""
    rows = {"passages": unit_rows(2)}
    engine = PostgresEngine(empty, tmp_path / "library")
    engine.vector_home(1).put("a" * 64, "d", rows)
    found = engine.vector_home(1).get("a" * 64, "d")
    assert found is not None
    assert found["passages"].tobytes() == rows["passages"].tobytes()


def test_a_server_without_pgvector_is_told(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "_AVAILABLE", "SELECT 1 WHERE false")
    assert "Install it there (Debian: postgresql-17-pgvector)" in migrate(empty, OWNER).lacks
    assert "Install it there (Debian: postgresql-17-pgvector)" in lacks_of(empty)
    assert faults_of(empty) == []


def test_a_partition_that_lost_its_guard_is_told(address: str, server: PostgresServer) -> None:
    needs_pgvector()
    server.run("ALTER TABLE briefing.vectors_7 DISABLE ROW LEVEL SECURITY", database=named(address))
    (fault,) = faults_of(address)
    assert fault.startswith("the table briefing.vectors_7 shows everybody's rows: ALTER TABLE")
