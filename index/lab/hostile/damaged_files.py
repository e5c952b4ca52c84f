"""Sound files of each kind, with bytes changed, taken out, repeated and put in at random.

Of what is packed, a Word document for one, every second time a part is damaged and packed anew: a
damaged archive gives most of its parts to no parser.
"""

import io
import lzma
import random
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from index.lab.hostile.electronic_books import book_of
from index.lab.hostile.hostile_file import HostileFile
from index.lab.hostile.open_documents import open_document_of
from index.lab.hostile.portable_documents import portable_document
from index.lab.hostile.rich_texts import rich_text_of
from index.lab.hostile.word_documents import word_of, zipped
from index.reading.packed.archives import NOT_WHOLE

_MOST_CHANGES = 12
_LONGEST = 64  # bytes that a change takes out, repeats or puts in
_WITHIN = 0.5  # share of damaged archives of which a part is damaged instead
_LETTERS = 3000  # of a document: so much that headings, lists and lines are among them


class SoundFile(NamedTuple):
    """A file that is to be damaged.

    Args:
        name: Of the file; what is damaged where follows from it, too.
        content: What it holds.
    """

    name: str
    content: bytes


def sound_files(text: str) -> Iterator[SoundFile]:
    """Yield the beginning of a text as a small file of each kind."""
    for suffix, content in _contents(text[:_LETTERS]).items():
        yield SoundFile(f"hostile{suffix}", content)


def damaged_files(sound: Iterable[SoundFile], each: int, seed: int) -> Iterator[HostileFile]:
    """Yield damaged files.

    Args:
        sound: Files that are not.
        each: How many are made of each of them.
        seed: What is damaged where follows from it.
    """
    for name, content in sound:
        chance = random.Random(f"{seed}/{name}")  # noqa: S311  # to be repeated, not to be secret
        suffix = name[name.rindex(".") :]
        for number in range(each):
            recipe = f"{name}, damage {number}"
            yield HostileFile(recipe, f"hostile{suffix}".encode(), _damaged(content, chance))


def _contents(text: str) -> dict[str, bytes]:
    """Return a text as a file of each kind, by its ending."""
    paragraphs = [" ".join(block.split()) for block in text.split("\n\n")]
    plain = [paragraph.replace("<", "").replace("&", "") for paragraph in paragraphs]
    body = "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in plain)
    page = "".join(f"<p>{paragraph}</p>" for paragraph in plain)
    lines = [line for paragraph in plain for line in paragraph.split(". ")]
    drawn = "".join(
        f"BT /F1 9 Tf 72 {760 - 12 * number} Td ({_bare(line)}) Tj ET\n"
        for number, line in enumerate(lines)
    )
    return {
        ".txt": text.encode(),
        ".md": "\n\n".join(("---\ntitle: A\n---", "# Heading", *paragraphs, "| a | b |")).encode(),
        ".rst": "\n\n".join(
            ("Heading\n=======", *paragraphs, "- a\n- b", "==  ==\na   b\n==  ==")
        ).encode(),
        ".adoc": "\n\n".join(("= Heading", *paragraphs, "* a\n* b", "|===\n|a |b\n|===")).encode(),
        ".1": "\n.PP\n".join((".TH A 1\n.SH HEADING", *paragraphs, ".B a\n.TP\nb\nc")).encode(),
        ".html": f"<html><body><main><h1>Heading</h1>{page}</main></body></html>".encode(),
        ".docx": word_of(body),
        ".odt": open_document_of("".join(f"<text:p>{paragraph}</text:p>" for paragraph in plain)),
        ".rtf": rich_text_of("".join(f"{_bare(paragraph)}\\par\n" for paragraph in plain)),
        ".epub": book_of(page=f"<html><body><h1>Heading</h1>{page}</body></html>"),
        ".csv": _separated(lines).encode(),
        ".srt": _timed(lines).encode(),
        ".eml": _sent(text).encode(),
        ".zip": zipped({"a.txt": text.encode(), "b/c.html": f"<p>{page}".encode()}),
        ".pdf": portable_document(drawn.encode("latin-1")),
    }


def _separated(lines: Sequence[str]) -> str:
    """Return lines as rows of two columns."""
    return "".join(f'{number},"{line}"\n' for number, line in enumerate(lines))


def _timed(lines: Sequence[str]) -> str:
    """Return lines as subtitles, each shown for two seconds."""
    return "".join(
        f"{number}\n00:{number:02}:00,000 --> 00:{number:02}:02,000\n{line}\n\n"
        for number, line in enumerate(lines, start=1)
    )


def _sent(text: str) -> str:
    """Return a text as a message of two parts."""
    part = "--b\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
    head = "From: Ann <ann@example.org>\nSubject: A\nContent-Type: multipart/mixed; boundary=b\n\n"
    return f"{head}{part}{text}\n{part}> {text}\n--b--\n"


def _bare(line: str) -> str:
    """Return a line as a PDF or a rich text can have it without escapes."""
    kept = "".join(letter for letter in line if letter not in "(){}\\")
    return kept.encode("latin-1", "ignore").decode("latin-1")


def _damaged(sound: bytes, chance: random.Random) -> bytes:
    """Return a file, some of its bytes damaged, or some of one that is packed in it."""
    packed = _parts(sound)
    if not packed or chance.random() >= _WITHIN:
        return _changed(sound, chance)
    name = chance.choice(sorted(packed))
    return zipped(packed | {name: _changed(packed[name], chance)}, zipfile.ZIP_DEFLATED)


def _parts(sound: bytes) -> dict[str, bytes]:
    """Return the files that are packed in one; none where it is no archive that can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(sound)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (*NOT_WHOLE, lzma.LZMAError, OSError):
        return {}


def _changed(sound: bytes, chance: random.Random) -> bytes:
    """Return bytes, some of them damaged."""
    raw = bytearray(sound)
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        place, length = chance.randrange(len(raw) + 1), chance.randint(1, _LONGEST)
        chance.choice(_CHANGES)(raw, place, length, chance)
    return bytes(raw)


def _flip(raw: bytearray, place: int, length: int, chance: random.Random) -> None:
    for at in range(place, min(place + length // 16 + 1, len(raw))):
        raw[at] ^= 1 << chance.randrange(8)


def _take_out(raw: bytearray, place: int, length: int, chance: random.Random) -> None:
    del chance
    del raw[place : place + length]


def _repeat(raw: bytearray, place: int, length: int, chance: random.Random) -> None:
    raw[place:place] = raw[place : place + length] * chance.randint(1, 200)


def _put_in(raw: bytearray, place: int, length: int, chance: random.Random) -> None:
    raw[place:place] = chance.randbytes(length)


_CHANGES: tuple[Callable[[bytearray, int, int, random.Random], None], ...] = (
    _flip,
    _take_out,
    _repeat,
    _put_in,
)
