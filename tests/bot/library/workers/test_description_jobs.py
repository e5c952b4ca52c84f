"""What is stated anew of a document by a worker: of the bytes that the document has by then."""

from dataclasses import replace

from bot.config import Config, LibrarySettings
from bot.library import Brought, Job, JobRequest, JobState, Shelves
from bot.library.workers import taking
from index import Collection

GUILD = 11
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
LIGHT_ANEW = b"The lighthouse at Cape Dorn was lit in 1840 by its keeper Tilda Vossberg."


def described(shelves: Shelves, **stated: str) -> Job:
    (document,) = shelves.documents(GUILD)
    return shelves.jobs.request(GUILD, JobRequest.of_description(document, stated))


def work(shelves: Shelves, public: Collection) -> None:
    while taking.take_next(shelves.jobs, shelves, public, "me"):
        pass


def now(shelves: Shelves, job: Job) -> Job:
    known = shelves.jobs.job(job.id)
    assert known
    return known


def test_fields_are_stated_and_taken_away_and_the_others_stay(
    shelves: Shelves, public: Collection
) -> None:
    before = shelves.add(
        GUILD, "light.txt", LIGHT, public, stated={"title": "L", "container-title": "Papers"}
    )
    job = described(shelves, **{"title": "The Light", "container-title": "", "issued": "1833"})
    other = described(shelves, URL="https://example.org/light")
    assert job.told(shelves.jobs.place) == "being described"
    assert other.told(shelves.jobs.place) == "to be described, number 2 in the queue"
    shelves.jobs.drop(GUILD, other.id)
    work(shelves, public)
    (after,) = shelves.documents(GUILD)
    assert now(shelves, job).state is JobState.DONE
    assert after == replace(before, stated={"title": "The Light", "issued": "1833"})
    assert shelves.read(GUILD, public)["light"].title == "The Light"


def test_a_version_that_came_meanwhile_is_described_and_not_undone(
    shelves: Shelves, public: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    job = described(shelves, title="The Light")
    shelves.take_in(GUILD, Brought("anew.txt", LIGHT_ANEW, instead_of="light"), public)
    work(shelves, public)
    (document,) = shelves.documents(GUILD)
    assert now(shelves, job).state is JobState.DONE
    assert (document.filename, document.stated) == ("anew.txt", {"title": "The Light"})
    assert shelves.original(document).read_bytes() == LIGHT_ANEW


def test_what_was_taken_out_meanwhile_does_not_come_back(
    shelves: Shelves, public: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    job = described(shelves, title="The Light")
    shelves.remove(GUILD, "light", public)
    work(shelves, public)
    assert shelves.documents(GUILD) == ()
    assert now(shelves, job).told(shelves.jobs.place) == (
        "failed: it was taken out meanwhile: add it again"
    )


def test_what_is_no_value_fails_and_the_document_stays_as_it_was(
    shelves: Shelves, public: Collection
) -> None:
    before = shelves.add(GUILD, "light.txt", LIGHT, public)
    job = described(shelves, issued="last May")
    work(shelves, public)
    assert shelves.documents(GUILD) == (before,)
    assert "issued must be a date" in str(now(shelves, job).reason)


def test_a_description_needs_no_room_and_drops_no_version_that_failed(
    config: Config, public: Collection
) -> None:
    Shelves(config).add(GUILD, "light.txt", LIGHT, public)
    shelves = Shelves(replace(config, library=LibrarySettings(documents=1, waiting=1)))
    failed = shelves.jobs.submit(GUILD, Brought("light.txt", b"\x00\x01"))
    work(shelves, public)
    first = described(shelves, title="The Light")
    assert described(shelves, title="The Light").id == first.id
    work(shelves, public)
    assert now(shelves, first).state is JobState.DONE
    assert now(shelves, failed).was_in_vain
