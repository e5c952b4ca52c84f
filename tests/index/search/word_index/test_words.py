"""The words of passages that are chosen, held against those that are read of their texts alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.word_index.lexical import Lexical
from index.search.word_index.words import WordRows, Words
from index.storage import array_stretches
from index.types import Ids

WORDS = st.sampled_from(
    ["The", "ships", "ship", "Harbour", "harbours", "wait", "U.S.", "1,500", "é"]
)
TEXT = st.lists(WORDS, max_size=6).map(" ".join)
PASSAGE = st.tuples(TEXT, st.lists(TEXT, min_size=1, max_size=3))
PASSAGES = st.lists(PASSAGE, min_size=1, max_size=5)


def lexical_of(passages: list[tuple[str, list[str]]]) -> Lexical:
    return Lexical.build([context for context, _ in passages], [texts for _, texts in passages])


def rows_of(chosen: list[bool], count: int) -> list[int]:
    return [row for row in range(count) if chosen[row % len(chosen)]]


def same(one: Lexical, other: Lexical) -> None:
    assert list(one.vocabulary.items()) == list(other.vocabulary.items())
    assert list(one.word_forms.items()) == list(other.word_forms.items())
    assert one.words() == other.words()
    for name in ("ids", "segments", "passages"):
        assert np.array_equal(getattr(one.terms, name), getattr(other.terms, name))
    assert np.array_equal(one.idf, other.idf)
    every = np.arange(len(one.vocabulary), dtype=np.int32)
    assert np.array_equal(one.scores(every), other.scores(every))


@given(PASSAGES, PASSAGES, st.lists(st.booleans(), min_size=1, max_size=4), st.booleans())
def test_what_is_chosen_is_as_if_it_had_been_read_alone(
    first: list[tuple[str, list[str]]],
    second: list[tuple[str, list[str]]],
    chosen: list[bool],
    retitled: bool,  # Hypothesis gives it by its place
) -> None:
    parts = [(passages, rows_of(chosen, len(passages))) for passages in (first, second)]
    kept = [passages[row] for passages, rows in parts for row in rows]
    wanted = [
        (f"Another ship. {context}" if retitled else context, texts) for context, texts in kept
    ]
    ours = Lexical.chosen(
        [(lexical_of(passages), np.array(rows, dtype=np.int64)) for passages, rows in parts],
        [context for context, _ in wanted],
    )
    same(ours, lexical_of(wanted))


@given(PASSAGES, st.integers(1, 9))
def test_what_follows_from_words_is_the_same_however_few_are_looked_at_at_once(
    passages: list[tuple[str, list[str]]], at_once: int
) -> None:
    whole = lexical_of(passages)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(array_stretches, "_AT_ONCE", at_once)
        same(lexical_of(passages), whole)


def test_forms_are_those_of_the_passages_that_are_meant() -> None:
    words = Words.read(["", "Fees"], [["Ships wait."], ["A ship pays."]])
    assert words.forms_in(1, 2) == ("fees", "a", "ship", "pays")
    assert words.forms_in(0, 1) == ("ships", "wait")


def test_forms_are_counted_some_words_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    stretches = []

    def counts_of(numbers: WordRows, minlength: int) -> Ids:
        stretches.append(numbers.tolist())
        return bincount(numbers, minlength=minlength)

    bincount = np.bincount
    words = Words.read([""], [["Ships wait.", "A ship and ships."]])
    monkeypatch.setattr(array_stretches, "_AT_ONCE", 4)
    monkeypatch.setattr(np, "bincount", counts_of)
    counts = words.counts
    assert dict(zip(words.forms, counts.tolist(), strict=True)) == {
        "ships": 2,
        "wait": 1,
        "a": 1,
        "ship": 1,
        "and": 1,
    }
    assert stretches == [[0, 1, 2, 3], [4, 0]]


def test_a_stop_word_stands_for_no_content_word_of_its_stem() -> None:
    lexical = Lexical.build(
        [""], [["Human beings will be willing to be here.", "Being here they will wait."]]
    )
    assert list(lexical.vocabulary) == ["human", "be", "will", "wait"]
    assert lexical.words() == ("human", "beings", "willing", "wait")
    assert lexical.word_forms["be"] == 2
