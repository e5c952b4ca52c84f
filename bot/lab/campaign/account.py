"""What became of every question, as Discord saw it.

The account reads what the stand-in was sent and what it told; the bot has no say in it.
"""

import asyncio
from collections import Counter
from collections.abc import Callable

from bot.lab.campaign.fates import Entry, Fate, Hindrance, Meeting, Span
from bot.lab.campaign.plan import Question
from bot.sandbox.service import Dispatch
from bot.sandbox.world import Event, Message, StoredInteraction, World

_HEARD = ("INTERACTION_CREATE", "MESSAGE_CREATE")


class Account:
    """Every question of a campaign, by what the stand-in knows of it."""

    def __init__(self, world: World) -> None:
        """Follow what happens in `world`."""
        self.entries: list[Entry] = []
        self.outages: list[Span] = []
        self.met: Counter[str] = Counter()
        self.acknowledged_s: list[float] = []
        self._world = world
        self._sent_s: dict[int, float] = {}
        self._lost: set[int] = set()
        self._by_message: dict[int, Entry] = {}
        self._by_interaction: dict[int, Entry] = {}
        self._by_token: dict[str, Entry] = {}
        self._changed = asyncio.Event()
        world.events.listen(self._follow)

    def open_message(self, question: Question, message_id: int, *, connected: bool) -> Entry:
        """Return the entry of a question that was written just now.

        Args:
            question: What was asked.
            message_id: Of the member's message.
            connected: Whether the bot had a session that could hear of it.
        """
        entry = self._open(question, message_id, connected=connected)
        self._by_message[message_id] = entry
        return entry

    def open_interaction(
        self, question: Question, interaction: StoredInteraction, *, connected: bool
    ) -> Entry:
        """Return the entry of a question that was asked just now by a command, menu or press."""
        entry = self._open(question, interaction.id, connected=connected)
        self.go_on(entry, interaction)
        return entry

    def _open(self, question: Question, event_id: int, *, connected: bool) -> Entry:
        entry = Entry(question, event_id, connected)
        self.entries.append(entry)
        return entry

    def go_on(self, entry: Entry, interaction: StoredInteraction) -> None:
        """Follow what a member began: first the press, then the form that it has opened."""
        entry.event_id = interaction.id
        entry.interactions.append(interaction)
        self._by_interaction[interaction.id] = entry
        self._by_token[interaction.token] = entry

    def sent(self, dispatch: Dispatch) -> None:
        """Keep when the bot was told of something, which may be a question."""
        if dispatch.name in _HEARD:
            self._sent_s[int(dispatch.data["id"])] = self._world.clock.now_s()

    def lost(self, dispatch: Dispatch) -> None:
        """Keep that something never reached the bot, though it was sent: its connection broke."""
        if dispatch.name in _HEARD:
            event_id = int(dispatch.data["id"])
            self._sent_s.pop(event_id, None)
            self._lost.add(event_id)

    def entry_of(self, token: str | None, message_id: int | None) -> Entry | None:
        """Return the question that a request belongs to, None where it is none's.

        Args:
            token: Of the interaction that it answers.
            message_id: Of the message that it replies to.
        """
        if token is not None:
            return self._by_token.get(token)
        return None if message_id is None else self._by_message.get(message_id)

    def meets(self, entry: Entry | None, meeting: Meeting) -> None:
        """Keep what a request met."""
        if meeting.fault is not None:
            self.met[meeting.fault.trouble.value] += 1
        if entry is not None:
            entry.meetings.append(meeting)
        self._wake()

    def fate(self, entry: Entry) -> Fate:
        """Return what became of a question, by what is known now."""
        entry.heard_s = self._sent_s.get(entry.event_id)
        entry.connected = entry.connected and entry.event_id not in self._lost
        return entry.fate(self.outages)

    def hindrances(self) -> Counter[Hindrance]:
        """Return how many questions went unheard for which reason."""
        found: Counter[Hindrance] = Counter()
        for entry in self.entries:
            if self.fate(entry) is Fate.UNHEARD and (cause := entry.hindrance(self.outages)):
                found[cause] += 1
        return found

    def unsettled(self) -> int:
        """Return how many questions wait for something that can still come."""
        return sum(not entry.is_settled() for entry in self.entries)

    async def settled(
        self, left: int, quiet_s: float, is_busy: Callable[[], bool] = lambda: False
    ) -> bool:
        """Return whether all questions but `left` are settled, once that is so.

        Args:
            left: How many may be unsettled.
            quiet_s: Without a request for so long, no more is expected: False is returned.
            is_busy: Asked then whether the bot has something in hand: it is waited for further.
        """
        while self.unsettled() > left:
            try:
                async with asyncio.timeout(quiet_s):
                    await self._changed.wait()
            except TimeoutError:
                if not is_busy():
                    return False
        return True

    def _follow(self, event: Event) -> None:
        if event.name in ("INTERACTION_SUCCESS", "INTERACTION_FAILURE"):
            self._acknowledged(event)
        elif event.message is not None and event.name in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
            self._said(event.message)

    def _acknowledged(self, event: Event) -> None:
        entry = self._by_interaction.get(int(event.data["id"]))
        if entry is None or entry.interaction is None:
            return
        if event.name == "INTERACTION_SUCCESS":
            took_s = self._world.clock.now_s() - entry.interaction.created_s
            self.acknowledged_s.append(took_s)
        self._wake()

    def _said(self, message: Message) -> None:
        if message.author_id != self._world.application.bot_id:
            return
        entry = None
        if message.origin is not None:
            entry = self._by_interaction.get(message.origin.interaction_id)
        elif message.reference is not None:
            entry = self._by_message.get(message.reference.message_id)
        if entry is not None:
            entry.messages[message.id] = message
            self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
