"""Documents of made-up English, and an encoder that costs next to nothing.

The words are English ones, each as frequent as in English (the frequencies of wordfreq), drawn one
by one: so there are as many different ones as in real texts of that length, up to the size of the
list. They say nothing, which is no matter to what storing and searching them costs. A paragraph is
a passage of five sentences with 18 words on average, a document has 40 of them under four headings.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from time import thread_time

import numpy as np
import numpy.typing as npt

from index.language.word_frequencies import commonest
from index.models import PassageVectors, Purpose, encoded_apart
from index.types import Embeddings, Span

A_DOCUMENT = 40  # passages
_VOCABULARY = 200_000
_A_SECTION = 10
_SENTENCES, _WORDS = 5, 18
_SHORT = 3  # letters of words that no question is made of


def write_documents(folder: Path, passages: int) -> None:
    """Write documents of so many passages in all into a folder, which is made."""
    folder.mkdir(parents=True)
    for number in range(max(passages // A_DOCUMENT, 1)):
        (folder / name_of(number)).write_text(text_of(number), encoding="utf-8")


def name_of(number: int) -> str:
    """Return the name of the file of a document."""
    return f"report-{number:06}.md"


def text_of(number: int) -> str:
    """Return the text of a document, as Markdown; the same for the same number."""
    random = np.random.default_rng(number)
    parts = [f"# Report {number}"]
    for paragraph in range(A_DOCUMENT):
        if paragraph % _A_SECTION == 0:
            parts.append(f"## Section {paragraph // _A_SECTION + 1}")
        parts.append(_paragraph(random))
    return "\n\n".join(parts) + "\n"


def questions(documents: int, count: int) -> list[str]:
    """Return questions, each of words of one of so many documents."""
    random = np.random.default_rng(documents)
    asked = []
    for _ in range(count):
        words = text_of(int(random.integers(documents))).replace(".", " ").split()
        known = sorted({word.lower() for word in words if len(word) > _SHORT and word.isalpha()})
        asked.append(f"What is the {' '.join(random.choice(known, 5, replace=False))}?")
    return asked


def _paragraph(random: np.random.Generator) -> str:
    words, shares = _shares()
    lengths = random.integers(_WORDS // 2, _WORDS * 3 // 2, _SENTENCES)
    drawn = [words[row] for row in np.searchsorted(shares, random.random(int(lengths.sum())))]
    ends = np.cumsum(lengths).tolist()
    lines = (" ".join(drawn[end - length : end]) for end, length in zip(ends, lengths, strict=True))
    return " ".join(f"{line.capitalize()}." for line in lines)


@cache
def _shares() -> tuple[tuple[str, ...], npt.NDArray[np.float64]]:
    """Return words, and up to each of them the share that they have of all, below 1."""
    known = commonest(_VOCABULARY)
    shares = np.cumsum(list(known.values()))
    return tuple(known), shares[:-1] / shares[-1]


class DirectionEncoder:
    """Gives each text a direction of its own, by its digest; counts the seconds that it takes."""

    identity = "directions by digest"
    label = identity
    dim = 384  # as the default encoder's
    max_tokens = 256

    def __init__(self) -> None:
        """Start at no seconds."""
        self.seconds = 0.0

    def count_tokens(self, text: str) -> int:
        """Return the words of a text and two."""
        return len(text.split()) + 2

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        """Return the vectors of texts, (n, dim) float32, rows of unit length."""
        del purpose
        began = thread_time()
        rows = np.empty((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            seed = hashlib.blake2b(text.encode(), digest_size=8).digest()
            random = np.random.default_rng(int.from_bytes(seed, "little"))
            row[:] = random.standard_normal(self.dim, dtype=np.float32)
        unit: Embeddings = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        self.seconds += thread_time() - began
        return unit

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> PassageVectors:
        """Return the vectors of passages and of their sentences, each read alone."""
        return encoded_apart(self, texts, sentences)
