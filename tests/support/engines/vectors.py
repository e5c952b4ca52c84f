"""Vectors and their ids, for tests of what keeps them."""

import numpy as np

from index.types import Embeddings, Ids

DIM = 8


def unit_rows(n: int, seed: int = 0) -> Embeddings:
    rows = np.random.default_rng(seed).normal(size=(n, DIM))
    unit: Embeddings = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def ids(*numbers: int) -> Ids:
    return np.array(numbers, dtype=np.int64)
