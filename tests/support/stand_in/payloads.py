"""Requests and responses held against Discord's own description of its HTTP API.

The description is OpenAPI 3.1 (github.com/discord/discord-api-spec, MIT). It is found through the
environment variable DISCORD_OPENAPI, else in a folder beside the repository; where it is absent,
`description()` is None and whoever needs it skips. What the description lets pass is held against
our own rules, in `payload_rules`, which need no description but for unknown keys.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol

from tests.support.stand_in.payload_rules import rule_problems

VARIABLE = "DISCORD_OPENAPI"
BESIDE = Path(__file__).resolve().parents[4] / "shared" / "discord" / "openapi.json"
ABSENT = f"Discord's OpenAPI description is absent: set {VARIABLE} to its file"

UNDESCRIBED = re.compile(
    r"\.(nsfw|tts|embeds\.\d+\.flags|attachments\.\d+\.(proxy_url|size|url|spoiler|content_type))"
)
"""Keys that the description forgets: commands' `nsfw`, which Discord documents, and those that
discord.py sends of its own accord and Discord passes over: `tts` with every edit, `flags` in every
embed, all it knows of an attachment that an edit keeps."""


_KINDS = ("anyOf", "oneOf", "allOf")  # how schemas are put together


class Exchanged(Protocol):
    """One request and its response."""

    @property
    def method(self) -> str: ...
    @property
    def route(self) -> str: ...
    @property
    def body(self) -> object: ...
    @property
    def status(self) -> int: ...
    @property
    def response(self) -> object: ...


def find_description() -> Path | None:
    path = Path(os.environ.get(VARIABLE, BESIDE))
    return path if path.is_file() else None


@cache
def description() -> "Description | None":
    path = find_description()
    return None if path is None else Description(json.loads(path.read_text("utf-8")))


def normalised(body: object) -> object:
    """Return a body with the ids that discord.py sends as integers written as Discord has them."""
    if isinstance(body, list):
        return [normalised(entry) for entry in body]
    if not isinstance(body, dict):
        return body
    fresh = {key: normalised(value) for key, value in body.items()}
    for place, keys in ID_KEYS.items():
        if place in fresh:
            fresh[place] = with_ids(fresh[place], keys)
    if "recipient_id" in fresh:
        fresh["recipient_id"] = as_ids(fresh["recipient_id"])
    return fresh


def with_ids(nested: object, keys: Iterable[str]) -> object:
    """Return an object, or each object of a list, with the ids under these keys as text."""
    if isinstance(nested, list):
        return [with_ids(entry, keys) for entry in nested]
    if not isinstance(nested, dict):
        return nested
    return nested | {key: as_ids(nested[key]) for key in keys if key in nested}


ID_KEYS = {
    "message_reference": ("message_id", "channel_id", "guild_id"),
    "allowed_mentions": ("users", "roles"),
    "attachments": ("id",),
}


def as_ids(value: object) -> object:
    if isinstance(value, list):
        return [as_ids(entry) for entry in value]
    return value if value is None else str(value)


class Description:
    """Discord's description, with a validator for each body it names, made when first asked for."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        # The description gives a field's fault an integer as its code; Discord's documentation
        # (reference#error-messages) and the service itself give a name: "BASE_TYPE_CHOICES".
        inner = document["components"]["schemas"]["InnerErrors"]["properties"]["_errors"]
        inner["items"] = {"properties": {"code": {"type": "string"}}, "required": ["code"]}
        self._validators: dict[str, Any] = {}
        self._routes = [(_pattern(path), path) for path in document["paths"]]

    def route_of(self, path: str) -> str | None:
        """Return the described route of a path such as "/channels/1/messages"."""
        return next((route for pattern, route in self._routes if pattern.fullmatch(path)), None)

    def request_schema(self, method: str, route: str) -> dict[str, Any] | None:
        operation = self._document["paths"].get(route, {}).get(method.lower(), {})
        return _schema(operation.get("requestBody", {}))

    def response_schema(self, method: str, route: str, status: int) -> dict[str, Any] | None:
        if status >= 400 and status != 429:
            return {"$ref": "#/components/schemas/ErrorResponse"}
        operation = self._document["paths"].get(route, {}).get(method.lower(), {})
        responses = operation.get("responses", {})
        found = responses.get(str(status)) or responses.get(f"{status // 100}XX", {})
        if "$ref" in found:
            found = self._document["components"]["responses"][found["$ref"].rsplit("/", 1)[1]]
        return _schema(found)

    def faults(self, schema: dict[str, Any], body: object) -> list[str]:
        """Return where and how a body departs from a schema."""
        key = json.dumps(schema, sort_keys=True)
        if key not in self._validators:
            from jsonschema_rs import Draft202012Validator

            whole = {"components": self._document["components"], **schema}
            self._validators[key] = Draft202012Validator(whole, validate_formats=True)
        return [
            f"{'.'.join(map(str, error.instance_path))}: {error.message[:200]}"
            for error in self._validators[key].iter_errors(body)
        ]

    def unknown_keys(self, schema: dict[str, Any], body: object, path: str = "") -> Iterator[str]:
        """Yield the keys of a body that the description does not know at their place."""
        branches = self._branches(schema)
        if isinstance(body, list):
            entry_schema = {"anyOf": [b["items"] for b in branches if "items" in b]}
            for number, entry in enumerate(body):
                yield from self.unknown_keys(entry_schema, entry, f"{path}.{number}")
        elif isinstance(body, dict) and not any("additionalProperties" in b for b in branches):
            yield from self._unknown_keys(branches, body, path)

    def _unknown_keys(
        self, branches: list[dict[str, Any]], body: dict[str, Any], path: str
    ) -> Iterator[str]:
        for key, value in body.items():
            known = [b["properties"][key] for b in branches if key in b.get("properties", {})]
            if known:
                yield from self.unknown_keys({"anyOf": known}, value, f"{path}.{key}")
            elif not UNDESCRIBED.search(f"{path}.{key}"):
                yield f"{path}.{key}: unknown key"

    def _branches(self, schema: dict[str, Any]) -> list[dict[str, Any]]:
        """Return all that a schema is put together of, each once, itself among them."""
        branches: dict[int, dict[str, Any]] = {}  # by their identity
        left = [schema]
        while left:
            nested = self._target(left.pop())
            if id(nested) not in branches:
                branches[id(nested)] = nested
                left += [part for kind in _KINDS for part in nested.get(kind, ())]
        return list(branches.values())

    def _target(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return what a schema stands for: that which it refers to, or itself."""
        while "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            schema = self._document["components"]["schemas"][name]
        return schema


def _pattern(route: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{[^/]+?\\\}", "[^/]+", re.escape(route)))


def _schema(described: dict[str, Any]) -> dict[str, Any] | None:
    found = described.get("content", {}).get("application/json", {}).get("schema")
    return found if isinstance(found, dict) else None


def request_problems(method: str, route: str, body: object) -> list[str]:
    """Return what is wrong with a request's body; nothing where it is sound."""
    return list(_request_problems(method, route, json.dumps(normalised(body))))


@lru_cache(maxsize=1024)  # every bot that connects sends the same commands
def _request_problems(method: str, route: str, text: str) -> tuple[str, ...]:
    body = json.loads(text)
    problems = list(rule_problems(method, route, body))
    known = description()
    if known is not None and body is not None:
        schema = known.request_schema(method, route)
        if schema is None:
            problems.append(f"{method} {route} takes no body")
        else:
            problems += known.faults(schema, body)
            problems += known.unknown_keys(schema, body)
    return tuple(problems)


def response_problems(method: str, route: str, status: int, response: object) -> list[str]:
    """Return what is wrong with a response of the double; nothing where it is sound."""
    known = description()
    if known is None or response is None:
        return []
    schema = known.response_schema(method, route, status)
    if schema is None:
        return [f"{method} {route} answers {status} without a body"]
    return known.faults(schema, response)


def check(exchanges: Iterable[Exchanged]) -> None:
    """Fail where a request or a response departs from the description or from our rules.

    A request that the double has refused is not held against them: a test may provoke it.
    """
    problems = []
    for exchange in exchanges:
        place = f"{exchange.method} {exchange.route}"
        if exchange.status < 400:
            found = request_problems(exchange.method, exchange.route, exchange.body)
            problems += [f"{place} request {problem}" for problem in found]
        found = response_problems(
            exchange.method, exchange.route, exchange.status, exchange.response
        )
        problems += [f"{place} {exchange.status} response {problem}" for problem in found]
    assert not problems, "\n".join(problems)
