"""Words in parts, held against the same passages in one: whatever came, changed and went before."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search.query_terms.spelling import Speller
from index.search.word_index import live_parts, word_parts, words
from index.search.word_index.lexical import Lexical
from tests.support.worded_passages import PASSAGES, Passages, lexical_of, same_words

Shelf = dict[int, Passages]  # by a number that says in which order they stand

# A number, and what is put there: nothing for what goes.
CHANGES = st.lists(
    st.dictionaries(st.integers(0, 9), st.just([]) | PASSAGES, min_size=1, max_size=3), max_size=8
)


def kept(lexical: Lexical, folder: Path) -> Lexical:
    """Write words where a build has them, and open them."""
    lexical.save(folder)
    return Lexical.load(folder)


def all_of(shelf: Shelf) -> Passages:
    return [passage for number in sorted(shelf) for passage in shelf[number]]


def changed(
    lexical: Lexical, before: Shelf, change: Shelf, *, leaving: bool = True
) -> tuple[Lexical, Shelf]:
    """Return the words once some of the passages are others, and which these are."""
    rows, first = {}, 0
    for number in sorted(before):
        rows[number] = np.arange(first, first + len(before[number]))
        first += len(before[number])
    now = {number: some for number, some in {**before, **change}.items() if some}
    new = lexical_of(all_of({number: some for number, some in change.items() if some}))
    chosen, first = [], 0
    for number in sorted(now):
        if number in change:
            chosen.append((new, np.arange(first, first + len(now[number]))))
            first += len(now[number])
        else:
            chosen.append((lexical, rows[number]))
    return Lexical.grown(chosen, leaving=leaving), now


def parts_of(lexical: Lexical) -> Sequence[int]:
    """Return how many passages each part has, those that are gone included."""
    return [len(one.part) for one in lexical._held.parts]


@settings(deadline=None)
@given(PASSAGES, CHANGES, st.booleans(), st.booleans())
def test_words_that_came_in_parts_are_those_that_are_read_at_once(
    first: Passages, changes: list[Shelf], leaving: bool, few_at_once: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        if few_at_once:
            patched.setattr(words, "_AT_ONCE", 2)
            patched.setattr(word_parts, "_AT_ONCE", 1)
            patched.setattr(live_parts, "_FEW", 0)
        shelf = {5: first}
        lexical = kept(lexical_of(first), Path(folder) / "first")
        for step, change in enumerate(changes):
            grown, shelf = changed(lexical, shelf, change, leaving=leaving)
            lexical = kept(grown, Path(folder) / str(step))
            fresh = lexical_of(all_of(shelf))
            for one in (grown, lexical):
                same_words(one, fresh)
                assert one.forms_in(0, len(one)) == fresh.forms_in(0, len(fresh))
            if not leaving:
                assert sum(parts_of(lexical)) == len(lexical)


@settings(deadline=None)
@given(PASSAGES, PASSAGES, CHANGES, st.lists(st.booleans(), min_size=1, max_size=4), st.booleans())
def test_what_is_chosen_of_words_in_parts_is_as_if_it_had_been_read_alone(
    first: Passages,
    other: Passages,
    changes: list[Shelf],
    wanted: list[bool],
    retitled: bool,  # Hypothesis gives it by its place
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf = {5: first}
        lexical = kept(lexical_of(first), Path(folder) / "first")
        for step, change in enumerate(changes):
            grown, shelf = changed(lexical, shelf, change)
            lexical = kept(grown, Path(folder) / str(step))
    passages = all_of(shelf)
    rows = [row for row in range(len(passages)) if wanted[row % len(wanted)]]
    left = [passages[row] for row in rows]
    if retitled:
        left = [(f"Another ship. {context}", texts) for context, texts in left]
    chosen = Lexical.chosen(
        [(lexical, np.array(rows, np.int64)), (lexical_of(other), np.arange(len(other)))],
        [*(context if retitled else None for context, _ in left), *(None for _ in other)],
    )
    same_words(chosen, lexical_of([*left, *other]))


def of_words(*texts: str) -> Passages:
    return [("", [text]) for text in texts]


def test_of_what_is_gone_no_word_is_counted_suggested_or_known(tmp_path: Path) -> None:
    shelf = {
        1: of_words(*["Mills grind grain."] * 6),
        2: of_words("A zeppelin grinds.", "Zeppelin"),
    }
    whole = kept(lexical_of(all_of(shelf)), tmp_path / "whole")
    left = kept(changed(whole, shelf, {2: []})[0], tmp_path / "left")
    assert parts_of(left) == [8]  # the part is the one that it was
    assert dict(left.word_forms) == {"mills": 6, "grind": 6, "grain": 6}
    assert list(left.vocabulary) == ["grain", "grind", "mill"]
    assert left.words() == ("grain", "grind", "mills")
    assert Speller(whole.word_forms).mend("zepelin") == "zeppelin"
    assert Speller(left.word_forms).mend("zepelin") is None
    assert left.scores(left.ids_of(["zeppelin"])).tolist() == [0.0] * 6
    assert np.array_equal(left.idf, lexical_of(shelf[1]).idf)


def test_the_commonest_form_follows_from_what_is_left(tmp_path: Path) -> None:
    shelf = {
        1: of_words(*["The harbour."] * 3),
        2: of_words("Harbours.", "Harbours, harbours, harbours."),
    }
    whole = kept(lexical_of(all_of(shelf)), tmp_path / "whole")
    assert whole.words() == ("harbours",)
    assert changed(whole, shelf, {2: []})[0].words() == ("harbour",)


def test_a_part_is_linked_and_what_is_new_stands_behind_it(tmp_path: Path) -> None:
    shelf: Shelf = {1: of_words(*["Ships wait."] * 8)}
    whole = kept(lexical_of(shelf[1]), tmp_path / "whole")
    grown = kept(changed(whole, shelf, {0: of_words("A mill.")})[0], tmp_path / "grown")
    assert parts_of(grown) == [8, 1]
    (lying,) = (tmp_path / "whole").rglob("words-ids.npy")
    stamps = {path.stat().st_ino for path in (tmp_path / "grown").rglob("words-ids.npy")}
    assert lying.stat().st_ino in stamps
    assert len(stamps) == 2


@pytest.mark.parametrize(("added", "sizes"), [(1, [8, 1]), (2, [8, 2]), (3, [11]), (40, [48])])
def test_a_part_that_has_less_than_four_times_what_is_new_is_written_with_it(
    tmp_path: Path, added: int, sizes: list[int]
) -> None:
    shelf: Shelf = {1: of_words(*["Ships wait."] * 8)}
    whole = kept(lexical_of(shelf[1]), tmp_path / "whole")
    grown, _ = changed(whole, shelf, {2: of_words(*["A mill."] * added)})
    assert parts_of(grown) == sizes


def test_small_parts_become_one(tmp_path: Path) -> None:
    shelf: Shelf = {0: of_words(*["Ships wait."] * 64)}
    lexical = kept(lexical_of(shelf[0]), tmp_path / "0")
    sizes = []
    for number in range(1, 8):
        grown, shelf = changed(lexical, shelf, {number: of_words("A mill.")})
        lexical = kept(grown, tmp_path / str(number))
        sizes.append(parts_of(lexical))
    assert sizes == [[64, 1], [64, 2], [64, 3], [64, 4], [64, 4, 1], [64, 6], [64, 6, 1]]


def test_a_part_of_which_most_is_gone_is_written_without_it(tmp_path: Path) -> None:
    shelf = {number: of_words("Ships wait.", "A mill.") for number in range(5)}
    lexical = kept(lexical_of(all_of(shelf)), tmp_path / "whole")
    sizes = []
    for number in range(4):
        grown, shelf = changed(lexical, shelf, {number: []})
        lexical = kept(grown, tmp_path / str(number))
        sizes.append((len(lexical), parts_of(lexical)))
    assert sizes == [(8, [10]), (6, [10]), (4, [4]), (2, [4])]


def test_a_build_in_which_nothing_may_be_left_has_no_word_of_what_is_gone(tmp_path: Path) -> None:
    shelf = {1: of_words(*["Mills grind grain."] * 6), 2: of_words("A zeppelin.")}
    whole = kept(lexical_of(all_of(shelf)), tmp_path / "whole")
    changed(whole, shelf, {2: []}, leaving=False)[0].save(tmp_path / "left")
    files = list((tmp_path / "left").rglob("*.npy"))
    assert not [path for path in files if b"zeppelin" in path.read_bytes()]
    assert [path for path in files if b"grain" in path.read_bytes()]


def test_words_of_nothing_are_none(tmp_path: Path) -> None:
    shelf = {1: of_words("Ships wait.")}
    lexical = kept(lexical_of(shelf[1]), tmp_path / "whole")
    empty = kept(changed(lexical, shelf, {1: []})[0], tmp_path / "empty")
    assert (len(empty), dict(empty.word_forms), empty.words()) == (0, {}, ())
    assert empty.scores(empty.ids_of(["ship"])).tolist() == []
    again, _ = changed(empty, {}, {1: of_words("Ships wait.", "")})
    same_words(again, lexical_of(of_words("Ships wait.", "")))


def test_a_passage_may_be_chosen_twice() -> None:
    one = lexical_of(of_words("Ships wait.", "A mill."))
    rows = np.array([1, 0, 1], dtype=np.int64)
    same_words(
        Lexical.chosen([(one, rows)]), lexical_of(of_words("A mill.", "Ships wait.", "A mill."))
    )


def test_a_word_that_stands_somewhere_more_than_255_times_weighs_what_it_does(
    tmp_path: Path,
) -> None:
    passages = of_words("A mill. " * 300, "A mill.", "Ships wait.", "Ships.")
    shelf = {1: passages[2:], 2: passages[:2]}
    first = kept(lexical_of(passages[2:] * 5), tmp_path / "first")
    grown, shelf = changed(first, {1: passages[2:] * 5}, {2: passages[:2]})
    assert len(parts_of(grown)) == 2
    same_words(kept(grown, tmp_path / "grown"), lexical_of(all_of(shelf)))
