"""What one human does with the bot's commands: slash commands, their suggestions, and menus."""

from collections.abc import Mapping

from bot.sandbox.deeds import (
    MemberDeed,
    OptionValue,
    Resolver,
    filled_options,
    integration_owners,
    message_payload,
    subcommand_options,
    usable_commands,
)
from bot.sandbox.people.invocation import Invocation, invoke
from bot.sandbox.people.sight import Sight
from bot.sandbox.world import ApiError, Channel, CommandType, Fault, Install, InteractionType, Json


class Invoker:
    """One human at the bot's commands."""

    def __init__(self, sight: Sight) -> None:
        """Act as the human of `sight`."""
        self._sight = sight
        self._world, self._user_id = sight.world, sight.user_id

    async def slash(
        self,
        channel_id: int,
        name: str,
        options: Mapping[str, OptionValue] | None = None,
        *,
        nonce: str | None = None,
    ) -> Invocation:
        """Use a slash command.

        Args:
            channel_id: Where.
            name: The command, with its subcommands: "library add".
            options: Values by name; users, channels and roles by their ids.
            nonce: Comes back in the events of this interaction.
        """
        return self._command(channel_id, name, options or {}, None, nonce)

    async def autocomplete(
        self, channel_id: int, name: str, options: Mapping[str, OptionValue], focused: str
    ) -> list[Json]:
        """Return what the bot suggests for the option being typed; nothing if it is silent."""
        call = await self.type_option(channel_id, name, options, focused)
        return await call.choices()

    async def type_option(
        self, channel_id: int, name: str, options: Mapping[str, OptionValue], focused: str
    ) -> Invocation:
        """Type an option of a command, for which the bot may suggest values."""
        return self._command(channel_id, name, options, focused, None)

    def _command(
        self,
        channel_id: int,
        name: str,
        options: Mapping[str, OptionValue],
        focused: str | None,
        nonce: str | None,
    ) -> Invocation:
        channel = self._sight.channel(channel_id)
        root, *path = name.split(" ")
        command = self._usable(channel, root, CommandType.SLASH)
        declared, nesting = subcommand_options(command, path)
        resolver = Resolver(self._world, channel, self._user_id)
        sent = filled_options(declared, options, resolver, focused=focused)
        for level in reversed(nesting):
            sent = [level | {"options": sent}]
        data = _command_data(command, resolver.resolved) | {"options": sent}
        kind = InteractionType.COMMAND if focused is None else InteractionType.AUTOCOMPLETE
        return self._begin(channel, kind, command, data, nonce)

    async def menu(
        self, channel_id: int, name: str, target_id: int, *, nonce: str | None = None
    ) -> Invocation:
        """Use a message's or a user's menu.

        Args:
            channel_id: Where.
            name: The command.
            target_id: Id of the message or user.
            nonce: Comes back in the events of this interaction.
        """
        channel = self._sight.channel(channel_id)
        resolver = Resolver(self._world, channel, self._user_id)
        if target_id in self._world.population.users:
            command = self._usable(channel, name, CommandType.USER_MENU)
            resolver.user(target_id)
        else:
            command = self._usable(channel, name, CommandType.MESSAGE_MENU)
            target = self._sight.message(channel_id, target_id)
            bot_id = self._world.application.bot_id
            # A menu's target always comes with all that it says.
            resolver.message(message_payload(self._world, target, viewer_id=bot_id))
        data = _command_data(command, resolver.resolved) | {"target_id": str(target_id)}
        return self._begin(channel, InteractionType.COMMAND, command, data, nonce)

    def _begin(
        self,
        channel: Channel,
        kind: InteractionType,
        command: Json,
        data: Json,
        nonce: str | None,
    ) -> Invocation:
        types = command.get("integration_types", [Install.GUILD])
        owners = integration_owners(self._world, self._user_id, channel, types)
        deed = MemberDeed(self._user_id, channel, kind, data, owners, nonce=nonce)
        return invoke(self._sight, deed)

    def _usable(self, channel: Channel, name: str, kind: CommandType) -> Json:
        """Return a command.

        Raises:
            ApiError: This human may not use it here, or there is none.
        """
        for command in usable_commands(self._world, self._user_id, channel):
            if command["name"] == name and command["type"] == kind:
                return command
        raise ApiError(Fault.UNKNOWN_COMMAND)


def _command_data(command: Json, resolved: Json) -> Json:
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data | ({"resolved": resolved} if resolved else {})
