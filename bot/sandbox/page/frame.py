"""What the page sends over its WebSocket: one request a frame, checked as it is read."""

from dataclasses import dataclass
from typing import Self

from bot.sandbox.world import Json, SandboxError, parse_id, parse_json


class FrameError(SandboxError):
    """A frame of the page that is not a request, or lacks a field."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One request.

    Args:
        id: The page's own number for it; the answer carries it back.
        op: What is asked for.
        fields: All that was sent.
    """

    id: int
    op: str
    fields: Json

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the request in a frame.

        Raises:
            FrameError: It is no JSON object with a whole `id` and a text `op`.
        """
        try:
            fields = parse_json(text)
        except ValueError:
            raise FrameError("a frame must be JSON") from None
        if not isinstance(fields, dict):
            raise FrameError("a frame must be an object")
        number, op = fields.get("id"), fields.get("op")
        if not isinstance(number, int) or not isinstance(op, str):
            raise FrameError("a frame needs a whole number `id` and a text `op`")
        return cls(number, op, fields)

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text.

        Raises:
            FrameError: It is missing and there is no default, or is no text.
        """
        value = self.fields.get(name, default)
        if not isinstance(value, str):
            raise FrameError(f"`{name}` must be a text")
        return value

    def optional_text(self, name: str) -> str | None:
        """Return a text, or None where it is left out."""
        return None if self.fields.get(name) is None else self.text(name)

    def snowflake(self, name: str) -> int:
        """Return an id, which travels as digits.

        Raises:
            FrameError: It is missing or anything else.
        """
        return as_snowflake(self.fields.get(name), name)

    def optional_snowflake(self, name: str) -> int | None:
        """Return an id, or None where it is left out."""
        return None if self.fields.get(name) is None else self.snowflake(name)

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a truth value.

        Raises:
            FrameError: It is neither true nor false.
        """
        value = self.fields.get(name, default)
        if not isinstance(value, bool):
            raise FrameError(f"`{name}` must be true or false")
        return value

    def count(self, name: str, default: int, *, most: int) -> int:
        """Return a whole number from 1 to `most`.

        Raises:
            FrameError: It is anything else.
        """
        value = self.fields.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            raise FrameError(f"`{name}` must be a whole number from 1 to {most}")
        return value

    def texts(self, name: str) -> list[str]:
        """Return a list of texts, empty where it is left out.

        Raises:
            FrameError: It is anything else.
        """
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise FrameError(f"`{name}` must be a list of texts")
        return value

    def inputs(self, name: str) -> dict[str, str | list[str]]:
        """Return texts, and lists of texts, by name.

        Raises:
            FrameError: It is anything else.
        """
        values = self.mapping(name)
        for value in values.values():
            texts = value if isinstance(value, list) else [value]
            if not all(isinstance(text, str) for text in texts):
                raise FrameError(f"`{name}` must hold texts and lists of texts")
        return values

    def mapping(self, name: str) -> Json:
        """Return an object, empty where it is left out.

        Raises:
            FrameError: It is anything else.
        """
        value = self.fields.get(name, {})
        if not isinstance(value, dict):
            raise FrameError(f"`{name}` must be an object")
        return value


def as_snowflake(value: object, name: str) -> int:
    """Return an id.

    Raises:
        FrameError: It is not written in digits, or too long for 64 bits.
    """
    number = parse_id(value)
    if number is None:
        raise FrameError(f"`{name}` must be an id, in digits")
    return number
