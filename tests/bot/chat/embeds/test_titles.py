"""A title gives back the question that it was made of, whatever marks are in that."""

from dataclasses import dataclass, field

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.embeds import question_of, title_of
from bot.chat.embeds.limits import MAX_TITLE
from bot.chat.sending.channel_rights import embed_text

PRINTABLE = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "))


@dataclass
class Sent:
    """A message, as far as a title is read from it."""

    content: str = ""
    embeds: list[discord.Embed] = field(default_factory=list)


def given_back(question: str) -> set[str | None]:
    """What is read of an answer to a question, as a card and as plain text."""
    embed = discord.Embed(title=title_of(question), description="It is so.")
    sent = Sent(embeds=[embed]), Sent(content=embed_text(None, embed))
    return {question_of(message) for message in sent}  # type: ignore[arg-type]  # as far as is read


@pytest.mark.parametrize(
    "question",
    ["what is snake_case?", "is 2 * 3 * 4 = 24?", "a|b", "**why**", r"C:\*.txt", "# 1. <@12> `x`"],
)
def test_a_question_keeps_its_marks(question: str) -> None:
    assert given_back(question) == {question}


@given(PRINTABLE.filter(lambda text: text.strip() and len(title_of(text)) < MAX_TITLE))
def test_every_question_comes_back_of_its_title(question: str) -> None:
    assert given_back(question) == {" ".join(question.split())}
