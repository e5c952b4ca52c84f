"""Who a first page names as authors, by place, type and order."""

from pathlib import Path

from index.reading.documents import read_document
from index.types import Metadata
from tests.support.documents.pdfs import FIRST_LINES, SECOND_LINES, pdf, pdf_lines

Drawn = list[tuple[float, float, float, str]]
TITLE = (200.0, 720.0, 18.0, "The Bridge at Arvale")
TEXT = [(72.0, y - 90, size, text) for _, y, size, text in [*FIRST_LINES, *SECOND_LINES]]


def metadata(folder: Path, *pages: Drawn, about: str = "") -> Metadata:
    path = folder / "a.pdf"
    path.write_bytes(pdf(list(pages), about=about))
    return read_document(path).metadata


def authors(folder: Path, *pages: Drawn, about: str = "") -> list[str]:
    return [name.display for name in metadata(folder, *pages, about=about).author]


def below(y: float, *texts: str, size: float = 12) -> Drawn:
    """Lines of a block below a title, the first one at a height."""
    return [(220, y - 14 * row, size, text) for row, text in enumerate(texts)]


def head(*blocks: Drawn) -> Drawn:
    return [TITLE, *(line for block in blocks for line in block), *TEXT]


def test_the_author_stands_below_the_title_with_an_affiliation_and_a_date(tmp_path: Path) -> None:
    block = below(695, "Ada Zeglar", "Instruments Arvale", "ada@example.org")
    assert authors(tmp_path, head(block)) == ["Ada Zeglar"]


def test_several_authors_stand_in_one_line_or_in_columns(tmp_path: Path) -> None:
    line = below(695, "Ada Zeglar, Carl Ondrik and Eva Vuskov")
    assert authors(tmp_path, head(line)) == ["Ada Zeglar", "Carl Ondrik", "Eva Vuskov"]
    columns = [
        (120.0, 695.0, 12.0, "Ada Zeglar          Carl Ondrik"),
        (120.0, 681.0, 12.0, "Eva Vuskov          Gil Hartvel"),
    ]
    assert authors(tmp_path, head(columns)) == [
        "Ada Zeglar",
        "Carl Ondrik",
        "Eva Vuskov",
        "Gil Hartvel",
    ]


def test_each_author_s_block_names_one_where_affiliations_stand_below(tmp_path: Path) -> None:
    page = [
        TITLE,
        *below(690, "Ada Zeglar", "Department of Bridges", "Arvale, Austria"),
        *below(640, "Carl Ondrik", "Borrin Pharma", "Borrin, Switzerland"),
        *below(590, "May 2001"),
        *below(560, "Eva Vuskov", "Celm"),
        *pdf_lines(500, *(text for *_, text in TEXT)),
    ]
    assert authors(tmp_path, page) == ["Ada Zeglar", "Carl Ondrik"]


def test_authors_stand_at_the_foot_of_a_cover(tmp_path: Path) -> None:
    cover = [
        (90.0, 560.0, 20.0, "F3:The Bridge Manual"),
        (350.0, 540.0, 10.0, "Edition 2, for Bridge 1.0"),
        (90.0, 128.0, 14.0, "F3:A. B. Bell, Carl Ondrik"),
        (90.0, 111.0, 14.0, "F3:and the Bridge Team"),
    ]
    assert authors(tmp_path, cover, TEXT) == ["A. B. Bell", "Carl Ondrik", "the Bridge Team"]
    organisation = [*cover[:2], (90.0, 111.0, 14.0, "F3:The Bridge Project Developers")]
    assert authors(tmp_path, organisation, TEXT) == []
    dated = [*cover[:2], (350.0, 525.0, 10.0, "May 2001")]
    assert authors(tmp_path, [*dated, *cover[2:3]], TEXT) == ["A. B. Bell", "Carl Ondrik"]
    centred = (200.0, 128.0, 14.0, "F3:Ada Zeglar")
    assert authors(tmp_path, [*dated, centred], TEXT) == []


def test_what_stands_below_a_date_is_no_author_unless_it_says_by(tmp_path: Path) -> None:
    assert authors(tmp_path, head(below(695, "14 May 2001"), below(670, "Ada Zeglar"))) == []
    assert authors(tmp_path, head(below(695, "14 May 2001"), below(670, "by Ada Zeglar"))) == [
        "Ada Zeglar"
    ]


def test_a_place_below_an_author_is_none(tmp_path: Path) -> None:
    assert authors(tmp_path, head(below(700, "Ada Zeglar"), below(675, "Buena Vista"))) == [
        "Ada Zeglar"
    ]
    assert authors(tmp_path, head(below(695, "Ada Zeglar", "Buena Vista"))) == ["Ada Zeglar"]


def test_a_heading_and_a_subtitle_are_no_authors(tmp_path: Path) -> None:
    # "winter" and "debate" stand in the text in small letters.
    assert authors(tmp_path, head(below(695, "Arvale Winter"))) == []
    assert authors(tmp_path, head(below(695, "Summary"), below(670, "Ada Zeglar"))) == []
    assert authors(tmp_path, head(below(695, "1 Ada Zeglar"))) == []
    assert authors(tmp_path, TEXT) == []


def test_the_title_in_bold_type_of_the_text_s_size_heads_authors_too(tmp_path: Path) -> None:
    page = [
        (200.0, 700.0, 10.0, "F3:THE BRIDGE AT ARVALE"),
        (220.0, 680.0, 9.0, "ADA ZEGLAR AND CARL ONDRIK"),
        *TEXT,
    ]
    assert authors(tmp_path, page) == ["ADA ZEGLAR", "CARL ONDRIK"]


def test_what_the_file_states_goes_before_what_its_page_shows(tmp_path: Path) -> None:
    about = "/Author(Gil Hartvel)"
    assert authors(tmp_path, head(below(695, "Ada Zeglar")), about=about) == ["Gil Hartvel"]


def test_a_title_over_several_lines_is_one(tmp_path: Path) -> None:
    cover = [(200.0, 720.0 - 32 * row, 20.0, text) for row, text in enumerate(("The", "Bridge"))]
    assert metadata(tmp_path, cover, TEXT).title == "The Bridge"
    apart = [*cover, (200.0, 600.0, 20.0, "Edition 2")]
    assert metadata(tmp_path, apart, TEXT).title == "The Bridge"


def test_the_words_of_a_title_may_stand_far_below_one_another(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    words = [(280.0, 720.0, 24.0, "BRIDGE"), (278.0, 664.0, 24.0, "BUILDS")]
    by = [(301.0, 624.0, 10.0, "by"), (280.0, 588.0, 10.0, "Ada Zeglar")]
    path.write_bytes(pdf([[*words, *by, *TEXT]]))
    document = read_document(path)
    assert document.metadata.title == "BRIDGE BUILDS"
    assert document.sections[0].title == "BRIDGE BUILDS"
    assert [name.display for name in document.metadata.author] == ["Ada Zeglar"]
    aside = [words[0], (100.0, 664.0, 24.0, "BUILDS")]
    assert metadata(tmp_path, [*aside, *TEXT]).title == "BRIDGE"


def test_a_date_alone_below_the_title_says_when_and_is_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    heads = [[(72.0, 720.0, 14.0, f"Part {name}"), *TEXT] for name in ("One", "Two", "Three")]
    path.write_bytes(pdf([[TITLE, (230.0, 640.0, 14.0, "September 30, 2024")], *heads]))
    document = read_document(path)
    assert document.metadata.issued == (2024, 9, 30)
    assert [section.title for section in document.sections] == [
        "The Bridge at Arvale",
        "Part One",
        "Part Two",
        "Part Three",
    ]
    assert metadata(tmp_path, head(below(695, "2024-09-30"))).issued == (2024, 9, 30)
    assert metadata(tmp_path, head(below(695, "Meeting of 30 September 2024"))).issued == ()


def test_the_mark_of_a_footnote_is_none_of_the_title(tmp_path: Path) -> None:
    title = (200.0, 720.0, 18.0, "The Bridge*")
    note = [(72.0, 93.0, 5.0, "*"), (76.0, 90.0, 8.0, "Printed in Arvale.")]
    assert metadata(tmp_path, [title, *TEXT, *note]).title == "The Bridge"
    assert metadata(tmp_path, [title, *TEXT]).title == "The Bridge*"


def test_a_title_ends_where_it_refers_to_a_note(tmp_path: Path) -> None:
    page = [(200, 720, 18, "The Bridge*"), (210, 696, 18, "Arvale Institute"), *TEXT]
    note = [(72, 90, 8, "*Paid for by the town.")]
    assert metadata(tmp_path, [*page, *note]).title == "The Bridge"
    assert metadata(tmp_path, page).title == "The Bridge* Arvale Institute"
