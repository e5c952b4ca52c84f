"""What a reader made of a passage is kept, and no more of it than there is room for."""

import pickle
from collections.abc import Sequence

from index.answers.judgement.kept_readings import KeptReadings
from index.models import PassageReading, ReaderInput

PASSAGES = [(row, ReaderInput((f"Sentence {row}.",))) for row in range(4)]


class CountingReader:
    """Reads a passage as the number of its sentence's letters, and notes what it is given."""

    def __init__(self) -> None:
        self.read_texts: list[str] = []

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        texts = [passage.sentences[0] for passage in passages]
        self.read_texts += texts
        return [PassageReading(0.0, (float(f"{len(question)}.{text[9]}"),)) for text in texts]


def test_a_passage_is_read_once_for_a_question() -> None:
    reader, kept = CountingReader(), KeptReadings()
    first = kept.of(reader, "Why?", PASSAGES[:2])
    again = kept.of(reader, "Why?", [PASSAGES[2], PASSAGES[1], PASSAGES[0]])
    assert reader.read_texts == ["Sentence 0.", "Sentence 1.", "Sentence 2."]
    assert [reading.sentences for reading in first] == [(4.0,), (4.1,)]
    assert [reading.sentences for reading in again] == [(4.2,), (4.1,), (4.0,)]


def test_each_question_has_readings_of_its_own() -> None:
    reader, kept = CountingReader(), KeptReadings()
    kept.of(reader, "Why?", PASSAGES[:1])
    (other,) = kept.of(reader, "What for?", PASSAGES[:1])
    assert other.sentences == (9.0,)


def test_those_used_last_are_kept_where_there_is_no_room_for_all() -> None:
    reader, kept = CountingReader(), KeptReadings(most=3)
    kept.of(reader, "Why?", PASSAGES[:3])
    kept.of(reader, "Why?", PASSAGES[:1])
    readings = kept.of(reader, "Why?", PASSAGES)  # four, and room for three
    assert [reading.sentences for reading in readings] == [(4.0,), (4.1,), (4.2,), (4.3,)]
    assert len(reader.read_texts) == 4
    kept.of(reader, "What for?", PASSAGES[1:2])
    kept.of(reader, "Why?", PASSAGES[2:])
    assert len(reader.read_texts) == 5
    kept.of(reader, "Why?", PASSAGES[1:2])
    assert reader.read_texts[-1] == "Sentence 1."
    assert len(reader.read_texts) == 6


def test_no_word_of_a_question_is_kept() -> None:
    kept = KeptReadings()
    kept.of(CountingReader(), "How did Ada Okafor benefit?", PASSAGES)
    assert b"Okafor" not in pickle.dumps(kept)
