"""Digests of paragraphs: enough to find one again in a later revision, too little to read it."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

import numpy as np

from index.types import Document

DIGEST_LENGTH = 32  # hexadecimal digits: of the words, then a sketch of them, half each
_HALF = 16  # hexadecimal digits of the digest of the words, and of the sketch
_SKETCH_BYTES = 8


def digests_of(document: Document) -> tuple[str, ...]:
    """Return the digest of each paragraph of a document, in order."""
    return tuple(digest_of(document.text[p.start : p.end]) for p in document.paragraphs)


@lru_cache(maxsize=20_000)  # while a collection is built, the same paragraphs come three times
def digest_of(text: str) -> str:
    """Return digest and sketch of a text's words: no matter its punctuation, case and spacing.

    The sketch is a SimHash of words and word pairs.

    References:
        Charikar 2002, doi:10.1145/509907.509965.
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    digest = blake2b(" ".join(words).encode(), digest_size=_SKETCH_BYTES).hexdigest()
    words = words or [""]
    features = words + [" ".join(pair) for pair in pairwise(words)]
    hashes = b"".join(
        blake2b(feature.encode(), digest_size=_SKETCH_BYTES).digest() for feature in features
    )
    bits = np.unpackbits(np.frombuffer(hashes, dtype=np.uint8)).reshape(-1, 8 * _SKETCH_BYTES)
    majority = bits.sum(axis=0, dtype=np.int64) * 2 > len(features)
    return digest + np.packbits(majority).tobytes().hex()


def are_digests(texts: Sequence[str], length: int) -> bool:
    """Return whether each of some texts is so many hexadecimal digits, and nothing else."""
    # All at once: of the paragraphs of a large collection, calls cost more than what they look at.
    joined = ",".join((*texts, ""))
    is_long = len(joined) == len(texts) * (length + 1)
    return is_long and re.fullmatch(f"(?:[0-9a-f]{{{length}}},)*", joined) is not None


def have_same_words(digest: str, other: str) -> bool:
    """Return whether two paragraphs have the same words in the same order."""
    return digest[:_HALF] == other[:_HALF]


def differing_bits(digest: str, other: str) -> int:
    """Return in how many of 64 bits the sketches of two paragraphs differ: few where alike."""
    return (int(digest[_HALF:], 16) ^ int(other[_HALF:], 16)).bit_count()
