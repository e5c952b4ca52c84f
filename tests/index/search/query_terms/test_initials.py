"""Names are found by their initials, and words that are none are left alone."""

import pytest

from index.search.query_terms.initials import Initials

TEXTS = (
    "The Guild of Arvale Millers met in May. Members of the Guild of Arvale Millers pay a fee.",
    "Its rival, al-Marin, left. Arvale and Marlow knew that al-Marin’s ships were many; the "
    "Islamic Harbour Board in the Kordesh said so.",
    "Great Mills closed. Great Mills was old. Grand Manor stood.",
)


@pytest.fixture(scope="module")
def initials() -> Initials:
    return Initials(TEXTS)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("GAM", "Guild of Arvale Millers"),
        ("gam", "Guild of Arvale Millers"),
        ("GOAM", "Guild of Arvale Millers"),
        ("AM", "al-Marin"),
        ("IHBK", "Islamic Harbour Board in the Kordesh"),
        ("IHB", "Islamic Harbour Board"),
        ("GM", "Great Mills"),  # which stands there more often than Grand Manor
    ],
)
def test_initials_lead_to_the_name(initials: Initials, typed: str, name: str) -> None:
    assert initials.name_of(typed) == name


@pytest.mark.parametrize("typed", ["am", "ZQ", "A", "G4M", "guildof", "", "Great", "AAM"])
def test_other_words_are_left_alone(initials: Initials, typed: str) -> None:
    assert initials.name_of(typed) is None


def test_without_names_there_is_nothing_to_find() -> None:
    assert Initials(()).name_of("GAM") is None
