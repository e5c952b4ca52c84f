"""What was embedded once is had by every process of a server's, and by no other server."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from bot.config import EMBEDDED, Config, LibrarySettings
from bot.languages import Sentence
from bot.library import Brought, Readership, Scope, Shelves, move_into_database
from bot.library.files.originals import Originals
from bot.library.postgres import PostgresEngine
from index import Collection, VectorArrays
from tests.support.engines.library_engines import Time
from tests.support.engines.postgres_server import PostgresServer
from tests.support.engines.postgres_vectors import needs_pgvector
from tests.support.engines.vectors import unit_rows
from tests.support.networks.counting_encoder import CountingEncoder, opened_with

if TYPE_CHECKING:
    import psycopg

ONE, TWO = 11, 22
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
FERRY = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard."
QUESTION = "Who lit the lighthouse?"
DIGEST = "d" * 32


@pytest.fixture(autouse=True)
def pgvector() -> None:
    needs_pgvector()


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def public(config: Config, encoder: CountingEncoder) -> Collection:
    return opened_with(config, encoder)


@pytest.fixture
def owner(server: PostgresServer, address: str) -> Callable[[str], None]:
    """Does to the tables what no statement of the program does."""
    from tests.support.engines.postgres_server import named

    return lambda statement: server.run(statement, database=named(address))


def built(shelves: Shelves, public: Collection, guild: int = ONE) -> bytes:
    """Return the vectors that a machine has built of what a server's members may ask, in order."""
    index = shelves.collection(Readership(guild), public)._built.index
    stores = (index.passage_store, index.sentence_store, index.word_store)
    return b"".join(store.vectors(np.arange(len(store))).tobytes() for store in stores)


def test_another_machine_embeds_nothing_anew_and_builds_the_same_bit_by_bit(
    shelves: Shelves, elsewhere: Shelves, public: Collection, encoder: CountingEncoder
) -> None:
    shelves.add(ONE, "light.txt", LIGHT, public)
    shelves.add(ONE, "ferry.txt", FERRY, public)
    assert LIGHT.decode() in " ".join(encoder.encoded())
    theirs = built(elsewhere, public)
    assert encoder.encoded() == []
    assert theirs
    assert theirs == built(shelves, public)
    ours, there = (one.collection(Readership(ONE), public) for one in (shelves, elsewhere))
    assert [hit.score for hit in ours.ask(QUESTION).hits] == [
        hit.score for hit in there.ask(QUESTION).hits
    ]


def test_of_a_new_document_the_new_alone_is_embedded_wherever_it_is_taken_in(
    shelves: Shelves, elsewhere: Shelves, public: Collection, encoder: CountingEncoder
) -> None:
    shelves.add(ONE, "light.txt", LIGHT, public)
    encoder.encoded()
    elsewhere.add(ONE, "ferry.txt", FERRY, public)
    embedded = " ".join(encoder.encoded())
    assert "ferry" in embedded
    assert "lighthouse" not in embedded


def test_another_server_with_the_same_file_is_given_nothing_by_the_database(
    shelves: Shelves, elsewhere: Shelves, public: Collection, encoder: CountingEncoder
) -> None:
    shelves.add(ONE, "light.txt", LIGHT, public)
    encoder.encoded()
    elsewhere.add(TWO, "light.txt", LIGHT, public)
    assert LIGHT.decode() in " ".join(encoder.encoded())


HARMS = {
    "a row is gone": "DELETE FROM briefing.vectors WHERE number = 0",
    "a number is another": "UPDATE briefing.vectors SET embedding = (embedding::real[])[2:] "
    "|| (embedding::real[])[1]",
    "a vector is shorter": "UPDATE briefing.vectors SET embedding = (embedding::real[])[2:]",
    "words are others": "UPDATE briefing.vector_sets SET raw = reverse(encode(raw, 'escape'))"
    "::bytea WHERE raw IS NOT NULL",
    "all is gone": "DELETE FROM briefing.vector_sets",
}


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_damaged_is_made_again(
    shelves: Shelves,
    elsewhere: Shelves,
    tmp_path: Path,
    public: Collection,
    encoder: CountingEncoder,
    owner: Callable[[str], None],
    harm: str,
) -> None:
    shelves.add(ONE, "light.txt", LIGHT, public)
    ours = built(shelves, public)
    encoder.encoded()
    owner(HARMS[harm].replace("(embedding::real[])", "(embedding::public.vector::real[])"))
    assert built(elsewhere, public) == ours
    assert encoder.encoded()
    third = Shelves(replace(elsewhere.config, data=tmp_path / "third"))
    assert built(third, public) == ours
    assert encoder.encoded() == []


def test_it_goes_with_the_servers_last_document_of_the_file(
    shelves: Shelves, public: Collection, raw: "psycopg.Connection[Any]"
) -> None:
    def kept(guild: int) -> tuple[int, int]:
        raw.execute("SELECT set_config('briefing.guild', %s, true)", (str(guild),))
        counts = [
            raw.execute(f"SELECT count(*) FROM {table}".encode()).fetchall()[0][0]  # noqa: S608
            for table in ("vector_sets", "vectors")
        ]
        raw.rollback()
        return counts[0], counts[1]

    for guild in (ONE, TWO):
        shelves.add(guild, "light.txt", LIGHT, public)
    whole = kept(ONE)
    assert min(whole) > 0
    again = (ONE, "again.txt", LIGHT + b"\n", public)
    shelves.add(*again)
    shelves.jobs.submit(ONE, Brought("more.txt", LIGHT))
    shelves.remove(ONE, "light", public)
    assert kept(ONE) > whole  # what waits is of the same file
    (waiting,) = shelves.unfinished(ONE)
    shelves.jobs.drop(ONE, waiting.id)
    assert kept(ONE) == whole
    shelves.add(*again, scope=Scope(frozenset({5})))  # the row is another, the file is not
    assert kept(ONE) == whole
    shelves.remove(ONE, "again", public)
    assert kept(ONE) == (0, 0)
    assert kept(TWO) == whole


def test_what_a_kill_left_over_goes_at_the_next_start(
    opening: Callable[[], PostgresEngine], originals: Originals
) -> None:
    rows = {"passages": unit_rows(2)}
    jobs = opening().jobs(originals, Config())
    brought = Brought("light.txt", LIGHT)
    jobs.submit(ONE, brought)
    for sha256 in ("a" * 64, brought.sha256):
        opening().vector_home(ONE).put(sha256, DIGEST, rows)
    _ = opening().documents
    assert opening().vector_home(ONE).get("a" * 64, DIGEST) is None
    assert opening().vector_home(ONE).get(brought.sha256, DIGEST) is not None


def test_it_goes_with_a_job_that_is_forgotten(
    opening: Callable[[], PostgresEngine], originals: Originals
) -> None:
    clock = Time()
    jobs = opening().jobs(originals, Config(), now=clock)
    brought = Brought("light.txt", LIGHT)
    jobs.submit(ONE, brought)
    opening().vector_home(ONE).put(brought.sha256, DIGEST, {"passages": unit_rows(2)})
    job = jobs.take("me")
    assert job
    jobs.fail(job, "me", Sentence("damaged"))
    assert opening().vector_home(ONE).get(brought.sha256, DIGEST) is not None
    clock.now += 15 * 24 * 3600.0
    jobs.submit(TWO, Brought("ferry.txt", FERRY))
    assert jobs.unfinished(ONE) == ()
    assert opening().vector_home(ONE).get(brought.sha256, DIGEST) is None


def test_what_a_data_folder_has_is_given_to_the_database(
    config: Config,
    shelves: Shelves,
    elsewhere: Shelves,
    public: Collection,
    encoder: CountingEncoder,
    owner: Callable[[str], None],
) -> None:
    """As after `database import`: the folder knows what was embedded, the database does not."""
    shelves.add(ONE, "light.txt", LIGHT, public)
    owner("DELETE FROM briefing.vector_sets")
    Shelves(config).add(ONE, "ferry.txt", FERRY, public)
    encoder.encoded()
    assert built(elsewhere, public)
    assert encoder.encoded() == []


def test_while_the_database_is_away_a_build_goes_on_without_it(
    engine: PostgresEngine,
    server: PostgresServer,
    address: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    rows = {"passages": unit_rows(3)}
    engine.vector_home(ONE).put("a" * 64, DIGEST, rows)
    known, new = engine.vector_home(ONE), engine.vector_home(ONE)
    assert known.has("a" * 64, DIGEST)
    with server.away(address):
        for home in (known, new):
            assert home.get("a" * 64, DIGEST) is None
            home.put("b" * 64, DIGEST, rows)
            assert home.has("c" * 64, DIGEST)
    assert caplog.text.count("vectors of server 11 stay on this machine: the database") == 2
    assert engine.vector_home(ONE).get("b" * 64, DIGEST) is None
    assert engine.vector_home(ONE).get("a" * 64, DIGEST) is not None


def test_where_there_is_no_pgvector_all_else_works(
    shelves: Shelves,
    elsewhere: Shelves,
    public: Collection,
    encoder: CountingEncoder,
    owner: Callable[[str], None],
) -> None:
    owner("DROP EXTENSION vector CASCADE")
    owner("DROP TABLE briefing.vectors")
    shelves.add(ONE, "light.txt", LIGHT, public)
    encoder.encoded()
    assert "light" in elsewhere.collection(Readership(ONE), public).documents
    assert LIGHT.decode() in " ".join(encoder.encoded())
    shelves.remove(ONE, "light", public)
    assert shelves.documents(ONE) == ()


def test_who_does_not_want_it_keeps_nothing_there(
    config: Config, public: Collection, raw: "psycopg.Connection[Any]"
) -> None:
    alone = Shelves(replace(config, library=LibrarySettings(shared_vectors=False)))
    alone.add(ONE, "light.txt", LIGHT, public)
    raw.execute("SELECT set_config('briefing.reach', 'survey', true)")
    assert raw.execute("SELECT 1 FROM vector_sets").fetchall() == []


def test_what_is_got_is_what_was_put_bit_by_bit(engine: PostgresEngine) -> None:
    odd = np.array([[0.0, -0.0, 1e-45, 1 / 3], [1.0, 3.4e38, -1e-30, 2 / 3]], dtype=np.float32)
    words = np.frombuffer('["naïve", "a\\u0000"]'.encode(), dtype=np.uint8)
    none = np.zeros((0, 4), dtype=np.float32)
    many = np.random.default_rng(0).standard_normal((4_500, 4)).astype(np.float32)
    arrays: VectorArrays = {"vectors": odd, "words": words, "sentences": none, "passages": many}
    engine.vector_home(ONE).put("a" * 64, DIGEST, arrays)
    found = engine.vector_home(ONE).get("a" * 64, DIGEST)
    assert found is not None
    assert found.keys() == arrays.keys()
    for name, array in arrays.items():
        assert found[name].tobytes() == array.tobytes()
        assert found[name].shape == array.shape
    assert engine.vector_home(TWO).get("a" * 64, DIGEST) is None
    engine.vector_home(ONE).put("a" * 64, DIGEST, {"vectors": odd[:1]})
    again = engine.vector_home(ONE).get("a" * 64, DIGEST)
    assert again is not None
    assert {name: array.tolist() for name, array in again.items()} == {"vectors": odd[:1].tolist()}


def test_a_library_that_is_moved_into_a_database_brings_what_was_embedded(
    config: Config, elsewhere: Shelves, public: Collection, encoder: CountingEncoder
) -> None:
    embedded = replace(config, storage=EMBEDDED)
    for guild in (ONE, TWO):
        Shelves(embedded).add(guild, "light.txt", LIGHT, public)
    Shelves(embedded).add(ONE, "ferry.txt", FERRY, public)
    before = [built(Shelves(embedded), public, guild) for guild in (ONE, TWO)]
    encoder.encoded()
    move_into_database(config)
    assert [built(elsewhere, public, guild) for guild in (ONE, TWO)] == before
    assert encoder.encoded() == []
