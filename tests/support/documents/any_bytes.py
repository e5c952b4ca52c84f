"""Whatever bytes a file holds: a document that slices verbatim, or a fault that is told."""

import contextlib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import UnreadableSourceError
from index.reading.documents import read_document
from index.reading.repair.repair import restore

# What formats of marked-up text are made of.
MARKUP = st.lists(
    st.sampled_from(
        "<p> </p> <div> </div> <table> <tr> <td> <pre> </pre> <br> <h1> </h1> <!-- --> <![CDATA[ "
        "]]> <script> <template> <svg> <a href=x> &amp; &#0; &#xD800; &#x1F600; <?xml?> "
        "<meta charset=x> # > - * ` ``` ~~~ | --- [a](b) ![ ] \\ 1. *** ___ word Mr. fi- né 汉字 "
        "\U0001f600 e\u0301".split()
        + list("\n\t\r\f\0\x0b\x85\u2028\ufeff\ufffd")
    ),
    max_size=40,
).map(lambda pieces: " ".join(pieces).encode())


def check_any_bytes(path: Path, sample: bytes, *further: st.SearchStrategy[bytes]) -> None:
    """Read a sample, the sample damaged, and bytes at random, each verbatim or told.

    Args:
        path: Where each is written to, with the ending of the format.
        sample: A whole file of the format: bytes at random hardly ever get past its first check.
        further: Bytes of the format's own stuff.
    """
    path.write_bytes(sample)
    _check_read(path)

    @settings(max_examples=120, deadline=5000, suppress_health_check=list(HealthCheck))
    @given(st.one_of(st.binary(max_size=200), damaged(sample), *further))
    def holds(raw: bytes) -> None:
        path.write_bytes(raw)
        with contextlib.suppress(UnreadableSourceError):
            _check_read(path)

    holds()


def _check_read(path: Path) -> None:
    document = read_document(path)
    assert document.paragraphs
    end = 0
    for paragraph in document.paragraphs:
        assert end <= paragraph.start < paragraph.end <= len(document.text)
        assert document.text[paragraph.start : paragraph.end].strip()
        end = paragraph.end
    restore(document.text, document.repairs)


def damaged(whole: bytes) -> st.SearchStrategy[bytes]:
    """Some bytes with a few of them changed, or none."""
    changes = st.lists(st.tuples(st.integers(0, len(whole) - 1), st.binary(max_size=3)), max_size=9)
    return changes.map(lambda changed: _changed(whole, changed))


def _changed(whole: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    for place, put in changes:
        whole = whole[:place] + put + whole[place + 1 :]
    return whole
