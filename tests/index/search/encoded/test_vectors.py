"""Vectors taken over from an earlier index, and those that are made."""

from collections.abc import Sequence

import numpy as np
import pytest

from index.evaluation.trials import index_of
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageVectors, Purpose, encoded_apart
from index.search import VectorSource
from index.search.encoded import vectors
from index.search.encoded.kept_vectors import DocumentInputs
from index.search.encoded.laid_vectors import joined
from index.search.search_index import PassageInput, SearchIndex
from index.types import Embeddings, Span
from tests.support.documents.towns import towns

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


def passages_of(source: VectorSource, inputs: Sequence[PassageInput]) -> PassageVectors:
    """Return the vectors of passages, which stand in documents of two each."""
    documents = [
        DocumentInputs("", inputs[first : first + 2], ()) for first in range(0, len(inputs), 2)
    ]
    return joined(source.passages(documents), HashedEncoder().dim)


def test_each_passage_has_a_vector_and_each_sentence_in_order() -> None:
    source = VectorSource(Noting())
    made = passages_of(source, INPUTS)
    plain = HashedEncoder()
    assert made.passages == pytest.approx(plain.encode(TEXTS))
    sentences = ["The mill burnt.", "It was old.", "Nobody rebuilt it."]
    assert made.sentences == pytest.approx(plain.encode(sentences))
    assert (source.reused, source.encoded) == (0, 5)


def test_the_order_does_not_hang_on_the_lengths() -> None:
    turned = passages_of(VectorSource(Noting()), INPUTS[::-1])
    expected = passages_of(VectorSource(Noting()), INPUTS)
    assert turned.passages == pytest.approx(expected.passages[::-1])
    assert turned.sentences == pytest.approx(expected.sentences[[2, 0, 1]])


@pytest.fixture
def earlier() -> SearchIndex:
    return index_of(towns(6), HashedEncoder())


def test_what_an_earlier_index_knows_is_taken_over(earlier: SearchIndex) -> None:
    encoder = Noting()
    source = VectorSource(encoder, earlier)
    given = [earlier.inputs[2], INPUTS[0], earlier.inputs[0]]
    made = passages_of(source, given)
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
    passages_of(VectorSource(encoder, earlier), [moved])
    assert encoder.passages == [moved.text]


def test_known_ones_stand_between_those_that_are_made_a_few_at_a_time(
    earlier: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_SLICE", 2)
    encoder = Noting()
    known = [*earlier.inputs]
    given = [known[3], known[0], INPUTS[0], known[1], known[4], known[2], INPUTS[1], INPUTS[0]]
    given += [known[5], known[5], known[0]]
    documents = [DocumentInputs("", given[:7], ()), DocumentInputs("", given[7:], ())]
    parts = list(VectorSource(encoder, earlier).passages(documents))
    assert all(len(some.passages) <= 2 for some in parts)
    made = joined(parts, encoder.dim)
    expected = encoded_apart(
        HashedEncoder(), [one.text for one in given], [one.sentences for one in given]
    )
    assert made.passages == pytest.approx(expected.passages)
    assert made.sentences == pytest.approx(expected.sentences)
    assert encoder.passages == [INPUTS[0].text, INPUTS[1].text, INPUTS[0].text]


def test_no_more_is_encoded_than_is_asked_for() -> None:
    encoder = Noting()
    made = VectorSource(encoder).passages([DocumentInputs("", INPUTS * 300, ())])
    assert encoder.passages == []
    assert len(next(made).passages) == len(encoder.passages) == 64


def test_words_are_encoded_as_questions_are_and_known_ones_taken_over(
    earlier: SearchIndex,
) -> None:
    encoder = Noting()
    known = earlier.lexical.words()[:2]
    source = VectorSource(encoder, earlier)
    of_words = source.words([known[1], "zeppelin", known[0]])
    assert encoder.words == ["zeppelin"]
    assert of_words == pytest.approx(HashedEncoder().encode([known[1], "zeppelin", known[0]]))
    assert (source.reused, source.encoded) == (2, 1)


def test_it_tells_how_far_it_is() -> None:
    told: list[tuple[str, int, int]] = []
    source = VectorSource(HashedEncoder(), progress=lambda *step: told.append(step))
    source.words([f"w{n}" for n in range(1100)])
    passages_of(source, INPUTS * 100)
    assert told == [
        *(("encoding words", done, 1100) for done in (0, 1024)),
        *(("encoding passages", done, 200) for done in (0, 64, 128, 192)),
    ]
