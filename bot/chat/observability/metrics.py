"""Figures of a running bot for Prometheus; the only importer of prometheus_client.

Served by a thread of its own, so that they can be read while the loop that serves members hangs,
which is one of the things that they tell.
"""

import asyncio
import math
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, perf_counter

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    start_http_server,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.chat.observability.health import State
from bot.chat.observability.signs_of_life import EVERY_S
from bot.config import MetricsSettings
from bot.library import JobState, Library, last_backup
from index import BriefingError, Ending, SettingsError

_LOOK_EVERY_S = 0.5  # at how late the loop is
_COUNT_EVERY_S = 600.0  # the servers that have documents: it reads a line of each document
_WORK_S = (0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4)
_FIRST_ANSWER_S = (0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)  # Discord waits for 3 s
# Whatever is counted begins at 0: Prometheus takes what it sees first at 7 for no rise to 7, and no
# alert would tell of it.
_COUNTED = {
    "outcome": ("answered", "abstained"),
    "state": ("known", "refused", "unknown"),
    "result": ("reply", "apology", "undelivered"),
    "kind": ("new", "resumed"),
}
_STAGES = ("search", "reading", "rendering", "delivery")  # of the work on a question
_STAGE_S = (0.005, 0.01, *_WORK_S)
_JOBS = {
    "waiting": (JobState.WAITING,),
    "running": (JobState.RUNNING,),
    "failed": (JobState.FAILED, JobState.GIVEN_UP),
}
_LAG_S = (0.001, 0.005, 0.02, 0.1, 0.5, 2.0)


class _JobsCollector(Collector):
    """How many documents of servers wait to be read, are being read, or could not be.

    Where several processes serve one database, each tells the same. They are looked up beside, and
    told as they were last, so that who reads the figures never waits for the database.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.count: Callable[[], Mapping[JobState, int]] = dict
        self._counts: Mapping[JobState, int] = {}

    def look(self) -> bool:
        """Look the figures up; return whether they could be."""
        try:
            self._counts = self.count()
        except BriefingError:
            return False
        return True

    def describe(self) -> Iterable[Metric]:
        """Yield the family that there is, without figures: nothing is looked up for its name."""
        yield self._family()

    def collect(self) -> Iterable[Metric]:
        """Yield the family with its figures when they were looked up last."""
        family, counts = self._family(), self._counts
        for state, kinds in _JOBS.items():
            family.add_metric([state], sum(counts.get(kind, 0) for kind in kinds))
        yield family

    @staticmethod
    def _family() -> GaugeMetricFamily:
        meaning = "Documents that servers brought, of all servers"
        return GaugeMetricFamily("briefing_library_jobs", meaning, labels=["state"])


def _backup_age_s(data: Path) -> float:
    made = last_backup(data)
    return (datetime.now(UTC) - made).total_seconds() if made else math.nan


class Metrics:
    """An `Witness` that counts for Prometheus, and a `Watcher` of the stages of questions."""

    def __init__(self) -> None:
        """Begin with nothing counted; other programs' figures are not among these."""
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)  # memory, time of the processor, open files
        self._questions = self._counter("questions", "Questions that were worked on", "outcome")
        self._work = self._histogram("question_seconds", "Work on a question", _WORK_S)
        stages = self._histogram("stage_seconds", "A stage of a question", _STAGE_S, "stage")
        self._stages = {stage: stages.labels(stage) for stage in _STAGES}
        self._first = self._counter("acknowledgements", "First answers to interactions", "state")
        self._first_s = self._histogram(
            "acknowledgement_seconds", "From an interaction to its first answer", _FIRST_ANSWER_S
        )
        self._replies = self._counter("replies", "What members were sent", "result")
        self._connections = self._counter("connections", "Connections to the gateway", "kind")
        self._lag = self._histogram("loop_lag_seconds", "How late the loop of events is", _LAG_S)
        self._connected = self._gauge("connected", "1 while members are served")
        self._waiting = self._gauge("waiting", "Tasks that wait for their turn")
        self._documents = self._gauge("documents", "Documents of the operator's collection")
        self._passages = self._gauge("passages", "Passages of the operator's collection")
        self._reachable = self._gauge("storage_reachable", "1 while what servers have can be read")
        self._backup_age = self._gauge(
            "backup_age_seconds", "Since the last backup was taken; NaN where none is known"
        )
        self._servers = self._gauge("library_servers", "Servers that have documents of their own")
        self._with_documents: Callable[[], Sized] = tuple
        self._count_due_s = 0.0
        self._jobs = _JobsCollector()
        self.registry.register(self._jobs)

    def _counter(self, name: str, meaning: str, label: str) -> Counter:
        counter = Counter(f"briefing_{name}", meaning, [label], registry=self.registry)
        for value in _COUNTED[label]:
            counter.labels(value)
        return counter

    def _histogram(
        self, name: str, meaning: str, buckets: tuple[float, ...], *labels: str
    ) -> Histogram:
        name = f"briefing_{name}"
        return Histogram(name, meaning, labels, buckets=buckets, registry=self.registry)

    def _gauge(self, name: str, meaning: str) -> Gauge:
        return Gauge(f"briefing_{name}", meaning, registry=self.registry)

    def asked(self, outcome: str, seconds: float) -> None:
        """Count a question."""
        self._questions.labels(outcome).inc()
        self._work.observe(seconds)

    @contextmanager
    def watched(self, name: str) -> Iterator[Ending]:
        """Note how long a stage takes, whatever comes of it; other steps are passed over.

        Yields:
            What takes its outcome, which is counted elsewhere.
        """
        stage, begun_s = self._stages.get(name), perf_counter()
        try:
            yield lambda _: None
        finally:
            if stage is not None:
                stage.observe(perf_counter() - begun_s)

    def acknowledged(self, state: str, seconds: float) -> None:
        """Count an acknowledgement."""
        self._first.labels(state).inc()
        self._first_s.observe(max(seconds, 0.0))

    def replied(self, result: str) -> None:
        """Count a reply."""
        self._replies.labels(result).inc()

    def connected(self, kind: str) -> None:
        """Count a connection."""
        self._connections.labels(kind).inc()

    def changed(self, state: State) -> None:
        """Note the state of the connection."""
        self._connected.set(state is State.READY)

    def look_at(self, library: Library) -> None:
        """Have the size of what is answered from looked up whenever it is read, and the queue.

        Args:
            library: Of the bot that runs now; the one before is let go.
        """
        self._waiting.set_function(lambda: library.waiting)
        self._jobs.count = library.shelves.counted
        self._with_documents = library.shelves.limits
        self._documents.set_function(lambda: library.public.report.documents)
        self._passages.set_function(lambda: library.public.report.passages)
        data = library.shelves.config.data
        self._backup_age.set_function(lambda: _backup_age_s(data))

    def look_up(self) -> None:
        """Look up what servers brought, and note whether that could be."""
        self._reachable.set(self._jobs.look())
        if (now_s := monotonic()) >= self._count_due_s:
            with suppress(BriefingError):  # the next look tells
                self._servers.set(len(self._with_documents()))
                self._count_due_s = now_s + _COUNT_EVERY_S

    async def watch_storage(self) -> None:
        """Look up what servers brought, again and again, until this is cancelled."""
        while True:
            await asyncio.to_thread(self.look_up)
            await asyncio.sleep(EVERY_S)

    async def watch_loop(self) -> None:
        """Note how late the loop is, again and again, until this is cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + _LOOK_EVERY_S
            await asyncio.sleep(_LOOK_EVERY_S)
            self._lag.observe(max(loop.time() - due, 0.0))


@contextmanager
def served(metrics: Metrics, settings: MetricsSettings) -> Iterator[int]:
    """Serve the figures while the block runs.

    Args:
        metrics: The figures.
        settings: Where.

    Yields:
        The port.

    Raises:
        SettingsError: The address cannot be listened at.
    """
    with _listening(settings, metrics.registry) as port:
        yield port


def check_listening(settings: MetricsSettings) -> None:
    """Hold where figures are to be served against what else listens there, if they are wanted.

    Args:
        settings: Whether, and where.

    Raises:
        SettingsError: The address cannot be listened at.
    """
    if settings.enabled:
        with _listening(settings, CollectorRegistry()):
            pass


@contextmanager
def _listening(settings: MetricsSettings, registry: CollectorRegistry) -> Iterator[int]:
    try:
        server, thread = start_http_server(settings.port, settings.address, registry)
    except OSError as error:
        where = f"port {settings.port} of {settings.address}"
        msg = (
            f"metrics: {where} cannot be listened at ({error.strerror or error}): "
            "choose another under `metrics` in config.yaml"
        )
        raise SettingsError(msg) from error
    try:
        yield server.server_port
    finally:
        with suppress(OSError):  # wakes it: else it sees only twice a second that it is to end
            server.socket.shutdown(socket.SHUT_RD)
        server.shutdown()
        server.server_close()
        thread.join()
