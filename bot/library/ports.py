"""What is kept of servers, whatever keeps it: the engine behind the libraries.

SQLite is the one that there is (`sqlite_engine`). Another one has to pass the same suite,
`tests/bot/library/engines`, with a line in `ENGINES` of
`tests/support/engines/library_engines.py`. What every engine promises beyond the methods: a change
is whole or none, whoever is killed; it is seen at once by every other process; and of two that
would contradict each other one comes to nothing.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from bot.config import Config
from bot.languages import Sentence
from bot.library.files.originals import Originals
from bot.library.files.preferences_file import Preferred
from bot.library.queue.job import Job, JobState, Telling
from bot.library.queue.job_requests import JobRequest
from bot.library.queue.quotas import Offered
from bot.library.submissions.brought import Brought, Transaction
from bot.library.tables.catalogue import Scope, ShelvedDocument
from bot.library.tables.events import Change, Naming, NotedChange
from bot.library.tables.opinion_counts import Opinions, RatedText
from bot.library.tables.server_settings import ServerSettings
from index import Revisions, VectorHome


class DocumentsPort(Protocol):
    """Which documents each server has, and who may see them: see `Catalogue`."""

    def generation(self, guild: int) -> int:
        """Return a number that changes with every change of a server's documents; 0 before any."""

    def documents(self, guild: int) -> tuple[ShelvedDocument, ...]:
        """Return a server's documents, by their names."""

    def limits(self) -> dict[int, frozenset[int]]:
        """Return the channels that documents are limited to, of every server that has documents."""

    def put_all(
        self,
        guild: int,
        documents: Sequence[ShelvedDocument],
        keep: Callable[[], None] = ...,
        *,
        as_of: int | None = None,
        settle: Callable[[Transaction], object] = ...,
        revisions: Revisions | None = ...,
    ) -> bool:
        """Add documents, all or none; return whether the server's were of the generation meant."""

    def limit(self, guild: int, name: str, scope: Scope, *, by: int | None = ...) -> bool:
        """Say who may see a document, whatever it is by then; return whether there is one."""

    def remove(self, guild: int, name: str, revision: str = "", *, by: int | None = ...) -> bool:
        """Take a document out, of this revision if one is meant; return whether there was one."""

    def revisions(self, guild: int) -> Revisions:
        """Return what is noted of earlier states of a server's documents, and of the present ones.

        Raises:
            CollectionError: It cannot be read now.
        """

    def note_revisions(self, guild: int, revisions: Revisions, *, as_of: int) -> None:
        """Note states of documents that were read otherwise since, unless they changed meanwhile.

        Raises:
            CollectionError: Nothing can be noted now.
        """

    def sweep(self, remove: Callable[[frozenset[str]], None]) -> None:
        """Have what no server has any more removed, while nobody adds anything."""


class QueuePort(Protocol):
    """What servers have brought, as they see it: see `Jobs`."""

    def check(self, guild: int, file: Offered) -> None:
        """Check that a server may bring a document now."""

    def submit(self, guild: int, brought: Brought, channel: int = 0) -> Job:
        """Have a document taken in: see `request`."""

    def request(self, guild: int, request: JobRequest, channel: int = 0) -> Job:
        """Have something done; what waits already, or was in vain, is not doubled by it."""

    def unfinished(self, guild: int) -> tuple[Job, ...]:
        """Return the jobs of a server that wait, run, or were in vain, the oldest first."""

    def not_answered(self, guild: int) -> tuple[Job, ...]:
        """Return the jobs of a server that are done, of which nobody had the whole of it told."""

    def untold(self) -> tuple[Job, ...]:
        """Return the jobs of all servers that were brought in a channel and whose end is untold."""

    def note_told(self, numbers: Iterable[int], telling: Telling) -> None:
        """Note how who brought some jobs was told of their end."""

    def job(self, number: int) -> Job | None:
        """Return a job; None where it is forgotten."""

    def place(self, job: Job) -> int:
        """Return which one a waiting job is in the queue of all servers, from 1."""

    def counted(self) -> Mapping[JobState, int]:
        """Return how many jobs of all servers are in each state; of a state without any, nothing.

        What is done or dropped is there for a time only.
        """

    def again(self, guild: int, number: int) -> bool:
        """Have a job tried again that was in vain; return whether there is one."""

    def drop(self, guild: int, number: int) -> bool:
        """Give up a job that waits or was in vain; return whether there was one."""

    def tidy(self) -> None:
        """Forget what is over its time where no server brings anything any more, and its bytes."""


class LeasesPort(Protocol):
    """The same, as those see it who do it: see `Jobs`."""

    def is_due(self) -> bool:
        """Return whether there is something to do for a worker."""

    def take(self, worker: str) -> Job | None:
        """Return the next job, leased to a worker; None where there is none for now."""

    def beat(self, job: Job, worker: str, stage: str, at: int, total: int) -> None:
        """Say that a worker is still at a job, and how far."""

    def is_lost(self, worker: str) -> bool:
        """Return whether a worker has let its lease run out, though it runs."""

    def settle(
        self,
        connection: Transaction,
        job: Job,
        worker: str,
        *,
        documents: Sequence[ShelvedDocument],
    ) -> bool:
        """Note that a job is done, in the transaction in which its document is catalogued.

        Return whether who brought it is still to be named.
        """

    def settle_part(
        self,
        connection: Transaction,
        job: Job,
        worker: str,
        *,
        documents: Sequence[ShelvedDocument],
    ) -> bool:
        """Note what an archive brought, in the transaction in which that is catalogued.

        Return whether who brought it is still to be named.
        """

    def end_part(self, job: Job, worker: str, refused: Mapping[str, Sentence]) -> None:
        """Note why some documents of an archive were not taken in; the rest waits for its turn."""

    def fail(self, job: Job, worker: str, reason: Sentence) -> None:
        """Note that a document cannot be taken in, and why, in words for who brought it."""

    def put_off(self, job: Job, worker: str, reason: Sentence) -> None:
        """Have a job tried again later, which something hindered; the third time it has failed."""

    def let_go(self, worker: str) -> None:
        """Have others take what a worker had that has died; after three tries it is given up."""

    def hand_back(self, worker: str) -> None:
        """Have others take what a worker had that was ended by us: that was no try."""


class JobsPort(QueuePort, LeasesPort, Protocol):
    """What is to be taken in, and what became of it."""


class OpinionsPort(Protocol):
    """How often answers from documents were said to have helped: see `OpinionCounts`."""

    def count(self, guild: int, texts: Collection[RatedText], day: date, *, helpful: bool) -> None:
        """Count what somebody thinks of an answer; nothing else of it is kept."""

    def of(self, guild: int) -> tuple[Opinions, ...]:
        """Return what was counted in a server."""

    def keep(self, operators: Collection[str]) -> None:
        """Forget what is of other documents of the operator's than these."""


class EventsPort(Protocol):
    """Who changed what a server has: see `Events`."""

    def note(self, guild: int, change: Change) -> None:
        """Note what somebody has done."""

    def of(self, guild: int) -> tuple[NotedChange, ...]:
        """Return what was done in a server, the newest first; nothing is made for that."""

    def naming(self, member: int) -> Naming:
        """Return what names a member in all servers: lines, and what they brought."""

    def forget(self, member: int) -> None:
        """Take a member out of all lines, those to come of what they brought among them."""

    def tidy(self) -> None:
        """Forget what is over its time in servers where nothing is changed any more."""


class ChoicesPort(Protocol):
    """What each server chose, and how often its members told of a gap: see `Servers`."""

    @property
    def opinions(self) -> OpinionsPort:
        """How often an answer was said to have helped."""

    def open(self, operators: Collection[str]) -> None:
        """Open what is kept, if there is anything, so that nobody's question waits for that."""

    def settings(self, guild: int | None) -> ServerSettings:
        """Return what a server chose, by now; nothing is made for one that chose nothing.

        Where it cannot be read, and was not before, it is `UNKNOWN`.
        """

    def known(self, guild: int | None) -> ServerSettings:
        """Return what was last read of it, at once; `UNKNOWN` where nothing was."""

    def new_scope(self, guild: int) -> Scope:
        """Return who may see a document that is new, where whoever brings it does not say.

        Raises:
            BriefingError: It cannot be read.
        """

    def change(
        self, guild: int, change: Callable[[ServerSettings], ServerSettings]
    ) -> ServerSettings:
        """Return what a server chose, after it was changed; what others change meanwhile stays."""

    def count_gap(self, guild: int, day: date) -> None:
        """Count a question that the moderators were told of; nothing of it is kept."""

    def gaps(self, guild: int) -> tuple[tuple[date, int], ...]:
        """Return how many questions the moderators were told of, for the last days with any."""


class PreferencesPort(Protocol):
    """What members chose for replies to them, and servers for who chose nothing.

    Texts by the names of the choices, `CITATION_STYLE` and `FORM`; who reads them decides what they
    mean. Of a member nothing else is kept.
    """

    def of(self, member: int, guild: int | None) -> Preferred:
        """Return what a member chose, and their server; nothing of a server in direct messages.

        Raises:
            CollectionError: It cannot be read now.
        """

    def keep(self, member: int, name: str, text: str) -> None:
        """Keep what a member chose.

        Raises:
            CollectionError: It cannot be kept now; it is as before.
        """

    def keep_for_server(self, guild: int, name: str, text: str) -> None:
        """Keep what a server chose; it goes with what else the server has.

        Raises:
            CollectionError: It cannot be kept now; it is as before.
        """

    def forget(self, member: int) -> Mapping[str, object]:
        """Remove what is kept of a member, for good; return what that was.

        Raises:
            CollectionError: It cannot be removed now; it is as before.
        """

    def forget_server(self, guild: int) -> None:
        """Remove what is kept of a server, for good.

        Raises:
            CollectionError: It cannot be removed now; it is as before.
        """


class PresencesPort(Protocol):
    """Which servers an account of the bot's is in, and since when it is not: see `Presences`."""

    def begun(self) -> bool:
        """Return whether any server ever had something; nothing is made for those that have not."""

    def come(self, account: int, present: Set[int]) -> tuple[int, ...]:
        """Note that an account is in these servers; return those that it had left."""

    def go(
        self,
        account: int,
        present: Set[int],
        now: datetime,
        among: Callable[[int], bool] = lambda _: True,
    ) -> tuple[int, ...]:
        """Note that an account is in no other servers than these; return those that it left.

        Args:
            account: Its id.
            present: Ids of the servers that it is in.
            now: The time, with a zone.
            among: Whether a server is one that `present` can tell of.
        """

    def gone(self, account: int, before: datetime) -> tuple[int, ...]:
        """Return the servers that an account left before a moment."""

    def is_gone(self, guild: int) -> bool:
        """Return whether the bot was taken out of a server."""

    def forget(self, guild: int) -> bool:
        """Delete all that there is of a server, if the bot is not in it; return whether it was."""


class LibraryEngine(Protocol):
    """Everything that is kept of servers but bytes and builds; made when it is first written."""

    @property
    def is_there(self) -> bool:
        """Whether anything was ever kept."""

    @property
    def documents(self) -> DocumentsPort:
        """The documents; opened, and made if need be, when they are first asked for."""

    @property
    def choices(self) -> ChoicesPort:
        """What servers chose; nothing is made for those that chose nothing."""

    @property
    def events(self) -> EventsPort:
        """Who changed what; nothing is made where no server has anything."""

    @property
    def presences(self) -> PresencesPort:
        """Where the bot is; nothing is made where no server has anything."""

    @property
    def preferences(self) -> PreferencesPort:
        """What members chose for themselves; read when it is first asked for."""

    def jobs(
        self,
        originals: Originals,
        config: Config,
        *,
        heard: Callable[[], object] = ...,
        now: Callable[[], float] = ...,
    ) -> JobsPort:
        """Return what is to be taken in: see `Jobs`."""

    def originals(self, local: Originals) -> Originals:
        """Return what keeps bytes for all who use the engine, and in the folder of `local`."""

    def vector_home(self, guild: int) -> VectorHome | None:
        """Return what keeps a server's vectors for all who use the engine, if anything does.

        It is for one build: what others keep meanwhile is not looked for.
        """

    def listening(
        self, brought: Callable[[], object], changed: Callable[[int], object]
    ) -> AbstractContextManager[None]:
        """Have somebody told, while a block runs, of what other processes do, if that is heard.

        Whoever relies on it looks, too: what is told may be missed, or told twice.

        Args:
            brought: Is called, by any thread, when jobs begin to wait.
            changed: Is called, by any thread, with a server whose documents changed; with 0 where
                those of any may have.
        """
