"""What was built otherwise, or is damaged, is built beside: neither question nor command waits."""

import asyncio
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from bot.config import Config
from bot.library import Holdings, Library, Readership, Shelves, particulars
from bot.library.facts.document_facts import BEING_PREPARED
from bot.library.shelving import open_editions
from index import Collection
from tests.support.held import until
from tests.support.networks.held_encoder import HeldEncoder
from tests.support.patience import WAIT_S

GUILD = 7
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
FERRY = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard."


class OtherEncoder(HeldEncoder):
    """Embeds as the tests' encoder does, under another name."""

    identity = "hashed words, read otherwise"


@pytest.fixture
def encoder() -> Iterator[OtherEncoder]:
    """What embeds by now."""
    encoder = OtherEncoder()
    yield encoder
    encoder.may.set()


@pytest.fixture
def later(config: Config, encoder: OtherEncoder) -> Collection:
    """The operator's collection after the encoder was changed."""
    return Collection.open(config.knowledge, config.data, config.index, encoder=encoder)


@pytest.fixture
def impatient(config: Config, monkeypatch: pytest.MonkeyPatch) -> Shelves:
    """The libraries as a bot has them, of which nobody waits for any."""
    monkeypatch.setattr(open_editions, "_PATIENCE_S", 0.0)
    return Shelves(config, waits=False)


def manifest_of(config: Config) -> Path:
    """Return the manifest of what is built of the server's documents."""
    (manifest,) = (config.data / "library" / "servers" / str(GUILD)).rglob("manifest.json")
    return manifest


def name_other(field: str, value: object, config: Config) -> None:
    manifest = manifest_of(config)
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {field: value}))


def damage(config: Config) -> None:
    next(manifest_of(config).parent.rglob("*.npy")).unlink()


@pytest.mark.parametrize(
    "change",
    [
        lambda config: name_other("encoder", "another", config),
        lambda config: name_other("reading", "by another parser", config),
        lambda config: name_other("is_part", False, config),
        damage,
    ],
    ids=["another encoder", "read otherwise", "not as a part", "damaged"],
)
def test_no_question_builds_what_was_built_otherwise(
    shelves: Shelves, impatient: Shelves, config: Config, public: Collection,
    monkeypatch: pytest.MonkeyPatch, change: Callable[[Config], None],
) -> None:  # fmt: skip
    shelves.add(GUILD, "light.txt", LIGHT, public)
    change(config)
    building, go_on = Event(), Event()
    opened_beside = Collection.beside

    def held(collection: Collection, *places: Path, **given: object) -> Collection:
        progress = given["progress"]

        def wait(stage: str, at: int, total: int) -> None:
            assert callable(progress)
            progress(stage, at, total)
            building.set()
            assert go_on.wait(WAIT_S)

        return opened_beside(collection, *places, **{**given, "progress": wait})  # type: ignore[arg-type]

    monkeypatch.setattr(Collection, "beside", held)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(impatient.collection, Readership(GUILD), public)
        try:
            assert asked.result(WAIT_S / 2) is public
            assert building.wait(WAIT_S)
        finally:
            go_on.set()
    impatient.opening(GUILD, public).result(WAIT_S)
    assert "light" in impatient.collection(Readership(GUILD), public).documents


def test_what_was_embedded_by_another_encoder_is_built_before_anybody_asks(
    shelves: Shelves, impatient: Shelves, public: Collection, later: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    impatient.keeping_up.with_all(later)
    assert impatient._opened.holds(GUILD)


def test_what_is_as_it_is_built_now_is_not_opened_before_somebody_asks(
    shelves: Shelves, impatient: Shelves, public: Collection
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)
    impatient.keeping_up.with_all(public)
    assert not impatient._opened.holds(GUILD)
    assert "light" in impatient.collection(Readership(GUILD), public).documents


def test_who_asks_after_a_change_is_not_given_what_was_built_of_before_it(
    shelves: Shelves, impatient: Shelves, public: Collection, later: Collection,
    encoder: OtherEncoder,
) -> None:  # fmt: skip
    shelves.add(GUILD, "light.txt", LIGHT, public)
    shelves.add(GUILD, "ferry.txt", FERRY, public)
    encoder.hold()
    before = impatient.opening(GUILD, later)
    assert encoder.begun.wait(WAIT_S)
    shelves._catalogue.remove(GUILD, "ferry")  # by a process that keeps nothing of it here
    after = impatient.opening(GUILD, later)
    encoder.may.set()
    assert before.result(WAIT_S).collection
    collection = after.result(WAIT_S).collection
    assert collection
    assert set(collection.documents) == {"light"}
    assert impatient.opening(GUILD, later).result(WAIT_S).collection is collection


def test_who_looks_at_a_library_that_is_being_built_is_told_so(
    shelves: Shelves, impatient: Shelves, public: Collection, later: Collection,
    encoder: OtherEncoder,
) -> None:  # fmt: skip
    shelves.add(GUILD, "light.txt", LIGHT, public)
    encoder.hold()
    with ThreadPoolExecutor(1) as threads:
        looking = threads.submit(particulars, impatient, GUILD, later)
        try:
            (known,) = looking.result(WAIT_S / 2).values()
        finally:
            encoder.may.set()
    assert (known.shelved.name, known.document, known.fault) == ("light", None, BEING_PREPARED)
    impatient.opening(GUILD, later).result(WAIT_S)
    assert particulars(impatient, GUILD, later)["light"].fault is None


def test_of_a_library_that_changes_what_stayed_is_known_meanwhile(
    impatient: Shelves, config: Config, later: Collection, encoder: OtherEncoder
) -> None:
    impatient.add(GUILD, "light.txt", LIGHT, later)
    Shelves(config, answers=False).add(GUILD, "ferry.txt", FERRY, later)
    encoder.hold()
    with impatient._opened.alone(GUILD), ThreadPoolExecutor(1) as threads:  # it is being changed
        known = threads.submit(particulars, impatient, GUILD, later).result(WAIT_S)
    assert {name: one.fault for name, one in known.items()} == {
        "light": None,
        "ferry": BEING_PREPARED,
    }


async def test_no_library_that_is_waited_for_keeps_an_answer_waiting(
    config: Config, public: Collection, shelves: Shelves
) -> None:
    library, go_on = Library(config, Holdings(public), shelves), Event()
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    begun = {"library": Event(), "file": Event()}

    def hold(what: str) -> None:
        begun[what].set()
        go_on.wait()

    looking = [asyncio.create_task(library.manage(lambda: hold("library"))) for _ in range(50)]
    reading = asyncio.create_task(asyncio.to_thread(hold, "file"))
    try:
        await until(lambda: all(one.is_set() for one in begun.values()))
        async with asyncio.timeout(WAIT_S):
            assert await library.work(lambda: "found") == "found"
            assert await library.render(lambda: "rendered") == "rendered"
    finally:
        go_on.set()
        await asyncio.gather(*looking, reading)
