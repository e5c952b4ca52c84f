"""The same asked at the same moment is worked out once, by whatever doors it is asked."""

from collections.abc import Awaitable, Callable

import pytest

from bot.sandbox.people.person import Person
from index import ModelError
from tests.support.held import Held, until
from tests.support.stand_in.desk import QUESTION, Desk, shown

QUOTATION = "control or contest at least 44 percent of the districts"
TOPIC = "Taliban"


async def slash(desk: Desk, person: Person, name: str, option: str, words: str) -> None:
    await person.invoker.slash(desk.general, name, {option: words})


async def write(desk: Desk, person: Person, words: str) -> None:
    await person.writer.send(desk.general, f"{desk.mention} {words}")


async def direct(desk: Desk, person: Person, words: str) -> None:
    channel = await person.writer.open_dm()
    await person.writer.send(int(channel["id"]), words)


DOORS: dict[str, tuple[str, list[Callable[[Desk], Awaitable[None]]]]] = {
    "ask": (
        "ask",
        [
            lambda desk: slash(desk, desk.stage.member, "ask", "question", QUESTION),
            lambda desk: slash(desk, desk.stage.moderator, "ask", "question", QUESTION),
            lambda desk: write(desk, desk.stage.member, QUESTION),
            lambda desk: write(desk, desk.stage.moderator, f"/ask {QUESTION}"),
            lambda desk: direct(desk, desk.stage.member, QUESTION),
        ],
    ),
    "brief": (
        "brief",
        [
            lambda desk: slash(desk, desk.stage.member, "brief", "topic", TOPIC),
            lambda desk: slash(desk, desk.stage.moderator, "brief", "topic", TOPIC),
            lambda desk: write(desk, desk.stage.member, f"/brief {TOPIC}"),
        ],
    ),
    "cite": (
        "support",
        [
            lambda desk: slash(desk, desk.stage.member, "cite", "claim", QUOTATION),
            lambda desk: slash(desk, desk.stage.moderator, "cite", "claim", QUOTATION),
            lambda desk: write(desk, desk.stage.member, f"/cite {QUOTATION}"),
        ],
    ),
    "verify": (
        "check_quotations",
        [
            lambda desk: slash(desk, desk.stage.member, "verify", "quotation", QUOTATION),
            lambda desk: slash(desk, desk.stage.moderator, "verify", "quotation", QUOTATION),
            lambda desk: write(desk, desk.stage.member, f"/verify {QUOTATION}"),
        ],
    ),
}


@pytest.mark.parametrize("deed", DOORS)
async def test_all_doors_share_one_working_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    method, doors = DOORS[deed]
    held = Held(monkeypatch, desk.bot.library.public, method)
    with desk.replies().watched() as replies:
        for door in doors:
            await door(desk)
        await until(lambda: len(desk.bot.library._sharing) == len(doors))
        held.let_go(len(doors))
        first, *others = [shown(await replies.next()) for _ in doors]
    assert len(held.begun) == 1
    assert first
    assert others == [first] * len(others)


async def test_of_a_shared_question_that_fails_each_is_told_and_the_next_is_answered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection, ask = desk.bot.library.public, desk.bot.library.public.ask

    def broken(question: str, history: object = ()) -> None:
        raise ModelError("it cannot be read now")

    monkeypatch.setattr(collection, "ask", broken)
    held = Held(monkeypatch, collection, "ask")
    doors = DOORS["ask"][1]
    with desk.replies().watched() as replies:
        for door in doors:
            await door(desk)
        await until(lambda: len(desk.bot.library._sharing) == len(doors))
        held.let_go(len(doors))
        told = [(await replies.next())["content"] for _ in doors]
    assert len(held.begun) == 1
    assert all("went wrong on my side" in one for one in told)
    monkeypatch.setattr(collection, "ask", ask)
    assert shown(await desk.use("ask", {"question": QUESTION}))
