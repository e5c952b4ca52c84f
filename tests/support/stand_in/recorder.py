"""What went over the wire of a double, kept for whoever wants to check it."""

from bot.sandbox.service.rest import Exchange


class Recorder:
    """Keeps exchanges: `double.rest.listen(recorder.keep)`."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []

    def keep(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)
