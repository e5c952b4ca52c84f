"""What the tests of one process share beside modules, and none of them may leave changed."""

import gc
import locale
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

_USUAL = {signal.SIGINT: signal.default_int_handler}
CURRENT_TEST = "PYTEST_CURRENT_TEST"  # a variable that pytest sets anew for each phase
_SET_BY_IMPORTS = ("KMP_", "TORCH", "OMP_", "MKL_", "HF_", "TRANSFORMERS_", "TOKENIZERS_")


def hear_signals() -> None:
    """Hear what a shell's `&` and nohup silence for all that they start.

    A test that sends itself or its children such a signal then passes wherever it is started.
    """
    for name in ("SIGINT", "SIGHUP", "SIGQUIT"):
        number = getattr(signal, name, None)  # Windows has the first alone
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, _USUAL.get(number, signal.SIG_DFL))


def process_state() -> dict[str, object]:
    """Return the state that tests share, by its name."""
    return {
        "signals": {number.name: signal.getsignal(number) for number in signal.Signals},
        "environment": {name: word for name, word in os.environ.items() if _is_ours(name)},
        "folder": Path.cwd(),
        "locale": locale.setlocale(locale.LC_ALL),
        "time zone": time.tzname,
        "logging": (logging.root.level, tuple(logging.root.handlers), logging.root.manager.disable),
        "hooks": (sys.excepthook, threading.excepthook, sys.displayhook),
        "switch interval": sys.getswitchinterval(),
        "recursion limit": sys.getrecursionlimit(),
        "collector": (gc.isenabled(), gc.get_threshold()),
        "traced": sys.gettrace() is not None,
    }


def _is_ours(variable: str) -> bool:
    """Return whether no library sets a variable by being imported, whichever test is the first."""
    return variable != CURRENT_TEST and not variable.startswith(_SET_BY_IMPORTS)


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """Return what differs between two states, in words."""
    return [
        f"{name}: {_difference(before[name], after[name])}"
        for name in before
        if before[name] != after[name]
    ]


def _difference(before: object, after: object) -> str:
    if isinstance(before, dict) and isinstance(after, dict):
        names = sorted(before.keys() | after.keys())
        changed = [name for name in names if before.get(name) != after.get(name)]
        return ", ".join(f"{name} {before.get(name)!r} -> {after.get(name)!r}" for name in changed)
    return f"{before!r} -> {after!r}"
