"""The stand-in's world is there again after a restart, however it ended, and within bounds."""

import json
import logging
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox.deeds import (
    Posting,
    Upload,
    Uploads,
    add_reaction,
    delete_message,
    edit_message,
    post_message,
    start_thread,
)
from bot.sandbox.keeping import Keeper, keeper
from bot.sandbox.people.person import people
from bot.sandbox.seed import reading_group
from bot.sandbox.service.server import Double
from bot.sandbox.world import Json, Message, MessageFlag, Origin, World

PICTURE = Upload("a picture.png", "image/png", b"\x89PNG not really")
BUTTONS: list[Json] = [
    {
        "type": 1,
        "components": [{"type": 2, "style": 2, "label": "More", "custom_id": "more:1"}],
    }
]


@asynccontextmanager
async def opened(folder: Path, *, killed: bool = False) -> AsyncIterator[World]:
    """The world of a folder, served; where it is killed, nothing is said of its end."""
    kept = Keeper(folder, reading_group)
    async with Double(kept.world):
        kept.begin()
        yield kept.world
    if killed:
        kept._journal._writer.submit(lambda: None).result()  # what was handed over is written
        return
    kept.close()


def general(world: World) -> int:
    return next(one.id for one in world.population.channels.values() if one.name == "general")


def posted(
    world: World, body: Json, uploads: Uploads | None = None, visible_to: int | None = None
) -> Message:
    place = Posting(world.channel(general(world)), world.application.bot_id, visible_to=visible_to)
    return post_message(world, place, body, uploads or {})


def said(world: World) -> list[str]:
    """Return what stands in the channel, the oldest first."""
    return [one.content for one in world.messages.newest_first(general(world))][::-1]


def folder_of(tmp_path: Path) -> Path:
    return tmp_path / "data" / "sandbox"


@pytest.mark.parametrize("killed", [False, True], ids=["ended", "killed"])
async def test_all_there_is_is_there_again_with_its_ids(tmp_path: Path, *, killed: bool) -> None:
    async with opened(folder_of(tmp_path), killed=killed) as world:
        member, moderator = people(world)
        question = await member.writer.send(general(world), "What of the alliance?")
        answer = posted(
            world,
            {
                "content": "It persists.",
                "embeds": [{"title": "T", "image": {"url": "attachment://a picture.png"}}],
                "components": BUTTONS,
                "message_reference": {"message_id": question["id"]},
                "nonce": "5",
            },
            {"0": PICTURE},
        )
        add_reaction(world, answer, "👍", member.id)
        start_thread(
            world,
            world.channel(general(world)),
            moderator.id,
            {"name": "On it"},
            from_message=answer,
        )
        direct = await member.writer.open_dm()
        origin = Origin(7, 2, member.id, {"0": "1"}, "ask", triggered_by=Origin(6, 5, 4, {}))
        world.messages.put(replace(world.messages.get(general(world), answer.id), origin=origin))
        population, messages = world.population, list(world.messages.all())
        files = list(world.files.all())
        application, before = world.application, world.base_url
    async with opened(folder_of(tmp_path)) as again:
        assert again.application == application
        assert again.population.users == population.users
        assert again.population.guilds == population.guilds
        assert again.population.members == population.members
        assert again.population.channels == population.channels
        assert int(direct["id"]) in again.population.channels
        assert list(again.files.all()) == files
        moved = json.loads(
            json.dumps([list(one.embeds) for one in messages]).replace(before, again.base_url)
        )
        there = list(again.messages.all())
        assert [list(one.embeds) for one in there] == moved
        assert [replace(one, embeds=()) for one in there] == [
            replace(one, embeds=()) for one in messages
        ]
        assert again.ids.next() > max(one.id for one in messages)
        async with (
            aiohttp.ClientSession() as session,
            session.get(there[1].embeds[0]["image"]["url"]) as response,
        ):
            assert await response.read() == PICTURE.data


async def test_what_was_changed_or_deleted_is_so_after_a_restart(tmp_path: Path) -> None:
    async with opened(folder_of(tmp_path)) as world:
        first, second = posted(world, {"content": "first"}), posted(world, {"content": "second"})
        edit_message(world, first, {"content": "anew"}, {})
        delete_message(world, second)
    for _ in range(2):
        async with opened(folder_of(tmp_path)) as world:
            assert said(world) == ["anew"]


async def test_what_one_member_saw_and_what_was_being_thought_about_is_gone(
    tmp_path: Path,
) -> None:
    async with opened(folder_of(tmp_path)) as world:
        posted(world, {"content": "for one"}, {"0": PICTURE}, visible_to=people(world)[0].id)
        thinking = posted(world, {"content": "thinking"})
        world.messages.put(replace(thinking, flags=MessageFlag.LOADING))
        posted(world, {"content": "for all"})
    async with opened(folder_of(tmp_path)) as world:
        assert said(world) == ["for all"]
        assert list(world.files.all()) == []
    assert "for one" not in (folder_of(tmp_path) / "journal.jsonl").read_text()


async def test_the_newest_are_kept_and_what_is_attached_within_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "_MESSAGES", 3)
    monkeypatch.setattr(keeper, "_FILE_BYTES", 2 * len(PICTURE.data))
    async with opened(folder_of(tmp_path)) as world:
        for number in range(5):
            posted(world, {"content": str(number)}, {"0": PICTURE})
    assert len(list((folder_of(tmp_path) / "files").iterdir())) == 2
    async with opened(folder_of(tmp_path)) as world:
        assert said(world) == ["2", "3", "4"]
        newest = world.messages.newest_first(general(world))
        assert [len(one.files) for one in newest] == [1, 1, 0]
    assert len(list((folder_of(tmp_path) / "files").iterdir())) == 2


async def test_the_journal_of_a_long_run_stays_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "_LENGTH", 5_000)
    async with opened(folder_of(tmp_path)) as world:
        message = posted(world, {"content": "0"})
        for number in range(100):
            message = edit_message(world, message, {"content": str(number)}, {})
    assert len((folder_of(tmp_path) / "journal.jsonl").read_text()) < 15_000
    async with opened(folder_of(tmp_path)) as world:
        assert said(world) == ["99"]


async def test_a_last_line_that_is_cut_costs_itself_alone(tmp_path: Path) -> None:
    async with opened(folder_of(tmp_path)) as world:
        posted(world, {"content": "first"})
        posted(world, {"content": "second"})
    journal = folder_of(tmp_path) / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-20])
    async with opened(folder_of(tmp_path)) as world:
        assert said(world) == ["first"]


@pytest.mark.parametrize(
    "line",
    [
        '{"world": {"version": 99}}',
        '{"world": {"version": 1}}',
        '{"world": {"version": 1, "application": 5, "users": 5}}',
    ],
)
async def test_a_world_that_cannot_be_read_is_put_aside(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, line: str
) -> None:
    folder = folder_of(tmp_path)
    async with opened(folder) as world:
        posted(world, {"content": "first"})
    with (folder / "journal.jsonl").open("a") as file:
        file.write(f"{line}\n")
    with caplog.at_level(logging.WARNING):
        async with opened(folder) as world:
            assert said(world) == []
            assert len(people(world)) == 2
    assert "it begins anew" in caplog.text
    assert "first" in (folder / "journal.damaged").read_text()


async def test_a_message_that_cannot_be_read_costs_itself_alone(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    async with opened(folder) as world:
        posted(world, {"content": "first"})
    with (folder / "journal.jsonl").open("a") as file:
        file.write('{"message": {"id": 5}}\n[]\nno json\n{"file": {"id": "x"}}\n{"gone": "y"}\n')
    async with opened(folder) as world:
        assert said(world) == ["first"]


async def test_what_lies_there_is_for_the_user_alone(tmp_path: Path) -> None:
    async with opened(folder_of(tmp_path)) as world:
        posted(world, {"content": "first"}, {"0": PICTURE})
    paths = [folder_of(tmp_path), *folder_of(tmp_path).rglob("*")]
    assert len(paths) == 4
    for path in paths:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


async def test_where_nothing_can_be_written_the_sandbox_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder_of(tmp_path).parent.mkdir()
    folder_of(tmp_path).write_text("no folder")
    with caplog.at_level(logging.WARNING):
        async with opened(folder_of(tmp_path)) as world:
            posted(world, {"content": "first"}, {"0": PICTURE})
            assert said(world) == ["first"]
    assert caplog.text.count("will not be as it is after a restart") == 1
