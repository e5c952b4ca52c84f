"""PDFs that were made to do harm."""

import zlib
from collections.abc import Iterator, Mapping, Sequence

from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile, named

_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Count 1/Kids[4 0 R]>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>"
    b"/XObject<</X 6 0 R>>>>/Contents 5 0 R>>"
)
_WORDS = f"BT /F1 9 Tf 72 700 Td ({PARAGRAPH}) Tj ET ".encode()


def portable_document(
    drawn: bytes = _WORDS, *further: bytes, replaced: Mapping[int, bytes] | None = None
) -> bytes:
    """Return a PDF of one page.

    Args:
        drawn: What the page draws.
        further: Objects, from number 6 on.
        replaced: Objects in the place of others, by their number from 1.
    """
    objects = [_CATALOG, _PAGES, _FONT, _PAGE, stream(drawn), *further]
    for number, content in (replaced or {}).items():
        objects[number - 1] = content
    return _assembled(objects)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream with these entries beside its length."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _assembled(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of objects without a table of them, which a parser then makes up."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Size 99/Root 1 0 R>>\n%%EOF"


def nested_forms(depth: int, times: int) -> bytes:
    """Return a small PDF whose page draws a form so often that draws one so often, and so on."""
    forms = []
    for number in range(6, 6 + depth):
        drawn = b"/X Do " * times if number < 5 + depth else b"BT /F1 9 Tf (words) Tj ET"
        resources = b"/XObject<</X %d 0 R>>/Font<</F1 3 0 R>>" % (number + 1)
        form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<%s>>" % resources
        forms.append(stream(drawn, form))
    return portable_document(b"/X Do", *forms)


def portable_documents() -> Iterator[HostileFile]:
    """Yield PDFs."""
    for depth, times in ((2, 1), (3, 30), (5, 10), (20, 30), (25, 2), (90, 1)):
        recipe = f"forms {depth} deep, {times} times each"
        yield from named(".pdf", {recipe: nested_forms(depth, times)})
    whole = portable_document()
    cut = {f"its first {share} tenths": whole[: len(whole) * share // 10] for share in range(1, 10)}
    yield from named(".pdf", cut)
    yield from named(".pdf", {name: _replaced(*pair) for name, pair in _REPLACED.items()})
    yield from named(".pdf", {name: portable_document(drawn) for name, drawn in _DRAWN.items()})
    yield from named(".pdf", _OTHERS)
    for megabytes in (1, 100, 300):
        zeros = _deflated_zeros(megabytes)
        packed = {5: stream(zeros, b"/Filter/FlateDecode")}
        yield from named(".pdf", {f"{megabytes} MB of zeros": portable_document(replaced=packed)})


def _replaced(number: int, content: bytes) -> bytes:
    return portable_document(replaced={number: content})


def _deflated_zeros(megabytes: int) -> bytes:
    """Return so many zeros, deflated."""
    packer = zlib.compressobj(9)
    block = bytes(1_000_000)
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


_REPLACED = {
    "pages that hold themselves": (2, b"<</Type/Pages/Count 1/Kids[2 0 R]>>"),
    "pages said to be a million": (2, b"<</Type/Pages/Count 1000000/Kids[4 0 R]>>"),
    "pages said to be fewer than none": (2, b"<</Type/Pages/Count -5/Kids[4 0 R]>>"),
    "a page fifty thousand times": (
        2,
        b"<</Type/Pages/Count 50000/Kids[%s]>>" % (b"4 0 R " * 50_000),
    ),
    "a font that is a page": (3, _PAGE),
    "a page that is its own parent": (4, b"<</Type/Page/Parent 4 0 R/Contents 5 0 R>>"),
    "a page without bounds": (4, b"<</Type/Page/Parent 2 0 R/MediaBox[-1e38 -1e38 1e38 1e38]>>"),
    "a deep array": (4, b"[" * 100_000),
    "a deep dictionary": (4, b"<</A" * 100_000),
    "a reference to itself": (5, b"5 0 R"),
    "a length that is a reference to itself": (5, b"<</Length 5 0 R>>stream\nx\nendstream"),
    "a length beyond the end": (5, b"<</Length 99999999999>>stream\nx\nendstream"),
    "filters over filters": (5, stream(b"x", b"/Filter[%s]" % (b"/FlateDecode" * 1000))),
    "a filter that is not there": (5, stream(b"x", b"/Filter/None")),
    "a stream that is no Flate": (5, stream(b"x" * 1000, b"/Filter/FlateDecode")),
    "a catalogue that is empty": (1, b"<<>>"),
}
_DRAWN = {
    "a million letters in one place": b"BT /F1 9 Tf (" + b"x" * 1_000_000 + b") Tj ET",
    "states within states": b"q " * 200_000 + _WORDS,
    "a text within a text": b"BT " * 100_000 + _WORDS,
    "operands without end": b"1 " * 500_000 + _WORDS,
    "type of no size": b"BT /F1 0 Tf (words) Tj ET",
    "type of any size": b"BT /F1 1e30 Tf 1e30 0 0 1e30 0 0 Tm (words) Tj ET",
    "words far away": b"BT /F1 9 Tf 1e30 -1e30 Td (words) Tj ET",
    "words upside down": b"BT /F1 9 Tf -1 0 0 -1 300 300 Tm (words) Tj ET",
    "half characters": b"BT /F1 9 Tf <D800DFFF0000> Tj ET",
    "a text cut off": b"BT /F1 9 Tf (words",
    "brackets in a text": b"BT /F1 9 Tf (" + b"(" * 100_000 + b") Tj ET",
    "marked content within itself": b"/A BMC " * 100_000 + _WORDS,
    "nothing": b"",
}
_OTHERS: Mapping[str, bytes] = {
    "no more than a beginning": b"%PDF-1.7",
    "another file": b"PK\x03\x04" + bytes(1000),
    "zeros behind the beginning": b"%PDF-1.4\n" + bytes(1_000_000),
    "a table of objects that holds itself": b"%PDF-1.4\nxref\n0 1\ntrailer<</Prev 9>>\n"
    b"startxref\n9\n%%EOF",
    "encrypted": portable_document().replace(
        b"/Root", b"/Encrypt<</Filter/Standard/V 1/R 2/O<00>/U<00>/P -4>>/Root"
    ),
}
