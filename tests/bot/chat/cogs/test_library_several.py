"""Several documents are brought at once: one report on all, and what can be said of each."""

import re
from typing import Any

import pytest

from bot.chat.embeds import MAX_DESCRIPTION, shelved_embed
from bot.chat.replies import versions
from bot.config import Config
from bot.languages import Sentence
from bot.library import Particulars, ShelvedDocument, questions_to_try
from bot.sandbox.deeds import Upload
from index import Collection
from tests.support.patience import WAIT_S
from tests.support.stand_in.canary import LIGHT
from tests.support.stand_in.desk import Desk, connected, custom_id, labels
from tests.support.stand_in.shelving import library, said, text_file
from tests.support.stand_in.stage import Stage

MILL = b"""The Mill at Arvale

The mill at Arvale was built in 1702 by the carpenter Ada Marlow.

The miller of the mill at Arvale was paid in flour by the parish of Wend."""
PAINTED = b"The lighthouse at Cape Dorn was painted in 1833 by the mason Ada Marlow."
TRY = "Answered from it, for example:"


def names(desk: Desk) -> list[str]:
    guild = int(desk.stage.guild()["id"])
    return [one.name for one in desk.bot.library.shelves.documents(guild)]


def light(name: str = "light.txt") -> Upload:
    return text_file(LIGHT + b"\n\n" + PAINTED, name)


async def test_several_files_are_one_report_with_questions_of_each(desk: Desk) -> None:
    broken = text_file(b" ", "empty.txt")
    files = {"file": light(), "file2": text_file(MILL, "mill.txt"), "file3": broken}
    told = said(await library(desk, "add", **files))
    assert "2 documents added" in told
    assert "**empty.txt** was not added" in told
    of_light, of_mill = told.index("The Light at Cape Dorn"), told.index("The Mill at Arvale")
    assert TRY in told[of_light:of_mill]
    assert TRY in told[of_mill:]
    assert names(desk) == ["light", "mill"]


async def test_five_files_are_as_many_as_the_command_takes(desk: Desk) -> None:
    uploads = [text_file(f"The {n} lamps of Wend burn oil.".encode(), f"{n}.txt") for n in range(5)]
    options = dict(zip(("file", "file2", "file3", "file4", "file5"), uploads, strict=True))
    message = await library(desk, "add", **options)
    assert "5 documents added" in said(message)
    assert labels(message) == [f"Describe {n}.txt" for n in range(5)]


async def test_a_title_is_for_one_document(desk: Desk) -> None:
    files = {"file": light(), "file2": text_file(MILL, "mill.txt")}
    told = said(await library(desk, "add", title="Both", **files))
    assert "a title is for one document" in told
    assert names(desk) == []


async def test_of_two_files_of_one_name_the_second_is_told(desk: Desk) -> None:
    told = said(await library(desk, "add", file=light(), file2=text_file(MILL, "light.txt")))
    assert "1 document added" in told
    assert "another file of this name beside it" in told


async def test_a_document_is_described_from_the_report(desk: Desk) -> None:
    message = await library(desk, "add", file=light())
    assert labels(message) == ["Describe"]
    presser = desk.stage.moderator.presser
    place = int(message["channel_id"]), int(message["id"])
    form = await (await presser.press(*place, custom_id(message, "Describe"))).modal()
    boxes = [box for row in form["components"] for box in row["components"]]
    values = {box["custom_id"]: box.get("value", "") for box in boxes}
    title, issued = (next(filter(re.compile(name).match, values)) for name in ("title:", "issued:"))
    assert values[title] == "The Light at Cape Dorn"
    sent = await presser.submit(int(form["id"]), values | {issued: "1833"})
    assert "**Date**: 1833" in said(await sent.answer(WAIT_S))


async def test_the_button_outlives_a_restart_and_says_where_a_document_is_gone(
    config: Config, collection: Collection, stage: Stage
) -> None:
    async with connected(config, collection, stage) as desk:
        message = await library(desk, "add", file=light())
    async with connected(config, collection, stage) as desk:
        shelves, public = desk.bot.library.shelves, desk.bot.library.public
        place = int(message["channel_id"]), int(message["id"])
        pressed = custom_id(message, "Describe")
        assert (await (await stage.moderator.presser.press(*place, pressed)).modal())["components"]
        shelves.remove(int(stage.guild()["id"]), "light", public)
        gone = await stage.moderator.presser.press(*place, pressed)
        assert "no document “light”" in said(await gone.answer(WAIT_S))


async def test_where_nothing_was_added_there_is_nothing_to_describe(desk: Desk) -> None:
    message = await library(desk, "add", file=text_file(b" ", "empty.txt"))
    assert message["components"] == []


def test_all_documents_are_named_before_there_is_room_for_questions() -> None:
    known = [
        Particulars(ShelvedDocument(f"report-{n}", f"{n}-{'long ' * 20}.txt", "a" * 64, 10))
        for n in range(10)
    ]
    questions = {one.shelved.name: [f"{'Why ' * 40}{n}?" for n in range(3)] for one in known}
    refused = {f"tool{n}.exe": Sentence("it is of a kind that is not read") for n in range(5)}
    embed = shelved_embed(known, refused, changes={}, questions=questions)
    told = embed.description or ""
    assert len(told) <= MAX_DESCRIPTION
    assert all(f"`report-{n}`" in told for n in range(10))
    assert all(f"tool{n}.exe" in told for n in range(5))
    assert "/library scope" in told
    assert told[: told.index("`report-1`")].count("• ") == 3
    assert told.count("• ") < 30
    assert "and 1 more" not in told


async def test_questions_to_try_are_asked_in_turn_with_members_questions(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    having: list[int] = []

    def asked(*given: Any) -> tuple[str, ...]:  # noqa: ANN401  # whatever it is asked
        having.append(desk.bot.library._line._having)
        return questions_to_try(*given)

    monkeypatch.setattr(versions, "questions_to_try", asked)
    told = said(await library(desk, "add", file=light()))
    assert TRY in told
    assert having == [1]
