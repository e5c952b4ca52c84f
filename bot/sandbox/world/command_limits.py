"""Discord's limits of application commands and of what autocomplete suggests.

Source: https://discord.com/developers/docs/interactions/application-commands.
"""

import re

from bot.sandbox.world.component_limits import check_range
from bot.sandbox.world.errors import ApiError, Fault
from bot.sandbox.world.form import Form
from bot.sandbox.world.wire import NESTED_OPTIONS, CommandType, Json, OptionType

SLASH_COMMANDS = 100
# Context menus of one kind: 5 until 2025; Discord's description allows 130 commands in all.
MENUS = 15
NAME = 32
DESCRIPTION = 100
OPTIONS = 25
CHOICES = 25
CHOICE_NAME = 100
CHOICE_VALUE = 100
WHOLE = 8_000
TEXT = 6_000  # characters that an option may ask for

# https://discord.com/developers/docs/reference#locales.
LOCALES = frozenset(
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg "
    "ru uk hi th zh-CN ja zh-TW ko".split()
)

_HELD: dict[int, frozenset[int]] = {
    OptionType.GROUP: frozenset({OptionType.SUBCOMMAND}),
    OptionType.SUBCOMMAND: frozenset(OptionType) - NESTED_OPTIONS,
}
_NAME = re.compile(r"^[-_'\w]{1,32}$")


def check_commands(bodies: list[Json]) -> None:
    """Pass where a whole scope's commands keep every limit.

    Raises:
        ApiError: There are too many; other faults are raised as an invalid form.
    """
    kinds = [int(body.get("type") or CommandType.SLASH) for body in bodies]
    slashes = kinds.count(CommandType.SLASH)
    menus = max(kinds.count(CommandType.USER_MENU), kinds.count(CommandType.MESSAGE_MENU))
    if slashes > SLASH_COMMANDS or menus > MENUS:
        raise ApiError(Fault.TOO_MANY_COMMANDS)
    form = Form()
    seen: set[tuple[int, str]] = set()
    for number, (kind, body) in enumerate(zip(kinds, bodies, strict=True)):
        _check_command(form, body, str(number), kind)
        key = (kind, str(body.get("name")))
        if key in seen:
            message = "Application command names must be unique"
            form.add(f"{number}.name", "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        seen.add(key)
    form.check()


def _check_command(form: Form, body: Json, path: str, kind: int) -> None:
    _check_locales(form, body, path)
    if kind != CommandType.SLASH:
        form.between(f"{path}.name", body.get("name"), 1, NAME)
        if body.get("description"):
            message = "Context menu commands cannot have description"
            code = "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID"
            form.add(f"{path}.description", code, message)
        return
    _check_named(form, body, path)
    _check_options(form, body.get("options") or [], f"{path}.options")
    if command_length(body) > WHOLE:
        message = f"Command exceeds maximum size ({WHOLE})"
        form.add(path, "APPLICATION_COMMAND_TOO_LARGE", message)


def _check_named(form: Form, body: Json, path: str) -> None:
    name = str(body.get("name") or "")
    if form.require(f"{path}.name", name):
        _check_name(form, name, f"{path}.name")
    for locale, local in (body.get("name_localizations") or {}).items():
        _check_name(form, local, f"{path}.name_localizations.{locale}")
    form.between(f"{path}.description", body.get("description"), 1, DESCRIPTION)


def _check_name(form: Form, name: str, path: str) -> None:
    if not _NAME.match(name) or name != name.lower():
        form.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_locales(form: Form, body: Json, path: str) -> None:
    for key, most in (("name_localizations", NAME), ("description_localizations", DESCRIPTION)):
        for locale, text in (body.get(key) or {}).items():
            if locale not in LOCALES:
                message = f"Value must be one of {sorted(LOCALES)}."
                form.add(f"{path}.{key}.{locale}", "ENUM_TYPE_COERCE", message)
            form.between(f"{path}.{key}.{locale}", text, 1, most)


def _check_options(form: Form, options: list[Json], path: str) -> None:
    form.no_more(path, options, OPTIONS)
    names = [option.get("name") for option in options]
    if len(names) != len(set(names)):
        message = "Option name already exists in this command"
        form.add(path, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message)
    _check_nesting(form, options, path)
    misplaced = _misplaced(options)
    for number, option in enumerate(options):
        place = f"{path}.{number}"
        _check_named(form, option, place)
        _check_locales(form, option, place)
        _check_choices(form, option.get("choices") or [], f"{place}.choices")
        _check_value(form, option, place)
        if option.get("type") in NESTED_OPTIONS:
            _check_options(form, option.get("options") or [], f"{place}.options")
        elif number in misplaced:
            message = "Required options must be placed before non-required options"
            form.add(place, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)


def _check_nesting(form: Form, options: list[Json], path: str) -> None:
    """Note options of kinds that cannot stand beside each other, or not in what holds them."""
    kinds = {option.get("type") for option in options}
    if kinds & NESTED_OPTIONS and kinds - NESTED_OPTIONS:
        message = "Sub-command and sub-command group option types are mutually exclusive to others"
        form.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
    for number, option in enumerate(options):
        held = {nested.get("type") for nested in option.get("options") or []}
        fits = held <= _HELD.get(option.get("type") or 0, frozenset())
        if not fits:
            place, message = f"{path}.{number}.options", "Value of field type is not one of those"
            form.add(place, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)


def _check_value(form: Form, option: Json, place: str) -> None:
    """Note what bounds the value of an option in a way that cannot be."""
    choices = option.get("choices") or []
    if choices and option.get("autocomplete"):
        message = "Autocomplete cannot be set on options that have choices"
        form.add(place, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", message)
    is_text = option.get("type") == OptionType.STRING
    for number, choice in enumerate(choices):
        if isinstance(choice.get("value"), str) != is_text:
            message = "The value is not of the type of its option"
            form.add(f"{place}.choices.{number}.value", "BASE_TYPE_BAD_TYPE", message)
    check_range(form, option, place, "length", TEXT)
    low, high = option.get("min_value"), option.get("max_value")
    if low is not None and high is not None and low > high:
        form.add(f"{place}.min_value", "MIN_GREATER_THAN_MAX", f"Must be {high} at most.")


def _misplaced(options: list[Json]) -> set[int]:
    """Return the numbers of the required options that come after an optional one."""
    numbers: set[int] = set()
    optional_seen = False
    for number, option in enumerate(options):
        if option.get("type") in NESTED_OPTIONS:
            continue
        if not option.get("required"):
            optional_seen = True
        elif optional_seen:
            numbers.add(number)
    return numbers


def _check_choices(form: Form, choices: list[Json], path: str) -> None:
    form.no_more(path, choices, CHOICES)
    for number, choice in enumerate(choices):
        form.between(f"{path}.{number}.name", choice.get("name"), 1, CHOICE_NAME)
        for locale, name in (choice.get("name_localizations") or {}).items():
            form.between(f"{path}.{number}.name_localizations.{locale}", name, 1, CHOICE_NAME)
        if isinstance(choice.get("value"), str):
            form.at_most(f"{path}.{number}.value", choice["value"], CHOICE_VALUE)


def check_suggestions(choices: list[Json]) -> None:
    """Pass where what autocomplete suggests keeps every limit."""
    form = Form()
    _check_choices(form, choices, "choices")
    form.check()


def command_length(command: Json) -> int:
    """Return the characters of a command that count toward the limit of 8,000.

    Of a text in several languages the longest counts. Choices are an option's: a command that
    brings some has none.
    """
    named = _longest(command, "name") + _longest(command, "description")
    return named + sum(map(_option_length, command.get("options") or []))


def _option_length(option: Json) -> int:
    length = command_length(option)
    for choice in option.get("choices") or []:
        length += _longest(choice, "name") + len(str(choice["value"]))
    return length


def _longest(body: Json, key: str) -> int:
    """Return how long a text is in the language in which it is longest."""
    texts = (body.get(key), *(body.get(f"{key}_localizations") or {}).values())
    return max(len(text or "") for text in texts)
