"""A map of where a topic is dealt with: a picture for a chat, and the same content in words.

What a shade or a place tells in the picture is told by a word in the text, since a picture in a
chat carries no description.
"""

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from index.briefs.canvas import (
    FAINT,
    GAP,
    INK,
    LINE,
    MARGIN,
    WIDTH,
    Canvas,
    Letters,
    Ruler,
    heading_height,
)
from index.briefs.export_words import ExportWord, ExportWording, english
from index.briefs.section_relevance import SectionRelevance

MOST_SECTIONS = 10  # in a picture; the text has all of them
_SHADES = ("#e9ebe6", "#bcd3df", "#7fb0cb", "#3f83ad", "#1d5f8a")
_ON_SHADE = (INK, INK, INK, "#ffffff", "#ffffff")
_WORDS = (
    ExportWord.NONE,
    ExportWord.LITTLE,
    ExportWord.SOME,
    ExportWord.MUCH,
    ExportWord.MOST,
)
_STEPS = (0.1, 0.3, 0.55, 0.8)  # relevance from which the second and further words hold
_CELL, _PITCH = 74, 83  # pixels: a square's width, and from one to the next
_PER_LINE = (WIDTH - 2 * MARGIN) // _PITCH
_MOST_CELLS = 4 * _PER_LINE


@dataclass(frozen=True, slots=True)
class _Cell:
    """A square of the map: one paragraph, or several of a long section."""

    label: str
    level: int
    points: int


def section_map_png(
    sections: Sequence[SectionRelevance], *, title: str, words: ExportWording = english
) -> bytes:
    """Return a map of the documents, the darker a paragraph the more it bears on the topic, as PNG.

    Args:
        sections: In reading order, at least one.
        title: The topic.
        words: What the map says of its own, in the language of who reads it.

    Raises:
        ValueError: There is no section.
    """
    if not sections:
        msg = "a map needs at least one section"
        raise ValueError(msg)
    ruler = Ruler()
    shown = _strongest(sections)
    names = [
        ruler.wrap(_name(section, sections), WIDTH - 2 * MARGIN, bold=True, most=2)
        for section in shown
    ]
    cells = [_cells(section) for section in shown]
    heading = ruler.wrap_heading(title)
    tops = [heading_height(heading)]
    for lines, squares in zip(names, cells, strict=True):
        tops.append(tops[-1] + len(lines) * LINE + _lines_of(squares) * _PITCH + GAP)
    left = len(sections) - len(shown)
    legend = tops[-1] + (LINE + GAP if left else 0)
    canvas = Canvas(legend + 2 * LINE + GAP + MARGIN)
    canvas.write_heading(heading)
    for lines, squares, top in zip(names, cells, tops, strict=False):
        canvas.write_lines(MARGIN, top, lines, bold=True)
        _draw_cells(canvas, top + len(lines) * LINE, squares)
    if left:
        told = words(ExportWord.MORE_SECTIONS).format(count=left)
        canvas.write(MARGIN, tops[-1], told, Letters(colour=FAINT))
    _draw_legend(canvas, legend, words)
    return canvas.png()


def section_map_text(sections: Sequence[SectionRelevance], words: ExportWording = english) -> str:
    """Return the same in words: a line for each section, its paragraphs by how much they bear."""
    return "\n".join(_line_of(section, _name(section, sections), words) for section in sections)


def _line_of(section: SectionRelevance, name: str, words: ExportWording) -> str:
    """Return a section in words."""
    by_level: dict[int, list[int]] = defaultdict(list)
    for paragraph, relevance in sorted(zip(section.paragraphs, section.relevance, strict=True)):
        by_level[_level(relevance)].append(paragraph)
    levels = "; ".join(
        f"{words(_WORDS[level])}: ¶ {_listed(by_level[level])}"
        for level in sorted(by_level, reverse=True)
    )
    count = sum(section.shown)
    points = f" ({words(ExportWord.POINTS).format(count=count)})" if count else ""
    return f"{name}{points} — {levels}"


def _strongest(sections: Sequence[SectionRelevance]) -> list[SectionRelevance]:
    """Return as many sections as a picture holds, the strongest, in reading order."""

    def weakness(n: int) -> tuple[int, float]:
        return -sum(sections[n].shown), -sections[n].strongest

    strongest = sorted(range(len(sections)), key=weakness)[:MOST_SECTIONS]
    return [sections[n] for n in sorted(strongest)]


def _name(section: SectionRelevance, sections: Sequence[SectionRelevance]) -> str:
    """Return a section's title, with the document's where there are several."""
    title = section.section or section.document.title
    several = len({other.document.id for other in sections}) > 1
    return f"{section.document.title}: {title}" if several and section.section else title


def _level(relevance: float) -> int:
    """Return 0 to 4, the place of a paragraph's shade and word."""
    return bisect_right(_STEPS, relevance)


def _cells(section: SectionRelevance) -> list[_Cell]:
    """Return the squares of a section; those of a long one hold several paragraphs each."""
    size = math.ceil(len(section.paragraphs) / _MOST_CELLS)
    return [
        _Cell(
            str(section.paragraphs[start]),
            _level(max(section.relevance[start : start + size])),
            sum(section.shown[start : start + size]),
        )
        for start in range(0, len(section.paragraphs), size)
    ]


def _lines_of(cells: Sequence[_Cell]) -> int:
    return math.ceil(len(cells) / _PER_LINE)


def _draw_cells(canvas: Canvas, top: float, cells: Sequence[_Cell]) -> None:
    """Draw the squares of a section, each with its paragraph's number and a dot for each point."""
    for place, cell in enumerate(cells):
        x = MARGIN + place % _PER_LINE * _PITCH
        y = top + place // _PER_LINE * _PITCH
        canvas.box(x, y, _CELL, _CELL, _SHADES[cell.level])
        _write_centred(canvas, x + _CELL / 2, y + _CELL * 0.4, cell.label, cell.level)
        if cell.points:
            dots = "•" * min(cell.points, 4)
            _write_centred(canvas, x + _CELL / 2, y + _CELL * 0.78, dots, cell.level)


def _draw_legend(canvas: Canvas, top: float, words: ExportWording) -> None:
    """Say what the shades and the dots mean."""
    width = (WIDTH - 2 * MARGIN) / len(_SHADES)
    for level, (shade, word) in enumerate(zip(_SHADES, _WORDS, strict=True)):
        x = MARGIN + level * width
        canvas.box(x, top, width - 6, LINE, shade)
        _write_centred(canvas, x + width / 2 - 3, top + LINE / 2, words(word), level)
    canvas.write(MARGIN, top + LINE + GAP / 2, words(ExportWord.LEGEND), Letters(colour=FAINT))


def _write_centred(canvas: Canvas, x: float, y: float, words: str, level: int) -> None:
    """Write on a square of the given shade."""
    letters = Letters(colour=_ON_SHADE[level], across="center", down="center")
    canvas.write(x, y, words, letters)


def _listed(numbers: Sequence[int]) -> str:
    """Return numbers with runs drawn together: "1–3, 5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
