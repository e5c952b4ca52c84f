"""Vectors as whole numbers of 8 or 16 bits, and as the signs of their numbers alone.

Scalar quantisation: a row of unit length is scaled so that its largest number is the largest that
fits, and rounded. To make it of unit length again undoes the scaling, so no scale is kept; and what
is rounded a second time is what it was, so that rows may be copied from build to build.

Sign codes: a bit for each number of a row, 1 where it is negative. In how many bits two codes
differ (the Hamming distance) grows with the angle between the rows on average, and is counted in
less time than rows take to be read. What it finds is scored again by the rows themselves.

Everything here is worked out row by row: it depends on no other row, nor on where a row lies.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.types import Embeddings, Scores

# Rows as they are kept, (n, dim) int8 or int16; of an earlier version's build float32.
RowCodes: TypeAlias = npt.NDArray[np.int8] | npt.NDArray[np.int16] | Embeddings
SignCodes: TypeAlias = npt.NDArray[np.uint64]  # (w, n), 64 signs of each row in a word, w words
Distances: TypeAlias = npt.NDArray[np.uint16]  # (n,), bits

READ = np.dtype("i1")  # of rows that are read by their ids: a cosine is off by 5e-4 (deviation)
SEARCHED = np.dtype("<i2")  # of rows that are searched: a cosine is off by 2e-6
EARLIER = np.dtype("<f4")
_WORD = 64  # signs
_AT_ONCE = 1 << 14  # sign codes that are compared at once: they stay in a core's cache


def quantised(rows: Embeddings, form: np.dtype[np.signedinteger]) -> RowCodes:
    """Return rows as whole numbers, (n, dim).

    Args:
        rows: (n, dim) float32, of unit length; or what `restored` made of codes, which gives them
            again.
        form: Of the numbers, `READ` or `SEARCHED`.
    """
    largest = np.abs(rows).max(axis=1, keepdims=True, initial=0)
    scale = np.float32(np.iinfo(form).max) / np.where(largest > 0, largest, 1)
    return np.rint(rows * scale).astype(form)


def restored(codes: RowCodes) -> Embeddings:
    """Return the rows of codes, (n, dim) float32, of unit length; float32 ones as they are."""
    numbers = codes.astype(np.float32)
    if codes.dtype != EARLIER:
        numbers /= _lengths(numbers)[:, np.newaxis]
    return numbers


def scores_of(codes: RowCodes, query: Scores) -> Scores:
    """Return the inner product of each row and a query, (n,) float32, in [-1, 1].

    Args:
        codes: (n, dim), few enough that they may be copied as float32.
        query: (dim,) float32, of unit length.
    """
    numbers = codes.astype(np.float32, copy=False)
    products: Scores = np.vecdot(numbers, query)
    return products if codes.dtype == EARLIER else products / _lengths(numbers)


def _lengths(numbers: Embeddings) -> Scores:
    """Return the length of each row, (n,) float32; 1 of a row of zeros."""
    squares = np.vecdot(numbers, numbers)
    lengths: Scores = np.sqrt(np.where(squares > 0, squares, 1))
    return lengths


def words_of(dim: int) -> int:
    """Return how many words a sign code of so many dimensions has."""
    return -(-dim // _WORD)


def sign_codes(codes: RowCodes) -> SignCodes:
    """Return the sign codes of rows, (w, n) uint64.

    Args:
        codes: (n, dim), quantised or not.
    """
    bits = np.packbits(codes < 0, axis=1)
    packed = np.zeros((len(codes), words_of(codes.shape[1]) * 8), dtype=np.uint8)
    packed[:, : bits.shape[1]] = bits
    return np.ascontiguousarray(packed.view("<u8").T)


def hamming_distances(signs: SignCodes, code: SignCodes) -> Distances:
    """Return in how many bits each row's sign code differs from one, (n,) uint16.

    Args:
        signs: (w, n), of the rows; may be mapped from a file.
        code: (w, 1).
    """
    distances = np.empty(signs.shape[1], dtype=np.uint16)
    for begin in range(0, len(distances), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        differing = np.bitwise_count(signs[:, some] ^ code)
        differing.sum(axis=0, dtype=np.uint16, out=distances[some])
    return distances
