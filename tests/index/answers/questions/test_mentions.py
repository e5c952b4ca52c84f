"""A name alone leads to where it stands; more than a name is a question like others."""

from pathlib import Path

import pytest

from index.answers.questions.mentions import mentions_of
from index.reading.documents import read_document
from index.types import Document, Quote, Span, quote_of

TEXT = "The guild left the Northern Alliance in 1742. It joined Lashkar-e-Tesk. The alliance fell."


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "guild.txt"
    path.write_text(f"{TEXT}\n", encoding="utf-8")
    return read_document(path)


def quotes(document: Document) -> list[Quote]:
    """Return all of the text as one quote for each of its sentences, which is highlighted."""
    ends = [at + 1 for at, sign in enumerate(document.text) if sign == "."][:3]
    whole = Span(0, ends[-1])
    return [
        quote_of(document, whole, Span(start, end))
        for start, end in zip([0, *(end + 1 for end in ends[:2])], ends, strict=True)
    ]


@pytest.mark.parametrize(
    ("name", "mentions"),
    [
        ("northern alliance", [0]),
        ("the Northern Alliance", [0]),
        ("alliances", [0, 2]),
        ("lashkar e tesk", [1]),
        ("alliance northern", []),
        ("southern alliance", []),
        ("northern alliance?", []),
        ("who left the northern alliance", []),
        ("guild northern alliance", []),
        ("the", []),
        ("", []),
    ],
)
def test_a_name_leads_to_the_highlights_that_have_it(
    document: Document, name: str, mentions: list[int]
) -> None:
    given = quotes(document)
    assert mentions_of(name, given) == tuple(given[number] for number in mentions)
