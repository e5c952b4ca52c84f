"""What a database is set up with: it fits the program, and the compose file beside it."""

import os
import subprocess
from typing import Any

import pytest
import yaml

from bot.config import ROOT
from bot.library import faults_of, migrate
from tests.support.engines.postgres_server import SUPERUSER, named, new_database, postgres_server

DEPLOY = ROOT / "deploy"
ROLES = DEPLOY / "database-roles.sh"
OWNER, ROLE = "briefing_owner", "briefing"


def services() -> dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / "compose.postgres.yaml").read_text("utf-8"))["services"])


def test_the_roles_that_are_made_can_do_what_they_are_for_and_no_more() -> None:
    server, name = postgres_server(), named(new_database("template0"))
    given = {"POSTGRES_USER": SUPERUSER, "POSTGRES_DB": name, "PGHOST": str(server.folder)}
    secrets = {"OWNER_PASSWORD": "the owner's", "BOT_PASSWORD": 'the "bot"'}
    path = f"{server.binaries}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["/bin/sh", ROLES],
        env={**given, **secrets, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        address = server.address(name, ROLE)
        migrated = migrate(address, OWNER)
        assert (migrated.role, migrated.lacks == "") == (ROLE, server.has_pgvector)
        assert faults_of(address) == []
    finally:
        server.run(f"DROP DATABASE {name} WITH (FORCE)", f"DROP ROLE {OWNER}", f"DROP ROLE {ROLE}")


def test_the_bot_starts_once_the_tables_are_ready() -> None:
    named = services()
    assert named["migrate"]["command"] == ["database", "migrate", "--owner", OWNER]
    assert named["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    ready = {"migrate": {"condition": "service_completed_successfully"}}
    assert named["bot"]["depends_on"] == ready
    assert f"CREATE ROLE {OWNER} LOGIN" in ROLES.read_text("utf-8")
    assert named["bot"]["build"]["args"] == {"EXTRAS": "[postgres]"}
    assert 'postgres = ["psycopg[binary]' in (ROOT / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize("service", ["database", "migrate", "bot"])
def test_each_has_its_own_password_and_none_is_written_down(service: str) -> None:
    secrets = {
        "database": {"ADMIN", "OWNER", ""},
        "migrate": {"OWNER"},
        "bot": {""},
    }
    environment = services()[service]["environment"]
    values = {value for name, value in environment.items() if name != "POSTGRES_DB"}
    names = {f"DATABASE_{one}_PASSWORD".replace("__", "_") for one in secrets[service]}
    assert {value.partition(":?")[0] for value in values} == {f"${{{name}" for name in names}


def test_what_is_given_to_a_service_is_there() -> None:
    volumes = [one for service in services().values() for one in service.get("volumes", ())]
    sources = [one.split(":")[0] for one in volumes if one.startswith(".")]
    assert sources
    assert [one for one in sources if not (DEPLOY / one).exists()] == []
    assert "ports" not in services()["database"]
