"""Every door at which somebody can be told of a document, as they come to it."""

import enum
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.sandbox.deeds import OptionValue
from bot.sandbox.people.person import Person
from bot.sandbox.world.wire import Json
from tests.support.patience import WAIT_S
from tests.support.stand_in.canaries.documents import ASKED_OF_ALL, CANARIES, Canary
from tests.support.stand_in.canaries.scene import Reading, Scene
from tests.support.stand_in.desk import Desk


class Audience(enum.Enum):
    """Who reads what is told at a door."""

    CHOSEN = enum.auto()  # as the asker says
    CHANNEL = enum.auto()  # everybody in the channel
    ASKER = enum.auto()  # the asker alone


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a door.

    Args:
        desk: Where the bot is.
        scene: Who and what there is.
        reading: Who asks where.
        aim: The document that is asked about; for doors that ask of none, any.
    """

    desk: Desk
    scene: Scene
    reading: Reading
    aim: Canary

    @property
    def person(self) -> Person:
        return self.scene.people[self.reading.person]

    @property
    def here(self) -> int:
        return self.scene.where(self.reading)

    async def use(self, name: str, **options: OptionValue) -> Json:
        """Use a slash command, and return its answer."""
        call = await self.person.invoker.slash(self.here, name, options)
        return await call.answer(WAIT_S)

    async def ask(self, name: str, **options: OptionValue) -> Json:
        """Use one whose answer may be seen by others."""
        return await self.use(name, private=self.reading.alone, **options)

    async def say(self, words: str) -> Json:
        """Mention the bot, and return what it says."""
        with self.desk.replies(self.person).watched() as replies:
            await self.person.writer.send(self.here, f"{self.desk.mention} {words}")
            return await replies.next()

    async def complete(self, typed: str) -> Json:
        """Type a brief's topic, and return what is suggested."""
        topic = {"topic": typed}
        return {
            "choices": await self.person.invoker.autocomplete(self.here, "brief", topic, "topic")
        }

    async def menu(self, name: str, words: str) -> Json:
        """Open a menu on a message of somebody's."""
        with self.desk.replies(self.person).watched() as replies:
            message = await self.person.writer.send(self.here, words)
            if self.reading.place.is_direct:
                await replies.next()  # what is said there needs no mention
        call = await self.person.invoker.menu(self.here, name, int(message["id"]))
        return await call.answer(WAIT_S)


@dataclass(frozen=True, slots=True)
class Door:
    """One way to be told something.

    Args:
        come: Comes to it, and returns what is told.
        audience: Who reads that.
        aims: Whether one document is asked about.
        shows: Whether what is told has words of the document, where it may be seen.
        is_thorough: Whether every document is asked about in every place; else one of three is.
        by_id: Whether a document is asked for by its id, which another server's may have, too.
    """

    come: Callable[[Visit], Awaitable[Json]]
    audience: Audience
    aims: bool = True
    shows: bool = True
    is_thorough: bool = False
    by_id: bool = False


def _aimed(
    come: Callable[[Visit], Awaitable[Json]],
    audience: Audience,
    *,
    thorough: bool = False,
    by_id: bool = False,
) -> Door:
    return Door(come, audience, is_thorough=thorough, by_id=by_id)


def _of_all(
    come: Callable[[Visit], Awaitable[Json]], audience: Audience, *, shows: bool = False
) -> Door:
    return Door(come, audience, aims=False, shows=shows)


def _two_quotations(at: Visit) -> str:
    return "\n\n".join(f"“{one.quotation}”" for one in (CANARIES[0], at.aim))


GROUPS: Mapping[str, Mapping[str, Door]] = {
    "questions": {
        "/ask": _aimed(
            lambda at: at.ask("ask", question=at.aim.question), Audience.CHOSEN, thorough=True
        ),
        "/ask, mistyped": _aimed(
            lambda at: at.ask("ask", question=at.aim.misspelt), Audience.CHOSEN
        ),
        "a mention": _aimed(lambda at: at.say(at.aim.question), Audience.CHANNEL, thorough=True),
        "Answer from the sources": _aimed(
            lambda at: at.menu("Answer from the sources", at.aim.question), Audience.ASKER
        ),
    },
    "briefs": {
        "/brief": _aimed(
            lambda at: at.ask("brief", topic=at.aim.topic), Audience.CHOSEN, thorough=True
        ),
        "a mentioned /brief": _aimed(lambda at: at.say(f"/brief {at.aim.topic}"), Audience.CHANNEL),
        "/brief on everything": _of_all(lambda at: at.ask("brief"), Audience.CHOSEN),
        "a mentioned /brief on everything": _of_all(lambda at: at.say("/brief"), Audience.CHANNEL),
    },
    "claims": {
        "/cite": _aimed(lambda at: at.ask("cite", claim=at.aim.claim), Audience.CHOSEN),
        "a mentioned /cite": _aimed(lambda at: at.say(f"/cite {at.aim.claim}"), Audience.CHANNEL),
        "Find sources for this": _aimed(
            lambda at: at.menu("Find sources for this", at.aim.claim), Audience.ASKER
        ),
    },
    "quotations": {
        "/verify": _aimed(lambda at: at.ask("verify", quotation=at.aim.quotation), Audience.CHOSEN),
        "a mentioned /verify": _aimed(
            lambda at: at.say(f"/verify {at.aim.quotation}"), Audience.CHANNEL
        ),
        "Check quotations": _aimed(
            lambda at: at.menu("Check quotations", _two_quotations(at)), Audience.ASKER
        ),
    },
    "addresses": {
        "/cite an address": _aimed(
            lambda at: at.ask("cite", claim=f"{at.aim.id}:1"),
            *(Audience.CHOSEN,),
            thorough=True,
            by_id=True,
        ),
        "a mentioned address": _aimed(
            lambda at: at.say(f"[[{at.aim.id}:1]]"), Audience.CHANNEL, by_id=True
        ),
        "/cite the first": _of_all(lambda at: at.ask("cite", claim="1"), Audience.ASKER),
    },
    "completion": {
        "a topic typed": _aimed(
            lambda at: at.complete(at.aim.maker[:6]), Audience.ASKER, thorough=True
        ),
        "a title typed": _aimed(lambda at: at.complete(f"the {at.aim.title[:3]}"), Audience.ASKER),
        "nothing typed": _of_all(lambda at: at.complete(""), Audience.ASKER),
    },
    "what there is": {
        "/ask of all": _of_all(lambda at: at.ask("ask", question=ASKED_OF_ALL), Audience.CHOSEN),
        "/ask what it is about": _of_all(
            lambda at: at.ask("ask", question="What is this about?"), Audience.ASKER
        ),
        "/ask who wrote": _of_all(
            lambda at: at.ask("ask", question="Who wrote this?"), Audience.ASKER
        ),
        "/sources": _of_all(lambda at: at.use("sources"), Audience.ASKER, shows=True),
        "/topics": _of_all(lambda at: at.use("topics"), Audience.ASKER),
        "/about": _of_all(lambda at: at.use("about"), Audience.ASKER),
        "/help": _of_all(lambda at: at.use("help"), Audience.ASKER),
        "a mentioned /sources": _of_all(
            lambda at: at.say("/sources"), Audience.CHANNEL, shows=True
        ),
        "a mentioned /topics": _of_all(lambda at: at.say("/topics"), Audience.CHANNEL),
        "a mentioned /about": _of_all(lambda at: at.say("/about"), Audience.CHANNEL),
    },
}
DOORS = {name: door for doors in GROUPS.values() for name, door in doors.items()}
