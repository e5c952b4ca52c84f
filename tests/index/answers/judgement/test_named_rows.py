"""A question that names the first cell of a row is answered from that row."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageReading, ReaderInput
from index.reading.documents import read_document
from index.settings import Settings
from index.types import Answer

TICKETS = b"""# The baths

| Ticket | Price | Sold by |
|---|---|---|
| Child | 3 | Vogel & Co. vogel@sauna.example |
| Family | 12 | the child at the gate |
| Family sauna | 20 | Elm |
| Season | 80 | Marlow |
| Sauna | 9 | the cashier |
"""


class Favouring:
    """A reader that is surest of what has one word, and less so of all else."""

    def __init__(self, word: str) -> None:
        self._word = word

    def read(self, _question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        return [
            PassageReading(4.0, tuple(6.0 + 1.5 * (self._word in one) for one in passage.sentences))
            for passage in passages
        ]


def shown(question: str, favoured: str) -> list[str]:
    """Return the excerpts of an answer by a reader that favours a word."""
    document = read_document(Path("baths.md"), raw=TICKETS)
    settings = Settings(answer_threshold=0.1)
    answerer = answerer_of([document], HashedEncoder(), settings, Favouring(favoured))
    outcome = answerer.answer(question)
    assert isinstance(outcome, Answer)
    return [quote.text for quote in outcome.quotes]


SEASON = "Season | 80 | Marlow"


@pytest.mark.parametrize(
    ("question", "favoured", "row"),
    [
        ("What does the season ticket cost?", "Vogel", SEASON),
        ("What does the season ticket cost?", "Season", SEASON),
        ("who sells season tickets", "Vogel", SEASON),
        ("price of the family sauna?", "Vogel", "Family sauna | 20 | Elm"),
    ],
)
def test_the_row_stands_alone_whose_first_cell_is_named(
    question: str, favoured: str, row: str
) -> None:
    assert shown(question, favoured) == [row]


@pytest.mark.parametrize(
    ("question", "favoured"),
    [
        ("Which ticket is cheaper than the season ticket?", "Vogel"),
        ("What do season and child tickets cost?", "cashier"),
        ("Which tickets are sold from child to season?", "Elm"),
        ("What else is there beside the season ticket?", "Elm"),
        ("Who is the child?", "gate"),  # the row that the reader takes tells of one, too
        ("price of the sauna?", "Family sauna"),
        ("Who sells tickets?", "Elm"),
        ("Is there a ticket for 80?", "Elm"),
    ],
)
def test_what_may_ask_for_other_rows_is_answered_as_the_reader_has_it(
    question: str, favoured: str
) -> None:
    assert favoured in shown(question, favoured)[0]


def test_a_longer_name_of_another_row_is_shown_behind() -> None:
    assert shown("price of the sauna?", "Vogel") == [
        "Sauna | 9 | the cashier",
        "Family sauna | 20 | Elm",
    ]
