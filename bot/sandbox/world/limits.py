"""Discord's limits of messages: what the body of a message may hold.

Sources: https://discord.com/developers/docs/resources/message#embed-object-embed-limits and
https://discord.com/developers/docs/components/reference. Those of commands: `command_limits`.
"""

from collections.abc import Iterable

from bot.sandbox.world.components import walk_components
from bot.sandbox.world.form import Form
from bot.sandbox.world.wire import LINK_STYLE, SELECTS, ComponentType, Json, MessageFlag

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
ROWS = 5
BUTTONS_PER_ROW = 5
V2_COMPONENTS = 40
V2_TEXT = 4_000
CUSTOM_ID = 100
LABEL = 80
SELECT_OPTIONS = 25
SELECT_TEXT = 100
PLACEHOLDER = 150
MODAL_TITLE = 45
MODAL_COMPONENTS = 5
INPUT_LABEL = 45
INPUT_VALUE = 4_000
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
    check_components(form, components, "components")
    form.check()


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
    form.at_most(f"{path}.footer.text", (embed.get("footer") or {}).get("text"), FOOTER)
    form.at_most(f"{path}.author.name", (embed.get("author") or {}).get("name"), AUTHOR)
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
        _check_row(form, row, f"components.{number}")


def _check_row(form: Form, row: Json, path: str) -> None:
    if row.get("type") != ComponentType.ACTION_ROW:
        message = 'Value of field "type" must be one of (1,).'
        form.add(f"{path}.type", "UNION_TYPE_CHOICES", message)
        return
    held = row.get("components") or []
    width = sum(1 if c["type"] == ComponentType.BUTTON else BUTTONS_PER_ROW for c in held)
    if not 1 <= width <= BUTTONS_PER_ROW:
        message = f"Must be between 1 and {BUTTONS_PER_ROW} in length."
        form.add(f"{path}.components", "BASE_TYPE_BAD_LENGTH", message)


def check_components(form: Form, components: Iterable[Json], path: str) -> None:
    """Note the faults of components, wherever they are nested."""
    seen: set[str] = set()
    for place, component in _placed(components, path):
        custom_id = component.get("custom_id")
        if custom_id is not None:
            form.between(f"{place}.custom_id", custom_id, 1, CUSTOM_ID)
            if custom_id in seen:
                message = "Component custom id cannot be duplicated"
                form.add(f"{place}.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", message)
            seen.add(custom_id)
        _check_one(form, component, place)


def _placed(components: Iterable[Json], path: str) -> Iterable[tuple[str, Json]]:
    for number, component in enumerate(components):
        place = f"{path}.{number}"
        yield place, component
        yield from _placed(component.get("components") or (), f"{place}.components")
        for single in ("accessory", "component"):
            if component.get(single):
                yield f"{place}.{single}", component[single]


def _check_one(form: Form, component: Json, place: str) -> None:
    kind = component.get("type")
    if kind == ComponentType.BUTTON:
        _check_button(form, component, place)
    elif kind in SELECTS:
        form.at_most(f"{place}.placeholder", component.get("placeholder"), PLACEHOLDER)
        _check_options(form, component, place)
    elif kind == ComponentType.TEXT_INPUT:
        form.at_most(f"{place}.label", component.get("label"), INPUT_LABEL)
        form.at_most(f"{place}.placeholder", component.get("placeholder"), SELECT_TEXT)
        form.at_most(f"{place}.value", component.get("value"), INPUT_VALUE)


def _check_button(form: Form, button: Json, place: str) -> None:
    form.at_most(f"{place}.label", button.get("label"), LABEL)
    needed = "url" if button.get("style") == LINK_STYLE else "custom_id"
    form.require(f"{place}.{needed}", button.get(needed))
    if not button.get("label") and not button.get("emoji"):
        form.require(f"{place}.label", None)


def _check_options(form: Form, select: Json, place: str) -> None:
    if select["type"] != ComponentType.STRING_SELECT:
        return
    options = select.get("options") or []
    if not 1 <= len(options) <= SELECT_OPTIONS:
        message = f"Must be between 1 and {SELECT_OPTIONS} in length."
        form.add(f"{place}.options", "BASE_TYPE_BAD_LENGTH", message)
    for number, option in enumerate(options):
        for key in ("label", "value", "description"):
            form.at_most(f"{place}.options.{number}.{key}", option.get(key), SELECT_TEXT)
    values = [option.get("value") for option in options]
    if len(values) != len(set(values)):
        message = "The specified option value is already used"
        form.add(f"{place}.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)


def check_modal(data: Json) -> None:
    """Pass where a modal keeps every limit."""
    form = Form()
    form.between("title", data.get("title"), 1, MODAL_TITLE)
    form.between("custom_id", data.get("custom_id"), 1, CUSTOM_ID)
    components = data.get("components") or []
    if not 1 <= len(components) <= MODAL_COMPONENTS:
        message = f"Must be between 1 and {MODAL_COMPONENTS} in length."
        form.add("components", "BASE_TYPE_BAD_LENGTH", message)
    check_components(form, components, "components")
    form.check()


def check_thread_name(body: Json) -> None:
    """Pass where a new thread's body has a name that a thread may have."""
    form = Form()
    form.between("name", body.get("name"), 1, THREAD_NAME)
    form.check()
