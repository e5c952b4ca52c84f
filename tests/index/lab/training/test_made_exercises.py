"""Made exercises: roles in both directions, reasons and their echoes, claims turned round."""

import random

import pytest

from index.lab.training.claims import CLAIMS, ClaimsBook, swapped
from index.lab.training.exercises import Exercise, Group
from index.lab.training.network import StanceColumn
from index.lab.training.reasons import ECHOES, ReasonsBook
from index.lab.training.roles import GROUPS, RolesBook
from index.lab.training.sets import Window, windows_of

TEXT = (
    "The bridge at Arvale was closed because the river rose. "
    "The old mill stands north of the town square. "
    "It is not only because of the rain that the harvest was lost this year. "
    "He left."
)


def gold_texts(exercise: Exercise) -> list[str]:
    return [exercise.window.texts[number] for number in exercise.gold]


def reasons(seed: int) -> list[Group]:
    windows: list[Window] = windows_of(TEXT, "made", "a", "")
    return ReasonsBook(windows).epoch(random.Random(seed))


def test_a_sentence_with_its_reason_answers_and_without_it_does_not() -> None:
    contrasts = [group for group in reasons(1) if len(group) == 2]
    ((whole, alone),) = contrasts
    assert gold_texts(whole) == ["The bridge at Arvale was closed because the river rose."]
    assert alone.window.text == "The bridge at Arvale was closed."
    assert not alone.gold
    assert "the bridge at Arvale was closed" in whole.question
    assert whole.question == alone.question


def test_a_sentence_without_a_reason_does_not_say_why() -> None:
    ((echo,),) = [group for group in reasons(1) if len(group) == 1]
    assert echo.window.text == "The old mill stands north of the town square."
    assert "the old mill stands north of the town square" in echo.question
    assert not echo.gold
    assert ECHOES > 1


def test_one_way_between_two_parties_is_asked_for_and_the_other_is_beside_it() -> None:
    groups = RolesBook().epoch(random.Random(1))
    assert len(groups) == GROUPS
    answered = [exercise for (exercise,) in groups if exercise.gold]
    assert 0 < len(answered) < len(groups)
    assert {len(exercise.gold) for exercise in answered} == {1}
    assert all(len(exercise.window.sentences) > 1 for exercise in answered)


def test_made_exercises_repeat_with_their_seed() -> None:
    assert RolesBook().epoch(random.Random(3)) == RolesBook().epoch(random.Random(3))
    assert reasons(3) == reasons(3)


LENT = "In 1702 the town of Arvale lent Lord Marlow nine ships for the war."
TREATY = f"{LENT} Was it wise of Arvale?"


def claims(seed: int) -> list[Exercise]:
    windows: list[Window] = windows_of(TREATY, "made", "a", "")
    return [exercise for (exercise,) in ClaimsBook(windows).epoch(random.Random(seed))]


def test_claims_and_sentences_agree_two_by_two_so_that_neither_gives_the_verdict_away() -> None:
    made = claims(1)
    assert 0 < len(made) <= 4 * CLAIMS
    verdicts: dict[str, list[StanceColumn]] = {}
    for exercise in made:
        (sentence,) = gold_texts(exercise)
        agrees = exercise.question in sentence
        assert exercise.stance is (StanceColumn.SUPPORTED if agrees else StanceColumn.CONTRADICTED)
        for text in (exercise.question, sentence):
            verdicts.setdefault(text, []).append(exercise.stance)
    for own in verdicts.values():
        assert own.count(StanceColumn.SUPPORTED) == own.count(StanceColumn.CONTRADICTED)


def test_two_names_of_a_claim_change_places() -> None:
    false = {exercise.question for exercise in claims(1)}
    assert "In 1702 the town of Lord Marlow lent Arvale nine ships for the war" in false


def test_a_sentence_that_is_claimed_is_read_alone_or_among_its_neighbours() -> None:
    read = {len(exercise.window.sentences) for exercise in claims(1)}
    assert read == {1, 2}


@pytest.mark.parametrize("claim", ["Arvale and Merrow lent ships", "Arvale lent ships"])
def test_names_in_a_list_or_alone_have_no_place_to_change(claim: str) -> None:
    assert swapped(claim, [name for name in ("Merrow", "Arvale") if name in claim]) is None
