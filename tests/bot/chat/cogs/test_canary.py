"""In direct messages each is told what they may see in servers, as it is at that moment."""

import asyncio
from collections.abc import Sequence

import pytest

from tests.support.stand_in.canary import DOORS, LIGHT, of_the_document, through, upload
from tests.support.stand_in.changes import another_server, give_roles, leave, remove_bot
from tests.support.stand_in.desk import Desk
from tests.support.stand_in.shelving import library, scoped


class Rooms:
    """Direct messages with the bot, and everything that decides what is told there."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.world = desk, desk.stage.world
        self.people = {"member": desk.stage.member, "moderator": desk.stage.moderator}
        self.home = int(desk.stage.guild()["id"])
        roles = desk.stage.guild()["roles"]
        self.role = next(int(role["id"]) for role in roles if role["name"] == "Moderators")
        self.hidden = desk.stage.channel("moderators")

    async def open(self) -> None:
        self.direct = {
            who: int((await person.writer.open_dm())["id"]) for who, person in self.people.items()
        }

    async def told(self, door: str, who: str) -> str:
        return await through(self.desk, door, self.people[who], self.direct[who], private=False)

    async def limit(self, *, channels: Sequence[int] = (), roles: Sequence[int] = ()) -> None:
        await scoped(self.desk, "light", channels, roles)


async def seen_by(rooms: Rooms, door: str, before: dict[str, str]) -> set[str]:
    """Return who is told of the document at a door; the others are told what was told before."""
    seen = set()
    rooms.desk.bot.memberships.forget()  # suggestions go by what was said for half a minute
    for who in rooms.people:
        told = await rooms.told(door, who)
        if told != before[who]:
            seen.add(who)
            assert door == "about" or of_the_document(told, door), (who, told)
    return seen


@pytest.mark.parametrize("door", DOORS)
async def test_direct_messages_tell_each_what_they_may_see_in_servers_now(
    desk: Desk, door: str
) -> None:
    rooms = Rooms(desk)
    await rooms.open()
    before = {who: await rooms.told(door, who) for who in rooms.people}
    await library(desk, "add", file=upload())
    assert await seen_by(rooms, door, before) == {"member", "moderator"}
    await rooms.limit(roles=[rooms.role])
    assert await seen_by(rooms, door, before) == {"moderator"}
    await rooms.limit(channels=[rooms.hidden])
    assert await seen_by(rooms, door, before) == {"moderator"}
    give_roles(rooms.world, rooms.home, rooms.people["moderator"], [])
    assert await seen_by(rooms, door, before) == set()
    give_roles(rooms.world, rooms.home, rooms.people["moderator"], [rooms.role])
    await rooms.limit()
    leave(rooms.world, rooms.home, rooms.people["member"])
    assert await seen_by(rooms, door, before) == {"moderator"}


@pytest.mark.parametrize("door", DOORS)
async def test_a_second_servers_document_is_told_of_to_its_members_in_direct_messages_alone(
    desk: Desk, door: str
) -> None:
    rooms = Rooms(desk)
    await rooms.open()
    in_home = await through(desk, door, rooms.people["moderator"], desk.general, private=True)
    before = {who: await rooms.told(door, who) for who in rooms.people}
    other, _ = another_server(rooms.world, "Other circle", rooms.people["moderator"])
    shelves, public = desk.bot.library.shelves, desk.bot.library.public
    await asyncio.to_thread(shelves.add, other.id, "light.txt", LIGHT, public)
    assert await seen_by(rooms, door, before) == {"moderator"}
    again = await through(desk, door, rooms.people["moderator"], desk.general, private=True)
    assert again == in_home
    remove_bot(rooms.world, other.id)
    assert await seen_by(rooms, door, before) == set()
