"""What was encoded once is not encoded again, whoever has it; and nobody learns of that."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Config, LibrarySettings
from bot.library import Brought, Readership, Scope, Shelves
from index import Collection
from tests.support.networks.counting_encoder import CountingEncoder, opened_with

ONE, TWO = 11, 22
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
FERRY = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard."


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def public(config: Config, encoder: CountingEncoder) -> Collection:
    return opened_with(config, encoder)


def kept(config: Config) -> list[Path]:
    """Return the files of vectors that are kept."""
    return sorted((config.data / "library" / "vectors").rglob("*.vectors"))


def test_the_file_of_another_server_is_not_encoded_again(
    shelves: Shelves, config: Config, public: Collection, encoder: CountingEncoder
) -> None:
    shelves.add(ONE, "light.txt", LIGHT, public)
    assert LIGHT.decode() in " ".join(encoder.encoded())
    files = kept(config)
    Shelves(config).add(TWO, "light.txt", LIGHT, public)
    assert encoder.encoded() == []
    assert kept(config) == files
    ours, theirs = (shelves.collection(Readership(g), public).ask("Who?") for g in (ONE, TWO))
    assert [hit.score for hit in ours.hits] == [hit.score for hit in theirs.hits]


def test_what_was_taken_out_and_is_added_again_is_not_encoded_while_another_has_it(
    shelves: Shelves, public: Collection, encoder: CountingEncoder
) -> None:
    for guild in (ONE, TWO):
        shelves.add(guild, "light.txt", LIGHT, public)
    shelves.remove(ONE, "light", public)
    encoder.encoded()
    shelves.add(ONE, "light.txt", LIGHT, public)
    assert encoder.encoded() == []


def test_what_no_server_has_any_more_is_gone_and_is_encoded_anew(
    shelves: Shelves, config: Config, public: Collection, encoder: CountingEncoder
) -> None:
    shelves.add(ONE, "light.txt", LIGHT, public)
    shelves.remove(ONE, "light", public)
    assert list((config.data / "library" / "vectors").glob("*/*")) == []
    encoder.encoded()
    shelves.add(ONE, "light.txt", LIGHT, public)
    assert any("lighthouse" in text for text in encoder.encoded())


def test_what_waits_to_be_taken_in_again_stays(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    shelves.add(ONE, "light.txt", LIGHT, public)
    shelves.jobs.submit(TWO, Brought("light.txt", LIGHT))
    shelves.remove(ONE, "light", public)
    assert len(kept(config)) == 2


def test_a_first_document_is_not_encoded_again_once_there_is_a_second(
    shelves: Shelves, public: Collection, encoder: CountingEncoder
) -> None:
    shelves.add(ONE, "light.txt", LIGHT, public)
    encoder.encoded()
    shelves.add(ONE, "ferry.txt", FERRY, public)
    assert not [text for text in encoder.encoded() if "ighthouse" in text]


def test_under_another_title_it_is_another_text(
    shelves: Shelves, public: Collection, encoder: CountingEncoder
) -> None:
    shelves.add(ONE, "light.txt", LIGHT, public)
    encoder.encoded()
    shelves.add(TWO, "light.txt", LIGHT, public, stated={"title": "A history of Cape Dorn"})
    assert any("A history of Cape Dorn" in text for text in encoder.encoded())


@pytest.mark.parametrize("harm", ["cut", "changed", "removed"])
def test_vectors_that_are_damaged_are_made_again(
    shelves: Shelves, config: Config, public: Collection, encoder: CountingEncoder, harm: str
) -> None:
    shelves.add(ONE, "light.txt", LIGHT, public)
    whole = {path: path.read_bytes() for path in kept(config)}
    assert len(whole) == 2
    for path, raw in whole.items():
        match harm:
            case "cut":
                path.write_bytes(raw[:-9])
            case "changed":
                path.write_bytes(raw[:-200] + bytes([raw[-200] ^ 1]) + raw[-199:])
            case _:
                path.unlink()
    encoder.encoded()
    shelves.add(TWO, "light.txt", LIGHT, public)
    assert any("lighthouse" in text for text in encoder.encoded())
    assert {path: path.read_bytes() for path in kept(config)} == whole


def test_who_does_not_want_it_has_every_file_encoded_for_itself(
    config: Config, public: Collection, encoder: CountingEncoder
) -> None:
    Shelves(config).add(ONE, "light.txt", LIGHT, public)
    alone = Shelves(replace(config, library=LibrarySettings(shared_vectors=False)))
    encoder.encoded()
    alone.add(TWO, "light.txt", LIGHT, public)
    assert any("lighthouse" in text for text in encoder.encoded())
    assert kept(config) == []


def test_a_document_that_is_hidden_leaves_no_trace_in_the_one_beside_it(
    shelves: Shelves, public: Collection
) -> None:
    shelves.add(ONE, "light.txt", LIGHT, public)
    shelves.add(TWO, "light.txt", LIGHT, public)
    shelves.add(TWO, "ferry.txt", FERRY, public, scope=Scope(roles=frozenset({7})))
    alone, beside = (shelves.collection(Readership(guild), public) for guild in (ONE, TWO))
    for question in ("Who lit the lighthouse?", "Who built the mill?", "What was launched?"):
        ours, theirs = alone.ask(question), beside.ask(question)
        assert (ours.confidence, ours.hits) == (theirs.confidence, theirs.hits)
