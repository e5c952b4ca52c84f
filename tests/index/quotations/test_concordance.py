"""The index behind the quotation check, against searching the words one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.quotations.concordance import UNKNOWN, Concordance, digests_of
from index.quotations.laid_words import Known, ReadWords, concordance_of
from index.quotations.neighbourhoods import neighbourhoods, verbatim_runs
from index.quotations.words import compared_words_of
from index.storage import array_stretches
from tests.support.concordances import at_once, sorted_texts

TEXT = st.text(alphabet="abc ", max_size=40)
TEXTS = st.lists(TEXT, max_size=5)
ARRAYS = ("words", "bounds", "vocabulary", "order", "starts")


def places_of(texts: list[str], wanted: list[str]) -> list[int]:
    """Return where the words follow each other in one text, counted through all texts."""
    places, offset = [], 0
    for text in texts:
        words = [word.folded for word in compared_words_of(text)]
        places += [
            offset + i for i in range(len(words)) if words[i : i + len(wanted)] == wanted and wanted
        ]
        offset += len(words)
    return places


def same_arrays(one: Concordance, other: Concordance) -> None:
    for name in ARRAYS:
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    for name in ("extents", "marks", "far"):
        assert np.array_equal(getattr(one.spans, name), getattr(other.spans, name)), name


@settings(deadline=None)
@given(TEXTS, st.lists(st.text(alphabet="abc", min_size=1, max_size=2), min_size=1, max_size=6))
def test_finds_every_place_and_no_other(texts: list[str], wanted: list[str]) -> None:
    concordance = sorted_texts(texts)
    found = concordance.find(concordance.ids_of(digests_of(wanted)))
    assert sorted(found.tolist()) == places_of(texts, wanted)


@settings(deadline=None)
@given(
    TEXTS,
    st.lists(st.text(alphabet="abc", min_size=1, max_size=2), max_size=9),
    st.integers(min_value=1, max_value=3),
)
def test_the_places_of_all_runs_of_words_are_those_of_each(
    texts: list[str], wanted: list[str], length: int
) -> None:
    concordance = sorted_texts(texts)
    stretches = concordance.phrases(concordance.ids_of(digests_of(wanted)), length)[-1]
    assert len(stretches.starts) == len(stretches.ends) == max(len(wanted) - length + 1, 0)
    for at, (low, high) in enumerate(zip(*map(np.ndarray.tolist, stretches), strict=True)):
        expected = places_of(texts, wanted[at : at + length])
        assert sorted(concordance.order[low:high].tolist()) == expected


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_building_on_older_ones_gives_the_same_as_building_anew(
    old: list[str], new: list[str]
) -> None:
    half = len(old) // 2
    older = [sorted_texts(old[:half]), sorted_texts(old[half:]), sorted_texts(new)]
    places = [(older[at >= half], at - half if at >= half else at) for at in range(1, len(old))]
    known = [Known(older[2], at) for at in range(len(new))]
    grown = concordance_of([*known, *(Known(*place) for place in places)])
    fresh = sorted_texts([*new, *old[1:]])
    assert np.array_equal(grown.vocabulary, fresh.vocabulary)  # words that are gone, too
    same_arrays(grown, fresh)


@settings(deadline=None)
@given(TEXTS, TEXTS, st.integers(1, 9))
def test_it_is_the_same_however_few_places_are_sorted_at_once(
    texts: list[str], more: list[str], at_once: int
) -> None:
    def both() -> tuple[Concordance, Concordance]:
        older, new = sorted_texts(texts), sorted_texts(more)
        sources: list[tuple[ReadWords, int]] = [(new, len(more)), (older, len(texts))]
        known = [Known(words, number) for words, count in sources for number in range(count)]
        return older, concordance_of(known[: len(known) - 1])

    whole = both()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(array_stretches, "_AT_ONCE", at_once)
        parts = both()
    for one, other in zip(whole, parts, strict=True):
        same_arrays(one, other)


def test_no_phrase_reaches_from_one_document_into_the_next() -> None:
    concordance = sorted_texts(["the keeper of the", "mill by the keeper", "", "of the mill"])
    ids = concordance.ids_of(digests_of("keeper of the mill".split()))
    found = concordance.phrases(ids)
    assert [one.counts.tolist() for one in found] == [[2, 2, 4, 2], [1, 2, 1], [1, 1]]


def test_rare_words_say_more_than_common_ones() -> None:
    concordance = at_once(["the cat and the dog and the owl"])
    ids = concordance.ids_of(["the", "cat", "yak"])
    assert ids[:, 2] == [UNKNOWN]
    assert concordance.surprise(ids) == pytest.approx(np.log2([8 / 3, 8, 8]))


@settings(deadline=None)
@given(TEXTS, st.text(alphabet="abc ", max_size=60))
def test_runs_are_verbatim_as_long_as_can_be_and_within_one_document(
    texts: list[str], quotation: str
) -> None:
    concordance = at_once(texts)
    words = [word.folded for word in compared_words_of(quotation)]
    ids = concordance.ids_of(words)
    end = 0
    for run in verbatim_runs(concordance, ids, concordance.phrases(ids)[-1], least=3):
        assert run.first >= end
        assert run.last - run.first >= 3
        assert run.place == places_of(texts, words[run.first : run.last])[0]
        assert run.last == len(words) or not places_of(texts, words[run.first : run.last + 1])
        end = run.last


def test_a_changed_sentence_is_looked_for_where_it_stands() -> None:
    filler = " ".join(f"w{i % 50}" for i in range(3000))
    sentence = "the keeper lit the lamp at dusk and went down to the harbour"
    texts = [filler, f"{filler} {sentence} {filler}", filler]
    concordance = at_once(texts)
    ids = concordance.ids_of(sentence.replace("lamp", "stove").split())
    nearest = next(neighbourhoods(concordance, concordance.phrases(ids), most=5))
    assert nearest.document == 1
    assert nearest.place == 6000
