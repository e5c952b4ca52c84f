"""Sentences that tell of the other side are none that answers."""

import pytest

from index.answers.judgement.turned_questions import turned

HELP = "The mill has assisted the Guild of Weavers with wool and two carts."
PAID = "Arvale pays the harbour 400 crowns a year, and the harbour dredges the river."
NEED = "Today the Guild does not rely on the mill for anything."
BOTH = "Arvale pays the harbour, and the harbour pays Arvale."


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How does the Guild help the mill?", HELP),
        ("how do the guild help the mill", HELP),
        ("How does the Guild help the town?", HELP),
        ("and how has the Guild of Weavers backed the mill so far?", HELP),
        ("What does the Guild do for the mill?", HELP),
        ("What support does the Guild give to the mill?", HELP),
        ("How much does the harbour pay Arvale each year?", PAID),
        ("when did the harbour pay arvale?", PAID),
        ("Why does the mill depend on the Guild?", NEED),
        ("why does the mill need the guild", NEED),
    ],
)
def test_what_one_does_to_another_is_not_told_by_what_the_other_does(
    question: str, sentence: str
) -> None:
    assert turned(question, ["It was so.", sentence]) == {1}


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How does the mill help the Guild?", HELP),
        ("Does the Guild help the mill?", HELP),  # "no, the other way round" answers
        ("How is the Guild helped by the mill?", HELP),
        ("Who helps the Guild?", HELP),
        ("How much does the harbour pay Arvale?", BOTH),
        ("How did the Guild come to the mill?", HELP),
        ("Why does the Guild need the mill?", NEED),
        ("The Guild helps the mill.", HELP),
    ],
)
def test_whatever_may_answer_is_left(question: str, sentence: str) -> None:
    assert turned(question, [sentence]) == frozenset()
