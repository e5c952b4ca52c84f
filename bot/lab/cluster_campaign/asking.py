"""Questions in many servers, and which of them were cut off by a death."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from bot.lab.campaign.account import Account
from bot.lab.campaign.fates import Entry, Fate
from bot.lab.campaign.plan import Door, Question
from bot.lab.cluster_campaign.cluster import Cluster, ClusterMember
from bot.lab.cluster_campaign.scene import ManyServers, ServerPlace

_BY_COMMAND = 0.5  # share of the questions
_ENDED = frozenset({Fate.ANSWERED, Fate.TOLD, Fate.TWICE})
_UNREAD_S = 1.0  # what was sent to a bot so shortly before it was killed it may not have read
CUT_OFF = "cut off"
UNREAD = "unread"


@dataclass(slots=True)
class Asking:
    """Asks, and knows what became of each question.

    Args:
        scene: Where.
        cluster: Of whom.
        account: By which the stand-in judges.
        words: What is asked.
    """

    scene: ManyServers
    cluster: Cluster
    account: Account
    words: tuple[str, ...]
    _asked: dict[int, tuple[Entry, ServerPlace]] = field(default_factory=dict)
    _killed_s: dict[int, float] = field(default_factory=dict)

    async def ask(self, place: ServerPlace, chance: Random) -> Entry:
        """Ask in a server, by a command or a mention; nothing is waited for."""
        number, words = len(self._asked) + 1, chance.choice(self.words)
        door = Door.ASK if chance.random() < _BY_COMMAND else Door.MENTION
        question = Question(number, door, 0, words, private=False, pause_s=0.0, before=None)
        connected, reader = self.cluster.is_connected(place.guild), self.scene.reader
        if door is Door.ASK:
            call = await reader.invoker.slash(place.channel, "ask", {"question": words})
            stored = self.scene.world.interactions.find(call.id)
            assert stored is not None  # noqa: S101  # it was begun a moment ago
            entry = self.account.open_interaction(question, stored, connected=connected)
        else:
            bot = self.scene.world.application.bot_id
            message = await reader.writer.send(place.channel, f"<@{bot}> {words}")
            id_ = int(message["id"])
            entry = self.account.open_message(question, id_, connected=connected)
        self._asked[number] = entry, place
        return entry

    def cut_off(self, member: ClusterMember) -> None:
        """Note what a bot had in hand when it was killed: the next one has to see to it."""
        if member.shards is None:
            return
        for number, (entry, place) in self._asked.items():
            mine = member.shards.serve(place.guild)
            if mine and self.account.fate(entry) not in _ENDED:
                self._killed_s.setdefault(number, member.killed_s)

    def fate(self, number: int) -> str:
        """Return what became of a question, in a word."""
        entry, _ = self._asked[number]
        fate = self.account.fate(entry)
        killed_s = self._killed_s.get(number)
        if fate is Fate.SILENT and not entry.connected and entry.heard_s is None:
            # A mention is looked for by the next bot, unless that is killed, too.
            return Fate.UNHEARD.value
        if killed_s is None or fate in _ENDED or fate is Fate.UNHEARD:
            return fate.value
        return UNREAD if _is_unread(entry, fate, killed_s) else CUT_OFF

    def fates(self) -> Counter[str]:
        """Return how many questions had which fate."""
        return Counter(map(self.fate, self._asked))

    def told(self, fates: frozenset[str]) -> list[str]:
        """Return a line on each question with one of some fates."""
        lines = []
        for number, (entry, place) in self._asked.items():
            fate = self.fate(number)
            if fate in fates:
                owner, door = self.cluster.owner(place.guild).name, entry.question.door.value
                requests = "; ".join(map(str, entry.meetings)) or "no request"
                lines.append(f"{fate}: question {number} ({door}) of {owner}: {requests}")
        return lines


def _is_unread(entry: Entry, fate: Fate, killed_s: float) -> bool:
    """Return whether a bot was killed before it had taken a question in hand.

    Of a command that was not acknowledged by then Discord tells its member that nobody answers, and
    takes no answer any more; a message may have been on its way, or have just arrived.
    """
    if entry.interaction is not None:
        return fate is not Fate.THINKING
    return entry.heard_s is None or entry.heard_s > killed_s - _UNREAD_S
