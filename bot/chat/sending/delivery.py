"""Acknowledging and answering, so that nobody is left at "thinking…" and nobody is told twice.

A request may have been carried out although its response was lost. So whatever is sent a second
time is one that Discord takes for the first: the edit of an interaction's first answer, or a
message with the nonce of the first try. `whisper_beside` alone has neither, and says so.
"""

import asyncio
import enum
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeVar

import discord

from bot.chat.incoming.in_hand import taken_up
from bot.chat.observability.witnesses import NoWitness, Witness
from bot.chat.sending.channel_rights import WITHOUT
from bot.chat.sending.first_answers import on_its_way
from bot.chat.sending.reply_forms import Reply, in_plain_text, parts_of
from bot.chat.sending.retries import Pace, Retries, UndeliveredError, told
from bot.chat.sending.written_replies import MESSAGE, MESSAGE_WITHIN_S, WrittenReplies
from index import step

__all__ = [
    "ACKNOWLEDGE_WITHIN_S",
    "Acknowledged",
    "Delivery",
    "Reply",
    "changes_what_was_pressed",
]

T = TypeVar("T")
_log = logging.getLogger(__name__)

# https://discord.com/developers/docs/interactions/receiving-and-responding
ACKNOWLEDGE_WITHIN_S = 3.0
_TOKEN_S = 15 * 60.0
_MARGIN_S = 20.0  # the last try begins so long before the token ends
_ALREADY_ACKNOWLEDGED = 40060  # an error code of Discord's
_STATE = "acknowledged"  # among an interaction's extras
_CHANGES = "changes what was pressed"  # likewise

# The first is cut before discord.py would wait out its own pauses, which are too long for 3 s.
_FIRST_ANSWER = Pace(first_pause_s=0.2, longest_pause_s=0.4, try_s=1.0, cancels=True)
_EDIT = Pace(first_pause_s=0.3, longest_pause_s=10.0, try_s=15.0, cancels=True)


class Acknowledged(enum.Enum):
    """What is known of an interaction's first answer."""

    KNOWN = enum.auto()  # Discord has it
    REFUSED = enum.auto()  # Discord does not take it, now or later
    UNKNOWN = enum.auto()  # no response in time: Discord may have it


class _Result(enum.StrEnum):
    """What a member was sent in the end."""

    REPLY = "reply"
    APOLOGY = "apology"
    UNDELIVERED = "undelivered"


class Delivery:
    """Sends what members are told, each thing once, for as long as it can arrive."""

    def __init__(
        self,
        retries: Retries,
        apology: Callable[[int], str],
        is_plain: Callable[[int, int | None], bool],
        witness: Witness | None = None,
    ) -> None:
        """Send what members are told.

        Args:
            retries: By which it is tried again.
            apology: What is said once where Discord refuses the reply to an event of this number.
            is_plain: Whether a member, given with their server, is answered in plain text.
            witness: Is told how it goes.
        """
        self._retries = retries
        self._witness = witness or NoWitness()
        self._apology = apology
        self._is_plain = is_plain
        self._written = WrittenReplies(retries, is_plain)

    async def acknowledge(
        self, interaction: discord.Interaction[Any], *, ephemeral: bool | None
    ) -> Acknowledged:
        """Return whether Discord knows that an answer comes; tried again while that is in time.

        Args:
            interaction: What is acknowledged.
            ephemeral: Whether the member alone will see the answer; None where it will change the
                message that they pressed a button of.
        """
        interaction.extras[_CHANGES] = ephemeral is None
        deferred = {} if ephemeral is None else {"ephemeral": ephemeral, "thinking": True}
        return await self._first(interaction, lambda: interaction.response.defer(**deferred))

    async def finish(self, interaction: discord.Interaction[Any], reply: Reply) -> bool:
        """Return whether the answer stands in the place of "thinking…".

        Where Discord refuses the answer, the apology stands there; where the time runs out, nothing
        more is sent.
        """
        plain = self._is_plain(interaction.user.id, interaction.guild_id)
        cleared = _cleared_by(reply)
        reply = in_plain_text(reply) if plain else reply

        async def edit(shown: Reply, cleared: dict[str, Any]) -> None:
            parts = cleared | parts_of(shown, files="attachments")
            await interaction.edit_original_response(**parts)

        if _state_of(interaction) is Acknowledged.REFUSED:
            return False
        until = self._token_end(interaction)
        apology = Reply(content=self._apology(interaction.id))
        return await self._said(
            f"interaction {interaction.id}",
            lambda: self._retries.persist(lambda: edit(reply, cleared), _EDIT, until),
            lambda: self._retries.persist(lambda: edit(apology, {}), _EDIT, until),
        )

    async def whisper(self, interaction: discord.Interaction[Any], reply: Reply) -> bool:
        """Return whether a member alone was told something, in whatever state the interaction is.

        It is the first answer; where there is one already, or may be, it takes that one's place.
        """
        state = _state_of(interaction)
        if state is None:
            plain = self._is_plain(interaction.user.id, interaction.guild_id)
            shown = in_plain_text(reply) if plain else reply
            state = await self._first(
                interaction,
                lambda: interaction.response.send_message(
                    **parts_of(shown, files="files"), ephemeral=True
                ),
            )
            if state is Acknowledged.KNOWN:
                return True
        return await self.finish(interaction, reply)

    async def remove(self, interaction: discord.Interaction[Any]) -> None:
        """Delete the message whose button was pressed."""
        if await self.acknowledge(interaction, ephemeral=None) is Acknowledged.REFUSED:
            return
        until = self._token_end(interaction)

        async def delete() -> None:
            await interaction.delete_original_response()

        try:
            await self._retries.persist(delete, _EDIT, until)
        except discord.NotFound:
            pass  # an earlier try deleted it, or somebody else
        except (UndeliveredError, discord.HTTPException) as error:
            _log.warning("interaction %s: the message was not deleted: %s", interaction.id, error)

    async def open_form(
        self, interaction: discord.Interaction[Any], form: discord.ui.Modal
    ) -> Acknowledged:
        """Return whether the form was opened."""
        return await self._first(interaction, lambda: interaction.response.send_modal(form))

    async def suggest(
        self, interaction: discord.Interaction[Any], choices: list[discord.app_commands.Choice[str]]
    ) -> None:
        """Send suggestions while an option is typed.

        Raises:
            asyncio.CancelledError: They did not arrive, or are there though no response said so.
                discord.py would send them once more, late, and log the refusal as an error
                (commands.py:928); its task of this one suggestion ends instead.
        """
        await self._first(interaction, lambda: interaction.response.autocomplete(choices))
        if not interaction.response.is_done():
            raise asyncio.CancelledError

    async def reply_to(
        self, message: discord.Message, reply: Reply, thread: discord.Thread | None = None
    ) -> bool:
        """Return whether a message was replied to, without a ping.

        Where a permission is missing the reply is plain text, or refers to no message; where the
        message was deleted meanwhile, it stands beside. Within `in_place_of` it takes the place of
        an earlier reply.

        Args:
            message: That one.
            reply: What is sent.
            thread: The one under the message, where it is sent there.
        """
        written = self._written.to(message)
        apology = Reply(content=self._apology(message.id))
        return await self._said(
            f"message {message.id}",
            lambda: written.send(reply, thread),
            lambda: written.write(message.channel, apology, WITHOUT),
        )

    async def changeable(
        self, message: discord.Message, bot: discord.abc.User | None
    ) -> discord.Message | None:
        """Return the bot's reply to a message: see `WrittenReplies.changeable`."""
        return await self._written.changeable(message, bot)

    async def looked_up(self, look: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Return what Discord has, asked until it says so: see `WrittenReplies.looked_up`."""
        return await self._written.looked_up(look)

    async def take_back(
        self, deleted: discord.PartialMessage, bot: discord.abc.User | None
    ) -> None:
        """Delete the bot's reply to a message that was deleted: see `WrittenReplies.take_back`."""
        await self._written.take_back(deleted, bot)

    async def mark(self, message: discord.Message, sign: str) -> None:
        """React to a message: see `WrittenReplies.mark`."""
        await self._written.mark(message, sign)

    async def open_thread(self, message: discord.Message, name: str) -> discord.Thread | None:
        """Return the thread under a message: see `WrittenReplies.open_thread`."""
        return await self._written.open_thread(message, name)

    async def post(
        self,
        channel: discord.abc.Messageable,
        reply: Reply,
        nonce: int,
        notified: discord.Role | None = None,
    ) -> None:
        """Say something in a channel, once however often it is tried within minutes.

        Args:
            channel: Where.
            reply: What is said.
            nonce: Of this one message.
            notified: The role that is notified where it is mentioned, and nobody else.

        Raises:
            UndeliveredError: It did not arrive in time.
            discord.HTTPException: Discord refused it.
        """
        until = self._retries.pacing.now() + timedelta(seconds=MESSAGE_WITHIN_S)
        mentions = discord.AllowedMentions.none()
        mentions.roles = [notified] if notified else False

        async def send() -> None:
            parts = parts_of(reply, files="files")
            await channel.send(nonce=str(nonce), allowed_mentions=mentions, **parts)

        await self._retries.persist(send, MESSAGE, until)

    async def tell_directly(self, message: discord.Message, reply: Reply) -> bool:
        """Return whether the author of a message was told something in their direct messages."""
        plain = self._is_plain(message.author.id, message.guild.id if message.guild else None)
        try:
            shown = in_plain_text(reply) if plain else reply
            await self.post(message.author, shown, message.id)
        except (UndeliveredError, discord.HTTPException) as error:
            _log.info("message %s: its author was not told directly: %s", message.id, told(error))
            return False
        return True

    async def whisper_beside(self, interaction: discord.Interaction[Any], reply: Reply) -> bool:
        """Return whether who pressed a button was told something, and the message left as it is."""
        until = self._token_end(interaction)

        # Discord takes no nonce for it: where a response was lost, it may be there once more. Who
        # pressed alone sees it, and would rather read it twice than wait for nothing.
        async def send() -> None:
            await interaction.followup.send(**parts_of(reply, files="files"), ephemeral=True)

        try:
            await self._retries.persist(send, _EDIT, until)
        except (UndeliveredError, discord.HTTPException) as error:
            _log.warning("interaction %s: not told: %s", interaction.id, told(error))
            return False
        return True

    async def in_time(self, seconds: float, work: Coroutine[Any, Any, T]) -> T | None:
        """Return what a request gives, None where that takes longer; it is not cancelled."""
        try:
            return await self._retries.within(seconds, work, cancels=False)
        except TimeoutError:
            return None

    async def _first(
        self, interaction: discord.Interaction[Any], send: Callable[[], Coroutine[Any, Any, object]]
    ) -> Acknowledged:
        """Return what is known of the first answer, once it was sent or its time is over."""
        if taken_up() is not None:
            return Acknowledged.KNOWN  # an earlier process gave it
        # By a clock that is wrong it may look late or early: there is always time for some tries.
        left_s = min(max(ACKNOWLEDGE_WITHIN_S - self.age_s(interaction), 1.0), 3.0)
        until = self._retries.pacing.now() + timedelta(seconds=left_s)
        on_its_way(interaction)
        try:
            await self._retries.persist(send, _FIRST_ANSWER, until)
        except discord.InteractionResponded:  # an earlier try was, whose response made no sense
            state = Acknowledged.KNOWN
        except discord.HTTPException as error:
            state = _after_refusal(error, interaction)
        except UndeliveredError as error:
            _log.warning("interaction %s: acknowledged or not, %s", interaction.id, error)
            state = Acknowledged.UNKNOWN
        else:
            state = Acknowledged.KNOWN
        interaction.extras[_STATE] = state
        self._witness.acknowledged(state.name.lower(), self.age_s(interaction))
        return state

    async def _said(
        self,
        name: str,
        send: Callable[[], Coroutine[Any, Any, None]],
        apologise: Callable[[], Coroutine[Any, Any, None]],
    ) -> bool:
        """Return whether the reply was sent; an apology is tried where it was refused, once."""
        with step("delivery") as end:
            result = await self._told(name, send, apologise)
            end(result.value)
        self._witness.replied(result)
        return result is _Result.REPLY

    async def _told(
        self,
        name: str,
        send: Callable[[], Coroutine[Any, Any, None]],
        apologise: Callable[[], Coroutine[Any, Any, None]],
    ) -> "_Result":
        """Return what was sent: the reply, else the apology, where Discord takes that."""
        for what, attempt in ((_Result.REPLY, send), (_Result.APOLOGY, apologise)):
            try:
                await attempt()
            except UndeliveredError as error:
                _log.warning("%s: the %s was not delivered, %s", name, what, error)
                return _Result.UNDELIVERED  # the apology would meet the same outage
            except discord.HTTPException as error:
                _log.warning("%s: the %s was refused: %s", name, what, error)
                if _is_out_of_reach(error):
                    return _Result.UNDELIVERED
            else:
                return what
        return _Result.UNDELIVERED

    def has_time(self, interaction: discord.Interaction[Any]) -> bool:
        """Return whether the answer to an interaction can be changed now, and once more."""
        return self.age_s(interaction) < _TOKEN_S - 2 * _MARGIN_S

    def _token_end(self, interaction: discord.Interaction[Any]) -> datetime:
        return interaction.created_at + timedelta(seconds=_TOKEN_S - _MARGIN_S)

    def age_s(self, interaction: discord.Interaction[Any]) -> float:
        """Return how long ago an interaction was begun, in seconds."""
        return (self._retries.pacing.now() - interaction.created_at).total_seconds()


def changes_what_was_pressed(interaction: discord.Interaction[Any]) -> bool:
    """Return whether the first answer is the message whose button was pressed.

    discord.py knows that only where Discord's response has arrived.
    """
    return bool(interaction.extras.get(_CHANGES))


def _state_of(interaction: discord.Interaction[Any]) -> Acknowledged | None:
    state: Acknowledged | None = interaction.extras.get(_STATE)
    return Acknowledged.KNOWN if state is None and taken_up() is not None else state


def _cleared_by(reply: Reply) -> dict[str, Any]:
    """Return what goes of what stands in the place of a reply, unless the reply has as much itself.

    Words always go, as an error or somebody's place in line; an embed and its files where other
    ones or, in plain text, words of theirs take their place. Buttons alone change nothing else.
    """
    if reply.embed is not None:
        return {"content": None, "embed": None, "attachments": []}
    return {"content": None} if reply.content or reply.files else {}


def _after_refusal(
    error: discord.HTTPException, interaction: discord.Interaction[Any]
) -> Acknowledged:
    if error.code == _ALREADY_ACKNOWLEDGED:
        return Acknowledged.KNOWN  # by an earlier try, whose response was lost
    _log.warning("interaction %s was not taken: %s", interaction.id, error)
    return Acknowledged.REFUSED


def _is_out_of_reach(error: discord.HTTPException) -> bool:
    """Return whether nothing at all can be said here: it is gone, or closed to the bot."""
    return isinstance(error, discord.NotFound | discord.Forbidden) or error.status == 401
