"""Which cases there are: somebody, in a place, before others or alone, at a door, of a document.

Counted by `python -m tests.support.stand_in.canaries`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.stand_in.canaries.documents import CANARIES, Canary
from tests.support.stand_in.canaries.doors import DOORS, GROUPS, Audience, Door
from tests.support.stand_in.canaries.scene import Reading, readings

_ELSEWHERE = {"home": "other/ferry", "other": "home/light", "third": "home/light"}
_EVERY = 3  # documents of which one is asked about at a door that is not thorough


@dataclass(frozen=True, slots=True)
class Case:
    """One reply that is held against another.

    Args:
        door: Its name.
        reading: Who asks where.
        aim: The document that is asked about.
    """

    door: str
    reading: Reading
    aim: Canary

    @property
    def at(self) -> Door:
        return DOORS[self.door]

    def __str__(self) -> str:
        return f"{self.door} · {self.reading} · {self.aim.key}"


def cases(group: str) -> list[Case]:
    """Return the cases of a group of doors."""
    return [
        Case(name, reading, aim)
        for name, door in GROUPS[group].items()
        for number, reading in enumerate(_at(door))
        for aim in _aims(door, reading, number)
    ]


def _at(door: Door) -> Iterator[Reading]:
    """Yield who comes to a door where."""
    for reading in readings():
        is_both = door.audience is Audience.CHOSEN and not reading.place.is_direct
        if is_both or reading.alone is (door.audience is not Audience.CHANNEL):
            yield reading


def _aims(door: Door, reading: Reading, number: int) -> list[Canary]:
    """Return the documents that are asked about: of the server, one of another's; or some."""
    if not door.aims:
        return [CANARIES[0]]
    server = reading.place.server
    near = [
        one
        for one in CANARIES
        if reading.place.is_direct or one.server == server or one.key == _ELSEWHERE[server]
    ]
    is_chosen = door.audience is Audience.CHOSEN and door is not DOORS["/ask"]
    if door.is_thorough and not (is_chosen and not reading.alone):
        return near
    return [one for place, one in enumerate(near) if (place + number) % _EVERY == 0]
