"""Vectors that are kept of documents: found by what was encoded alone, and gone when swept."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.errors import UnwritableError
from index.lab.hashed_encoder import HashedEncoder
from index.models import Encoder, PassageVectors
from index.search import KeptVectors, VectorSource
from index.search.encoded import kept_vectors as kept_vectors_module
from index.search.encoded import vectors as vectors_module
from index.search.encoded.kept_vectors import DocumentInputs
from index.search.encoded.laid_vectors import joined
from index.search.search_index import PassageInput
from index.types import Ids, Span

MILL = DocumentInputs(
    "a" * 64,
    (
        PassageInput("Mills. It burnt.", (Span(7, 16),)),
        PassageInput("Nobody came.", (Span(0, 12),)),
    ),
    frozenset({"burnt", "mills"}),
)


class OtherEncoder(HashedEncoder):
    identity = "another"


def new(count: int) -> Ids:
    """Return the rows of words that no earlier index has."""
    return np.full(count, -1, dtype=np.int64)


def made(source: VectorSource, words: Sequence[str], *documents: DocumentInputs) -> PassageVectors:
    """Return the vectors of documents' passages, where no earlier index has any of the words."""
    _, passages = source.of(words, new(len(words)), documents)
    return joined(passages, HashedEncoder().dim)


@pytest.fixture
def kept(tmp_path: Path) -> KeptVectors:
    kept = KeptVectors(tmp_path / "vectors")
    made(VectorSource(HashedEncoder(), kept=kept), ("mills", "burnt"), MILL)
    return kept


def vectors_of(document: DocumentInputs) -> PassageVectors:
    return joined(VectorSource(HashedEncoder()).passages([document]), HashedEncoder().dim)


def test_what_was_encoded_is_found_again(kept: KeptVectors) -> None:
    found = kept.passages(MILL, HashedEncoder())
    assert found
    for ours, theirs in zip(found, vectors_of(MILL), strict=True):
        assert np.array_equal(ours, theirs)
    words = kept.words(MILL, HashedEncoder())
    assert {word: row.tolist() for word, row in words.items()} == {
        word: HashedEncoder().encode([word])[0].tolist() for word in ("mills", "burnt")
    }


@pytest.mark.parametrize(
    "other",
    [
        replace(MILL, sha256="b" * 64),
        replace(MILL, passages=MILL.passages[:1]),
        replace(
            MILL, passages=(replace(MILL.passages[0], text="Mills. It burns."), MILL.passages[1])
        ),
        replace(
            MILL, passages=(replace(MILL.passages[0], sentences=(Span(7, 15),)), MILL.passages[1])
        ),
    ],
    ids=["file", "fewer passages", "text", "sentences"],
)
def test_what_was_not_encoded_is_not_found(kept: KeptVectors, other: DocumentInputs) -> None:
    assert kept.passages(other, HashedEncoder()) is None


def test_another_encoder_finds_nothing(kept: KeptVectors) -> None:
    assert kept.passages(MILL, OtherEncoder()) is None
    assert kept.words(MILL, OtherEncoder()) == {}


def test_further_words_are_added(kept: KeptVectors) -> None:
    more = replace(MILL, words=frozenset({"nobody"}))
    source = VectorSource(HashedEncoder(), kept=kept)
    made(source, ("nobody",), more)
    assert (source.reused, source.encoded) == (4, 1)
    assert set(kept.words(MILL, HashedEncoder())) == {"burnt", "mills", "nobody"}


def test_what_is_not_used_is_swept(kept: KeptVectors, tmp_path: Path) -> None:
    kept.sweep({MILL.sha256})
    assert kept.passages(MILL, HashedEncoder())
    kept.sweep(())
    assert kept.passages(MILL, HashedEncoder()) is None
    assert [path for path in (tmp_path / "vectors").rglob("*") if path.is_file()] == []


def test_where_nothing_can_be_kept_it_is_told_and_the_vectors_are_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise UnwritableError("no space is left")

    monkeypatch.setattr(kept_vectors_module, "write_sealed", full)
    with caplog.at_level(logging.WARNING):
        source = VectorSource(HashedEncoder(), kept=KeptVectors(tmp_path / "vectors"))
        vectors = made(source, ("mills", "burnt"), MILL)
    assert vectors.passages == pytest.approx(vectors_of(MILL).passages)
    assert "are not kept: no space is left" in caplog.text


FIRE = DocumentInputs(
    "c" * 64,
    tuple(PassageInput(f"Fire {number}. It went on.", (Span(0, 7), Span(8, 18)))
          for number in range(5)),
    frozenset({"fire"}),
)  # fmt: skip
EVERY = ("burnt", "fire", "mills")  # words of both


def test_documents_are_kept_one_by_one_however_they_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors_module, "_SLICE", 3)
    kept, encoder = KeptVectors(tmp_path / "vectors"), HashedEncoder()
    source = VectorSource(encoder, kept=kept)
    _, passages = source.of(EVERY, new(3), [MILL, FIRE])
    next(passages)
    next(passages)
    assert kept.passages(MILL, encoder) is not None
    assert kept.passages(FIRE, encoder) is None  # one of its passages is still to come
    assert [len(some.passages) for some in passages] == [1]
    for document in (MILL, FIRE):
        found = kept.passages(document, encoder)
        assert found
        for ours, theirs in zip(found, vectors_of(document), strict=True):
            assert np.array_equal(ours, theirs)


def test_what_is_kept_is_read_once_for_all_passages_of_a_document(
    kept: KeptVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(VectorSource(HashedEncoder(), kept=kept), ("fire",), FIRE)
    monkeypatch.setattr(vectors_module, "_SLICE", 2)
    source, read = VectorSource(HashedEncoder(), kept=kept), list[str]()
    _, passages = source.of(EVERY, new(3), [FIRE, MILL])

    def noted(document: DocumentInputs, encoder: Encoder) -> PassageVectors | None:
        read.append(document.sha256[0])
        return KeptVectors.passages(kept, document, encoder)

    monkeypatch.setattr(kept, "passages", noted)
    given = joined(passages, HashedEncoder().dim)
    assert read == ["c", "a"]
    assert np.array_equal(given.passages[:5], vectors_of(FIRE).passages)
    assert np.array_equal(given.sentences[-2:], vectors_of(MILL).sentences)
    assert source.encoded == 0


def test_what_is_swept_before_it_is_read_is_made_again(kept: KeptVectors) -> None:
    _, passages = VectorSource(HashedEncoder(), kept=kept).of(EVERY, new(3), [MILL])
    kept.sweep(())
    given = joined(passages, HashedEncoder().dim)
    assert np.array_equal(given.passages, vectors_of(MILL).passages)
