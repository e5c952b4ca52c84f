"""Whatever bytes a file holds: a document that slices verbatim, or a fault that is told."""

import contextlib
import io
import zipfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import UnreadableSourceError
from index.reading.documents import read_document
from index.reading.extract import Extract
from index.reading.formats import formats
from index.reading.formats.pdf import read_pdf
from index.reading.repair.repair import restore
from tests.support.pdfs import FIRST_LINES, pdf
from tests.support.samples import MARKDOWN, NAMESPACES, PAGE, WORD

# Bytes at random hardly ever get past a format's first check; these are of its own stuff.
_MARKUP = st.lists(
    st.sampled_from(
        "<p> </p> <div> </div> <table> <tr> <td> <pre> </pre> <br> <h1> </h1> <!-- --> <![CDATA[ "
        "]]> <script> <template> <svg> <a href=x> &amp; &#0; &#xD800; &#x1F600; <?xml?> "
        "<meta charset=x> # > - * ` ``` ~~~ | --- [a](b) ![ ] \\ 1. *** ___ word Mr. fi- né 汉字 "
        "\U0001f600 e\u0301".split()
        + list("\n\t\r\f\0\x0b\x85\u2028\ufeff\ufffd")
    ),
    max_size=40,
).map(lambda pieces: " ".join(pieces).encode())


def _damaged(whole: bytes) -> st.SearchStrategy[bytes]:
    changes = st.lists(st.tuples(st.integers(0, len(whole) - 1), st.binary(max_size=3)), max_size=9)
    return changes.map(lambda changed: _changed(whole, changed))


def _changed(whole: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    for place, put in changes:
        whole = whole[:place] + put + whole[place + 1 :]
    return whole


def _zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _filled(content: str) -> bytes:
    for short, long in NAMESPACES.items():
        content = content.replace(short, long)
    return content.encode()


_PARTS = {name: _filled(content) for name, content in WORD.items()}
_DOCX = st.one_of(
    _damaged(_zipped(_PARTS)),
    *(
        st.tuples(st.just(name), _damaged(part)).map(
            lambda changed: _zipped(_PARTS | {changed[0]: changed[1]})
        )
        for name, part in _PARTS.items()
    ),
)
_OWN = {
    ".txt": _MARKUP,
    ".md": _MARKUP | _damaged(MARKDOWN.encode()),
    ".html": _MARKUP | _damaged(PAGE.encode()),
    ".docx": _DOCX,
    ".pdf": _damaged(pdf([FIRST_LINES])),
}


def _here(raw: bytes, path: Path, max_seconds: float) -> Extract:
    """Read a PDF in this process: a thousand processes take minutes."""
    del max_seconds
    return read_pdf(raw, path)


@pytest.mark.parametrize("suffix", [format_.SUFFIXES[0] for format_ in formats()])
def test_any_bytes_are_read_verbatim_or_told(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"

    @settings(max_examples=120, deadline=5000, suppress_health_check=list(HealthCheck))
    @given(st.binary(max_size=200) | _OWN.get(suffix, _MARKUP))
    def holds(raw: bytes) -> None:
        path.write_bytes(raw)
        with contextlib.suppress(UnreadableSourceError):
            document = read_document(path)
            assert document.paragraphs
            end = 0
            for paragraph in document.paragraphs:
                assert end <= paragraph.start < paragraph.end <= len(document.text)
                assert document.text[paragraph.start : paragraph.end].strip()
                end = paragraph.end
            restore(document.text, document.repairs)

    with mock.patch("index.reading.formats.pdf.read", _here):
        holds()
