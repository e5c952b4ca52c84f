"""Conversations are learned from alone, half of them behind what answered the turn before."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.lab.training.conversations import (
    ConversationBook,
    answers_before,
    kept_answers,
    only_conversations,
)
from index.lab.training.essays import Essay, EssayQuestion
from index.lab.training.network import StanceColumn
from index.models import PassageReading, ReaderInput

PARAGRAPHS = (
    "The mill burnt in May. A baker had left his oven open.",
    "He paid for the roof. The miller forgave him.",
    "Why did it burn? Nobody knew at first.",
)
TURNS = "What burnt? | Whose fault was it?"
BAKER = EssayQuestion(TURNS, ("A baker had left",), asked_alone=False)
GRADED = EssayQuestion(
    "When was it? | And who paid?", ("He paid for",), asked_alone=False, before=("burnt in May",)
)
CLAIM = EssayQuestion("The mill burnt.", ("The mill burnt",), stance=StanceColumn.SUPPORTED)
ESSAY = Essay("Mill", PARAGRAPHS, (EssayQuestion("Who paid?", ("He paid",)), CLAIM, BAKER, GRADED))


class ByWord:
    """A reader that takes sentences with a word for answers, and questions for better ones.

    Attributes:
        asked: What it was asked.
    """

    def __init__(self, word: str) -> None:
        self.asked: list[str] = []
        self._word = word

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        self.asked.append(question)
        return [PassageReading(0.0, tuple(map(self._odds, one.sentences))) for one in passages]

    def _odds(self, sentence: str) -> float:
        return 9.0 if sentence.endswith("?") else 1.0 if self._word in sentence else -5.0


def test_nothing_but_conversations_is_learned() -> None:
    book = ConversationBook([ESSAY, Essay("Inn", PARAGRAPHS, (CLAIM,))], {})
    asked = {group[0].question for group in book.epoch(random.Random(1))}
    assert asked == {BAKER.text, GRADED.text}
    assert [essay.title for essay in only_conversations([ESSAY])] == ["Mill"]


def test_the_answer_before_is_the_graded_one_or_what_a_reader_takes_for_it() -> None:
    reader = ByWord("burnt")
    assert answers_before([ESSAY], reader) == {
        ("Mill", BAKER.text): "The mill burnt in May.",
        ("Mill", GRADED.text): "The mill burnt in May.",
    }
    assert reader.asked == ["What burnt?"]


def test_where_a_reader_takes_nothing_for_the_answer_none_is_known() -> None:
    assert answers_before([Essay("Mill", PARAGRAPHS, (BAKER,))], ByWord("flood")) == {}


def test_half_of_the_conversations_are_read_behind_the_answer() -> None:
    answer = "The mill burnt in May."
    essay = Essay("Mill", PARAGRAPHS, (BAKER,) * 200)
    groups = ConversationBook([essay], {("Mill", TURNS): answer}).epoch(random.Random(3))
    behind = [all(one.window.before == answer for one in group) for group in groups]
    others = [group for group, so in zip(groups, behind, strict=True) if not so]
    assert 70 < sum(behind) < 130
    assert all(one.window.before != answer for group in others for one in group)


def test_what_a_reader_takes_for_the_answers_is_looked_for_once(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    found = kept_answers(path, [ESSAY], ByWord("burnt"))
    assert found
    assert kept_answers(path, [ESSAY], ByWord("flood")) == found


@pytest.mark.parametrize("before", [(), ("not in the text",)])
def test_a_graded_answer_that_is_not_in_the_text_is_looked_for(before: tuple[str, ...]) -> None:
    question = EssayQuestion(TURNS, ("A baker",), asked_alone=False, before=before)
    reader = ByWord("burnt")
    assert answers_before([Essay("Mill", PARAGRAPHS, (question,))], reader)
    assert reader.asked == ["What burnt?"]
