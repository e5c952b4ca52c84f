"""Plain text of any bytes; encodings are tested with the documents."""

from pathlib import Path

from tests.support.documents.any_bytes import MARKUP, check_any_bytes

SAMPLE = "The bridge\n\nThe council agreed\non the plan.\n"


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.txt", SAMPLE.encode(), MARKUP)
