"""What was read is marked against what a careful reader wrote down."""

from pathlib import Path

import pytest

from index.lab.real_files.graded_files import GradedFile, Marks, Score, Wording, marks, misses
from index.reading.documents import read_document
from index.types import Document

PAGE = """<html><head><title>The bridge</title><meta name="author" content="Ann Lee and Bo Ray">
</head><body><h1>The bridge</h1><p>The council agreed on the plan.</p>
<h2>Costs</h2><p>It cost three million in the end.</p>
<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2019</td><td>3 m</td></tr></table>
<h2>Tolls</h2><p>Nobody paid a toll.</p></body></html>"""
GRADED = GradedFile(
    "html/bridge.html",
    "The bridge",
    "ann lee, Bo Ray",
    ("Costs", "Tolls"),
    (
        Wording.of("The council agreed\non the plan."),
        Wording.of("It cost three million in the end."),
    ),
    ("2019", "3 m"),
)


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "bridge.html").write_text(PAGE, encoding="utf-8")
    return read_document(tmp_path / "bridge.html")


def graded(**others: object) -> GradedFile:
    fields = {name: getattr(GRADED, name) for name in GradedFile.__dataclass_fields__}
    return GradedFile(**{**fields, **others})


def test_all_is_right_where_all_was_read_whatever_the_white_space(document: Document) -> None:
    one, two = Score(1, 1), Score(2, 2)
    assert marks(GRADED, document) == Marks(one, one, two, two, one, Score())
    assert misses(GRADED, document) == []


@pytest.mark.parametrize(
    ("others", "miss"),
    [
        ({"title": "The Bridge"}, "title: The Bridge (read: The bridge)"),
        ({"author": "Ann Lee"}, "author: Ann Lee (read: Ann Lee and Bo Ray)"),
        ({"author": None}, "author: None (read: Ann Lee and Bo Ray)"),
        ({"paragraphs": (Wording.of("The council agreed"),)}, "paragraph: The council"),
        ({"sections": ("Cost",)}, "section: Cost"),
        ({"row": ("2019", "3")}, "row: 2019 | 3"),
        ({"row": ("Nobody paid a toll.",)}, "row: Nobody paid a toll."),
        ({"footnote": Wording.of("Nobody paid a toll.")}, "footnote: Nobody paid a"),
    ],
)
def test_what_was_read_otherwise_is_a_miss(
    document: Document, others: dict[str, object], miss: str
) -> None:
    (told,) = misses(graded(**others), document)
    assert told.startswith(miss.partition(" (read")[0])
    (field,) = [name for name in Marks.__dataclass_fields__ if name.startswith(miss[:3])]
    assert getattr(marks(graded(**others), document), field) == Score(0, 1)


def test_headings_count_only_in_their_order(document: Document) -> None:
    swapped = graded(sections=("Tolls", "Costs"))
    assert marks(swapped, document).sections == Score(1, 2)
    missing = graded(sections=("Costs", "Boats", "Tolls"))
    assert marks(missing, document).sections == Score(2, 3)


def test_a_title_that_no_file_states_is_not_marked(document: Document) -> None:
    assert marks(graded(title=None), document).title == Score()


def test_nothing_is_right_of_a_file_that_was_not_read() -> None:
    noted = graded(footnote=Wording.of("See above."))
    none, two = Score(0, 1), Score(0, 2)
    assert marks(noted, None) == Marks(none, none, two, two, none, none)


@pytest.mark.parametrize(
    ("note", "score"),
    [("A tachyon walks in.", Score(1, 1)), ("walks in.", Score(0, 1)), ("A tachyon", Score(0, 1))],
)
def test_a_footnote_is_right_whole_with_its_mark_or_without(
    tmp_path: Path, note: str, score: Score
) -> None:
    path = tmp_path / "note.rst"
    path.write_text("Physics\n=======\n\nOuch [1]_.\n\n.. [1] A tachyon walks in.\n", "utf-8")
    assert marks(graded(footnote=Wording.of(note)), read_document(path)).footnotes == score


def test_marks_add_up() -> None:
    both = Marks(title=Score(1, 1)) + Marks(title=Score(0, 1), rows=Score(1, 1))
    assert both == Marks(title=Score(1, 2), rows=Score(1, 1))
    assert (str(both.title), str(both.footnotes)) == ("1/2", "-")
