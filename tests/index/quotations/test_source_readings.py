"""What one check looks up and reads: the same as without it, and each place once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.quotations import Verifier, check_quotations, source_readings
from index.quotations.marked_words import parse_quotation
from index.quotations.source_readings import SourceReading
from index.quotations.words import ComparedWord, compared_words_at, compared_words_of
from index.types import Document, Metadata, Paragraph
from tests.support.concordances import at_once

PIECES = st.sampled_from(
    [
        "mill ",
        "(−3.5 ",
        "9/11 ",
        "coop-\neration ",
        "harbour12 ",
        "quay.2 ",
        "co\u00adop ",
        "¼ ",
        "－7 ",
    ]
)
TEXTS = st.lists(st.lists(PIECES, min_size=1, max_size=200).map("".join), min_size=1, max_size=3)
PAGE = "The keeper of the mill by the harbour counted every sack before the tide came in at dusk."


@settings(max_examples=50, deadline=None)
@given(TEXTS, st.data())
def test_words_are_those_that_stand_between_two_places(
    texts: list[str], data: st.DataObject
) -> None:
    concordance = at_once(texts)
    reading = SourceReading(texts, concordance)
    for _ in range(3):
        document = data.draw(st.integers(0, len(texts) - 1))
        begin, end = concordance.bounds[document : document + 2].tolist()
        first = data.draw(st.integers(begin, end - 1))
        last = data.draw(st.integers(first + 1, end))
        spans = concordance.spans(document, first, last)
        start, stop = int(spans[0][0]), int(spans[-1][1])
        expected = compared_words_of(texts[document], start, stop)
        assert reading.words(document, first, last) == expected


def test_phrases_are_looked_up_once_and_are_those_of_the_concordance() -> None:
    concordance = at_once([PAGE])
    reading = SourceReading([PAGE], concordance)
    quotation = parse_quotation("the keeper of the unheard-of mill")
    ids = concordance.ids_of([element.folded for element in quotation.elements])
    phrases = reading.phrases(quotation)
    assert reading.phrases(quotation) is phrases
    assert reading.ids(quotation).tolist() == ids.tolist()
    assert [one.counts.tolist() for one in phrases] == [
        [4, 1, 1, 4, 0, 1, 1],
        [1, 1, 1, 0, 0, 0],
        [1, 1, 0, 0, 0],
    ]


def test_no_place_is_read_twice_for_the_quotations_of_a_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = Document("mill", PAGE, (Paragraph(1, 0, len(PAGE), None),), Metadata(title="Mill"))
    read: list[tuple[int, int]] = []

    def noted(text: str, places: list[tuple[int, int]]) -> list[ComparedWord]:
        read.extend((start, end) for start, end in places)
        return compared_words_at(text, places)

    monkeypatch.setattr(source_readings, "compared_words_at", noted)
    message = (
        "He wrote “the keeper of the mill counted sacks” and “before the flood came in at dusk”."
    )
    checked = check_quotations(Verifier.build([document]), message)
    assert [one.verdict.value for one in checked.verifications] == ["altered", "altered"]
    words = len(PAGE.split())
    assert len(read) == 2 * words  # once for the whole, and once for both quotations
    assert len(set(read)) == words
