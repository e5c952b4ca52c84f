"""What a document concludes stands at its end, and judges."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from index.answers.whole_documents.conclusions import conclusion_of
from index.types import Document, Metadata, Name, Paragraph
from tests.support.documents.cited_documents import document_of

OPENING = "We should begin with the mill, which failed because nobody paid for its wheel in time."
MIDDLE = "The guild bought barley in spring. It sold malt in autumn. Prices rose for three years."
CLOSE = (
    "The wheel turns slowly today. I would let it rest, because a mill that nobody needs should "
    "stand still. Visitors come on Sundays. Who would miss it, and should anybody?"
)
WANTED = "I would let it rest, because a mill that nobody needs should stand still."


def conclusion(*paragraphs: str, metadata: Metadata | None = None) -> list[str]:
    document = document_of(paragraphs, metadata or Metadata("The mill"))
    return [quote.text for quote in conclusion_of(document)]


def test_the_sentence_that_judges_at_the_end_comes_first() -> None:
    assert conclusion(OPENING, MIDDLE, CLOSE)[0] == WANTED


def test_the_beginning_concludes_nothing() -> None:
    assert OPENING not in conclusion(OPENING, MIDDLE, CLOSE)


def test_what_is_said_of_the_author_at_the_end_is_passed_over() -> None:
    about = "Ada Okafor should be known to readers, since we have printed her letters for years."
    metadata = Metadata("The mill", author=(Name("Okafor", "Ada"),))
    assert conclusion(OPENING, MIDDLE, CLOSE, about, metadata=metadata)[0] == WANTED


def test_somebody_else_who_speaks_does_not_conclude() -> None:
    spoken = "“We should, I think, we should sell it because it has failed us,” the miller said."
    own = "The guild will have to pay for the wheel in the end, whatever it costs."
    assert conclusion(OPENING, MIDDLE, f"{spoken} {own}")[0] == own


def test_no_sentence_of_a_long_quotation_concludes() -> None:
    spoken = (
        "The miller said: “The wheel has turned for a hundred years on this river, and no other. "
        "We should, I think, we should sell it because it has failed us. The guild has not come to "
        "see it since the spring of last year, and nobody who grinds here has seen any of them.”"
    )
    own = "The guild will have to pay for the wheel in the end, whatever it costs."
    assert conclusion(OPENING, MIDDLE, f"{own} {spoken}")[0] == own


def test_a_part_that_is_headed_as_one_is_the_conclusion() -> None:
    document = document_of((OPENING, MIDDLE, CLOSE, MIDDLE), Metadata("The mill"))
    sections = ("Mills", "Trade", "Conclusion", "References")
    pairs = zip(document.paragraphs, sections, strict=True)
    headed = tuple(replace(paragraph, section=section) for paragraph, section in pairs)
    assert conclusion_of(replace(document, paragraphs=headed))[0].text == WANTED


def headed(paragraphs: tuple[str, ...], sections: tuple[str, ...]) -> list[str]:
    document = document_of(paragraphs, Metadata("The mill"))
    pairs = zip(document.paragraphs, sections, strict=True)
    placed = tuple(replace(paragraph, section=section) for paragraph, section in pairs)
    return [quote.text for quote in conclusion_of(replace(document, paragraphs=placed))]


@pytest.mark.parametrize("heading", ["Closing hours", "Outlook setup", "Conclusion of contracts"])
def test_a_heading_that_only_begins_with_such_a_word_names_no_conclusion(heading: str) -> None:
    assert (
        headed((OPENING, MIDDLE, MIDDLE, CLOSE), ("Mills", heading, "Trade", "Wheels"))[0] == WANTED
    )


@pytest.mark.parametrize(
    "heading",
    [
        "7. Conclusions and outlook",
        "VII Conclusion",
        "Summary: what is left",
        "Closing remarks",
        "In conclusion",
        "Section 3: Outlook",
    ],
)
def test_a_conclusion_may_be_numbered_and_be_more(heading: str) -> None:
    sections = ("Mills", "Trade", heading, "Prices", "Prices")
    assert headed((OPENING, MIDDLE, CLOSE, MIDDLE, MIDDLE), sections)[0] == WANTED


def test_a_summary_at_the_top_is_no_conclusion() -> None:
    sections = ("Summary", "Trade", "Trade", "Wheels")
    assert headed((OPENING, MIDDLE, MIDDLE, CLOSE), sections)[0] == WANTED


@pytest.mark.parametrize("heading", ["About kettles", "Contact lenses", "Index funds", "About"])
def test_a_text_whose_sections_all_seem_to_follow_its_end_concludes(heading: str) -> None:
    assert headed((OPENING, MIDDLE, CLOSE), (heading,) * 3)[0] == WANTED


@pytest.mark.parametrize(
    "heading", ["About the author", "Appendix A: prices", "8. References", "Notes and sources"]
)
def test_what_follows_the_end_concludes_nothing(heading: str) -> None:
    after = "We should sell the mill, because it has failed."
    assert headed((OPENING, CLOSE, after), ("Mills", "Wheels", heading))[0] == WANTED


EARLIER = "The baker kept his word to the end. The town forgot it."
LATER = "Bread was sold on Monday. We should go home, and I would go first. The oven cooled."


class Reading:
    """A reader of closes that holds some sentences to say what a text comes to.

    Attributes:
        read: The first words of each paragraph that it was given.
    """

    def __init__(self, odds: Mapping[str, float]) -> None:
        self._odds = odds
        self.read: list[str] = []

    def __call__(self, document: Document, paragraphs: Sequence[Paragraph]) -> Mapping[int, float]:
        self.read += [document.text[one.start : one.start + 9] for one in paragraphs]
        return {document.text.index(said): odds for said, odds in self._odds.items()}


def read_conclusion(reading: Reading, *paragraphs: str, least: float = -9.0) -> list[str]:
    document = document_of(paragraphs, Metadata("The mill"))
    return [quote.text for quote in conclusion_of(document, reading, least)]


def test_what_a_reader_takes_for_the_point_comes_before_what_only_judges() -> None:
    odds = {"The baker kept": 5.0, "The town": -3.0, "Bread was": -4.0, "We should": -4.0}
    reading = Reading(odds | {"The oven": -4.0})
    assert read_conclusion(reading, OPENING, MIDDLE, EARLIER, LATER) == [
        "The baker kept his word to the end."
    ]
    assert conclusion(OPENING, MIDDLE, EARLIER, LATER)[0].startswith("We should go home")


def test_of_what_says_the_point_as_plainly_the_last_paragraph_has_it() -> None:
    odds = {"The baker kept": 1.0, "The town": -3.0, "Bread was": 1.0, "We should": -4.0}
    reading = Reading(odds | {"The oven": -4.0})
    assert read_conclusion(reading, OPENING, EARLIER, LATER)[0] == "Bread was sold on Monday."


def test_a_reader_is_given_the_last_three_paragraphs() -> None:
    reading = Reading({})
    read_conclusion(reading, OPENING, MIDDLE, EARLIER, LATER)
    assert reading.read == ["The guild", "The baker", "Bread was"]


@pytest.mark.parametrize(("odds", "concluded"), [(-1.0, ["Bread was sold on Monday."]), (-2.0, [])])
def test_what_no_sentence_says_plainly_is_no_conclusion(odds: float, concluded: list[str]) -> None:
    reading = Reading({"Bread was": odds, "We should": -7.0, "The oven": -7.0})
    assert read_conclusion(reading, LATER, least=-1.5) == concluded
