"""What is shown of a point: with it what it leans on, and what became of what it proposes."""

import pytest

from index.briefs.briefs import Brief, BriefOptions, brief
from index.briefs.extents import Extent, Extents
from index.briefs.proposals import is_outcome, is_proposal
from index.language import sentences_in
from index.reading.documents import document_of
from index.types import Document
from tests.support.documents.pools import ENCODER, pool_of

MILLS = """The growers sought to keep the old mill. They did so by buying it. This effort failed in
1990. The town sold the wheel.

He was a miller. The wheel was lost."""
MINUTES = """Motions

Motion A (board): to raise the fee for members from 28 to 32 euros.

Reason: heating. Simon objected that a higher fee would drive members away. Rejected with 19 votes
in favour, 31 against.

Motion B (Petra): to rent the hall to outsiders.

Carried unanimously.

Motion C (Hakan): to open on Sundays."""


def extents_of(document: Document) -> tuple[list[str], Extents]:
    """The sentences of a document, and what finds what is shown of each."""
    spans = [span for one in document.paragraphs for span in sentences_in(document, one)]
    sentences = [document.text[span.start : span.end] for span in spans]
    return sentences, Extents([Extent(document, span) for span in spans])


def shown_of(document: Document, opening: str) -> str | None:
    """What is shown of the sentence that opens so, None where it is no point."""
    sentences, extents = extents_of(document)
    (row,) = [row for row, text in enumerate(sentences) if text.startswith(opening)]
    span = extents.of(row)
    return None if span is None else " ".join(document.text[span.start : span.end].split())


@pytest.mark.parametrize(
    ("opening", "shown"),
    [
        ("The growers", "The growers sought to keep the old mill."),
        ("This effort", "They did so by buying it. This effort failed in 1990."),
        ("The town", "The town sold the wheel."),
        ("He was", None),
    ],
)
def test_what_leans_is_shown_with_the_sentence_before_or_not_at_all(
    opening: str, shown: str | None
) -> None:
    assert shown_of(document_of(MILLS, id="mills"), opening) == shown


def test_a_sentence_that_is_shown_already_costs_nothing_more() -> None:
    sentences, extents = extents_of(document_of(MILLS, id="mills"))
    both = len(sentences[1]) + 1 + len(sentences[2])
    assert extents.added(2, [1]) == both - len(sentences[1])
    assert extents.added(2, [0]) == both
    (shown,) = extents.together([2, 1])
    assert (len(shown.place.span), shown.rank) == (both, 0)


def test_they_brings_the_sentence_before_where_there_is_room() -> None:
    document = document_of(MILLS, id="mills")
    sentences, extents = extents_of(document)
    whole = len(" ".join(sentences[:3]))
    (wide,), (narrow,) = extents.widened([2], whole + 1), extents.widened([2], whole)
    assert len(wide.place.span) == whole
    assert len(narrow.place.span) == whole - len(sentences[0]) - 1


@pytest.mark.parametrize(
    ("opening", "last"),
    [
        ("Motion A", "Rejected with 19 votes in favour, 31 against."),
        ("Motion B", "Carried unanimously."),
        ("Motion C", "to open on Sundays."),
    ],
)
def test_a_proposal_is_shown_up_to_what_became_of_it(opening: str, last: str) -> None:
    shown = shown_of(document_of(MINUTES, id="minutes"), opening)
    assert shown is not None
    assert shown.endswith(last)
    assert shown.count("Motion") == 1


@pytest.mark.parametrize(
    ("sentence", "proposes", "decides"),
    [
        ("Ada proposed that the mill be sold.", True, False),
        ("The motion was carried by 20 votes.", False, True),
        ("Withdrawn after Joan had spoken.", False, True),
        ("The mill carried grain.", False, False),
        ("The motion of the wheel is slow.", False, False),
    ],
)
def test_proposals_and_their_outcomes_are_told(
    sentence: str, *, proposes: bool, decides: bool
) -> None:
    assert (is_proposal(sentence), is_outcome(sentence)) == (proposes, decides)


def test_no_brief_has_a_point_that_leans_on_what_it_does_not_show() -> None:
    text = MILLS + "".join(f"\n\nMill {n} of the valley was built in 17{n}." for n in range(10, 20))
    pool = pool_of(document_of(text, id="mills"))
    for topic in (None, "efforts of growers for the mill"):
        made = brief(topic, pool, ENCODER.encode, options=BriefOptions(min_confidence=0.0))
        assert isinstance(made, Brief)
        for point in made.points:
            assert not point.text.startswith(("This effort", "He was"))
        assert made.quotes[0].text in text
