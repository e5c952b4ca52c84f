"""The language of a text is found by its words, where they leave no doubt."""

import pytest

from index.language import foreign_language_of, language_of

ENGLISH = "The council met in the old hall on Tuesday, and agreed after a long debate. "
GERMAN = "Der Rat trat am Dienstag in der alten Halle zusammen und beschloss nach langem Streit. "
SPANISH = "El consejo se reunió el martes en la antigua sala y acordó tras un largo debate. "


@pytest.mark.parametrize(
    ("text", "language"),
    [(ENGLISH, "en"), (GERMAN, "de"), (SPANISH, "es")],
    ids=["English", "German", "Spanish"],
)
def test_a_text_in_one_language_is_known(text: str, language: str) -> None:
    assert language_of(text * 100) == language


def test_a_text_in_two_languages_is_in_doubt() -> None:
    assert language_of(ENGLISH * 100 + GERMAN * 100) is None


def test_of_a_short_text_nothing_is_said() -> None:
    assert language_of(GERMAN) is None


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Was kostet die Anmeldung eines Bootes?", "de"),
        ("wann wurde die Mühle gebaut", "de"),
        ("Où puis-je garer ma voiture ?", "fr"),
        ("¿Quién es el presidente?", "es"),
        ("How much is the registration of a boat?", None),
        ("Who runs the Bundesministerium für Bildung?", None),
        ("Was Osama bin Laden in El Paso?", None),
        ("hw mch dos teh btt cst", None),
        ("", None),
    ],
)
def test_a_question_in_another_language_is_told_by_words_that_english_lacks(
    question: str, language: str | None
) -> None:
    assert foreign_language_of(question) == language
