"""What a member typed after a slash, as the data of the interaction that Discord sends.

Source: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object.
"""

from collections.abc import Collection, Mapping
from typing import TypeAlias

from bot.sandbox.deeds.message_payloads import attachment_payload
from bot.sandbox.deeds.payloads import channel_payload, member_payload, role_payload, user_payload
from bot.sandbox.deeds.uploads import Upload, store
from bot.sandbox.world import (
    NESTED_OPTIONS,
    ApiError,
    Channel,
    Fault,
    Form,
    Json,
    OptionType,
    Permission,
    World,
)

# A user, a channel or a role is given by its id, as a number.
OptionValue: TypeAlias = str | int | float | bool | Upload

_TYPES: dict[OptionType, type | tuple[type, ...]] = {
    OptionType.STRING: str,
    OptionType.INTEGER: int,
    OptionType.BOOLEAN: bool,
    OptionType.NUMBER: (int, float),
    OptionType.USER: int,
    OptionType.CHANNEL: int,
    OptionType.ROLE: int,
    OptionType.MENTIONABLE: int,
    OptionType.ATTACHMENT: Upload,
}

_IDS = frozenset({OptionType.USER, OptionType.CHANNEL, OptionType.ROLE, OptionType.MENTIONABLE})


class Resolver:
    """The objects that an interaction's ids stand for, collected while its options are read."""

    def __init__(self, world: World, channel: Channel, user_id: int) -> None:
        """Resolve as `user_id` sees things in `channel`."""
        self._world = world
        self._channel = channel
        self._user_id = user_id
        self.resolved: Json = {}

    def user(self, user_id: int) -> bool:
        """Resolve a user, with its membership in a server; return whether there is one."""
        account = self._world.population.users.get(user_id)
        if account is None:
            return False
        self._put("users", user_id, user_payload(account))
        guild_id = self._channel.guild_id
        member = self._world.population.members.get((guild_id or 0, user_id))
        if member is not None:
            allowed = self._world.permissions(user_id, self._channel)
            state = member_payload(member) | {"permissions": str(int(allowed))}
            del state["mute"], state["deaf"]
            self._put("members", user_id, state)
        return True

    def role(self, role_id: int) -> bool:
        """Resolve a role; return whether there is one with this id."""
        guild_id = self._channel.guild_id
        roles = () if guild_id is None else self._world.guild(guild_id).roles
        for role in roles:
            if role.id == role_id:
                self._put("roles", role_id, role_payload(role))
                return True
        return False

    def channel(self, channel_id: int, kinds: Collection[int] | None = None) -> bool:
        """Resolve a channel, with what the user may do there; return whether they see one.

        Args:
            channel_id: Of it.
            kinds: The types of channels that can be chosen; all where it is empty.
        """
        state = self._world.population.channels.get(channel_id)
        if state is None or state.guild_id != self._channel.guild_id:
            return False
        allowed = self._world.permissions(self._user_id, state)
        if not allowed & Permission.VIEW_CHANNEL or (kinds and state.type not in kinds):
            return False
        shown = channel_payload(self._world, state, viewer_id=self._world.application.bot_id)
        self._put("channels", channel_id, shown | {"permissions": str(int(allowed))})
        return True

    def message(self, message: Json) -> None:
        """Resolve a message."""
        self._put("messages", int(message["id"]), message)

    def upload(self, upload: Upload) -> str:
        """Store a file; return its id."""
        file = store(self._world, self._channel.id, upload, ephemeral=True)
        self._put("attachments", file.id, attachment_payload(self._world, file))
        return str(file.id)

    def _put(self, kind: str, key: int, value: Json) -> None:
        self.resolved.setdefault(kind, {})[str(key)] = value


def subcommand_options(command: Json, path: list[str]) -> tuple[list[Json], list[Json]]:
    """Return the options of a subcommand, and the nesting that leads there, outermost first.

    Raises:
        ApiError: There is no such subcommand.
    """
    options, nesting = command.get("options") or [], []
    for name in path:
        nested = next((o for o in options if o["name"] == name), None)
        if nested is None or nested["type"] not in NESTED_OPTIONS:
            raise ApiError(Fault.UNKNOWN_COMMAND)
        nesting.append({"name": name, "type": nested["type"]})
        options = nested.get("options") or []
    return options, nesting


def filled_options(
    declared: list[Json],
    given: Mapping[str, OptionValue],
    resolver: Resolver,
    *,
    focused: str | None = None,
) -> list[Json]:
    """Return the options that a member filled in, in the order declared.

    Args:
        declared: The command's options.
        given: Values by name.
        resolver: Collects what ids stand for.
        focused: Name of the option being typed; then nothing is required yet.
    """
    form = Form()
    names = {option["name"] for option in declared}
    for name in given:
        if name not in names:
            form.add(f"options.{name}", "UNKNOWN_OPTION", "The command has no such option")
    sent = []
    for option in declared:
        name = option["name"]
        if name in given:
            value = _value(form, option, given[name], resolver, partial=focused is not None)
            entry: Json = {"name": name, "type": option["type"], "value": value}
            sent.append(entry | ({"focused": True} if name == focused else {}))
        elif option.get("required") and focused is None:
            form.require(f"options.{name}", None)
    form.check()
    return sent


def _value(
    form: Form, option: Json, value: OptionValue, resolver: Resolver, *, partial: bool
) -> str | int | float | bool:
    kind = OptionType(option["type"])
    if partial and not isinstance(value, Upload):
        # What is half typed goes as it stands: https://discord.com/developers/docs, "autocomplete".
        return value
    if not isinstance(value, _TYPES[kind]) or (
        isinstance(value, bool) != (kind is OptionType.BOOLEAN)
    ):
        form.add(f"options.{option['name']}", "BASE_TYPE_BAD_TYPE", f"Must be of type {kind.name}")
        return str(value)
    _check_range(form, option, value)
    if isinstance(value, Upload):
        return resolver.upload(value)
    if kind not in _IDS:
        return value
    if not _is_there(option, int(value), resolver):
        form.add(f"options.{option['name']}", "UNKNOWN", f"There is no such {kind.name.lower()}")
    return str(value)


def _is_there(option: Json, number: int, resolver: Resolver) -> bool:
    """Return whether there is what an option's id stands for, after it was resolved."""
    match option["type"]:
        case OptionType.USER:
            return resolver.user(number)
        case OptionType.CHANNEL:
            return resolver.channel(number, option.get("channel_types"))
        case OptionType.ROLE:
            return resolver.role(number)
        case _:
            return resolver.role(number) or resolver.user(number)


def _check_range(form: Form, option: Json, value: OptionValue) -> None:
    path = f"options.{option['name']}"
    choices = option.get("choices")
    if choices and value not in [choice["value"] for choice in choices]:
        form.add(path, "APPLICATION_COMMAND_OPTION_CHOICE_INVALID", "Not one of the choices")
    measured = len(value) if isinstance(value, str) else value
    if isinstance(measured, Upload):
        return
    unit = "length" if isinstance(value, str) else "value"
    low, high = option.get(f"min_{unit}"), option.get(f"max_{unit}")
    if (low is not None and measured < low) or (high is not None and measured > high):
        form.add(path, "NUMBER_TYPE_RANGE", f"Must be between {low} and {high} in {unit}")
