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
from bot.sandbox.people.viewer import Viewer
from bot.sandbox.world import ApiError, Event, Fault, Json, Message, Permission


class Writer(Viewer):
    """One human at the message box. Every action is refused where Discord would refuse it."""

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
        channel = self.channel(channel_id)
        if self.world.permissions(self.id, channel) & Permission.MENTION_EVERYONE:
            parse.append("everyone")
        body: Json = {
            "content": content,
            "nonce": nonce,
            "allowed_mentions": {"parse": parse, "replied_user": ping},
        }
        if reply_to is not None:
            body["message_reference"] = {"message_id": str(reply_to)}
        uploads = {str(number): upload for number, upload in enumerate(files)}
        place = Posting(channel, self.id)
        check_may_post(self.world, place, body, uploads)
        return self.shown(post_message(self.world, place, body, uploads))

    async def edit(self, channel_id: int, message_id: int, content: str) -> Json:
        """Return one's own message after it was changed."""
        message = self._own(channel_id, message_id)
        return self.shown(edit_message(self.world, message, {"content": content}, {}))

    def _own(self, channel_id: int, message_id: int) -> Message:
        """Return one's own message.

        Raises:
            ApiError: It is somebody else's.
        """
        message = self.message(channel_id, message_id)
        if message.author_id != self.id:
            raise ApiError(Fault.NOT_YOUR_MESSAGE)
        return message

    async def delete(self, channel_id: int, message_id: int) -> None:
        """Delete a message, or dismiss an ephemeral one."""
        message = self.message(channel_id, message_id)
        if self.id not in (message.author_id, message.visible_to):
            self.channel(channel_id, Permission.MANAGE_MESSAGES)
        delete_message(self.world, message)

    async def react(self, channel_id: int, message_id: int, emoji: str) -> None:
        """React to a message."""
        self.channel(channel_id, Permission.ADD_REACTIONS)
        add_reaction(self.world, self.message(channel_id, message_id), emoji, self.id)

    async def unreact(self, channel_id: int, message_id: int, emoji: str) -> None:
        """Take a reaction back."""
        remove_reaction(self.world, self.message(channel_id, message_id), emoji, self.id)

    async def type(self, channel_id: int) -> None:
        """Be seen typing."""
        channel = self.channel(channel_id)
        data: Json = {
            "channel_id": str(channel_id),
            "user_id": str(self.id),
            "timestamp": int(self.world.clock.now_s()),
        }
        event = Event("TYPING_START", data, guild_id=channel.guild_id, channel_id=channel_id)
        self.world.events.publish(event)

    async def start_thread(
        self, channel_id: int, name: str, *, message_id: int | None = None
    ) -> Json:
        """Return a new thread, started from a message where one is named."""
        source = None if message_id is None else self.message(channel_id, message_id)
        parent = self.channel(channel_id)
        thread = start_thread(self.world, parent, self.id, {"name": name}, from_message=source)
        return channel_payload(self.world, thread, viewer_id=self.id)

    async def open_dm(self, user_id: int | None = None) -> Json:
        """Return one's direct messages with a user, by default with the bot."""
        other = self.world.application.bot_id if user_id is None else user_id
        channel = open_direct(self.world, self.id, other)
        return channel_payload(self.world, channel, viewer_id=self.id)
