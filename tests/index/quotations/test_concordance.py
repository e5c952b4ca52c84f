"""The index behind the quotation check, against searching the words one by one."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.quotations.concordance import UNKNOWN, Concordance, Known, concordance_of, load
from index.quotations.neighbourhoods import neighbourhoods, verbatim_runs
from index.quotations.words import compared_words_of
from index.storage import array_stretches

TEXT = st.text(alphabet="abc ", max_size=40)
TEXTS = st.lists(TEXT, max_size=5)


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


@settings(deadline=None)
@given(TEXTS, st.lists(st.text(alphabet="abc", min_size=1, max_size=2), min_size=1, max_size=6))
def test_finds_every_place_and_no_other(texts: list[str], wanted: list[str]) -> None:
    concordance = concordance_of(texts)
    found = concordance.find(concordance.ids_of(wanted), limit=1000)
    assert found.tolist() == places_of(texts, wanted)


@settings(deadline=None)
@given(
    TEXTS,
    st.lists(st.text(alphabet="abc", min_size=1, max_size=2), max_size=9),
    st.integers(min_value=1, max_value=3),
)
def test_the_places_of_all_runs_of_words_are_those_of_each(
    texts: list[str], wanted: list[str], length: int
) -> None:
    concordance = concordance_of(texts)
    words = concordance.words.tolist()
    ids = concordance.ids_of(wanted)
    stretches = concordance.stretches(ids, length)
    assert len(stretches.starts) == len(stretches.ends) == max(len(wanted) - length + 1, 0)
    for at, (low, high) in enumerate(zip(*map(np.ndarray.tolist, stretches), strict=True)):
        run = ids[at : at + length].tolist()
        expected = {
            place
            for place in range(len(concordance))
            if words[place : place + length] == run and UNKNOWN not in run
        }
        assert set(concordance.order[low:high].tolist()) == expected


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_building_on_older_ones_gives_the_same_as_building_anew(
    old: list[str], new: list[str]
) -> None:
    texts = [*new, *old[1:]]
    half = len(old) // 2
    older = [concordance_of(old[:half]), concordance_of(old[half:])]
    places = [(older[at >= half], at - half if at >= half else at) for at in range(1, len(old))]
    known = [*([None] * len(new)), *(Known(*place) for place in places)]
    grown, fresh = concordance_of(texts, known), concordance_of(texts)
    assert np.array_equal(grown.vocabulary, fresh.vocabulary)  # words that are gone, too
    assert np.array_equal(grown.words, fresh.words)
    assert np.array_equal(grown.spans, fresh.spans)
    assert np.array_equal(grown.bounds, fresh.bounds)
    for words in (["a"], ["ab", "c"], ["c", "c", "c"]):
        assert np.array_equal(
            grown.find(grown.ids_of(words), 99), fresh.find(fresh.ids_of(words), 99)
        )


@settings(deadline=None)
@given(TEXTS, TEXTS, st.integers(1, 9))
def test_it_is_the_same_however_few_places_are_sorted_at_once(
    texts: list[str], more: list[str], at_once: int
) -> None:
    def both() -> tuple[Concordance, Concordance]:
        older = concordance_of(texts)
        known = [Known(older, number) for number in range(1, len(texts))]
        return older, concordance_of([*more, *texts[1:]], [*([None] * len(more)), *known])

    whole = both()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(array_stretches, "_AT_ONCE", at_once)
        parts = both()
    for one, other in zip(whole, parts, strict=True):
        for name in ("words", "spans", "bounds", "vocabulary", "order", "starts"):
            assert np.array_equal(getattr(one, name), getattr(other, name))


@settings(deadline=None, max_examples=20)
@given(TEXTS)
def test_what_is_loaded_is_what_was_saved(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("concordance")
    concordance = concordance_of(texts)
    concordance.save(folder)
    loaded = load(folder)
    for name in ("words", "spans", "bounds", "vocabulary", "order", "starts"):
        assert np.array_equal(getattr(loaded, name), getattr(concordance, name))


def test_arrays_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    concordance_of(["one two three"]).save(tmp_path)
    np.save(tmp_path / "order.npy", np.zeros(2, np.int32))
    with pytest.raises(ValueError, match="2 places"):
        load(tmp_path)


def test_rare_words_say_more_than_common_ones() -> None:
    concordance = concordance_of(["the cat and the dog and the owl"])
    ids = concordance.ids_of(["the", "cat", "yak"])
    assert ids[2] == UNKNOWN
    assert concordance.surprise(ids) == pytest.approx(np.log2([8 / 3, 8, 8]))


@settings(deadline=None)
@given(TEXTS, st.text(alphabet="abc ", max_size=60))
def test_runs_are_verbatim_as_long_as_can_be_and_within_one_document(
    texts: list[str], quotation: str
) -> None:
    concordance = concordance_of(texts)
    words = [word.folded for word in compared_words_of(quotation)]
    ids = concordance.ids_of(words)
    end = 0
    for run in verbatim_runs(concordance, ids, concordance.stretches(ids, 3), least=3):
        assert run.first >= end
        assert run.last - run.first >= 3
        assert run.place in places_of(texts, words[run.first : run.last])
        assert run.last == len(words) or not places_of(texts, words[run.first : run.last + 1])
        end = run.last


def test_a_changed_sentence_is_looked_for_where_it_stands() -> None:
    filler = " ".join(f"w{i % 50}" for i in range(3000))
    sentence = "the keeper lit the lamp at dusk and went down to the harbour"
    texts = [filler, f"{filler} {sentence} {filler}", filler]
    concordance = concordance_of(texts)
    ids = concordance.ids_of(sentence.replace("lamp", "stove").split())
    nearest = next(neighbourhoods(concordance, concordance.phrases(ids), most=5))
    assert nearest.document == 1
    assert nearest.place == 6000
