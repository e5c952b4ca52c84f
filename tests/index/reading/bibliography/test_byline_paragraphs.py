"""What a paragraph below a title says of who wrote the text, where it appeared, and when."""

import pytest

from index.reading.bibliography.byline_paragraphs import BylineParagraph, byline_paragraph

ADA = ("Ada Zeglar",)
JUNE = (2024, 6, 11)


def is_word(word: str) -> bool:
    return word in {"bridge", "letter", "winter"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("By Ada Zeglar", BylineParagraph(ADA)),
        ("By Ada Zeglar, 11 June 2024", BylineParagraph(ADA, JUNE)),
        ("Ada Zeglar · June 11, 2024", BylineParagraph(ADA, JUNE)),
        ("By Ada Zeglar (published on 2024-06-11)", BylineParagraph(ADA, JUNE)),
        ("Published 11 June 2024 by Ada Zeglar", BylineParagraph(ADA, JUNE)),
        ("11 June 2024 | Ada Zeglar", BylineParagraph(ADA, JUNE)),
        ("By Ada Zeglar on the 11th of June 2024", BylineParagraph(ADA, JUNE)),
        ("Author: Ada Zeglar\nDate: 11 June 2024", BylineParagraph(ADA, JUNE)),
        ("Date: 11 June 2024\nAuthor: Ada Zeglar", BylineParagraph(ADA, JUNE)),
        ("By Ada Zeglar, Mill Manager, 11 June 2024", BylineParagraph(ADA, JUNE)),
        (
            "By Ada Zeglar, published in the Valley Letter, 11 June 2024",
            BylineParagraph(ADA, JUNE, "Valley Letter"),
        ),
        (
            "By Ada Zeglar and Carl Ondrik; first published in Mills Today",
            BylineParagraph(("Ada Zeglar", "Carl Ondrik"), (), "Mills Today"),
        ),
    ],
)
def test_a_paragraph_says_who_wrote_it_where_it_appeared_and_when(
    text: str, said: BylineParagraph
) -> None:
    assert byline_paragraph(text, is_word) == said


@pytest.mark.parametrize(
    "text",
    [
        "By Ada Zeglar, who built the bridge, 11 June 2024",
        "By Ada Zeglar, last updated 11 June 2024",
        "Ada Zeglar <ada@mill.org> Corrected by Carl Ondrik <carl@mill.org>",
        "Ada Zeglar",
        "Old Bridge, 11 June 2024",
        "11 June 2024",
        "Ada Zeglar opened it on 11 June 2024 with Carl Ondrik.",
        "Published in the Valley Letter",
    ],
)
def test_one_that_says_more_or_no_name_is_text(text: str) -> None:
    assert byline_paragraph(text, is_word) is None
