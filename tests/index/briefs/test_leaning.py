"""A point is understood alone: what leans on other sentences is told from what does not."""

import pytest

from index.briefs.leaning import leans, only_points, opens_with_things

RELEASES = "The releases have names. The releases were many. The mill was sold; the mill is old."


@pytest.mark.parametrize(
    "sentence",
    [
        "This effort failed within a year.",
        "Even those figures understate the harvest of the valley.",
        "He initiated several important repairs of the mill.",
        "The old mill was repainted in his memory.",
        "The Arvale Mill Society honors her good work.",
        "And the growers and the miller certainly do.",
        "The millers of Borrin did not.",
        "In this case, the harvest was lost.",
        "In the case of the growers, this delay was costly.",
        "The latter was sold to the town.",
        "The release was frozen in August.",
        "(4 in favour) Action: Dede orders a wheel.",
    ],
)
def test_what_stands_for_something_that_is_not_there_leans(sentence: str) -> None:
    assert leans(sentence, RELEASES)


@pytest.mark.parametrize(
    "sentence",
    [
        "But, by the miller's own admission, the growers hardly need the mill.",
        "Furthermore, the growers get money from the town.",
        "In her report, Ada Marlow counts forty mills.",
        "When Ada Marlow left, she appointed a miller.",
        "Marlow sold what she had.",
        "The treasurer presented his accounts.",
        "The successors are not trusted by the growers as he was.",
        "The mill was sold to the town.",
        "The release of 1990 was frozen in August.",
        "The growers know what the millers do.",
        "The case is that the harvest was lost.",
    ],
)
def test_what_has_all_that_it_speaks_of_does_not(sentence: str) -> None:
    assert not leans(sentence, RELEASES)


@pytest.mark.parametrize(
    ("sentence", "does"),
    [
        ("It also grinds rye.", True),
        ("Furthermore, they share a yard.", True),
        ("Its wheel broke.", True),
        ("Item two was sold.", False),
    ],
)
def test_what_opens_with_it_or_they_is_plainer_with_the_sentence_before(
    sentence: str, *, does: bool
) -> None:
    assert opens_with_things(sentence) is does
    assert not leans(sentence)


@pytest.mark.parametrize(
    ("sentence", "does"),
    [
        ("Speeds of all wheels are listed in the following table.", True),
        ("The following tables summarize the two sets of wheels.", True),
        ("The members of the board are as follows:", True),
        ("For more information on wheels, see the manual of the mill.", True),
        ("• the flaky memories of its authors.", True),
        ("In the following year the mill was sold.", False),
        ("Following a fire, the mill was sold.", False),
        ("• The mill was sold to the town.", False),
    ],
)
def test_what_only_points_elsewhere_is_told(sentence: str, *, does: bool) -> None:
    assert only_points(sentence) is does
