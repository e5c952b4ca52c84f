"""What the metadata lack is answered by a line at the head or foot of the text, if it has one."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageReading, ReaderInput
from index.reading.documents import read_document
from index.settings import Settings
from index.types import Abstention, Answer, Reason

LETTER = """# A letter on the weir

Arvale, on a Monday in May 1911

Dear neighbours, the weir was mended by Otto Brandt in 1899.

It broke again.

Otto Brandt, miller of Arvale

It has to be mended.

It is of oak.

It is old.

With kind regards, Ada Okafor
"""
OTHER = "# The mill\n\nBy the miller of Arvale\n\nIt burnt.\n\nIt is gone.\n"


class Sure:
    """A reader that is sure of whatever has some words, and that nothing else answers."""

    def __init__(self, words: str) -> None:
        self._words = words

    def read(self, _question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        odds = [[8.0 if self._words in s else -8.0 for s in one.sentences] for one in passages]
        return [PassageReading(max(own), tuple(own)) for own in odds]


def outcome_of(question: str, words: str) -> Answer | Abstention:
    documents = [
        read_document(Path(f"{name}.md"), raw=text.encode(), id=name)
        for name, text in (("letter", LETTER), ("mill", OTHER))
    ]
    settings = Settings(answer_threshold=0.6)
    answerer = answerer_of(documents, HashedEncoder(), settings, Sure(words))
    return answerer.answer(question)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("Who wrote the letter?", "With kind regards, Ada Okafor"),
        ("When was the letter on the weir written?", "Arvale, on a Monday in May 1911"),
    ],
)
def test_a_line_at_an_end_of_the_text_answers(question: str, line: str) -> None:
    outcome = outcome_of(question, line)
    assert isinstance(outcome, Answer)
    assert [quote.text for quote in outcome.quotes] == [line]
    assert outcome.metadata == ()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who wrote the letter?", "mended by Otto Brandt"),  # a sentence tells of somebody else
        ("Who wrote the letter?", "Otto Brandt, miller of Arvale"),  # in the middle
        ("Who wrote the letter?", "By the miller of Arvale"),  # in another document
        ("Who wrote the letter?", "nothing"),
        ("Where was the letter published?", "With kind regards, Ada Okafor"),
    ],
)
def test_nothing_else_does(question: str, words: str) -> None:
    outcome = outcome_of(question, words)
    assert isinstance(outcome, Abstention)
    assert outcome.reason is Reason.NOT_IN_METADATA
