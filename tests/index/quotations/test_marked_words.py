"""What a quotation marks as its own."""

import pytest

from index.quotations.marked_words import Element, ElementKind, elements_of, parse_quotation
from index.quotations.words import compared_words_of


def kinds(quotation: str) -> list[str]:
    return [element.folded or element.kind.name for element in elements_of(quotation)]


@pytest.mark.parametrize(
    "mark", ["…", "...", ". . .", "[…]", "[...]", "(…)", "[ . . . ]", "....", "\\[…\\]"]
)
def test_an_omission_is_read_in_every_style(mark: str) -> None:
    assert kinds(f"one {mark} two") == ["one", "OMISSION", "two"]


@pytest.mark.parametrize(
    "quotation", ["… one two", "one two ...", "[…] one two […]", "one two. . . ."]
)
def test_an_omission_at_an_end_says_nothing(quotation: str) -> None:
    assert kinds(quotation) == ["one", "two"]


def test_words_in_brackets_are_the_quoters() -> None:
    assert kinds("one [the other] two (three) [sic]") == [
        "one",
        "INSERTION",
        "two",
        "three",
        "INSERTION",
    ]


@pytest.mark.parametrize(
    ("written", "word", "is_it"),
    [
        ("[T]he", "The", True),
        ("[T]he", "ache", False),
        ("control[s]", "controls", True),
        ("control[s]", "control", True),
        ("control[ed]", "controlling", True),
        ("control[s]", "contest", False),
        ("[re]gain", "gain", True),
        ("a[n]", "aardvark", False),
        ("[h]BoV1", "HBoV1", True),
    ],
)
def test_letters_in_brackets_stand_for_a_few_letters(
    written: str, word: str, *, is_it: bool
) -> None:
    (element,) = elements_of(written)
    assert element.kind is ElementKind.WORD
    assert element.is_word(compared_words_of(word)[0]) is is_it


@pytest.mark.parametrize(
    ("written", "word", "alters"),
    [
        ("[T]he", "the", False),
        ("[t]he", "The", False),
        ("control[s]", "controls", False),
        ("control[s]", "control", True),
        ("can[not]", "can", True),
        ("[un]able", "able", True),
        ("[S]he", "he", True),
        ("able", "unable", False),
    ],
)
def test_letters_in_brackets_that_the_source_has_not_alter_its_word(
    written: str, word: str, *, alters: bool
) -> None:
    (element,) = elements_of(written)
    assert element.alters(compared_words_of(word)[0]) is alters


def test_the_first_letter_is_free_at_the_start_and_after_a_mark() -> None:
    def free(quotation: str) -> list[str]:
        return [element.form for element in elements_of(quotation) if element.free_case]

    assert free("One two … Three four [x] Five") == ["One", "Three", "Five"]


@pytest.mark.parametrize(
    ("quotation", "matters"),
    [("the taliban", False), ("The taliban", False), ("THE TALIBAN", False), ("the Taliban", True)],
)
def test_all_small_or_all_capital_letters_say_nothing_of_case(
    quotation: str, *, matters: bool
) -> None:
    assert parse_quotation(quotation).case_matters is matters


def test_an_element_has_its_place() -> None:
    quotation = "one [two] thr[e]e … four"
    assert [quotation[e.start : e.end] for e in elements_of(quotation)] == [
        "one",
        "[two]",
        "thr[e]e",
        "…",
        "four",
    ]
    assert all(isinstance(e, Element) for e in elements_of(quotation))
