"""What one human does with what the bot shows: buttons, selects and modals."""

from collections.abc import Mapping, Sequence

from bot.sandbox.deeds import (
    MemberDeed,
    Resolver,
    check_choice,
    integration_owners,
    modal_submission,
    origin_of,
)
from bot.sandbox.people.invocation import Invocation, invoke
from bot.sandbox.people.sight import Sight
from bot.sandbox.world import (
    ApiError,
    Channel,
    ComponentType,
    Fault,
    Install,
    InteractionType,
    Json,
    Message,
    find_component,
)


class Presser:
    """One human at the bot's messages."""

    def __init__(self, sight: Sight) -> None:
        """Act as the human of `sight`."""
        self._sight = sight
        self._world, self._user_id = sight.world, sight.user_id

    async def press(
        self, channel_id: int, message_id: int, custom_id: str, *, nonce: str | None = None
    ) -> Invocation:
        """Press a message's button.

        Raises:
            ApiError: It is another kind of component.
        """
        message = self._sight.message(channel_id, message_id)
        button = _component(message, custom_id)
        if button["type"] != ComponentType.BUTTON:
            raise ApiError(Fault.INVALID_FORM, _refusal("Not a button"))
        return self._use(message, button, {}, nonce)

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
        message = self._sight.message(channel_id, message_id)
        select = _component(message, custom_id)
        resolver = Resolver(self._world, self._sight.channel(channel_id), self._user_id)
        check_choice(select, values, resolver)
        more: Json = {"values": list(values)}
        if resolver.resolved:
            more["resolved"] = resolver.resolved
        return self._use(message, select, more, nonce)

    def _use(self, message: Message, component: Json, more: Json, nonce: str | None) -> Invocation:
        channel = self._sight.channel(message.channel_id)
        data: Json = {
            "custom_id": component["custom_id"],
            "component_type": component["type"],
            "id": component["id"],
        }
        owners = self._owners(channel, message)
        kind = InteractionType.COMPONENT
        deed = MemberDeed(self._user_id, channel, kind, data | more, owners, message, nonce)
        return invoke(self._sight, deed)

    def _owners(self, channel: Channel, message: Message) -> Json:
        if message.origin is not None:
            return message.origin.owners
        return integration_owners(self._world, self._user_id, channel, list(Install))

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
        opener = self._world.interactions.find(modal_id)
        modal = None if opener is None else opener.open_modal
        if opener is None or modal is None or opener.user_id != self._user_id:
            raise ApiError(Fault.UNKNOWN_INTERACTION)
        channel = self._sight.channel(opener.channel_id)
        resolver = Resolver(self._world, channel, self._user_id)
        data = modal_submission(modal, values, resolver)
        message = None
        if opener.message_id is not None:
            message = self._world.messages.find(opener.message_id)
        deed = MemberDeed(
            self._user_id,
            channel,
            InteractionType.MODAL_SUBMIT,
            data,
            opener.payload["authorizing_integration_owners"],
            message,
            nonce,
        )
        invocation = invoke(self._sight, deed, triggered_by=origin_of(opener))
        opener.submission = self._world.interactions.find(invocation.id)
        return invocation

    def dismiss_modal(self, modal_id: int) -> None:
        """Close a modal without sending it off."""
        opener = self._world.interactions.find(modal_id)
        if opener is not None and opener.user_id == self._user_id:
            opener.modal = None


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
