"""One thing that is to be done with a server's library, and what became of it."""

import enum
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from bot.languages import Sentence
from bot.library.queue.job_words import (
    archive_words,
    describing_words,
    part_words,
    stage_words,
    waiting_words,
)
from bot.library.tables.catalogue import Scope
from index import BriefingError

COLUMNS = (
    "id, guild, kind, filename, sha256, size, stated, scope, instead_of, brings, state, reason,"
    " attempts, stage, at, total, name, taken, refused, channel, ended, member"
)


class JobKind(enum.StrEnum):
    """What a job is to do; the values stand in the database."""

    DOCUMENT = "document"  # takes a document in, or puts it in the place of another
    DESCRIPTION = "description"  # states something anew of a document that is there
    ARCHIVE = "archive"  # takes the documents of an exported library in, some at a time


class JobState(enum.StrEnum):
    """What has become of a job; the values stand in the database."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    GIVEN_UP = "given up"
    DROPPED = "dropped"


class Telling(enum.StrEnum):
    """How who brought a job was told of its end; the values stand in the database."""

    UNTOLD = ""
    ANSWERED = "answered"  # by the answer to the command
    POSTED = "posted"  # in the channel, where others read it: not all there is to tell
    LISTED = "listed"  # by the list of jobs alone


ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.GIVEN_UP, JobState.DROPPED})
_STATES = {
    JobState.DONE: Sentence("done"),
    JobState.FAILED: Sentence("failed"),
    JobState.GIVEN_UP: Sentence("given up"),
    JobState.DROPPED: Sentence("dropped"),
}
IN_VAIN = frozenset({JobState.FAILED, JobState.GIVEN_UP})


class LeaseLostError(BriefingError):
    """Somebody else has the job by now, or nobody wants it any more: it is left as it is."""


@dataclass(frozen=True, slots=True)
class Job:
    """A thing that is to be done with a server's library.

    Args:
        id: Its number; they grow.
        guild: The server.
        kind: What it is.
        filename: Of the document or archive, as it was received.
        sha256: Of its bytes, hexadecimal.
        size: Of those.
        stated: What is said of it; None as before. Archives: the server that it is of.
        scope: Who may see it; None as before.
        instead_of: The name of the document whose place it takes, or that is described; "" for
            that of its filename.
        brings: Archives: the size of each document that is to be taken in, by its filename.
        state: What has become of it.
        reason: Why it failed, for who brought it; a sentence of nothing where it did not.
        attempts: How often it was begun and not handed back.
        stage: What is being done, as the library tells its progress.
        at: How much of that is done.
        total: Of how much; 0 where that is not told.
        name: Of the document, once it is done.
        taken: Archives: the name of each document that the library has of it, by its filename.
        refused: Archives: why it has not another.
        channel: Id of the channel where it was brought; 0 for none.
        ended: When that was, in seconds since the epoch.
        member: Id of who brought it; as of `NotedChange`.
    """

    id: int
    guild: int
    kind: JobKind
    filename: str
    sha256: str
    size: int
    stated: dict[str, str] | None
    scope: Scope | None
    instead_of: str
    brings: dict[str, int]
    state: JobState
    reason: Sentence
    attempts: int
    stage: str
    at: int
    total: int
    name: str
    taken: dict[str, str]
    refused: dict[str, Sentence]
    channel: int
    ended: float
    member: int | None

    @property
    def was_in_vain(self) -> bool:
        """Whether it can be tried again."""
        return self.state in IN_VAIN

    @property
    def has_ended(self) -> bool:
        """Whether nothing more becomes of it by itself."""
        return self.state in ENDED

    @property
    def left(self) -> frozenset[str]:
        """The filenames of an archive's documents of which it is not known what becomes of them."""
        return frozenset(self.brings) - self.taken.keys() - self.refused.keys()

    def told(self, place: Callable[["Job"], int]) -> str:
        """Return in words what has become of it.

        Args:
            place: Says which one a waiting job is in the queue.
        """
        if self.kind is not JobKind.ARCHIVE or self.state is JobState.DROPPED:
            return self._state_words(place)
        if self.state is JobState.DONE:
            return archive_words(len(self.taken), self.refused)
        parts = part_words(len(self.brings) - len(self.left), len(self.brings))
        return f"{parts}; {self._state_words(place)}"

    def _state_words(self, place: Callable[["Job"], int]) -> str:
        if self.kind is JobKind.DESCRIPTION and not self.has_ended:
            return describing_words(place(self) if self.state is JobState.WAITING else 0)
        match self.state:
            case JobState.WAITING:
                return waiting_words(place(self))
            case JobState.RUNNING:
                return stage_words(self.stage, self.at, self.total)
            case JobState.FAILED | JobState.GIVEN_UP:
                return f"{_STATES[self.state]}: {self.reason}"
            case JobState.DONE | JobState.DROPPED:
                return str(_STATES[self.state])
            case _ as never:
                assert_never(never)


def job_of(row: tuple[Any, ...]) -> Job:
    """Return the job of a row of `COLUMNS`."""
    fields = dict(zip(COLUMNS.split(", "), row, strict=True))
    for name in ("stated", "brings", "taken", "refused"):
        fields[name] = json.loads(fields[name])
    fields["reason"] = Sentence.of_kept(fields["reason"])
    fields["refused"] = {n: Sentence.of_kept(why) for n, why in fields["refused"].items()}
    fields["scope"] = _scope_of(json.loads(fields["scope"]))
    fields["kind"], fields["state"] = JobKind(fields["kind"]), JobState(fields["state"])
    return Job(**fields)


def scope_record(scope: Scope | None) -> str:
    """Return a scope as JSON."""
    if scope is None:
        return json.dumps(None)
    return json.dumps({"channels": sorted(scope.channels), "roles": sorted(scope.roles)})


def _scope_of(record: Mapping[str, list[int]] | None) -> Scope | None:
    if record is None:
        return None
    return Scope(frozenset(record["channels"]), frozenset(record["roles"]))
