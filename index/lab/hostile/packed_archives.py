"""Archives of documents that were made to do harm."""

import zipfile
from collections.abc import Iterator, Mapping

from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile, named
from index.lab.hostile.word_documents import parts, with_byte, zipped

_DOCUMENT = PARAGRAPH.encode()
_CENTRAL, _END = b"PK\x01\x02", b"PK\x05\x06"  # how an entry of the list begins, and what ends it
_FLAGS, _PACKING = 6, 8  # places of two bytes of an entry's record
_PACKED_SIZE, _SIZE, _BEGIN = 20, 24, 42  # places of four bytes of an entry of the list
_TWO = {"a.txt": _DOCUMENT, "b/c.md": b"# Plan\n\n" + _DOCUMENT}
_NAMES = (
    "../../a.txt", "/a.txt", "C:\\a.txt", "a\nb.txt", "a\x1b[31m.txt", "\u202etxt.md", ".a.txt",
    "a.txt/", "/" * 1000 + "a.txt", "x" * 60_000 + ".txt", "%s {0} [red].txt", "-rf.txt",
    "a/" * 5000 + "a.txt", "__MACOSX/a.txt",
)  # fmt: skip


def packed_archives() -> Iterator[HostileFile]:
    """Yield archives."""
    yield from named(
        ".zip", {f"a name, {name[:20]!r}": zipped({name: _DOCUMENT}) for name in _NAMES}
    )
    yield from named(".zip", _of_entries())
    yield from named(".zip", _of_lists())
    whole = zipped(_TWO, zipfile.ZIP_DEFLATED)
    for share in range(1, 10):
        yield from named(".zip", {f"its first {share} tenths": whole[: len(whole) * share // 10]})


def _of_entries() -> Mapping[str, bytes]:
    """Return archives whose documents are the harm, by their recipes."""
    two = zipped(_TWO)
    zeros = {f"{n}.txt": bytes(60_000_000) for n in range(2)}
    return {
        "two documents": two,
        "encrypted": with_byte(two, _FLAGS, 1),
        "no packing": with_byte(two, _PACKING, 99),
        "said to be BZIP2": with_byte(two, _PACKING, 12),
        "LZMA": zipped(_TWO, zipfile.ZIP_LZMA),
        "BZIP2": zipped(_TWO, zipfile.ZIP_BZIP2),
        "an archive in itself": zipped({"a.zip": two, **_TWO}),
        "only an archive": zipped({"a.zip": two}),
        "no document": zipped({"a.png": _DOCUMENT}),
        "nothing": zipped({}),
        "120 MB of zeros": zipped(zeros, zipfile.ZIP_DEFLATED),
        "an empty document": zipped({"a.txt": b"", **_TWO}),
        "a document cut off": zipped({"a.docx": zipped(parts())[:500], **_TWO}),
        "a document that is another": zipped({"a.pdf": zipped(parts()), "b.docx": _DOCUMENT}),
        "documents by the thousand": zipped({f"{n}.txt": _DOCUMENT for n in range(2_001)}),
        "files by the ten thousand": zipped({f"{n:09}": b"" for n in range(80_000)}),
    }


def _of_lists() -> Mapping[str, bytes]:
    """Return archives whose list of contents is wrong, by their recipes."""
    one = zipped({"a.txt": _DOCUMENT})
    begin, end = one.index(_CENTRAL), one.index(_END)
    listed, closing = one[begin:end], one[end:]
    return {
        "said to be large": _listed(one, _SIZE, 0xFFFFFFFE),
        "said to be small": _listed(one, _SIZE, 1),
        "said to be nothing": _listed(one, _SIZE, 0),
        "said to be packed to much": _listed(one, _PACKED_SIZE, 0xFFFFFFFE),
        "said to be elsewhere": _listed(one, _BEGIN, 0xFFFFFFF0),
        "one document listed a thousand times": one[:begin]
        + listed * 1000
        + _closing(closing, 1000, len(listed) * 1000),
        "more listed than there are": one[:end] + _closing(closing, 65_535, len(listed)),
        "a list of 4 GB": one[:end] + _closing(closing, 1, 0xFFFFFFF0),
        "a list that begins elsewhere": one[:-6] + b"\xf0\xff\xff\xff\0\0",
        "no list": one[:begin],
        "only a list": one[begin:],
        "something before it": _DOCUMENT * 1000 + one,
        "something behind it": one + bytes(70_000),
        "a long remark": one[:-2] + b"\xff\xff" + b"PK\5\6" * 16_383 + b"xyz",
        "no archive": _DOCUMENT,
    }


def _listed(archive: bytes, place: int, value: int) -> bytes:
    """Return an archive with a number of four bytes in the first entry of its list."""
    at = archive.index(_CENTRAL) + place
    return archive[:at] + value.to_bytes(4, "little") + archive[at + 4 :]


def _closing(closing: bytes, count: int, size: int) -> bytes:
    """Return the end of a list, of so many entries and so many bytes."""
    counts = count.to_bytes(2, "little") * 2
    return closing[:8] + counts + size.to_bytes(4, "little") + closing[16:]
