"""What one human does to the bot. The page and the tests act through it, never past its rules."""

from collections.abc import Mapping

from bot.sandbox.deeds import (
    Invocation,
    OptionValue,
    Resolver,
    filled_options,
    message_payload,
    subcommand_options,
    usable_commands,
)
from bot.sandbox.people.presser import Presser
from bot.sandbox.world import ApiError, Channel, CommandType, Fault, InteractionType, Json, World


class Person(Presser):
    """One human, with everything that a member can do with a bot."""

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
        call = self._command(channel_id, name, options, focused, None)
        return await call.choices()

    def _command(
        self,
        channel_id: int,
        name: str,
        options: Mapping[str, OptionValue],
        focused: str | None,
        nonce: str | None,
    ) -> Invocation:
        channel = self.channel(channel_id)
        root, *path = name.split(" ")
        command = self._usable(channel, root, CommandType.SLASH)
        declared, nesting = subcommand_options(command, path)
        resolver = Resolver(self.world, channel, self.id)
        sent = filled_options(declared, options, resolver, focused=focused)
        for level in reversed(nesting):
            sent = [level | {"options": sent}]
        data = _command_data(command, resolver.found) | {"options": sent}
        kind = InteractionType.COMMAND if focused is None else InteractionType.AUTOCOMPLETE
        return self.begin(channel, kind, data, command=command, nonce=nonce)

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
        channel = self.channel(channel_id)
        resolver = Resolver(self.world, channel, self.id)
        if target_id in self.world.population.users:
            command = self._usable(channel, name, CommandType.USER_MENU)
            resolver.user(target_id)
        else:
            command = self._usable(channel, name, CommandType.MESSAGE_MENU)
            target = self.message(channel_id, target_id)
            bot_id = self.world.application.bot_id
            # A menu's target always comes with all that it says.
            resolver.message(message_payload(self.world, target, viewer_id=bot_id))
        data = _command_data(command, resolver.found) | {"target_id": str(target_id)}
        return self.begin(channel, InteractionType.COMMAND, data, command=command, nonce=nonce)

    def _usable(self, channel: Channel, name: str, kind: CommandType) -> Json:
        """Return a command.

        Raises:
            ApiError: This human may not use it here, or there is none.
        """
        for command in usable_commands(self.world, self.id, channel):
            if command["name"] == name and command["type"] == kind:
                return command
        raise ApiError(Fault.UNKNOWN_COMMAND)


def _command_data(command: Json, resolved: Json) -> Json:
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data | ({"resolved": resolved} if resolved else {})


def person(world: World, user_id: int) -> Person:
    """Return a human of a world."""
    world.user(user_id)
    return Person(world, user_id)


def people(world: World) -> list[Person]:
    """Return the humans of a world but the application's owner, in the order they were added."""
    return [
        Person(world, user.id)
        for user in world.population.users.values()
        if not user.bot and user.id != world.application.owner_id
    ]
