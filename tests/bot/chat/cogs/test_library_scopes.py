"""Who may see a document, and what is new: several channels and roles, by a form."""

import asyncio
import hashlib
import io
import json
import zipfile
from collections.abc import Sequence

import pytest

from bot.config import Config
from bot.library import Scope, ShelvedDocument
from bot.sandbox.deeds import Upload, add_member
from bot.sandbox.world.wire import Json
from index import Collection
from tests.support.patience import WAIT_S
from tests.support.stand_in.arrivals import close_channel, open_channel
from tests.support.stand_in.canary import LIGHT, upload
from tests.support.stand_in.desk import Desk, connected, shown
from tests.support.stand_in.shelving import library, outcome, said, scoped
from tests.support.stand_in.stage import Stage


def shelved(desk: Desk) -> dict[str, ShelvedDocument]:
    guild = int(desk.stage.guild()["id"])
    return {one.name: one for one in desk.bot.library.shelves.documents(guild)}


def role(desk: Desk, name: str) -> int:
    return next(int(one["id"]) for one in desk.stage.guild()["roles"] if one["name"] == name)


def scope(channels: Sequence[int] = (), roles: Sequence[int] = ()) -> Scope:
    return Scope(frozenset(channels), frozenset(roles))


def channels(desk: Desk) -> list[int]:
    return [desk.general, desk.stage.channel("questions")]


def roles(desk: Desk) -> list[int]:
    return [role(desk, "Moderators"), role(desk, "Bots")]


async def opened(desk: Desk, **options: str) -> Json:
    """Return the form that the moderator is shown."""
    invoker = desk.stage.moderator.invoker
    return await (await invoker.slash(desk.general, "library scope", dict(options))).modal()


def fields(form: Json) -> dict[str, Json]:
    held = [one["component"] for one in form["components"]]
    return {str(one["custom_id"]): one for one in held}


def prefilled(form: Json) -> dict[str, set[int]]:
    return {
        name: {int(one["id"]) for one in field.get("default_values", ())}
        for name, field in fields(form).items()
    }


async def test_several_channels_and_roles_are_chosen_at_once(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    told = said(await scoped(desk, "light", channels(desk), roles(desk)))
    assert shelved(desk)["light"].scope == scope(channels(desk), roles(desk))
    assert all(f"<#{id_}>" in told for id_ in channels(desk))
    assert all(f"<@&{id_}>" in told for id_ in roles(desk))
    assert "for 2 channels only · for 2 roles only" in said(await library(desk, "list"))


async def test_the_form_shows_who_sees_it_and_what_is_left_as_it_is_stays(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    await scoped(desk, "light", channels(desk), roles(desk))
    form = await opened(desk, document="light")
    assert prefilled(form) == {"channels": set(channels(desk)), "roles": set(roles(desk))}
    presser = desk.stage.moderator.presser
    await outcome(await presser.submit(int(form["id"]), {"roles": [str(roles(desk)[0])]}))
    assert shelved(desk)["light"].scope == scope(channels(desk), roles(desk)[:1])
    await scoped(desk, "light")
    assert shelved(desk)["light"].scope == Scope()


async def test_one_channel_and_one_role_need_no_form(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    await library(desk, "scope", document="light", channel=desk.general, role=roles(desk)[0])
    assert shelved(desk)["light"].scope == scope([desk.general], roles(desk)[:1])


@pytest.mark.parametrize("way", ["add", "scope", "form"])
async def test_the_role_that_everybody_has_limits_nothing_and_is_refused(
    desk: Desk, way: str
) -> None:
    guild = int(desk.stage.guild()["id"])
    if way == "add":
        told = said(await library(desk, "add", file=upload(), role=guild))
        assert shelved(desk) == {}
    else:
        await library(desk, "add", file=upload())
        await library(desk, "scope", document="light", role=roles(desk)[0])
        if way == "scope":
            told = said(await library(desk, "scope", document="light", role=guild))
        else:
            told = said(await scoped(desk, "light", roles=[guild]))
        assert shelved(desk)["light"].scope == scope(roles=roles(desk)[:1])
    assert "everybody has the role @everyone" in told


async def test_a_form_left_as_it_is_keeps_the_limit_to_everybody_of_before(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    guild = int(desk.stage.guild()["id"])
    desk.bot.library.shelves.limit(guild, "light", scope(roles=[guild]))
    form = await opened(desk, document="light")
    assert prefilled(form)["roles"] == set()
    await outcome(await desk.stage.moderator.presser.submit(int(form["id"]), {}))
    assert shelved(desk)["light"].scope == scope(roles=[guild])


async def test_forums_and_voice_channels_can_be_chosen_too(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    kinds = [0, 2, 5, 15]  # text, voice, announcement and forum, by Discord's description
    assert (
        sorted(fields(await opened(desk, document="light"))["channels"]["channel_types"]) == kinds
    )
    (command,) = [
        one
        for one in desk.stage.moderator.viewer.commands(desk.general)
        if one["name"] == "library"
    ]
    for name in ("add", "scope"):
        (action,) = [one for one in command["options"] if one["name"] == name]
        (option,) = [one for one in action["options"] if one["name"] == "channel"]
        assert sorted(option["channel_types"]) == kinds


async def test_what_a_form_cannot_hold_stays(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    world, guild = desk.stage.world, int(desk.stage.guild()["id"])
    many = sorted(open_channel(world, guild, f"room-{number}").id for number in range(30))
    await asyncio.to_thread(desk.bot.library.shelves.limit, guild, "light", scope(many))
    form = await opened(desk, document="light")
    assert prefilled(form)["channels"] == set(many[:25])
    chosen = {"channels": [str(many[0])]}
    await outcome(await desk.stage.moderator.presser.submit(int(form["id"]), chosen))
    assert shelved(desk)["light"].scope == scope([many[0], *many[25:]])


async def test_what_was_deleted_is_not_in_the_form(desk: Desk) -> None:
    await library(desk, "add", file=upload())
    shelves, guild = desk.bot.library.shelves, int(desk.stage.guild()["id"])
    shelves.limit(guild, "light", scope([4711, *channels(desk)]))
    form = await opened(desk, document="light")
    assert prefilled(form)["channels"] == set(channels(desk))
    await outcome(await desk.stage.moderator.presser.submit(int(form["id"]), {}))
    assert shelved(desk)["light"].scope == scope(channels(desk))


async def test_a_form_that_was_opened_before_a_restart_is_taken(
    config: Config, collection: Collection, stage: Stage
) -> None:
    async with connected(config, collection, stage) as desk:
        await library(desk, "add", file=upload())
        form = await opened(desk, document="light")
    async with connected(config, collection, stage) as desk:
        chosen = {"roles": [str(roles(desk)[0])]}
        await outcome(await stage.moderator.presser.submit(int(form["id"]), chosen))
        assert shelved(desk)["light"].scope == scope(roles=roles(desk)[:1])


def archive_of(filename: str) -> Upload:
    """An exported library with one document that is limited to nobody."""
    raw = io.BytesIO()
    document = {
        "name": "brought",
        "filename": filename,
        "file": "documents/brought.txt",
        "sha256": hashlib.sha256(LIGHT).hexdigest(),
        "size": len(LIGHT),
        "stated": {},
        "channels": [],
        "roles": [],
        "added": "2026-01-01T00:00:00+00:00",
    }
    manifest = {
        "format": "briefing-bot library",
        "version": 1,
        "server": "5",
        "exported": "2026-01-02T00:00:00+00:00",
        "documents": [document],
    }
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("documents/brought.txt", LIGHT)
        archive.writestr("manifest.json", json.dumps(manifest))
    return Upload("library.zip", "application/zip", raw.getvalue())


async def test_what_is_new_is_for_whom_the_server_wants_by_every_way_in(desk: Desk) -> None:
    wanted = scope(channels(desk), roles(desk))
    await library(desk, "add", file=upload(name="before.txt"))
    card = shown(await scoped(desk, "", channels(desk), roles(desk)))
    assert "**New documents are seen by:** <@&" in card
    added = said(await library(desk, "add", file=upload(name="command.txt")))
    assert f"<@&{roles(desk)[0]}>" in added
    writer = desk.stage.moderator.writer
    message = await writer.send(desk.general, "ours", files=[upload(name="menu.txt")])
    invoker = desk.stage.moderator.invoker
    await outcome(await invoker.menu(desk.general, "Add to the library", int(message["id"])))
    await library(desk, "import", file=archive_of("import.txt"))
    await library(desk, "add", file=upload(name="own.txt"), role=role(desk, "Bots"))
    await library(desk, "replace", document="before", file=upload(LIGHT + b" Anew.", "x.txt"))
    await library(desk, "import", file=archive_of("own.txt"))
    documents = shelved(desk)
    assert {one.filename: one.scope for one in documents.values()} == {
        "x.txt": Scope(),
        "command.txt": wanted,
        "menu.txt": wanted,
        "import.txt": wanted,
        "own.txt": scope(roles=[role(desk, "Bots")]),
    }
    assert not documents.keys() & {"command", "menu", "own"}  # a plain name is for all to see
    assert prefilled(await opened(desk)) == {
        "channels": set(channels(desk)),
        "roles": set(roles(desk)),
    }
    for name in ("new_channels", "new_roles"):
        card = shown(await library(desk, "settings", reset=name))
    assert "**New documents are seen by:** everybody" in card


async def test_what_new_documents_are_for_and_was_deleted_is_told(desk: Desk) -> None:
    gone = desk.stage.channel("questions")
    await scoped(desk, "", [gone])
    close_channel(desk.stage.world, gone)
    card = shown(await library(desk, "settings"))
    assert f"⚠ <#{gone}> is gone: choose another." in card


@pytest.fixture
def shown_to_all(desk: Desk) -> Desk:
    """A server that has Discord show the commands to everybody."""
    for command in desk.stage.world.commands.visible(None):
        command["default_member_permissions"] = None
    return desk


async def test_only_who_may_change_settings_chooses_for_what_is_new(shown_to_all: Desk) -> None:
    desk, member = shown_to_all, shown_to_all.stage.member
    await library(desk, "add", file=upload())
    bots = role(desk, "Bots")
    await library(desk, "settings", manager_role=bots)
    add_member(desk.stage.world, int(desk.stage.guild()["id"]), member.id, [bots])
    call = await member.invoker.slash(desk.general, "library scope", {})
    assert "Only those with the permission Manage Server" in said(await call.answer(WAIT_S))
    call = await member.invoker.slash(desk.general, "library scope", {"role": bots})
    assert "Only those with the permission Manage Server" in said(await call.answer(WAIT_S))
    call = await member.invoker.slash(desk.general, "library scope", {"document": "light"})
    form = await call.modal()
    await library(desk, "settings", reset="manager_role")
    sent = await member.presser.submit(int(form["id"]), {"roles": [str(bots)]})
    assert "have the role that they chose" in said(await sent.answer(WAIT_S))
    assert shelved(desk)["light"].scope == Scope()
