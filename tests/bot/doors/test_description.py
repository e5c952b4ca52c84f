"""The description of the HTTP door is one that others can read, and make clients of."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from bot.doors.description import description
from bot.doors.operations import OPERATIONS, Operation
from index import SettingsError

PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
VALIDATOR = shutil.which("openapi-spec-validator", path=PATH) or ""
SAY_WHAT_IT_IS = {"type", "$ref", "oneOf"}


@pytest.mark.skipif(not VALIDATOR, reason="openapi-spec-validator is not installed")
def test_it_is_openapi(tmp_path: Path) -> None:
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(description()), "utf-8")
    done = subprocess.run([VALIDATOR, file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, f"{file}: OK"), done.stderr


def named_values(value: object) -> Iterator[tuple[str, object]]:
    """Yield whatever stands in a description under a name, with that."""
    for name, inner in value.items() if isinstance(value, dict) else ():
        yield name, inner
        yield from named_values(inner)
    for inner in value if isinstance(value, list) else ():
        yield from named_values(inner)


def schemas() -> Iterator[object]:
    """Yield every schema of the description, with those of its fields and items."""
    for name, value in named_values(description()):
        if name in {"schema", "items"}:
            yield value
        elif name in {"properties", "schemas"} and isinstance(value, dict):
            yield from value.values()


def test_what_makes_clients_can_read_every_schema() -> None:
    """openapi-python-client 0.29 takes `false` for no schema, and writes a constant `true` wrong.

    What has no type is guessed at.
    """
    found = list(schemas())
    assert {"type": "string"} in found
    assert [one for one in found if not isinstance(one, dict) or "const" in one] == []
    assert [one for one in found if not SAY_WHAT_IT_IS & set(one)] == []  # type: ignore[call-overload]


def is_taken(operation: Operation, body: dict[str, Any]) -> bool:
    """Return whether the door takes a request."""
    try:
        operation.arguments(body)
    except SettingsError:
        return False
    return True


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_texts_that_a_request_may_have_are_those_that_the_door_takes(operation: Operation) -> None:
    body = description()["paths"][f"/v1/{operation.name}"]["post"]["requestBody"]
    schema = body["content"]["application/json"]["schema"]
    for text in ("", " ", "\n\t\u00a0", "\x1c", "\x85", "\u3000", "\ufeff", "a", " ?", "\u202e"):
        request = {field.name: text for field in operation.fields if field.required}
        assert jsonschema_rs.is_valid(schema, request) == is_taken(operation, request), text
