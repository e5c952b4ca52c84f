"""What one human does with messages: writes, changes, removes, reacts, opens threads."""

from collections.abc import Sequence

from bot.sandbox.deeds import (
    Posting,
    Upload,
    add_reaction,
    channel_payload,
    check_may_post,
    delete_message,
    edit_message,
    open_direct,
    post_message,
    remove_reaction,
    start_thread,
)
from bot.sandbox.people.sight import Sight
from bot.sandbox.world import ApiError, Event, Fault, Json, Message, Permission


class Writer:
    """One human at the message box. Every action is refused where Discord would refuse it."""

    def __init__(self, sight: Sight) -> None:
        """Act as the human of `sight`."""
        self._sight = sight
        self._world, self._user_id = sight.world, sight.user_id

    async def send(
        self,
        channel_id: int,
        content: str = "",
        *,
        reply_to: int | None = None,
        ping: bool = True,
        files: Sequence[Upload] = (),
        nonce: str | None = None,
    ) -> Json:
        """Return a message after it was posted.

        Args:
            channel_id: Where.
            content: What is said; `<@ID>` mentions a user.
            reply_to: Id of the message that is answered.
            ping: Whether the answered message's author is mentioned by it.
            files: What is uploaded with it.
            nonce: Comes back with the message.
        """
        parse = ["users", "roles"]
        channel = self._sight.channel(channel_id)
        if self._world.permissions(self._user_id, channel) & Permission.MENTION_EVERYONE:
            parse.append("everyone")
        body: Json = {
            "content": content,
            "nonce": nonce,
            "allowed_mentions": {"parse": parse, "replied_user": ping},
        }
        if reply_to is not None:
            body["message_reference"] = {"message_id": str(reply_to)}
        uploads = {str(number): upload for number, upload in enumerate(files)}
        place = Posting(channel, self._user_id)
        check_may_post(self._world, place, body, uploads)
        return self._sight.shown(post_message(self._world, place, body, uploads))

    async def edit(self, channel_id: int, message_id: int, content: str) -> Json:
        """Return one's own message after it was changed."""
        message = self._own(channel_id, message_id)
        return self._sight.shown(edit_message(self._world, message, {"content": content}, {}))

    def _own(self, channel_id: int, message_id: int) -> Message:
        """Return one's own message.

        Raises:
            ApiError: It is somebody else's.
        """
        message = self._sight.message(channel_id, message_id)
        if message.author_id != self._user_id:
            raise ApiError(Fault.NOT_YOUR_MESSAGE)
        return message

    async def delete(self, channel_id: int, message_id: int) -> None:
        """Delete a message, or dismiss an ephemeral one."""
        message = self._sight.message(channel_id, message_id)
        if self._user_id not in (message.author_id, message.visible_to):
            self._sight.channel(channel_id, Permission.MANAGE_MESSAGES)
        delete_message(self._world, message)

    async def react(self, channel_id: int, message_id: int, emoji: str) -> None:
        """React to a message."""
        self._sight.channel(channel_id, Permission.ADD_REACTIONS)
        add_reaction(
            self._world,
            self._sight.message(channel_id, message_id),
            emoji,
            self._user_id,
        )

    async def unreact(self, channel_id: int, message_id: int, emoji: str) -> None:
        """Take a reaction back."""
        remove_reaction(
            self._world,
            self._sight.message(channel_id, message_id),
            emoji,
            self._user_id,
        )

    async def type(self, channel_id: int) -> None:
        """Be seen typing."""
        channel = self._sight.channel(channel_id)
        data: Json = {
            "channel_id": str(channel_id),
            "user_id": str(self._user_id),
            "timestamp": int(self._world.clock.now_s()),
        }
        event = Event("TYPING_START", data, guild_id=channel.guild_id, channel_id=channel_id)
        self._world.events.publish(event)

    async def start_thread(
        self, channel_id: int, name: str, *, message_id: int | None = None
    ) -> Json:
        """Return a new thread, started from a message where one is named."""
        source = None if message_id is None else self._sight.message(channel_id, message_id)
        parent = self._sight.channel(channel_id)
        thread = start_thread(
            self._world, parent, self._user_id, {"name": name}, from_message=source
        )
        return channel_payload(self._world, thread, viewer_id=self._user_id)

    async def open_dm(self, user_id: int | None = None) -> Json:
        """Return one's direct messages with a user, by default with the bot."""
        other = self._world.application.bot_id if user_id is None else user_id
        channel = open_direct(self._world, self._user_id, other)
        return channel_payload(self._world, channel, viewer_id=self._user_id)
