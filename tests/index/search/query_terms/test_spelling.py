"""A slip is matched to the word that was meant, and other words are left alone."""

import pytest

from index.search.query_terms.spelling import Speller

WORDS = {
    "afghanistan": 40, "zawahiri": 9, "haqqani": 4, "negotiations": 12, "government": 8,
    "al": 90, "qaeda": 90, "organization": 3, "what": 5, "steel": 2, "centers": 1, "married": 2,
    "to": 50, "us": 7, "11": 2, "re": 4, "stated": 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("afganistan", "afghanistan"),
        ("zawahri", "zawahiri"),
        ("haqani", "haqqani"),
        ("negotations", "negotiations"),
        ("goverment", "government"),
        ("waht", "what"),
        ("alqaeda", "al qaeda"),
    ],
)
def test_a_slip_is_matched_to_the_word_that_was_meant(
    speller: Speller, typed: str, meant: str
) -> None:
    assert speller.mend(typed) == meant


@pytest.mark.parametrize("word", ["steal", "worried", "branches", "carried", "center", "restated"])
def test_a_familiar_word_that_is_merely_absent_is_left_alone(speller: Speller, word: str) -> None:
    assert speller.mend(word) is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("organisation", "organization"), ("centres", "centers")]
)
def test_other_spellings_of_a_familiar_word_are_matched(
    speller: Speller, typed: str, meant: str
) -> None:
    assert speller.mend(typed) == meant


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("four", "for"), ("flour", "flor"), ("poet", "pet"), ("shoes", "shes"), ("holly", "holy"),
        ("filled", "filed"), ("refilled", "refiled"), ("michael", "michel"),
        ("rogue", "rog"), ("arise", "arize"), ("disappoint", "dizappoint"),
    ],
)  # fmt: skip
def test_a_familiar_word_is_not_taken_for_another_that_looks_like_its_spelling(
    typed: str, other: str
) -> None:
    assert Speller({other: 9, "meadow": 1}).mend(typed) is None


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("colour", "color"), ("neighbourhood", "neighborhood"), ("favourite", "favorite"),
        ("odour", "odor"), ("harbours", "harbors"), ("recognised", "recognized"),
        ("analyse", "analyze"), ("archaeology", "archeology"), ("foetus", "fetus"),
        ("diarrhoea", "diarrhea"), ("travelled", "traveled"), ("councillor", "councilor"),
        ("fulfil", "fulfill"), ("skilful", "skillful"), ("theatre", "theater"),
        ("fibres", "fibers"), ("defence", "defense"), ("catalogue", "catalog"),
    ],
)  # fmt: skip
def test_british_and_american_spellings_are_matched_either_way(british: str, american: str) -> None:
    assert Speller({american: 2}).mend(british) == american
    assert Speller({british: 2}).mend(american) == british


@pytest.mark.parametrize("word", ["afghanistan", "qae", "x11", "2001", "zzzzzzzz", ""])
def test_known_short_numeric_and_strange_words_are_left_alone(speller: Speller, word: str) -> None:
    assert speller.mend(word) is None


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("taxa", "tax", None),
        ("ovary", "every", None),
        ("wierd", "weird", "weird"),
        ("peice", "piece", "piece"),
        ("rote", "wrote", "wrote"),
        ("apear", "appear", "appear"),
        ("adress", "address", "address"),
    ],
)
def test_a_short_word_that_is_one_is_no_slip_with_a_letter_too_many(
    typed: str, known: str, meant: str | None
) -> None:
    assert Speller({known: 3}).mend(typed) == meant


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("edns", "dns", None),
        ("kourt", "court", "court"),
        ("whch", "which", "which"),
        ("musl", "must", None),
        ("waht", "what", "what"),
        ("edns", "edns0 edna", None),
        ("gzread", "gz read", None),
        ("alqaeda", "al qaeda", "al qaeda"),
    ],
)
def test_a_short_name_that_nobody_has_counted_is_no_slip_of_another_word(
    typed: str, known: str, meant: str | None
) -> None:
    assert Speller(dict.fromkeys(known.split(), 3)).mend(typed) == meant


def test_of_two_words_as_near_the_more_frequent_was_meant() -> None:
    assert Speller({"kandaher": 1, "kandahor": 7}).mend("kandahur") == "kandahor"


def test_a_collection_without_words_mends_nothing() -> None:
    assert Speller({}).mend("afganistan") is None
