"""Kinds of files: what each module of the folder declares, and that the handbook names it."""

import inspect
from importlib.metadata import distribution
from pathlib import Path

import pytest

from index.reading.documents import reading_version
from index.reading.formats import FileFormat, formats, formats_by_suffix

GUIDE = Path(__file__).parents[4] / "knowledge/README.md"


@pytest.mark.parametrize("format_", formats(), ids=lambda module: str(module.__name__))
def test_a_format_offers_what_it_has_to(format_: FileFormat) -> None:
    assert format_.SUFFIXES
    assert all(suffix.startswith(".") and suffix.islower() for suffix in format_.SUFFIXES)
    assert all(distribution(name).version in reading_version(1, 1) for name in format_.PARSERS)
    assert [*inspect.signature(format_.read).parameters] == ["raw", "path", "max_seconds"]


def test_an_ending_is_read_by_one_format() -> None:
    suffixes = [suffix for format_ in formats() for suffix in format_.SUFFIXES]
    assert sorted(suffixes) == sorted(formats_by_suffix())


@pytest.mark.parametrize("suffix", formats_by_suffix())
def test_an_ending_that_is_read_stands_in_the_guide(suffix: str) -> None:
    assert f"`{suffix}`" in GUIDE.read_text("utf-8")


def test_what_the_parsers_are_decides_what_is_made_of_a_file() -> None:
    parsers = reading_version(1000, 2.5).split(", ")[3:]
    assert [parser.split()[0] for parser in parsers] == [
        "beautifulsoup4", "lxml", "markdown-it-py", "pypdfium2", "python-docx", "pyyaml",
        "sentencex", "wordfreq",
    ]  # fmt: skip
