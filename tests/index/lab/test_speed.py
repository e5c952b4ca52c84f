"""The benchmark of questions asks each of them in every way, of as many passages as it should."""

from collections.abc import Sequence

import pytest

from index.lab import speed
from index.lab.hashed_encoder import HashedEncoder
from index.lab.speed import benchmark
from index.lab.timing import peak_bytes
from index.models import Encoder, Purpose
from index.search import Retriever, SearchIndex, SegmentedVectors
from index.settings import Settings
from index.types import Embeddings


class CountingEncoder(HashedEncoder):
    """Knows how many questions were encoded."""

    asked = 0

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        self.asked += sum(text.endswith("?") for text in texts)
        return super().encode(texts, purpose)


def test_every_question_is_asked_in_each_way_of_the_passages_asked_for() -> None:
    encoder = CountingEncoder()
    measured = benchmark(encoder, Settings(), passages=150, questions=6)
    assert measured.passages == 150
    assert [timing.n for timing in measured.timings] == [6, 6, 6]
    warming_up = 5
    assert encoder.asked == 3 * (warming_up + 6)
    assert measured.peak_mb * 2**20 == pytest.approx(peak_bytes(), rel=0.05)


def test_what_is_searched_is_what_a_built_folder_has(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[SearchIndex] = []

    class Noting(Retriever):
        def __init__(self, index: SearchIndex, encoder: Encoder) -> None:
            held.append(index)
            super().__init__(index, encoder)

    monkeypatch.setattr(speed, "Retriever", Noting)
    benchmark(HashedEncoder(), Settings(reader="none"), passages=120, questions=1)
    (index,) = held
    stores = (index.passage_store, index.sentence_store, index.word_store)
    segments = [one.segments for one in stores if isinstance(one, SegmentedVectors)]
    assert [str(own.rows.dtype) for (own,) in segments] == ["int16", "int8", "int16"]
    assert [len(store) for store in stores[:2]] == [120, 600]
