"""Jobs: taken in turns, leased, tried again, given up, and bounded."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from bot.config import Config
from bot.languages import Sentence, speaking
from bot.library import Brought, NotShelvedError, Offered, Scope
from bot.library.files.originals import Originals
from bot.library.ports import JobsPort, LibraryEngine
from bot.library.queue.job import Job, JobState, LeaseLostError
from bot.library.queue.jobs import LEASE_S, MOST_TRIES
from bot.library.tables.catalogue import ShelvedDocument
from tests.support.engines.library_engines import Time

ONE, TWO, THREE = 11, 22, 33
DAY_S = 86_400.0
ME, OTHER = "this worker", "another"
DOCUMENT = ShelvedDocument("a", "a.txt", "a" * 64, 1)


def text(name: str, words: str = "") -> Brought:
    return Brought(f"{name}.txt", f"{name} {words}".encode())


def taken(jobs: JobsPort, worker: str = ME) -> Job:
    job = jobs.take(worker)
    assert job
    return job


def now(jobs: JobsPort, job: Job) -> Job:
    known = jobs.job(job.id)
    assert known
    return known


def settled(jobs: JobsPort, engine: LibraryEngine, job: Job, worker: str = ME) -> None:
    settle = partial(jobs.settle, job=job, worker=worker, documents=[DOCUMENT])
    assert engine.documents.put_all(
        job.guild, [replace(DOCUMENT, name=job.filename)], settle=settle
    )


def test_a_job_is_what_was_brought(jobs: JobsPort, originals: Originals) -> None:
    scope = Scope(frozenset({5}), frozenset({7}))
    brought = Brought("Light.TXT", b"light", {"title": "The Light"}, scope)
    jobs.submit(ONE, brought)
    job = taken(jobs)
    assert (job.guild, job.filename, job.size, job.attempts) == (ONE, "Light.TXT", 5, 1)
    assert (job.stated, job.scope, job.state) == ({"title": "The Light"}, scope, JobState.RUNNING)
    assert originals.path(job.sha256).read_bytes() == b"light"


def test_what_is_brought_twice_is_one_job(jobs: JobsPort) -> None:
    first = jobs.submit(ONE, text("light"))
    assert jobs.submit(ONE, text("light")) == first
    assert jobs.submit(TWO, text("light")).id != first.id
    assert jobs.submit(ONE, text("light", "anew")).id != first.id
    assert jobs.submit(ONE, replace(text("light"), scope=Scope(frozenset({5})))).id != first.id
    assert len(jobs.unfinished(ONE)) == 3


def test_what_is_done_can_be_brought_again(jobs: JobsPort, engine: LibraryEngine) -> None:
    first = jobs.submit(ONE, text("light"))
    settled(jobs, engine, taken(jobs))
    assert now(jobs, first).state is JobState.DONE
    assert jobs.submit(ONE, text("light")).id != first.id


def test_servers_take_turns_each_with_its_oldest_job_first(jobs: JobsPort) -> None:
    order = [(ONE, "a"), (ONE, "b"), (ONE, "c"), (TWO, "d"), (THREE, "e"), (TWO, "f")]
    brought = {name: jobs.submit(guild, text(name)) for guild, name in order}
    places = {name: jobs.place(job) for name, job in brought.items()}
    begun = []
    while job := jobs.take(ME):
        begun.append(job.filename.removesuffix(".txt"))
        jobs.fail(job, ME, Sentence("no matter"))
    assert begun == ["a", "d", "e", "b", "f", "c"]
    assert sorted(places, key=lambda name: places[name]) == begun
    assert sorted(places.values()) == [1, 2, 3, 4, 5, 6]


def test_the_jobs_of_all_servers_are_counted_by_state(
    jobs: JobsPort, engine: LibraryEngine
) -> None:
    assert jobs.counted() == {}
    for guild, name in ((ONE, "a"), (ONE, "b"), (TWO, "c"), (THREE, "d")):
        jobs.submit(guild, text(name))
    settled(jobs, engine, taken(jobs))
    jobs.fail(taken(jobs), ME, Sentence("it is no document"))
    taken(jobs)
    one_each = (JobState.DONE, JobState.FAILED, JobState.RUNNING, JobState.WAITING)
    assert jobs.counted() == dict.fromkeys(one_each, 1)


def test_of_a_server_one_job_is_done_at_a_time(jobs: JobsPort) -> None:
    jobs.submit(ONE, text("a"))
    jobs.submit(ONE, text("b"))
    later = jobs.submit(TWO, text("c"))
    taken(jobs)
    assert taken(jobs, OTHER).id == later.id
    assert jobs.take("a third") is None
    assert not jobs.is_due()


def test_a_job_whose_worker_is_silent_is_taken_once_the_lease_is_over(
    jobs: JobsPort, time: Time
) -> None:
    first = jobs.submit(ONE, text("a"))
    job = taken(jobs)
    time.now += LEASE_S - 1
    assert jobs.take(OTHER) is None
    jobs.beat(job, ME, "encoding passages", 256, 3_000)
    assert now(jobs, first).told(jobs.place) == "read; 256 of 3,000 passages embedded"
    time.now += LEASE_S - 1
    assert (jobs.take(OTHER), jobs.is_lost(ME)) == (None, False)
    time.now += 2
    assert (jobs.is_due(), jobs.is_lost(ME)) == (True, True)
    again = taken(jobs, OTHER)
    assert (again.id, again.attempts) == (first.id, 2)


def test_who_has_lost_a_lease_changes_nothing_any_more(
    jobs: JobsPort, engine: LibraryEngine, time: Time
) -> None:
    jobs.submit(ONE, text("a"))
    job = taken(jobs)
    time.now += LEASE_S + 1
    taken(jobs, OTHER)
    with pytest.raises(LeaseLostError):
        jobs.beat(job, ME, "", 0, 0)
    with pytest.raises(LeaseLostError):
        engine.documents.put_all(
            ONE,
            [DOCUMENT],
            settle=lambda connection: jobs.settle(connection, job, ME, documents=[DOCUMENT]),
        )
    assert (engine.documents.documents(ONE), engine.documents.generation(ONE)) == ((), 0)
    jobs.fail(job, ME, Sentence("too late"))
    jobs.let_go(ME)
    assert now(jobs, job).state is JobState.RUNNING
    settled(jobs, engine, job, OTHER)
    assert now(jobs, job).state is JobState.DONE


@pytest.mark.parametrize("by", ["lease", "supervisor"])
def test_what_ends_its_worker_three_times_is_given_up_with_its_reason(
    jobs: JobsPort, time: Time, by: str
) -> None:
    job = jobs.submit(ONE, text("poison"))
    for _ in range(MOST_TRIES):
        taken(jobs)
        if by == "lease":
            time.now += LEASE_S + 1
        else:
            jobs.let_go(ME)
    assert jobs.take(ME) is None
    given_up = now(jobs, job)
    assert given_up.state is JobState.GIVEN_UP
    assert "ended its process each time, 3 times" in given_up.told(jobs.place)


def test_what_is_handed_back_was_no_try(jobs: JobsPort) -> None:
    job = jobs.submit(ONE, text("a"))
    for _ in range(MOST_TRIES + 1):
        taken(jobs)
        jobs.hand_back(ME)
    assert (now(jobs, job).state, now(jobs, job).attempts) == (JobState.WAITING, 0)


def test_what_the_disk_hindered_is_tried_later_and_fails_the_third_time(
    jobs: JobsPort, time: Time
) -> None:
    job = jobs.submit(ONE, text("a"))
    for _ in range(MOST_TRIES):
        time.now += 100
        jobs.put_off(taken(jobs), ME, Sentence("no space"))
        assert jobs.take(ME) is None
    assert now(jobs, job).told(jobs.place) == "failed: no space"


def test_why_a_job_failed_is_said_in_the_language_of_who_reads_it(jobs: JobsPort) -> None:
    job = jobs.submit(ONE, text("a"))
    jobs.fail(taken(jobs), ME, Sentence("{value} is no time", value="noon"))
    with speaking("de"):
        told = now(jobs, job).told(jobs.place)
    assert told == "misslungen: noon ist keine Zeitangabe"


def test_what_was_in_vain_can_be_tried_again_or_dropped_by_its_server_alone(jobs: JobsPort) -> None:
    job = jobs.submit(ONE, text("a"))
    jobs.fail(taken(jobs), ME, Sentence("damaged"))
    assert not jobs.again(TWO, job.id)
    assert not jobs.drop(TWO, job.id)
    assert jobs.again(ONE, job.id)
    assert not jobs.again(ONE, job.id)
    jobs.fail(taken(jobs), ME, Sentence("damaged"))
    assert jobs.submit(ONE, text("a")).state is JobState.WAITING  # to bring it is to try again
    assert jobs.drop(ONE, job.id)
    assert (jobs.unfinished(ONE), jobs.take(ME)) == ((), None)


def test_an_earlier_version_is_not_tried_again_once_a_later_one_is_brought(
    jobs: JobsPort, engine: LibraryEngine
) -> None:
    first = jobs.submit(ONE, text("a"))
    jobs.fail(taken(jobs), ME, Sentence("damaged"))
    second, third = jobs.submit(ONE, text("a", "anew")), jobs.submit(ONE, text("a", "once more"))
    assert now(jobs, first).state is JobState.DROPPED
    jobs.fail(taken(jobs), ME, Sentence("damaged"))
    settled(jobs, engine, taken(jobs))
    assert (now(jobs, second).state, now(jobs, third).state) == (JobState.DROPPED, JobState.DONE)


def test_bytes_stay_while_they_may_be_needed(jobs: JobsPort, engine: LibraryEngine) -> None:
    job = jobs.submit(ONE, text("a"))
    used: list[frozenset[str]] = []
    engine.documents.sweep(used.append)
    jobs.fail(taken(jobs), ME, Sentence("damaged"))
    engine.documents.sweep(used.append)
    jobs.drop(ONE, job.id)
    engine.documents.sweep(used.append)
    assert used == [{job.sha256}, {job.sha256}, set()]


def test_what_was_in_vain_is_forgotten_after_its_time_though_nothing_is_brought(
    jobs: JobsPort, originals: Originals, engine: LibraryEngine, time: Time
) -> None:
    old = jobs.submit(ONE, text("a"))
    jobs.fail(taken(jobs), ME, Sentence("damaged"))
    time.now += DAY_S
    later, waiting = jobs.submit(TWO, text("b")), jobs.submit(THREE, text("c"))
    jobs.fail(taken(jobs), ME, Sentence("damaged"))
    time.now += 13 * DAY_S
    jobs.tidy()
    assert jobs.job(old.id) == now(jobs, old)
    time.now += 1
    used: list[frozenset[str]] = []
    with_sweep = engine.jobs(originals, Config(), now=time)
    with_sweep.tidy()
    engine.documents.sweep(used.append)
    assert jobs.job(old.id) is None
    assert (now(jobs, later).state, now(jobs, waiting).state) == ("failed", "waiting")
    assert used == [{later.sha256, waiting.sha256}]


def refusal(jobs: JobsPort, name: str, guild: int = ONE) -> str:
    """Return why a document may not be brought; it is said before its bytes are there, too."""
    brought = text(name)
    with pytest.raises(NotShelvedError) as refused:
        jobs.submit(guild, brought)
    with pytest.raises(NotShelvedError) as early:
        jobs.check(guild, Offered(brought.filename, len(brought.raw)))
    assert str(early.value) == str(refused.value)
    return str(refused.value)


def test_a_day_has_room_for_so_many(opened: Callable[..., JobsPort], time: Time) -> None:
    jobs = opened(jobs_a_day=2)
    jobs.drop(ONE, jobs.submit(ONE, text("a")).id)
    time.now += 3_600
    jobs.submit(ONE, text("b"))
    why = "2 documents may be brought in 24 hours: there is room in 23 h 0 min"
    assert refusal(jobs, "c") == why
    jobs.submit(ONE, text("b"))  # it is there already
    jobs.submit(TWO, text("c"))
    time.now += DAY_S - 3_599
    jobs.submit(ONE, text("c"))


def test_so_many_wait_of_a_server_and_in_all(
    opened: Callable[..., JobsPort], engine: LibraryEngine, time: Time
) -> None:
    jobs = opened(waiting=2, waiting_in_all=3)
    for name in ("a", "b"):
        jobs.submit(ONE, text(name))
    why = "documents may wait at once, and do: there is room in 1 min or so"
    assert refusal(jobs, "c") == f"2 {why}"
    jobs.submit(TWO, text("c"))
    assert refusal(jobs, "d", TWO) == f"3 {why}"
    job = taken(jobs)
    time.now += 200
    jobs.beat(job, ME, "", 0, 0)
    settled(jobs, engine, job)
    jobs.submit(ONE, text("d"))
    assert "room in 4 min or so" in refusal(jobs, "e")


def test_what_waits_counts_among_a_servers_documents(
    opened: Callable[..., JobsPort], engine: LibraryEngine
) -> None:
    jobs = opened(documents=2, megabytes=1)
    engine.documents.put_all(ONE, [ShelvedDocument("a", "a.txt", "a" * 64, 600_000)])
    jobs.submit(ONE, text("b"))
    assert "has 2 documents with those that wait, as many as may be" in refusal(jobs, "c")
    jobs.submit(ONE, text("a", "anew"))  # in the place of one that is there
    with pytest.raises(NotShelvedError, match="with those that wait would be over 1 MB"):
        jobs.check(ONE, Offered("b.txt", 999_999))


def test_what_is_over_is_forgotten_in_time(
    jobs: JobsPort, engine: LibraryEngine, time: Time
) -> None:
    done, vain = jobs.submit(ONE, text("a")), jobs.submit(ONE, text("b"))
    settled(jobs, engine, taken(jobs))
    jobs.fail(taken(jobs), ME, Sentence("damaged"))
    time.now += 2 * DAY_S
    jobs.submit(ONE, text("c"))
    assert (jobs.job(done.id), now(jobs, vain).state) == (None, JobState.FAILED)
    time.now += 14 * DAY_S
    jobs.submit(ONE, text("d"))
    assert jobs.job(vain.id) is None


def test_who_listens_hears_of_what_is_brought(engine: LibraryEngine, originals: Originals) -> None:
    heard: list[str] = []
    jobs = engine.jobs(originals, Config(), heard=lambda: heard.append("heard"))
    job = jobs.submit(ONE, text("a"))
    jobs.fail(taken(jobs), ME, Sentence("damaged"))
    jobs.again(ONE, job.id)
    assert heard == ["heard", "heard"]
