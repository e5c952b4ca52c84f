"""Components of messages and modals: walked, numbered and found by `custom_id`."""

from collections.abc import Iterable, Iterator
from itertools import count

from bot.sandbox.world.wire import SELECTS, ComponentType, Json


def walk_components(components: Iterable[Json]) -> Iterator[Json]:
    """Yield every component, nested ones after the one that holds them."""
    for component in components:
        yield component
        yield from walk_components(component.get("components") or ())
        for single in ("accessory", "component"):
            if component.get(single):
                yield from walk_components((component[single],))


def find_component(components: Iterable[Json], custom_id: str) -> Json | None:
    """Return the component with a `custom_id`, or None."""
    return next((c for c in walk_components(components) if c.get("custom_id") == custom_id), None)


def registered_components(components: Iterable[Json]) -> tuple[Json, ...]:
    """Return components as Discord keeps them: each with an id, defaults filled in."""
    given = list(components)
    taken = {int(c["id"]) for c in walk_components(given) if c.get("id")}
    fresh = (number for number in count(1) if number not in taken)
    return tuple(_registered(component, fresh) for component in given)


def _registered(component: Json, fresh: Iterator[int]) -> Json:
    kept = {key: value for key, value in component.items() if value is not None}
    kind = ComponentType(kept["type"])
    kept["id"] = kept.get("id") or next(fresh)
    for key, value in _DEFAULTS.get(kind, {}).items():
        kept.setdefault(key, value)
    if kind in SELECTS:
        kept.setdefault("min_values", 1)
        kept.setdefault("max_values", 1)
    if "components" in kept:
        kept["components"] = [_registered(nested, fresh) for nested in kept["components"]]
    for single in ("accessory", "component"):
        if single in kept:
            kept[single] = _registered(kept[single], fresh)
    return kept


_DEFAULTS: dict[ComponentType, Json] = {
    ComponentType.TEXT_INPUT: {"label": None, "min_length": None, "max_length": None},
    ComponentType.CONTAINER: {"accent_color": None, "spoiler": False},
    ComponentType.SEPARATOR: {"spacing": 1, "divider": True},
    ComponentType.LABEL: {"description": None},
}
