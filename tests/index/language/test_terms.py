"""Words with their places, and the terms that they count as."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from index.language.terms import fold, stems_of, terms_of, words_of


def test_words_keep_their_places_in_the_text() -> None:
    text = "The U.S.-led war cost 1,500.5 millions."
    words = words_of(text)
    assert [word.text for word in words] == [
        "the",
        "us",
        "led",
        "war",
        "cost",
        "1,500.5",
        "millions",
    ]
    assert [text[word.start : word.end] for word in words][1] == "U.S."


def test_diacritics_and_case_do_not_tell_words_apart() -> None:
    assert fold("Straße Zürich ČESKO") == "strasse zurich cesko"


def test_forms_of_a_word_share_a_stem() -> None:
    assert len(set(stems_of(["negotiate", "negotiated", "negotiating"]))) == 1


def test_the_plural_of_an_abbreviation_is_the_abbreviation() -> None:
    text = "Most DYKs, B52s and ÖPNVs had PhDs; in the 1980s the OSs hadn't VATs' tax."
    words = words_of(text)
    assert {text[word.start : word.end]: word.text for word in words if word.is_content} == {
        "DYKs": "dyk",
        "B52s": "b52",
        "ÖPNVs": "opnv",
        "PhDs": "phds",
        "1980s": "1980s",
        "OSs": "os",
        "VATs": "vat",
        "tax": "tax",
    }
    assert terms_of("As VAT is, Ms LASS paid NTS") == terms_of("vat ms lass paid nts")


def test_grammar_is_no_term_and_negation_is() -> None:
    assert terms_of("What does the Party not have to do?") == stems_of(["party", "not"])


@example("U.Å.")
@given(st.text(alphabet="abeoinÅéïöñçžŌ ,.-1U", max_size=30))
def test_accents_set_behind_their_letters_cut_no_word(text: str) -> None:
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    words, others = words_of(composed), words_of(apart)
    assert [word.text for word in words] == [other.text for other in others]
    for word, other in zip(words, others, strict=True):
        written = apart[other.start : other.end]
        assert unicodedata.normalize("NFC", written) == composed[word.start : word.end]
