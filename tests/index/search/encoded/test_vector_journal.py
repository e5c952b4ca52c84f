"""What is written down of a build under way: found again as far as it is whole, by its encoder."""

import logging
from pathlib import Path

import numpy as np
import pytest

from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageVectors
from index.search.encoded import vector_journal as vector_journal_module
from index.search.encoded.known_vectors import digest_of
from index.search.encoded.laid_vectors import read_by
from index.search.encoded.vector_journal import VectorJournal
from index.search.search_index import PassageInput
from index.types import Span

ENCODER = HashedEncoder()
PASSAGES = [
    PassageInput("Mills. It burnt. It was built anew.", (Span(7, 16), Span(17, 35))),
    PassageInput("Nobody came.", (Span(0, 12),)),
    PassageInput("The ferry sank. Two drowned. One swam.", (Span(0, 15), Span(16, 28))),
]


class OtherEncoder(HashedEncoder):
    identity = "another"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file in which the passages stand, each written down by itself."""
    path = tmp_path / "journal"
    journal = VectorJournal(path, ENCODER)
    for passage in PASSAGES:
        journal.add([passage], read_by(ENCODER, [passage]))
    return path


def known_in(path: Path) -> list[PassageInput]:
    """Return the passages whose vectors need not be made again; they are the right ones."""
    known = VectorJournal(path, ENCODER).known
    found = [one for one in PASSAGES if digest_of(one) in known.passages]
    rows = np.array([known.passages[digest_of(one)] for one in found], dtype=np.int64)
    made, held = read_by(ENCODER, found), known.passage_vectors(rows)
    np.testing.assert_array_equal(held.passages, made.passages)
    np.testing.assert_array_equal(held.sentences, made.sentences)
    return found


def test_what_was_written_down_is_known_again_bit_by_bit(path: Path) -> None:
    assert known_in(path) == PASSAGES


def test_it_is_known_in_whatever_order_it_is_asked_for(path: Path) -> None:
    known = VectorJournal(path, ENCODER).known
    rows = np.array([known.passages[digest_of(PASSAGES[n])] for n in (2, 0)], dtype=np.int64)
    made = read_by(ENCODER, [PASSAGES[2], PASSAGES[0]])
    np.testing.assert_array_equal(known.passage_vectors(rows).sentences, made.sentences)


def test_at_whatever_byte_it_was_interrupted_what_came_before_is_known_and_it_goes_on(
    path: Path,
) -> None:
    raw = path.read_bytes()
    found = []
    for length in range(0, len(raw), 97):
        path.write_bytes(raw[:length])
        found.append(len(known_in(path)))
        journal = VectorJournal(path, ENCODER)
        journal.add(PASSAGES[found[-1] :], read_by(ENCODER, PASSAGES[found[-1] :]))
        assert known_in(path) == PASSAGES
    assert found == sorted(found)
    assert {0, 1, 2} == set(found)


def test_of_a_damaged_file_only_what_stands_before_the_damage_is_known(path: Path) -> None:
    raw = path.read_bytes()
    for place in range(0, len(raw), 131):
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 0x10]) + raw[place + 1 :])
        assert len(known_in(path)) < len(PASSAGES)


def test_vectors_of_another_encoder_are_written_over(path: Path) -> None:
    other = OtherEncoder()
    journal = VectorJournal(path, other)
    assert not journal.known.passages
    journal.add(PASSAGES[:1], read_by(other, PASSAGES[:1]))
    assert known_in(path) == []
    assert len(VectorJournal(path, other).known.passages) == 1


def test_it_is_for_this_user_alone_and_gone_when_it_is_removed(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600
    VectorJournal(path, ENCODER).remove()
    assert not path.exists()
    VectorJournal(path, ENCODER).remove()


def test_beyond_its_bound_nothing_more_is_written_down(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = path.stat().st_size
    path.unlink()
    monkeypatch.setattr(vector_journal_module, "_MOST_BYTES", size - 1)
    journal = VectorJournal(path, ENCODER)
    for passage in (*PASSAGES, PASSAGES[0]):
        journal.add([passage], read_by(ENCODER, [passage]))
    assert known_in(path) == PASSAGES[:2]


def test_where_it_cannot_be_written_that_is_said_once_and_nothing_fails(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    journal = VectorJournal(tmp_path / "missing" / "journal", ENCODER)
    with caplog.at_level(logging.WARNING):
        for passage in PASSAGES:
            journal.add([passage], read_by(ENCODER, [passage]))
    (told,) = caplog.messages
    assert "an interruption would cost what is encoded from now on" in told
    assert not journal.known.passages


def test_of_no_passages_there_are_no_vectors(path: Path) -> None:
    held = VectorJournal(path, ENCODER).known.passage_vectors(np.zeros(0, np.int64))
    assert isinstance(held, PassageVectors)
    assert (held.passages.shape, held.sentences.shape) == ((0, ENCODER.dim), (0, ENCODER.dim))
