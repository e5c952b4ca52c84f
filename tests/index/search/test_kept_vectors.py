"""Vectors that are kept of documents: found by what was encoded alone, and gone when swept."""

import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.errors import UnwritableError
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageVectors
from index.search import KeptVectors, VectorSource
from index.search import kept_vectors as kept_vectors_module
from index.search.kept_vectors import DocumentInputs
from index.search.search_index import PassageInput
from index.types import Span

MILL = DocumentInputs(
    "a" * 64,
    (
        PassageInput("Mills. It burnt.", (Span(7, 16),)),
        PassageInput("Nobody came.", (Span(0, 12),)),
    ),
    frozenset({"burnt", "mills"}),
)


NEW = np.full(2, -1, dtype=np.int64)  # rows of words that no earlier index has


class OtherEncoder(HashedEncoder):
    identity = "another"


@pytest.fixture
def kept(tmp_path: Path) -> KeptVectors:
    kept = KeptVectors(tmp_path / "vectors")
    VectorSource(HashedEncoder(), kept=kept).of(("mills", "burnt"), NEW[:2], [MILL])
    return kept


def vectors_of(document: DocumentInputs) -> PassageVectors:
    return VectorSource(HashedEncoder()).passages(document.passages)


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
    source.of(("nobody",), NEW[:1], [more])
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
        _, made = source.of(("mills", "burnt"), NEW[:2], [MILL])
    assert made.passages == pytest.approx(vectors_of(MILL).passages)
    assert "are not kept: no space is left" in caplog.text
