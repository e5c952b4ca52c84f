"""What is asked, and what goes wrong meanwhile: all of it drawn from a seed.

Each question has faults of its own, drawn by its number and by how many of its requests came
before, so that they are the same in every run, in whatever order the requests arrive.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from random import Random

from bot.sandbox.service import RequestFault, Trouble
from bot.sandbox.world import SandboxError

_LONGEST_WAIT_S = 2.0  # that a 429 asks for; a first answer has three seconds
_LONGEST_REQUEST_S = 2.0  # how long the network holds a request back
_LONGEST_RESPONSE_S = 6.0  # and a response: longer than a first answer may take
_SHORTEST_S = 0.2
_OUTAGE_S = (1.0, 3.0)
_STATUSES = (500, 502, 503, 504)
_PROXY_STATUSES = (502, 520, 522, 524)
_GATEWAY_SHARE = 1 / 3  # faults of the gateway before a question, by those of a request


class Door(Enum):
    """How a member asks."""

    ASK = "/ask"
    ASK_IN_THREAD = "/ask in a thread"
    MENTION = "mention"
    REPLY = "reply"
    DIRECT = "direct message"
    MENU = "message menu"
    BUTTON = "button"
    FORM = "form"
    VERIFY = "/verify"
    CITE = "/cite"
    BRIEF = "/brief"
    TOPICS = "/topics"
    SUGGEST = "suggestion"


# How often each is used among a hundred questions.
_SHARES = {
    Door.ASK: 20,
    Door.ASK_IN_THREAD: 8,
    Door.MENTION: 18,
    Door.REPLY: 8,
    Door.DIRECT: 8,
    Door.MENU: 5,
    Door.BUTTON: 12,
    Door.FORM: 4,
    Door.VERIFY: 4,
    Door.CITE: 4,
    Door.BRIEF: 3,
    Door.TOPICS: 3,
    Door.SUGGEST: 3,
}


class GatewayTrouble(Enum):
    """What can become of the connection by which the bot hears of questions."""

    REPEAT = "event sent twice"
    ABORT = "socket aborted"
    RECONNECT = "op 7"
    INVALID = "op 9, to be resumed"
    FORGOTTEN = "op 9, session gone"
    OUTAGE = "outage"


_TROUBLE_SHARES = {
    GatewayTrouble.REPEAT: 4,
    GatewayTrouble.ABORT: 3,
    GatewayTrouble.RECONNECT: 2,
    GatewayTrouble.INVALID: 2,
    GatewayTrouble.FORGOTTEN: 1,
    GatewayTrouble.OUTAGE: 4,
}


@dataclass(frozen=True, slots=True)
class GatewayFault:
    """One thing that goes wrong just before a question is asked.

    Args:
        trouble: What.
        seconds: How long an outage lasts.
        whole: Whether an outage cuts the gateway off, too.
    """

    trouble: GatewayTrouble
    seconds: float = 0.0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that one member asks.

    Args:
        number: Its place in the campaign, from 1.
        door: How it is asked.
        member: Who asks, by number, from 0.
        words: What is asked, quoted, claimed or typed.
        private: Whether a slash command asks to be answered privately.
        pause_s: How long after the question before.
        before: What goes wrong with the gateway just before.
    """

    number: int
    door: Door
    member: int
    words: str
    private: bool
    pause_s: float
    before: GatewayFault | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a campaign is made of.

    Args:
        seed: From which everything is drawn.
        questions: How many, at least 1.
        faulty: The share of requests that meet a fault, 0 to 1.
        members: How many ask, at least 1.
        per_second: How many questions a second, on average; 0: all at once.
    """

    seed: int
    questions: int
    faulty: float
    members: int
    per_second: float

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            ValueError: A number is out of its range.
        """
        if self.questions < 1 or self.members < 1:
            raise ValueError("a campaign needs at least one question and one member")
        if not 0 <= self.faulty <= 1 or self.per_second < 0:
            raise ValueError("--faulty is a share from 0 to 1, --per-second at least 0")

    def drawn(self, words: "Words") -> Iterator[Question]:
        """Return the questions in their order.

        Yields:
            Each, with what goes wrong with the gateway before it.
        """
        dice = _dice(self.seed, "questions")
        doors, shares = tuple(_SHARES), tuple(_SHARES.values())
        for number in range(1, self.questions + 1):
            door = dice.choices(doors, shares)[0]
            yield Question(
                number,
                door,
                (number - 1) % self.members,
                dice.choice(words.for_door(door)),
                dice.random() < 0.25,
                dice.expovariate(self.per_second) if self.per_second else 0.0,
                self._gateway_fault(dice),
            )

    def _gateway_fault(self, dice: Random) -> GatewayFault | None:
        if dice.random() >= self.faulty * _GATEWAY_SHARE:
            return None
        trouble = dice.choices(tuple(_TROUBLE_SHARES), tuple(_TROUBLE_SHARES.values()))[0]
        return GatewayFault(trouble, dice.uniform(*_OUTAGE_S), dice.random() < 0.5)

    def fault(self, name: str, before: int) -> RequestFault | None:
        """Return what a request meets, None where nothing.

        Args:
            name: Of what it belongs to: a question by its number, else a route.
            before: How many requests of that name came before it.
        """
        dice = _dice(self.seed, f"{name}/{before}")
        if dice.random() >= self.faulty:
            return None
        trouble = dice.choice(tuple(Trouble))
        match trouble:
            case Trouble.RATE_LIMIT:
                return RequestFault(trouble, dice.uniform(_SHORTEST_S, _LONGEST_WAIT_S))
            case Trouble.SLOW_REQUEST:
                return RequestFault(trouble, dice.uniform(_SHORTEST_S, _LONGEST_REQUEST_S))
            case Trouble.SLOW_RESPONSE:
                return RequestFault(trouble, dice.uniform(_SHORTEST_S, _LONGEST_RESPONSE_S))
            case Trouble.PROXY_ERROR:
                return RequestFault(trouble, status=dice.choice(_PROXY_STATUSES))
            case _:
                return RequestFault(trouble, status=dice.choice(_STATUSES))


def outage_trouble(seed: int, request: int) -> Trouble:
    """Return what the n-th request during outages meets: mostly a reset."""
    dice = _dice(seed, f"outage/{request}")
    return dice.choice((Trouble.RESET_BEFORE, Trouble.RESET_BEFORE, Trouble.PROXY_ERROR))


def _dice(seed: int, name: str) -> Random:
    return Random(f"{seed}/{name}")  # noqa: S311  # to be repeated, not to be secret


@dataclass(frozen=True, slots=True)
class Words:
    """What can be asked of the documents.

    Args:
        questions: Whole questions.
        quotations: Words that stand there.
        topics: What they are about.
    """

    questions: tuple[str, ...]
    quotations: tuple[str, ...]
    topics: tuple[str, ...]

    def for_door(self, door: Door) -> tuple[str, ...]:
        """Return what is asked at a door."""
        match door:
            case Door.VERIFY | Door.CITE:
                return self.quotations
            case Door.BRIEF:
                return self.topics
            case Door.SUGGEST:
                return tuple(topic[:3] for topic in self.topics)
            case _:
                return self.questions


def words_of(knowledge: Path) -> Words:
    """Return what can be asked, from the graded questions beside the documents.

    Raises:
        SandboxError: There are none.
    """
    files = sorted((knowledge / "questions").glob("*.jsonl"))
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    questions = tuple(row["question"] for row in rows if "question" in row)
    quotations = tuple(row["evidence"][0] for row in rows if row.get("evidence"))
    topics = tuple(row["topic"] for row in rows if "topic" in row)
    if not (questions and quotations and topics):
        raise SandboxError(
            f"{knowledge / 'questions'} has no graded questions, evidence and topics to ask with; "
            "name a folder of documents that has them"
        )
    return Words(questions, quotations, topics)
