"""Passages of a few words, and two collections' words held against each other."""

import numpy as np
from hypothesis import strategies as st

from index.search.word_index.lexical import Lexical

Passages = list[tuple[str, list[str]]]  # of each the context and the sentences

_WORDS = st.sampled_from(
    ["The", "ships", "ship", "Harbour", "harbours", "wait", "U.S.", "1,500", "é"]
)
_TEXT = st.lists(_WORDS, max_size=6).map(" ".join)
_PASSAGE = st.tuples(_TEXT, st.lists(_TEXT, min_size=1, max_size=3))
PASSAGES = st.lists(_PASSAGE, min_size=1, max_size=5)


def lexical_of(passages: Passages) -> Lexical:
    """Return the words of passages, read of their texts."""
    return Lexical.build([context for context, _ in passages], [texts for _, texts in passages])


def same_words(one: Lexical, other: Lexical) -> None:
    """Check that two collections' words cannot be told apart."""
    assert list(one.vocabulary.items()) == list(other.vocabulary.items())
    assert list(one.word_forms.items()) == list(other.word_forms.items())
    assert one.words() == other.words()
    rows = np.arange(len(other))
    for name in ("ids", "segments", "passages"):
        ours, theirs = (getattr(some.terms_at(rows), name) for some in (one, other))
        assert np.array_equal(ours, theirs)
    assert np.array_equal(one.lengths, other.lengths)
    assert np.array_equal(one.idf, other.idf)
    every = np.arange(len(one.vocabulary), dtype=np.int32)
    assert np.array_equal(one.scores(every), other.scores(every))
