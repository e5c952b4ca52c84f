"""Ctrl-C, remembered: what it falls into may make an error of its own of it."""

import os
import signal

_NOBODY = -1  # what `set_wakeup_fd` takes for none


class Interruptions:
    """Whether Ctrl-C came since this was made, whatever became of the error that Python raised.

    Compiled modules, NumPy among them, may drop that error and raise another one, in which nothing
    of the first is left. What is read here is what the system told, and Python's own answer to the
    signal stays: by that alone asyncio knows Ctrl-C.
    """

    def __init__(self) -> None:
        """Begin to remember; in the main thread."""
        self._came = False
        self._told, self._telling = os.pipe()
        if os.name == "posix":  # Windows asks for it of sockets alone
            os.set_blocking(self._telling, False)
        self._before = signal.set_wakeup_fd(self._telling, warn_on_full_buffer=False)

    def came(self) -> bool:
        """Return whether it came; what comes after this was asked is not remembered."""
        self.close()
        return self._came

    def close(self) -> None:
        """Remember no longer."""
        if self._telling == _NOBODY:
            return
        signal.set_wakeup_fd(self._before)
        os.close(self._telling)
        self._telling = _NOBODY
        with os.fdopen(self._told, "rb") as told:
            self._came = signal.SIGINT in told.read()  # a byte for each signal, its number
