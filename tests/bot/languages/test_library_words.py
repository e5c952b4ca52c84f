"""What the library says in English alone has words in every language that the bot speaks."""

import enum
from string import Formatter

import pytest

from bot.lab.catalogues import catalogue
from bot.languages import Sentence, languages, speaking
from bot.phrases import fault_words
from index import ExportWord, FaultKind

# Without words of its own, or the same in both.
SAME = {FaultKind.TOLD.value, FaultKind.METADATA.value, FaultKind.SEVERAL.value}
ALIKE = {
    *(("fr", word.value) for word in (ExportWord.NOTES, ExportWord.NOTE, ExportWord.ON_DAY)),
    *(("de", word.value) for word in (ExportWord.APRIL, ExportWord.AUGUST)),
    *(("de", word.value) for word in (ExportWord.SEPTEMBER, ExportWord.NOVEMBER)),
    *((language, ExportWord.IN_MONTH.value) for language in ("de", "fr")),
}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("word", [*FaultKind, *ExportWord], ids=str)
def test_every_kind_has_words_of_its_own(language: str, word: enum.Enum) -> None:
    english = str(word.value)
    message = catalogue(language).get(english)
    assert message is not None
    assert message.string
    assert message.string != english or english in SAME or (language, english) in ALIKE


@pytest.mark.parametrize("kind", FaultKind, ids=str)
def test_a_reason_is_said_with_its_values_whoever_reads_it(kind: FaultKind) -> None:
    names = sorted({name for _, name, _, _ in Formatter().parse(kind.value) if name})
    reason = kind.of(**{name: f"<{name}>" for name in names})
    sentence = Sentence.of_kept(fault_words(reason).kept)
    assert str(sentence) == str(reason)
    for language in languages():
        with speaking(language):
            assert all(f"<{name}>" in str(sentence) for name in names)


def test_a_reason_within_another_is_in_the_same_language() -> None:
    sentence = fault_words(
        FaultKind.METADATA.of(name="a.yaml", faults=FaultKind.NO_DATE.of(field="issued"))
    )
    with speaking("de"):
        assert str(sentence) == (
            "a.yaml: issued muss ein Datum sein: 2018-09-11, 2018-09 oder 2018"
        )
    with speaking("fr"):
        assert "issued doit être une date" in str(sentence)
