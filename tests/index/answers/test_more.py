"""Who asks for more is not shown again what was shown."""

from pathlib import Path

import pytest

from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.reading.documents import read_document
from index.settings import Settings
from index.types import Abstention, Answer
from tests.support.networks.word_reader import WordReader

MILL = b"""The guild of weavers built the mill by the river.

A flood took the bridge.

The weavers built a mill for the dyers too.

Carts went the long way.

The dyers built no mill.
"""
ASKED = "Did the guild of weavers build the mill?"


def shown(question: str, *history: str) -> list[str]:
    """Return the sentences that lead the excerpts of an answer; none where it is refused."""
    document = read_document(Path("mill.txt"), raw=MILL)
    settings = Settings(answer_threshold=0.5)
    answerer = answerer_of([document], HashedEncoder(), settings, WordReader())
    outcome = answerer.answer(question, history)
    assert isinstance(outcome, Answer | Abstention)
    return [q.leading_words for q in outcome.quotes] if isinstance(outcome, Answer) else []


@pytest.mark.parametrize("more", ["tell me more", "more?", "what else", "go on"])
def test_more_is_what_was_not_shown(more: str) -> None:
    first = shown(ASKED)
    assert first == ["The guild of weavers built the mill by the river."]
    second = shown(more, ASKED)
    assert second == ["The weavers built a mill for the dyers too."]
