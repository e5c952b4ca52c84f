"""Word documents of any bytes; how one is read as it shows is tested with the documents."""

import io
import zipfile
from pathlib import Path

from hypothesis import strategies as st

from tests.support.any_bytes import check_any_bytes, damaged
from tests.support.samples import NAMESPACES, WORD


def filled(content: str) -> bytes:
    for short, long in NAMESPACES.items():
        content = content.replace(short, long)
    return content.encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


PARTS = {name: filled(content) for name, content in WORD.items()}


def damaged_within(name: str) -> st.SearchStrategy[bytes]:
    return damaged(PARTS[name]).map(lambda part: zipped(PARTS | {name: part}))


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.docx", zipped(PARTS), *map(damaged_within, PARTS))
