"""The vectors of words are made once, or looked up where the index has them."""

from collections.abc import Sequence

import numpy as np

from index.briefs.relevance import WordVectors
from index.evaluation.trials import index_of
from index.lab.hashed_encoder import HashedEncoder
from index.reading.documents import document_of
from index.types import Embeddings

ENCODER = HashedEncoder()


def test_word_vectors_are_encoded_once() -> None:
    seen: list[str] = []

    def encode(texts: Sequence[str]) -> Embeddings:
        seen.extend(texts)
        return ENCODER.encode(texts)

    vectors = WordVectors(encode)
    first = vectors.of(["apple", "bread", "apple"])
    again = vectors.of(["bread", "honey"])
    assert sorted(seen) == ["apple", "bread", "honey"]
    np.testing.assert_array_equal(first[1], again[0])
    np.testing.assert_array_equal(first[0], ENCODER.encode(["apple"])[0])


def test_vectors_that_the_index_has_are_looked_up_there() -> None:
    seen: list[str] = []

    def encode(texts: Sequence[str]) -> Embeddings:
        seen.extend(texts)
        return ENCODER.encode(texts)

    read = document_of("Farmers prune the apple trees. They pruned them before.")
    words = WordVectors(encode, index_of([read], ENCODER))
    named = ["farmers", "pruned", "zebras", "apple"]
    np.testing.assert_allclose(words.of(named), ENCODER.encode(named), atol=1e-3)
    np.testing.assert_allclose(words.of_typed(named), ENCODER.encode(named), atol=1e-3)
    assert seen == ["pruned", "zebras"]
