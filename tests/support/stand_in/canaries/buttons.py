"""Buttons under replies that others read, pressed once the documents are not for everybody."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.library import Shelves
from bot.sandbox.people.person import Person
from bot.sandbox.world.wire import Json
from tests.support.patience import WAIT_S
from tests.support.stand_in.canaries.documents import CANARIES, Canary
from tests.support.stand_in.canaries.doors import Visit
from tests.support.stand_in.canaries.house import House
from tests.support.stand_in.canaries.scene import PEOPLE, PLACES, Place, Reading
from tests.support.stand_in.canaries.told import Told
from tests.support.stand_in.canaries.worlds import ALL
from tests.support.stand_in.desk import custom_id

_EVERY = 4  # buttons of which one is pressed by each, of each document, in each place
_LONG_S = 3600.0
_PICTURED = {"questions", "office"}  # where pictures are asked for, which take long to draw
_ASKERS_OWN = "Helpful"  # changes the message for everybody where the asker presses it


@dataclass(frozen=True, slots=True)
class Button:
    """A button, and how one comes to it.

    Args:
        words: What the bot is told, so that the button is under its reply.
        path: The labels of the buttons that are pressed, the last of which is the one that counts.
        alone: Whether nobody else reads what it gives.
        shows: Whether that has words of the document, where it may be seen.
        typed: What is typed into the form that it opens; "" where it opens none.
        is_early: Whether the reply is one to somebody who asks too fast.
    """

    words: Callable[[Canary], str]
    path: tuple[str, ...]
    alone: bool = True
    shows: bool = True
    typed: Callable[[Canary], str] | None = None
    is_early: bool = False


def _question(aim: Canary) -> str:
    return aim.question


def _topic(aim: Canary) -> str:
    return f"/brief {aim.topic}"


def _false_claim(aim: Canary) -> str:
    return f"/cite Nobody at {aim.where} ever saw a submarine at the {aim.what}."


BUTTONS: Mapping[str, Button] = {
    "In context": Button(_question, ("In context",)),
    "Later, in context": Button(_question, ("In context", "Later ▶"), shows=False),
    "Cite, in context": Button(_question, ("In context", "Cite")),
    "Cite": Button(_question, ("Cite",)),
    "More": Button(_question, ("More",), shows=False),
    "Next of more": Button(_question, ("More", "Next ▶"), shows=False),
    "Helpful": Button(_question, ("Helpful",), shows=False),
    "Follow up": Button(_question, ("Follow up",), alone=False, typed=lambda aim: aim.question),
    "Ask again": Button(_question, ("Ask again",), alone=False, is_early=True),
    "The rest of the brief": Button(_topic, ("The rest of the brief",), alone=False, shows=False),
    "Markdown": Button(_topic, ("Markdown",)),
    "Page to print": Button(_topic, ("Page to print",)),
    "Pictures": Button(_topic, ("Pictures",), shows=False),
    "Nearest passages": Button(_false_claim, ("Nearest passages",)),
}


@dataclass(frozen=True, slots=True)
class Press:
    """One press.

    Args:
        button: Its name.
        reading: Who presses where, and whether nobody else reads what comes of it.
        aim: The document that the message is about.
    """

    button: str
    reading: Reading
    aim: Canary

    @property
    def at(self) -> Button:
        return BUTTONS[self.button]

    def __str__(self) -> str:
        return f"{self.button} · {self.reading} · {self.aim.key}"


def presses() -> list[Press]:
    """Return everybody's presses, in every channel, of messages about each of its documents."""
    return [press for place in PLACES if place.server and not place.within for press in _in(place)]


def _in(place: Place) -> Iterator[Press]:
    """Yield the presses in a channel."""
    documents = [one for one in CANARIES if one.server == place.server]
    for person in filter(place.admits, PEOPLE):
        for number, aim in enumerate(documents, PEOPLE.index(person)):
            yield from _of(place, person, aim, number)


def _of(place: Place, person: str, aim: Canary, number: int) -> list[Press]:
    left_out = set() if place.name in _PICTURED else {"Pictures"}
    left_out |= {_ASKERS_OWN} if person == _asker(place) else set()
    left_out |= {"Next of more"} if place.server == "third" else set()  # a short document alone
    names = [one for one in list(BUTTONS)[number % _EVERY :: _EVERY] if one not in left_out]
    return [Press(name, Reading(person, place, BUTTONS[name].alone), aim) for name in names]


def _asker(place: Place) -> str:
    """Return who asked, in a place, what all press the buttons of."""
    return next(filter(place.admits, PEOPLE))


class Desktop:
    """Messages of a house with buttons, as they were when every document was for everybody."""

    def __init__(self, house: House) -> None:
        """Have nothing said yet."""
        self._house = house
        self._said: dict[tuple[str, str], Json] = {}
        self._without: dict[tuple[object, ...], Told] = {}

    async def tell(self, press: Press, shelves: Shelves) -> Told:
        """Return what a press gives where the libraries are these by then."""
        house, button, person = self._house, press.at, self._person(press)
        house.turn_to(house.worlds.of(ALL, limited=False))
        message = await self._message(press)
        for label in button.path[:-1]:
            message = await _pressed(person, message, label)
        house.turn_to(shelves)
        if button.typed is None:
            reply = await _pressed(person, message, button.path[-1])
        else:
            reply = await _filled(person, message, button.path[-1], button.typed(press.aim))
        return house.told(press.reading, _new(reply, message))

    async def without(self, press: Press) -> Told:
        """Return what it would give if there were no document but those that may be seen."""
        reading = press.reading
        key = (press.button, reading.place, press.aim.key, reading.may_see)
        if key not in self._without:
            self._without[key] = await self.tell(press, self._house.worlds.of(reading.may_see))
        return self._without[key]

    def _person(self, press: Press) -> Person:
        return self._house.scene.people[press.reading.person]

    async def _message(self, press: Press) -> Json:
        """Return the bot's reply that the button is under, said to somebody of the place."""
        button, place = press.at, press.reading.place
        words = button.words(press.aim)
        key = (place.name, f"{button.is_early} {words}")
        if key not in self._said:
            reading = replace(press.reading, person=_asker(place))
            visit = Visit(self._house.desk, self._house.scene, reading, press.aim)
            cooldown = self._house.desk.bot.cooldown
            if button.is_early:
                cooldown.change(_LONG_S)
                cooldown._told.clear()  # who was told once would be told nothing
                cooldown.wait_s(visit.person.id, at=self._house.desk.pacing.now())
            self._said[key] = await visit.say(words)
            cooldown.change(0.0)
        return self._said[key]


def _new(reply: Json, message: Json) -> Json:
    """Return a reply without the cards of the message in whose place it stands.

    A page of what was pressed before, which its presser was shown then, stays if no other comes.
    """
    before = message["embeds"] if reply.get("id") == message["id"] else []
    return reply | {"embeds": [one for one in reply.get("embeds", ()) if one not in before]}


async def _pressed(person: Person, message: Json, label: str) -> Json:
    """Press a button, and return what comes of it."""
    place, number = int(message["channel_id"]), int(message["id"])
    call = await person.presser.press(place, number, custom_id(message, label))
    return await call.answer(WAIT_S)


async def _filled(person: Person, message: Json, label: str, typed: str) -> Json:
    """Press a button that opens a form, fill that in, and return what comes of it."""
    place, number = int(message["channel_id"]), int(message["id"])
    call = await person.presser.press(place, number, custom_id(message, label))
    form = await call.modal(WAIT_S)
    sent = await person.presser.submit(int(form["id"]), {"question": typed})
    return await sent.answer(WAIT_S)
