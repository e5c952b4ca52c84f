"""What one human did to the bot, and what came of it."""

import asyncio
from collections.abc import Callable
from functools import partial

from bot.sandbox.deeds import MemberDeed, begin_interaction
from bot.sandbox.people.sight import Sight
from bot.sandbox.world import (
    InteractionState,
    Json,
    MessageFlag,
    NoAnswerError,
    Origin,
    StoredInteraction,
)

_PATIENCE_S = 30.0  # by the machine's time; the service itself ends what is not acknowledged in 3 s


def _is_nothing(text: str) -> bool:
    del text
    return False


class Invocation:
    """One interaction, from the side of the human who began it."""

    def __init__(self, sight: Sight, interaction: StoredInteraction) -> None:
        """Follow `interaction` as the human of `sight` sees it."""
        self._sight = sight
        self._interaction = interaction

    @property
    def id(self) -> int:
        """Return the interaction's id, which is also its modal's."""
        return self._interaction.id

    @property
    def state(self) -> InteractionState:
        """Return where it stands."""
        return self._interaction.state

    @property
    def message_id(self) -> int | None:
        """Return the id of the message of the first answer, or None."""
        return self._interaction.original_id

    async def acknowledged(self, timeout_s: float = _PATIENCE_S) -> InteractionState:
        """Return the state once it is no longer pending."""
        await self._until(lambda: self.state is not InteractionState.PENDING, timeout_s)
        return self.state

    async def answer(
        self, timeout_s: float = _PATIENCE_S, *, passing: Callable[[str], bool] = _is_nothing
    ) -> Json:
        """Return the first answer once the bot no longer thinks, as the human sees it.

        Args:
            timeout_s: How long it is waited for, in seconds.
            passing: Whether words are none yet, such as how many are before somebody.

        Raises:
            NoAnswerError: The bot did not acknowledge in three seconds, or made no message.
        """
        await self._until(partial(self._is_answered, passing), timeout_s)
        if self.state is InteractionState.FAILED:
            raise NoAnswerError(f"the bot did not answer interaction {self.id} in time")
        message = self._sight.world.messages.find(self.message_id or 0)
        if message is None:
            raise NoAnswerError(f"interaction {self.id} was answered without a message")
        return self._sight.shown(message)

    def _is_answered(self, passing: Callable[[str], bool]) -> bool:
        if self.state is not InteractionState.ANSWERED:
            return self.state is InteractionState.FAILED
        message = self._sight.world.messages.find(self.message_id or 0)
        if message is None:
            return True
        return not (message.flags & MessageFlag.LOADING or passing(message.content))

    async def modal(self, timeout_s: float = _PATIENCE_S) -> Json:
        """Return the modal that the bot opened.

        Raises:
            NoAnswerError: It opened none.
        """
        await self.acknowledged(timeout_s)
        if self._interaction.modal is None:
            raise NoAnswerError(f"interaction {self.id} opened no modal")
        return {"id": str(self.id), **self._interaction.modal}

    async def choices(self, timeout_s: float = _PATIENCE_S) -> list[Json]:
        """Return what autocomplete suggested; nothing where the bot was silent."""
        await self.acknowledged(timeout_s)
        return self._interaction.choices

    async def _until(self, reached: Callable[[], bool], timeout_s: float) -> None:
        """Wait for a state.

        Raises:
            NoAnswerError: It was not reached in time.
        """
        try:
            async with asyncio.timeout(timeout_s):
                while not reached():
                    await self._interaction.changed()
        except TimeoutError:
            raise NoAnswerError(
                f"interaction {self.id} stands at {self.state.name} after {timeout_s} s"
            ) from None


def invoke(sight: Sight, deed: MemberDeed, *, triggered_by: Origin | None = None) -> Invocation:
    """Return what comes of a deed, after the bot was told of it.

    Args:
        sight: Of the human who does it.
        deed: What is done.
        triggered_by: Modals: the interaction that opened it.
    """
    interaction = begin_interaction(sight.world, deed, triggered_by=triggered_by)
    return Invocation(sight, interaction)
