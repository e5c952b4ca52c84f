"""The end of a program, as an operator or a machine asks for it."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


@contextmanager
def stopping_on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` at SIGTERM and SIGINT while the block runs.

    Yields:
        Nothing.
    """
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    for number in signals:
        # Windows has no signal handlers on its loop; Ctrl-C then ends the program as usual.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in signals:
            with suppress(NotImplementedError):
                loop.remove_signal_handler(number)
