"""Places sorted by the words that begin there, against sorting them one by one."""

import random
from itertools import chain

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.quotations.concordance import Concordance
from index.quotations.sorted_places import (
    Ints,
    Longs,
    mark_first_words,
    sorted_places,
    unmarked,
    with_places,
)
from index.storage import array_stretches
from tests.support.concordances import sorted_texts

LENGTHS = st.lists(st.lists(st.integers(0, 5), max_size=12), max_size=6)


def texts_of(chance: random.Random, count: int) -> list[str]:
    """Return texts of few different words, an empty one now and then."""
    return [" ".join(chance.choices("abcdefg", k=chance.randrange(40))) for _ in range(count)]


def following(words: list[int], place: int) -> tuple[int, int, int]:
    """Return the words from a place on, -1 from where its text ends."""
    some = words[place : place + 3]
    first = some[0] if some[0] >= 0 else ~some[0]
    if some[1] < 0:
        return first, -1, -1
    return first, some[1], max(some[2], -1)


def sorted_one_by_one(words: Ints, places: list[int]) -> list[int]:
    return sorted(places, key=lambda place: (following(words.tolist(), place), place))


def sorted_as_texts(concordance: Concordance) -> list[int]:
    return sorted_one_by_one(concordance.words, list(range(len(concordance))))


def laid(texts: list[list[int]]) -> tuple[Ints, Longs, Longs]:
    """Return the words of texts end to end, the bounds of these, and where words would begin."""
    words = np.array([*chain(*texts), -1, -1, -1], dtype=np.int32)
    bounds = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    starts = np.cumsum([0, *np.bincount(words[:-3], minlength=8)], dtype=np.int64)
    return words, bounds, starts


@pytest.mark.parametrize("seed", range(10))
def test_places_are_sorted_by_the_words_of_their_own_text_alone(seed: int) -> None:
    concordance = sorted_texts(texts_of(random.Random(seed), 30))
    assert concordance.order.tolist() == sorted_as_texts(concordance)


def test_the_first_word_of_each_text_is_marked() -> None:
    words = np.array([3, 0, 2, 0, 1, -1, -1, -1], dtype=np.int32)
    ids = words.tolist()
    mark_first_words(words, np.array([0, 3, 3, 5], dtype=np.int64))
    assert words.tolist() == [-4, 0, 2, -1, 1, -1, -1, -1]
    assert unmarked(words[:5]).tolist() == ids[:5]


@pytest.mark.parametrize("distinct", [8, 1 << 22])  # the second has too many words for one key
@pytest.mark.parametrize("seed", range(20))
def test_a_few_places_are_put_among_the_others_in_their_order(seed: int, distinct: int) -> None:
    chance = random.Random(seed)
    concordance = sorted_texts(texts_of(chance, 20))
    places = sorted_as_texts(concordance)
    new = sorted(chance.sample(places, chance.randrange(len(places))))
    known = np.array([place for place in places if place not in new], np.int32)
    both = with_places(concordance.words, distinct, known, np.array(new, np.int64))
    assert both.dtype == np.int32
    own = [following(concordance.words.tolist(), place) for place in both.tolist()]
    assert own == sorted(own)
    assert sorted(both.tolist()) == sorted(places)


@pytest.mark.parametrize("distinct", [8, 1 << 22])
def test_places_are_sorted_alike_however_many_words_there_are(distinct: int) -> None:
    words, bounds, _ = laid([[1, 0, 2, 0, 1, 0, 2, 1], [0, 1, 0]])
    starts = np.cumsum([0, *np.bincount(words[:-3], minlength=distinct)], dtype=np.int64)
    again = words.copy()
    order = sorted_places(words, bounds, starts)
    assert order.tolist() == sorted_one_by_one(words, list(range(11)))
    half = order[order % 2 == 0]
    assert np.array_equal(sorted_places(again, bounds, starts, half), order)


def test_places_of_which_nearly_all_have_their_order_are_sorted_as_all_are() -> None:
    chance = random.Random(3)
    words, bounds, starts = laid([chance.choices(range(6), k=20) for _ in range(10)])
    again = words.copy()
    order = sorted_places(words, bounds, starts)
    known = order[order >= 7]
    assert np.array_equal(sorted_places(again, bounds, starts, known), order)
    assert np.array_equal(again, words)


@settings(deadline=None)
@given(LENGTHS, st.integers(1, 9))
@example([], 1)
@example([[3]], 1)
@example([[2, 2], [2, 2, 2]], 2)
def test_places_are_sorted_one_by_one_however_few_at_once(
    texts: list[list[int]], at_once: int
) -> None:
    words, bounds, starts = laid(texts)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(array_stretches, "_AT_ONCE", at_once)
        order = sorted_places(words, bounds, starts)
    assert order.dtype == np.int32
    assert order.tolist() == sorted_one_by_one(words, list(range(int(bounds[-1]))))


def test_each_word_is_looked_at_once_in_however_many_shares_they_are_sorted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at = []

    def stretches(length: int) -> list[slice]:
        looked_at.append(length)
        return [slice(place, place + 1) for place in range(length)]

    monkeypatch.setattr(array_stretches, "_AT_ONCE", 1)
    monkeypatch.setattr(array_stretches, "stretches_of", stretches)
    words = np.array([3, 0, 2, 1, 0, -1, -1, -1], dtype=np.int32)
    bounds, starts = np.array([0, 5]), np.array([0, 2, 3, 4, 5], dtype=np.int64)
    assert sorted_places(words, bounds, starts).tolist() == [4, 1, 3, 2, 0]
    assert looked_at == [5]
