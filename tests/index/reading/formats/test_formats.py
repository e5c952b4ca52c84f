"""Kinds of files: what each module declares, that the guide names it, that a test reads it."""

import inspect
from importlib.metadata import distribution
from pathlib import Path
from pkgutil import iter_modules

import pytest

from index.reading import formats as folder
from index.reading.documents import ReadingLimits, reading_version
from index.reading.formats import FileFormat, formats, formats_by_suffix

HERE = Path(__file__).parent
GUIDE = Path(__file__).parents[4] / "knowledge/README.md"


@pytest.mark.parametrize("format_", formats(), ids=lambda module: str(module.__name__))
def test_a_format_offers_what_it_has_to(format_: FileFormat) -> None:
    assert format_.SUFFIXES
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in format_.SUFFIXES)
    assert all(
        distribution(name).version in reading_version(ReadingLimits()) for name in format_.PARSERS
    )
    assert [*inspect.signature(format_.read).parameters] == ["raw", "path"]


@pytest.mark.parametrize("name", [module.name for module in iter_modules(folder.__path__)])
def test_a_format_has_a_test_with_a_sample_of_its_own(name: str) -> None:
    test = HERE / f"test_{name}.py"
    reads_a_sample = test.exists() and "check_any_bytes(" in test.read_text("utf-8")
    assert reads_a_sample, (
        f"nothing tests index/reading/formats/{name}.py: let tests/index/reading/formats/"
        f"{test.name} hold a sample of it and call check_any_bytes (tests/support/any_bytes.py)"
    )


def test_an_ending_is_read_by_one_format() -> None:
    suffixes = [suffix for format_ in formats() for suffix in format_.SUFFIXES]
    assert sorted(suffixes) == sorted(formats_by_suffix())


@pytest.mark.parametrize("suffix", formats_by_suffix())
def test_an_ending_that_is_read_stands_in_the_guide(suffix: str) -> None:
    assert f"`{suffix}`" in GUIDE.read_text("utf-8")


def test_what_the_parsers_are_decides_what_is_made_of_a_file() -> None:
    parsers = reading_version(ReadingLimits(1000, 2.5, 10**9)).split(", ")[5:]
    names = [parser.split()[0] for parser in parsers]
    assert names == sorted(set(names))
    assert {
        "beautifulsoup4", "lxml", "markdown-it-py", "pypdfium2", "python-docx", "pyyaml",
        "sentencex", "wordfreq",
    } <= set(names)  # fmt: skip
