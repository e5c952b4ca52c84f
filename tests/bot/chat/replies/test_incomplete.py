"""Where a server's own documents are out of reach, no reply reads as if they had been asked."""

from collections.abc import Sequence

import discord
import pytest

from bot.chat.embeds import MAX_DESCRIPTION, NOT_ALL_WITHIN_REACH
from bot.chat.replies import with_reach
from bot.chat.sending.delivery import Reply
from bot.languages import speaking
from bot.library import Completeness, DatabaseAwayError
from bot.library.tables.catalogue import Scope
from bot.sandbox.world.wire import Json
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, shown
from tests.support.stand_in.shelving import said

LINE = "may not all be within reach"
NOT_THERE = "Do penguins frequent Zanzibar?"
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."


@pytest.fixture
def away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A bot whose database is away, and that knows of no server yet."""

    def refuse(*_: object) -> None:
        raise DatabaseAwayError("it is away")

    monkeypatch.setattr(desk.bot.library.shelves._showing, "_is_empty", refuse)
    monkeypatch.setattr(desk.bot.library.shelves, "limits", refuse)
    return desk


async def test_answers_and_refusals_say_so_at_every_door(away: Desk) -> None:
    answers: Sequence[tuple[str, Json]] = [
        (EVIDENCE, await away.tell(f"{away.mention} {QUESTION}")),
        ("do not answer", await away.tell(f"{away.mention} {NOT_THERE}")),
        (EVIDENCE, await away.use("ask", {"question": QUESTION})),
        ("do not answer", await away.use("ask", {"question": NOT_THERE, "private": True})),
        ("", await away.use("brief", {"topic": "zebras of Zanzibar"})),
        ("not mentioned", await away.use("cite", {"claim": "Penguins frequent Zanzibar."})),
        ("", await away.use("verify", {"quotation": "penguins frequent the whole of Zanzibar"})),
        ("", await away.use("sources", {})),
    ]
    for expected, answer in answers:
        assert expected.lower() in said(answer).lower()
        assert said(answer).count(LINE) == 1


async def test_so_does_a_direct_message(away: Desk) -> None:
    member = away.stage.member
    with away.replies().watched() as replies:
        channel = await member.writer.open_dm()
        await member.writer.send(int(channel["id"]), QUESTION)
        answer = await replies.next()
    assert (EVIDENCE in shown(answer), said(answer).count(LINE)) == (True, 1)


async def test_where_all_is_within_reach_nothing_is_said_of_it(desk: Desk) -> None:
    for answer in (
        await desk.tell(f"{desk.mention} {NOT_THERE}"),
        await desk.use("ask", {"question": QUESTION}),
    ):
        assert LINE not in said(answer)


async def test_what_is_not_opened_yet_is_told_to_who_may_see_it_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves, public = desk.bot.library.shelves, desk.bot.library.public
    guild = int(desk.stage.guild()["id"])
    shelves.add(guild, "light.txt", LIGHT, public)
    before = shelves._opened.at_hand(guild, public)
    monkeypatch.setattr(shelves._opened, "at_hand", lambda *_: before)
    assert LINE not in said(await desk.use("ask", {"question": NOT_THERE}))
    for scope, told in ((Scope(channels=frozenset({desk.general + 1})), 0), (Scope(), 1)):
        shelves.add(guild, "light.txt", b"It was lit in 1834. " + LIGHT, public, scope=scope)
        answer = await desk.use("ask", {"question": NOT_THERE})
        assert said(answer).count(LINE) == told


def test_the_line_stands_under_the_reply_in_whatever_form() -> None:
    line, reach = str(NOT_ALL_WITHIN_REACH), Completeness(is_incomplete=True)
    card = Reply(discord.Embed(description="A card."), worded="In words.")
    assert with_reach(card, Completeness()) is card
    told = with_reach(card, reach)
    assert told.embed is not None
    assert (told.embed.description, told.worded) == (f"A card.\n{line}", f"In words.\n{line}")
    assert card.embed is not None
    assert card.embed.description == "A card."
    assert with_reach(Reply(content="Words."), reach).content == f"Words.\n{line}"
    assert with_reach(Reply(), reach).content == line
    full = Reply(discord.Embed(description="x" * MAX_DESCRIPTION))
    beside = with_reach(full, reach)
    assert (beside.embed, beside.content) == (full.embed, line)


@pytest.mark.parametrize(("language", "words"), [("de", "erreichbar"), ("fr", "accessible")])
def test_it_is_said_in_the_readers_language(language: str, words: str) -> None:
    with speaking(language):
        told = with_reach(Reply(content="…"), Completeness(is_incomplete=True)).content
    assert words in (told or "")


def test_under_words_that_fill_a_message_there_is_room_for_the_line() -> None:
    full = Reply(content="\n".join(["word " * 99] * 4))
    told = with_reach(full, Completeness(is_incomplete=True)).content
    assert told is not None
    assert len(told) <= 2000
    assert told.endswith(str(NOT_ALL_WITHIN_REACH))
