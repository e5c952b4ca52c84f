"""Every language says all that the code says, no more, and within Discord's limits."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Message

from bot.lab.catalogues import English, brought_up, catalogue, forms_of, sentences, written
from bot.languages import FOLDER, languages
from bot.sandbox.page.page import STATIC

SAID = sentences()
CODE = re.compile(r"`[^`]+`")
# Characters that Discord takes, by the files that say it.
# https://discord.com/developers/docs/components/reference
# https://discord.com/developers/docs/interactions/application-commands
LIMITS = {
    "bot/chat/cogs/": 100,  # descriptions and names of choices
    "bot/chat/buttons/": 80,
    "bot/chat/buttons/follow_up.py": 45,  # a form: its title, and the label of its field
    "bot/chat/replies/descriptions.py": 45,
}
LONGEST_ANYWHERE = 1_500  # of a message of 2,000 characters, with what is put into it


class Longest(dict[str, str]):
    """What is put into a sentence at its longest: a name into a button's label, else nothing."""

    def __missing__(self, name: str) -> str:
        return ""


LONGEST = Longest(name="n" * 60)


def messages(language: str) -> dict[English, Message]:
    kept = (message for message in catalogue(language) if message.id)
    return {m.id if isinstance(m.id, str) else tuple(m.id): m for m in kept}


def limit_of(english: English) -> int:
    places = [place for place in SAID[english] for room in LIMITS if place.startswith(room)]
    rooms = [room for room in LIMITS if any(place.startswith(room) for place in places)]
    return min((LIMITS[room] for room in rooms), default=LONGEST_ANYWHERE)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def marks(text: str) -> tuple[set[str], bool, int, bool, bool]:
    """What of a text is for programs: commands, bold and its ends, a small line, a colon."""
    return (
        set(CODE.findall(text)),
        "**" in text,
        text.count("**") % 2,
        text.startswith("-# "),
        text.endswith((":", " ")),
    )


def test_german_and_french_are_there() -> None:
    assert set(languages()) == {"de", "fr"}


def test_sentences_are_found_wherever_they_are_said() -> None:
    assert SAID["There is no file attached to that message."] == ("bot/chat/embeds/texts.py",)
    assert "See `/sources`." in SAID  # within an f-string
    assert ("{count} document added", "{count} documents added") in SAID
    assert "The documents that answers come from" in SAID  # the description of a command
    assert "Try other words" in SAID  # said by the terminal, too


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_has_what_is_said_and_nothing_else(language: str) -> None:
    assert set(messages(language)) == set(SAID)


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_stands_as_the_program_writes_it(language: str) -> None:
    file = FOLDER / f"{language}.po"
    assert file.read_bytes() == written(brought_up(catalogue(language)))


@pytest.mark.parametrize("language", languages())
def test_everything_is_translated_in_every_form_that_the_language_has(language: str) -> None:
    count = catalogue(language).num_plurals
    for english, message in messages(language).items():
        expected = 1 if isinstance(english, str) else count
        assert len(forms_of(message)) == expected, english
        assert all(forms_of(message)), english
        assert not message.fuzzy, english


@pytest.mark.parametrize("language", languages())
def test_what_is_put_into_a_sentence_is_put_into_its_translation(language: str) -> None:
    for english, message in messages(language).items():
        sources = (english,) if isinstance(english, str) else english
        for form in forms_of(message):
            assert fields(form) == fields(sources[-1]), form


@pytest.mark.parametrize("language", languages())
def test_commands_and_marks_stay_as_they_are(language: str) -> None:
    for english, message in messages(language).items():
        source = english if isinstance(english, str) else english[-1]
        for form in forms_of(message):
            assert marks(form) == marks(source), form


@pytest.mark.parametrize("language", languages())
def test_no_translation_is_longer_than_discord_takes(language: str) -> None:
    for english, message in messages(language).items():
        for form in forms_of(message):
            assert len(form.format_map(LONGEST)) <= limit_of(english), form


@pytest.mark.parametrize("script", sorted(STATIC.glob("script/*.js")), ids=lambda path: path.name)
def test_no_script_says_a_sentence_within_a_template_where_it_is_not_found(script: Path) -> None:
    assert re.findall(r"\$\{say\w*\(", script.read_text(encoding="utf-8")) == []
