"""Where a campaign plays: a server with many members, a thread, and a first answer with buttons."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from bot.lab.campaign.plan import Words
from bot.sandbox.deeds import add_member, add_user, install_for
from bot.sandbox.people import Person, people
from bot.sandbox.seed import reading_group
from bot.sandbox.world import Clock, ComponentType, Json, SandboxError, World

FOLLOW_UP = "Follow up"
_NOT_PRESSED = (FOLLOW_UP, "Delete")  # the one opens a form, the other takes the buttons away
_TRIES = 8  # questions asked until one is answered with buttons
_ANSWER_S = 60.0


@dataclass(frozen=True, slots=True)
class Scene:
    """Who is there, and what they can use.

    Args:
        members: Who asks.
        channel_id: A channel of the server.
        thread_id: A thread of that channel.
        direct_ids: The direct messages of each member with the bot.
        target_id: A message that menus are opened on.
        answer: A message of the bot's with buttons, which everybody sees.
    """

    members: tuple[Person, ...]
    channel_id: int
    thread_id: int
    direct_ids: tuple[int, ...]
    target_id: int
    answer: Json

    def button(self, number: int) -> str:
        """Return the `custom_id` of one of the answer's buttons, which differ by number."""
        pressed = [b["custom_id"] for b in _buttons(self.answer) if b["label"] not in _NOT_PRESSED]
        return str(pressed[number % len(pressed)])

    def follow_up(self) -> str:
        """Return the `custom_id` of the button that opens the form."""
        return next(str(b["custom_id"]) for b in _buttons(self.answer) if b["label"] == FOLLOW_UP)


def crowd(members: int, clock: Clock | None = None) -> World:
    """Return the sandbox's own server with at least so many members."""
    world = reading_group(clock)
    guild_id = next(iter(world.population.guilds))
    for number in range(len(people(world)), members):
        user = add_user(world, f"Member {number + 1}")
        add_member(world, guild_id, user.id)
        install_for(world, user.id)
    return world


async def set_scene(world: World, members: int, words: Words) -> Scene:
    """Return the scene, once the bot has answered with buttons; it is connected already.

    Raises:
        SandboxError: It does not.
    """
    persons = tuple(people(world)[:members])
    first = persons[0]
    channels = {c["name"]: int(c["id"]) for c in first.viewer.guilds()[0]["channels"]}
    channel_id = channels["general"]
    thread = await first.writer.start_thread(channel_id, "A thread")
    target = await first.writer.send(channel_id, words.questions[0])
    directs = [int((await person.writer.open_dm())["id"]) for person in persons]
    answer = await _answer(persons, channel_id, words)
    return Scene(persons, channel_id, int(thread["id"]), tuple(directs), int(target["id"]), answer)


async def _answer(persons: tuple[Person, ...], channel_id: int, words: Words) -> Json:
    """Return a message of the bot's with buttons to press and the one for a follow-up.

    Raises:
        SandboxError: There is none.
    """
    for number, question in enumerate(words.questions[:_TRIES]):
        person = persons[number % len(persons)]
        message = await _reply(person, channel_id, question)
        labels = {button["label"] for button in _buttons(message)}
        if FOLLOW_UP in labels and labels - set(_NOT_PRESSED):
            return message
    raise SandboxError("the bot answered none of the first questions with buttons to press")


async def _reply(person: Person, channel_id: int, question: str) -> Json:
    """Return the bot's reply to a mention.

    Raises:
        SandboxError: There is none.
    """
    bot_id = person.sight.world.application.bot_id
    with person.viewer.observe() as events:
        asked = await person.writer.send(channel_id, f"<@{bot_id}> {question}")
        try:
            async with asyncio.timeout(_ANSWER_S):
                async for event in events:
                    reference = event["d"].get("message_reference") or {}
                    if reference.get("message_id") == asked["id"]:
                        message: Json = event["d"]
                        return message
        except TimeoutError:
            pass
    raise SandboxError("the bot left a mention without a reply before anything went wrong")


def _buttons(message: Json) -> Iterator[Json]:
    for row in message.get("components", []):
        for component in row.get("components", []):
            if component["type"] == ComponentType.BUTTON:
                yield component
