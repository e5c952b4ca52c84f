"""Faults of a request's body, collected and raised together as Discord's code 50035."""

from collections.abc import Sequence
from typing import Any

from bot.sandbox.world.errors import ApiError, Fault
from bot.sandbox.world.wire import Json


class Form:
    """The faults found in one body, by the path of each."""

    def __init__(self) -> None:
        """Start without faults."""
        self._errors: Json = {}

    @property
    def is_clean(self) -> bool:
        """Return whether nothing was noted."""
        return not self._errors

    def add(self, path: str, code: str, message: str) -> None:
        """Note a fault.

        Args:
            path: Where in the body, dotted: `embeds.0.title`; empty for the body itself.
            code: Discord's name of the fault.
            message: Discord's sentence.
        """
        place = self._errors
        for step in path.split(".") if path else ():
            place = place.setdefault(step, {})
        place.setdefault("_errors", []).append({"code": code, "message": message})

    def require(self, path: str, value: Any) -> bool:  # noqa: ANN401  any value of a body
        """Return whether a value is there; note a fault where it is not."""
        if value in (None, ""):
            self.add(path, "BASE_TYPE_REQUIRED", "This field is required")
            return False
        return True

    def at_most(self, path: str, text: str | None, limit: int) -> None:
        """Note a text that is longer than `limit` characters."""
        if text is not None and len(text) > limit:
            message = f"Must be {limit} or fewer in length."
            self.add(path, "BASE_TYPE_MAX_LENGTH", message)

    def between(self, path: str, text: str | None, low: int, high: int) -> None:
        """Note a text that is missing or does not have `low` to `high` characters."""
        if self.require(path, text) and text is not None and not low <= len(text) <= high:
            message = f"Must be between {low} and {high} in length."
            self.add(path, "BASE_TYPE_BAD_LENGTH", message)

    def no_more(self, path: str, values: Sequence[object] | None, limit: int) -> None:
        """Note a list that is longer than `limit`."""
        if values is not None and len(values) > limit:
            message = f"Must be {limit} or fewer in length."
            self.add(path, "BASE_TYPE_MAX_LENGTH", message)

    def check(self) -> None:
        """Pass where nothing was noted.

        Raises:
            ApiError: Something was; it names every fault with its path.
        """
        if self._errors:
            raise ApiError(Fault.INVALID_FORM, self._errors)
