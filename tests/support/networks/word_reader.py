"""A town's text, and a reader by words that needs no weights."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.models.passage_reader import PassageReading, ReaderInput
from index.reading.source_folder import list_sources, read_source
from index.settings import Settings
from index.types import Abstention, Answer

TEXT = """The guild of weavers built the mill by the river in 1742.

The mill cost nine hundred florins, which the town lent.

A flood took the old bridge, and carts went the long way round.

Dyers used madder for red cloth and woad for blue.
"""


@dataclass
class WordReader:
    """A reader by words: a sentence answers as far as it has those of the question."""

    asked: list[str] = field(default_factory=list)
    read_texts: list[str] = field(default_factory=list)

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        self.asked.append(question)
        wanted = {word.strip("?,.").lower() for word in question.split() if len(word) > 3}
        readings = []
        for passage in passages:
            self.read_texts += passage.sentences
            scores = [
                6.0 * len(wanted & {w.strip("?,.").lower() for w in s.split()}) - 9.0
                for s in passage.sentences
            ]
            readings.append(PassageReading(max(scores), tuple(scores)))
        return readings


def ask(tmp_path: Path, question: str, history: tuple[str, ...] = ()) -> Answer | Abstention:
    (tmp_path / "town.txt").write_text(TEXT, "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    answerer = answerer_of(documents, HashedEncoder(), Settings(answer_threshold=0.8), WordReader())
    return answerer.answer(question, history)
