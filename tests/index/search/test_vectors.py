"""Vectors taken over from an earlier index, and those that are made."""

from collections.abc import Sequence

import numpy as np
import pytest

from index.evaluation.trials import index_of
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageVectors, Purpose, encoded_apart
from index.search import VectorSource
from index.search.search_index import PassageInput, SearchIndex
from index.types import Embeddings, Span
from tests.support.towns import towns

TEXTS = ("The mill burnt. It was old.", "Nobody rebuilt it.")
SPANS = ((Span(0, 15), Span(16, 27)), (Span(0, 18),))
INPUTS = [PassageInput(text, spans) for text, spans in zip(TEXTS, SPANS, strict=True)]


class Noting(HashedEncoder):
    """Remembers what it is asked to encode, and for what."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.passages: list[str] = []

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        if purpose is Purpose.QUERY:
            self.words += texts
        return super().encode(texts, purpose)

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> PassageVectors:
        self.passages += texts
        return encoded_apart(self, texts, sentences)


def test_each_passage_has_a_vector_and_each_sentence_in_order() -> None:
    source = VectorSource(Noting())
    made = source.passages(INPUTS)
    plain = HashedEncoder()
    assert made.passages == pytest.approx(plain.encode(TEXTS))
    sentences = ["The mill burnt.", "It was old.", "Nobody rebuilt it."]
    assert made.sentences == pytest.approx(plain.encode(sentences))
    assert (source.reused, source.encoded) == (0, 5)


def test_the_order_does_not_hang_on_the_lengths() -> None:
    turned = VectorSource(Noting()).passages(INPUTS[::-1])
    expected = VectorSource(Noting()).passages(INPUTS)
    assert turned.passages == pytest.approx(expected.passages[::-1])
    assert turned.sentences == pytest.approx(expected.sentences[[2, 0, 1]])


@pytest.fixture
def earlier() -> SearchIndex:
    return index_of(towns(6), HashedEncoder())


def test_what_an_earlier_index_knows_is_taken_over(earlier: SearchIndex) -> None:
    encoder = Noting()
    source = VectorSource(encoder, earlier)
    given = [earlier.inputs[2], INPUTS[0], earlier.inputs[0]]
    made = source.passages(given)
    assert encoder.passages == [INPUTS[0].text]
    rows = np.array([2, 0], dtype=np.int64)
    assert made.passages[[0, 2]] == pytest.approx(earlier.passage_store.vectors(rows))
    assert made.sentences[[0, 1, 2, 5, 6, 7]] == pytest.approx(
        earlier.sentence_store.vectors(earlier.sentence_rows(rows))
    )
    assert (source.reused, source.encoded) == (8, 3)


def test_a_passage_under_another_title_is_encoded_anew(earlier: SearchIndex) -> None:
    encoder = Noting()
    moved = PassageInput(f"Another. {earlier.texts[0]}", earlier.inputs[0].sentences)
    VectorSource(encoder, earlier).passages([moved])
    assert encoder.passages == [moved.text]


def test_words_are_encoded_as_questions_are_and_known_ones_taken_over(
    earlier: SearchIndex,
) -> None:
    encoder = Noting()
    known = earlier.lexical.words()[:2]
    source = VectorSource(encoder, earlier)
    vectors = source.words([known[1], "zeppelin", known[0]])
    assert encoder.words == ["zeppelin"]
    assert vectors == pytest.approx(HashedEncoder().encode([known[1], "zeppelin", known[0]]))
    assert (source.reused, source.encoded) == (2, 1)


def test_it_tells_how_far_it_is() -> None:
    told: list[tuple[str, int, int]] = []
    source = VectorSource(HashedEncoder(), progress=lambda *step: told.append(step))
    source.words([f"w{n}" for n in range(600)])
    source.passages(INPUTS)
    assert told == [
        ("encoding words", 0, 600),
        ("encoding words", 256, 600),
        ("encoding words", 512, 600),
        ("encoding passages", 0, 2),
    ]
