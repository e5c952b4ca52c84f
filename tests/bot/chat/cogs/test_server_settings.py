"""What a server chose holds at every door, from the next question on."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

import pytest

from bot.config import Config
from bot.library import DatabaseAwayError, Shelves
from bot.library.tables.servers import Servers
from bot.sandbox.deeds import Upload, add_member
from bot.sandbox.people.person import Person
from bot.sandbox.world import MessageFlag
from bot.sandbox.world.wire import Json
from tests.support.held import until
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, custom_id, press, shown
from tests.support.stand_in.shelving import library

Options: TypeAlias = Mapping[str, str | int | bool | Upload]
LIGHT = Upload(
    "light.txt",
    "text/plain",
    b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington.",
)
WHO = "Who lit the lighthouse at Cape Dorn?"
ELSEWHERE = "have me answer elsewhere"


async def use(
    desk: Desk,
    command: str,
    options: Options | None = None,
    *,
    person: Person | None = None,
    channel: str = "general",
) -> Json:
    invoker = (person or desk.stage.member).invoker
    call = await invoker.slash(desk.stage.channel(channel), command, dict(options or {}))
    return await call.answer(WAIT_S)


async def settle(desk: Desk, **options: str | int) -> str:
    """Have the moderator change settings; return the card."""
    message = await use(desk, "library settings", options, person=desk.stage.moderator)
    assert message["flags"] & MessageFlag.EPHEMERAL
    return shown(message)


def role(desk: Desk, name: str) -> int:
    return next(int(one["id"]) for one in desk.stage.guild()["roles"] if one["name"] == name)


async def test_the_card_says_what_is_in_force_and_each_option_changes_one_thing(
    desk: Desk,
) -> None:
    defaults = await settle(desk)
    general, bots = desk.general, role(desk, "Bots")
    changes: dict[str, tuple[dict[str, str | int], str]] = {
        "channels": ({"answer_in": general}, f"**Answers in:** <#{general}>"),
        "private_answers": ({"answers": "yes"}, "are seen by:** the asker alone"),
        "private_roles": ({"private_role": bots}, f"; of <@&{bots}> by the asker alone"),
        "citation_style": ({"style": "apa"}, "**Citation style:** apa"),
        "cooldown_s": ({"cooldown": 90}, "**Cooldown:** 90 s"),
        "operator_documents": ({"operator_documents": "no"}, "documents:** not answered from"),
        "manager_role": ({"manager_role": bots}, f"Manage Server and <@&{bots}>"),
        "gaps_channel": ({"gaps_channel": general}, f"questions go to:** <#{general}>"),
        "opinions": ({"opinions": "yes"}, "**Whether an answer helped:** asked"),
        "language": ({"language": "fr"}, "**Language:** French"),
    }
    for name, (options, line) in changes.items():
        assert line not in defaults
        card = await settle(desk, **options)
        assert line in card
        before, after = (set(text.splitlines()) for text in (defaults, card))
        assert len({one for one in before - after if one.startswith("**")}) == 1
        assert await settle(desk, reset=name) == defaults
    for options, _ in changes.values():
        await settle(desk, **options)
    other = desk.stage.channel("questions")
    card = await settle(desk, answer_in=other, not_in=general)
    assert f"**Answers in:** <#{other}>" in card
    assert all(line in card for name, (_, line) in changes.items() if name != "channels")
    assert "Integrations" in card
    assert await settle(desk, reset="everything") == defaults


async def test_the_role_that_is_told_of_gaps_is_named_with_why_it_would_not_be(
    desk: Desk,
) -> None:
    bots, everybody = role(desk, "Bots"), int(desk.stage.guild()["id"])
    await settle(desk, gaps_channel=desk.general)
    card = await settle(desk, gaps_role=bots)
    assert f"questions go to:** <#{desk.general}>, where <@&{bots}> is mentioned" in card
    assert f"⚠ <@&{bots}> is not notified: allow anyone to mention this role" in card
    assert "is everybody, whom I do not notify" in await settle(desk, gaps_role=everybody)
    assert "is mentioned" not in await settle(desk, reset="gaps_role")


async def test_who_has_a_role_may_be_answered_alone_and_with_what_is_for_that_role(
    desk: Desk,
) -> None:
    moderator, asked = desk.stage.moderator, {"question": WHO}
    await library(desk, "add", file=LIGHT)
    moderators = role(desk, "Moderators")
    await library(desk, "scope", document="light", role=moderators)
    public = await use(desk, "ask", asked, person=moderator)
    assert not public["flags"] & MessageFlag.EPHEMERAL
    assert "Elsa Quarrington" not in shown(public)
    await settle(desk, private_role=moderators)
    alone = await use(desk, "ask", asked, person=moderator)
    assert alone["flags"] & MessageFlag.EPHEMERAL
    assert "Elsa Quarrington" in shown(alone)
    always = await use(desk, "ask", asked | {"private": False}, person=moderator)
    assert always["flags"] & MessageFlag.EPHEMERAL
    others = await use(desk, "ask", asked)
    assert not others["flags"] & MessageFlag.EPHEMERAL
    assert "Elsa Quarrington" not in shown(others)
    assert (await follow_up(desk, others, WHO, moderator))["flags"] & MessageFlag.EPHEMERAL
    assert not (await follow_up(desk, others, WHO))["flags"] & MessageFlag.EPHEMERAL


async def follow_up(desk: Desk, answer: Json, words: str, person: Person | None = None) -> Json:
    """Press *Follow up* under an answer, type into the form, and return the answer to it."""
    presser = (person or desk.stage.member).presser
    button = custom_id(answer, "Follow up")
    call = await presser.press(desk.general, int(answer["id"]), button)
    form = await call.modal()
    row = form["components"][0]
    field = row.get("component") or row["components"][0]
    sent = await presser.submit(int(form["id"]), {field["custom_id"]: words})
    return await sent.answer(WAIT_S)


async def test_the_last_channel_is_not_taken_away_so_that_all_are_answered_in(desk: Desk) -> None:
    general, moderator = desk.general, desk.stage.moderator
    told = await use(desk, "library settings", {"not_in": general}, person=moderator)
    assert "I answer in every channel here" in told["content"]
    await settle(desk, answer_in=general)
    told = await use(desk, "library settings", {"not_in": general}, person=moderator)
    assert "that is the only channel that I answer in" in told["content"]
    assert f"**Answers in:** <#{general}>" in await settle(desk)
    assert "**Answers in:** every channel" in await settle(desk, reset="channels")


DOORS: dict[str, Options] = {
    "ask": {"question": QUESTION},
    "brief": {"topic": "negotiations"},
    "cite": {"claim": "The facility was destroyed."},
    "verify": {"quotation": EVIDENCE},
    "sources": {},
    "topics": {},
    "about": {},
    "help": {},
}


@pytest.mark.parametrize("door", DOORS)
async def test_a_command_elsewhere_is_told_privately_where_to_ask(desk: Desk, door: str) -> None:
    questions = desk.stage.channel("questions")
    await settle(desk, answer_in=questions)
    told = await use(desk, door, DOORS[door])
    assert told["flags"] & MessageFlag.EPHEMERAL
    assert ELSEWHERE in told["content"]
    assert f"<#{questions}>" in told["content"]
    typed = next(iter(DOORS[door].values()), None)
    assert [embed["description"] for embed in told["embeds"]] == ([typed] if typed else [])
    assert shown(await use(desk, door, DOORS[door], channel="questions")) != shown(told)
    assert "What is kept" in str(await use(desk, "privacy show"))


async def test_menus_buttons_and_forms_elsewhere_are_told_too(desk: Desk) -> None:
    member, general = desk.stage.member, desk.general
    asked = await member.writer.send(general, QUESTION)
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    call = await member.presser.press(general, int(reply["id"]), custom_id(reply, "Follow up"))
    form = await call.modal()
    await settle(desk, answer_in=desk.stage.channel("questions"))
    for menu in ("Answer from the sources", "Find sources for this", "Check quotations"):
        opened = await member.invoker.menu(general, menu, int(asked["id"]))
        assert ELSEWHERE in (await opened.answer(WAIT_S))["content"]
    for label in ("In context", "More", "Cite", "Follow up"):
        assert ELSEWHERE in (await press(desk, reply, label))["content"]
    row = form["components"][0]
    field = row.get("component") or row["components"][0]
    sent = await member.presser.submit(int(form["id"]), {field["custom_id"]: "And why?"})
    refused = await sent.answer(WAIT_S)
    assert ELSEWHERE in refused["content"]
    assert shown(refused) == "And why?"
    with member.viewer.observe() as events:
        await member.presser.press(general, int(reply["id"]), custom_id(reply, "Delete"))
        while (await events.get())["t"] != "MESSAGE_DELETE":
            pass


async def test_mentions_elsewhere_get_a_sign_and_one_a_direct_message(desk: Desk) -> None:
    questions, member = desk.stage.channel("questions"), desk.stage.member
    await settle(desk, answer_in=questions)
    with desk.replies(member).watched() as replies:
        for _ in range(2):
            await member.writer.send(desk.general, f"{desk.mention} {QUESTION}")
        told = await replies.next()
        await member.writer.send(questions, f"{desk.mention} {QUESTION}")
        assert EVIDENCE in shown(await replies.next())
    assert int(told["channel_id"]) not in {desk.general, questions}
    assert f"Those who manage **{desk.stage.guild()['name']}**" in told["content"]
    assert f"Ask me in <#{questions}>" in told["content"]
    assert shown(told) == QUESTION
    await until(lambda: all("reactions" in one for one in member.viewer.messages(desk.general)))
    mentions = member.viewer.messages(desk.general)
    assert [[r["emoji"]["name"] for r in one["reactions"]] for one in mentions] == [["↪️"]] * 2


async def test_a_thread_of_a_chosen_channel_is_answered_in(desk: Desk) -> None:
    questions, member = desk.stage.channel("questions"), desk.stage.member
    await settle(desk, answer_in=questions)
    thread = await member.writer.start_thread(questions, "Districts")
    with desk.replies(member).watched() as replies:
        await member.writer.send(int(thread["id"]), f"{desk.mention} {QUESTION}")
        assert EVIDENCE in shown(await replies.next())


async def test_a_channel_that_a_member_cannot_see_is_not_named(desk: Desk) -> None:
    channels = desk.stage.moderator.viewer.guilds()[0]["channels"]
    hidden = next(one["id"] for one in channels if one["name"] == "moderators")
    await settle(desk, answer_in=int(hidden))
    told = (await use(desk, "ask", {"question": QUESTION}))["content"]
    assert ELSEWHERE in told
    assert hidden not in told
    assert "a direct message" in told
    call = {"question": QUESTION}
    assert hidden in (await use(desk, "ask", call, person=desk.stage.moderator))["content"]


async def test_answers_are_private_where_the_server_says_so_and_the_asker_does_not(
    desk: Desk,
) -> None:
    await settle(desk, answers="yes")
    for private, hidden in ((None, True), (True, True), (False, False)):
        options: dict[str, str | bool] = {"question": QUESTION}
        if private is not None:
            options["private"] = private
        assert bool((await desk.use("ask", options))["flags"] & MessageFlag.EPHEMERAL) is hidden
    await settle(desk, answers="no")
    public = await desk.use("ask", {"question": QUESTION})
    assert not public["flags"] & MessageFlag.EPHEMERAL


async def test_a_private_default_shows_what_is_for_the_askers_role(desk: Desk) -> None:
    moderator = desk.stage.moderator
    await library(desk, "add", file=LIGHT, role=role(desk, "Moderators"))
    asked: Options = {"question": WHO}
    assert "Quarrington" not in shown(await use(desk, "ask", asked, person=moderator))
    await settle(desk, answers="yes")
    assert "Quarrington" in shown(await use(desk, "ask", asked, person=moderator))
    assert "Quarrington" not in shown(await use(desk, "ask", asked))


async def test_the_servers_style_stands_behind_a_members_and_before_the_operators(
    desk: Desk,
) -> None:
    claim: dict[str, str | bool] = {"claim": "12"}
    assert "Tricia Bacon, “Deadly" in shown(await desk.use("cite", claim))
    await settle(desk, style="bibtex")
    assert "@" in shown(await desk.use("cite", claim))
    assert "@" in shown(await press(desk, await desk.tell(f"{desk.mention} {QUESTION}"), "Cite"))
    await desk.use("cite", claim | {"style": "apa"})
    await desk.bot.library.note(lambda: None)  # in turn, behind that style
    assert "Bacon, T." in shown(await desk.use("cite", claim))


async def test_the_servers_cooldown_holds_at_commands_and_mentions(desk: Desk) -> None:
    await settle(desk, cooldown=3600)
    assert EVIDENCE in shown(await desk.use("ask", {"question": QUESTION}))
    wait = "Please ask again in 60 minutes."
    assert (await desk.use("ask", {"question": QUESTION}))["content"] == wait
    assert (await desk.tell(f"{desk.mention} {QUESTION}"))["content"].startswith(wait)
    await settle(desk, reset="cooldown_s")
    assert EVIDENCE in shown(await desk.tell(f"{desk.mention} {QUESTION}"))


async def test_without_the_operators_documents_nothing_tells_of_them(desk: Desk) -> None:
    nothing = "nothing here yet that I could answer from"
    await settle(desk, operator_documents="no")
    for door in DOORS.keys() - {"help"}:
        assert nothing in (await use(desk, door, DOORS[door]))["content"]
    assert nothing in (await desk.tell(f"{desk.mention} {QUESTION}"))["content"]
    typed = await desk.stage.member.invoker.autocomplete(
        desk.general, "brief", {"topic": "ne"}, "topic"
    )
    assert typed == []
    assert "what is this about?" in shown(await use(desk, "help"))
    assert "what is this about?" in (await desk.tell(desk.mention))["content"]
    await library(desk, "add", file=LIGHT)
    assert "Quarrington" in shown(await use(desk, "ask", {"question": WHO}))
    assert "Not found" in shown(await use(desk, "verify", DOORS["verify"]))
    sources = shown(await use(desk, "sources"))
    assert "light" in sources
    assert "Deadly" not in sources


async def test_a_change_by_another_process_holds_from_the_next_question_on(
    desk: Desk, config: Config
) -> None:
    assert EVIDENCE in shown(await desk.use("ask", {"question": QUESTION}))
    guild = int(desk.stage.guild()["id"])
    Shelves(config).servers.change(guild, lambda one: replace(one, channels=frozenset({4711})))
    assert ELSEWHERE in (await desk.use("ask", {"question": QUESTION}))["content"]


async def test_where_it_is_not_known_what_a_server_chose_nobody_reads_more_than_they_may(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> bool:
        raise DatabaseAwayError("it is away")

    unreachable, servers = "cannot be reached just now", desk.bot.library.shelves.servers
    moderator = desk.stage.moderator
    await settle(desk, answer_in=desk.stage.channel("questions"), operator_documents="no")
    assert isinstance(servers, Servers)
    servers._last.clear()
    with monkeypatch.context() as patched:
        patched.setattr(servers, "_is_there", away)
        alone = await use(desk, "ask", {"question": QUESTION, "private": False})
        assert alone["flags"] & MessageFlag.EPHEMERAL
        told = [alone, await desk.tell(f"{desk.mention} {QUESTION}")]
        told += [await use(desk, "library settings", person=moderator)]
        assert [unreachable in one["content"] for one in told] == [True] * 3
        assert not any(one["embeds"] for one in told)
        suggest = desk.stage.member.invoker.autocomplete
        assert await suggest(desk.general, "brief", {"topic": "ne"}, "topic") == []
        sent = await desk.stage.member.writer.open_dm()
        with desk.replies().watched() as replies:
            await desk.stage.member.writer.send(int(sent["id"]), QUESTION)
            assert EVIDENCE in shown(await replies.next())
    assert ELSEWHERE in (await use(desk, "ask", {"question": QUESTION}))["content"]


MANAGING: dict[str, Options] = {
    "add": {"file": LIGHT},
    "list": {},
    "remove": {"document": "light"},
    "replace": {"document": "light", "file": LIGHT},
    "show": {"document": "light"},
    "describe": {"document": "dark"},  # which there is not: another has a form in place of words
    "scope": {"document": "dark"},  # likewise
    "jobs": {},
    "export": {},
    "import": {"file": LIGHT},
    "settings": {},
    "gaps": {},
    "history": {},
}


@pytest.fixture
def shown_to_all(desk: Desk) -> Desk:
    """A server that has Discord show the commands to everybody, as its integrations can."""
    for command in desk.stage.world.commands.visible(None):
        command["default_member_permissions"] = None
    return desk


async def test_every_command_of_the_library_is_for_those_who_manage_it(
    shown_to_all: Desk,
) -> None:
    desk, member = shown_to_all, shown_to_all.stage.member
    offered = next(one for one in member.viewer.commands(desk.general) if one["name"] == "library")
    assert {option["name"] for option in offered["options"]} == set(MANAGING)
    message = await member.writer.send(desk.general, "ours", files=[LIGHT])

    async def told() -> list[str]:
        replies = [await use(desk, f"library {one}", MANAGING[one]) for one in MANAGING]
        call = await member.invoker.menu(desk.general, "Add to the library", int(message["id"]))
        return [one["content"] for one in (*replies, await call.answer(WAIT_S))]

    assert all("have the role that they chose" in one for one in await told())
    typed = ("library remove", {"document": "li"}, "document")
    await use(desk, "library add", MANAGING["add"], person=desk.stage.moderator)
    assert await member.invoker.autocomplete(desk.general, *typed) == []
    await settle(desk, manager_role=role(desk, "Bots"))
    assert all("have the role that they chose" in one for one in await told())
    add_member(desk.stage.world, int(desk.stage.guild()["id"]), member.id, [role(desk, "Bots")])
    assert not any("have the role that they chose" in one for one in await told())
    changed = await use(desk, "library settings", {"cooldown": 5})
    assert "Only those with the permission Manage Server" in changed["content"]


async def test_everybody_cannot_be_had_to_manage_the_library(shown_to_all: Desk) -> None:
    desk = shown_to_all
    everybody = int(desk.stage.guild()["id"])  # the id of @everyone is the server's
    options = {"manager_role": everybody}
    told = await use(desk, "library settings", options, person=desk.stage.moderator)
    assert "everybody has the role @everyone" in told["content"]
    desk.bot.library.shelves.servers.change(
        everybody, lambda one: replace(one, manager_role=everybody)
    )
    refused = await use(desk, "library list", {})
    assert "have the role that they chose" in refused["content"]
