"""The nearest words of a vocabulary that changed are those of one that is looked at whole."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search import nearest_words
from index.search.nearest_words import FLOOR, NEIGHBOURS, grown, nearest_of
from index.types import Embeddings, Ids


def vectors_of(words: list[int]) -> Embeddings:
    """Return the vector of each word; some words share theirs, and near ones have near ones."""
    rows = np.array([np.random.default_rng(word % 37).normal(size=5) for word in words])
    rows = rows.reshape(-1, 5) + 1.2
    unit: Embeddings = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def all_rows(words: list[int]) -> Ids:
    return np.arange(len(words), dtype=np.int64)


def expected(words: list[int]) -> list[list[int]]:
    """Return the related words of each, by a plain sort: the nearest, of equal ones the first."""
    vectors = vectors_of(words).astype(np.float64)
    cosines = (vectors[:, np.newaxis] * vectors[np.newaxis]).sum(axis=2)
    strengths = np.clip((cosines - FLOOR) / (1 - FLOOR), 0, 1).astype(np.float32)
    order = np.argsort(-strengths, axis=1, kind="stable")[:, :NEIGHBOURS]
    return [[row for row in own if strengths[at, row] > 0] for at, own in enumerate(order.tolist())]


WORDS = st.lists(st.integers(0, 400), unique=True, min_size=1, max_size=60)


@given(WORDS)
@settings(deadline=None)
def test_the_nearest_come_first_and_of_equal_ones_the_first(words: list[int]) -> None:
    neighbours, strengths, _ = nearest_of(all_rows(words), vectors_of(words))
    related = [own[near > 0].tolist() for own, near in zip(neighbours, strengths, strict=True)]
    assert related == expected(words)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=4))
@settings(deadline=None)
def test_what_is_brought_up_to_date_is_what_is_made_anew(
    words: list[int], then: list[list[int]]
) -> None:
    table = nearest_of(all_rows(words), vectors_of(words))
    for later in then:
        earlier = np.array([words.index(one) if one in words else -1 for one in later], np.int64)
        table, words = grown(table, earlier, vectors_of(later)), later
        whole = nearest_of(all_rows(words), vectors_of(words))
        assert np.array_equal(table[0], whole[0])
        assert np.array_equal(table[1], whole[1])
        assert (table[2] >= whole[2]).all()


def test_only_what_changed_is_compared_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    rows = rng.normal(size=(300, 64))
    vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    table = nearest_of(np.arange(299, dtype=np.int64), vectors[:299])
    compared: list[int] = []

    def noting(rows: Ids, vectors: Embeddings) -> nearest_words.Table:
        compared.extend(rows.tolist())
        return nearest_of(rows, vectors)

    monkeypatch.setattr(nearest_words, "nearest_of", noting)
    grown(table, np.append(np.arange(299), -1), vectors)
    assert compared == [299]
