"""A sentence is in its reader's language: in tasks and threads that are begun meanwhile, too."""

import asyncio

import pytest

from bot.languages import (
    Sentence,
    current_language,
    in_every_language,
    language_for,
    say,
    say_count,
    speaking,
)

ENGLISH = "Nothing waits to be taken in, and nothing failed."
NOTHING = Sentence(ENGLISH)
GERMAN = "Nichts wartet auf Aufnahme, und nichts ist misslungen."
FRENCH = "Rien n’attend d’être ajouté, et rien n’a échoué."


def test_english_is_what_is_said_where_nobody_is_known_to_read() -> None:
    assert str(NOTHING) == ENGLISH


def test_a_sentence_is_in_the_language_that_is_spoken_when_it_is_said() -> None:
    with speaking("de"):
        assert f"{NOTHING}" == GERMAN
        with speaking("fr"):
            assert str(NOTHING) == FRENCH
        assert str(NOTHING) == GERMAN


@pytest.mark.parametrize("language", ["en", "xx"])
def test_a_language_without_a_catalogue_is_answered_in_english(language: str) -> None:
    with speaking(language):
        assert say("Nobody has translated {this}.", this="it") == "Nobody has translated it."


@pytest.mark.parametrize(
    ("language", "none", "one", "many"),
    [
        ("en", "0 pages", "1 page", "12,000 pages"),
        ("de", "0 Seiten", "1 Seite", "12.000 Seiten"),
        ("fr", "0 page", "1 page", "12\u202f000 pages"),
    ],
)
def test_a_count_has_the_form_and_the_figures_of_its_language(
    language: str, none: str, one: str, many: str
) -> None:
    with speaking(language):
        told = [say_count("{count} page", "{count} pages", count) for count in (0, 1, 12_000)]
    assert told == [none, one, many]


def test_what_is_put_into_a_sentence_is_not_read_as_one() -> None:
    assert say("{name} is not added: {why}", name="{why}", why="{x}") == "{why} is not added: {x}"


def test_a_text_that_is_empty_stays_empty() -> None:
    with speaking("de"):
        assert say("") == ""


def test_what_is_said_in_each_language_is_known_again() -> None:
    assert GERMAN in in_every_language(lambda: NOTHING)
    assert current_language() == "en"


async def test_a_thread_and_a_task_speak_as_who_begins_them() -> None:
    async def task() -> str:
        return str(NOTHING)

    with speaking("de"):
        begun = asyncio.create_task(task())
        in_thread = await asyncio.to_thread(str, NOTHING)
    assert {await begun, in_thread} == {GERMAN}
    assert str(NOTHING) == ENGLISH


async def test_two_who_are_answered_at_once_are_each_answered_in_their_language() -> None:
    both_began = asyncio.Barrier(2)

    async def answer(language: str) -> str:
        with speaking(language):
            await both_began.wait()
            return await asyncio.to_thread(str, NOTHING)

    assert tuple(await asyncio.gather(answer("de"), answer("en"))) == (GERMAN, str(NOTHING))


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (("de",), "de"),
        (("fr-CA",), "fr"),
        (("es-ES", "de"), "de"),
        (("en-GB", "de"), "en"),
        ((None, "xx", None), "en"),
        ((), "en"),
    ],
)
def test_the_first_language_that_there_is_is_taken(wanted: tuple[str, ...], language: str) -> None:
    assert language_for(*wanted) == language


def test_a_sentence_that_is_kept_is_said_to_whoever_reads_it_later() -> None:
    size = Sentence("{number} MB", number=2_540.04)
    kept = Sentence("it has {size}, of {most} at most: split it", size=size, most="2").kept
    sentence = Sentence.of_kept(kept)
    assert str(sentence) == "it has 2,540.0 MB, of 2 at most: split it"
    with speaking("fr"):
        assert "2\u202f540,0 Mo" in str(sentence)
        assert "it has" in repr(sentence)


@pytest.mark.parametrize("text", ["", "damaged", "a {brace", '{"say": '[:-1]])
def test_what_was_kept_without_anything_that_varies_is_said_as_it_stands(text: str) -> None:
    sentence = Sentence.of_kept(text)
    assert (str(sentence), sentence.kept, bool(sentence)) == (text, text, bool(text))


def test_sentences_that_say_the_same_are_the_same() -> None:
    first, second = (Sentence("{a} and {b}", a=1, b="x"), Sentence("{a} and {b}", b="x", a=1))
    assert first == second
    assert hash(first) == hash(second)
    assert first != Sentence("{a} and {b}", a=2, b="x")
