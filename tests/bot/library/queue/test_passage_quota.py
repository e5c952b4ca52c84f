"""A server's documents have so many passages at most, counted before anything is embedded."""

from dataclasses import replace

import pytest

from bot.config import Config, LibrarySettings
from bot.library import Brought, NotShelvedError, Shelves
from bot.library.queue.job import JobState
from bot.library.submissions.brought import Described
from bot.library.workers.taking import take_next
from index import Collection
from tests.support.networks.counting_encoder import CountingEncoder, opened_with

GUILD, OTHER = 11, 22
FERRY = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard."


def pages(count: int, name: str = "lighthouse") -> bytes:
    """Return a text of so many passages."""
    return "\n\n".join(f"The {name} number {n} was lit in 18{n:02}." for n in range(count)).encode()


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def public(config: Config, encoder: CountingEncoder) -> Collection:
    return opened_with(config, encoder)


@pytest.fixture
def config(config: Config) -> Config:
    """Ten passages for each server."""
    return replace(config, library=LibrarySettings(passages=10))


def names(shelves: Shelves, guild: int = GUILD) -> list[str]:
    return [one.name for one in shelves.documents(guild)]


def passages(shelves: Shelves, public: Collection) -> int:
    own = shelves.own(GUILD, public)
    return own.report.passages if own else 0


def test_a_document_that_would_make_too_many_is_refused_before_it_is_embedded(
    shelves: Shelves, public: Collection, encoder: CountingEncoder
) -> None:
    shelves.add(GUILD, "seven.txt", pages(7), public)
    encoder.encoded()
    with pytest.raises(NotShelvedError, match=r"it has 4 passages, .* has 7 of 10 at most"):
        shelves.add(GUILD, "four.txt", pages(4, "ferry"), public)
    assert encoder.encoded() == []
    assert (names(shelves), passages(shelves, public)) == (["seven"], 7)
    shelves.add(GUILD, "three.txt", pages(3, "ferry"), public)
    assert passages(shelves, public) == 10


def test_what_is_replaced_makes_room_and_each_server_has_its_own(
    shelves: Shelves, public: Collection
) -> None:
    shelves.add(GUILD, "seven.txt", pages(7), public)
    shelves.add(OTHER, "nine.txt", pages(9), public)
    shelves.add(GUILD, "seven.txt", pages(10, "ferry"), public)
    with pytest.raises(NotShelvedError, match=r"it alone has 11 passages, .* 10 at most: split"):
        shelves.add(GUILD, "seven.txt", pages(11, "barge"), public)
    assert passages(shelves, public) == 10
    with pytest.raises(NotShelvedError, match="has 10 of 10"):
        shelves.add(GUILD, "ferry.txt", FERRY, public)
    shelves.remove(GUILD, "seven", public)
    shelves.add(GUILD, "ferry.txt", FERRY, public)
    assert names(shelves) == ["ferry"]


def test_of_several_those_are_taken_for_which_there_is_room(
    shelves: Shelves, public: Collection
) -> None:
    brought = [Brought(f"{n}.txt", pages(n, f"pier{n}")) for n in (6, 5, 3)]
    taken = shelves.take_all(GUILD, brought, public)
    assert names(shelves) == ["3", "6"]
    assert "has 6 of 10 at most" in str(taken.refused["5.txt"])
    assert list(taken.refused) == ["5.txt"]


def test_a_build_that_a_kill_left_is_counted_too(
    shelves: Shelves, config: Config, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = Shelves(replace(config, library=LibrarySettings()))

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(wide._catalogue, "put_all", killed)
    with pytest.raises(KeyboardInterrupt):
        wide.add(GUILD, "many.txt", pages(11), public)
    with pytest.raises(NotShelvedError, match="it alone has 11 passages"):
        shelves.add(GUILD, "many.txt", pages(11), public)
    assert names(shelves) == []


def test_where_there_are_too_many_already_what_there_is_can_be_described(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    wide = Shelves(replace(config, library=LibrarySettings()))
    wide.add(GUILD, "many.txt", pages(20), public)
    shelves.take_in(GUILD, Described("many.txt", "many", {"title": "Many"}), public)
    assert shelves.documents(GUILD)[0].stated == {"title": "Many"}
    shelves.add(GUILD, "many.txt", pages(8), public)
    assert passages(shelves, public) == 8


def test_a_job_says_why_and_is_not_tried_again(shelves: Shelves, public: Collection) -> None:
    job = shelves.jobs.submit(GUILD, Brought("many.txt", pages(11)))
    take_next(shelves.jobs, shelves, public, "worker")
    known = shelves.jobs.job(job.id)
    assert known
    assert known.state is JobState.FAILED
    assert known.reason
    assert "it alone has 11 passages, and a library has 10 at most: split it" in str(known.reason)
    assert "once some documents are removed" not in str(known.reason)
