"""Each word's nearest words, how strongly they are related, and files that are damaged."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import CollectionError
from index.search.related.nearest_words import FLOOR, NEIGHBOURS
from index.search.related.related_terms import RelatedTerms, related_terms_of
from index.types import Embeddings
from tests.support.engines.numpy_store import NumpyStore


def store_of(rows: Embeddings) -> NumpyStore:
    store = NumpyStore(rows.shape[1])
    store.upsert(np.arange(len(rows), dtype=np.int64), rows)
    return store


def unit_rows(n: int) -> Embeddings:
    rows = np.random.default_rng(1).normal(size=(n, 4))
    unit: Embeddings = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def test_strength_runs_from_the_floor_to_one() -> None:
    rows = np.array([[1, 0], [0.8, 0.6], [0.3, 0.9539392]], dtype=np.float32)
    related = RelatedTerms.build(store_of(rows))
    neighbours, strengths = related.of(np.array([0], dtype=np.int32))
    assert neighbours[0, :2].tolist() == [0, 1]
    assert strengths[0] == pytest.approx([1.0, (0.8 - FLOOR) / (1 - FLOOR), 0.0])


def test_each_word_has_its_nearest_and_no_more(tmp_path: Path) -> None:
    rows = unit_rows(NEIGHBOURS + 5)
    related = RelatedTerms.build(store_of(rows))
    expected = np.argsort(-(rows @ rows.T), axis=1, kind="stable")[:, :NEIGHBOURS]
    related_ones = related.strengths > 0
    assert related.neighbours[related_ones].tolist() == expected[related_ones].tolist()
    assert (related_ones == (np.sort(rows @ rows.T)[:, ::-1][:, :NEIGHBOURS] > FLOOR)).all()
    related.save(tmp_path / "related")
    again = RelatedTerms.load(tmp_path / "related")
    assert np.array_equal(again.neighbours, related.neighbours)
    assert np.array_equal(again.strengths, related.strengths)


def test_words_of_a_question_are_related_as_words_of_the_collection_are() -> None:
    store = store_of(unit_rows(6))
    related = RelatedTerms.build(store)
    neighbours, strengths = related_terms_of(store.vectors(np.array([4])), store)
    near = strengths[0] > 0
    assert neighbours[0][near].tolist() == related.neighbours[4][: near.sum()].tolist()
    assert related.strengths[4][: near.sum()] == pytest.approx(strengths[0][near])


def test_no_words_have_no_relations() -> None:
    assert len(RelatedTerms.build(NumpyStore(4))) == 0


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    RelatedTerms.build(store_of(unit_rows(3))).save(tmp_path / "related")
    (tmp_path / "related" / "beyond.npy").write_bytes(b"PK nonsense")
    with pytest.raises(CollectionError, match="build the collection again"):
        RelatedTerms.load(tmp_path / "related")
