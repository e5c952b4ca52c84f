"""Discord's limits of components: what each may hold, and where it may stand.

Sources: https://discord.com/developers/docs/components/reference and Discord's description of its
API (github.com/discord/discord-api-spec).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from bot.sandbox.world.form import Form
from bot.sandbox.world.shapes import address
from bot.sandbox.world.wire import LINK_STYLE, PREMIUM_STYLE, SELECTS, ComponentType, Json

BUTTONS_PER_ROW = 5
V2_TEXT = 4_000
CUSTOM_ID = 100
LABEL = 80
BUTTON_URL = 512
BUTTON_STYLES = range(1, 7)
SECTION_TEXTS = 3
SELECT_OPTIONS = 25
SELECT_VALUES = 25
SELECT_TEXT = 100
PLACEHOLDER = 150
INPUT_LABEL = 45
INPUT_DESCRIPTION = 100
INPUT_VALUE = 4_000
INPUT_STYLES = range(1, 3)

Kinds: TypeAlias = frozenset[ComponentType]

_NESTED = frozenset({ComponentType.BUTTON, ComponentType.TEXT_INPUT, ComponentType.THUMBNAIL})
_BOXED = frozenset(ComponentType) - _NESTED - SELECTS - {ComponentType.LABEL}
LAYOUT: Kinds = _BOXED
"""What a message of the second generation may consist of."""
FORM: Kinds = frozenset({ComponentType.ACTION_ROW, ComponentType.LABEL, ComponentType.TEXT_DISPLAY})
"""What a form may consist of."""
_HELD: dict[ComponentType, Kinds] = {
    ComponentType.ACTION_ROW: SELECTS | {ComponentType.BUTTON, ComponentType.TEXT_INPUT},
    ComponentType.CONTAINER: _BOXED - {ComponentType.CONTAINER},
    ComponentType.SECTION: frozenset({ComponentType.TEXT_DISPLAY}),
}
OF_FORMS: Kinds = frozenset({ComponentType.TEXT_INPUT, ComponentType.LABEL})
"""What no message has."""
OF_MESSAGES: Kinds = frozenset(ComponentType) - FORM - OF_FORMS - SELECTS
"""What no form has."""


def check_components(form: Form, components: Iterable[Json], path: str, *, foreign: Kinds) -> None:
    """Note the faults of components, wherever they are nested; `foreign` ones are not for here."""
    seen: set[str] = set()
    for place, component in _placed(components, path):
        custom_id = component.get("custom_id")
        if custom_id is not None:
            form.between(f"{place}.custom_id", custom_id, 1, CUSTOM_ID)
            if custom_id in seen:
                message = "Component custom id cannot be duplicated"
                form.add(f"{place}.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", message)
            seen.add(custom_id)
        if component["type"] in foreign:
            check_kind(form, component, place, frozenset(ComponentType) - foreign)
        _check_one(form, component, place)


def check_kind(form: Form, component: Json, place: str, kinds: Kinds) -> bool:
    """Return whether a component is of one of these kinds; note where it is not."""
    if component.get("type") in kinds:
        return True
    message = f'Value of field "type" must be one of {tuple(sorted(map(int, kinds)))}.'
    form.add(f"{place}.type", "UNION_TYPE_CHOICES", message)
    return False


def _placed(components: Iterable[Json], path: str) -> Iterator[tuple[str, Json]]:
    for number, component in enumerate(components):
        place = f"{path}.{number}"
        yield place, component
        yield from _placed(component.get("components") or (), f"{place}.components")
        for single in ("accessory", "component"):
            if component.get(single):
                yield f"{place}.{single}", component[single]


def _check_one(form: Form, component: Json, place: str) -> None:
    kind = ComponentType(component["type"])
    for number, nested in enumerate(component.get("components") or ()):
        check_kind(form, nested, f"{place}.components.{number}", _HELD.get(kind, frozenset()))
    if kind in SELECTS:
        _check_select(form, component, place)
    elif kind in _CHECKS:
        _CHECKS[kind](form, component, place)


def _check_row(form: Form, row: Json, place: str) -> None:
    held = row.get("components") or []
    width = sum(1 if c["type"] == ComponentType.BUTTON else BUTTONS_PER_ROW for c in held)
    if not 1 <= width <= BUTTONS_PER_ROW:
        _note_length(form, f"{place}.components", 1, BUTTONS_PER_ROW)


def _check_container(form: Form, container: Json, place: str) -> None:
    form.require(f"{place}.components", container.get("components") or None)


def _check_section(form: Form, section: Json, place: str) -> None:
    if not 1 <= len(section.get("components") or ()) <= SECTION_TEXTS:
        _note_length(form, f"{place}.components", 1, SECTION_TEXTS)
    form.require(f"{place}.accessory", section.get("accessory"))


def _check_text(form: Form, display: Json, place: str) -> None:
    form.between(f"{place}.content", display.get("content"), 1, V2_TEXT)


def _check_label(form: Form, label: Json, place: str) -> None:
    form.between(f"{place}.label", label.get("label"), 1, INPUT_LABEL)
    form.at_most(f"{place}.description", label.get("description"), INPUT_DESCRIPTION)
    held = label.get("component")
    if form.require(f"{place}.component", held) and held is not None:
        check_kind(form, held, f"{place}.component", SELECTS | {ComponentType.TEXT_INPUT})


def _check_button(form: Form, button: Json, place: str) -> None:
    form.at_most(f"{place}.label", button.get("label"), LABEL)
    _check_number(form, button, f"{place}.style", BUTTON_STYLES)
    style = button.get("style")
    if style == PREMIUM_STYLE:
        form.require(f"{place}.sku_id", button.get("sku_id"))
        return
    needed, other = ("url", "custom_id") if style == LINK_STYLE else ("custom_id", "url")
    form.require(f"{place}.{needed}", button.get(needed))
    if button.get(other):
        message = "A custom id and url cannot both be specified"
        form.add(f"{place}.{other}", "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message)
    if button.get("url"):
        address(BUTTON_URL, "http", "https", "discord")(form, f"{place}.url", button["url"])
    if not button.get("label") and not button.get("emoji"):
        form.require(f"{place}.label", None)


def _check_number(form: Form, component: Json, path: str, numbers: range) -> None:
    """Note a number that is missing or none of these."""
    number = component.get(path.rpartition(".")[2])
    if form.require(path, number) and number not in numbers:
        form.add(path, "BASE_TYPE_CHOICES", f"Value must be one of {list(numbers)}.")


def _check_select(form: Form, select: Json, place: str) -> None:
    form.require(f"{place}.custom_id", select.get("custom_id"))
    form.at_most(f"{place}.placeholder", select.get("placeholder"), PLACEHOLDER)
    check_range(form, select, place, "values", SELECT_VALUES)
    if select["type"] == ComponentType.STRING_SELECT:
        _check_options(form, select, place)


def check_range(form: Form, held: Json, place: str, unit: str, most: int) -> None:
    """Note a `min_` and a `max_` of a unit that are over `most`, or lie the wrong way round."""
    low, high = held.get(f"min_{unit}"), held.get(f"max_{unit}")
    if low is not None and low > most:
        message = f"int value should be less than or equal to {most}."
        form.add(f"{place}.min_{unit}", "NUMBER_TYPE_MAX", message)
    if high is not None and not 1 <= high <= most:
        message = f"int value should be between 1 and {most}."
        form.add(f"{place}.max_{unit}", "NUMBER_TYPE_RANGE", message)
    if low is not None and high is not None and low > high:
        form.add(f"{place}.min_{unit}", "MIN_GREATER_THAN_MAX", f"Must be {high} at most.")


def _check_options(form: Form, select: Json, place: str) -> None:
    options = select.get("options") or []
    least = max(select.get("max_values") or 1, 1)
    if not least <= len(options) <= SELECT_OPTIONS:
        _note_length(form, f"{place}.options", least, SELECT_OPTIONS)
    for number, option in enumerate(options):
        path = f"{place}.options.{number}"
        for key in ("label", "value"):
            form.between(f"{path}.{key}", option.get(key), 1, SELECT_TEXT)
        form.at_most(f"{path}.description", option.get("description"), SELECT_TEXT)
    values = [option.get("value") for option in options]
    if len(values) != len(set(values)):
        message = "The specified option value is already used"
        form.add(f"{place}.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)


def _note_length(form: Form, path: str, low: int, high: int) -> None:
    form.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")


def _check_input(form: Form, box: Json, place: str) -> None:
    form.require(f"{place}.custom_id", box.get("custom_id"))
    _check_number(form, box, f"{place}.style", INPUT_STYLES)
    form.at_most(f"{place}.label", box.get("label"), INPUT_LABEL)
    form.at_most(f"{place}.placeholder", box.get("placeholder"), SELECT_TEXT)
    check_range(form, box, place, "length", INPUT_VALUE)
    most = min(box.get("max_length") or INPUT_VALUE, INPUT_VALUE)
    form.at_most(f"{place}.value", box.get("value"), most)


_CHECKS: dict[ComponentType, Callable[[Form, Json, str], None]] = {
    ComponentType.ACTION_ROW: _check_row,
    ComponentType.BUTTON: _check_button,
    ComponentType.TEXT_INPUT: _check_input,
    ComponentType.SECTION: _check_section,
    ComponentType.TEXT_DISPLAY: _check_text,
    ComponentType.CONTAINER: _check_container,
    ComponentType.LABEL: _check_label,
}
