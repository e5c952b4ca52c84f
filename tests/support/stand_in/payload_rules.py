"""Our own rules for request bodies: what Discord refuses and its description lets pass.

Written apart from the double's `limits`, so that each is an oracle of the other.
"""

import re
from collections.abc import Iterator
from typing import Any

LOCALES = frozenset(
    {
        *("bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "hi"),
        *("hr", "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE"),
        *("th", "tr", "uk", "vi", "zh-CN", "zh-TW"),
    }
)
COMMAND_NAME = re.compile(r"[-_'\w]{1,32}")
COMPONENTS_V2 = 1 << 15
SLASH = 1


def rule_problems(method: str, route: str, body: object) -> Iterator[str]:
    """Yield each of our rules that a request's body breaks."""
    if "/commands" in route and method in ("PUT", "POST", "PATCH"):
        yield from commands_problems(method, body)
    elif isinstance(body, dict):
        message = body.get("data") or {} if route.endswith("/callback") else body
        yield from message_problems(message)
        if method == "POST" and route == "/webhooks/{webhook_id}/{webhook_token}":
            yield from followup_problems(message)


def commands_problems(method: str, body: object) -> Iterator[str]:
    for command in body if isinstance(body, list) else [body]:
        if isinstance(command, dict):
            # A change names only what it changes.
            unchanged = {"name": "unchanged", "description": "Unchanged"}
            yield from command_problems(unchanged | command if method == "PATCH" else command)


def followup_problems(message: dict[str, Any]) -> Iterator[str]:
    filled = ("content", "embeds", "components", "attachments", "poll")
    if not any(message.get(key) for key in filled):
        yield "the followup is empty"


def message_problems(message: dict[str, Any]) -> Iterator[str]:
    content, embeds = str(message.get("content") or ""), message.get("embeds") or []
    if len(content) > 2000:
        yield "content is over 2,000 characters"
    total = sum(embed_text(embed) for embed in embeds)
    if total > 6000:
        yield f"the embeds have {total} characters, over 6,000"
    ids = custom_ids(message)
    if len(ids) != len(set(ids)):
        yield f"a custom_id is used twice: {sorted(ids)}"
    if (message.get("flags") or 0) & COMPONENTS_V2 and (content or embeds):
        yield "the components-V2 flag stands beside content or embeds"


def custom_ids(message: dict[str, Any]) -> list[str]:
    return [part["custom_id"] for part in components(message) if part.get("custom_id")]


def embed_text(embed: dict[str, Any]) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    texts += [field[key] for field in embed.get("fields") or [] for key in ("name", "value")]
    return sum(len(text) for text in texts if text)


def components(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    nested = list(body.get("components") or [])
    nested += [body[key] for key in ("accessory", "component") if body.get(key)]
    for component in nested:
        yield component
        yield from components(component)


def command_problems(command: dict[str, Any]) -> Iterator[str]:
    name, is_slash = command.get("name") or "", (command.get("type") or SLASH) == SLASH
    if is_slash:
        yield from named_problems(command)
        yield from option_problems(command.get("options") or [])
    elif not 1 <= len(name) <= 32:
        yield f"bad command name {name!r}"
    yield from locale_problems(command)


def named_problems(entry: dict[str, Any]) -> Iterator[str]:
    name = entry.get("name") or ""
    if not COMMAND_NAME.fullmatch(name) or name != name.lower():
        yield f"bad command name {name!r}"
    if not entry.get("description"):
        yield f"{name!r} has no description"


def option_problems(options: list[dict[str, Any]]) -> Iterator[str]:
    optional = False
    for option in options:
        yield from named_problems(option)
        yield from locale_problems(option)
        if option.get("type") in (1, 2):
            yield from option_problems(option.get("options") or [])
        elif option.get("required") and optional:
            yield f"required option {option.get('name')!r} comes after an optional one"
        else:
            optional = optional or not option.get("required")


def locale_problems(entry: dict[str, Any]) -> Iterator[str]:
    for key in ("name_localizations", "description_localizations"):
        for locale in entry.get(key) or {}:
            if locale not in LOCALES:
                yield f"unknown locale {locale!r}"
