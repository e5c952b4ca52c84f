"""What a human fills in: modals sent off, and choices from selects, checked and resolved."""

from collections.abc import Mapping, Sequence

from bot.sandbox.deeds.options import Resolver
from bot.sandbox.world import (
    SELECTS,
    ApiError,
    ComponentType,
    Fault,
    Form,
    Json,
    parse_id,
    registered_components,
    walk_components,
)

_NO_CHOICE = {"code": "REFUSED", "message": "Not a choice of this select"}


def modal_submission(
    modal: Json, values: Mapping[str, str | Sequence[str]], resolver: Resolver
) -> Json:
    """Return the data of a modal's interaction."""
    form = Form()
    rows = registered_components(modal.get("components") or [])
    inputs = [_filled(form, row, values, resolver) for row in rows]
    known = {c["custom_id"] for c in walk_components(rows) if "custom_id" in c}
    for custom_id in values:
        if custom_id not in known:
            form.add(f"components.{custom_id}", "UNKNOWN", "The modal has no such input")
    form.check()
    data: Json = {"custom_id": modal["custom_id"], "components": inputs}
    return data | ({"resolved": resolver.resolved} if resolver.resolved else {})


def _filled(
    form: Form,
    component: Json,
    values: Mapping[str, str | Sequence[str]],
    resolver: Resolver,
) -> Json:
    state: Json = {"type": component["type"], "id": component["id"]}
    if "components" in component:
        nested = component["components"]
        state["components"] = [_filled(form, part, values, resolver) for part in nested]
    if "component" in component:
        state["component"] = _filled(form, component["component"], values, resolver)
    if "custom_id" in component:
        state |= _input(form, component, values, resolver)
    return state


def _input(
    form: Form,
    component: Json,
    values: Mapping[str, str | Sequence[str]],
    resolver: Resolver,
) -> Json:
    custom_id = component["custom_id"]
    value = values.get(custom_id, _filled_in(component))
    if component["type"] == ComponentType.TEXT_INPUT:
        text = value if isinstance(value, str) else " ".join(value)
        _check_text(form, component, text)
        return {"custom_id": custom_id, "value": text}
    choices = [value] if isinstance(value, str) and value else list(value)
    left_out = not choices and not component.get("required", True)
    if not left_out and not _is_choice(component, choices, resolver):
        form.add(f"components.{custom_id}", _NO_CHOICE["code"], _NO_CHOICE["message"])
    return {"custom_id": custom_id, "values": choices}


def _filled_in(component: Json) -> str | Sequence[str]:
    """Return what stands in an input that a human leaves as it is."""
    defaults = component.get("default_values") or ()
    return component.get("value") or [str(one["id"]) for one in defaults]


def _check_text(form: Form, box: Json, text: str) -> None:
    path = f"components.{box['custom_id']}"
    if box.get("required", True):
        form.require(path, text)
    form.at_most(path, text, box.get("max_length") or 4_000)
    low = box.get("min_length") or 0
    if text and len(text) < low:
        form.add(path, "BASE_TYPE_MIN_LENGTH", f"Must be {low} or more in length.")


def check_choice(select: Json, values: Sequence[str], resolver: Resolver) -> None:
    """Pass where a human may choose these values of a message's select, and resolve them.

    Raises:
        ApiError: It is no select, or takes more, fewer or other values.
    """
    if not _is_choice(select, values, resolver):
        raise ApiError(Fault.INVALID_FORM, {"values": {"_errors": [_NO_CHOICE]}})


def _is_choice(select: Json, values: Sequence[str], resolver: Resolver) -> bool:
    """Return whether these values can be chosen, after what they stand for was resolved."""
    if select["type"] not in SELECTS or len(set(values)) != len(values):
        return False
    if not select["min_values"] <= len(values) <= select["max_values"]:
        return False
    if select["type"] == ComponentType.STRING_SELECT:
        return set(values) <= {option["value"] for option in select["options"]}
    ids = [number for number in map(parse_id, values) if number is not None]
    return len(ids) == len(values) and all(_is_there(select, number, resolver) for number in ids)


def _is_there(select: Json, number: int, resolver: Resolver) -> bool:
    """Return whether there is a user, role or channel of an id to choose, after it was resolved."""
    match select["type"]:
        case ComponentType.USER_SELECT:
            return resolver.user(number)
        case ComponentType.ROLE_SELECT:
            return resolver.role(number)
        case ComponentType.CHANNEL_SELECT:
            return resolver.channel(number, select.get("channel_types"))
        case _:
            return resolver.role(number) or resolver.user(number)
