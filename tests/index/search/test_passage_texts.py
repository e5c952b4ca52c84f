"""What passages stand under: title, section, and what names a row or a part of an item."""

from pathlib import Path

import pytest

from index.reading.documents import read_document
from index.search.passage_texts import PassageContexts, PassageTexts, told_title
from index.search.passages import passages_of

OPTIONS = """\
# Kettle

## Options

Delay
:   How long it waits.

    Defaults to ten seconds.

| lid | weight |
| --- | --- |
| iron | two |
"""


def test_what_names_a_passage_in_its_section_is_part_of_what_it_stands_under(
    tmp_path: Path,
) -> None:
    path = tmp_path / "kettle.md"
    path.write_text(OPTIONS, encoding="utf-8")
    document = read_document(path)
    passages = passages_of(document)
    texts = list(PassageTexts([document], passages))
    untitled = PassageContexts([document], passages, titled=False)
    assert dict(zip(texts, untitled, strict=True)) == {
        "Delay: How long it waits.": "Options",
        "Defaults to ten seconds.": "Options. Delay: How long it waits.",
        "iron | two": "Options. lid | weight",
    }
    titled = PassageContexts([document], passages, titled=True)
    assert titled[1] == "Kettle. Options. Delay: How long it waits."


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Kettle FAQ - What people often ask about iron kettles and lids (KF)", "Kettle FAQ"),
        (
            "A Ditch Worth a Throne: The Canal Company and the Sultanate of Merasin, 1866–1904",
            "A Ditch Worth a Throne",
        ),
        ("Iron kettles (and everything else in the house that whistles at night)", "Iron kettles"),
    ],
)
def test_of_a_long_title_the_first_part_is_told(title: str, told: str) -> None:
    assert told_title(title) == told


@pytest.mark.parametrize(
    "title",
    [
        "Minutes of the Board: 12 March 2024",
        "RFC 2119: Key words for use in RFCs to Indicate Requirement Levels and More",
        "Chapter 3: The canal, the railway and what both of them cost the town",
        "Docs | How to set up the kettle so that it does not whistle at night",
        "What everybody ought to know of iron kettles before one is bought at a fair",
        "(Untitled, for want of any better name that somebody might have thought of yet)",
    ],
)
def test_a_title_that_is_short_or_says_little_at_first_is_told_whole(title: str) -> None:
    assert told_title(title) == title
