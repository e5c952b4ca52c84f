"""Records for reference managers, held against parsers of theirs."""

import dataclasses
import json
from pathlib import Path

import pytest

from index.citations.citations import Style, cite
from index.types import Locator, LocatorKind, Name
from tests.support.documents.cited_documents import document_of, quote_in, with_metadata

QUOTE = quote_in(document_of(), "the towns have counted 44 floods")
URL = "https://rivers.example/2018/09/slow-water/"
TITLE = "Slow Water: The Shifting Ties Between the Weser and the Old Towns"
TEXT_STYLES = (Style.CHICAGO, Style.APA, Style.MLA)


def test_bibtex_is_read_back_by_a_parser(tmp_path: Path) -> None:
    from citeproc.source.bibtex.bibparse import BibTeXParser

    metadata = with_metadata(
        title="100% of {Water} & $5_a", author=(Name("Okafor", "Ada"), Name(literal="Towns & Co"))
    ).metadata
    written = cite(quote_in(document_of(metadata=metadata), "No town"), Style.BIBTEX)
    path = tmp_path / "cited.bib"
    path.write_text(written, encoding="utf-8")
    parser = BibTeXParser(str(path))
    parser.file.close()
    entry = parser["slow-water"]
    assert entry.document_type == "article"
    assert dict(entry) == {
        "title": r"{100\% of \{Water\} \& \$5\_a}",
        "author": r"Okafor, Ada and {Towns \& Co}",
        "journal": r"Rivers \& Roads",
        "year": "2018",
        "url": URL,
        "note": "Paragraph 3",
        "month": "September",
    }


@pytest.mark.parametrize("title", ["Half { of it", "} and {", "Whole {one}", "\\{"])
def test_the_braces_of_a_bibtex_entry_pair(title: str) -> None:
    page = Locator(0, LocatorKind.PAGE, "{7", "page=1")
    document = dataclasses.replace(with_metadata(title=title), locators=(page,))
    depth = 0
    for character in cite(quote_in(document, "No town"), Style.BIBTEX):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0


def test_a_suffix_stands_where_each_format_has_it() -> None:
    document = with_metadata(author=(Name("King", "Martin Luther", suffix="Jr."),))
    assert "author = {King, Jr., Martin Luther}," in cite(document, Style.BIBTEX)
    assert "AU  - King, Martin Luther, Jr." in cite(document, Style.RIS)
    assert cite(document, Style.APA).startswith("King, M. L., Jr. (2018")
    (item,) = json.loads(cite(document, Style.CSL_JSON))
    assert item["author"] == [{"family": "King", "given": "Martin Luther", "suffix": "Jr."}]


def test_ris_is_read_back_by_a_parser() -> None:
    import rispy  # type: ignore[import-untyped]  # ships no types

    (record,) = rispy.loads(cite(QUOTE, Style.RIS))
    assert record == {
        "type_of_reference": "MGZN",
        "id": "slow-water",
        "authors": ["Okafor, Ada Lovis"],
        "title": TITLE,
        "secondary_title": "Rivers & Roads",
        "year": "2018",
        "date": "2018/09/11",
        "urls": [URL],
        "language": "en",
        "notes": ["Paragraph 2"],
    }


def test_ris_has_its_tags_in_place_from_type_to_end() -> None:
    assert cite(QUOTE, Style.RIS).splitlines() == [
        "TY  - MGZN",
        "ID  - slow-water",
        "AU  - Okafor, Ada Lovis",
        f"TI  - {TITLE}",
        "T2  - Rivers & Roads",
        "PY  - 2018",
        "DA  - 2018/09/11",
        f"UR  - {URL}",
        "LA  - en",
        "N1  - Paragraph 2",
        "ER  - ",
    ]


def test_csl_json_is_what_the_processor_is_given() -> None:
    (item,) = json.loads(cite(document_of(), Style.CSL_JSON))
    assert item == {
        "id": "slow-water",
        "type": "article-magazine",
        "title": TITLE,
        "author": [{"family": "Okafor", "given": "Ada Lovis"}],
        "container-title": "Rivers & Roads",
        "issued": {"date-parts": [[2018, 9, 11]]},
        "URL": URL,
        "language": "en",
    }
    assert json.loads(cite(QUOTE, Style.CSL_JSON))[0]["note"] == "Paragraph 2"


def test_a_range_of_years_and_a_season_are_cited_in_each_style_and_format() -> None:
    years = with_metadata(issued=(2018,), issued_end="2019")
    season = with_metadata(issued=(2018,), season=1)
    months = with_metadata(issued=(2018, 5, 3), issued_end="2018-07-04")
    for style in TEXT_STYLES:
        assert "2018–2019" in cite(years, style)
        assert "2018" in cite(season, style)
        assert "2018" in cite(months, style)
    assert "year = {2018--2019}," in cite(years, Style.BIBTEX)
    assert "month = {Spring}," in cite(season, Style.BIBTEX)
    assert "DA  - 2018///to 2019" in cite(years, Style.RIS)
    assert "DA  - 2018///Spring" in cite(season, Style.RIS)
    (item,) = json.loads(cite(years, Style.CSL_JSON))
    assert item["issued"] == {"date-parts": [[2018], [2019]]}
    (item,) = json.loads(cite(season, Style.CSL_JSON))
    assert item["issued"] == {"date-parts": [[2018]], "season": 1}
