"""Every way to ask leads to the same answer, and bad questions to a friendly hint."""

import re
from dataclasses import replace

import pytest

from bot.chat.embeds.markdown import escape
from bot.config import Config
from bot.sandbox.deeds import Upload
from bot.sandbox.world.wire import Json
from index import Answer, Collection
from tests.support.stand_in.desk import (
    EVIDENCE,
    QUESTION,
    Desk,
    connected,
    custom_id,
    labels,
    shown,
)
from tests.support.stand_in.stage import Stage

_EPHEMERAL = 1 << 6


async def test_a_mention_is_answered_with_a_quote_and_its_place(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    assert EVIDENCE in shown(reply)
    assert "¶10" in shown(reply)
    assert "title" not in reply["embeds"][0]  # the question stands in the message replied to
    assert labels(reply) == ["More", "In context", "Cite", "Follow up", "Delete"]
    assert reply["message_reference"]


async def test_what_is_shown_is_what_the_collection_quotes(
    desk: Desk, collection: Collection
) -> None:
    outcome = collection.ask(QUESTION)
    assert isinstance(outcome, Answer)
    text = shown(await desk.tell(f"{desk.mention} {QUESTION}")).replace("**", "")
    for quote in outcome.quotes:
        assert f"> {escape(quote.text)}" in text


async def test_a_slash_command_gives_the_same(desk: Desk) -> None:
    by_mention = await desk.tell(f"{desk.mention} {QUESTION}")
    by_command = await desk.use("ask", {"question": QUESTION})
    assert shown(by_command) == shown(by_mention)
    assert by_command["embeds"][0]["title"] == QUESTION  # Discord shows no options of a command


async def test_a_private_answer_is_seen_by_the_asker_alone(desk: Desk) -> None:
    answer = await desk.use("ask", {"question": QUESTION, "private": True})
    assert answer["flags"] & _EPHEMERAL
    assert "Delete" not in labels(answer)
    assert await desk.all_said(desk.stage.moderator) == []


async def test_a_direct_message_needs_no_mention(desk: Desk) -> None:
    member = desk.stage.member
    channel = await member.writer.open_dm()
    with desk.replies().watched() as replies:
        await member.writer.send(int(channel["id"]), QUESTION)
        assert EVIDENCE in shown(await replies.next())


async def test_the_message_menu_answers_what_somebody_asked(desk: Desk) -> None:
    message = await desk.stage.moderator.writer.send(desk.general, QUESTION)
    call = await desk.stage.member.invoker.menu(
        desk.general, "Answer from the sources", int(message["id"])
    )
    answer = await call.answer()
    assert EVIDENCE in shown(answer)
    assert answer["flags"] & _EPHEMERAL


async def test_a_reply_to_an_answer_follows_it_up(desk: Desk) -> None:
    member = desk.stage.member
    first = await desk.tell(f"{desk.mention} Where was the training facility?")
    with desk.replies().watched() as replies:
        await member.writer.send(desk.general, "And who destroyed it?", reply_to=int(first["id"]))
        assert "destroyed by the United States" in shown(await replies.next())


async def test_talk_among_members_is_left_alone(desk: Desk) -> None:
    await desk.stage.member.writer.send(desk.general, QUESTION)
    answer = await desk.tell(f"{desk.mention} {QUESTION}")  # which is heard after it
    assert await desk.all_said() == [answer["id"]]


async def test_a_message_of_a_server_that_is_not_known_is_no_direct_one(desk: Desk) -> None:
    guild = desk.bot.get_guild(int(desk.stage.guild()["id"]))
    assert guild is not None
    choices = desk.bot.library.shelves.servers
    choices.change(guild.id, lambda one: replace(one, operator_documents=False))
    desk.bot._connection._remove_guild(guild)
    with desk.replies().watched() as replies:
        await desk.stage.member.writer.send(desk.general, QUESTION)
        await desk.stage.member.writer.send(desk.general, f"{desk.mention} {QUESTION}")
        told = await replies.next()
    assert "nothing here yet that I could answer from" in told["content"]
    assert await desk.all_said() == [told["id"]]


@pytest.mark.parametrize(
    ("question", "hint"),
    [
        ("", "Ask me something about the documents"),
        ("x " * 400, "please ask in at most 500"),
    ],
)
async def test_an_empty_or_endless_question_gets_a_hint(
    desk: Desk, question: str, hint: str
) -> None:
    reply = await desk.tell(f"{desk.mention} {question}")
    assert hint in reply["content"]
    assert not reply["embeds"]


@pytest.mark.parametrize("command", [False, True], ids=["mention", "command"])
async def test_half_a_character_in_a_question_is_no_hindrance(desk: Desk, *, command: bool) -> None:
    question = f"{QUESTION} \ud83d"
    if command:
        reply = await desk.use("ask", {"question": question})
    else:
        reply = await desk.tell(f"{desk.mention} {question}")
    assert EVIDENCE in shown(reply)


LONG = "Why is that so? " * 40


@pytest.mark.parametrize(("command", "option"), [("ask", "question"), ("cite", "claim")])
async def test_words_over_the_limit_are_given_back(desk: Desk, command: str, option: str) -> None:
    told = await desk.use(command, {option: LONG.strip()})
    assert "please ask in at most 500" in told["content"]
    assert shown(told) == LONG.strip()
    assert told["flags"] & _EPHEMERAL


@pytest.mark.parametrize("menu", ["Answer from the sources", "Find sources for this"])
@pytest.mark.parametrize(
    ("words", "hint"),
    [(LONG, "That message is 639 characters long"), ("", "There are no words in that message.")],
)
async def test_of_a_message_that_a_menu_was_opened_on_it_is_said_what_is_wrong_with_that(
    desk: Desk, menu: str, words: str, hint: str
) -> None:
    picture = Upload("light.png", "image/png", b"")
    writer = desk.stage.moderator.writer
    sent = await writer.send(desk.general, words, files=() if words else (picture,))
    call = await desk.stage.member.invoker.menu(desk.general, menu, int(sent["id"]))
    told = await call.answer()
    assert told["content"].startswith(hint)
    assert not told["embeds"]


async def test_an_option_without_words_is_not_called_a_message(desk: Desk) -> None:
    told = await desk.use("cite", {"claim": " "})
    assert told["content"] == "Give me a claim, or an address such as `12`."


async def test_the_form_of_a_follow_up_takes_as_much_as_is_answered(
    config: Config, collection: Collection, stage: Stage
) -> None:
    wide = replace(config, discord=replace(config.discord, question_characters=700))
    async with connected(wide, collection, stage) as desk:
        answer = await desk.tell(f"{desk.mention} {QUESTION}")
        press = stage.member.presser.press
        call = await press(desk.general, int(answer["id"]), custom_id(answer, "Follow up"))
        assert (await call.modal())["components"][0]["components"][0]["max_length"] == 700


async def test_small_talk_gets_a_word_about_what_the_bot_does(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} lol ok")
    assert "word for word" in shown(reply)
    assert not reply["components"]


async def test_a_question_in_code_marks_is_asked_without_them(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} ```\n{QUESTION}\n```")
    assert EVIDENCE in shown(reply)


async def test_who_asks_for_help_is_told_what_can_be_done(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} Help!")
    assert "/verify" in shown(reply)


async def test_an_unanswered_question_gets_two_lines_and_what_lies_near_behind_a_button(
    config: Config, doubtful: Collection, stage: Stage
) -> None:
    async with connected(config, doubtful, stage) as desk:
        reply = await desk.tell(f"{desk.mention} {QUESTION}")
    refused, attempt = shown(reply).split("\n")
    assert refused == "**The documents do not answer this.**"
    assert attempt.startswith("Try other words, or another topic of `/topics`, such as: ")
    assert labels(reply) == ["Nearest passages", "Follow up", "Delete"]


async def test_where_nothing_lies_near_no_button_offers_it(
    config: Config, doubtful: Collection, stage: Stage
) -> None:
    async with connected(config, doubtful, stage) as desk:
        reply = await desk.tell(f"{desk.mention} Do penguins nest?")
    assert shown(reply).startswith("**The documents do not answer this.**")
    assert labels(reply) == ["Follow up", "Delete"]


async def test_how_sure_it_is_is_said_in_words(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    assert re.search(r" · (very likely|likely|perhaps) an answer$", footer(reply))
    about = shown(await desk.use("about", {}))
    assert "How sure I am is said in words" in about
    assert "a confidence of" not in about


async def test_a_threshold_that_was_calibrated_is_told_and_an_answer_is_still_as_sure_in_words(
    config: Config, calibrated: Collection, stage: Stage
) -> None:
    async with connected(config, calibrated, stage) as desk:
        reply = await desk.tell(f"{desk.mention} {QUESTION}")
        assert re.search(r" · (very likely|likely|perhaps) an answer$", footer(reply))
        about = shown(await desk.use("about", {}))
        assert "I answer from a confidence of 0.25 on, chosen on these documents." in about


def footer(reply: Json) -> str:
    return str(reply["embeds"][0]["footer"]["text"])


async def test_nothing_pings(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} @everyone <@&1> does the Taliban need @here funds?")
    sent = [e.body for e in desk.stage.recorder.exchanges if "embeds" in str(e.body)]
    allowed = [body["allowed_mentions"] for body in sent if isinstance(body, dict)]
    assert allowed
    assert all(a["parse"] == [] and not a.get("replied_user") for a in allowed)
    assert reply["mention_everyone"] is False
    assert not [user for user in reply["mentions"] if user["id"] != str(desk.stage.member.id)]


async def test_a_member_who_asks_too_fast_is_asked_to_wait(
    config: Config, collection: Collection, stage: Stage
) -> None:
    slow = replace(config, discord=replace(config.discord, cooldown_s=60.0))
    async with connected(slow, collection, stage) as desk:
        assert EVIDENCE in shown(await desk.tell(f"{desk.mention} {QUESTION}"))
        again = await desk.tell(f"{desk.mention} {QUESTION}")
        assert again["content"].startswith("One moment")
        other = await desk.tell(f"{desk.mention} {QUESTION}", desk.stage.moderator)
        assert EVIDENCE in shown(other)


@pytest.mark.parametrize("name", ["topics", "sources", "about", "help"])
async def test_the_bot_says_what_there_is(desk: Desk, name: str) -> None:
    answer = await desk.use(name, {})
    assert answer["flags"] & _EPHEMERAL
    assert shown(answer)


async def test_who_wrote_it_is_answered_from_the_metadata(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} who wrote this?")
    assert "> **Tricia Bacon**, War on the Rocks, 11 September 2018" in shown(reply)
    assert "from the document's details" in shown(reply)
    assert labels(reply) == ["Follow up", "Delete"]


@pytest.mark.parametrize(
    ("question", "is_foreign"),
    [("Was kostet die Anmeldung eines Bootes?", True), ("How much is a boat?", False)],
)
async def test_what_is_asked_in_another_language_is_told_which_is_understood(
    desk: Desk, question: str, *, is_foreign: bool
) -> None:
    reply = await desk.use("ask", {"question": question})
    assert ("I understand questions in English." in shown(reply)) is is_foreign


async def told_behind_an_answer(desk: Desk, words: str) -> str:
    answer = await desk.tell(f"{desk.mention} {QUESTION}")
    with desk.replies().watched() as replies:
        await desk.stage.member.writer.send(
            desk.general, f"{desk.mention} {words}", reply_to=int(answer["id"])
        )
        return shown(await replies.next())


async def test_who_doubts_an_answer_gets_it_once_more(desk: Desk) -> None:
    again = await told_behind_an_answer(desk, "are you sure?")
    assert EVIDENCE in again
    assert "There are no pages here" not in again


async def test_who_asks_for_the_page_behind_an_answer_gets_its_place(desk: Desk) -> None:
    place = await told_behind_an_answer(desk, "what page is that on?")
    assert EVIDENCE in place
    assert "¶10" in place
    assert "There are no pages here: ¶ is the number of the paragraph." in place
    alone = shown(await desk.tell(f"{desk.mention} what page is that on?"))
    assert "goes on from" in alone
