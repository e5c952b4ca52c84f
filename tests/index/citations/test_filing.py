"""The order of a bibliography, and what tells works of one author and year apart."""

import pytest

from index.citations.citations import Form, Style, bibliography
from index.types import Document, Name
from tests.support.documents.cited_documents import document_of, with_metadata

TEXT_STYLES = (Style.CHICAGO, Style.APA, Style.MLA)


def _works(*facts: tuple[str, str, int]) -> list[Document]:
    """Works with the family name of the author, the title and the year."""
    return [
        document_of(
            metadata=with_metadata(
                author=(Name(family, "Ada"),) if family else (), title=title, issued=(year,)
            ).metadata,
            name=f"work-{number}",
        )
        for number, (family, title, year) in enumerate(facts)
    ]


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("style", TEXT_STYLES)
def test_a_bibliography_is_filed_by_letters_whatever_their_marks(style: Style, form: Form) -> None:
    families = ["Abel", "Émile", "Fox", "Øst", "Šimić", "Tull", "Zorn"]
    works = _works(*((family, "Water", 2018) for family in families))
    entries = bibliography(reversed(works), style, form)
    assert [entry.partition(",")[0] for entry in entries] == families


def test_a_magazine_without_an_author_is_filed_by_what_stands_first_not_by_its_italics() -> None:
    works = _works(("Zorn", "Water", 2018), ("", "Water", 2018), ("Kent", "Water", 2018))
    entries = bibliography(works, Style.CHICAGO, Form.HTML)
    assert [entry[:10] for entry in entries] == ["Kent, Ada.", "<i>Rivers ", "Zorn, Ada."]


def test_works_of_one_author_stand_before_those_with_others() -> None:
    joint = with_metadata(author=(Name("Abel", "Ada"), Name("Bo", "Jo")), title="Ash").metadata
    entries = bibliography(
        [document_of(metadata=joint, name="joint"), *_works(("Abel", "Birch", 2018))], Style.MLA
    )
    assert ["Birch" in entry for entry in entries] == [True, False]


def test_works_of_one_author_and_year_have_letters_in_apa() -> None:
    # Publication Manual of the APA, 7th edition, 9.46 and 9.47.
    works = _works(
        ("Abel", "The Water", 2018), ("Abel", "A Bridge", 2018), ("Abel", "Roads", 2017),
        ("Bell", "Roads", 2018),
    )  # fmt: skip
    dates = [entry.partition("(")[2].partition(")")[0] for entry in bibliography(works, Style.APA)]
    assert dates == ["2017", "2018a", "2018b", "2018"]
    titles = [
        entry.partition("). ")[2].partition(".")[0] for entry in bibliography(works, Style.APA)
    ]
    assert titles == ["Roads", "A Bridge", "The Water", "Roads"]
    assert not any("2018a" in entry for entry in bibliography(works, Style.MLA))


def test_a_bibliography_is_alphabetical_without_articles_and_names_each_document_once() -> None:
    a, b, c = (
        document_of(metadata=with_metadata(author=(), title=title).metadata, name=title[0])
        for title in ("The Ash", "“Birch”", "A Cedar")
    )
    entries = bibliography([c, b, a, b], Style.MLA)
    assert [entry.partition(".")[0] for entry in entries] == ["“The Ash", "“‘Birch", "“A Cedar"]
