"""A document is meant by its name, its filename or its title, whichever somebody knows."""

import pytest

from bot.library import Shelves, document_meant, documents_matching
from index import Collection

GUILD = 7
TEXT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
FILES = {
    "Club_Rules 2024.pdf.txt": "",
    "маяк.txt": "The Light",
    "light.txt": "Rules of the Club",
    "rules.md": "Rules of the Club",
}


@pytest.fixture
def named(shelves: Shelves, public: Collection) -> Shelves:
    """Libraries of which one has documents of several names."""
    for place, (filename, title) in enumerate(FILES.items()):
        stated = {"title": title} if title else None
        shelves.add(GUILD, filename, TEXT + b" " * place, public, stated=stated)
    return shelves


@pytest.mark.parametrize(
    ("words", "filename"),
    [
        ("club-rules-2024-pdf", "Club_Rules 2024.pdf.txt"),
        ("Club_Rules 2024.pdf.txt", "Club_Rules 2024.pdf.txt"),
        ("club rules 2024.pdf", "Club_Rules 2024.pdf.txt"),
        ("Маяк", "маяк.txt"),
        ("the light", "маяк.txt"),
        ("Light", "light.txt"),
        ("light", "light.txt"),
        ("rules", "rules.md"),
        ("club rules", None),
        ("Rules of the Club", None),
        ("no such", None),
        ("?!", None),
        ("", None),
    ],
)
def test_a_document_is_meant_by_what_it_is_called_and_by_nothing_else(
    named: Shelves, words: str, filename: str | None
) -> None:
    meant = document_meant(named, GUILD, words)
    assert (meant.filename if meant else None) == filename


@pytest.mark.parametrize(
    ("typed", "filenames"),
    [
        ("", {*FILES}),
        ("club rules", {"Club_Rules 2024.pdf.txt"}),
        ("CLUB", {"Club_Rules 2024.pdf.txt", "light.txt", "rules.md"}),
        ("мая", {"маяк.txt"}),
        ("document-", {"маяк.txt"}),
        ("light", {"light.txt", "маяк.txt"}),
        ("ferry", set()),
    ],
)
def test_what_is_suggested_holds_what_is_typed_in_name_filename_or_title(
    named: Shelves, typed: str, filenames: set[str]
) -> None:
    assert {one.filename for one, _ in documents_matching(named, GUILD, typed)} == filenames


def test_a_title_is_that_of_the_text_where_none_was_stated(
    shelves: Shelves, public: Collection
) -> None:
    shelves.add(GUILD, "a.md", b"# The Light at Dorn\n\n" + TEXT, public)
    meant = document_meant(shelves, GUILD, "the light at dorn")
    assert meant
    assert meant.filename == "a.md"
