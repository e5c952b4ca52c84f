"""Components of messages and modals: walked, numbered and found by `custom_id`."""

from collections.abc import Iterable, Iterator
from itertools import count

from bot.sandbox.world.wire import SELECTS, ComponentType, Json

# What Discord fills in where a component leaves it out.
_DEFAULTS: dict[ComponentType, Json] = {
    ComponentType.TEXT_INPUT: {"label": None, "min_length": None, "max_length": None},
    ComponentType.CONTAINER: {"accent_color": None, "spoiler": False},
    ComponentType.SEPARATOR: {"spacing": 1, "divider": True},
    ComponentType.LABEL: {"description": None},
    **{kind: {"min_values": 1, "max_values": 1} for kind in SELECTS},
}
_SINGLES = ("accessory", "component")  # keys that hold one component


def walk_components(components: Iterable[Json]) -> Iterator[Json]:
    """Yield every component, nested ones after the one that holds them."""
    for component in components:
        yield component
        yield from walk_components(component.get("components") or ())
        for single in _SINGLES:
            if component.get(single):
                yield from walk_components((component[single],))


def find_component(components: Iterable[Json], custom_id: str) -> Json | None:
    """Return the component with a `custom_id`, or None."""
    return next((c for c in walk_components(components) if c.get("custom_id") == custom_id), None)


def registered_components(components: Iterable[Json]) -> tuple[Json, ...]:
    """Return components as Discord keeps them: each with an id, defaults filled in."""
    given = list(components)
    ids = {int(c["id"]) for c in walk_components(given) if c.get("id")}
    fresh = (number for number in count(1) if number not in ids)
    return tuple(_registered(component, fresh) for component in given)


def _registered(component: Json, fresh: Iterator[int]) -> Json:
    state = {key: value for key, value in component.items() if value is not None}
    state["id"] = state.get("id") or next(fresh)
    _fill_in(state)
    if "components" in state:
        state["components"] = [_registered(nested, fresh) for nested in state["components"]]
    for single in _SINGLES:
        if single in state:
            state[single] = _registered(state[single], fresh)
    return state


def _fill_in(state: Json) -> None:
    for key, value in _DEFAULTS.get(ComponentType(state["type"]), {}).items():
        state.setdefault(key, value)
    if "default_values" in state:  # ids go out as texts, however they came
        given = state["default_values"]
        state["default_values"] = [one | {"id": str(one["id"])} for one in given]
