"""Names of persons on a line, and what looks like one and is none."""

import pytest

from index.reading.bibliography.personal_names import NamedLine, named_line

ORDINARY = frozenset("manual start models research notes change".split())


def names(*stretches: str) -> tuple[str, ...] | None:
    line = named_line(stretches, ORDINARY.__contains__)
    return line.names if line is not None else None


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Ada Bell", ["Ada Bell"]),
        ("by Ada Bell", ["Ada Bell"]),
        ("Written by Ada Hart and Carl Ende.", ["Ada Hart", "Carl Ende"]),
        ("Authors: Ada Bell and Carl D. Ende", ["Ada Bell", "Carl D. Ende"]),
        (
            "A. B. Bell, Carl Ende, and Eva von der Au",
            ["A. B. Bell", "Carl Ende", "Eva von der Au"],
        ),
        ("ADA BELL, CARL ENDE, AND EVA DE LA CRUZ", ["ADA BELL", "CARL ENDE", "EVA DE LA CRUZ"]),
        ("Ada Bell & Carl Ende", ["Ada Bell", "Carl Ende"]),
        ("Ada Bell*, Carl Ende1,2 and Eva Fox†", ["Ada Bell", "Carl Ende", "Eva Fox"]),
        ("Ada (Addy) Bell", ["Ada (Addy) Bell"]),
        ("Ada Bell (editor)", ["Ada Bell"]),
        ("Ada Bell (ARB, University of Arvale)", ["Ada Bell"]),
        ("Ada Bell <ada@example.org>", ["Ada Bell"]),
        ("Ada Bell, https://example.org/ada/", ["Ada Bell"]),
        ("Ada Bell, University of Arvale", ["Ada Bell"]),
        ("Ada Bell et al.", ["Ada Bell et al."]),
        ("Jean-Luc O’Neill Jr.", ["Jean-Luc O’Neill Jr."]),
        ("Ada Bell, C. Ende and the Bridge Team", ["Ada Bell", "C. Ende", "the Bridge Team"]),
        ("Ольга Иванова", ["Ольга Иванова"]),
    ],
)
def test_names_are_told_by_their_form(line: str, named: list[str]) -> None:
    assert names(line) == tuple(named)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("By Ada Bell, Safety Officer", ["Ada Bell"]),
        ("By Ada Bell, editor", ["Ada Bell"]),
        ("by Ada Bell, our junior captain", ["Ada Bell"]),
        ("By Ada Bell, Boat Manager and Carl Ende, Deputy Manager", ["Ada Bell", "Carl Ende"]),
        ("By Ada Bell and Carl Ende, Boat Managers", ["Ada Bell", "Carl Ende"]),
        ("By Ada Bell, Vice-Chair, and Carl Ende, Chair", ["Ada Bell", "Carl Ende"]),
        (
            "By Ada Bell (Boat Manager), Treasurer Carl Ende and the Bridge Team",
            ["Ada Bell", "Carl Ende", "the Bridge Team"],
        ),
        ("By Boat Manager Ada Bell", ["Ada Bell"]),
        ("By Ada Bishop, Carl Cook and Eva Chair", ["Ada Bishop", "Carl Cook", "Eva Chair"]),
        ("By Ada Bishop and Carl Clerk", ["Ada Bishop", "Carl Clerk"]),
    ],
)
def test_what_somebody_is_is_no_author(line: str, named: list[str]) -> None:
    assert names(line) == tuple(named)


@pytest.mark.parametrize(
    "line",
    [
        "Ada Bell, Boat Manager",  # of whom a text may tell
        "Ada Bell, treasurer, Carl Ende, secretary",
        "Safety Officer",
        "By the Boat Manager",
        "By Ada Bell, who was treasurer",
        "By Ada Bell, to the treasurer",
    ],
)
def test_a_line_on_who_is_what_names_no_authors(line: str) -> None:
    assert names(line) is None


def test_gaps_part_names() -> None:
    assert names("Ada Bell†", "Carl Ende‡") == ("Ada Bell", "Carl Ende")


@pytest.mark.parametrize(
    "line",
    [
        "Reference Manual",  # a work
        "Printed Papers",  # several
        "Quick Start",  # its last word is an ordinary one
        "Linear Models and Structural Change",
        "Arvale Research and the Bridge Project",
        "the Bridge Team",
        "The Bridge Project Developers",
        "University of Arvale",
        "Gouvernement du Canada",
        "INRIA Arvale",
        "Arvale, Austria",
        "New Arvale",
        "Colorado Springs, Colorado",
        "Introduction",
        "Version 1.6.3",
        "12 May 2020",
        "Generated on Tue Jan 7 for Bridge by Doxygen 1.9.8",
        "by Doxygen",
        "A program for bridges",
        "다리에 관한 책",  # of a script without capitals
        "ada@example.org",
    ],
)
def test_headings_places_and_organisations_are_no_persons(line: str) -> None:
    assert names(line) is None


def test_an_initial_or_a_by_tells_a_name_whose_word_is_an_ordinary_one() -> None:
    assert names("Ada Start") is None
    assert names("A. Start") == ("A. Start",)
    assert names("by Ada Start") == ("Ada Start",)


def test_a_line_tells_whether_it_is_sure() -> None:
    assert named_line(["by Ada Bell"], ORDINARY.__contains__) == NamedLine(
        ("Ada Bell",), True, True
    )
    plain = named_line(["Ada Bell"], ORDINARY.__contains__)
    assert plain == NamedLine(("Ada Bell",), by=False, apart=False)
    at_work = named_line(["Ada Bell, University of Arvale"], ORDINARY.__contains__)
    assert at_work == NamedLine(("Ada Bell",), by=False, apart=True)
