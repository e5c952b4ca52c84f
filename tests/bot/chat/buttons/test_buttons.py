"""Buttons do what they say, also after a restart, and for the right people."""

import re

from bot.config import Config
from bot.sandbox.world.wire import Json
from index import Answer, Collection
from tests.support.stand_in.desk import (
    EVIDENCE,
    QUESTION,
    Desk,
    connected,
    custom_id,
    labels,
    press,
    shown,
)
from tests.support.stand_in.stage import Stage

_EPHEMERAL = 1 << 6


async def test_in_context_shows_the_paragraphs_around_to_the_presser(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    context = await press(desk, reply, "In context", moderator=True)
    assert context["flags"] & _EPHEMERAL
    assert [f"¶{n}" in shown(context) for n in (8, 9, 10, 11, 12)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert EVIDENCE in shown(context)


async def test_context_can_be_paged(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    context = await press(desk, reply, "In context")
    later = await press(desk, context, "Later ▶")
    assert later["id"] == context["id"]
    assert "¶12" in shown(later)
    assert "¶9" not in shown(later)


async def test_in_context_each_excerpt_can_be_turned_to_and_it_is_said_which_one_it_is(
    desk: Desk, collection: Collection
) -> None:
    outcome = collection.ask(QUESTION)
    assert isinstance(outcome, Answer)
    first, second = outcome.quotes
    context = await press(desk, await desk.tell(f"{desk.mention} {QUESTION}"), "In context")
    assert context["embeds"][0]["footer"]["text"] == "Excerpt 1 of 2"
    other = await press(desk, context, "Excerpt 2")
    assert other["id"] == context["id"]
    assert other["embeds"][0]["footer"]["text"] == "Excerpt 2 of 2"
    for shown_now, lit, dark in ((context, first, second), (other, second, first)):
        assert f"**{lit.leading_words.strip()}**" in shown(shown_now)
        assert f"**{dark.leading_words.strip()}**" not in shown(shown_now)
    assert "Excerpt 1" in labels(other)


async def test_cite_gives_a_citation_of_each_excerpt(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    cited = await press(desk, reply, "Cite")
    assert cited["flags"] & _EPHEMERAL
    assert "Tricia Bacon" in shown(cited)
    assert "War on the Rocks" in shown(cited)


async def test_more_shows_other_passages(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    more = await press(desk, reply, "More")
    assert more["flags"] & _EPHEMERAL
    assert shown(more)
    assert EVIDENCE not in shown(more)


async def test_more_is_paged_through_one_excerpt_at_a_time_with_one_sentence_in_bold(
    desk: Desk, collection: Collection
) -> None:
    outcome = collection.ask(QUESTION)
    assert isinstance(outcome, Answer)
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    page = await press(desk, reply, "More")
    assert "◀ Previous" not in labels(page)
    seen = [shown(page)]
    while "Next ▶" in labels(page):
        page = await press(desk, page, "Next ▶")
        seen.append(shown(page))
    quoted = {quote.paragraph for quote in outcome.quotes}
    expected = [h.passage.paragraph for h in outcome.hits if h.passage.paragraph not in quoted]
    assert [int(re.findall("¶([0-9]+)", text)[-1]) for text in seen] == expected[:4]
    assert page["embeds"][0]["title"] == "More · 4 of 4"
    for text in seen:
        (bold,) = re.findall(r"\*\*(.+?)\*\*", text)
        assert len(re.findall(r"[.?!] ", bold)) == 0
    assert shown(await press(desk, page, "◀ Previous")) == seen[2]


async def test_delete_stands_last_in_a_row_with_others(desk: Desk) -> None:
    for reply in (
        await desk.tell(f"{desk.mention} {QUESTION}"),
        await desk.tell(f"{desk.mention} Do penguins nest?"),
        await desk.use("brief", {}),
    ):
        *_, last = reply["components"]
        *others, delete = [button["label"] for button in last["components"]]
        assert (bool(others), delete) == (True, "Delete")


async def test_buttons_outlive_a_restart(
    config: Config, collection: Collection, stage: Stage
) -> None:
    async with connected(config, collection, stage) as desk:
        reply = await desk.tell(f"{desk.mention} {QUESTION}")
        more = await press(desk, reply, "More")
        brief = await desk.use("brief", {})
    async with connected(config, collection, stage) as desk:
        assert "2 of 4" in (await press(desk, more, "Next ▶"))["embeds"][0]["title"]
        rest = await press(desk, brief, "The rest of the brief")
        assert "2 of" in rest["embeds"][0]["title"]
        assert EVIDENCE in shown(await press(desk, reply, "In context"))
        assert "Bacon" in shown(await press(desk, reply, "Cite"))


async def test_nearest_passages_of_a_refusal_are_shown_to_the_presser_also_after_a_restart(
    config: Config, doubtful: Collection, stage: Stage
) -> None:
    async with connected(config, doubtful, stage) as desk:
        reply = await desk.tell(f"{desk.mention} {QUESTION}")
        assert EVIDENCE not in shown(reply)
    async with connected(config, doubtful, stage) as desk:
        near = await press(desk, reply, "Nearest passages")
        assert near["flags"] & _EPHEMERAL
        assert shown(near).startswith("These come nearest, and do not settle it:\n> ")
        assert EVIDENCE in shown(near)
        assert "**" not in shown(near)
        assert labels(near) == ["In context", "Cite"]
        assert "¶11" in shown(await press(desk, near, "In context"))


async def test_an_unmentioned_claim_and_an_unknown_topic_keep_passages_behind_the_button(
    desk: Desk,
) -> None:
    refused = await desk.use("cite", {"claim": "The Taliban bought ten submarines"})
    assert "> " not in shown(refused)
    assert labels(refused) == ["Nearest passages", "Delete"]
    assert "> " in shown(await press(desk, refused, "Nearest passages"))
    unknown = await desk.use("brief", {"topic": "penguins"})
    assert "> " not in shown(unknown)
    assert labels(unknown) == ["Delete"]


async def test_the_asker_can_delete_the_reply(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    member = desk.stage.member
    with member.viewer.observe() as events:
        await member.presser.press(desk.general, int(reply["id"]), custom_id(reply, "Delete"))
        while (event := await events.get())["t"] != "MESSAGE_DELETE":
            pass
    assert event["d"]["id"] == reply["id"]


async def test_others_cannot_but_a_moderator_can(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} {QUESTION}", desk.stage.moderator)
    refused = await press(desk, reply, "Delete")
    assert "Only the person who asked" in refused["content"]
    assert [m for m in desk.stage.member.viewer.messages(desk.general) if m["id"] == reply["id"]]


async def test_a_follow_up_by_form_knows_what_it_follows(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} Where was the training facility?")
    member = desk.stage.member
    call = await member.presser.press(desk.general, int(reply["id"]), custom_id(reply, "Follow up"))
    form = await call.modal()
    sent = await member.presser.submit(int(form["id"]), {_input(form): "And who destroyed it?"})
    assert "destroyed by the United States" in shown(await sent.answer())


async def test_a_follow_up_whose_form_was_opened_before_a_restart_is_answered(
    config: Config, collection: Collection, stage: Stage
) -> None:
    presser = stage.member.presser
    async with connected(config, collection, stage) as desk:
        reply = await desk.tell(f"{desk.mention} Where was the training facility?")
        call = await presser.press(desk.general, int(reply["id"]), custom_id(reply, "Follow up"))
        form = await call.modal()
    async with connected(config, collection, stage):
        sent = await presser.submit(int(form["id"]), {_input(form): "And who destroyed it?"})
        assert "destroyed by the United States" in shown(await sent.answer())


def _input(form: Json) -> str:
    component = form["components"][0]
    inner = component.get("component") or component["components"][0]
    return str(inner["custom_id"])
