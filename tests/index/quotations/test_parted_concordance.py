"""Words of a collection in several parts: everything that is asked is as it is of one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.quotations import neighbourhoods as looked_for
from index.quotations.neighbourhoods import neighbourhoods, verbatim_runs
from index.quotations.parted_concordance import PartedConcordance
from index.quotations.words import compared_words_of
from tests.support.concordances import at_once, in_parts

TEXT = st.text(alphabet="abc ", max_size=40)
OWNED = st.lists(st.tuples(TEXT, st.integers(0, 3)), min_size=1, max_size=8)
GONE = st.lists(st.tuples(st.integers(0, 3), TEXT), max_size=5)


def same_answers(one: PartedConcordance, other: PartedConcordance, quotation: str) -> None:
    """Check that two of the same documents answer the same, to the last bit."""
    assert len(one) == len(other)
    assert one.bits == other.bits
    words = [word.folded for word in compared_words_of(quotation)] or ["a"]
    assert one.has(words) == other.has(words)
    ours, theirs = one.ids_of(words), other.ids_of(words)
    assert one.surprise(ours).tolist() == other.surprise(theirs).tolist()
    mine, its = one.phrases(ours), other.phrases(theirs)
    assert [x.counts.tolist() for x in mine] == [x.counts.tolist() for x in its]
    for length in range(1, len(words) + 1):
        found = [
            whole.find(ids[:, :length], limit).tolist()
            for limit in (2, 1000)
            for whole, ids in ((one, ours), (other, theirs))
        ]
        assert found[0] == found[1]
        assert found[2] == found[3]
    assert [*verbatim_runs(one, ours, mine[-1], 3)] == [*verbatim_runs(other, theirs, its[-1], 3)]
    assert [*neighbourhoods(one, mine, 9)] == [*neighbourhoods(other, its, 9)]


@settings(deadline=None)
@given(OWNED, GONE, st.text(alphabet="abc ", max_size=30))
def test_what_is_asked_of_parts_is_as_of_one(
    owned: list[tuple[str, int]], gone: list[tuple[int, str]], quotation: str
) -> None:
    texts, owners = [text for text, _ in owned], [owner for _, owner in owned]
    parts, once = in_parts(texts, owners, gone), at_once(texts)
    same_answers(parts, once, quotation)
    for document, text in enumerate(texts):
        begin, end = parts.bounds[document : document + 2].tolist()
        spans = [[word.start, word.end] for word in compared_words_of(text)]
        assert parts.spans(document, begin, end).tolist() == spans
        if begin < end:
            assert parts.document_at(begin) == parts.document_at(end - 1) == document


@settings(deadline=None)
@given(OWNED, GONE, st.text(alphabet="abc ", max_size=30), st.integers(1, 4))
def test_limits_are_those_of_all_parts_together(
    owned: list[tuple[str, int]], gone: list[tuple[int, str]], quotation: str, most: int
) -> None:
    texts, owners = [text for text, _ in owned], [owner for _, owner in owned]
    with pytest.MonkeyPatch.context() as patched:
        for limit in ("_MOST_PLACES", "_MOST_POSTINGS", "_LEAST_PHRASES"):
            patched.setattr(looked_for, limit, most)
        same_answers(in_parts(texts, owners, gone), at_once(texts), quotation)


def test_a_phrase_that_stands_at_too_many_places_is_not_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(looked_for, "_MOST_PLACES", 2)
    concordance = at_once(["the mill by the quay", "the ferry"])
    for quotation, found in ((["the"], []), (["the", "the", "ferry"], [(1, 4)])):
        phrases = concordance.phrases(concordance.ids_of(quotation))
        near = [(one.document, one.place) for one in neighbourhoods(concordance, phrases, 5)]
        assert near == found


def test_no_run_begins_with_three_words_that_stand_at_too_many_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    concordance = at_once(["by the mill a ferry", "by the mill a quay", "by the mill"])
    ids = concordance.ids_of(["by", "the", "mill", "a", "quay"])
    triples = concordance.phrases(ids)[-1]
    assert [*verbatim_runs(concordance, ids, triples, 3)] == [looked_for.VerbatimRun(0, 5, 5)]
    monkeypatch.setattr(looked_for, "_MOST_PLACES", 2)
    assert [*verbatim_runs(concordance, ids, triples, 3)] == [looked_for.VerbatimRun(1, 5, 6)]


def test_a_word_that_only_a_document_had_that_is_gone_is_unknown() -> None:
    parts = in_parts(["the mill", "the quay"], [0, 1], [(1, "the ferry of the quay")])
    assert parts.has(["mill", "quay", "ferry", "of"]) == [True, True, False, False]
    ids = parts.ids_of(["the", "quay", "ferry"])
    assert parts.phrases(ids, 1)[0].counts.tolist() == [2, 1, 0]
    assert parts.find(parts.ids_of(["the", "quay"]), 9).tolist() == [2]
    assert np.array_equal(parts.surprise(ids), np.log2(4) - np.log2([2, 1, 1]))


def test_places_are_counted_in_the_order_of_the_collection_whatever_that_of_the_parts() -> None:
    texts = ["a mill", "a quay", "a mill by a quay", "a quay"]
    parts = in_parts(texts, [1, 0, 1, 0])
    assert parts.find(parts.ids_of(["a", "quay"]), 9).tolist() == [2, 7, 9]
    assert parts.find(parts.ids_of(["a", "quay"]), 2).tolist() == [2, 7]
    assert [parts.document_at(place) for place in (2, 7, 9)] == [1, 2, 3]
