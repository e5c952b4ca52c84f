"""Kinds of files: what each module declares, that the guide names it, that a test reads it."""

import inspect
from importlib.metadata import distribution
from pathlib import Path
from pkgutil import iter_modules

import pytest

from index.reading import formats, readable_suffixes
from index.reading.file_kinds import FILE_KINDS
from index.reading.formats import format_of
from index.reading.reading_versions import ReadingLimits, reading_version

HERE = Path(__file__).parent
GUIDE = Path(__file__).parents[4] / "knowledge/README.md"


@pytest.mark.parametrize("name", FILE_KINDS)
def test_a_kind_is_what_it_has_to_be_and_a_module_reads_it(name: str) -> None:
    kind = FILE_KINDS[name]
    assert kind.suffixes
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in kind.suffixes)
    assert all(
        distribution(name).version in reading_version(ReadingLimits()) for name in kind.parsers
    )
    assert [*inspect.signature(format_of(name).read).parameters] == ["raw", "path"]


def test_every_module_that_reads_is_of_a_kind() -> None:
    assert sorted(module.name for module in iter_modules(formats.__path__)) == sorted(FILE_KINDS)


@pytest.mark.parametrize("name", [module.name for module in iter_modules(formats.__path__)])
def test_a_format_has_a_test_with_a_sample_of_its_own(name: str) -> None:
    test = HERE / f"test_{name}.py"
    reads_a_sample = test.exists() and "check_any_bytes(" in test.read_text("utf-8")
    assert reads_a_sample, (
        f"nothing tests index/reading/formats/{name}.py: let tests/index/reading/formats/"
        f"{test.name} hold a sample of it and call check_any_bytes "
        "(tests/support/documents/any_bytes.py)"
    )


def test_an_ending_is_of_one_kind() -> None:
    suffixes = [suffix for kind in FILE_KINDS.values() for suffix in kind.suffixes]
    assert sorted(suffixes) == sorted(readable_suffixes())


@pytest.mark.parametrize("suffix", sorted(readable_suffixes()))
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
