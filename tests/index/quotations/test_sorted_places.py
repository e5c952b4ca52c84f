"""Places sorted by the words that begin there, against sorting them one by one."""

import random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.quotations.concordance import Concordance, Known, concordance_of
from index.quotations.sorted_places import (
    KnownOrder,
    Longs,
    _rising,
    _stretches,
    sorted_places,
)
from index.storage import array_stretches

ARRAYS = ("words", "spans", "bounds", "vocabulary", "order", "starts")
NUMBERS = st.lists(st.integers(min_value=-1, max_value=12), max_size=12)


def texts_of(chance: random.Random, count: int) -> list[str]:
    """Return texts of few different words, an empty one now and then."""
    return [" ".join(chance.choices("abcdefg", k=chance.randrange(40))) for _ in range(count)]


def sorted_one_by_one(concordance: Concordance) -> list[int]:
    words = concordance.words.tolist()
    return sorted(range(len(concordance)), key=lambda place: (words[place : place + 3], place))


def bounds_of(lengths: list[int]) -> Longs:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def same_arrays(one: Concordance, other: Concordance) -> None:
    for name in ARRAYS:
        assert np.array_equal(getattr(one, name), getattr(other, name)), name


@pytest.mark.parametrize("seed", range(40))
def test_a_few_changed_documents_are_put_into_the_order_of_the_others(seed: int) -> None:
    chance = random.Random(seed)
    texts = texts_of(chance, 60)
    older = concordance_of(texts)
    known: list[Known | None] = [Known(older, number) for number in range(len(texts))]
    for _ in range(chance.randrange(1, 4)):
        at, deed = chance.randrange(len(texts)), chance.choice(("add", "replace", "remove", "move"))
        if deed == "remove":
            del texts[at], known[at]
        elif deed == "move":
            other = chance.randrange(len(texts))
            texts.insert(other, texts.pop(at))
            known.insert(other, known.pop(at))
        else:
            texts[at : at + (deed == "replace")] = ["h b a c a b c d a"]
            known[at : at + (deed == "replace")] = [None]
    grown = concordance_of(texts, known)
    assert grown.order.tolist() == sorted_one_by_one(grown)
    same_arrays(grown, concordance_of(texts))


def test_a_text_that_stands_there_twice_keeps_the_order_of_the_others() -> None:
    texts = texts_of(random.Random(5), 40)
    older = concordance_of(texts)
    known = [Known(older, number) for number in range(len(texts))]
    for at in (3, 20, 40):
        doubled = [*texts[:at], texts[9], *texts[at:]]
        read_before = [*known[:at], known[9], *known[at:]]
        same_arrays(concordance_of(doubled, read_before), concordance_of(doubled))


def test_only_the_places_that_a_change_reaches_are_looked_up() -> None:
    # Documents of 5, 4, 6 and 3 words, the second of which is gone: what stood before it is
    # followed by other words now, and so may the end of all be.
    before = bounds_of([5, 4, 6, 3])
    order = KnownOrder(np.arange(18, dtype=np.int32)[::-1], before, [0, 2, 3])
    assert order.places(bounds_of([5, 6, 3])).tolist() == [11, 10, 9, 8, 7, 6, 5, 2, 1, 0]


@pytest.mark.parametrize("distinct", [4, 1 << 22])  # the second has too many words for one key
def test_places_are_sorted_alike_however_many_words_there_are(distinct: int) -> None:
    concordance = concordance_of(["b a c a b a c b", "a b a"])
    counts = np.bincount(concordance.words[:-3], minlength=distinct)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    order = sorted_places(concordance.words, starts)
    assert order.tolist() == sorted_one_by_one(concordance)
    half = order[order % 2 == 0]
    assert np.array_equal(sorted_places(concordance.words, starts, half), order)


@settings(deadline=None)
@given(st.lists(st.integers(0, 5), max_size=40), st.integers(1, 9))
@example([], 1)
@example([3], 1)
@example([2, 2, 2, 2, 2], 2)
def test_places_are_sorted_as_one_expression_does_however_few_at_once(
    given: list[int], at_once: int
) -> None:
    words = np.array([*given, -1, -1, -1], dtype=np.int32)
    starts = np.cumsum([0, *np.bincount(words[:-3], minlength=8)], dtype=np.int64)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(array_stretches, "_AT_ONCE", at_once)
        order = sorted_places(words, starts)
    assert order.dtype == np.int32
    assert order.tolist() == np.lexsort((words[2:-1], words[1:-2], words[:-3])).tolist()


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
    order = sorted_places(words, np.array([0, 2, 3, 4, 5], dtype=np.int64))
    assert order.tolist() == [4, 1, 3, 2, 0]
    assert looked_at == [5]


@settings(deadline=None)
@given(NUMBERS)
def test_as_many_rise_as_can(numbers: list[int]) -> None:
    places = _rising(numbers)
    chain = [numbers[place] for place in places]
    assert places == sorted(set(places))
    assert chain == sorted(set(chain))
    assert all(number >= 0 for number in chain)
    most = [0] * len(numbers)  # the most that rise up to each, by trying all before it
    for place, number in enumerate(numbers):
        before = [most[at] for at in range(place) if 0 <= numbers[at] < number]
        most[place] = 1 + max(before, default=0) if number >= 0 else 0
    assert len(places) == max(most, default=0)


@settings(deadline=None)
@given(NUMBERS)
def test_stretches_are_as_long_as_documents_follow_each_other(numbers: list[int]) -> None:
    stretches = _stretches(numbers)
    places = [place for first, last in stretches for place in range(first, last)]
    assert places == _rising(numbers)
    for first, last in stretches:
        assert numbers[first:last] == list(range(numbers[first], numbers[first] + last - first))
