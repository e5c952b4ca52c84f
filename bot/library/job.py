"""One document that is to be taken in, and what became of it."""

import enum
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from bot.library.brought import Brought
from bot.library.catalogue import Scope
from bot.phrases import stage_words, waiting_words
from index import BriefingError

COLUMNS = (
    "id, guild, filename, sha256, size, stated, scope, instead_of, state, reason, attempts, stage, "
    "at, total, name"
)


class JobState(enum.StrEnum):
    """What has become of a job; the values stand in the database."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    GIVEN_UP = "given up"
    DROPPED = "dropped"


ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.GIVEN_UP, JobState.DROPPED})
IN_VAIN = frozenset({JobState.FAILED, JobState.GIVEN_UP})


class LeaseLostError(BriefingError):
    """Somebody else has the job by now, or nobody wants it any more: it is left as it is."""


@dataclass(frozen=True, slots=True)
class Job:
    """A document that is to be taken in.

    Args:
        id: Its number; they grow.
        guild: The server.
        filename: As it was received.
        sha256: Of its bytes, hexadecimal.
        size: Of those.
        stated: What is said of it; None as before.
        scope: Who may see it; None as before.
        instead_of: The name of the document whose place it takes; "" for that of its filename.
        state: What has become of it.
        reason: Why it failed, in words for who brought it.
        attempts: How often it was begun and not handed back.
        stage: What is being done, as the library tells its progress.
        at: How much of that is done.
        total: Of how much; 0 where that is not told.
        name: Of the document, once it is done.
    """

    id: int
    guild: int
    filename: str
    sha256: str
    size: int
    stated: dict[str, str] | None
    scope: Scope | None
    instead_of: str
    state: JobState
    reason: str
    attempts: int
    stage: str
    at: int
    total: int
    name: str

    @property
    def was_in_vain(self) -> bool:
        """Whether it can be tried again."""
        return self.state in IN_VAIN

    def told(self, place: Callable[["Job"], int]) -> str:
        """Return in words what has become of it.

        Args:
            place: Says which one a waiting job is in the queue.
        """
        match self.state:
            case JobState.WAITING:
                return waiting_words(place(self))
            case JobState.RUNNING:
                return stage_words(self.stage, self.at, self.total)
            case JobState.FAILED | JobState.GIVEN_UP:
                return f"{self.state}: {self.reason}"
            case JobState.DONE | JobState.DROPPED:
                return str(self.state)
            case _ as never:
                assert_never(never)

    @property
    def has_ended(self) -> bool:
        """Whether nothing more becomes of it by itself."""
        return self.state in ENDED


def job_of(row: tuple[Any, ...]) -> Job:
    """Return the job of a row of `COLUMNS`."""
    fields = dict(zip(COLUMNS.split(", "), row, strict=True))
    fields["stated"] = json.loads(fields["stated"])
    fields["scope"] = _scope_of(json.loads(fields["scope"]))
    fields["state"] = JobState(fields["state"])
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


def content_of(brought: Brought) -> str:
    """Return what stands for all that is brought: the same twice is one job."""
    stated = sorted(brought.stated.items()) if brought.stated else None
    made_of = [brought.filename, brought.sha256, stated, scope_record(brought.scope)]
    made_of.append(brought.instead_of)
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()
