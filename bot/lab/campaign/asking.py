"""Members asking: each door of the bot, used as a member of the stand-in uses it."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.lab.campaign.account import Account
from bot.lab.campaign.fates import Entry
from bot.lab.campaign.plan import Door, Question
from bot.lab.campaign.scene import Scene
from bot.sandbox.people import Person
from bot.sandbox.service import Double
from bot.sandbox.world import ACKNOWLEDGE_S, NoAnswerError, StoredInteraction, walk_components

_MENU = "Answer from the sources"
# A slash command, and its option that takes the words.
_COMMANDS: dict[Door, tuple[str, str | None]] = {
    Door.ASK: ("ask", "question"),
    Door.ASK_IN_THREAD: ("ask", "question"),
    Door.VERIFY: ("verify", "quotation"),
    Door.CITE: ("cite", "claim"),
    Door.BRIEF: ("brief", "topic"),
    Door.TOPICS: ("topics", None),
}
_FORM_S = 2 * ACKNOWLEDGE_S  # by then the stand-in has given the press up
_TYPING_S = 1.5  # discord.py knows its form once the response is there, and nobody types faster


class Questioners:
    """Everybody who asks; what they ask stands in the account before the bot can hear of it."""

    def __init__(self, double: Double, scene: Scene, account: Account) -> None:
        """Ask on `double`."""
        self._double = double
        self._scene = scene
        self._account = account
        self._filling: set[asyncio.Task[None]] = set()
        self._doors: dict[Door, Callable[[Question, Person], Awaitable[None]]] = {
            Door.MENTION: self._mention,
            Door.REPLY: self._reply,
            Door.DIRECT: self._direct,
            Door.MENU: self._menu,
            Door.BUTTON: self._button,
            Door.FORM: self._form,
            Door.SUGGEST: self._suggest,
        }

    async def ask(self, question: Question) -> None:
        """Ask; nothing is waited for."""
        person = self._scene.members[question.member]
        await self._doors.get(question.door, self._slash)(question, person)

    async def close(self) -> None:
        """Return once every form that opened was filled in."""
        if self._filling:
            await asyncio.wait(self._filling)

    async def _mention(self, question: Question, person: Person) -> None:
        bot_id = self._double.world.application.bot_id
        await self._write(
            question, person, self._scene.channel_id, f"<@{bot_id}> {question.words}", None
        )

    async def _reply(self, question: Question, person: Person) -> None:
        replied = int(self._scene.answer["id"])
        await self._write(question, person, self._scene.channel_id, question.words, replied)

    async def _direct(self, question: Question, person: Person) -> None:
        direct_id = self._scene.direct_ids[question.member]
        await self._write(question, person, direct_id, question.words, None)

    async def _write(
        self, question: Question, person: Person, channel_id: int, text: str, reply_to: int | None
    ) -> None:
        connected = self._is_connected()
        message = await person.writer.send(channel_id, text, reply_to=reply_to)
        self._account.open_message(question, int(message["id"]), connected=connected)

    async def _slash(self, question: Question, person: Person) -> None:
        name, option = _COMMANDS[question.door]
        options: dict[str, str | bool] = {}
        if option is not None:
            options = {option: question.words, "private": question.private}
        in_thread = question.door is Door.ASK_IN_THREAD
        channel_id = self._scene.thread_id if in_thread else self._scene.channel_id
        connected = self._is_connected()
        call = await person.invoker.slash(channel_id, name, dict(options))
        self._open(question, call.id, connected=connected)

    async def _menu(self, question: Question, person: Person) -> None:
        connected = self._is_connected()
        call = await person.invoker.menu(self._scene.channel_id, _MENU, self._scene.target_id)
        self._open(question, call.id, connected=connected)

    async def _button(self, question: Question, person: Person) -> None:
        connected = self._is_connected()
        custom_id = self._scene.button(question.number)
        call = await person.presser.press(
            self._scene.channel_id, int(self._scene.answer["id"]), custom_id
        )
        self._open(question, call.id, connected=connected)

    async def _form(self, question: Question, person: Person) -> None:
        connected = self._is_connected()
        call = await person.presser.press(
            self._scene.channel_id, int(self._scene.answer["id"]), self._scene.follow_up()
        )
        entry = self._open(question, call.id, connected=connected)

        async def fill_in() -> None:
            try:
                modal = await call.modal(_FORM_S)
            except NoAnswerError:
                return
            await asyncio.sleep(_TYPING_S)
            inputs = [c for c in walk_components(modal["components"]) if "custom_id" in c]
            values = {str(field["custom_id"]): question.words for field in inputs}
            sent = await person.presser.submit(call.id, values)
            self._account.go_on(entry, self._interaction(sent.id))

        task = asyncio.create_task(fill_in())
        self._filling.add(task)
        task.add_done_callback(self._filling.discard)

    async def _suggest(self, question: Question, person: Person) -> None:
        connected = self._is_connected()
        call = await person.invoker.type_option(
            self._scene.channel_id, "brief", {"topic": question.words}, "topic"
        )
        self._open(question, call.id, connected=connected)

    def _is_connected(self) -> bool:
        return bool(self._double.gateway.sessions.all())

    def _open(self, question: Question, interaction_id: int, *, connected: bool) -> Entry:
        interaction = self._interaction(interaction_id)
        return self._account.open_interaction(question, interaction, connected=connected)

    def _interaction(self, interaction_id: int) -> StoredInteraction:
        interaction = self._double.world.interactions.find(interaction_id)
        assert interaction is not None  # noqa: S101  # it was begun a moment ago
        return interaction
