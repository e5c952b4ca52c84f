"""Bold lines of Word documents that have no style for headings."""

from pathlib import Path

from index.reading.documents import read_document
from tests.support.documents.word_files import headings_of, paragraph, run, style, word_file

TEXT = paragraph(
    "The bridge at Arvale was built by the town in 1702, and it is still in use today."
)


def bold(words: str, depth: int | None = None) -> str:
    """A paragraph of bold letters, numbered at a depth."""
    level = f'<w:ilvl w:val="{depth}"/><w:numId w:val="4"/>'
    numbered = "" if depth is None else f"<w:numPr>{level}</w:numPr>"
    return paragraph(run(words, "<w:b/>"), properties=numbered)


def chapters(*words: str) -> str:
    return "".join(bold(line) + TEXT * 2 for line in words)


def test_short_bold_lines_before_text_are_headings() -> None:
    assert headings_of(chapters("The bridge", "Its toll", "Repairs")) == [
        ("The bridge", 1),
        ("Its toll", 1),
        ("Repairs", 1),
    ]


def test_numbered_bold_lines_are_headings_of_their_depth_and_others_are_stressed() -> None:
    body = [bold("Toll", 0), TEXT, bold("Of carts", 1), TEXT, bold("Mind this"), TEXT, TEXT, TEXT]
    body += [bold("Repairs", 0), bold("By the town", 1), TEXT, TEXT]
    assert headings_of("".join(body)) == [
        ("Toll", 1),
        ("Of carts", 2),
        ("Repairs", 1),
        ("By the town", 2),
    ]


def test_bold_lines_are_text_where_a_style_says_what_is_a_heading() -> None:
    named = paragraph("The bridge", style="heading1")
    body = named + chapters("Its toll", "Repairs", "Boats")
    assert headings_of(body, styles=style("heading 1")) == [("The bridge", 1)]


def test_few_bold_lines_most_lines_and_whole_sentences_are_text() -> None:
    assert headings_of(chapters("The bridge", "Its toll")) == []
    assert headings_of(bold("Ada") + bold("Cy") + bold("Eva") + TEXT) == []
    assert headings_of(chapters("It is shut.", "Do not cross!", "Who pays?")) == []
    assert headings_of(TEXT * 6 + bold("Ada") + bold("Cy") + bold("Eva")) == []


def test_a_label_is_no_title(tmp_path: Path) -> None:
    path = tmp_path / "bridges.docx"
    path.write_bytes(word_file(chapters("Purpose:", "Toll", "Repairs")))
    document = read_document(path)
    assert document.title == "Bridges"
    assert [section.title for section in document.sections] == ["Purpose:", "Toll", "Repairs"]
    path.write_bytes(word_file(chapters("On bridges", "Toll", "Repairs")))
    assert read_document(path).title == "On bridges"


def test_a_bold_question_over_its_answer_is_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "faq.docx"
    path.write_bytes(word_file(chapters("May I bring a guest?", "Who pays?") + bold("Mind this.")))
    document = read_document(path)
    assert [section.title for section in document.sections] == ["May I bring a guest?", "Who pays?"]


def test_a_question_that_is_not_bold_to_its_end_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "faq.docx"
    path.write_bytes(word_file(paragraph(run("May I ", "<w:b/>"), run("bring a guest?")) + TEXT))
    assert read_document(path).sections == ()
