"""A brief's cards: the best points first, and nothing that is not what its source says."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.chat.buttons.brief_buttons import files_of
from bot.chat.embeds import brief_embed
from index import Brief, Collection, DatedStatement, Document, Metadata, Paragraph, Style, quote_of
from index.briefs.facts.entities import NamedEntity
from index.briefs.facts.name_cues import NameKind
from index.errors import QuoteMismatchError
from index.types import Span
from tests.support.stand_in.embeds import block_quotes

TEXT = " ".join(f"Mill {number} of Arvale burned in 19{number:02}." for number in range(9))
PLACES = [
    Span(start, TEXT.index(".", start) + 1)
    for start in (TEXT.index(f"Mill {number}") for number in range(9))
]
DOCUMENT = Document("mills", TEXT, (Paragraph(1, 0, len(TEXT), None),), Metadata("Mills"))
POINTS = tuple(quote_of(DOCUMENT, place) for place in PLACES)


def dated() -> DatedStatement:
    """A statement with its date marked; made anew, so that a test can spoil it."""
    first = PLACES[0]
    return DatedStatement(None, quote_of(DOCUMENT, first, Span(first.end - 5, first.end - 1)))


def named() -> NamedEntity:
    start = TEXT.index("Arvale")
    mention = quote_of(DOCUMENT, Span(start, start + len("Arvale")))
    return NamedEntity("Arvale", NameKind.PLACE, (mention,))


def test_the_first_page_has_the_best_points_in_reading_order() -> None:
    brief = Brief("mills", 1.0, POINTS, ranks=(9, 8, 7, 1, 2, 3, 4, 5, 6))
    shown = [block_quotes(str(brief_embed(brief, page).description)) for page in (0, 1, None)]
    texts = [point.text for point in POINTS]
    assert shown == [texts[3:], texts[:3], texts]


def spoil_date(brief: Brief) -> None:
    object.__setattr__(brief.dates[0].quote, "text", "Mill 0 of Arvale burned in 1999.")


def spoil_name(brief: Brief) -> None:
    object.__setattr__(brief.names[0].mentions[0], "text", "Elsewhere")


SPOILED = pytest.mark.parametrize("spoil", [spoil_date, spoil_name])


@SPOILED
@pytest.mark.parametrize("page", [0, 1, None])
def test_no_page_is_shown_of_a_brief_with_a_fact_that_its_source_does_not_say(
    spoil: Callable[[Brief], None], page: int | None
) -> None:
    brief = Brief("mills", 1.0, POINTS[:1], names=(named(),), dates=(dated(),))
    spoil(brief)
    with pytest.raises(QuoteMismatchError):
        brief_embed(brief, page)


@SPOILED
@pytest.mark.parametrize("kind", ["md", "html", "png"])
def test_no_file_is_made_of_a_brief_with_a_fact_that_its_source_does_not_say(
    spoil: Callable[[Brief], None], kind: str
) -> None:
    brief = Brief("mills", 1.0, POINTS[:1], names=(named(),), dates=(dated(),))
    spoil(brief)

    class Spoiled(Collection):
        def __init__(self) -> None:
            """Hold nothing."""

        def brief(self, topic: str | None = None) -> Brief:
            return replace(brief, topic=topic)

    with pytest.raises(QuoteMismatchError):
        files_of(Spoiled(), "mills", kind, Style.CHICAGO)
