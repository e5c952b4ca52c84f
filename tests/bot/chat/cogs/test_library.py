"""A server's own documents, brought by its moderator and asked by its members, on the wire."""

import pytest

from bot.library import Readership
from bot.sandbox.people.person import Person
from bot.sandbox.world.wire import Json
from tests.support.patience import WAIT_S
from tests.support.stand_in.canary import CANARY, LIGHT, WHO, upload
from tests.support.stand_in.desk import Desk, press, shown
from tests.support.stand_in.shelving import library, outcome, removed, said, text_file


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
    listed = said(await removed(desk, "light"))
    assert "has no documents of its own" in listed
    assert CANARY not in said(await ask(desk))
    pressed = await press(desk, answer, "In context")
    assert CANARY not in said(pressed)
    assert "changed or taken out since" in said(pressed)


async def test_the_list_names_what_there_is_and_for_whom(desk: Desk) -> None:
    channel = desk.stage.channel("questions")
    await library(desk, "add", file=upload())
    await library(desk, "scope", document="light", channel=channel)
    listed = said(await library(desk, "list"))
    assert "light.txt" in listed
    assert "for 1 channel only" in listed


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("light.exe", LIGHT, "of a kind that is not read"),
        ("light.xlsx", LIGHT, "of a kind that is not read: save it as .csv"),
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


async def test_files_that_discord_hands_out_by_one_name_are_documents_of_their_own(
    desk: Desk,
) -> None:
    moderator, names = desk.stage.moderator, ["Was nun?.txt", "Was nun!.txt"]
    files = [text_file(LIGHT, names[0]), text_file(b"The ferry was launched in 1901.", names[1])]
    message = await moderator.writer.send(desk.general, "both", files=files)
    assert {one["filename"] for one in message["attachments"]} == {"Was_nun.txt"}
    call = await moderator.invoker.menu(desk.general, "Add to the library", int(message["id"]))
    assert "2 documents added" in said(await outcome(call))
    guild = int(desk.stage.guild()["id"])
    documents = desk.bot.library.shelves.documents(guild)
    assert {one.filename for one in documents} == set(names)


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
    assert "no document “dark”" in said(await library(desk, "scope", document="dark"))


async def test_a_button_tells_its_presser_what_they_may_see(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    answer = await ask(desk)
    role = next(r for r in desk.stage.guild()["roles"] if r["name"] == "Moderators")
    await library(desk, "scope", document="light", role=int(role["id"]))
    assert CANARY not in said(await press(desk, answer, "In context"))
    assert CANARY in said(await press(desk, answer, "In context", moderator=True))


async def test_another_server_and_direct_messages_know_nothing_of_it(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    shelves, public = desk.bot.library.shelves, desk.bot.library.public
    assert shelves.collection(Readership(None), public) is public
    assert shelves.collection(Readership(4711), public) is public


async def test_the_list_shows_the_name_that_is_asked_for_and_the_readers_own_day(
    desk: Desk,
) -> None:
    await library(desk, "add", file=text_file(LIGHT, "маяк.txt"), title="The Light")
    guild = int(desk.stage.guild()["id"])
    (document,) = desk.bot.library.shelves.documents(guild)
    listed = said(await library(desk, "list"))
    assert f"• маяк.txt · `{document.name}` · " in listed
    assert f"added <t:{int(document.added.timestamp())}:D>" in listed
    for called in (document.name, "МАЯК.txt", "the light"):
        card = await library(desk, "show", document=called)
        assert card["embeds"][0]["title"] == document.name
    choices = await desk.stage.moderator.invoker.autocomplete(
        desk.general, "library show", {"document": "light"}, "document"
    )
    assert choices == [{"name": "маяк.txt · The Light", "value": document.name}]


async def test_a_document_is_replaced_by_its_title(desk: Desk) -> None:
    await library(desk, "add", file=upload(), title="The Light")
    new = text_file(b"The ferry at Ebbing was launched in 1901.", "other.txt")
    await library(desk, "replace", document="The light", file=new)
    guild = int(desk.stage.guild()["id"])
    assert [(one.name, one.filename) for one in desk.bot.library.shelves.documents(guild)] == [
        ("light", "other.txt")
    ]
