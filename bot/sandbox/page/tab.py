"""One open page: whose eyes it has, and the way its requests take."""

import asyncio
import contextlib

from aiohttp import WSMsgType, web

from bot.languages import ENGLISH, language_for, speaking
from bot.sandbox.deeds import user_payload
from bot.sandbox.page.frame import Frame, FrameError
from bot.sandbox.page.requests import HANDLERS, Request, TakeUpload
from bot.sandbox.page.words import Invitation, refusal
from bot.sandbox.people import Person, people
from bot.sandbox.service import Double
from bot.sandbox.world import LOCALE, MAX_CONTENT, MAX_FILE_BYTES, ApiError, Json, Observer


class Tab:
    """One WebSocket of the page, from its first frame to its last."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        double: Double,
        *,
        invitation: Invitation,
        take_upload: TakeUpload,
    ) -> None:
        """Serve `socket`; it looks on as nobody until the page says hello."""
        self._socket = socket
        self._double = double
        self._invitation = invitation
        self._take_upload = take_upload
        self._person: Person | None = None
        self._language, self._locale = ENGLISH, LOCALE
        self._opened = 0
        self._events: Observer | None = None
        self._watching: asyncio.Task[None] | None = None
        self._outbox: asyncio.Queue[Json] = asyncio.Queue()

    async def serve(self) -> None:
        """Answer until the page is closed; no request waits for another."""
        writing = asyncio.create_task(self._write())
        try:
            async with asyncio.TaskGroup() as tasks:
                async for message in self._socket:
                    if message.type is WSMsgType.TEXT:
                        tasks.create_task(self._receive(message.data))
        finally:
            self._look_away()
            writing.cancel()

    async def _receive(self, text: str) -> None:
        try:
            frame = Frame.parse(text)
        except FrameError as error:
            self._outbox.put_nowait({"re": None, "error": _malformed(error)})
            return
        answer = await self._answer(frame)
        # What a request did is told before its answer: the page that has the one has the other.
        self._tell_events()
        self._outbox.put_nowait({"re": frame.id} | answer)

    async def _answer(self, frame: Frame) -> Json:
        try:
            with speaking(self._language):
                return {"data": await self._do(frame)}
        except ApiError as error:
            with speaking(self._language):
                return {"error": refusal(error)}
        except FrameError as error:
            return {"error": _malformed(error)}

    async def _do(self, frame: Frame) -> Json | list[Json] | None:
        """Return what a request asks for.

        Raises:
            FrameError: There is no such request, or the page has not said hello.
        """
        if frame.op == "hello":
            with speaking(self._hear(frame)):
                return self._hello(frame)
        if self._person is None:
            raise FrameError("say hello first")
        if frame.op not in HANDLERS:
            raise FrameError(f"there is no `{frame.op}`")
        request = Request(self._person, frame, self._take_upload, self._opened)
        return await HANDLERS[frame.op](request)

    async def _write(self) -> None:
        # The page may be gone by now: then there is nobody to tell.
        with contextlib.suppress(ConnectionError):
            while True:
                await self._socket.send_json(await self._outbox.get())

    def _tell_events(self) -> None:
        """Put what has happened meanwhile in the outbox."""
        while self._events is not None and (event := self._events.get_nowait()) is not None:
            self._tell(event)

    def _tell(self, event: Json) -> None:
        if self._person is not None:
            self._outbox.put_nowait(event | {"as": str(self._person.id)})

    def _hear(self, frame: Frame) -> str:
        """Return in which language the page speaks from now on, by its tag."""
        self._locale = frame.optional_text("locale") or LOCALE
        self._language = language_for(self._locale)
        return self._language

    def _hello(self, frame: Frame) -> Json:
        """Look on as somebody from now on; return all that they see."""
        everyone = people(self._double.world)
        wanted = frame.optional_text("person")
        person = next((human for human in everyone if str(human.id) == wanted), everyone[0])
        person.viewer.speak(self._locale)
        self._look_away()
        self._opened = frame.optional_snowflake("opened") or self._double.world.ids.next()
        # The state is read in the same step as watching begins: nothing falls between the two.
        self._person, self._events = person, person.viewer.observe()
        self._watching = asyncio.create_task(self._watch(self._events))
        return self._state(person)

    def _state(self, person: Person) -> Json:
        world = self._double.world
        guilds, dms = person.viewer.guilds(), person.viewer.dms()
        places = list(dms)
        for guild in guilds:
            places += guild["channels"] + guild["threads"]
        for place in places:
            place["permissions"] = str(person.sight.permissions(int(place["id"])))
        return {
            "opened": str(self._opened),
            "me": person.viewer.user(),
            "people": [human.viewer.user() for human in people(world)],
            "guilds": guilds,
            "dms": dms,
            "bot": user_payload(world.user(world.application.bot_id)),
            "online": bool(self._double.gateway.connected()),
            "invitation": self._invitation.payload(),
            "limits": {"content": MAX_CONTENT, "file": MAX_FILE_BYTES},
        }

    async def _watch(self, events: Observer) -> None:
        async for event in events:
            self._tell(event)

    def _look_away(self) -> None:
        if self._events is not None:
            self._events.close()
        if self._watching is not None:
            self._watching.cancel()


def _malformed(error: FrameError) -> Json:
    return {"message": str(error), "code": 0, "status": 400}
