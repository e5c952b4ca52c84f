"""The catalogues: one file a language, with what each English sentence is in it.

English is the source and stands in the code, where it is said. A sentence that a catalogue lacks
is said in English.
"""

import gettext
import io
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).with_name("catalogues")
_SUFFIX = ".po"


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
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with (folder / f"{language}{_SUFFIX}").open("rb") as file:
        write_mo(compiled, read_po(file, abort_invalid=True))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
