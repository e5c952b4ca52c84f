"""The language of a text is found by its words, where they leave no doubt."""

import pytest

from index.language import foreign_language_of, language_of
from tests.support.processes.loaded import loaded_by

ENGLISH = "The council met in the old hall on Tuesday, and agreed after a long debate. "
GERMAN = "Der Rat trat am Dienstag in der alten Halle zusammen und beschloss nach langem Streit. "
SPANISH = "El consejo se reunió el martes en la antigua sala y acordó tras un largo debate. "
NORWEGIAN = "Rådet møttes på tirsdag over for den gamle hallen, og ble enige etter en lang debatt. "
CHINESE = "議會於星期二在舊禮堂開會，經過長時間的辯論後達成協議。"


@pytest.mark.parametrize(
    ("text", "language"),
    [(ENGLISH, "en"), (GERMAN, "de"), (SPANISH, "es")],
    ids=["English", "German", "Spanish"],
)
def test_a_text_in_one_language_is_known(text: str, language: str) -> None:
    assert language_of(text * 100) == language


def test_a_text_in_two_languages_is_in_doubt() -> None:
    assert language_of(ENGLISH * 100 + GERMAN * 100) is None


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        (ENGLISH, False),
        (f"It was Zoë that said this: {ENGLISH}{ENGLISH}", False),
        (NORWEGIAN, True),
        (ENGLISH + GERMAN, True),
        (ENGLISH + CHINESE, True),
        ("Wheat 12.50, oats 9.75, barley 8.20, rye 7.40. ", True),
    ],
    ids=["English", "a name", "Norwegian", "half German", "half Chinese", "a list"],
)
def test_only_what_is_plainly_english_is_told_without_the_model(text: str, loaded: bool) -> None:
    script = f"from index.language import language_of; language_of({text * 20!r})"
    assert ("py3langid" in loaded_by(script)) is loaded


def test_a_text_in_english_but_for_its_end_is_in_doubt() -> None:
    assert language_of(ENGLISH * 100 + GERMAN * 10) != "de"
    assert language_of(ENGLISH * 100 + GERMAN * 30) is None


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
