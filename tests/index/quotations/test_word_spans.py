"""Where words start and end: what is read is what was laid, wherever one begins to read."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.quotations.word_spans import WordSpans, laid_spans

LENGTH = st.one_of(st.integers(1, 9), st.sampled_from([63, 254, 255, 256, 40_000]))
GAP = st.one_of(st.integers(0, 3), st.sampled_from([254, 255, 256, 100_000]))
TEXT = st.lists(st.tuples(GAP, LENGTH), max_size=150)


def spans_of(text: list[tuple[int, int]]) -> list[list[int]]:
    spans, end = [], 0
    for gap, length in text:
        spans.append([end + gap, end + gap + length])
        end += gap + length
    return spans


@settings(deadline=None)
@given(st.lists(TEXT, max_size=4), st.data())
def test_what_is_read_is_what_was_laid(
    texts: list[list[tuple[int, int]]], data: st.DataObject
) -> None:
    own = [spans_of(text) for text in texts]
    laid = laid_spans(np.array(spans, np.int32).reshape(-1, 2) for spans in own)
    assert len(laid) == sum(map(len, own))
    first = 0
    for spans in own:
        begin = data.draw(st.integers(0, len(spans)))
        end = data.draw(st.integers(begin, len(spans)))
        assert laid.of(first, first + begin, first + end).tolist() == spans[begin:end]
        first += len(spans)


def test_a_word_takes_two_bytes() -> None:
    laid = laid_spans([np.array([[5, 9], [10, 12], [400, 402]])])
    assert laid.extents.tolist() == [[5, 4], [1, 2], [255, 2]]
    assert laid.marks.tolist() == [0]
    assert laid.far.tolist() == [[4], [388]]


def test_arrays_that_do_not_belong_together_are_refused() -> None:
    laid = laid_spans([np.array([[5, 9], [10, 12]])])
    with pytest.raises(ValueError, match="2 words"):
        WordSpans(laid.extents, laid.marks[:0], laid.far)
