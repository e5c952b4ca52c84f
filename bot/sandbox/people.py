"""What one human does to the bot. The page and the tests act through it, never past its rules."""

from collections.abc import Mapping, Sequence

from bot.sandbox import components, invoking, modals
from bot.sandbox.answering import origin
from bot.sandbox.errors import ApiError, Fault
from bot.sandbox.invocation import Invocation
from bot.sandbox.invoking import Deed
from bot.sandbox.message_payloads import message as message_payload
from bot.sandbox.models import Channel, Message
from bot.sandbox.options import OptionValue, Resolver, filled, subcommand
from bot.sandbox.wire import CommandType, ComponentType, InteractionType, Json
from bot.sandbox.world import World
from bot.sandbox.writer import Writer


class Person(Writer):
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
        declared, nesting = subcommand(command, path)
        resolver = Resolver(self.world, channel, self.id)
        sent = filled(declared, options, resolver, focused=focused)
        for level in reversed(nesting):
            sent = [level | {"options": sent}]
        data = _command_data(command, resolver.found) | {"options": sent}
        kind = InteractionType.COMMAND if focused is None else InteractionType.AUTOCOMPLETE
        return self._begin(channel, kind, data, command=command, nonce=nonce)

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
        return self._begin(channel, InteractionType.COMMAND, data, command=command, nonce=nonce)

    async def press(
        self, channel_id: int, message_id: int, custom_id: str, *, nonce: str | None = None
    ) -> Invocation:
        """Press a message's button.

        Raises:
            ApiError: It is another kind of component.
        """
        message = self.message(channel_id, message_id)
        button = _component(message, custom_id)
        if button["type"] != ComponentType.BUTTON:
            raise ApiError(Fault.INVALID_FORM, _refusal("Not a button"))
        return self._component(message, button, {}, nonce)

    async def choose(
        self,
        channel_id: int,
        message_id: int,
        custom_id: str,
        values: Sequence[str],
        *,
        nonce: str | None = None,
    ) -> Invocation:
        """Choose from a message's select; users, roles and channels by their ids."""
        message = self.message(channel_id, message_id)
        select = _component(message, custom_id)
        resolver = Resolver(self.world, self.channel(channel_id), self.id)
        modals.check_choice(select, values)
        modals.resolve_choice(select, values, resolver)
        more: Json = {"values": list(values)}
        if resolver.found:
            more["resolved"] = resolver.found
        return self._component(message, select, more, nonce)

    def _component(
        self, message: Message, component: Json, more: Json, nonce: str | None
    ) -> Invocation:
        data: Json = {
            "custom_id": component["custom_id"],
            "component_type": component["type"],
            "id": component["id"],
        }
        return self._begin(
            self.channel(message.channel_id),
            InteractionType.COMPONENT,
            data | more,
            message=message,
            nonce=nonce,
        )

    async def submit(
        self, modal_id: int, values: Mapping[str, str | Sequence[str]], *, nonce: str | None = None
    ) -> Invocation:
        """Send a modal off.

        Args:
            modal_id: Id of the interaction that opened it.
            values: By the `custom_id` of its inputs.
            nonce: Comes back in the events of this interaction.

        Raises:
            ApiError: No such modal is open for this human.
        """
        opener = self.world.interactions.find(modal_id)
        if opener is None or opener.modal is None or opener.user_id != self.id:
            raise ApiError(Fault.UNKNOWN_INTERACTION)
        channel = self.channel(opener.channel_id)
        resolver = Resolver(self.world, channel, self.id)
        data = modals.submission(opener.modal, values, resolver)
        message = None
        if opener.message_id is not None:
            message = self.world.messages.find(opener.message_id)
        deed = Deed(
            self.id,
            channel,
            InteractionType.MODAL_SUBMIT,
            data,
            opener.payload["authorizing_integration_owners"],
            message,
            nonce,
        )
        opener.modal = None
        interaction = invoking.begin(self.world, deed, triggered_by=origin(opener))
        return Invocation(self.world, interaction, self.shown)

    def dismiss_modal(self, modal_id: int) -> None:
        """Close a modal without sending it off."""
        opener = self.world.interactions.find(modal_id)
        if opener is not None and opener.user_id == self.id:
            opener.modal = None

    def _begin(
        self,
        channel: Channel,
        kind: InteractionType,
        data: Json,
        *,
        command: Json | None = None,
        message: Message | None = None,
        nonce: str | None = None,
    ) -> Invocation:
        owners = self._owners(channel, command, message)
        deed = Deed(self.id, channel, kind, data, owners, message, nonce)
        return Invocation(self.world, invoking.begin(self.world, deed), self.shown)

    def _owners(self, channel: Channel, command: Json | None, message: Message | None) -> Json:
        if message is not None and message.origin is not None:
            return message.origin.owners
        types = [0, 1] if command is None else command.get("integration_types", [0])
        return invoking.owners(self.world, self.id, channel, types)

    def _usable(self, channel: Channel, name: str, kind: CommandType) -> Json:
        """Return a command.

        Raises:
            ApiError: This human may not use it here, or there is none.
        """
        for command in invoking.usable(self.world, self.id, channel):
            if command["name"] == name and command["type"] == kind:
                return command
        raise ApiError(Fault.UNKNOWN_COMMAND)


def _command_data(command: Json, resolved: Json) -> Json:
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data | ({"resolved": resolved} if resolved else {})


def _component(message: Message, custom_id: str) -> Json:
    """Return a message's component.

    Raises:
        ApiError: There is none with this id, or it is switched off.
    """
    component = components.find(message.components, custom_id)
    if component is None or component.get("disabled"):
        raise ApiError(Fault.INVALID_FORM, _refusal("No such component, or disabled"))
    return component


def _refusal(message: str) -> Json:
    return {"custom_id": {"_errors": [{"code": "REFUSED", "message": message}]}}


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
