"""Web pages of any bytes; how one is read as it shows is tested with the documents."""

import sys
from itertools import count
from pathlib import Path

import pytest

from index.reading.documents import read_document
from tests.support.any_bytes import MARKUP, check_any_bytes
from tests.support.samples import PAGE


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.html", PAGE.encode(), MARKUP)


def steps(page: str, tmp_path: Path) -> int:
    """How many functions are called while a page is read, which does not depend on the machine."""
    path = tmp_path / "a.html"
    path.write_text(page, "utf-8")
    called = count()
    sys.setprofile(lambda *_: next(called))
    try:
        assert "words" in read_document(path).text
    finally:
        sys.setprofile(None)
    return next(called)


@pytest.mark.parametrize("tag", ["article", "main", "nav", "div"])
def test_a_page_that_nests_deep_takes_steps_by_its_length(tmp_path: Path, tag: str) -> None:
    once, four_times = (
        steps(f"<p>Some words.</p>{f'<{tag}>' * depth}words{f'</{tag}>' * depth}", tmp_path)
        for depth in (1000, 4000)
    )
    assert four_times < 6 * once  # where each looks at all that is inside of it: some 16 times
