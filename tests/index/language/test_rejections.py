"""What says of the sentence before it that it is not so, and what only sounds like it."""

import pytest

from index.language import rejects
from tests.support.pace import pace_of


@pytest.mark.parametrize(
    "sentence",
    [
        "This is a dangerous opinion and absolutely untrue.",
        "That is not true.",
        "But this view is wrong.",
        "Neither is true.",
        "None of this is true.",
        "They were mistaken, as the rolls show.",
        "It has since been debunked.",
        "This, however, isn’t the case.",
        "In truth it is a myth.",
        "Not so.",
        "Nothing of the kind happened.",
        "There is no evidence for this.",
        "The opposite is true.",
    ],
)
def test_a_sentence_may_say_that_the_one_before_is_not_so(sentence: str) -> None:
    assert rejects(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It is not true that the mill closed.",
        "This was wrong of the miller.",
        "This is a false door.",
        "This is not wrong.",
        "This is true.",
        "The mill is not the case for it.",
        "They had wrong figures.",
        "Neither did the miller.",
    ],
)
def test_what_judges_something_else_does_not(sentence: str) -> None:
    assert not rejects(sentence)


@pytest.mark.parametrize("opening", ["but ", "this is ", "this is later ", "it is a, ", "none of "])
def test_whether_a_sentence_rejects_is_soon_known(opening: str) -> None:
    assert pace_of(lambda: rejects(opening * 400), limit=1) < 1
