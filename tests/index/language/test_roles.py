"""Who does what to whom, told from the order of the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import turned_roles


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Anna paid Bruno 40 crowns.", "In May Bruno had paid Anna 40 crowns for the mill."),
        ("The guild hired the miller.", "It was then that the miller hired the guild."),
        ("The town was attacked by the raiders.", "The town attacked the raiders at dawn."),
        ("The town attacked the raiders.", "Twice the town was attacked by the raiders."),
        ("The town attacked the raiders.", "The town was attacked at dawn by the raiders."),
        ("The town was attacked at Lund by Anna.", "In May the town attacked Anna."),
        ("North Hall lends South Hall its crew.", "South Hall, too, lends North Hall a crew."),
        ("Old Anna Weir trained Bruno.", "Bruno trained Weir and her sons."),
        ("Bruno feeds the miller's hens.", "But the miller even feeds Bruno’s hens."),
        ("The master teaches the pupil Latin.", "In the second year you also teach your master."),
    ],
)
def test_two_parties_in_each_others_place_are_turned(claim: str, sentence: str) -> None:
    assert turned_roles(claim, sentence) is not None


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Anna paid Bruno 40 crowns.", "Anna had paid Bruno 40 crowns."),
        ("Anna paid Bruno 40 crowns.", "Bruno was paid by Anna."),
        ("Bruno was paid by Anna.", "Bruno got 40 crowns: Anna paid Bruno late."),
        ("Anna met Bruno.", "Bruno met Anna in May."),
        ("Anna paid Bruno.", "Bruno paid Anna, and Anna paid Bruno."),
        ("Anna paid Bruno.", "When Bruno came, Anna paid."),
        ("The mill cost the town a lot.", "The town bore heavy costs for the mill."),
        ("Anna holds three mills of Bruno.", "Bruno has three mills; Anna rents them."),
        ("Anna gave Bruno no mill.", "Bruno had no mill, and Anna knew."),
        ("Anna paid.", "Bruno paid Anna."),
        ("The Weir Choir opened in Lund in May.", "The Weir Choir was opened in Lund by Anna."),
        ("The Choir was opened in Lund by Anna.", "In Lund the Choir was opened by Anna."),
        ("The guild was sold the mill by Anna.", "The mill was sold to the guild by Anna."),
        (
            "Anna keeps Bern's mills.",
            "With Bernese millers it keeps the mills of Bern.",
        ),
        ("Anna keeps Bern's mills.", "Bernese sons now keep the mills of Bern."),
        ("Anna keeps Bern's mills.", "Bern is old, and she keeps its mills and those of Anna."),
        ("Anna keeps Bern's mills.", "Bern is large, and there Bern keeps its mills."),
        ("Anna paid Anna's debts.", "Anna's debts paid Anna back."),
    ],
)
def test_what_says_the_same_or_something_else_turns_nothing(claim: str, sentence: str) -> None:
    assert turned_roles(claim, sentence) is None


def test_both_orders_are_named() -> None:
    assert turned_roles("The guild hired Anna Weir.", "Anna Weir hired the guild.") == (
        "guild … hired … Anna Weir",
        "Anna Weir … hired … guild",
    )


_WORDS = "Anna Bruno the a guild mill paid was by were hired to of for not, two; it’s".split()


@given(st.lists(st.sampled_from(_WORDS), max_size=30).map(" ".join) | st.text(max_size=100))
def test_no_text_turns_its_own_roles_and_none_is_too_odd(text: str) -> None:
    turned_roles(text, "Anna paid the guild of Bruno")
    turned_roles("Anna paid the guild of Bruno", text)
