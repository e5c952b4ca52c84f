"""Words of plots are left out where ticks and a drawing show one; prose, code and tables stay."""

from pathlib import Path

import pytest

from index.reading.documents import read_document
from index.reading.formats import pdf as pdf_format
from index.reading.pdf.page_line import PageLine
from index.reading.pdf_roles.page_figures import Box, without_figures
from index.reading.pdf_roles.page_plots import without_plots
from index.types import Document, OmissionKind
from tests.support.documents.pdfs import FIRST_LINES, pdf, pdf_lines

Lines = list[tuple[float, float, float, str]]

# A curve between 200 and 380 across, from 420 to 560 upwards, with its axes.
AXES: Lines = [
    (0, 0, 0, "draw:200 420 m 380 420 l S"),
    (0, 0, 0, "draw:200 420 m 200 560 l S"),
    (0, 0, 0, "draw:200 420 m 260 520 320 540 380 560 c S"),
    (0, 0, 0, "draw:200 420 m 260 440 320 480 380 520 c S"),
]
RULES: Lines = [(0.0, 0.0, 0.0, line[3].replace("draw:", "draw:0.5 w ")) for line in AXES[:2]] * 2
TICKS: Lines = [
    (205, 405, 8, "−5 −4 −3 −2".replace("−", "-")),
    (180, 430, 8, "0.25"),
    (180, 500, 8, "0.5"),
]
LABELS: Lines = [(260, 390, 8, "Log Lambda"), (300, 470, 8, "mill"), (262, 570, 10, "gamma = 1")]
SAID = "The council met in the old town hall on Tuesday and agreed, after a long debate of the gov"
BEHIND = pdf_lines(
    340, "Several speakers said that the effort would be worth the cost. Others wanted to find out."
)


def read(folder: Path, *drawn: Lines) -> Document:
    path = folder / "a.pdf"
    path.write_bytes(pdf([[line for lines in drawn for line in lines]]))
    return read_document(path)


def texts(document: Document) -> list[str]:
    return [document.text[one.start : one.end] for one in document.paragraphs]


def left_out(document: Document) -> list[str]:
    return [one.text for one in document.omissions if one.kind is OmissionKind.PICTURE]


def test_ticks_labels_and_title_of_a_plot_without_a_caption_are_left_out(tmp_path: Path) -> None:
    document = read(tmp_path, FIRST_LINES, AXES, TICKS, LABELS, BEHIND)
    assert [text.split()[0] for text in texts(document)] == ["The", "Several"]
    assert left_out(document) == [
        "page 1: -5 -4 -3 -2 0.25 0.5 Log Lambda mill gamma = 1",
    ]


@pytest.mark.parametrize(
    "near",
    [
        (72.0, 585.0, 10.0, "It was closed."),  # the last line of a paragraph, at the margin
        (240.0, 470.0, 8.0, "Nobody knew who was to pay for all of it"),
        (240.0, 470.0, 8.0, "So it burned."),
        (210.0, 470.0, 8.0, "F2:if (burned) rebuild()"),
        (72.0, 572.0, 14.0, "Of mills"),
        (225.0, 390.0, 8.0, "Figure 1. The mill"),
    ],
)
def test_prose_code_headings_and_captions_at_a_plot_stay(
    tmp_path: Path, near: tuple[float, float, float, str]
) -> None:
    document = read(tmp_path, FIRST_LINES, AXES, TICKS, [near], BEHIND)
    titles = " ".join(section.title for section in document.sections)
    assert near[3].removeprefix("F2:") in f"{titles} {' '.join(texts(document))}"


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (AXES, [*TICKS[:1], *LABELS]),  # one line of numbers alone
        ([], [*TICKS, *LABELS]),  # nothing drawn
        (RULES, [*TICKS, *LABELS]),
        ([AXES[0], AXES[2]], [*TICKS, *LABELS]),  # a stroke or two
    ],
)
def test_without_ticks_at_a_drawing_nothing_is_left_out(
    tmp_path: Path, drawn: Lines, words: Lines
) -> None:
    document = read(tmp_path, FIRST_LINES, drawn, words, BEHIND)
    assert left_out(document) == []
    read_words = " ".join(texts(document)).split()
    assert {word for _, _, _, text in words for word in text.split()} <= set(read_words)


def test_rows_of_a_table_over_a_plot_stay(tmp_path: Path) -> None:
    rows: Lines = [
        (x, 620.0 - 12 * number, 8.0, f"{number}{x}")
        for number in range(4)
        for x in (205, 260, 320)
    ]
    document = read(tmp_path, pdf_lines(700, SAID), AXES, TICKS, rows, BEHIND)
    assert "0205 | 0260 | 0320" in texts(document)
    assert left_out(document) == ["page 1: -5 -4 -3 -2 0.25 0.5"]


def test_a_drawing_that_running_text_stands_on_is_no_plot(tmp_path: Path) -> None:
    text = pdf_lines(500, SAID, SAID.replace("council", "guild"), x=90)
    frame: Lines = [(0, 0, 0, f"draw:70 {400 + n} m 560 {560 - n} l S") for n in range(4)]
    document = read(tmp_path, FIRST_LINES, frame, text, [(90, 450, 8, "12"), (90, 430, 8, "13")])
    assert left_out(document) == []


class Marker(Box):
    """What is drawn and can be told from others by its place in a list alone."""

    def __eq__(self, other: object) -> bool:
        raise AssertionError

    def __hash__(self) -> int:
        raise AssertionError


def test_markers_of_a_plot_are_not_compared_with_each_other() -> None:
    row = [Marker(x, 400, x + 2, 402) for x in range(100, 300, 2)]
    column = [Marker(100, y, 102, y + 2) for y in range(402, 600, 2)]
    ticks = [
        PageLine(text, 100 + 40 * n, 392, 8, right=110 + 40 * n)
        for n, text in enumerate(("1", "2", "3"))
    ]
    prose = [PageLine(SAID, 72, 700 - 12 * n, 10, right=500) for n in range(4)]
    caption = PageLine("Figure 1. Mills by their years", 100, 380, 10, right=280)
    for under in ([], [caption]):
        lines = [*prose, *ticks, *under]
        shown = without_figures([lines], 10, lambda _: [*row, *column])
        shown = without_plots(shown, 10, lambda _: [*row, *column])
        assert [text for _, text in shown.words] == ["1", "2", "3"]


def test_of_more_than_can_be_a_figure_all_words_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_format, "_MOST_DRAWN", len(AXES) - 1)
    document = read(tmp_path, FIRST_LINES, AXES, TICKS, LABELS, BEHIND)
    assert left_out(document) == []
    assert "Log Lambda" in document.text


# A picture from 380 to 510 across and from 440 to 530 upwards, of a screen, with labels on it.
PICTURE: Lines = [
    (0, 0, 0, "draw:q 130 0 0 90 380 440 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"),
]


def label(x: float, y: float, size: float, words: str) -> Lines:
    """A label in type of 24 points, drawn at another size."""
    scale = size / 24
    return [(0, 0, 0, f"draw:q {scale} 0 0 {scale} {x} {y} cm BT /F1 24 Tf ({words}) Tj ET Q")]


MAP = [*label(400, 490, 9.6, "The Map"), *label(400, 450, 9.6, "Message Box")]
TITLE = [(72.0, 720.0, 17.0, "A Very Short Introduction")]


def test_labels_on_a_picture_are_neither_title_nor_headings_nor_text(tmp_path: Path) -> None:
    document = read(tmp_path, TITLE, FIRST_LINES, PICTURE, MAP, BEHIND)
    assert document.metadata.title == "A Very Short Introduction"
    assert [section.title for section in document.sections] == ["A Very Short Introduction"]
    assert [text.split()[0] for text in texts(document)] == ["The", "Several"]
    assert left_out(document) == ["page 1: The Map Message Box"]


@pytest.mark.parametrize(
    "on",
    [
        pytest.param(label(390, 510, 18, "The Map"), id="a heading"),
        pytest.param([(385.0, 470.0, 10.0, "All is told there.")], id="a sentence"),
    ],
)
def test_what_stands_on_a_picture_with_words_that_are_no_labels_stays(
    tmp_path: Path, on: Lines
) -> None:
    document = read(tmp_path, FIRST_LINES, PICTURE, MAP, on, BEHIND)
    assert "Message Box" in document.text
    assert left_out(document) == []


def test_type_has_the_size_at_which_it_is_drawn(tmp_path: Path) -> None:
    document = read(tmp_path, TITLE, FIRST_LINES, label(72, 500, 10, "The Map"), BEHIND)
    assert document.metadata.title == "A Very Short Introduction"
