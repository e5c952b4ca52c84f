"""Several processes on one database: leases, news of changes, and bytes that another brought."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from queue import Queue
from threading import Barrier

import pytest

from bot.config import Config, LibrarySettings
from bot.languages import Sentence
from bot.library import Brought, Holdings, Readership, Shelves, employed
from bot.library.files.originals import Originals
from bot.library.ports import JobsPort
from bot.library.postgres import PostgresEngine
from bot.library.queue.job import JobState
from bot.library.shelving import open_editions
from bot.library.tables.catalogue import ShelvedDocument
from bot.library.tables.transactions import Reach
from bot.library.workers import taking
from index import Collection
from tests.support.engines.postgres_server import PostgresServer

GUILDS, EACH = range(1, 7), 4
FERRY = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard."
A_MINUTE = 60.0  # that news are waited for; they take milliseconds


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(A_MINUTE):
        while True:
            if reached():
                return
            await asyncio.sleep(0.05)


@pytest.fixture
def jobs(opening: Callable[[], PostgresEngine], originals: Originals) -> Callable[[], JobsPort]:
    """Opens the jobs as another process does."""
    return lambda: opening().jobs(originals, Config())


def test_who_takes_at_once_takes_different_jobs_of_different_servers(
    jobs: Callable[[], JobsPort],
) -> None:
    for guild in GUILDS:
        for number in range(EACH):
            jobs().submit(guild, Brought(f"{number}.txt", f"{guild} {number}".encode()))
    several = [jobs() for _ in GUILDS]
    together = Barrier(len(several))
    rounds: list[list[tuple[int, int]]] = []

    def take(number: int) -> tuple[int, int]:
        together.wait()
        job = several[number].take(f"worker {number}")
        assert job
        return job.guild, job.id

    for _ in range(EACH):
        with ThreadPoolExecutor(len(several)) as pool:
            rounds.append(list(pool.map(take, range(len(several)))))
        assert several[0].take("one more") is None
        for number, one in enumerate(several):
            (_, id_) = rounds[-1][number]
            job = one.job(id_)
            assert job
            one.fail(job, f"worker {number}", Sentence("no matter"))
    assert [sorted(guild for guild, _ in one) for one in rounds] == [list(GUILDS)] * EACH
    assert set(Counter(id_ for one in rounds for _, id_ in one).values()) == {1}


def test_a_job_that_is_being_changed_holds_up_no_other_servers(
    jobs: Callable[[], JobsPort], opening: Callable[[], PostgresEngine]
) -> None:
    first = jobs().submit(1, Brought("a.txt", b"a"))
    second = jobs().submit(2, Brought("b.txt", b"b"))
    database = opening().documents.database
    with database.connected(1) as connection:
        connection.execute("UPDATE jobs SET stage = 'held' WHERE id = ?", (first.id,))
        job = jobs().take("me")
        assert job
        assert job.id == second.id
    job = jobs().take("me")
    assert job
    assert (job.id, job.state) == (first.id, JobState.RUNNING)


def test_a_server_that_is_changed_holds_up_no_other(
    opening: Callable[[], PostgresEngine],
) -> None:
    ours, theirs = opening().documents, opening().documents
    document = ShelvedDocument("a", "a.txt", "a" * 64, 1)

    def meanwhile() -> None:
        assert theirs.put_all(2, [document])

    assert ours.put_all(1, [document], meanwhile)
    assert (ours.generation(1), ours.generation(2)) == (1, 1)


def test_nothing_is_swept_while_something_is_taken_in(
    opening: Callable[[], PostgresEngine],
) -> None:
    ours, theirs = opening().documents, opening().documents
    document, swept = ShelvedDocument("a", "a.txt", "a" * 64, 1), list[frozenset[str]]()
    with ThreadPoolExecutor(1) as pool:
        with ours.database.alone(1, Reach.SERVER):
            sweeping = pool.submit(theirs.sweep, swept.append)
            with ours.database.connected() as connection:
                waits = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                while not (connection.execute(waits).fetchall() or sweeping.done()):
                    pass
            assert swept == []
        sweeping.result()
    assert swept == [frozenset()]
    assert ours.put_all(1, [document])


def test_what_another_process_brings_and_changes_is_heard(
    engine: PostgresEngine, opening: Callable[[], PostgresEngine], jobs: Callable[[], JobsPort]
) -> None:
    brought, changed, threads = Queue[None](), Queue[int](), set(threading.enumerate())
    with engine.listening(lambda: brought.put(None), changed.put):
        (ear,) = (one for one in set(threading.enumerate()) - threads if one.name == "news")
        brought.get(timeout=A_MINUTE)  # it listens: some may have been missed
        assert changed.get(timeout=A_MINUTE) == 0
        opening().documents.put_all(7, [ShelvedDocument("a", "a.txt", "a" * 64, 1)])
        assert changed.get(timeout=A_MINUTE) == 7
        jobs().submit(7, Brought("b.txt", b"b"))
        brought.get(timeout=A_MINUTE)
    ear.join(A_MINUTE)
    assert not ear.is_alive()  # whatever comes now, nobody hears it
    assert (brought.empty(), changed.empty()) == (True, True)


def test_who_listens_does_so_again_after_the_connection_broke(
    engine: PostgresEngine,
    opening: Callable[[], PostgresEngine],
    server: PostgresServer,
    address: str,
) -> None:
    brought, changed = Queue[None](), Queue[int]()
    with engine.listening(lambda: brought.put(None), changed.put):
        brought.get(timeout=A_MINUTE)
        assert changed.get(timeout=A_MINUTE) == 0
        server.end_connections(address)
        brought.get(timeout=A_MINUTE)
        assert changed.get(timeout=A_MINUTE) == 0
        opening().documents.put_all(7, [ShelvedDocument("a", "a.txt", "a" * 64, 1)])
        assert changed.get(timeout=A_MINUTE) == 7


def test_another_machine_answers_from_what_was_brought_here_from_the_next_question_on(
    shelves: Shelves,
    elsewhere: Shelves,
    public: Collection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(open_editions, "_PATIENCE_S", A_MINUTE)  # it has to be built here, too
    readership = Readership(7)

    def seen() -> set[str]:
        return set(elsewhere.collection(readership, public).documents)

    assert "ferry" not in seen()
    shelves.jobs.submit(7, Brought("ferry.txt", FERRY))
    assert taking.take_next(elsewhere.jobs, elsewhere, public, "there")
    assert "ferry" in seen()
    (ferry,) = shelves.documents(7)
    assert "ferry" in shelves.collection(readership, public).documents
    assert elsewhere.fetched(7, ferry.sha256).read_bytes() == FERRY
    assert not elsewhere.fetched(8, "b" * 64).is_file()
    shelves.remove(7, "ferry", public)
    assert "ferry" not in seen()


def test_another_machine_knows_what_a_document_was_before_it_was_replaced_here(
    shelves: Shelves, elsewhere: Shelves, public: Collection
) -> None:
    shelves.add(7, "ferry.txt", FERRY, public)
    issued = datetime.now(UTC)
    shelves.add(7, "ferry.txt", b"A new beginning.\n\n" + FERRY, public)
    there = elsewhere.own(7, public)
    assert there
    assert len(there.revisions.of_document["ferry"]) == 2
    assert "Halvard" in there.passage_at("ferry:1", issued).text


def test_a_file_of_one_server_is_not_given_out_to_another(
    shelves: Shelves, elsewhere: Shelves, public: Collection
) -> None:
    document = shelves.add(7, "ferry.txt", FERRY, public)
    assert not elsewhere.fetched(8, document.sha256).is_file()
    assert elsewhere.fetched(7, document.sha256).is_file()


async def test_a_bot_opens_and_sweeps_what_another_changed(
    shelves: Shelves, elsewhere: Shelves, public: Collection
) -> None:
    document = shelves.add(7, "ferry.txt", FERRY, public)
    elsewhere.collection(Readership(7), public)
    here = elsewhere.original(document)
    assert here.is_file()
    config = replace(elsewhere.config, library=LibrarySettings(workers=0))
    async with employed(config, Holdings(public), elsewhere):
        await asyncio.to_thread(shelves.remove, 7, "ferry", public)
        await until(lambda: not here.exists())
