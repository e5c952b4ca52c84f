"""What one human did to the bot, and what came of it."""

import asyncio
from collections.abc import Callable

from bot.sandbox.world import (
    InteractionState,
    Json,
    Message,
    MessageFlag,
    NoAnswerError,
    StoredInteraction,
    World,
)


class Invocation:
    """One interaction, from the side of the human who began it."""

    def __init__(
        self, world: World, interaction: StoredInteraction, show: Callable[[Message], Json]
    ) -> None:
        """Follow `interaction`; `show` gives a message as the human sees it."""
        self._world = world
        self._interaction = interaction
        self._show = show

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

    async def acknowledged(self, timeout_s: float = 5.0) -> InteractionState:
        """Return the state once it is no longer pending."""
        await self._until(lambda: self.state is not InteractionState.PENDING, timeout_s)
        return self.state

    async def answer(self, timeout_s: float = 5.0) -> Json:
        """Return the first answer once the bot no longer thinks, as the human sees it.

        Raises:
            NoAnswerError: The bot did not acknowledge in three seconds, or made no message.
        """
        await self._until(self._is_answered, timeout_s)
        if self.state is InteractionState.FAILED:
            raise NoAnswerError(f"the bot did not answer interaction {self.id} in time")
        message = self._world.messages.find(self.message_id or 0)
        if message is None:
            raise NoAnswerError(f"interaction {self.id} was answered without a message")
        return self._show(message)

    def _is_answered(self) -> bool:
        if self.state is not InteractionState.ANSWERED:
            return self.state is InteractionState.FAILED
        message = self._world.messages.find(self.message_id or 0)
        return message is None or not message.flags & MessageFlag.LOADING

    async def modal(self, timeout_s: float = 5.0) -> Json:
        """Return the modal that the bot opened.

        Raises:
            NoAnswerError: It opened none.
        """
        await self.acknowledged(timeout_s)
        if self._interaction.modal is None:
            raise NoAnswerError(f"interaction {self.id} opened no modal")
        return {"id": str(self.id), **self._interaction.modal}

    async def choices(self, timeout_s: float = 5.0) -> list[Json]:
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
