"""What a file says about itself, told from what its program says."""

import pytest

from index.reading.structure.extract import own_author, own_title
from index.types import Name


@pytest.mark.parametrize(
    "stated",
    [
        None,
        "",
        " - ",
        "untitled",
        "Untitled-1",
        "Document1",
        "Layout 1",
        "Microsoft Word - draft3.doc",
        "Microsoft Word - Minutes of May",
        "PowerPoint Presentation",
        "LaTeX with hyperref package",
        "thesis_final.tex",
        "Adobe InDesign CC 2019",
    ],
)
def test_what_a_program_wrote_is_no_title(stated: str | None) -> None:
    assert own_title(stated) is None


@pytest.mark.parametrize(
    "stated",
    [
        "The bridge",
        "1984",
        "Microsoft Word for beginners",
        "Latex gloves and their allergies",
        "Documents of the council",
        "A title for two",
        "Untitled poems",
    ],
)
def test_what_a_person_wrote_is_a_title(stated: str) -> None:
    assert own_title(f" {stated}\n") == stated


@pytest.mark.parametrize(
    "stated",
    [
        None,
        "",
        "-",
        "python-docx",
        "Microsoft Office User",
        "Microsoft® Word 2016",
        "LaTeX with hyperref",
        "pdfTeX 1.40",
        "Apache POI",
        "Author",
        "user",
        "Administrator",
    ],
)
def test_what_a_program_wrote_is_no_author(stated: str | None) -> None:
    assert own_author(stated) == ()


@pytest.mark.parametrize("stated", ["Ann Lee", "Donald Tex", "The Port Authority", "A. Root"])
def test_what_a_person_wrote_is_an_author(stated: str) -> None:
    assert [name.display for name in own_author(stated)] == [stated]


def test_an_author_is_a_person_in_parts_and_several_are_several() -> None:
    assert own_author("Ann Lee; Bo Lind") == (Name("Lee", "Ann"), Name("Lind", "Bo"))
