"""The words of passages that are chosen, held against those that are read of their texts alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.word_index.lexical import Lexical
from index.search.word_index.words import Words
from index.storage import array_stretches
from tests.support.worded_passages import PASSAGES, Passages, lexical_of, same_words


def rows_of(chosen: list[bool], count: int) -> list[int]:
    return [row for row in range(count) if chosen[row % len(chosen)]]


@given(PASSAGES, PASSAGES, st.lists(st.booleans(), min_size=1, max_size=4), st.booleans())
def test_what_is_chosen_is_as_if_it_had_been_read_alone(
    first: Passages,
    second: Passages,
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
    same_words(ours, lexical_of(wanted))


@given(PASSAGES, st.integers(1, 9))
def test_what_follows_from_words_is_the_same_however_few_are_looked_at_at_once(
    passages: Passages, at_once: int
) -> None:
    whole = lexical_of(passages)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(array_stretches, "_AT_ONCE", at_once)
        same_words(lexical_of(passages), whole)


def test_forms_are_those_of_the_passages_that_are_meant() -> None:
    lexical = Lexical.build(["", "Fees"], [["Ships wait."], ["A ship pays."]])
    assert lexical.forms_in(1, 2) == ("a", "fees", "pays", "ship")
    assert lexical.forms_in(0, 1) == ("ships", "wait")


def test_forms_are_numbered_by_their_bytes_and_no_more_bytes_are_taken_than_needed() -> None:
    words = Words.read([""], [["Ships wait.", "A ship and ships."]])
    assert words.forms == ("a", "and", "ship", "ships", "wait")
    assert words.nested.ids.tolist() == [3, 4, 0, 2, 1, 3]
    assert words.nested.ids.itemsize == 1


def test_a_stop_word_stands_for_no_content_word_of_its_stem() -> None:
    lexical = Lexical.build(
        [""], [["Human beings will be willing to be here.", "Being here they will wait."]]
    )
    assert list(lexical.vocabulary) == ["be", "human", "wait", "will"]
    assert lexical.words() == ("beings", "human", "wait", "willing")
    assert lexical.word_forms["be"] == 2
