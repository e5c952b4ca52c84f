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
        ("Kettle FAQ - Questions that are often asked of kettles (KF)", "Kettle FAQ"),
        ("A Ditch Worth a Throne: The Canal and the Sultanate", "A Ditch Worth a Throne"),
        ("The kettle (and everything else that whistles at night)", "The kettle"),
        ("Kettles: a short tale", "Kettles: a short tale"),
        (
            "What everybody ought to know of iron kettles",
            "What everybody ought to know of iron kettles",
        ),
        (
            "(Untitled, for want of any better name yet)",
            "(Untitled, for want of any better name yet)",
        ),
    ],
)
def test_of_a_long_title_the_first_part_is_told(title: str, told: str) -> None:
    assert told_title(title) == told
