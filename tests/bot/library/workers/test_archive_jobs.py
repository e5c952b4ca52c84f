"""An exported library taken back by a worker: in parts, in turns, and wherever it is killed."""

import io
from dataclasses import replace

import pytest

from bot.config import Config, LibrarySettings
from bot.lab.jobs_campaign.packing import exported
from bot.library import (
    Brought,
    Job,
    JobState,
    NotShelvedError,
    Offered,
    Scope,
    Shelves,
    archive_request,
    taken_back,
    write_archive,
)
from bot.library.queue.jobs import MOST_TRIES, Jobs
from bot.library.workers import taking, taking_back
from index import Collection

HERE, OTHER = 11, 22
FILES = {
    "light.txt": b"The lighthouse at Cape Dorn was lit in 1833 by Elsa Quarrington.",
    "ferry.txt": b"The ferry at Ebbing was launched in 1901 by Jorun Halvard.",
    "tower.txt": b"The tower of Wend was built in 1577 by Ada Marlow.",
    "stone.txt": b"The stone of Arvale was set in 1420 by the masons of the town.",
}
ME = "this worker"


class KilledError(BaseException):
    """Stands for the end of a worker: nothing catches it."""


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have two documents of an archive taken in at once."""
    monkeypatch.setattr(taking_back, "_PART", 2)


def brought(shelves: Shelves, raw: bytes, guild: int = HERE, name: str = "library.zip") -> Job:
    request = archive_request(shelves, guild, name, raw)
    return shelves.jobs.request(guild, request)


def now(shelves: Shelves, job: Job) -> Job:
    known = shelves.jobs.job(job.id)
    assert known
    return known


def work(shelves: Shelves, public: Collection, most: int = 100) -> list[str]:
    """Do what waits; return the files in their order."""
    done: list[str] = []
    while len(done) < most and (job := taking.take_next(shelves.jobs, shelves, public, ME)):
        done.append(job.filename)
    return done


def names(shelves: Shelves, guild: int = HERE) -> list[str]:
    return sorted(one.filename for one in shelves.documents(guild))


def test_an_archive_is_taken_in_by_parts_with_other_servers_between(
    shelves: Shelves, public: Collection
) -> None:
    job = brought(shelves, exported(HERE, FILES))
    shelves.jobs.submit(OTHER, Brought("mill.txt", b"The mill was built in 1702."))
    assert work(shelves, public, 1) == ["library.zip"]
    assert names(shelves) == ["ferry.txt", "light.txt"]
    told = now(shelves, job).told(shelves.jobs.place)
    assert told == "2 of 4 documents done; waiting, number 2 in the queue"
    assert work(shelves, public) == ["mill.txt", "library.zip"]
    assert names(shelves) == sorted(FILES)
    done = now(shelves, job)
    assert (done.state, done.left) == (JobState.DONE, frozenset())
    assert done.told(shelves.jobs.place) == "done: 4 documents taken back"
    assert [one.filename for one in taken_back(shelves, done).documents] == list(FILES)
    assert not shelves.kept(job.sha256).exists()


def test_what_was_limited_described_and_dated_comes_back_so(
    shelves: Shelves, public: Collection
) -> None:
    scope = Scope(frozenset({5}), frozenset({6}))
    shelves.add(HERE, "light.txt", FILES["light.txt"], public, stated={"title": "L"}, scope=scope)
    (document,) = shelves.documents(HERE)
    file = io.BytesIO()
    write_archive(shelves, HERE, [document], file)
    shelves.remove(HERE, "light", public)
    brought(shelves, file.getvalue())
    work(shelves, public)
    assert shelves.documents(HERE) == (document,)


@pytest.mark.parametrize("point", ["before", "catalogued", "noted"])
def test_whoever_is_killed_in_a_part_nothing_is_lost_doubled_or_brought_back(
    shelves: Shelves, public: Collection, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    job = brought(shelves, exported(HERE, FILES))
    take_all, end_part = Shelves.take_all, Jobs.end_part

    def take(self: Shelves, *given: object, **named: object) -> object:
        if point == "before":
            raise KilledError
        taken = take_all(self, *given, **named)  # type: ignore[arg-type]
        if point == "catalogued":
            raise KilledError
        return taken

    def end(self: Jobs, *given: object) -> None:
        end_part(self, *given)  # type: ignore[arg-type]
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(Shelves, "take_all", take)
        patch.setattr(Jobs, "end_part", end)
        with pytest.raises(KilledError):
            taking.take_next(shelves.jobs, shelves, public, ME)
    shelves.jobs.let_go(ME)
    assert len(names(shelves)) == (0 if point == "before" else 2)
    shelves.remove(HERE, "light", public)
    generation = shelves.generation(HERE)
    work(shelves, public)
    # What was taken out meanwhile stays out, where it had been taken in before.
    assert names(shelves) == sorted(set(FILES) - (set() if point == "before" else {"light.txt"}))
    assert shelves.generation(HERE) == generation + (2 if point == "before" else 1)
    assert now(shelves, job).state is JobState.DONE


def test_an_archive_that_goes_on_is_not_given_up(
    shelves: Shelves, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_back, "_PART", 1)
    job = brought(shelves, exported(HERE, FILES))

    def killed(self: Jobs, *given: object) -> None:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(Jobs, "end_part", killed)
        for _ in FILES:
            with pytest.raises(KilledError):
                taking.take_next(shelves.jobs, shelves, public, ME)
            shelves.jobs.let_go(ME)
    assert len(FILES) > MOST_TRIES
    work(shelves, public)
    assert (now(shelves, job).state, names(shelves)) == (JobState.DONE, sorted(FILES))


def test_what_is_no_document_is_told_and_the_others_are_taken_in(
    shelves: Shelves, public: Collection
) -> None:
    files = {"light.txt": FILES["light.txt"], "bad.pdf": b"no pdf", "odd.exe": b"x"}
    job = brought(shelves, exported(HERE, files))
    work(shelves, public)
    done = now(shelves, job)
    assert (names(shelves), done.state) == (["light.txt"], JobState.DONE)
    assert sorted(done.refused) == ["bad.pdf", "odd.exe"]
    assert ".exe" in str(done.refused["odd.exe"])
    assert done.told(shelves.jobs.place).startswith("done: 1 document taken back, 2 not (")


def test_what_is_there_already_is_no_work(shelves: Shelves, public: Collection) -> None:
    raw = exported(HERE, FILES)
    brought(shelves, raw)
    work(shelves, public)
    generation = shelves.generation(HERE)
    again = brought(shelves, raw)
    assert (again.state, again.brings, len(again.taken)) == (JobState.DONE, {}, 4)
    assert (work(shelves, public), shelves.generation(HERE)) == ([], generation)
    shelves.remove(HERE, "light", public)
    assert brought(shelves, raw).brings == {"light.txt": len(FILES["light.txt"])}


def test_what_was_limited_since_is_no_work_and_stays_so(
    shelves: Shelves, public: Collection
) -> None:
    everywhere, here = Scope(frozenset({5, 6})), Scope(frozenset({5}))
    shelves.add(HERE, "light.txt", FILES["light.txt"], public, scope=everywhere)
    file = io.BytesIO()
    write_archive(shelves, HERE, shelves.documents(HERE), file)
    (light,) = shelves.documents(HERE)
    shelves.limit(HERE, light.name, here)
    assert brought(shelves, file.getvalue()).brings == {}
    assert brought(shelves, file.getvalue(), OTHER).brings == {"light.txt": light.size}
    assert shelves.documents(HERE) == (replace(light, scope=here),)


def test_a_day_has_room_for_so_many_documents_of_archives_too(
    config: Config, public: Collection
) -> None:
    shelves = Shelves(replace(config, library=LibrarySettings(jobs_a_day=3)))
    raw = exported(HERE, FILES)
    job = brought(shelves, raw)
    assert list(job.brings) == ["light.txt", "ferry.txt", "tower.txt"]
    why = "3 documents may be brought in 24 hours: bring the file again in 24 h 0 min"
    assert {name: str(one) for name, one in job.refused.items()} == {"stone.txt": why}
    work(shelves, public)
    assert len(names(shelves)) == 3
    with pytest.raises(NotShelvedError, match="3 documents may be brought in 24 hours"):
        brought(shelves, raw)
    with pytest.raises(NotShelvedError, match="3 documents may be brought in 24 hours"):
        shelves.jobs.check(HERE, Offered("mill.txt", 5))


def test_the_documents_of_an_archive_count_among_those_that_wait(config: Config) -> None:
    shelves = Shelves(replace(config, library=LibrarySettings(documents=4, waiting=2)))
    brought(shelves, exported(HERE, FILES))
    with pytest.raises(NotShelvedError, match="has 4 documents with those that wait"):
        shelves.jobs.check(HERE, Offered("mill.txt", 5))
    shelves.jobs.check(HERE, Offered("light.txt", 5))
    brought(shelves, exported(HERE, {"mill.txt": b"x"}), name="other.zip")
    with pytest.raises(NotShelvedError, match="2 documents may wait at once"):
        brought(shelves, exported(HERE, {"well.txt": b"x"}), name="third.zip")


def test_an_archive_over_the_librarys_room_takes_in_what_there_is_room_for(
    config: Config, public: Collection
) -> None:
    shelves = Shelves(replace(config, library=LibrarySettings(documents=3)))
    job = brought(shelves, exported(HERE, FILES))
    work(shelves, public)
    assert len(names(shelves)) == 3
    (why,) = now(shelves, job).refused.values()
    assert "the library has 3 documents, as many as may be" in str(why)


def test_an_archive_that_was_lost_on_the_disk_is_told(shelves: Shelves, public: Collection) -> None:
    archive = exported(HERE, FILES)  # once: it says when it was made
    job = brought(shelves, archive)
    shelves.kept(job.sha256).write_bytes(b"other bytes")
    work(shelves, public)
    assert "lost on the disk" in now(shelves, job).told(shelves.jobs.place)
    assert now(shelves, job).was_in_vain
    assert brought(shelves, archive).id == job.id
    work(shelves, public)
    assert names(shelves) == sorted(FILES)
