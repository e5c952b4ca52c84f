"""The doors over a library: the operator's essay, and a server's letter for one of its roles."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Config
from bot.doors import Deeds, KeyRing
from bot.library import Holdings, Library, Scope
from index import Collection
from tests.support.documents.letter import LETTER, ROLE, SERVER


@pytest.fixture
def library(tmp_path: Path, collection: Collection) -> Library:
    """The essay for everybody, and a letter for who has a role of a server."""
    library = Library(replace(Config(), data=tmp_path / "data"), Holdings(collection))
    scope = Scope(roles=frozenset({ROLE}))
    library.shelves.add(SERVER, "letter.txt", LETTER.encode(), collection, scope=scope)
    return library


@pytest.fixture
def deeds(library: Library) -> Deeds:
    """What programs may have done with it."""
    return Deeds(library)


@pytest.fixture
def keys(tmp_path: Path) -> KeyRing:
    """No keys yet."""
    return KeyRing(tmp_path / "keys.json")
