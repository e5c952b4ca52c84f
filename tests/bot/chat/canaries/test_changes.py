"""What was taken out, and what somebody may see no more, is told of at no door from then on."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.library import Shelves
from tests.support.stand_in.canaries.buttons import Desktop, Press, presses
from tests.support.stand_in.canaries.cases import Case
from tests.support.stand_in.canaries.documents import BY_KEY, Canary
from tests.support.stand_in.canaries.doors import DOORS, Audience
from tests.support.stand_in.canaries.faults import check
from tests.support.stand_in.canaries.house import Grounds, House
from tests.support.stand_in.canaries.scene import BY_NAME, DIRECT, Place, Reading
from tests.support.stand_in.canaries.told import Told
from tests.support.stand_in.canaries.worlds import ALL, Worlds
from tests.support.stand_in.changes import give_roles, leave

QUESTIONS, DIRECTLY = BY_NAME["questions"], BY_NAME[DIRECT]
MILL, ORGAN, BELL = (BY_KEY[f"home/{name}"] for name in ("mill", "organ", "bell"))


def doors(aim: Canary, alone: Reading, before_others: Reading) -> Iterator[Case]:
    """Yield every door, for somebody alone and where it is for all for somebody before others."""
    for name, door in DOORS.items():
        reading = before_others if door.audience is Audience.CHANNEL else alone
        yield Case(name, reading, aim)


async def told_each(house: House, cases: list[Case], shelves: Shelves) -> list[Told]:
    """Return what is told in each case."""
    return [await house.tell(case, shelves) for case in cases]


def differing(cases: list[Case], told: list[Told], other: list[Told]) -> list[str]:
    """Return in which cases another thing is told, and what."""
    pairs = zip(cases, told, other, strict=True)
    return [f"{case}: {one}\n!= {two}" for case, one, two in pairs if one != two]


def shown(cases: list[Case], told: list[Told], aim: Canary) -> set[str]:
    """Return the doors at which words of a document are told."""
    pairs = zip(cases, told, strict=True)
    return {case.door for case, one in pairs if aim.key in one.words()}


SHOWING = {name for name, door in DOORS.items() if door.shows}


@pytest.fixture
def changing(grounds: Grounds, tmp_path: Path, at_home: House) -> Shelves:
    """Libraries that a test may change: without the mill."""
    return Worlds(tmp_path, grounds.public, at_home.scene).of(ALL - {MILL.key})


@pytest.mark.parametrize("place", [QUESTIONS, DIRECTLY], ids=lambda place: place.name)
async def test_after_a_removal_every_door_answers_as_before_the_document_came(
    at_home: House, changing: Shelves, grounds: Grounds, place: Place
) -> None:
    cases = list(doors(MILL, Reading("Cleo", place, True), Reading("Ada", place, False)))
    before = await told_each(at_home, cases, changing)
    guild, scope = at_home.scene.servers["home"], grounds.worlds.scope(MILL)
    public = grounds.public
    await asyncio.to_thread(changing.add, guild, MILL.file, MILL.raw, public)
    changing.limit(guild, MILL.id, scope)
    assert shown(cases, await told_each(at_home, cases, changing), MILL) >= SHOWING
    assert await asyncio.to_thread(changing.remove, guild, MILL.id, public)
    check(differing(cases, await told_each(at_home, cases, changing), before))


async def test_after_a_removal_no_button_gives_anything_of_the_document(
    at_home: House, changing: Shelves, grounds: Grounds
) -> None:
    guild = at_home.scene.servers["home"]
    await asyncio.to_thread(changing.add, guild, MILL.file, MILL.raw, grounds.public)
    await asyncio.to_thread(changing.remove, guild, MILL.id, grounds.public)
    desktop, never = Desktop(at_home), at_home.worlds.of(ALL - {MILL.key})
    for press in of_the_mill():
        told = await desktop.tell(press, changing)
        assert MILL.key not in told.words(), press
        assert told == await desktop.tell(press, never), press


def of_the_mill() -> list[Press]:
    """Return a press of each button under messages about the mill."""
    found = {one.button: one for one in presses() if one.aim is MILL}
    return list(found.values())


async def test_who_lost_their_roles_is_told_what_those_are_told_who_never_had_any(
    at_home: House,
) -> None:
    scene, with_all = at_home.scene, at_home.worlds.of(ALL)
    guild, cleo = scene.servers["home"], scene.people["Cleo"]
    theirs = list(doors(ORGAN, *(Reading("Cleo", QUESTIONS, alone) for alone in (True, False))))
    others = list(doors(ORGAN, *(Reading("Ada", QUESTIONS, alone) for alone in (True, False))))
    before = await told_each(at_home, theirs, with_all)
    assert shown(theirs, before, ORGAN) >= alone_at(SHOWING)
    give_roles(scene.world, guild, cleo, [])
    after = await told_each(at_home, theirs, with_all)
    assert not shown(theirs, after, ORGAN)
    check(differing(theirs, after, await told_each(at_home, others, with_all)))
    give_roles(scene.world, guild, cleo, [scene.roles["Archivists"], scene.roles["Readers"]])
    check(differing(theirs, await told_each(at_home, theirs, with_all), before))


def alone_at(names: set[str]) -> set[str]:
    """Return the doors at which the asker alone reads what is told."""
    return {name for name in names if DOORS[name].audience is not Audience.CHANNEL}


async def test_who_left_is_told_directly_of_none_of_the_servers_documents(at_home: House) -> None:
    scene, with_all = at_home.scene, at_home.worlds.of(ALL)
    reading = Reading("Ben", DIRECTLY, True)
    cases = list(doors(BELL, reading, Reading("Ben", DIRECTLY, False)))
    assert shown(cases, await told_each(at_home, cases, with_all), BELL) >= SHOWING
    leave(scene.world, scene.servers["home"], scene.people["Ben"])
    after = await told_each(at_home, cases, with_all)
    left = frozenset(key for key in reading.may_see if not key.startswith("home/"))
    assert left
    without = at_home.worlds.of(left)
    check(differing(cases, after, await told_each(at_home, cases, without)))
    assert not any(one.words() - left for one in after)
