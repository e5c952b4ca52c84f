"""A server's own documents, brought by its moderator and asked by its members, on the wire."""

from itertools import product

import pytest

from bot.library import Readership
from bot.sandbox.deeds import Upload
from bot.sandbox.people.person import Person
from bot.sandbox.world.wire import Json
from tests.support.desk import Desk, press, shown
from tests.support.patience import WAIT_S
from tests.support.shelving import library, outcome, said

LIGHT = b"""The Light at Cape Dorn

The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington.

The keeper of the lighthouse at Cape Dorn was paid by the harbour at Wend, and lived on the rock.

Keepers of the lighthouse at Cape Dorn rowed ashore for oil and bread whenever the reef was calm.

The lighthouse at Cape Dorn has had no keeper since 1971, when its lamp turned by itself."""
WHO = "Who lit the lighthouse at Cape Dorn?"
CANARY = "Quarrington"
CLAIM = "The lighthouse at Cape Dorn was lit in 1833 by its keeper."


def upload(raw: bytes = LIGHT, name: str = "light.txt") -> Upload:
    return Upload(name, "text/plain", raw)


async def ask(
    desk: Desk,
    question: str = WHO,
    *,
    person: Person | None = None,
    channel: str = "general",
    private: bool = False,
) -> Json:
    call = await (person or desk.stage.member).invoker.slash(
        desk.stage.channel(channel), "ask", {"question": question, "private": private}
    )
    return await call.answer(WAIT_S)


async def test_a_document_is_asked_as_soon_as_it_was_added(desk: Desk) -> None:
    assert CANARY not in said(await ask(desk))
    added = said(await library(desk, "add", file=upload(), title="The Light"))
    assert "1 document added" in added
    assert "The Light" in added
    assert "4 paragraphs" in added
    answer = await ask(desk)
    assert CANARY in shown(answer)
    assert "The Light" in said(answer)
    assert CANARY in said(await desk.tell(f"{desk.mention} {WHO}"))


async def test_a_removed_document_answers_nothing_any_more(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    answer = await ask(desk)
    listed = said(await library(desk, "remove", document="light"))
    assert "has no documents of its own" in listed
    assert CANARY not in said(await ask(desk))
    pressed = await press(desk, answer, "In context")
    assert CANARY not in said(pressed)
    assert "changed or taken out since" in said(pressed)


async def test_the_list_names_what_there_is_and_for_whom(desk: Desk) -> None:
    channel = desk.stage.channel("questions")
    await library(desk, "add", file=upload())
    await library(desk, "limit", document="light", channel=channel)
    listed = said(await library(desk, "list"))
    assert "light.txt" in listed
    assert "for 1 channel only" in listed


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("light.exe", LIGHT, "of a kind that is not read"),
        ("light.pdf", b"no pdf", "light.pdf"),
        ("light.txt", b" ", "light.txt"),
    ],
)
async def test_why_a_file_is_not_added_is_said(desk: Desk, name: str, raw: bytes, why: str) -> None:
    told = said(await library(desk, "add", file=upload(raw, name)))
    assert "Nothing was added" in told
    assert why in told
    assert "has no documents of its own" in said(await library(desk, "list"))


async def test_what_is_attached_to_a_message_is_added_by_its_menu(desk: Desk) -> None:
    moderator = desk.stage.moderator
    message = await moderator.writer.send(desk.general, "our light", files=[upload()])
    call = await moderator.invoker.menu(desk.general, "Add to the library", int(message["id"]))
    assert "1 document added" in said(await outcome(call))
    assert CANARY in said(await ask(desk))


async def test_a_message_without_a_file_adds_nothing(desk: Desk) -> None:
    moderator = desk.stage.moderator
    message = await moderator.writer.send(desk.general, "no file")
    call = await moderator.invoker.menu(desk.general, "Add to the library", int(message["id"]))
    assert "no file attached" in said(await call.answer(WAIT_S))


@pytest.mark.parametrize("words", ["", "please add this document"])
async def test_who_mentions_the_bot_with_a_file_is_told_how_it_is_added(
    desk: Desk, words: str
) -> None:
    member = desk.stage.member
    with desk.replies(member).watched() as replies:
        await member.writer.send(desk.general, f"{desk.mention} {words}", files=[upload()])
        told = said(await replies.next())
    assert "Apps › *Add to the library*" in told


async def test_names_are_completed(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    choices = await desk.stage.moderator.invoker.autocomplete(
        desk.general, "library remove", {"document": "li"}, "document"
    )
    assert [choice["value"] for choice in choices] == ["light"]


async def test_an_unknown_name_is_told(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    assert "no document “dark”" in said(await library(desk, "remove", document="dark"))
    assert "no document “dark”" in said(await library(desk, "limit", document="dark"))


DOORS = ("ask", "mention", "cite", "verify", "brief", "sources", "topics", "about", "complete")


async def through(desk: Desk, door: str, person: Person, channel: str, *, private: bool) -> str:
    """Return everything that a person is told at a door, where it could tell of the document."""
    here, invoker = desk.stage.channel(channel), person.invoker
    if door == "mention":
        with desk.replies(person).watched() as replies:
            await person.writer.send(here, f"{desk.mention} {WHO}")
            return said(await replies.next())
    if door == "complete":
        return str(await invoker.autocomplete(here, "brief", {"topic": "Light"}, "topic"))
    options: dict[str, dict[str, str | bool]] = {
        "ask": {"question": WHO, "private": private},
        "cite": {
            "claim": "The lighthouse at Cape Dorn was lit in 1833 by its keeper.",
            "private": private,
        },
        "verify": {"quotation": "lit in 1833 by its keeper Elsa Quarrington", "private": private},
        "brief": {"topic": "keeper of the lighthouse at Cape Dorn", "private": private},
    }
    call = await invoker.slash(here, door, options.get(door, {}))
    return said(await call.answer(WAIT_S))


def of_the_document(told: str, door: str) -> bool:
    """Return whether what is told comes of the document; what was asked may be repeated."""
    match door:
        case "cite":
            return "Supported" in told
        case "verify":
            return "Not found" not in told and "Too short" not in told
        case "about":
            return False  # counts; see below
        case "brief":
            return "too little" not in told
        case _:
            return CANARY in told or "Cape Dorn" in told.replace(WHO, "")


Case = tuple[str, str, bool]  # who, in which channel, whether in private
CASES = list(product(("member", "moderator"), ("general", "questions"), (False, True)))
ALWAYS_PRIVATE = {"sources", "topics", "about", "complete"}


async def told_each(desk: Desk, door: str) -> dict[Case, str]:
    """Return what each person is told at a door, in each channel, in private and not."""
    people = {"member": desk.stage.member, "moderator": desk.stage.moderator}
    return {
        (who, channel, private): await through(desk, door, people[who], channel, private=private)
        for who, channel, private in CASES
    }


def is_alone(door: str, *, private: bool) -> bool:
    """Return whether the asker alone reads what is said at a door."""
    return door in ALWAYS_PRIVATE or (private and door != "mention")


def may_see(scope: str, door: str, case: Case) -> bool:
    """Return whether who asks may see a document that is limited to a channel, or to a role."""
    who, channel, private = case
    if scope == "channel":
        return channel == "questions"
    return who == "moderator" and is_alone(door, private=private)


@pytest.mark.parametrize("scope", ["channel", "role"])
@pytest.mark.parametrize("door", DOORS)
async def test_who_may_not_see_a_document_is_told_nothing_of_it_at_any_door(
    desk: Desk, door: str, scope: str
) -> None:
    before = await told_each(desk, door)
    role = next(r for r in desk.stage.guild()["roles"] if r["name"] == "Moderators")
    limits = {"channel": desk.stage.channel("questions"), "role": int(role["id"])}
    await library(desk, "add", file=upload())
    await library(desk, "limit", document="light", **{scope: limits[scope]})
    after = await told_each(desk, door)
    for case, told in after.items():
        may = may_see(scope, door, case)
        seen = told != before[case] if door == "about" else of_the_document(told, door)
        assert seen is may, (case, told)
        if not may and is_alone(door, private=case[2]):
            assert told == before[case], case


async def test_a_button_tells_its_presser_what_they_may_see(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    answer = await ask(desk)
    role = next(r for r in desk.stage.guild()["roles"] if r["name"] == "Moderators")
    await library(desk, "limit", document="light", role=int(role["id"]))
    assert CANARY not in said(await press(desk, answer, "In context"))
    assert CANARY in said(await press(desk, answer, "In context", moderator=True))


async def test_another_server_and_direct_messages_know_nothing_of_it(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    shelves, public = desk.bot.library.shelves, desk.bot.library.public
    assert shelves.collection(Readership(None), public) is public
    assert shelves.collection(Readership(4711), public) is public
