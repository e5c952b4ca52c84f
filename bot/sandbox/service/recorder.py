"""What went over the wire: every request and its response, kept for whoever wants to check them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.sandbox.world import Json


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response."""

    method: str
    route: str
    """Path with the names of its parameters, as in Discord's description of the API."""
    path: str
    body: Json | list[Json] | None
    """The request's JSON; None where it had none."""
    files: tuple[str, ...]
    """Names of the files sent along."""
    status: int
    response: object
    """The response's JSON; None where it had none."""


class Recorder:
    """Keeps exchanges while it is on. It starts off: a long run must not fill the memory."""

    def __init__(self) -> None:
        """Start switched off and empty."""
        self.exchanges: list[Exchange] = []
        self.on = False

    def keep(self, exchange: Exchange) -> None:
        """Keep an exchange, where switched on."""
        if self.on:
            self.exchanges.append(exchange)

    def of(self, method: str, route_part: str) -> list[Exchange]:
        """Return the exchanges of a method whose route contains a text, oldest first."""
        return [e for e in self.exchanges if e.method == method and route_part in e.route]

    @contextmanager
    def recording(self) -> Iterator["Recorder"]:
        """Switch on for a while.

        Yields:
            Itself.
        """
        before, self.on = self.on, True
        try:
            yield self
        finally:
            self.on = before
