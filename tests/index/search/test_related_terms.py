"""Each word's nearest words, how strongly they are related, and files that are damaged."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import CollectionError
from index.search.related_terms import FLOOR, NEIGHBOURS, RelatedTerms, related_terms_of
from index.types import Embeddings
from tests.support.numpy_store import NumpyStore


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
    assert related.neighbours[0].tolist() == [0, 1, 2]
    assert related.strengths[0] == pytest.approx([1.0, (0.8 - FLOOR) / (1 - FLOOR), 0.0])


def test_each_word_has_its_nearest_and_no_more(tmp_path: Path) -> None:
    rows = unit_rows(NEIGHBOURS + 5)
    related = RelatedTerms.build(store_of(rows))
    expected = np.argsort(-(rows @ rows.T), axis=1, kind="stable")[:, :NEIGHBOURS]
    assert related.neighbours.tolist() == expected.tolist()
    related.save(tmp_path / "relations.npz")
    again = RelatedTerms.load(tmp_path / "relations.npz")
    assert np.array_equal(again.neighbours, related.neighbours)
    assert np.array_equal(again.strengths, related.strengths)


def test_words_of_a_question_are_related_as_words_of_the_collection_are() -> None:
    store = store_of(unit_rows(6))
    related = RelatedTerms.build(store)
    neighbours, strengths = related_terms_of(store.vectors(np.array([4])), store)
    assert neighbours[0].tolist() == related.neighbours[4].tolist()
    assert strengths[0].tolist() == related.strengths[4].tolist()


def test_no_words_have_no_relations() -> None:
    assert RelatedTerms.build(NumpyStore(4)).neighbours.shape == (0, 0)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "relations.npz").write_bytes(b"PK nonsense")
    with pytest.raises(CollectionError, match="build the collection again"):
        RelatedTerms.load(tmp_path / "relations.npz")
