"""Words of figures are left out, and sentences joined over figures and their captions."""

from pathlib import Path

from index.reading.documents import read_document
from index.types import BlockKind, Document, OmissionKind
from tests.support.documents.pdfs import FIRST_LINES, SECOND_LINES, pdf, pdf_lines

ARROWS = [
    (0, 0, 0, f"draw:{x} 600 m {x + 60} 680 l S") for x in (200, 240, 280, 320)
]  # from 200 to 380 across, from 600 to 680 upwards
LABELS = [(230.0, 640.0, 10.0, "mill.c,v"), (350.0, 660.0, 10.0, "Makefile"), (250, 690, 8, "etc")]
CAPTION = [(270.0, 570.0, 12.0, "F3:Figure 1."), (258.0, 558.0, 10.0, "The mill of Arval")]
BEFORE = pdf_lines(
    700,
    "The council met in the old town hall on Tuesday and agreed, after a long debate of the many",
    "members, that the bridge should be repaired before winter. The command compares the old",
    "revision of the plan with the one that lies on the desk of the mayor of the valley and",
)
BEHIND = pdf_lines(
    530,
    "performs a merge of both if they are not the same. The outcome of it is a plan that has the",
    "changes of both, and the council has to look at it before anything of it is done by anyone.",
)
WHOLE = (
    "The council met in the old town hall on Tuesday and agreed, after a long debate of the many "
    "members, that the bridge should be repaired before winter. The command compares the old "
    "revision of the plan with the one that lies on the desk of the mayor of the valley and "
    "performs a merge of both if they are not the same. The outcome of it is a plan that has the "
    "changes of both, and the council has to look at it before anything of it is done by anyone."
)

Lines = list[tuple[float, float, float, str]]


def read(folder: Path, *pages: Lines) -> Document:
    path = folder / "a.pdf"
    path.write_bytes(pdf([*pages]))
    return read_document(path)


def paragraphs(document: Document) -> list[tuple[str, BlockKind]]:
    return [(document.text[p.start : p.end], p.kind) for p in document.paragraphs]


def left_out(document: Document) -> list[str]:
    return [one.text for one in document.omissions if one.kind is OmissionKind.PICTURE]


def test_a_sentence_goes_on_over_a_figure_at_the_top_of_a_page(tmp_path: Path) -> None:
    document = read(tmp_path, BEFORE, [*LABELS, *ARROWS, *CAPTION, *BEHIND])
    assert paragraphs(document) == [
        (WHOLE, BlockKind.TEXT),
        ("Figure 1. The mill of Arval", BlockKind.CAPTION),
    ]
    assert left_out(document) == ["page 2: mill.c,v Makefile etc"]


def test_a_caption_that_no_drawing_stands_over_is_joined_over_too(tmp_path: Path) -> None:
    document = read(tmp_path, BEFORE, [*CAPTION, *BEHIND])
    assert [text for text, _ in paragraphs(document)] == [WHOLE, "Figure 1. The mill of Arval"]
    pages = [(page.value, document.text[page.start :].split()[0]) for page in document.locators]
    assert pages == [("1", "The"), ("2", "performs")]


def test_a_caption_within_a_page_stands_behind_the_paragraph_it_cuts(tmp_path: Path) -> None:
    document = read(tmp_path, [*pdf_lines(760, *(line[3] for line in BEFORE)), *CAPTION, *BEHIND])
    assert [text for text, _ in paragraphs(document)] == [WHOLE, "Figure 1. The mill of Arval"]


def test_a_caption_between_paragraphs_stays_in_its_place(tmp_path: Path) -> None:
    figure = [*LABELS, *ARROWS, *CAPTION]
    below = [(x, y - 130, size, text) for x, y, size, text in SECOND_LINES]
    document = read(tmp_path, [*pdf_lines(760, *(one[3] for one in FIRST_LINES)), *figure, *below])
    kinds = [kind for _, kind in paragraphs(document)]
    assert kinds == [BlockKind.TEXT, BlockKind.CAPTION, BlockKind.TEXT]
    assert left_out(document) == ["page 1: mill.c,v Makefile etc"]


def test_words_over_a_caption_stay_where_nothing_is_drawn(tmp_path: Path) -> None:
    document = read(tmp_path, BEFORE, [*LABELS, *CAPTION, *BEHIND])
    assert left_out(document) == []
    assert "Makefile" in document.text


def test_text_that_a_figure_frames_stays(tmp_path: Path) -> None:
    frame = [(0, 0, 0, f"draw:{x} 600 m {x} 690 l S") for x in (190, 191, 420, 421)]
    program = [
        (200.0, 670.0 - 12 * number, 10.0, f"F2:{line}")
        for number, line in enumerate(("grind the corn", "sift the flour", "fill sacks"))
    ]
    document = read(tmp_path, BEFORE, [*program, *frame, *CAPTION, *BEHIND])
    assert left_out(document) == []
    assert "sift the flour" in document.text


def test_rows_between_rules_stay(tmp_path: Path) -> None:
    rules = [(0, 0, 0, f"draw:200 {y} m 400 {y} l S") for y in (690, 670, 620, 600)]
    rows = [
        (x, 676.0 - 16 * number, 10.0, cell)
        for number, row in enumerate((("Year", "Sacks"), ("1901", "120"), ("1902", "140")))
        for x, cell in zip((205.0, 330.0), row, strict=True)
    ]
    document = read(tmp_path, BEFORE, [*rows, *rules, *CAPTION, *BEHIND])
    assert left_out(document) == []
    assert "1902 | 140" in document.text


def test_words_over_the_caption_of_a_table_stay(tmp_path: Path) -> None:
    caption = [(270.0, 570.0, 12.0, "F3:Table 1."), CAPTION[1]]
    document = read(tmp_path, BEFORE, [*LABELS, *ARROWS, *caption, *BEHIND])
    assert left_out(document) == []
    assert "Makefile" in document.text


def test_a_heading_is_no_word_of_the_figure_below_it(tmp_path: Path) -> None:
    heading = (72.0, 685.0, 14.0, "1 Overview")
    drawn = [*ARROWS, (0, 0, 0, "draw:60 600 m 200 690 l S")]
    document = read(tmp_path, BEFORE, [heading, *LABELS, *drawn, *CAPTION, *BEHIND])
    assert [section.title for section in document.sections][-1] == "1 Overview"
    assert left_out(document) == ["page 2: mill.c,v Makefile etc"]


def test_a_short_line_over_a_caption_goes_on_with_nothing(tmp_path: Path) -> None:
    rule = [(72.0, 640.0, 10.0, "star(rule) is short for list(rule)")]
    page = [*rule, *CAPTION, *BEHIND]
    assert WHOLE not in [text for text, _ in paragraphs(read(tmp_path, page))]
    assert "star(rule) is short for list(rule)" in [t for t, _ in paragraphs(read(tmp_path, page))]


def test_captions_at_the_top_of_pages_are_no_running_heads(tmp_path: Path) -> None:
    pages = [[(258.0, 720.0, 10.0, f"Figure {n}. The mill"), *FIRST_LINES] for n in (1, 2, 3)]
    document = read(tmp_path, *pages)
    captions = [text for text, kind in paragraphs(document) if kind is BlockKind.CAPTION]
    assert captions == ["Figure 1. The mill", "Figure 2. The mill", "Figure 3. The mill"]


TABLE = [
    (x, 560.0 - 14 * number, 10.0, cell)
    for number, row in enumerate((("Year", "Sacks"), ("1901", "120"), ("1902", "140")))
    for x, cell in zip((220.0, 380.0), row, strict=True)
]
TITLED = [
    (72.0, 700.0, 14.0, "1. The Mill"),
    *pdf_lines(680, FIRST_LINES[0][3], "is turned by the wind."),
    (72.0, 640.0, 14.0, "2. The Sacks"),
    *pdf_lines(620, FIRST_LINES[0][3], "are made of hemp."),
    (252.0, 578.0, 14.0, "Sacks of the valley"),
    *TABLE,
    *pdf_lines(500, "Of all sacks that were sold on the market, most were of barley and of rye."),
]


def test_the_title_of_a_table_is_no_section(tmp_path: Path) -> None:
    document = read(tmp_path, TITLED)
    assert [section.title for section in document.sections] == ["1. The Mill", "2. The Sacks"]
    assert ("Sacks of the valley", BlockKind.CAPTION) in paragraphs(document)
    assert {one.section for one in document.paragraphs[2:]} == {"2. The Sacks"}


def test_a_heading_at_the_margin_over_a_table_stays_one(tmp_path: Path) -> None:
    moved = [
        (72.0, y, size, text) if x == 252 else (x, y, size, text) for x, y, size, text in TITLED
    ]
    sections = [section.title for section in read(tmp_path, moved).sections]
    assert sections == ["1. The Mill", "2. The Sacks", "Sacks of the valley"]


def test_a_caption_below_a_table_is_none_of_its_cells(tmp_path: Path) -> None:
    below = [(300.0, 516.0, 10.0, "Table 1. Sacks"), *TITLED[:-1]]
    texts = [text for text, _ in paragraphs(read(tmp_path, below))]
    assert "1902 | 140" in texts
    assert "Table 1. Sacks" in texts


def test_running_heads_in_large_type_are_left_out(tmp_path: Path) -> None:
    head = (72.0, 760.0, 14.0, "Annals of Mills")
    texts = [SECOND_LINES, FIRST_LINES, SECOND_LINES, FIRST_LINES]
    document = read(tmp_path, *([head, *BEFORE, *text] for text in texts))
    assert "Annals" not in document.text
