"""Documents of any size, and an encoder that costs next to nothing, to measure libraries with.

The words are of syllables, many with an ending of English ("-ing", "-ed", "-tion", plurals), so
that there are stems and forms of them; the commonest are function words of English. The n-th
commonest has a share of 1/n (Zipf's law), so that the vocabulary grows as that of real texts does.
They mean nothing: what is measured depends on how many there are.
"""

import hashlib
import io
import textwrap
import zlib
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from index import Embeddings, PassageVectors, Purpose, Span

_FUNCTION_WORDS = "the of and to in a is that for it as was with on be by at from this are".split()
_SYLLABLES = "ba ker lo min tar ve sol dun pra wex hil gor nes qui fal ster".split()
_ENDINGS = ("", "", "", "s", "s", "ed", "ing", "tion")
_VOCABULARY = 60_000
_SENTENCES, _WORDS = 5, 18  # of a paragraph, which is a passage; of a sentence, on average
_PARAGRAPHS_A_SECTION = 12
PASSAGES_A_PAGE = 5
_LINE = 90  # characters of a line of a PDF
_LEADING = 11  # points from line to line
_TOP, _LEFT = 750, 60  # points


def paragraphs(count: int, seed: int) -> list[str]:
    """Return so many paragraphs; the same for the same seed."""
    random = np.random.default_rng(seed)
    words, shares = _vocabulary()
    lengths = random.integers(_WORDS // 2, _WORDS * 3 // 2, (count, _SENTENCES))
    drawn = iter(random.choice(len(words), int(lengths.sum()), p=shares).tolist())
    return [" ".join(_sentence(words, drawn, length) for length in row) for row in lengths.tolist()]


def markdown(passages: int, seed: int) -> bytes:
    """Return a text of so many passages, with sections."""
    parts: list[str] = []
    for number, paragraph in enumerate(paragraphs(passages, seed)):
        if number % _PARAGRAPHS_A_SECTION == 0:
            parts.append(f"## Section {number // _PARAGRAPHS_A_SECTION + 1} of {seed}")
        parts.append(paragraph)
    return "\n\n".join(parts).encode()


def portable_document(pages: int, seed: int, fact: str = "") -> bytes:
    """Return a PDF of so many pages, with as many passages on each as a printed page has.

    Args:
        pages: At least one.
        seed: Of its words, which mean nothing.
        fact: What its last paragraph says instead, where that is given.
    """
    text = paragraphs(pages * PASSAGES_A_PAGE, seed)
    text[-1] = fact or text[-1]
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Font<</F1 4 0 R>>>>"]
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    kids: list[str] = []
    for page in range(pages):
        own = text[page * PASSAGES_A_PAGE : (page + 1) * PASSAGES_A_PAGE]
        stream = zlib.compress(_drawn(own).encode()).decode("latin-1")
        objects.append(f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n{stream}\nendstream")
        contents = len(objects)
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources 3 0 R"
            f"/Contents {contents} 0 R>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {pages}/Kids[{' '.join(kids)}]>>"
    return _file_of(objects)


class CheapEncoder:
    """Gives each text a direction of its own, by its digest: no text is near another."""

    identity = "directions by digest"
    label = identity
    dim = 384  # as the default encoder's
    max_tokens = 256

    def count_tokens(self, text: str) -> int:
        """Return the words of a text and two."""
        return len(text.split()) + 2

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        """Return the vectors of texts, (n, dim) float32, rows of unit length."""
        del purpose
        rows = np.empty((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")
            row[:] = np.random.default_rng(seed).standard_normal(self.dim, dtype=np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: Embeddings = rows / lengths
        return unit

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> PassageVectors:
        """Return the vectors of passages and of their sentences, each read alone."""
        pairs = zip(texts, sentences, strict=True)
        parts = [text[span.start : span.end] for text, own in pairs for span in own]
        return PassageVectors(self.encode(texts), self.encode(parts))


@cache
def _vocabulary() -> tuple[tuple[str, ...], npt.NDArray[np.float64]]:
    """Return words, the commonest first, with their shares."""
    random = np.random.default_rng(0)
    words = dict.fromkeys(_FUNCTION_WORDS)
    while len(words) < _VOCABULARY:
        stem = "".join(random.choice(_SYLLABLES, random.integers(2, 5)))
        words[stem + str(random.choice(_ENDINGS))] = None
    shares = 1 / np.arange(1, len(words) + 1)
    return tuple(words), shares / shares.sum()


def _sentence(words: Sequence[str], drawn: Iterator[int], length: int) -> str:
    return " ".join(words[next(drawn)] for _ in range(length)).capitalize() + "."


def _drawn(own: Sequence[str]) -> str:
    """Return what draws paragraphs on a page, an empty line between two."""
    lines = [line for paragraph in own for line in (*textwrap.wrap(paragraph, _LINE), "")]
    shown = "".join(f"({line}) Tj T* " for line in lines)
    return f"BT /F1 9 Tf {_LEADING} TL {_LEFT} {_TOP} Td {shown}ET"


def _file_of(objects: Sequence[str]) -> bytes:
    """Return a PDF file of objects, numbered from 1; the first is its catalog."""
    file = io.BytesIO()
    file.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(file.tell())
        file.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start, size = file.tell(), len(objects) + 1
    entries = "".join(f"{place:010} 00000 n \n" for place in places)
    file.write(f"xref\n0 {size}\n0000000000 65535 f \n{entries}".encode())
    file.write(f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode())
    return file.getvalue()
