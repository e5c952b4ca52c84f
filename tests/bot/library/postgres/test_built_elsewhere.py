"""What another machine took in: nobody waits here until it is built, and it is built by itself."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bot.config import Config, DiscordSettings, LibrarySettings
from bot.library import Brought, Holdings, Library, Readership, Shelves, employed
from bot.library.shelving import open_editions
from bot.library.workers import taking
from index import Collection
from index.search.encoded import vectors
from tests.support.networks.held_encoder import HeldEncoder
from tests.support.patience import WAIT_S

GUILD, OTHER = 7, 8
OURS, THEIRS = 4 << 22, 1 << 22  # servers of the first shard of two, and of the second
FERRY = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard."
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
LIGHTS = b"\n\n".join(b"%s %s" % (LIGHT, FERRY * number) for number in range(1, 20))


@pytest.fixture
def config(config: Config) -> Config:
    """Each machine embeds what it builds: what another one embedded would be had from the store."""
    return replace(config, library=LibrarySettings(shared_vectors=False))


@pytest.fixture
def encoder() -> Iterator[HeldEncoder]:
    """What this machine embeds with."""
    encoder = HeldEncoder()
    yield encoder
    encoder.may.set()


@pytest.fixture
def here(config: Config, encoder: HeldEncoder) -> Collection:
    """The operator's collection on this machine."""
    return Collection.open(config.knowledge, config.data, config.index, encoder=encoder)


@pytest.fixture
def bring(elsewhere: Shelves, public: Collection) -> Callable[[int, str, bytes], None]:
    """Has another machine take a document in."""

    def bring(guild: int, name: str, raw: bytes) -> None:
        elsewhere.jobs.submit(guild, Brought(name, raw))
        assert taking.take_next(elsewhere.jobs, elsewhere, public, "there")

    return bring


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question waits for no library."""
    monkeypatch.setattr(open_editions, "_PATIENCE_S", 0.0)


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(2 * WAIT_S):
        while not await asyncio.to_thread(reached):  # noqa: ASYNC110  # other threads'
            await asyncio.sleep(0.05)


@pytest.mark.usefixtures("patience")
async def test_a_question_is_answered_from_what_was_there_while_the_rest_is_built(
    shelves: Shelves,
    here: Collection,
    encoder: HeldEncoder,
    bring: Callable[[int, str, bytes], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")

    def seen(guild: int) -> set[str]:
        return set(shelves.collection(Readership(guild), here).documents) - {"mill"}

    shelves.add(GUILD, "light.txt", LIGHT, here)
    encoder.hold()
    bring(GUILD, "ferry.txt", FERRY)
    bring(OTHER, "ferry.txt", FERRY)
    assert (seen(GUILD), seen(OTHER)) == ({"light"}, set())
    assert f"the library of server {GUILD} is being built" in caplog.text
    await until(encoder.begun.is_set)
    assert (seen(GUILD), seen(OTHER)) == ({"light"}, set())
    encoder.may.set()
    await until(lambda: seen(GUILD) == {"light", "ferry"})
    await until(lambda: seen(OTHER) == {"ferry"})


@pytest.mark.usefixtures("patience")
async def test_what_another_machine_took_in_is_built_before_anybody_asks(
    shelves: Shelves,
    config: Config,
    here: Collection,
    bring: Callable[[int, str, bytes], None],
) -> None:
    bring(GUILD, "light.txt", LIGHT)  # while this machine was down
    apart = replace(config, library=replace(config.library, workers_apart=True))
    async with employed(apart, Holdings(here), shelves):
        await until(lambda: shelves._opened.holds(GUILD))
        bring(OTHER, "ferry.txt", FERRY)
        await until(lambda: shelves._opened.holds(OTHER))
    for guild, name in ((GUILD, "light"), (OTHER, "ferry")):
        assert name in shelves.collection(Readership(guild), here).documents


async def test_what_is_answered_elsewhere_is_not_built_here_and_not_kept(
    config: Config, here: Collection, bring: Callable[[int, str, bytes], None]
) -> None:
    first = replace(
        config,
        discord=DiscordSettings(shards="0/2"),
        library=replace(config.library, workers_apart=True),
    )
    shelves = Shelves(first)
    stale = config.data / "library" / "servers" / str(THEIRS) / "0123456789abcdef"
    stale.mkdir(parents=True)
    async with employed(first, Holdings(here), shelves):
        bring(THEIRS, "light.txt", LIGHT)
        bring(OURS, "ferry.txt", FERRY)
        await until(lambda: shelves._opened.holds(OURS))
        await until(lambda: not stale.exists())
    assert not shelves._opened.holds(THEIRS)


@pytest.mark.usefixtures("patience")
async def test_a_program_that_ends_does_not_wait_for_what_is_built(
    shelves: Shelves,
    config: Config,
    here: Collection,
    encoder: HeldEncoder,
    bring: Callable[[int, str, bytes], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(vectors, "_SLICE", 1)  # passage by passage
    encoder.hold()
    bring(GUILD, "lights.txt", LIGHTS)
    apart = replace(config, library=replace(config.library, workers_apart=True))
    async with employed(apart, Holdings(here), shelves):
        await until(encoder.begun.is_set)
    encoder.may.set()  # what is being encoded ends, and nothing comes after it
    await until(lambda: not shelves._opened._under_way)
    assert not shelves._opened.holds(GUILD)


async def test_who_waits_until_it_is_built_keeps_no_thread_from_others(
    shelves: Shelves,
    config: Config,
    here: Collection,
    encoder: HeldEncoder,
    bring: Callable[[int, str, bytes], None],
) -> None:
    encoder.hold()
    bring(GUILD, "light.txt", LIGHT)
    library = Library(config, Holdings(here), shelves)
    waiting = [asyncio.create_task(library.opened(GUILD)) for _ in range(50)]
    await until(encoder.begun.is_set)
    waiting[0].cancel()
    async with asyncio.timeout(WAIT_S):
        assert await library.render(lambda: "rendered") == "rendered"
    encoder.may.set()
    await asyncio.gather(*waiting[1:])
    assert shelves._opened.holds(GUILD)
