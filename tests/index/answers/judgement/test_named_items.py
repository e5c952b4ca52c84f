"""A question that names the term of an item is answered from that item."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageReading, ReaderInput
from index.reading.documents import read_document
from index.settings import Settings
from index.types import Answer

OPTIONS = b"""# The mill

The mill is old, and it can turn at night.

- `grind`: Turns the stone. It takes an hour.
- `grind-fine`: Turns the stone twice.
- `-w, --wait:n`: Stops the wheel for a while.
- **Night bell**: Rings when the wheel stops.
"""


class Favouring:
    """A reader that is fairly sure of whatever has one word, and less so of anything else."""

    def __init__(self, word: str) -> None:
        self._word = word

    def read(self, _question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        return [
            PassageReading(4.0, tuple(3.0 + 2 * (self._word in one) for one in passage.sentences))
            for passage in passages
        ]


def lead(question: str, favoured: str) -> str:
    """Return what leads the answer to a question, by a reader that favours a word."""
    document = read_document(Path("mill.md"), raw=OPTIONS)
    settings = Settings(answer_threshold=0.1)
    answerer = answerer_of([document], HashedEncoder(), settings, Favouring(favoured))
    outcome = answerer.answer(question)
    assert isinstance(outcome, Answer)
    return outcome.quotes[0].leading_words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What does the grind option do?", "grind: Turns the stone."),
        ("what is --grind-fine for", "grind-fine: Turns the stone twice."),
        ("what does the wait flag do", "-w, --wait:n: Stops the wheel for a while."),
        ("What does the grind-fine setting do?", "grind-fine: Turns the stone twice."),
    ],
)
def test_the_item_leads_whose_term_is_named(question: str, words: str) -> None:
    assert lead(question, "old") == words


@pytest.mark.parametrize(
    "question",
    ["How long can it wait?", "What does the bell option do?", "Is the grind loud?"],
)
def test_an_ordinary_word_names_no_item_nor_does_a_part_of_a_term(question: str) -> None:
    assert lead(question, "old") == "The mill is old, and it can turn at night."
