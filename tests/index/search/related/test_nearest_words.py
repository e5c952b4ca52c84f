"""The nearest words of a vocabulary that changed are those of one that is looked at whole."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search import FaissStore
from index.search.related import nearest_words, vocabulary_vectors
from index.search.related.nearest_words import FLOOR, NEIGHBOURS, Table, _Pairs, grown, nearest_of
from index.search.related.vocabulary_vectors import HeldVocabulary, VocabularyVectors
from index.types import Embeddings, Ids


def vectors_of(words: list[int]) -> Embeddings:
    """Return the vector of each word; some words share theirs, and near ones have near ones."""
    rows = np.array([np.random.default_rng(word % 37).normal(size=5) for word in words])
    rows = rows.reshape(-1, 5) + 1.2
    unit: Embeddings = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def whole_table(words: list[int]) -> Table:
    rows = np.arange(len(words), dtype=np.int64)
    return nearest_of(rows, HeldVocabulary(vectors_of(words)))


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
    neighbours, strengths, _ = whole_table(words)
    related = [own[near > 0].tolist() for own, near in zip(neighbours, strengths, strict=True)]
    assert related == expected(words)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=4))
@settings(deadline=None)
def test_what_is_brought_up_to_date_is_what_is_made_anew(
    words: list[int], then: list[list[int]]
) -> None:
    table = whole_table(words)
    for later in then:
        earlier = np.array([words.index(one) if one in words else -1 for one in later], np.int64)
        store = FaissStore.holding(vectors_of(later))
        table, words = grown(table, earlier, store), later
        whole = whole_table(words)
        assert np.array_equal(table[0], whole[0])
        assert np.array_equal(table[1], whole[1])
        assert (table[2] >= whole[2]).all()


def test_only_what_changed_is_compared_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    rows = rng.normal(size=(300, 64))
    vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    table = nearest_of(np.arange(299, dtype=np.int64), HeldVocabulary(vectors[:299]))
    compared: list[int] = []
    all_compared = nearest_words._compared

    def noting(rows: Ids, vocabulary: VocabularyVectors) -> Iterator[tuple[Ids, _Pairs]]:
        compared.extend(rows.tolist())
        return all_compared(rows, vocabulary)

    monkeypatch.setattr(nearest_words, "_compared", noting)
    grown(table, np.append(np.arange(299), -1), FaissStore.holding(vectors))
    assert compared == [299]


@pytest.mark.parametrize("at_once", [1, 200, 1 << 24])
def test_it_does_not_matter_how_many_words_are_compared_or_read_at_once(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    words, later = list(range(90)), [*range(200, 230), *range(5, 90)]
    table, whole = whole_table(words), whole_table(later)
    monkeypatch.setattr(nearest_words, "_AT_ONCE", at_once)
    monkeypatch.setattr(vocabulary_vectors, "_AT_ONCE", 7)
    earlier = np.array([words.index(one) if one in words else -1 for one in later], np.int64)
    again = grown(table, earlier, FaissStore.holding(vectors_of(later)))
    assert np.array_equal(again[0], whole[0])
    assert np.array_equal(again[1], whole[1])


def test_equally_near_ones_follow_the_vocabulary_when_its_order_changes() -> None:
    words = list(range(90))  # of which each shares its vector with one or two others
    later = words[::-1]
    earlier = np.array(later, dtype=np.int64)
    again = grown(whole_table(words), earlier, FaissStore.holding(vectors_of(later)))
    whole = whole_table(later)
    assert np.array_equal(again[0], whole[0])
    assert np.array_equal(again[1], whole[1])
