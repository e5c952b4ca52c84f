"""The catalogues: one file a language, with what each English sentence is in it.

English is the source and stands in the code, where it is said. A sentence that a catalogue lacks
is said in English.
"""

import gettext
import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages import Catalog

FOLDER = Path(__file__).with_name("catalogues")
_SUFFIX = ".po"
_NUMBERS = (*range(200), 1_000_000)  # of each kind that any language counts by there is one


def languages() -> tuple[str, ...]:
    """Return the languages there are catalogues for, by their tags; English is not among them."""
    return _languages(FOLDER)


def translations(language: str) -> gettext.NullTranslations:
    """Return what English sentences are in a language; themselves where it has no catalogue."""
    return _loaded(FOLDER, language) if language in languages() else gettext.NullTranslations()


@lru_cache
def _languages(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in folder.glob(f"*{_SUFFIX}")))


@lru_cache
def _loaded(folder: Path, language: str) -> gettext.NullTranslations:
    """Return a catalogue, as gettext has it: which knows its plural forms."""
    from babel.messages.mofile import write_mo

    compiled = io.BytesIO()
    write_mo(compiled, _read(folder, language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def said_in(language: str, room: str) -> Mapping[str, str | Mapping[str, str]]:
    """Return what the sentences of a room are in a language, for a program that is not Python.

    Args:
        language: Its tag.
        room: A folder, as `bot/sandbox/page`.

    Returns:
        A sentence by the English; one about a number by the English of one thing, and as each of
        its forms, by the name that the CLDR has for it: "one", "other".
    """
    if language not in languages():
        return {}
    said: dict[str, str | Mapping[str, str]] = {}
    for message in _read(FOLDER, language):
        if not any(place.startswith(room) for place, _ in message.locations):
            continue
        if isinstance(message.id, str):
            said[message.id] = translations(language).gettext(message.id)
        else:
            said[message.id[0]] = _forms(language, *message.id)
    return said


def _forms(language: str, one: str, many: str) -> Mapping[str, str]:
    """Return the forms of a sentence about a number, by the CLDR's names for the numbers."""
    from babel import Locale

    kind_of = Locale.parse(language).plural_form
    known = translations(language)
    return {kind_of(count): known.ngettext(one, many, count) for count in _NUMBERS}


def _read(folder: Path, language: str) -> "Catalog":
    """Return a catalogue with where each sentence is said."""
    from babel.messages.pofile import read_po

    with (folder / f"{language}{_SUFFIX}").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)
