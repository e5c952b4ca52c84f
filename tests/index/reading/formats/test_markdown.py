"""Markdown files of any bytes; how one is read as it shows is tested with the documents."""

from pathlib import Path

from tests.support.any_bytes import MARKUP, check_any_bytes
from tests.support.samples import MARKDOWN


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.md", MARKDOWN.encode(), MARKUP)
