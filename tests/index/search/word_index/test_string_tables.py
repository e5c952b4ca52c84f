"""Words on disk are those that were written, each found by its letters."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.word_index.string_tables import Numbered, StringTable

WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), unique=True)


@given(WORDS, st.text(st.characters(exclude_categories=["Cs"])))
def test_each_string_is_found_and_no_other(words: list[str], other: str) -> None:
    table = StringTable.of(words)
    assert list(table) == words
    assert [table[number] for number in range(len(words))] == words
    assert dict(Numbered(table)) == {word: number for number, word in enumerate(words)}
    assert (other in Numbered(table)) == (other in words)


def test_what_is_loaded_is_what_was_saved(tmp_path: Path) -> None:
    StringTable.of(["mühle", "mill", "", "millers"]).save(tmp_path / "table")
    table = StringTable.load(tmp_path / "table")
    assert table[1:] == ("mill", "", "millers")
    assert table[-4] == "mühle"
    assert table.number_of("mil") is None
    with pytest.raises(IndexError):
        table[4]
