"""What a metadata file states: dates as CSL has them, and names in their parts."""

from pathlib import Path

import pytest

from index.errors import MetadataError
from index.reading.bibliography.issued_dates import Issued
from index.reading.bibliography.metadata import read_metadata
from index.types import Metadata, Name


@pytest.mark.parametrize(
    ("text", "issued"),
    [("2018-09-11", (2018, 9, 11)), ("2018-09", (2018, 9)), ("2018", (2018,)), ("'2018'", (2018,))],
)
def test_dates_are_read_as_far_as_they_are_known(
    tmp_path: Path, text: str, issued: tuple[int, ...]
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"issued: {text}\n")
    assert read_metadata(path).issued == Issued(issued)


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        ("380", Issued((380,))),
        ("Spring 2019", Issued((2019,), 1)),
        ("2019 fall", Issued((2019,), 3)),
        ("2019-24", Issued((2019,), 4)),
        ("2019-2020", Issued((2019,), 0, (2020,))),
        ("2019-05/2019-07", Issued((2019, 5), 0, (2019, 7))),
        ("{date-parts: [[2019, 5]]}", Issued((2019, 5))),
        ("{date-parts: [['2019'], [2020, 1, 3]]}", Issued((2019,), 0, (2020, 1, 3))),
        ("{date-parts: [[2019]], season: 2}", Issued((2019,), 2)),
        ("{date-parts: [[2019]], season: autumn}", Issued((2019,), 3)),
    ],
)
def test_seasons_ranges_and_dates_as_csl_has_them_are_read(
    tmp_path: Path, text: str, issued: Issued
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"issued: {text}\n")
    assert read_metadata(path).issued == issued


@pytest.mark.parametrize(
    "text",
    [
        "0", "soon", "2020-2019", "2019-25", "2019/2020/2021", "Spring", "Spring 2019-05",
        "{date-parts: [[2019, 13]]}", "{date-parts: []}", "{date-parts: 2019}",
        "{date-parts: [[2019]], season: 5}", "{date-parts: [[2019]], season: wet}",
        "{date-parts: [[2019, 1, 1, 1]]}", "{date-parts: [[]]}",
        "{date-parts: [[99999999999999999999]]}", "{raw: 2019}", "[2019]",
    ],
)  # fmt: skip
def test_what_is_no_date_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"issued: {text}\n")
    with pytest.raises(MetadataError, match="issued must be a date"):
        read_metadata(path)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "{family: Berg, given: Anna, non-dropping-particle: van der}",
            Name("van der Berg", "Anna"),
        ),
        ("{family: Alembert, given: Jean, non-dropping-particle: d’}", Name("d’Alembert", "Jean")),
        (
            "{family: Beethoven, given: Ludwig, dropping-particle: van}",
            Name("Beethoven", "Ludwig van"),
        ),
        ("{family: King, given: Martin, suffix: Jr.}", Name("King", "Martin", suffix="Jr.")),
    ],
)
def test_the_parts_of_a_name_are_read_as_csl_has_them(
    tmp_path: Path, text: str, name: Name
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"author: [{text}]\n")
    assert read_metadata(path).author == (name,)


def test_what_is_stated_of_a_date_comes_into_the_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("issued: 2019-05/2019-07\n")
    derived = Metadata("A", derived=frozenset({"issued"}))
    stated = Metadata("A", issued=(2019, 5), issued_end="2019-07")
    assert read_metadata(path).over(derived) == stated
