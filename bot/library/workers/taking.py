"""A job done: read, embedded, and part of its server's library, or what came in between."""

import hashlib
import logging
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

from bot.languages import Sentence
from bot.library.files.editions import Opener
from bot.library.ports import JobsPort
from bot.library.queue.job import Job, JobKind, LeaseLostError
from bot.library.shelving.shelves import Shelves
from bot.library.submissions.brought import Brought, Described
from bot.library.submissions.refusals import NotShelvedError, NotTakenError
from bot.library.workers.archives import opened_archive
from bot.library.workers.taking_back import next_batch, unpacked
from index import BriefingError

_BEAT_S = 5.0  # between two signs of life; a lease lasts several times as long
_TELL_S = 1.0  # between two looks at how far it is
_LONGEST_S = 7200.0  # of one job: then no more signs of life are given for it
_LOST = Sentence("it was lost on the disk: add it again")
_HINDERED = Sentence("it could not be kept or built: the operator can see why in the log")

_log = logging.getLogger(__name__)


def take_next(
    jobs: JobsPort,
    shelves: Shelves,
    opener: Opener,
    worker: str,
    is_over: Callable[[], bool] = lambda: False,
) -> Job | None:
    """Do the next job; return which it was, None where there is none for now.

    Args:
        jobs: Of which the next one is leased.
        shelves: Where its document is taken in.
        opener: Whose models are used.
        worker: A name that no other worker has.
        is_over: Tells that the program is being ended: the job is handed back then.
    """
    job = jobs.take(worker)
    if job is None:
        return None
    with _Pulse(jobs, job, worker, is_over) as pulse:
        try:
            _DEEDS[job.kind](jobs, shelves, opener, job, pulse)
        except LeaseLostError as error:
            _log.info("%s", error)
            jobs.hand_back(worker)
        except NotTakenError as error:
            jobs.fail(job, worker, error.why)
        except (BriefingError, OSError) as error:
            _log.warning("%s of server %s was not added: %s", job.filename, job.guild, error)
            jobs.put_off(job, worker, _HINDERED)
    return job


def _take_in(jobs: JobsPort, shelves: Shelves, opener: Opener, job: Job, pulse: "_Pulse") -> None:
    """Take a job's document in."""
    raw = _kept(shelves, job).read_bytes()
    brought = Brought(job.filename, raw, job.stated, job.scope, job.instead_of, by=job.member)
    settle = partial(jobs.settle, job=job, worker=pulse.worker)
    shelves.take_in(job.guild, brought, opener, pulse.tell, settle)


def _describe(jobs: JobsPort, shelves: Shelves, opener: Opener, job: Job, pulse: "_Pulse") -> None:
    """State anew what a job says of a document, as that is by now."""
    named = {one.name: one.filename for one in shelves.documents(job.guild)}
    filename = named.get(job.instead_of, job.filename)
    described = Described(filename, job.instead_of, job.stated or {}, by=job.member)
    settle = partial(jobs.settle, job=job, worker=pulse.worker)
    shelves.take_in(job.guild, described, opener, pulse.tell, settle)


def _take_part(jobs: JobsPort, shelves: Shelves, opener: Opener, job: Job, pulse: "_Pulse") -> None:
    """Take the next documents of an archive in; the rest waits until its server has its turn."""
    refused: dict[str, Sentence] = {}
    with _kept(shelves, job).open("rb") as file, opened_archive(file) as archive:
        batch = next_batch(archive.manifest, job.left)
        brought = list(unpacked(batch, archive, shelves, job.guild, refused))
        if brought:
            settle = partial(jobs.settle_part, job=job, worker=pulse.worker)
            taken = shelves.take_all(job.guild, brought, opener, pulse.tell, settle)
            refused |= taken.refused
    jobs.end_part(job, pulse.worker, refused)


_DEEDS = {
    JobKind.DOCUMENT: _take_in,
    JobKind.DESCRIPTION: _describe,
    JobKind.ARCHIVE: _take_part,
}


def _kept(shelves: Shelves, job: Job) -> Path:
    """Return where the bytes lie that a job was brought with.

    Raises:
        NotShelvedError: They are lost, or others by now.
    """
    path = shelves.fetched(job.guild, job.sha256)
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise NotShelvedError(_LOST) from error
    if sha256 != job.sha256:
        path.unlink(missing_ok=True)
        raise NotShelvedError(_LOST)
    return path


class _Pulse:
    """Signs of life for a job, by a thread of its own, while the block runs."""

    def __init__(self, jobs: JobsPort, job: Job, worker: str, is_over: Callable[[], bool]) -> None:
        self.worker = worker
        self._jobs = jobs
        self._job = job
        self._is_over = is_over
        self._stage = ("", 0, 0)
        self._ended = Event()
        self._lost = False
        self._thread = Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End."""
        self._ended.set()
        self._thread.join()

    def tell(self, stage: str, at: int, total: int) -> None:
        """Note how far the job is.

        Raises:
            LeaseLostError: There is no use in going on.
        """
        self._stage = (stage, at, total)
        if self._lost or self._is_over():
            raise LeaseLostError(f"job {self._job.id} is left to others")

    def _beat(self) -> None:
        began = last = time.monotonic()
        said = self._stage
        while not self._ended.wait(_TELL_S):
            now = time.monotonic()
            if now - began > _LONGEST_S:
                return
            if self._stage != said or now - last > _BEAT_S:
                said, last = self._stage, now
                self._say(said)

    def _say(self, stage: tuple[str, int, int]) -> None:
        try:
            self._jobs.beat(self._job, self.worker, *stage)
        except LeaseLostError:
            self._lost = True
        except BriefingError as error:
            _log.warning("job %s: %s", self._job.id, error)  # the next sign may be heard
