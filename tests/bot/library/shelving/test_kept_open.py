"""What is kept open takes no more memory than it may; what was closed opens again."""

from dataclasses import replace

import pytest

from bot.config import Config, LibrarySettings
from bot.library import Readership, Shelves
from bot.library.shelving.kept_open import KeptOpen
from index import Collection

GUILDS = range(11, 21)


def text_of(guild: int) -> bytes:
    """Return a server's text; all are of the same length."""
    return "\n\n".join(
        f"The lighthouse number {n} of town {guild} was lit in 18{n} by its keeper."
        for n in range(10, 40)
    ).encode()


@pytest.fixture
def filled(config: Config, public: Collection) -> Config:
    """Ten servers with a document each; the configuration."""
    shelves = Shelves(config)
    for guild in GUILDS:
        shelves.add(guild, "light.txt", text_of(guild), public)
    return config


def within(config: Config, megabytes: float) -> Shelves:
    """Return libraries that keep so much open: a quarter for those by themselves."""
    return Shelves(replace(config, library=LibrarySettings(open_megabytes=megabytes)))


def asked(shelves: Shelves, guild: int, public: Collection) -> Collection:
    collection = shelves.collection(Readership(guild), public)
    assert f"town {guild} was lit" in collection.document("light").text
    return collection


def test_libraries_that_were_asked_longest_ago_close_and_open_again(
    filled: Config, public: Collection
) -> None:
    shelves, opened = within(filled, 2.0), []
    for guild in GUILDS:
        opened.append(asked(shelves, guild, public))
        assert 0 < shelves._opened._opened.size <= 500_000
        assert 0 < shelves._showing._views._open.size <= 1_500_000
    kept = shelves._opened._opened.order
    assert 1 < len(kept) < len(GUILDS)
    assert kept == list(GUILDS)[-len(kept) :]
    again = asked(shelves, GUILDS[0], public)
    assert again is not opened[0]
    assert list(again.documents) == list(opened[0].documents)
    assert shelves._opened._opened.order == [*kept[1:], GUILDS[0]]
    assert shelves._opened._opened.size <= 500_000


def test_with_room_all_stay_open(filled: Config, public: Collection) -> None:
    shelves = within(filled, 500.0)
    opened = [asked(shelves, guild, public) for guild in GUILDS]
    assert [asked(shelves, guild, public) for guild in GUILDS] == opened


def test_what_is_asked_again_is_not_what_closes_next(filled: Config, public: Collection) -> None:
    shelves = within(filled, 2.0)
    first = asked(shelves, GUILDS[0], public)
    for guild in GUILDS[1:]:
        asked(shelves, guild, public)
        assert asked(shelves, GUILDS[0], public) is first


def test_a_budget_that_is_lowered_holds_from_the_next_question_on(
    filled: Config, public: Collection
) -> None:
    shelves = within(filled, 500.0)
    for guild in GUILDS:
        asked(shelves, guild, public)
    shelves.config = replace(filled, library=LibrarySettings(open_megabytes=1.0))
    asked(shelves, GUILDS[3], public)
    assert shelves._opened._opened.size <= 250_000
    assert GUILDS[3] in shelves._opened._opened.order


def test_joined_documents_close_by_what_they_take(filled: Config, public: Collection) -> None:
    shelves = within(filled, 500.0)
    sizes = [asked(shelves, guild, public).memory for guild in GUILDS]
    most = sum(sizes[:3])
    shelves._showing._views._open._megabytes = lambda: most / 1_000_000
    asked(shelves, GUILDS[0], public)
    assert shelves._showing._views._open.size <= most
    assert len(shelves._showing._views._open.order) in {2, 3}


def test_what_was_asked_last_stays_however_much_it_takes() -> None:
    kept: KeptOpen[str, int] = KeptOpen(lambda: 1.0)
    kept.hold("large", 1, 5_000_000)
    assert (kept.get("large"), kept.size) == (1, 5_000_000)
    kept.hold("small", 2, 10)
    assert (kept.order, kept.get("large")) == (["small"], None)
    kept.close("small")
    kept.close("small")
    assert kept.order == []


def test_a_value_in_the_place_of_another_is_counted_once() -> None:
    kept: KeptOpen[str, int] = KeptOpen(lambda: 1.0)
    for size in (600_000, 700_000, 300_000):
        kept.hold("one", size, size)
    kept.hold("other", 2, 700_000)
    assert (kept.order, kept.size) == (["one", "other"], 1_000_000)
