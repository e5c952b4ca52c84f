"""The form in which a document of a server's is described, on the wire."""

from bot.chat.embeds import coming_embed
from bot.config import Config
from bot.sandbox.world.wire import Json
from index import Collection
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import Desk, connected, custom_id
from tests.support.stand_in.shelving import library, said, text_file
from tests.support.stand_in.stage import Stage

LIT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
DESCRIPTION = {
    "title": "The Light at Dorn",
    "author": "Quarrington, Elsa; The Harbour Board",
    "issued": "1833-05",
    "container-title": "Harbour Papers",
    "URL": "https://example.org/light",
}


async def opened(desk: Desk) -> tuple[int, dict[str, str], dict[str, str]]:
    """Open the form; return its id, and by the name of each field its custom_id and its value."""
    moderator = desk.stage.moderator
    call = await moderator.invoker.slash(desk.general, "library describe", {"document": "light"})
    form = await call.modal()
    boxes = [box for row in form["components"] for box in row["components"]]
    fields = {box["custom_id"].partition(":")[0]: box for box in boxes}
    ids = {name: str(box["custom_id"]) for name, box in fields.items()}
    return call.id, ids, {name: box.get("value", "") for name, box in fields.items()}


async def sent(desk: Desk, form: int, values: dict[str, str]) -> Json:
    """Send a form off with values by their custom_ids; return the answer."""
    call = await desk.stage.moderator.presser.submit(form, values)
    return await call.answer(WAIT_S)


async def described(desk: Desk, values: dict[str, str]) -> tuple[dict[str, str], Json]:
    """Fill the form in; return what stood in it, and the answer."""
    form, ids, stood = await opened(desk)
    typed = stood | values
    return stood, await sent(desk, form, {ids[name]: value for name, value in typed.items()})


async def test_what_is_filled_in_is_kept_and_stands_in_the_form_again(desk: Desk) -> None:
    await library(desk, "add", file=text_file(LIT, "light.txt"))
    stood, told = await described(desk, DESCRIPTION)
    assert stood["author"] == ""
    assert "**Author**: Elsa Quarrington, The Harbour Board" in said(told)
    assert "**Date**: 1833\\-05" in said(told)
    again, told = await described(desk, {"container-title": ""})
    assert again == DESCRIPTION
    assert "Harbour Papers" not in said(told)
    assert "**Title**: The Light at Dorn" in said(told)
    (kept,) = desk.bot.library.shelves.documents(int(desk.stage.guild()["id"]))
    assert kept.stated == {key: text for key, text in DESCRIPTION.items() if key[0] != "c"}


async def test_what_the_document_says_itself_is_not_stated_anew(desk: Desk) -> None:
    await library(desk, "add", file=text_file(LIT, "light.txt"))
    stood, _ = await described(desk, {})
    assert stood["title"]
    (kept,) = desk.bot.library.shelves.documents(int(desk.stage.guild()["id"]))
    assert kept.stated == {}


async def test_what_is_too_long_for_the_form_is_not_cut_by_it(desk: Desk) -> None:
    names = "".join(f"\n- family: Quarrington\n  given: Keeper {number}" for number in range(30))
    raw = f"---\ntitle: Light\nauthor:{names}\n---\n\n{LIT.decode()}\n".encode()
    await library(desk, "add", file=text_file(raw, "light.md"))
    stood, told = await described(desk, {"issued": "1833"})
    assert len(stood["author"]) <= 300
    assert "**Author**: Keeper 0 Quarrington, Keeper 1 Quarrington" in said(told)
    (kept,) = desk.bot.library.shelves.documents(int(desk.stage.guild()["id"]))
    assert kept.stated == {"issued": "1833"}


async def test_what_is_no_date_is_told_and_nothing_that_was_typed_is_lost(desk: Desk) -> None:
    await library(desk, "add", file=text_file(LIT, "light.txt"))
    typed = {"issued": "last *May*", "author": "Elsa Q.", "title": ""}
    _, told = await described(desk, typed)
    assert told["content"].startswith("That was not kept: the date must be written as 2018-09-11")
    (embed,) = told["embeds"]  # what was typed, and nothing of how far anything is
    assert "title" not in embed
    assert "issued" not in said(told)
    assert ".yaml" not in said(told)
    shelves, guild = desk.bot.library.shelves, int(desk.stage.guild()["id"])
    (kept,) = shelves.documents(guild)
    assert kept.stated == {}
    assert shelves.unfinished(guild) == ()
    place, presser = (int(told["channel_id"]), int(told["id"])), desk.stage.moderator.presser
    form = await (await presser.press(*place, custom_id(told, "Correct it"))).modal()
    boxes = [box for row in form["components"] for box in row["components"]]
    shown = {box["custom_id"].partition(":")[0]: box.get("value", "") for box in boxes}
    assert {name: shown[name] for name in typed} == typed
    values = {box["custom_id"]: box.get("value", "") for box in boxes}
    issued = next(name for name in values if name.startswith("issued:"))
    title = next(name for name in values if name.startswith("title:"))
    await sent(desk, int(form["id"]), values | {issued: "1833-05", title: "The Light"})
    (kept,) = shelves.documents(guild)
    assert kept.stated == {"issued": "1833-05", "author": "Elsa Q.", "title": "The Light"}


def test_a_description_is_not_told_as_a_file_that_is_brought() -> None:
    embed = coming_embed([("light.txt", "being described")], {}, describes=True)
    assert (embed.title, embed.description) == (
        "Being described",
        "**light.txt** · being described",
    )


async def test_an_unknown_document_has_no_form(desk: Desk) -> None:
    assert "no document “dark”" in said(await library(desk, "describe", document="dark"))


async def test_a_form_that_was_opened_before_a_restart_is_taken(
    config: Config, collection: Collection, stage: Stage
) -> None:
    async with connected(config, collection, stage) as desk:
        await library(desk, "add", file=text_file(LIT, "light.txt"))
        form, ids, _ = await opened(desk)
    async with connected(config, collection, stage) as desk:
        told = await sent(desk, form, {ids["title"]: "The Light at Dorn"})
        assert "**Title**: The Light at Dorn" in said(told)
        (kept,) = desk.bot.library.shelves.documents(int(desk.stage.guild()["id"]))
        assert kept.stated == {"title": "The Light at Dorn"}


async def test_what_a_form_showed_is_not_stated_of_what_came_meanwhile(desk: Desk) -> None:
    def edition(year: int) -> bytes:
        return f"---\ntitle: Handbook {year}\n---\n\n{LIT.decode()}\n".encode()

    await library(desk, "add", file=text_file(edition(2023), "light.md"))
    form, ids, stood = await opened(desk)
    assert stood["title"] == "Handbook 2023"
    later = text_file(edition(2024), "light.md")
    await library(desk, "replace", document="light", file=later)
    typed = stood | {"author": "Quarrington, Elsa"}
    told = await sent(desk, form, {ids[name]: value for name, value in typed.items()})
    assert "Handbook 2024" in said(told)
    (kept,) = desk.bot.library.shelves.documents(int(desk.stage.guild()["id"]))
    assert kept.stated == {"author": "Quarrington, Elsa"}


async def test_a_form_of_an_earlier_version_states_what_differs_from_what_is_known(
    desk: Desk,
) -> None:
    await library(desk, "add", file=text_file(LIT, "light.txt"))
    form, _, stood = await opened(desk)
    opener = desk.stage.world.interactions.find(form)
    assert opener is not None
    assert opener.modal is not None
    for row in opener.modal["components"]:
        for box in row["components"]:
            box["custom_id"] = box["custom_id"].partition(":")[0]
    await sent(desk, form, stood | {"author": "Quarrington, Elsa"})
    (kept,) = desk.bot.library.shelves.documents(int(desk.stage.guild()["id"]))
    assert kept.stated == {"author": "Quarrington, Elsa"}
