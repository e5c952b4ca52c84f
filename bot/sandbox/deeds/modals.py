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
    registered_components,
    walk_components,
)


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
    resolve_choice(component, choices, resolver)
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


def check_choice(select: Json, values: Sequence[str]) -> None:
    """Pass where a human may choose these values.

    Raises:
        ApiError: It is no select, or takes more, fewer or other values.
    """
    fits = select["type"] in SELECTS and (
        select["min_values"] <= len(values) <= select["max_values"]
    )
    if fits and select["type"] == ComponentType.STRING_SELECT:
        fits = set(values) <= {option["value"] for option in select["options"]}
    if not fits:
        wrong = [{"code": "REFUSED", "message": "Not a choice of this select"}]
        raise ApiError(Fault.INVALID_FORM, {"values": {"_errors": wrong}})


def resolve_choice(select: Json, values: Sequence[str], resolver: Resolver) -> None:
    """Resolve the users, roles and channels that were chosen."""
    for value in values:
        match select["type"]:
            case ComponentType.USER_SELECT:
                resolver.user(int(value))
            case ComponentType.ROLE_SELECT:
                resolver.role(int(value))
            case ComponentType.CHANNEL_SELECT:
                resolver.channel(int(value))
            case ComponentType.MENTIONABLE_SELECT:
                if not resolver.role(int(value)):
                    resolver.user(int(value))
            case _:
                pass
