"""Who asks too fast keeps their question, and has it asked again by a button."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest
from discord import Embed, Message

from bot.chat.embeds import kept_words
from bot.chat.replies import questions
from bot.config import Config
from index import Collection
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, connected, labels, press, shown
from tests.support.stand_in.stage import Stage

_EPHEMERAL = 1 << 6
_COOLDOWN_S = 60.0


@pytest.fixture
async def slow_desk(config: Config, collection: Collection, stage: Stage) -> AsyncIterator[Desk]:
    """A desk where a member asks once a minute, by the stage's clock."""
    patient = replace(config, discord=replace(config.discord, cooldown_s=_COOLDOWN_S))
    async with connected(patient, collection, stage) as desk:
        yield desk


@pytest.mark.parametrize("private", [None, True, False])
async def test_a_command_that_comes_too_early_is_asked_again_by_its_button(
    slow_desk: Desk, *, private: bool | None
) -> None:
    options: dict[str, str | bool] = {"question": QUESTION}
    if private is not None:
        options["private"] = private
    await slow_desk.tell(f"{slow_desk.mention} {QUESTION}")
    slowed = await slow_desk.use("ask", options)
    assert slowed["flags"] & _EPHEMERAL
    assert slowed["content"].startswith("One moment, please: ask again in")
    assert (shown(slowed), labels(slowed)) == (QUESTION, ["Ask again"])
    early = await press(slow_desk, slowed, "Ask again")
    assert shown(early) == QUESTION
    slow_desk.stage.clock.advance(_COOLDOWN_S + 1)
    answer = await press(slow_desk, early, "Ask again")
    assert EVIDENCE in shown(answer)
    assert bool(answer["flags"] & _EPHEMERAL) == bool(private)


@pytest.mark.parametrize(
    "button", ["Markdown", "Page to print", "Pictures", "The rest of the brief"]
)
async def test_the_buttons_under_a_brief_are_no_questions(slow_desk: Desk, button: str) -> None:
    brief = await slow_desk.use("brief", {})
    given = await press(slow_desk, brief, button)
    assert "One moment" not in given["content"]
    assert given["attachments"] or given["embeds"]


@pytest.mark.parametrize("words", ["thanks!", "hello", "ok, got it"])
async def test_small_talk_needs_no_turn_and_gives_none(slow_desk: Desk, words: str) -> None:
    await slow_desk.tell(f"{slow_desk.mention} {QUESTION}")
    said = await slow_desk.tell(f"{slow_desk.mention} {words}")
    assert said["content"] == ""
    assert ("You are welcome" if words == "thanks!" else "I answer questions") in shown(said)
    slowed = await slow_desk.tell(f"{slow_desk.mention} {QUESTION}")
    assert slowed["content"].startswith("One moment, please: ask again in 60 s.")


async def test_a_word_that_may_ask_on_is_a_question(slow_desk: Desk) -> None:
    await slow_desk.tell(f"{slow_desk.mention} {QUESTION}")
    slowed = await slow_desk.tell(f"{slow_desk.mention} Really?")
    assert slowed["content"].startswith("One moment")


@pytest.mark.parametrize(
    ("command", "options", "button", "answer"),
    [
        ("cite", {"claim": "The *facility* was destroyed."}, "Find sources", "destroyed by the"),
        ("verify", {"quotation": f"“{EVIDENCE}” [sic]"}, "Check the quotation", "Exact"),
        ("brief", {"topic": "negotiations"}, "Make the brief", "negotiat"),
        ("brief", {}, "Make the brief", "Taliban"),
    ],
)
async def test_the_other_commands_keep_their_words_too(
    slow_desk: Desk, command: str, options: dict[str, str | bool], button: str, answer: str
) -> None:
    await slow_desk.tell(f"{slow_desk.mention} {QUESTION}")
    slowed = await slow_desk.use(command, options)
    assert slowed["content"].startswith("One moment, please: ask again in")
    assert labels(slowed) == [button]
    slow_desk.stage.clock.advance(_COOLDOWN_S + 1)
    assert answer in shown(await press(slow_desk, slowed, button))


@pytest.mark.parametrize(
    "words", ["*a* [b] " * 450, "```*a*``` [b] [c] [d] [e] [f] " * 110, "plain words " * 300]
)
async def test_long_words_are_kept_whole(slow_desk: Desk, words: str) -> None:
    await slow_desk.tell(f"{slow_desk.mention} {QUESTION}")
    slowed = await slow_desk.use("verify", {"quotation": words.strip()})
    message = SimpleNamespace(embeds=[Embed(description=shown(slowed))], content="")
    assert kept_words(cast("Message", message)) == words.strip()
    again = await press(slow_desk, slowed, "Check the quotation")
    assert shown(again) == shown(slowed)


async def test_words_that_no_embed_has_room_for_are_attached(slow_desk: Desk) -> None:
    await slow_desk.tell(f"{slow_desk.mention} {QUESTION}")
    slowed = await slow_desk.use("verify", {"quotation": "a" + "```" * 1300})
    assert slowed["attachments"][0]["filename"] == "your-words.txt"
    assert slowed["components"] == []


async def test_a_mention_that_comes_too_early_keeps_what_it_follows(slow_desk: Desk) -> None:
    question = "Where was the training facility?"
    first = await slow_desk.tell(f"{slow_desk.mention} {question}")
    with slow_desk.replies().watched() as replies:
        await slow_desk.stage.member.writer.send(
            slow_desk.general, "And who *destroyed* it?", reply_to=int(first["id"])
        )
        slowed = await replies.next()
    slow_desk.stage.clock.advance(_COOLDOWN_S + 1)
    answer = await press(slow_desk, slowed, "Ask again")
    assert "destroyed by the United States" in shown(answer)


async def test_what_a_mention_is_told_that_comes_too_early_does_not_stay(
    slow_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "_SLOWED_S", 0.1 - _COOLDOWN_S)
    mention = f"{slow_desk.mention} {QUESTION}"
    answer = await slow_desk.tell(mention)
    with slow_desk.stage.member.viewer.observe() as events:
        slowed = await slow_desk.tell(mention)
        async with asyncio.timeout(WAIT_S):
            while (event := await events.get())["t"] != "MESSAGE_DELETE":
                pass
    assert event["d"]["id"] == slowed["id"] != answer["id"]


async def test_a_greeting_costs_nothing(slow_desk: Desk) -> None:
    for greeting, answer in {"hello": "word for word", "thanks!": "welcome"}.items():
        assert answer in shown(await slow_desk.tell(f"{slow_desk.mention} {greeting}"))
    assert "word for word" in shown(await slow_desk.use("ask", {"question": "hello"}))
    assert EVIDENCE in shown(await slow_desk.use("ask", {"question": QUESTION}))


async def test_a_hint_costs_nothing(slow_desk: Desk) -> None:
    assert "Ask me something" in (await slow_desk.tell(slow_desk.mention))["content"]
    assert EVIDENCE in shown(await slow_desk.tell(f"{slow_desk.mention} {QUESTION}"))


async def test_many_mentions_that_come_too_early_are_told_once(slow_desk: Desk) -> None:
    mention, writer = f"{slow_desk.mention} {QUESTION}", slow_desk.stage.member.writer
    await slow_desk.tell(mention)
    for times in range(2):
        slowed = await slow_desk.tell(f"{slow_desk.mention} And {times}?")
        assert slowed["content"].endswith("What else you ask until then I leave unanswered.")
        assert shown(slowed) == f"And {times}?"
        for _ in range(5):
            await writer.send(slow_desk.general, mention)
        slow_desk.stage.clock.advance(_COOLDOWN_S + 1)
        assert EVIDENCE in shown(await slow_desk.tell(mention))
    said = slow_desk.stage.member.viewer.messages(slow_desk.general)
    ours = [one for one in said if one["author"]["id"] == str(slow_desk.stage.bot_id)]
    assert len(ours) == 5  # three answers, and a hint after each of the first two


async def test_in_plain_text_a_button_has_all_of_the_words_or_is_not_there(
    slow_desk: Desk,
) -> None:
    await slow_desk.use("display", {"form": "plain text"})
    await slow_desk.tell(f"{slow_desk.mention} {QUESTION}")
    slowed = await slow_desk.use("verify", {"quotation": "word " * 500})
    assert slowed["content"] == "One moment, please: ask again in 60 s."
    assert [one["filename"] for one in slowed["attachments"]] == ["your-words.txt"]
    assert slowed["components"] == []


async def test_a_mention_that_comes_a_moment_too_early_waits_and_a_second_does_not(
    slow_desk: Desk,
) -> None:
    mention, writer = f"{slow_desk.mention} {QUESTION}", slow_desk.stage.member.writer
    await slow_desk.tell(mention)
    slow_desk.stage.clock.advance(_COOLDOWN_S - 1.5)
    with slow_desk.replies().watched() as replies:
        await writer.send(slow_desk.general, mention)
        assert EVIDENCE in shown(await replies.next())
    assert max(slow_desk.pacing.pauses) == pytest.approx(1.5, abs=0.5)
    slowed = await slow_desk.tell(mention)
    assert slowed["content"].startswith("One moment, please: ask again in")
