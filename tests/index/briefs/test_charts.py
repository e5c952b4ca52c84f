"""A brief's charts as pictures and in words, within bounds for any text."""

import dataclasses
import gc
import io
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from index.briefs.canvas import LETTER, PLAIN, WIDTH, Canvas, Letters, Ruler
from index.briefs.facts.dates import DatedStatement, dates_of
from index.briefs.section_map import section_map_png, section_map_text
from index.briefs.section_relevance import SectionRelevance
from index.briefs.timeline import timeline_png, timeline_text
from index.language.sentences import sentences_of
from index.reading.documents import document_of
from index.types import Document, Metadata


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def statements(text: str, issued: tuple[int, ...] = ()) -> tuple[DatedStatement, ...]:
    read = dataclasses.replace(document_of(text, id="a"), metadata=Metadata("A", issued=issued))
    return dates_of(read, sentences_of(read.text))


def section(document: Document, title: str | None, bearings: list[float]) -> SectionRelevance:
    numbers = tuple(range(1, len(bearings) + 1))
    return SectionRelevance(document, title, numbers, tuple(bearings), (0,) * len(bearings))


DOCUMENT = document_of("One.\n\nTwo.", id="a")


def test_a_timeline_is_a_png_of_the_phones_width() -> None:
    width, height = size_of(
        timeline_png(statements("It fell in 2001. It rose in 1990."), title="T")
    )
    assert width == WIDTH
    assert 200 < height < 600


def test_a_timeline_in_words_has_every_statement_with_date_and_address() -> None:
    found = statements("It fell in 2001. It rose in 1990.")
    assert timeline_text(found) == "1990: It rose in 1990. [a:1]\n2001: It fell in 2001. [a:1]"


def test_a_timeline_grows_no_further_than_its_most_dates() -> None:
    few = statements(" ".join(f"It was so in {1900 + n}." for n in range(10)))
    many = statements(" ".join(f"It was so in {1900 + n}." for n in range(60)))
    few_height = size_of(timeline_png(few, title="T"))[1]
    assert size_of(timeline_png(many, title="T"))[1] - few_height < 3 * LETTER


@pytest.mark.parametrize(
    "text",
    [
        "Only in 2001.",
        "In 44 BC he died. In 2010 it was told.",
        "On 7 October 2001 it began. In 2001 it was.",
        "In the 1990s it was; from 1985 to 1999, too.",
        "Ten years ago it was.",
        "It cost $5 and $7 in 2001 _so_ ^it_ {is}.",
    ],
)
def test_any_mix_of_dates_can_be_drawn(text: str) -> None:
    assert size_of(timeline_png(statements(text), title="$x_1$ and more"))[0] == WIDTH


def test_a_script_that_the_face_lacks_is_drawn_without_a_warning() -> None:
    assert size_of(timeline_png(statements("It was 戦争 in 2001."), title="戦争"))[0] == WIDTH


def test_a_timeline_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        timeline_png((), title="T")


def test_a_map_in_words_says_how_much_each_paragraph_bears() -> None:
    sections = [
        dataclasses.replace(section(DOCUMENT, "Costs", [1.0, 0.0, 0.05, 0.2]), shown=(2, 0, 0, 0)),
        section(DOCUMENT, "Gains", [0.6]),
    ]
    assert section_map_text(sections) == (
        "Costs (points: 2) — most: ¶ 1; a little: ¶ 4; none: ¶ 2–3\nGains — much: ¶ 1"
    )


def test_a_map_of_several_documents_names_them() -> None:
    other = dataclasses.replace(document_of("One.", id="b"), metadata=Metadata("Another"))
    one = dataclasses.replace(DOCUMENT, metadata=Metadata("The first"))
    text = section_map_text([section(one, "Costs", [0.0]), section(other, None, [0.0])])
    assert text.splitlines()[0].startswith("The first: Costs")
    assert text.splitlines()[1].startswith("Another")


@pytest.mark.parametrize("count", [1, 7, 60, 900])
def test_a_map_of_any_length_is_drawn_within_bounds(count: int) -> None:
    width, height = size_of(section_map_png([section(DOCUMENT, "S", [0.5] * count)], title="T"))
    assert width == WIDTH
    assert height < 900


def test_a_map_of_many_sections_shows_the_strongest() -> None:
    sections = [section(DOCUMENT, f"S{n}", [n / 100]) for n in range(100)]
    assert size_of(section_map_png(sections, title="T"))[1] < 2500


def test_a_map_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        section_map_png((), title="T")


def test_a_dark_paragraph_is_darker_than_a_light_one() -> None:
    from matplotlib.image import imread

    def darkness(bearing: float) -> float:
        png = section_map_png([section(DOCUMENT, None, [bearing])], title="T")
        image = np.asarray(imread(io.BytesIO(png)))
        top = image[100:250, 36:110, :3]
        return float(1 - top.mean())

    assert darkness(1.0) > darkness(0.5) > darkness(0.0)


def test_lines_are_broken_between_words_and_what_is_cut_is_marked() -> None:
    ruler = Ruler()
    words = "one two three four five six seven eight nine ten"
    lines = ruler.wrap(words, 200, most=2)
    assert len(lines) == 2
    assert lines[1].endswith(" …")
    assert words.startswith(" ".join(lines).removesuffix(" …"))
    assert all(ruler.width(line) <= 200 for line in lines)


@given(st.text(alphabet="abc XYZ $", max_size=80), st.integers(60, 800))
@settings(max_examples=30, deadline=None)
def test_no_line_is_wider_than_it_may_be(words: str, width: int) -> None:
    ruler = Ruler()
    assert all(ruler.width(line) <= width for line in ruler.wrap(words, width))


def test_an_empty_card_has_the_asked_height() -> None:
    assert size_of(Canvas(321).png()) == (WIDTH, 321)


def test_a_picture_leaves_nothing_to_the_garbage_collector() -> None:
    dated = statements("It began in 1996. About 2001 it fell.")

    def draw() -> None:
        section_map_png([section(DOCUMENT, "S", [0.0, 0.5, 1.0])], title="T")
        timeline_png(dated, title="T")

    draw()  # the face is read now
    gc.collect()
    gc.disable()
    try:
        draw()
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_what_is_drawn_later_covers_what_was_before() -> None:
    canvas = Canvas(100)
    canvas.line((100, 50), (200, 50), "#ff0000", 20)
    canvas.box(140, 40, 20, 20, "#00ff00")
    image = Image.open(io.BytesIO(canvas.png())).convert("RGB")
    assert image.getpixel((120, 50)) == (255, 0, 0)
    assert image.getpixel((150, 50)) == (0, 255, 0)
    assert image.getpixel((150, 65)) == image.getpixel((0, 0))  # 20 pixels wide in all


def test_a_line_is_written_where_it_is_asked_for() -> None:
    width = Ruler().width("mmmm")
    centred, flush = Letters(across="center"), Letters(across="right")
    for letters, before in ((PLAIN, 0.0), (centred, 0.5), (flush, 1.0)):
        canvas = Canvas(100)
        canvas.write(300, 20, "mmmm", letters)
        ink = np.asarray(Image.open(io.BytesIO(canvas.png())).convert("L")) < 128
        rows, columns = np.nonzero(ink)
        assert columns.min() == pytest.approx(300 - before * width, abs=4)
        assert columns.max() == pytest.approx(300 + (1 - before) * width, abs=4)
        assert 20 <= rows.min() < rows.max() <= 20 + LETTER
