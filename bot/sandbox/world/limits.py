"""Discord's limits of messages: what the body of a message may hold.

Source: https://discord.com/developers/docs/resources/message#embed-object-embed-limits. Those of
components: `component_limits`; of commands: `command_limits`.
"""

from bot.sandbox.world.component_limits import (
    CUSTOM_ID,
    FORM,
    LAYOUT,
    OF_FORMS,
    OF_MESSAGES,
    V2_TEXT,
    check_components,
    check_kind,
)
from bot.sandbox.world.components import walk_components
from bot.sandbox.world.form import Form
from bot.sandbox.world.wire import ComponentType, Json, MessageFlag

MAX_CONTENT = 2_000
EMBEDS = 10
EMBED_TITLE = 256
EMBED_DESCRIPTION = 4_096
EMBED_FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1_024
FOOTER = 2_048
AUTHOR = 256
EMBED_SUM = 6_000
MENTIONED = 100
ROWS = 5
V2_COMPONENTS = 40
MODAL_TITLE = 45
MODAL_COMPONENTS = 5
THREAD_NAME = 100
MAX_FILES = 10


def check_message(body: Json, *, flags: MessageFlag) -> None:
    """Pass where a message's body keeps every limit; `flags` are those it will have."""
    form = Form()
    form.at_most("content", body.get("content"), MAX_CONTENT)
    _check_embeds(form, body.get("embeds") or [])
    components = body.get("components") or []
    if flags & MessageFlag.COMPONENTS_V2:
        _check_v2(form, body, components)
    else:
        _check_rows(form, components)
    check_components(form, components, "components", foreign=OF_FORMS)
    _check_mentions(form, body.get("allowed_mentions") or {})
    form.check()


def _check_mentions(form: Form, allowed: Json) -> None:
    for kind in ("users", "roles"):
        form.no_more(f"allowed_mentions.{kind}", allowed.get(kind), MENTIONED)
        if allowed.get(kind) and kind in (allowed.get("parse") or ()):
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
            form.add("allowed_mentions", code, message)


def _check_embeds(form: Form, embeds: list[Json]) -> None:
    form.no_more("embeds", embeds, EMBEDS)
    for number, embed in enumerate(embeds):
        _check_embed(form, embed, f"embeds.{number}")
    if sum(map(embed_length, embeds)) > EMBED_SUM:
        message = f"Embed size exceeds maximum size of {EMBED_SUM}"
        form.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", message)


def embed_length(embed: Json) -> int:
    """Return the characters of an embed that count toward the limit of 6,000."""
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or []:
        texts += [field.get("name"), field.get("value")]
    return sum(len(text.strip()) for text in texts if text)


def _check_embed(form: Form, embed: Json, path: str) -> None:
    form.at_most(f"{path}.title", embed.get("title"), EMBED_TITLE)
    form.at_most(f"{path}.description", embed.get("description"), EMBED_DESCRIPTION)
    for part, key, limit in (("footer", "text", FOOTER), ("author", "name", AUTHOR)):
        if embed.get(part):
            form.between(f"{path}.{part}.{key}", embed[part].get(key), 1, limit)
    fields = embed.get("fields") or []
    form.no_more(f"{path}.fields", fields, EMBED_FIELDS)
    for number, field in enumerate(fields):
        place = f"{path}.fields.{number}"
        for key, limit in (("name", FIELD_NAME), ("value", FIELD_VALUE)):
            form.require(f"{place}.{key}", field.get(key))
            form.at_most(f"{place}.{key}", field.get(key), limit)


def _check_v2(form: Form, body: Json, components: list[Json]) -> None:
    code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
    for key in ("content", "embeds"):
        if body.get(key):
            message = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            form.add(key, code, message)
    for number, component in enumerate(components):
        check_kind(form, component, f"components.{number}", LAYOUT)
    every = list(walk_components(components))
    form.no_more("components", every, V2_COMPONENTS)
    text = sum(
        len(c.get("content") or "") for c in every if c["type"] == ComponentType.TEXT_DISPLAY
    )
    if text > V2_TEXT:
        message = f"The total text of components must be {V2_TEXT} or fewer characters."
        form.add("components", "COMPONENT_MAX_TOTAL_TEXT_LENGTH", message)


def _check_rows(form: Form, components: list[Json]) -> None:
    form.no_more("components", components, ROWS)
    for number, row in enumerate(components):
        check_kind(form, row, f"components.{number}", frozenset({ComponentType.ACTION_ROW}))


def check_modal(data: Json) -> None:
    """Pass where a modal keeps every limit."""
    form = Form()
    form.between("title", data.get("title"), 1, MODAL_TITLE)
    form.between("custom_id", data.get("custom_id"), 1, CUSTOM_ID)
    components = data.get("components") or []
    if not 1 <= len(components) <= MODAL_COMPONENTS:
        message = f"Must be between 1 and {MODAL_COMPONENTS} in length."
        form.add("components", "BASE_TYPE_BAD_LENGTH", message)
    for number, component in enumerate(components):
        check_kind(form, component, f"components.{number}", FORM)
    check_components(form, components, "components", foreign=OF_MESSAGES)
    form.check()


def check_thread_name(body: Json) -> None:
    """Pass where a new thread's body has a name that a thread may have."""
    form = Form()
    form.between("name", body.get("name"), 1, THREAD_NAME)
    form.check()
