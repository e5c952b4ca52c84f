"""What one human does with what the bot shows: buttons, selects and modals."""

from collections.abc import Mapping, Sequence

from bot.sandbox.deeds import (
    Invocation,
    MemberDeed,
    Resolver,
    begin_interaction,
    check_choice,
    integration_owners,
    modal_submission,
    origin_of,
    resolve_choice,
)
from bot.sandbox.people.writer import Writer
from bot.sandbox.world import (
    ApiError,
    Channel,
    ComponentType,
    Fault,
    InteractionType,
    Json,
    Message,
    find_component,
)


class Presser(Writer):
    """One human at the bot's messages."""

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
        check_choice(select, values)
        resolve_choice(select, values, resolver)
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
        return self.begin(
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
        data = modal_submission(opener.modal, values, resolver)
        message = None
        if opener.message_id is not None:
            message = self.world.messages.find(opener.message_id)
        deed = MemberDeed(
            self.id,
            channel,
            InteractionType.MODAL_SUBMIT,
            data,
            opener.payload["authorizing_integration_owners"],
            message,
            nonce,
        )
        opener.modal = None
        interaction = begin_interaction(self.world, deed, triggered_by=origin_of(opener))
        return Invocation(self.world, interaction, self.shown)

    def dismiss_modal(self, modal_id: int) -> None:
        """Close a modal without sending it off."""
        opener = self.world.interactions.find(modal_id)
        if opener is not None and opener.user_id == self.id:
            opener.modal = None

    def begin(
        self,
        channel: Channel,
        kind: InteractionType,
        data: Json,
        *,
        command: Json | None = None,
        message: Message | None = None,
        nonce: str | None = None,
    ) -> Invocation:
        """Return a new interaction, after the bot was told of it.

        Args:
            channel: Where.
            kind: What is done.
            data: What the bot is told of it.
            command: Commands: which, as registered.
            message: Components: whose.
            nonce: Comes back in the events of this interaction.
        """
        owners = self._owners(channel, command, message)
        deed = MemberDeed(self.id, channel, kind, data, owners, message, nonce)
        return Invocation(self.world, begin_interaction(self.world, deed), self.shown)

    def _owners(self, channel: Channel, command: Json | None, message: Message | None) -> Json:
        if message is not None and message.origin is not None:
            return message.origin.owners
        types = [0, 1] if command is None else command.get("integration_types", [0])
        return integration_owners(self.world, self.id, channel, types)


def _component(message: Message, custom_id: str) -> Json:
    """Return a message's component.

    Raises:
        ApiError: There is none with this id, or it is switched off.
    """
    component = find_component(message.components, custom_id)
    if component is None or component.get("disabled"):
        raise ApiError(Fault.INVALID_FORM, _refusal("No such component, or disabled"))
    return component


def _refusal(message: str) -> Json:
    return {"custom_id": {"_errors": [{"code": "REFUSED", "message": message}]}}
