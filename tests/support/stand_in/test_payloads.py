"""Each rule for request bodies bites: a sound body passes, the same body made wrong does not."""

import pytest

from tests.support.stand_in.payloads import (
    ABSENT,
    description,
    normalised,
    request_problems,
    response_problems,
)

MESSAGES = "/channels/{channel_id}/messages"
FOLLOWUP = "/webhooks/{webhook_id}/{webhook_token}"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
COMMANDS = "/applications/{application_id}/commands"

described = pytest.mark.skipif(description() is None, reason=ABSENT)

BUTTON = {"type": 2, "style": 1, "label": "More", "custom_id": "more"}
ROW = {"type": 1, "components": [BUTTON]}
OPTION = {"type": 3, "name": "question", "description": "What to ask", "required": True}
OPTIONAL = OPTION | {"name": "style", "required": False}
ASK = {"name": "ask", "description": "Ask a question", "type": 1, "options": [OPTION, OPTIONAL]}

SOUND: list[tuple[str, str, object]] = [
    ("POST", MESSAGES, {"content": "x" * 2000}),
    ("POST", MESSAGES, {"embeds": [{"title": "t", "description": "x" * 4096}]}),
    ("POST", MESSAGES, {"content": "a", "components": [ROW]}),
    ("POST", MESSAGES, {"content": "a", "message_reference": {"message_id": 5, "channel_id": 6}}),
    ("POST", MESSAGES, {"components": [{"type": 10, "content": "text"}], "flags": 1 << 15}),
    ("POST", FOLLOWUP, {"content": "a"}),
    ("POST", CALLBACK, {"type": 4, "data": {"content": "a"}}),
    ("POST", CALLBACK, {"type": 5, "data": {"flags": 64}}),
    ("PUT", COMMANDS, [ASK, {"name": "Ask about this", "type": 3}]),
    ("PUT", COMMANDS, [ASK | {"name_localizations": {"de": "fragen"}}]),
]

WRONG: dict[str, tuple[str, str, object, str]] = {
    "content over 2,000": ("POST", MESSAGES, {"content": "x" * 2001}, "over 2,000"),
    "content over 2,000 in a first answer": (
        "POST",
        CALLBACK,
        {"type": 4, "data": {"content": "x" * 2001}},
        "over 2,000",
    ),
    "embeds over 6,000": (
        "POST",
        MESSAGES,
        {"embeds": [{"description": "x" * 3001}, {"description": "x" * 3000}]},
        "over 6,000",
    ),
    "a custom_id twice": (
        "POST",
        MESSAGES,
        {"content": "a", "components": [{"type": 1, "components": [BUTTON, BUTTON]}]},
        "used twice",
    ),
    "the V2 flag with content": (
        "POST",
        MESSAGES,
        {"content": "a", "components": [{"type": 10, "content": "b"}], "flags": 1 << 15},
        "components-V2",
    ),
    "the V2 flag with embeds": (
        "POST",
        FOLLOWUP,
        {"embeds": [{"title": "a"}], "flags": 1 << 15},
        "components-V2",
    ),
    "a bad command name": ("PUT", COMMANDS, [ASK | {"name": "Ask Me"}], "bad command name"),
    "a command without description": (
        "PUT",
        COMMANDS,
        [ASK | {"description": ""}],
        "no description",
    ),
    "a required option after an optional one": (
        "PUT",
        COMMANDS,
        [ASK | {"options": [OPTIONAL, OPTION]}],
        "after an optional",
    ),
    "an unknown locale": (
        "PUT",
        COMMANDS,
        [ASK | {"description_localizations": {"de-DE": "x"}}],
        "unknown locale",
    ),
    "an empty followup": ("POST", FOLLOWUP, {"content": "", "flags": 64}, "followup is empty"),
}


@pytest.mark.parametrize(("method", "route", "body"), SOUND)
def test_a_sound_body_passes(method: str, route: str, body: object) -> None:
    assert request_problems(method, route, body) == []


@pytest.mark.parametrize(("method", "route", "body", "told"), WRONG.values(), ids=WRONG)
def test_a_body_that_breaks_one_of_our_rules_is_told(
    method: str, route: str, body: object, told: str
) -> None:
    assert any(told in problem for problem in request_problems(method, route, body))


@described
@pytest.mark.parametrize(
    ("method", "route", "body", "told"),
    [
        ("POST", MESSAGES, {"content": "a", "embed": {}}, ".embed: unknown key"),
        ("POST", MESSAGES, {"embeds": [{"titel": "a"}]}, ".embeds.0.titel: unknown key"),
        ("POST", CALLBACK, {"type": 4, "data": {"contents": "a"}}, ".data.contents: unknown key"),
        ("PUT", COMMANDS, [ASK | {"nme": "x"}], ".0.nme: unknown key"),
        ("POST", MESSAGES, {"content": 5}, "content: 5 is not"),
        ("POST", MESSAGES, {"embeds": [{"title": "x" * 257}]}, "embeds"),
        ("POST", MESSAGES, {"embeds": [{"title": "x"}] * 11}, "embeds"),
        (
            "POST",
            MESSAGES,
            {"components": [{"type": 1, "components": [BUTTON | {"custom_id": "x" * 101}]}]},
            "components",
        ),
        ("POST", "/channels/{channel_id}/typing", {"a": 1}, "takes no body"),
    ],
)
def test_a_body_that_breaks_the_description_is_told(
    method: str, route: str, body: object, told: str
) -> None:
    assert any(told in problem for problem in request_problems(method, route, body))


@described
def test_a_wrong_response_of_the_double_is_told() -> None:
    assert response_problems("GET", "/users/@me", 200, {"id": "1"})
    assert response_problems("POST", MESSAGES, 200, {"id": 5})
    assert response_problems("GET", MESSAGES, 404, {"message": "no code"})


@described
def test_a_concrete_path_finds_its_route() -> None:
    known = description()
    assert known is not None
    assert known.route_of("/channels/17/messages") == MESSAGES
    original = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
    assert known.route_of("/webhooks/1/abc/messages/@original") == original
    assert known.route_of("/nowhere") is None


def test_ids_that_the_client_sends_as_numbers_are_written_as_text() -> None:
    body = {"message_reference": {"message_id": 5, "channel_id": None}, "attachments": [{"id": 0}]}
    assert normalised(body) == {
        "message_reference": {"message_id": "5", "channel_id": None},
        "attachments": [{"id": "0"}],
    }
