"""The messages there are, by channel, oldest first."""

from collections import OrderedDict
from collections.abc import Callable, Iterator

from bot.sandbox.world.errors import ApiError, Fault
from bot.sandbox.world.files import FileBook
from bot.sandbox.world.models import Message

# Messages kept over all channels: a long run must not fill the memory. The oldest go first.
KEPT = 20_000


class MessageBook:
    """The messages of a world."""

    def __init__(self, files: FileBook | None = None) -> None:
        """Start empty; what hangs on the messages is kept in `files`."""
        self._files = files or FileBook()
        self._messages: OrderedDict[int, Message] = OrderedDict()
        self._by_channel: dict[int, dict[int, None]] = {}
        self._tell: Callable[[int], None] = lambda _: None

    def listen(self, listener: Callable[[int], None]) -> None:
        """Tell `listener` the id of each message that is put or removed from now on."""
        self._tell = listener

    def put(self, message: Message) -> None:
        """Keep a new message, or the new state of one that is kept."""
        before = self._messages.get(message.id)
        self._files.drop(before.files if before else ())
        self._files.attach(message.files)
        self._messages[message.id] = message
        self._by_channel.setdefault(message.channel_id, {})[message.id] = None
        self._tell(message.id)
        if len(self._messages) > KEPT:
            self.remove(next(iter(self._messages.values())))

    def remove(self, message: Message) -> None:
        """Forget a message, and what hangs on it."""
        kept = self._messages.pop(message.id, message)
        self._files.drop(kept.files)
        self._by_channel.get(message.channel_id, {}).pop(message.id, None)
        self._tell(message.id)

    def get(self, channel_id: int, message_id: int) -> Message:
        """Return a message of a channel.

        Raises:
            ApiError: There is none with this id there.
        """
        message = self._messages.get(message_id)
        if message is None or message.channel_id != channel_id:
            raise ApiError(Fault.UNKNOWN_MESSAGE)
        return message

    def find(self, message_id: int) -> Message | None:
        """Return a message wherever it is, or None."""
        return self._messages.get(message_id)

    def all(self) -> Iterator[Message]:
        """Yield all messages, the oldest first."""
        yield from self._messages.values()

    def newest_first(self, channel_id: int) -> Iterator[Message]:
        """Yield a channel's messages."""
        for message_id in reversed(self._by_channel.get(channel_id, {})):
            yield self._messages[message_id]

    def oldest(self, channel_id: int) -> Message | None:
        """Return the first message of a channel that is kept, or None."""
        first = next(iter(self._by_channel.get(channel_id, {})), None)
        return None if first is None else self._messages[first]

    def count(self, channel_id: int) -> int:
        """Return how many messages of a channel are kept."""
        return len(self._by_channel.get(channel_id, {}))
