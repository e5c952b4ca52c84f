"""What a gateway may do beside the faults of its sockets: refuse a client, or talk nonsense."""

from bot.sandbox.service.connection import Socket
from bot.sandbox.service.server import Double
from bot.sandbox.service.sessions import Sessions
from bot.sandbox.world import Intent, Op


class _ScriptedSessions(Sessions):
    """Sessions of which the first do not come about."""

    def __init__(self, double: Double) -> None:
        super().__init__(double.world)
        self.codes: list[int] = []  # to close the next connections with, once they identify
        self.empty_readies = 0  # of so many READYs to come, nothing but the name is sent

    def begin(self, socket: Socket, intents: Intent, shard: tuple[int, int]) -> None:
        if self.codes:
            socket.close(self.codes.pop(0))
        elif self.empty_readies:
            self.empty_readies -= 1
            socket.send(Op.DISPATCH, {}, sequence=1, name="READY")
        else:
            super().begin(socket, intents, shard)


class GatewayFaults:
    """The faults of a double whose gateway nobody has connected to yet."""

    def __init__(self, double: Double) -> None:
        self._gateway = double.gateway
        self._sessions = double.gateway.sessions = _ScriptedSessions(double)

    def refuse(self, code: int) -> None:
        """Close the next connection with a code, once it identifies."""
        self._sessions.codes.append(code)

    def empty_ready(self) -> None:
        """Send the next client a READY without any content."""
        self._sessions.empty_readies += 1

    def dispatch(self, name: str, data: object) -> None:
        """Send every session an event, whatever its data are."""
        for session in self._sessions.connected():
            session.dispatch(name, data)  # type: ignore[arg-type]  # that is the fault

    def connections(self) -> int:
        """Return how many sessions there have been and may be taken up again."""
        return len(self._sessions.all())
