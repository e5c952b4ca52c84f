"""Which of several a sentence says that it is."""

import pytest

from index.language import place_in_count
from tests.support.pace import pace_of


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Firstly, there is the weir.", 1),
        ("To begin with, the weir is high.", 1),
        ("And, thirdly, it rained.", 3),
        ("In the second place it is old.", 2),
        ("The second, as the miller says, is the bridge.", 2),
        ("The third major reason is rain.", 3),
        ("The first is low.", 1),
        ("The first flood was a small one.", None),
        ("First aid is given at the mill.", None),
        ("2. The tenants keep the weir.", None),
        ("The weir is high.", None),
    ],
)
def test_a_sentence_may_count_itself(sentence: str, place: int | None) -> None:
    assert place_in_count(sentence) == place


def test_which_of_several_is_soon_known() -> None:
    assert pace_of(lambda: place_in_count("the first " + "a " * 3000), limit=1) < 1
