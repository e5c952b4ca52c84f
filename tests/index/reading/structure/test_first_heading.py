"""Which heading is a document's title, and which is one of its sections."""

from pathlib import Path

import pytest

from index.reading.documents import read_document


def title_of(folder: Path, source: str, name: str = "server-guide.md") -> str:
    path = folder / name
    path.write_text(source, "utf-8")
    return read_document(path).metadata.title


def sections(*headings: str, mark: str = "#") -> str:
    return "\n".join(f"{mark} {heading}\n\nIt is told here.\n" for heading in headings)


@pytest.mark.parametrize(
    "headings",
    [
        ("How do I join?", "May I post ads?"),
        ("Rules", "Roles", "Channels"),
        ("1. Rules", "2. Roles"),
    ],
)
def test_a_file_whose_first_heading_is_one_of_several_is_called_by_its_name(
    tmp_path: Path, headings: tuple[str, ...]
) -> None:
    assert title_of(tmp_path, sections(*headings)) == "Server guide"
    assert title_of(tmp_path, sections(*headings, mark="##")) == "Server guide"
    assert title_of(tmp_path, sections(*headings, mark="="), "server-guide.adoc") == "Server guide"
    page = "".join(f"<h1>{heading}</h1><p>It is told here.</p>" for heading in headings)
    assert title_of(tmp_path, page, "server-guide.html") == "Server guide"


@pytest.mark.parametrize(
    "headings",
    [("What members ask", "How do I join?", "May I post?"), ("The rules", "1. Be kind", "2. Wait")],
)
def test_a_heading_is_the_title_where_all_others_are_numbered_or_ask(
    tmp_path: Path, headings: tuple[str, ...]
) -> None:
    assert title_of(tmp_path, sections(*headings)) == headings[0]


def test_the_only_heading_of_its_level_is_the_title(tmp_path: Path) -> None:
    source = sections("May I post ads?") + sections("Links", "Pictures", mark="##")
    assert title_of(tmp_path, source) == "May I post ads?"


def test_what_stands_behind_a_text_is_no_section_beside_its_title(tmp_path: Path) -> None:
    assert title_of(tmp_path, sections("The mill", "NOTES")) == "The mill"


@pytest.mark.parametrize(
    ("shown", "title"), [("Rules - Arvale", "Rules"), ("The server of Arvale",) * 2]
)
def test_a_page_is_called_as_it_says_though_it_has_several_headings(
    tmp_path: Path, shown: str, title: str
) -> None:
    page = "<h1>Rules</h1><p>Be kind.</p><h1>Roles</h1><p>There are three.</p>"
    assert title_of(tmp_path, f"<title>{shown}</title>{page}", "a.html") == title


@pytest.mark.parametrize("rule", ["=", "-"])
def test_a_heading_of_a_plain_text_that_others_count_on_from_is_no_title(
    tmp_path: Path, rule: str
) -> None:
    versions = ("Changes in version 4.6.1", "Changes in version 4.6", "Changes in version 4.5")
    text = "\n\n".join(f"{one}\n{rule * len(one)}\nThe mill was mended." for one in versions)
    assert title_of(tmp_path, text, "server-guide.txt") == "Server guide"
    chapters = "\n\n".join(f"CHAPTER {number}\n\nThe mill burnt down." for number in (1, 2, 3))
    assert title_of(tmp_path, chapters, "server-guide.txt") == "Server guide"


def test_a_title_with_a_year_that_says_no_more_is_one(tmp_path: Path) -> None:
    text = "\n\n".join(("The Mill, 1911", "=" * 30, "It burnt down in 1911.", "It was of oak."))
    assert title_of(tmp_path, text, "server-guide.txt") == "The Mill, 1911"
