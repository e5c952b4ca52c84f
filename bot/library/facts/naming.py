"""Which document somebody means, who may call it by its name, its filename or its title."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import PurePath

from bot.library.shelving.shelves import Shelves
from bot.library.submissions.placement import without_digits
from bot.library.tables.catalogue import ShelvedDocument

_NEAR = 3  # documents that are suggested
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def document_named(shelves: Shelves, guild: int, name: str) -> ShelvedDocument | None:
    """Return the document of a server that has this very name; None where there is none."""
    return next((one for one in shelves.documents(guild) if one.name == name), None)


def document_meant(shelves: Shelves, guild: int, words: str) -> ShelvedDocument | None:
    """Return the one document of a server that is called so; None where none is, or several are.

    A name counts before a filename, and that before a title; but for a name, letters may be small
    or capital, and whatever stands between words is the same.
    """
    named = document_named(shelves, guild, words.strip())
    if named is not None:
        return named
    documents, titles, meant = shelves.documents(guild), shelves.titles(guild), _words_of(words)
    by_file = [one for one in documents if meant in _filenames(one)]
    called = by_file or [one for one in documents if meant == _words_of(titles.get(one.name, ""))]
    return called[0] if meant and len(called) == 1 else None


def documents_matching(
    shelves: Shelves, guild: int, typed: str
) -> tuple[tuple[ShelvedDocument, str], ...]:
    """Return the documents in whose name, filename or title stands what is typed, with titles."""
    titles, sought = shelves.titles(guild), _words_of(typed)
    return tuple(
        (one, titles.get(one.name, ""))
        for one in shelves.documents(guild)
        if any(sought in _words_of(called) for called in _called(one, titles))
    )


def names_near(shelves: Shelves, guild: int, words: str) -> tuple[str, ...]:
    """Return the names of the documents that words may mean which are the name of none, best first.

    Those that have them as their filename, with its ending or without, as their title, or as their
    name but for what a limit put behind it; where there are none, those that are written nearly so.
    """
    titles, meant = shelves.titles(guild), _words_of(words)
    forms = {one.name: _forms(one, titles) for one in shelves.documents(guild)}
    same = [name for name, called in forms.items() if meant in called]
    if same or not meant:
        return tuple(same[:_NEAR])
    called_so = {form: name for name, called in forms.items() for form in called}
    near = get_close_matches(meant, called_so, n=_NEAR)
    return tuple(dict.fromkeys(called_so[form] for form in near))


def _forms(document: ShelvedDocument, titles: Mapping[str, str]) -> set[str]:
    """Return the words of all that a document may be called."""
    names = (document.name, without_digits(document.name), titles.get(document.name, ""))
    return {*map(_words_of, names), *_filenames(document)} - {""}


def _called(document: ShelvedDocument, titles: Mapping[str, str]) -> tuple[str, str, str]:
    return document.name, document.filename, titles.get(document.name, "")


def _filenames(document: ShelvedDocument) -> tuple[str, str]:
    """Return the words of a filename, with its ending and without."""
    return _words_of(document.filename), _words_of(PurePath(document.filename).stem)


def _words_of(text: str) -> str:
    """Return a text in small letters, with one space between its words."""
    return _BETWEEN_WORDS.sub(" ", text.casefold()).strip()
