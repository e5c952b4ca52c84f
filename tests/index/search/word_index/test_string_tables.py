"""Words on disk are those that were written, each found by its letters."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.word_index.string_tables import Numbered, StringTable, united

WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), unique=True)


@given(WORDS.map(sorted), st.text(st.characters(exclude_categories=["Cs"])))
def test_each_string_is_found_and_no_other(words: list[str], other: str) -> None:
    table = StringTable.of(words)
    assert list(table) == words
    assert [table[number] for number in range(len(words))] == words
    assert dict(Numbered(table)) == {word: number for number, word in enumerate(words)}
    assert (other in Numbered(table)) == (other in words)


@given(WORDS.map(sorted), WORDS.map(sorted))
def test_of_several_each_string_stands_there_once_and_is_found_by_its_number(
    one: list[str], other: list[str]
) -> None:
    whole, (ones, others) = united([one, other])
    assert list(whole) == sorted({*one, *other})
    assert [whole[number] for number in ones] == one
    assert [whole[number] for number in others] == other


def test_what_is_loaded_is_what_was_saved(tmp_path: Path) -> None:
    arrays = StringTable.of(["", "mill", "millers", "mühle"]).arrays("words")
    for name, array in arrays.items():
        np.save(tmp_path / f"{name}.npy", array)
    table = StringTable.load(tmp_path, "words")
    assert table[1:] == ("mill", "millers", "mühle")
    assert table[-4] == ""
    assert table.number_of("mil") is None
    with pytest.raises(IndexError):
        table[4]
