"""Coverage against the same thing said in plain loops over words."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search.term_coverage import QueryTerms, coverage_of, pairs_of
from index.search.word_index.lexical import Lexical

LETTERS = "ghjkqwxz"  # as words: telling, and stems of themselves
segment = st.lists(st.sampled_from(LETTERS), max_size=5)
passages = st.lists(st.lists(segment, min_size=2, max_size=4), min_size=1, max_size=4)


def query_terms(
    lexical: Lexical, words: list[str], related: dict[tuple[str, str], float]
) -> QueryTerms:
    distinct = list(dict.fromkeys(words))
    rows = sorted(lexical.vocabulary.values())
    names = list(lexical.vocabulary)
    strengths = np.array(
        [
            [1.0 if names[r] == w else related.get((w, names[r]), 0.0) for w in distinct]
            for r in rows
        ],
        dtype=np.float32,
    ).reshape(len(rows), len(distinct))
    return QueryTerms(
        weights=np.array([LETTERS.index(w) + 1 for w in distinct], dtype=np.float32),
        own=np.array([lexical.vocabulary.get(w, -1) for w in distinct], dtype=np.int32),
        related=np.array(rows, dtype=np.int32),
        strengths=strengths,
        pairs=pairs_of([distinct.index(w) for w in words]),
    )


def in_loops(
    words: list[str], related: dict[tuple[str, str], float], passage: list[list[str]]
) -> list[float]:
    distinct = list(dict.fromkeys(words))
    weight = {w: LETTERS.index(w) + 1 for w in distinct}

    def share(tokens: list[str], related: dict[tuple[str, str], float]) -> float:
        return sum(
            weight[w]
            * max((1.0 if t == w else related.get((w, t), 0.0) for t in tokens), default=0.0)
            for w in distinct
        ) / sum(weight.values())

    everything = [token for tokens in passage for token in tokens]
    pairs = sorted({(a, b) for a, b in pairwise(words) if a != b})
    found = {
        pair
        for tokens in passage
        for reach in (1, 2)
        for pair in zip(tokens, tokens[reach:], strict=False)
    }
    of_pair = {(a, b): (weight[a] + weight[b]) / 2 for a, b in pairs}
    return [
        share(everything, related),
        max(share(tokens, related) for tokens in passage[1:]),
        sum(of_pair[p] for p in pairs if p in found) / (sum(of_pair.values()) or 1),
    ]


@settings(deadline=None)  # a busy machine is no fault
@given(
    corpus=passages,
    words=st.lists(st.sampled_from(LETTERS), min_size=1, max_size=5),
    related=st.dictionaries(
        st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS)), st.floats(0, 0.9), max_size=6
    ),
    data=st.data(),
)
def test_coverage_is_what_loops_over_words_find(
    corpus: list[list[list[str]]],
    words: list[str],
    related: dict[tuple[str, str], float],
    data: st.DataObject,
) -> None:
    lexical = Lexical.build(
        [" ".join(passage[0]) for passage in corpus],
        [[" ".join(tokens) for tokens in passage[1:]] for passage in corpus],
    )
    rows = data.draw(st.lists(st.sampled_from(range(len(corpus))), min_size=1, unique=True))
    coverage = coverage_of(
        query_terms(lexical, words, related),
        lexical.terms_at(np.array(sorted(rows), dtype=np.int64)),
        len(lexical.vocabulary),
    )
    found = np.column_stack(
        [
            coverage.related,
            coverage.related_sentence,
            coverage.pairs,
        ]
    )
    expected = np.array([in_loops(words, related, corpus[row]) for row in sorted(rows)])
    assert found == pytest.approx(expected, abs=1e-5)


def test_a_question_without_telling_words_covers_nothing() -> None:
    lexical = Lexical.build([""], [["ships"]])
    nothing = QueryTerms(
        weights=np.zeros(0, np.float32),
        own=np.zeros(0, np.int32),
        related=np.zeros(0, np.int32),
        strengths=np.zeros((0, 0), np.float32),
        pairs=frozenset(),
    )
    coverage = coverage_of(nothing, lexical.terms_at(np.array([0])), 1)
    assert coverage.related.tolist() == coverage.pairs.tolist() == [0.0]
