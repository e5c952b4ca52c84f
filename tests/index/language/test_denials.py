"""What a sentence denies, in time that grows with its length."""

from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.denials import denials_of
from index.language.english import CLAUSE_OPENERS, COUNTING_DENIALS, DENIALS, STOP_WORDS
from index.language.terms import stems_of
from tests.support.pace import pace_of

_WORDS = (
    "not no never nothing don't refused gate gates open really , . unless ( the two held lock"
).split()


def test_a_denial_is_passed_on_up_to_the_end_of_its_clause() -> None:
    (denial,) = denials_of("They never felt compelled to ask the town, but paid.")
    assert (denial.cue, denial.word, denial.stems) == ("never", "ask", ("ask", "town"))


def content_words_behind(words: list[str], place: int) -> list[str]:
    """Return what says something between a word and the end of its clause."""
    clause = takewhile(lambda word: word not in CLAUSE_OPENERS | {*".("}, words[place + 1 :])
    spoken = (word for word in clause if word.isalnum() and not word.endswith("ly"))
    return [word for word in spoken if word not in STOP_WORDS | DENIALS]


@given(st.lists(st.sampled_from(_WORDS), max_size=14))
def test_each_cue_denies_the_content_words_behind_it_in_its_clause(words: list[str]) -> None:
    expected = []
    for place, cue in enumerate(words):
        denied = content_words_behind(words, place)
        if denied and (cue in DENIALS or cue == "don't"):
            stems = stems_of(denied)
            head = frozenset(stems[: 2 if cue in COUNTING_DENIALS else 1])
            expected.append((cue, denied[0], head, tuple(stems)))
    found = [(one.cue, one.word, one.head, one.stems) for one in denials_of(" ".join(words))]
    assert found == expected


@pytest.mark.parametrize("piece", ["not ", "not gates ", "tried ", "not tried ", "don't open "])
@pytest.mark.no_cover  # counting lines takes time
def test_a_long_row_of_denials_is_read_in_a_moment(piece: str) -> None:
    text = piece * (10_000 // len(piece.split()))
    pace = pace_of(lambda: denials_of(text), limit=40)
    assert pace < 40  # squared time: hundreds
