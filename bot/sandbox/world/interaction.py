"""One thing that a member did to the bot, and its life: three seconds, then fifteen minutes.

Source: https://discord.com/developers/docs/interactions/receiving-and-responding.
"""

import asyncio
import secrets
from collections import OrderedDict
from enum import Enum, auto

from bot.sandbox.world.clock import Clock, Timer
from bot.sandbox.world.errors import ApiError, Fault
from bot.sandbox.world.models import Origin
from bot.sandbox.world.wire import InteractionType, Json

ACKNOWLEDGE_S = 3.0  # how long the first answer may take

TOKEN_S = 15 * 60.0  # how long an interaction's token is good for

KEPT = 2_000  # interactions kept, the newest: a long run must not fill the memory


class InteractionState(Enum):
    """Where an interaction stands."""

    PENDING = auto()
    DEFERRED = auto()
    ANSWERED = auto()
    FAILED = auto()


class StoredInteraction:
    """One interaction. Its state only moves on; whoever waits for it is woken."""

    def __init__(self, payload: Json, user_id: int, *, created_s: float) -> None:
        """Start pending.

        Args:
            payload: What the gateway sends.
            user_id: Id of who did it.
            created_s: When, by the double's clock.
        """
        self.payload = payload
        self.user_id = user_id
        self.created_s = created_s
        self.nonce: str | None = None
        self.state = InteractionState.PENDING
        self.ephemeral = False
        self.original_id: int | None = None
        self.modal: Json | None = None
        self.submission: StoredInteraction | None = None
        self.triggered_by: Origin | None = None
        self.choices: list[Json] = []
        self.deadline: Timer | None = None
        self._event = asyncio.Event()

    @property
    def id(self) -> int:
        """Return the id."""
        return int(self.payload["id"])

    @property
    def token(self) -> str:
        """Return the token that answers it."""
        return str(self.payload["token"])

    @property
    def type(self) -> InteractionType:
        """Return what was done."""
        return InteractionType(self.payload["type"])

    @property
    def channel_id(self) -> int:
        """Return where it was done."""
        return int(self.payload["channel_id"])

    @property
    def message_id(self) -> int | None:
        """Return the message whose component was used, or None."""
        message = self.payload.get("message")
        return None if message is None else int(message["id"])

    @property
    def open_modal(self) -> Json | None:
        """Return the modal that it opened, None where none is open.

        One that was sent off stays open until the bot has taken it: where that failed, the member
        may send it off again.
        """
        sent = self.submission is not None and self.submission.state is not InteractionState.FAILED
        return None if sent else self.modal

    def move(self, state: InteractionState) -> None:
        """Take a new state and wake whoever waits."""
        self.state = state
        if state is not InteractionState.PENDING and self.deadline is not None:
            self.deadline.cancel()
        self._event.set()
        self._event = asyncio.Event()

    async def changed(self) -> None:
        """Return once something about it has changed."""
        await self._event.wait()


def new_token() -> str:
    """Return a token as long as Discord's, marked as the double's."""
    return "sandbox-" + secrets.token_hex(40)


class InteractionBook:
    """The interactions of a world, by token."""

    def __init__(self, clock: Clock) -> None:
        """Reckon three seconds and fifteen minutes by `clock`."""
        self._clock = clock
        self._by_token: OrderedDict[str, StoredInteraction] = OrderedDict()

    def put(self, interaction: StoredInteraction) -> None:
        """Keep a new interaction."""
        self._by_token[interaction.token] = interaction
        if len(self._by_token) > KEPT:
            self._by_token.popitem(last=False)

    def find(self, interaction_id: int) -> StoredInteraction | None:
        """Return the interaction of an id, or None."""
        return next((i for i in self._by_token.values() if i.id == interaction_id), None)

    def to_acknowledge(self, interaction_id: int, token: str) -> StoredInteraction:
        """Return the interaction that a callback is for.

        Raises:
            ApiError: It is unknown, was left for three seconds, or has its first answer.
        """
        interaction = self._by_token.get(token)
        if interaction is None or interaction.id != interaction_id:
            raise ApiError(Fault.UNKNOWN_INTERACTION)
        if interaction.state is InteractionState.FAILED:
            raise ApiError(Fault.UNKNOWN_INTERACTION)
        if interaction.state is not InteractionState.PENDING:
            raise ApiError(Fault.ALREADY_ACKNOWLEDGED)
        return interaction

    def to_follow(self, application_id: int, token: str, *, bot_id: int) -> StoredInteraction:
        """Return the interaction that a webhook request is for.

        Raises:
            ApiError: It is unknown, has no first answer yet, or its fifteen minutes are over.
        """
        interaction = self._by_token.get(token)
        if interaction is None or application_id != bot_id:
            raise ApiError(Fault.UNKNOWN_WEBHOOK)
        if self._clock.now_s() - interaction.created_s > TOKEN_S:
            raise ApiError(Fault.INVALID_WEBHOOK_TOKEN)
        if interaction.state in (InteractionState.PENDING, InteractionState.FAILED):
            raise ApiError(Fault.UNKNOWN_WEBHOOK)
        return interaction
