"""A text in two formats is held against itself paragraph by paragraph."""

from index.lab.conversions.comparison import Agreement, compared, differences
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind, Document, Metadata, Paragraph, Section

TEXT, ITEM, NOTE = BlockKind.TEXT, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE


def document(*parts: ExtractPart, title: str = "The mill") -> Document:
    """A document of paragraphs and headings; what stands under none is under "Introduction"."""
    text = "\n\n".join(part.text for part in parts)
    paragraphs: list[Paragraph] = []
    sections = [Section("Introduction", 0, 0)]
    start = 0
    for part in parts:
        end = start + len(part.text)
        if part.level:
            sections.append(Section(part.text, start, end))
        else:
            number, heading = len(paragraphs) + 1, sections[-1].title
            paragraphs.append(Paragraph(number, start, end, heading, part.kind))
        start = end + 2
    return Document("mill", text, tuple(paragraphs), Metadata(title), tuple(sections))


def held(original: Document, converted: Document) -> tuple[Agreement, list[str]]:
    text = compared(original, converted)
    return Agreement.within(text), list(differences(text))


def test_the_same_text_agrees_though_lines_marks_and_titles_are_otherwise() -> None:
    markdown = document(
        ExtractPart("It was built in 1702."),
        ExtractPart("Fire", 1),
        ExtractPart("1. Take the bucket.", kind=ITEM),
        ExtractPart("Bucket: What holds water.", kind=ITEM),
    )
    page = document(
        ExtractPart("The mill", 1),
        ExtractPart("It was built\nin 1702."),
        ExtractPart("Fire", 2),
        ExtractPart("Take the bucket.", kind=ITEM),
        ExtractPart("Bucket\nWhat holds water.", kind=ITEM),
    )
    assert held(markdown, page) == (Agreement(3, 3, 3, 3, 0), [])


def test_a_number_within_a_sentence_is_no_mark() -> None:
    original, converted = document(ExtractPart("In 1702. So.")), document(ExtractPart("In So."))
    assert held(original, converted)[0].texts == 0


def test_a_paragraph_of_another_kind_or_under_another_heading_is_told() -> None:
    original = document(
        ExtractPart("Fire", 1),
        ExtractPart("Nobody was hurt.", kind=NOTE),
        ExtractPart("Water", 1),
        ExtractPart("It runs."),
    )
    converted = document(
        ExtractPart("Fire", 1),
        ExtractPart("Water", 1),
        ExtractPart("It runs."),
        ExtractPart("Nobody was hurt."),
    )
    agreement, told = held(original, converted)
    assert agreement == Agreement(texts=2, kinds=1, headings=1, of=2, more=0)
    assert told == [
        "kind footnote, read text: Nobody was hurt.",
        "heading 'Fire', read 'Water': Nobody was hurt.",
    ]


def test_a_paragraph_that_stands_there_twice_has_to_be_read_twice() -> None:
    twice = document(ExtractPart("It runs."), ExtractPart("It runs."))
    assert held(twice, document(ExtractPart("It runs.")))[0] == Agreement(1, 1, 1, 2, 0)
    assert held(document(ExtractPart("It runs.")), twice)[0] == Agreement(1, 1, 1, 1, 1)


def test_a_changed_text_is_told_from_where_it_changes() -> None:
    before = "The mill was built of oak in 1702, and it burnt down "
    original = document(ExtractPart(f"{before}with all its barley."), ExtractPart("Gone."))
    converted = document(ExtractPart("Page 7 of 9"), ExtractPart(f"{before}[1] with."))
    agreement, told = held(original, converted)
    assert agreement == Agreement(0, 0, 0, 2, 2)
    assert told == [
        "text ', and it burnt down with all its barley.', read ', and it burnt down [1] with.'",
        "missing text: Gone.",
        "more: Page 7 of 9",
    ]


def test_agreements_add_up() -> None:
    total = Agreement(1, 2, 3, 4, 5) + Agreement(10, 20, 30, 40, 50)
    assert str(total) == "11 | 22 | 33 | 44 | 55"
