"""What one human may see: a channel, a message, and nothing that is not theirs."""

from bot.sandbox.deeds import announced_payload, is_shown_to
from bot.sandbox.world import ApiError, Channel, Fault, Json, Message, Permission, World


class Sight:
    """One human's sight of a world."""

    def __init__(self, world: World, user_id: int) -> None:
        """See `world` as the user of this id."""
        self.world = world
        self.user_id = user_id

    def permissions(self, channel_id: int) -> int:
        """Return the human's permission bits in a channel."""
        return int(self.world.permissions(self.user_id, self.world.channel(channel_id)))

    def channel(self, channel_id: int, needed: Permission = Permission.VIEW_CHANNEL) -> Channel:
        """Return a channel that the human may see and, where asked, do more in."""
        channel = self.world.channel(channel_id)
        self.world.require(self.user_id, channel, needed)
        return channel

    def message(self, channel_id: int, message_id: int) -> Message:
        """Return a message that the human may see.

        Raises:
            ApiError: It is somebody else's ephemeral message.
        """
        self.channel(channel_id)
        message = self.world.messages.get(channel_id, message_id)
        if not self.may_see(message):
            raise ApiError(Fault.UNKNOWN_MESSAGE)
        return message

    def may_see(self, message: Message) -> bool:
        """Return whether a message is not somebody else's ephemeral one."""
        return is_shown_to(message, self.user_id)

    def shown(self, message: Message) -> Json:
        """Return a message as the human sees it."""
        return announced_payload(self.world, message, viewer_id=self.user_id)
