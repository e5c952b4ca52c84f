"""What a message asks, each thing with what it leans on; and whether it asks anything at all."""

from collections.abc import Sequence

from index.answers.questions.compound_questions import by_lines, parts_of
from index.answers.questions.follow_ups import (
    ResolvedQuestion,
    follow_up,
    names_nothing,
    resolve,
)
from index.answers.questions.small_talk import is_small_talk, is_thanks
from index.search import clean
from index.types import Reason


def no_question(question: str, history: Sequence[str] = ()) -> Reason | None:
    """Return why there is nothing to look up; None where something is asked.

    Args:
        question: As it was asked.
        history: Earlier questions of the same conversation.
    """
    if not question.strip():
        return Reason.NOTHING_ASKED
    if is_thanks(question):
        return Reason.THANKS
    return Reason.CHATTER if is_small_talk(question, answered=bool(history)) else None


def are_lost(parts: Sequence[ResolvedQuestion], before: Sequence[str]) -> bool:
    """Return whether all parts of a question only ask on, and nothing was asked before them.

    Args:
        parts: What is to be looked up.
        before: Earlier questions, and parts that are answered otherwise.
    """
    return not before and all(names_nothing(part.question) for part in parts)


def asked_parts(question: str, history: Sequence[str] = ()) -> list[ResolvedQuestion]:
    """Return each thing that a question asks, with what it leans on: earlier parts and questions.

    What is small talk beside a question ("how are you?") is none of them.

    Args:
        question: As it was asked.
        history: Earlier questions of the same conversation, oldest first.
    """
    parts = parts_of(clean(by_lines(question)))
    if len(parts) > 1:
        parts = tuple(part for part in parts if not is_small_talk(part)) or parts
        question = parts[0]
    if len(parts) == 1:
        return [follow_up(question, history)]
    return [resolve(part, (*history, *parts[:number])) for number, part in enumerate(parts)]
