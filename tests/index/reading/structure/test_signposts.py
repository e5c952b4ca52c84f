"""Lists of contents and chapters' openings lead to sections, and say nothing themselves."""

from pathlib import Path

import pytest

from index.reading.documents import document_of, read_document
from index.types import Document, Omission, OmissionKind

WATER = "The mill takes its water from the river Arval, and lets it go again below the weir."
FIRE = "In the year 1902 the mill burnt down to the stones, as a lamp had been left in the loft."
STONES = "There are two pairs of stones, and both of them were cut in the quarry at Hale."
BODY = f"1. Water\n\n{WATER}\n\n2. Fire\n\n{FIRE}\n\n3. Stones\n\n{STONES}\n"
BY_LINES = "1. Water\n2. Fire\n   3. Stones"
BY_BLOCKS = BY_LINES.replace("\n", "\n\n")
WITH_PAGES = "1. Water   3\n2. Fire ... 12\n3. Stones   20"


def paragraphs(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs]


def handbook(contents: str) -> Document:
    """A text with something between its title and its first section."""
    return document_of(f"The Mill Handbook\n=================\n\n{contents}\n\n{BODY}")


@pytest.mark.parametrize("entries", [BY_LINES, BY_BLOCKS, WITH_PAGES])
@pytest.mark.parametrize("called", ["Contents", "Table of Contents:", "TABLE OF CONTENTS"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_list_of_contents_is_left_out_and_told(entries: str, called: str, between: str) -> None:
    document = handbook(f"{called}{between}{entries}")
    assert paragraphs(document) == [WATER, FIRE, STONES]
    told = document.omissions[0]
    assert told.kind is OmissionKind.CONTENTS
    assert told.text.splitlines()[0] == called
    assert [line.split()[1] for line in told.text.splitlines()[1:]] == ["Water", "Fire", "Stones"]


def test_what_stands_between_the_entries_is_read(tmp_path: Path) -> None:
    entries = "- Water\n- Fire\n- Call 0800 123456 in an emergency\n- Stones"
    sections = f"## Water\n\n{WATER}\n\n## Fire\n\n{FIRE}\n\n## Stones\n\n{STONES}\n"
    document = read(tmp_path, f"# Mill\n\n## In this guide\n\n{entries}\n\n{sections}")
    assert paragraphs(document) == ["Call 0800 123456 in an emergency", WATER, FIRE, STONES]


@pytest.mark.parametrize(
    "contents",
    [
        f"Agenda\n\n{BY_LINES}",  # it is called otherwise, and may be what is asked for
        BY_LINES,
        "Contents\n\nA bag of oats\nTwo lamps\nA rope",  # of something else
        "Contents\n\n1. Water\nA bag of oats\nTwo lamps\nA rope\n3. Stones",
        "Contents\n1. Water",  # one alone
        "Contents\n\nWater is short in summer, and the miller sells what he has of it to nobody.",
    ],
)
def test_what_is_no_list_of_contents_is_read(contents: str) -> None:
    document = handbook(contents)
    read = "\n".join([*paragraphs(document), *(section.title for section in document.sections)])
    assert {line.strip() for line in contents.splitlines()} <= {
        *map(str.strip, read.split("\n")),
        "",
    }
    assert document.omissions == ()


def test_a_list_behind_the_sections_that_it_names_is_read() -> None:
    document = document_of(f"The Mill Handbook\n\n{BODY}\nContents\n\n{BY_BLOCKS}\n")
    assert len(paragraphs(document)) > 3
    assert document.omissions == ()


def test_a_block_with_more_than_entries_is_read() -> None:
    sentence = "All that is told here was told to the writer by the miller, who is ninety."
    document = handbook(f"Contents\n\n1. Water\n2. Fire\n{sentence}")
    assert sentence in paragraphs(document)[0]


def test_a_text_of_contents_alone_keeps_them(tmp_path: Path) -> None:
    source = tmp_path / "list.md"
    source.write_text("# Mill\n\n## Contents\n\n- Water\n- Fire\n\n## Water\n\n## Fire\n")
    document = read_document(source)
    assert paragraphs(document) == ["Water", "Fire"]
    assert [one.kind for one in document.omissions] == [OmissionKind.LONE_HEADING]


def test_contents_under_a_heading_go_with_it(tmp_path: Path) -> None:
    source = tmp_path / "mill.md"
    source.write_text(
        f"# Mill\n\n## Contents\n\n- Water\n- Fire\n\n## Water\n\n{WATER}\n\n## Fire\n\n{FIRE}\n"
    )
    document = read_document(source)
    assert paragraphs(document) == [WATER, FIRE]
    assert [section.title for section in document.sections] == ["Mill", "Water", "Fire"]
    assert document.omissions == (Omission(OmissionKind.CONTENTS, "Contents\nWater\nFire"),)


def read(folder: Path, text: str) -> Document:
    """A Markdown text as it is read."""
    source = folder / "mill.md"
    source.write_text(text, "utf-8")
    return read_document(source)


@pytest.mark.parametrize(
    "more",
    [
        "- Open from Monday to Friday\n- 12.03.2024 Meeting in the house",
        "- Open daily from 9 to 5\n- Entry is free for children\n- 2.5 tonnes a day are ground",
    ],
)
def test_what_stands_below_the_entries_is_read(tmp_path: Path, more: str) -> None:
    names = ("Water", "Fire", "Stones", "Wheels", "Loft", "Barn", "Yard")
    entries = "\n".join(f"- {name}" for name in names)
    sections = "\n\n".join(f"## {name}\n\n{WATER}" for name in names)
    document = read(tmp_path, f"# Mill\n\n## Contents\n\n{entries}\n{more}\n\n{sections}\n")
    kept = more.replace("- ", "").splitlines()
    assert paragraphs(document) == [*kept, *[WATER] * len(names)]


def test_quantities_are_no_entries(tmp_path: Path) -> None:
    items = ["1 Kettle", "2 Filters", "3.5 mm cable", "1 Stand"]
    sections = "\n\n".join(f"## {name}\n\n{WATER}" for name in ("Kettle", "Filters", "Stand"))
    inside = "\n".join(f"- {item}" for item in items)
    document = read(tmp_path, f"# Set\n\n## Contents\n\n{inside}\n\n{sections}\n")
    assert paragraphs(document)[: len(items)] == items


def test_a_section_whose_heading_comes_again_is_none_of_the_list(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "# Mill\n\n## Contents\n\n- Overview\n- Details\n\n## Overview\n\n- Runs on water\n\n"
        f"## Details\n\n{WATER}\n\n## Overview\n\n{FIRE}\n",
    )
    assert [p.section for p in document.paragraphs] == ["Overview", "Details", "Overview"]


def test_words_are_not_taken_for_numbers(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "# Law\n\n## Contents\n\n- Law\n- Life\n\n"
        f"## Civil law\n\n{WATER}\n\n## Civic life\n\n{FIRE}\n",
    )
    assert paragraphs(document) == ["Law", "Life", WATER, FIRE]


def test_what_is_left_out_is_not_made_up_for_by_another_title(tmp_path: Path) -> None:
    opened = read(
        tmp_path, f"CHAPTER\n\nONE\n\n## Water\n\n{WATER}\n\nCHAPTER\n\nTWO\n\n## Fire\n\n{FIRE}\n"
    )
    assert (opened.title, paragraphs(opened)) == ("Mill", [WATER, FIRE])
    listed = read(
        tmp_path, f"## Contents\n\n- Water\n- Fire\n\n## Water\n\n{WATER}\n\n## Fire\n\n{FIRE}\n"
    )
    assert (listed.title, paragraphs(listed)) == ("Mill", [WATER, FIRE])


@pytest.mark.parametrize("answer", ["One", "Part", "Chapter two", "- One\n- Two"])
def test_a_word_before_a_heading_that_tells_something_is_read(tmp_path: Path, answer: str) -> None:
    document = read(tmp_path, f"# Mill\n\n## How many?\n\n{answer}\n\n## Water\n\n{WATER}\n")
    assert paragraphs(document) == [*answer.replace("- ", "").splitlines(), WATER]


def test_words_that_count_chapters_are_left_out_and_told(tmp_path: Path) -> None:
    source = tmp_path / "mill.md"
    source.write_text(
        f"# Mill\n\n{STONES}\n\nCHAPTER\n\nONE\n\n## Water\n\n{WATER}\n\n"
        f"Part Two\n\n## Fire\n\n{FIRE}\n"
    )
    document = read_document(source)
    assert paragraphs(document) == [STONES, WATER, FIRE]
    assert document.omissions == (Omission(OmissionKind.RUNNING_HEAD, "CHAPTER\nONE\nPart Two"),)


@pytest.mark.parametrize("words", ["One", "Chapter", "Part two of the mill"])
def test_the_same_words_elsewhere_are_read(tmp_path: Path, words: str) -> None:
    source = tmp_path / "mill.md"
    source.write_text(f"# Mill\n\n{words}\n\n{STONES}\n\n## Water\n\n{WATER}\n")
    assert words in paragraphs(read_document(source))


def test_entries_that_look_like_headings_are_left_out_where_they_come_again() -> None:
    document = handbook(f"CONTENTS OF THIS BOOK\n1. WATER\n2. FIRE\n3. STONES\n\n{STONES}")
    assert [section.title for section in document.sections][1:] == [
        "1. Water",
        "2. Fire",
        "3. Stones",
    ]
    assert paragraphs(document) == [STONES, WATER, FIRE, STONES]


def test_numbered_entries_go_with_those_whose_headings_are_known() -> None:
    entries = "\n".join(("1. Water", "1.1 Weirs", "1.2 Wheels", "2. Fire", "3. Stones"))
    assert paragraphs(handbook(f"Contents\n\n{entries}")) == [WATER, FIRE, STONES]


ASKED = ("Where is the water?", "The wheel does not turn.", "Who cut the stones?")


def read_questions(tmp_path: Path, listed: str) -> Document:
    answers = zip(ASKED, (WATER, FIRE, STONES), strict=True)
    below = "\n\n".join(f"## {asked}\n\n{answer}" for asked, answer in answers)
    return read(tmp_path, f"# Mill\n\n{listed}\n\n{below}\n")


def test_a_list_of_what_is_asked_below_is_left_out_whatever_it_is_called(tmp_path: Path) -> None:
    listed = "\n".join(f"- {asked}" for asked in (*ASKED[:2], "Is there a weir?", ASKED[2]))
    document = read_questions(tmp_path, f"All that is asked\n\n{listed}")
    assert paragraphs(document) == ["All that is asked", WATER, FIRE, STONES]
    assert document.omissions[0].kind is OmissionKind.CONTENTS


@pytest.mark.parametrize(
    "listed",
    [
        "- Where is the water?\n- Who cut the stones?",  # two may be asked by chance
        "- Where is the water?\n- Is it cold?\n- Is it deep?\n- Who cut the stones?\n"
        "- Are they old?\n- The wheel does not turn.",  # others, of which the text says nothing
    ],
)
def test_other_questions_are_read(tmp_path: Path, listed: str) -> None:
    document = read_questions(tmp_path, listed)
    assert len(paragraphs(document)) == 3 + listed.count("- ")


def test_an_index_whose_entries_are_headings_behind_it_is_a_list_of_contents() -> None:
    parts = zip(BY_LINES.split("\n"), (WATER, FIRE, STONES), strict=True)
    below = "\n\n".join(f"{name.strip()}:\n==========\n\n{text}" for name, text in parts)
    document = document_of(f"INDEX:\n======\n\n{BY_LINES}\n\n{below}\n")
    assert paragraphs(document) == [WATER, FIRE, STONES]


UNCALLED = "1 Water\n2 Fire\n  2.1 Lamps\n3 Stones\nIndex of mills"


def underlined(contents: str) -> Document:
    """A text whose titles are underlined, with something above the first of them."""
    titles = [one.strip() for one in UNCALLED.splitlines()]
    parts = (f"{title}\n{'=' * len(title)}\n\n{WATER}\n" for title in titles)
    return document_of(f"The Mill Handbook\n*****************\n\n{contents}\n" + "\n".join(parts))


def test_lines_that_all_come_again_as_headings_are_left_out_whatever_calls_them() -> None:
    document = underlined(f"{FIRE}\n\n{UNCALLED}\n")
    assert paragraphs(document) == [FIRE] + [WATER] * 5
    assert document.omissions == (
        Omission(OmissionKind.CONTENTS, UNCALLED.replace("  2.1", "2.1")),
    )


@pytest.mark.parametrize(
    "contents",
    [
        "1 Water\n2 Fire\n3 Stones",  # three may come again by chance
        "3 Stones\n2 Fire\n1 Water\nIndex of mills",  # in another order
        "What is asked of a miller\n\n1 Water\n2 Fire\n3 Stones\nIndex of mills",
        "- 1 Water\n- 2 Fire\n- 3 Stones\n- Index of mills",
        "1 Water\n2 Fire, which is told below\n2.1 Lamps\n3 Stones",
    ],
)
def test_other_lines_that_come_again_are_read(contents: str) -> None:
    document = underlined(contents)
    read = "\n".join(paragraphs(document))
    assert all(line.strip("- ") in read for line in contents.splitlines())
    assert document.omissions == ()


def test_what_calls_contents_goes_where_a_format_has_left_them_out(tmp_path: Path) -> None:
    text = f"# Mill\n\n## Contents\n\n## Water\n\n{WATER}\n\n## Index\n\n### A\n\n{FIRE}\n"
    document = read(tmp_path, text)
    assert [section.title for section in document.sections] == ["Mill", "Water", "Index", "A"]
