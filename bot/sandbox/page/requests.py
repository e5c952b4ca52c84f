"""What a page may do for the human it looks on as: each request by its name, and nothing else.

What becomes of an interaction is not awaited here: its events tell the page, by their `nonce`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.sandbox.deeds import OptionValue, Upload
from bot.sandbox.page.frame import Frame, FrameError, as_snowflake
from bot.sandbox.people import Person
from bot.sandbox.world import Json

MESSAGES_AT_ONCE = 100

# Hands out, once, the file that was uploaded under a name.
TakeUpload: TypeAlias = Callable[[str], Upload]


@dataclass(frozen=True, slots=True)
class Request:
    """A frame, and on whose behalf it came.

    Args:
        person: Whom the page looks on as.
        frame: What was sent.
        take_upload: Gives the files that were uploaded.
        opened: The moment, as an id, at which the page was loaded: what only its human could see
            before is gone, as it is when a client of Discord is opened again.
    """

    person: Person
    frame: Frame
    take_upload: TakeUpload
    opened: int

    @property
    def channel_id(self) -> int:
        """Return the channel that is meant."""
        return self.frame.snowflake("channel")

    @property
    def target(self) -> tuple[int, int]:
        """Return the channel and the message that are meant."""
        return self.channel_id, self.frame.snowflake("message")

    @property
    def nonce(self) -> str | None:
        """Return what the events of this interaction are known by."""
        return self.frame.optional_text("nonce")

    @property
    def options(self) -> dict[str, OptionValue]:
        """Return a command's options; an id comes as {"id": digits}, a file as {"upload": name}."""
        given = self.frame.mapping("options")
        return {name: self._option(name, value) for name, value in given.items()}

    def _option(self, name: str, value: object) -> OptionValue:
        """Return one option as it is used.

        Raises:
            FrameError: It is none of the known forms.
        """
        match value:
            case str() | bool() | int() | float():
                return value
            case {"id": digits}:
                return as_snowflake(digits, name)
            case {"upload": str(upload)}:
                return self.take_upload(upload)
            case _:
                raise FrameError(f"option `{name}` cannot be read")


async def _messages(request: Request) -> list[Json]:
    limit = request.frame.count("limit", 50, most=MESSAGES_AT_ONCE)
    before = request.frame.optional_snowflake("before")
    return request.person.viewer.messages(
        request.channel_id, limit=limit, before=before, private_since=request.opened
    )


async def _commands(request: Request) -> list[Json]:
    return request.person.viewer.commands(request.channel_id)


async def _send(request: Request) -> Json:
    frame = request.frame
    return await request.person.writer.send(
        request.channel_id,
        frame.text("content", ""),
        reply_to=frame.optional_snowflake("reply_to"),
        ping=frame.flag("ping", default=True),
        files=[request.take_upload(name) for name in frame.texts("files")],
    )


async def _edit(request: Request) -> Json:
    return await request.person.writer.edit(*request.target, request.frame.text("content"))


async def _delete(request: Request) -> None:
    await request.person.writer.delete(*request.target)


async def _react(request: Request) -> None:
    await request.person.writer.react(*request.target, request.frame.text("emoji"))


async def _unreact(request: Request) -> None:
    await request.person.writer.unreact(*request.target, request.frame.text("emoji"))


async def _type(request: Request) -> None:
    await request.person.writer.type(request.channel_id)


async def _thread(request: Request) -> Json:
    source = request.frame.optional_snowflake("message")
    name = request.frame.text("name")
    return await request.person.writer.start_thread(request.channel_id, name, message_id=source)


async def _dm(request: Request) -> Json:
    return await request.person.writer.open_dm(request.frame.optional_snowflake("person"))


async def _slash(request: Request) -> None:
    name, options = request.frame.text("name"), request.options
    await request.person.invoker.slash(request.channel_id, name, options, nonce=request.nonce)


async def _autocomplete(request: Request) -> list[Json]:
    name, focused = request.frame.text("name"), request.frame.text("focused")
    return await request.person.invoker.autocomplete(
        request.channel_id, name, request.options, focused
    )


async def _menu(request: Request) -> None:
    name, target_id = request.frame.text("name"), request.frame.snowflake("target")
    await request.person.invoker.menu(request.channel_id, name, target_id, nonce=request.nonce)


async def _press(request: Request) -> None:
    custom_id = request.frame.text("custom_id")
    await request.person.presser.press(*request.target, custom_id, nonce=request.nonce)


async def _choose(request: Request) -> None:
    custom_id, values = request.frame.text("custom_id"), request.frame.texts("values")
    await request.person.presser.choose(*request.target, custom_id, values, nonce=request.nonce)


async def _submit(request: Request) -> None:
    modal_id, values = request.frame.snowflake("modal"), request.frame.inputs("values")
    await request.person.presser.submit(modal_id, values, nonce=request.nonce)


async def _dismiss_modal(request: Request) -> None:
    request.person.presser.dismiss_modal(request.frame.snowflake("modal"))


RequestHandler: TypeAlias = Callable[[Request], Awaitable[Json | list[Json] | None]]

HANDLERS: dict[str, RequestHandler] = {
    "messages": _messages,
    "commands": _commands,
    "send": _send,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "unreact": _unreact,
    "type": _type,
    "thread": _thread,
    "dm": _dm,
    "slash": _slash,
    "autocomplete": _autocomplete,
    "menu": _menu,
    "press": _press,
    "choose": _choose,
    "submit": _submit,
    "dismiss_modal": _dismiss_modal,
}
