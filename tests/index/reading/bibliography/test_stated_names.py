"""Names of persons in their parts; institutions are named as they are."""

import pytest

from index.reading.bibliography.stated_names import name_of, names_of
from index.types import Name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Okafor", Name("Okafor", "Ada")),
        ("Okafor, Ada Lovis", Name("Okafor", "Ada Lovis")),
        ("A. L. Okafor", Name("Okafor", "A. L.")),
        ("Ludwig van Beethoven", Name("van Beethoven", "Ludwig")),
        ("Ana María de la Cruz", Name("de la Cruz", "Ana María")),
        ("EVA VON DER AU", Name("VON DER AU", "EVA")),
        ("José Ortega y Gasset", Name("Ortega y Gasset", "José")),
        ("Martin Luther King Jr.", Name("King", "Martin Luther", suffix="Jr.")),
        ("Martin Luther King, Jr.", Name("King", "Martin Luther", suffix="Jr.")),
        ("King, Martin Luther, Jr.", Name("King", "Martin Luther", suffix="Jr.")),
        ("John Rockefeller III", Name("Rockefeller", "John", suffix="III")),
        ("Ursula K. Le Guin", Name("Le Guin", "Ursula K.")),
        ("Prof. Dr. Max Weber", Name("Weber", "Max")),
        ("Ольга Иванова", Name("Иванова", "Ольга")),
    ],
)
def test_a_person_is_told_in_parts(text: str, name: Name) -> None:
    assert name_of(f" {text}\n") == name


@pytest.mark.parametrize(
    "text",
    [
        "Weser River Authority",
        "The Port Authority",
        "United Nations High Commissioner for Refugees",
        "Human Rights Watch",
        "World Bank",
        "Bank of England",
        "University of Arvale",
        "Office of Personnel, Arvale",
        "Towns & Co",
        "Johnson & Johnson",
        "Der Spiegel",
        "Die Zeit",
        "Neue Zürcher Zeitung",
        "Robert Koch-Institut",
        "Bundesministerium der Finanzen",
        "Médecins Sans Frontières",
        "Editorial Board",
        "UNHCR",
        "Plato",
        "ann@example.org",
        "李明",
        "Ada Bell et al.",
    ],
)
def test_what_may_be_an_institution_stays_as_it_is(text: str) -> None:
    assert names_of(text) == (Name(literal=text),)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Okafor and Max Weber",
        "Ada Okafor & Max Weber",
        "Ada Okafor und Max Weber",
        "Ada Okafor; Max Weber",
        "Ada Okafor, Max Weber",
        "Okafor, Ada; Weber, Max",
        "Okafor, Ada and Weber, Max",
        "Okafor, Ada, and Max Weber",
    ],
)
def test_several_persons_are_several_names(text: str) -> None:
    assert names_of(text) == (Name("Okafor", "Ada"), Name("Weber", "Max"))


def test_three_persons_in_a_list_are_three_names() -> None:
    assert names_of("Ada Bell, Carl Ende, and Eva von der Au") == (
        Name("Bell", "Ada"),
        Name("Ende", "Carl"),
        Name("von der Au", "Eva"),
    )


def test_an_institution_beside_a_person_is_one_where_a_semicolon_parts_them() -> None:
    assert names_of("World Bank; Ada Okafor") == (Name(literal="World Bank"), Name("Okafor", "Ada"))
