"""What can become of a question, and by what that is judged."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from bot.chat.embeds import place_in_line
from bot.lab.campaign.plan import Door, Question
from bot.sandbox.service import RequestFault, Trouble
from bot.sandbox.world import (
    ACKNOWLEDGE_S,
    InteractionState,
    Message,
    MessageFlag,
    StoredInteraction,
)

_MANY_ASK = place_in_line(0).partition(".")[0]  # begins what is said to those who wait
_OPEN_S = 0.5  # of three seconds; who tries every 0.4 s may miss a door open for less


class Fate(Enum):
    """What became of a question."""

    ANSWERED = "answered"
    TOLD = "told"
    SILENT = "silent"
    THINKING = "thinking"
    TWICE = "twice"
    LATE = "late"
    UNHEARD = "unheard"


class Hindrance(Enum):
    """Why no bot could have been heard in answer to a question."""

    NOT_SENT = "the bot was not sent it in time"
    SHUT = f"Discord took nothing but for less than {_OPEN_S} s of its three"


BAD = (Fate.SILENT, Fate.THINKING, Fate.TWICE, Fate.LATE)


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, in seconds of the stand-in's clock."""

    begin_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Meeting:
    """One request of a question, and what it met."""

    at_s: float
    request: str
    fault: RequestFault | None
    is_first_answer: bool

    def __str__(self) -> str:
        """Return it in words."""
        if self.fault is None:
            return self.request
        seconds = f" {self.fault.seconds:.1f} s" if self.fault.seconds else ""
        return f"{self.request}: {self.fault.trouble.value}{seconds}"


@dataclass(slots=True)
class Entry:
    """One question, and all that is known of it.

    Args:
        question: What was asked.
        event_id: Of what the bot is sent of it.
        connected: Whether the bot had a session that could hear of it.
        interactions: What the member began: a command or press, and the form that it opened.
        heard_s: When the bot was last sent it, which is again only where it has not had it; None:
            never.
        messages: The bot's messages in answer to it, as they stand.
        meetings: Its requests, in order.
    """

    question: Question
    event_id: int
    connected: bool
    interactions: list[StoredInteraction] = field(default_factory=list)
    heard_s: float | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    meetings: list[Meeting] = field(default_factory=list)

    @property
    def interaction(self) -> StoredInteraction | None:
        """Return the last thing that the member began; None where it was a message."""
        return self.interactions[-1] if self.interactions else None

    def is_settled(self) -> bool:
        """Return whether nothing more is due: it has an answer, or can have none any more."""
        if any(not _is_thinking(message) for message in self.messages.values()):
            return True
        if self.interaction is None:
            return False
        if self.interaction.state is InteractionState.FAILED:
            return True
        return self.question.door is Door.SUGGEST and self._is_answered()

    def fate(self, outages: Iterable[Span]) -> Fate:
        """Return what became of it, by what is known now.

        Args:
            outages: When nothing reached Discord.
        """
        if len(self.messages) > 1:
            return Fate.TWICE
        if self.messages:
            return _said_by(*self.messages.values())
        if self.question.door is Door.SUGGEST and self._is_answered():
            return Fate.ANSWERED
        if self.hindrance(outages):
            return Fate.UNHEARD
        return Fate.LATE if self._is_late() else Fate.SILENT

    def _is_answered(self) -> bool:
        interaction = self.interaction
        return interaction is not None and interaction.state is InteractionState.ANSWERED

    def hindrance(self, outages: Iterable[Span]) -> Hindrance | None:
        """Return what kept Discord from taking any answer; None where it would have taken one.

        Args:
            outages: When nothing reached Discord.
        """
        interaction = self.interaction
        if interaction is None:
            heard = self.connected or self.heard_s is not None
            # A bot that comes back reads what was written in channels; Discord lists none in which
            # somebody wrote to it directly.
            return None if heard or self.question.door is not Door.DIRECT else Hindrance.NOT_SENT
        if interaction.state is not InteractionState.FAILED:
            return None
        end_s = interaction.created_s + ACKNOWLEDGE_S
        if self.heard_s is None or self.heard_s >= end_s:
            return Hindrance.NOT_SENT
        return self._shut_out(Span(max(self.heard_s, interaction.created_s), end_s), outages)

    def _shut_out(self, window: Span, outages: Iterable[Span]) -> Hindrance | None:
        """Return what kept Discord from taking a first answer in the time that it had.

        A try that met another fault keeps the next one from nothing.
        """
        waits = [_asked_to_wait(meeting) for meeting in self._first_answers()]
        return None if _open_s(window, [*outages, *waits]) >= _OPEN_S else Hindrance.SHUT

    def _is_late(self) -> bool:
        """Return whether the only first answers came after Discord's three seconds."""
        interaction = self.interaction
        first = self._first_answers()
        if interaction is None or not first:
            return False
        return all(m.at_s > interaction.created_s + ACKNOWLEDGE_S for m in first)

    def _first_answers(self) -> list[Meeting]:
        begun_s = 0.0 if self.interaction is None else self.interaction.created_s
        return [m for m in self.meetings if m.is_first_answer and m.at_s >= begun_s]


def _is_thinking(message: Message) -> bool:
    """Return whether an answer is still to come, as a member sees it."""
    return bool(message.flags & MessageFlag.LOADING) or message.content.startswith(_MANY_ASK)


def _said_by(message: Message) -> Fate:
    if _is_thinking(message):
        return Fate.THINKING
    return Fate.ANSWERED if message.embeds or message.components else Fate.TOLD


def _asked_to_wait(meeting: Meeting) -> Span:
    """Return for how long a request's answer asked that none be sent: not at all, for most."""
    fault = meeting.fault
    asked = fault is not None and fault.trouble is Trouble.RATE_LIMIT
    return Span(meeting.at_s, meeting.at_s + (fault.seconds if fault and asked else 0.0))


def _open_s(window: Span, shut: Iterable[Span]) -> float:
    """Return how much of a window no other span covers."""
    open_s, at_s = 0.0, window.begin_s
    for span in sorted(shut, key=lambda span: span.begin_s):
        begin_s = min(max(span.begin_s, at_s), window.end_s)
        open_s += max(begin_s - at_s, 0.0)
        at_s = max(at_s, min(span.end_s, window.end_s))
    return open_s + max(window.end_s - at_s, 0.0)
