"""How long each callback holds the loop of events, in time of the processor."""

import asyncio
import gc
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from types import CodeType
from typing import Any

from bot.config import ROOT

_STAND_IN = (f"{ROOT}/bot/sandbox/", "/aiohttp/web_", f"{ROOT}/bot/lab/")


@dataclass(slots=True)
class LoopSpan:
    """What a callback took.

    Args:
        times: How often it ran.
        longest_s: Seconds of the processor that it took at most.
    """

    times: int = 0
    longest_s: float = 0.0

    def add(self, seconds: float) -> None:
        """Count a run."""
        self.times += 1
        self.longest_s = max(self.longest_s, seconds)

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.times} times, {self.longest_s * 1000:.2f} ms at most"


@dataclass(slots=True)
class LoopSpans:
    """What ran on the loop.

    Args:
        collections: Rounds of the garbage collector in any thread: it stops all of them.
        by_name: The callbacks', by what they are.
    """

    collections: LoopSpan = field(default_factory=LoopSpan)
    by_name: dict[str, LoopSpan] = field(default_factory=lambda: defaultdict(LoopSpan))
    _collected_s: float = 0.0
    _began_s: float = 0.0

    def longest(self, most: int) -> list[tuple[str, LoopSpan]]:
        """Return the callbacks that took the most time in one go, but those of the stand-in."""
        ranked = sorted(self.by_name.items(), key=lambda one: one[1].longest_s, reverse=True)
        return ranked[:most]

    @classmethod
    @contextmanager
    def measured(cls) -> Iterator["LoopSpans"]:
        """Measure what runs on the loop of this thread while the block does.

        Yields:
            What has run so far.
        """
        spans, run = cls(), asyncio.events.Handle._run  # there is no other way in

        def timed(handle: asyncio.Handle) -> None:
            name, spans._collected_s = _name(handle), 0.0
            began_s = time.thread_time()
            run(handle)
            taken_s = time.thread_time() - began_s - spans._collected_s
            if name is not None:
                spans.by_name[name].add(taken_s)

        asyncio.events.Handle._run = timed  # type: ignore[method-assign, assignment]
        gc.callbacks.append(spans._collect)
        try:
            yield spans
        finally:
            gc.callbacks.remove(spans._collect)
            asyncio.events.Handle._run = run  # type: ignore[method-assign]

    def _collect(self, phase: str, _: dict[str, int]) -> None:
        """Count a round of the garbage collector, as it begins and ends."""
        if phase == "start":
            self._began_s = time.thread_time()
            return
        taken_s = time.thread_time() - self._began_s
        self.collections.add(taken_s)
        if threading.current_thread() is threading.main_thread():
            self._collected_s += taken_s


def _name(handle: asyncio.Handle) -> str | None:
    """Return what a callback is; None where it is the stand-in's."""
    callback: Any = handle._callback  # type: ignore[attr-defined]
    owner = getattr(callback, "__self__", None)
    if not isinstance(owner, asyncio.Task):
        return str(getattr(callback, "__qualname__", callback))
    codes = list(_codes(owner.get_coro()))
    if not codes or any(part in codes[0].co_filename for part in _STAND_IN):
        return None
    outer, inner = codes[0], codes[-1]
    return f"{_place(outer)} … {_place(inner)}" if outer is not inner else _place(outer)


def _codes(coroutine: Any) -> Iterator[CodeType]:  # noqa: ANN401  # generators, too
    """Yield the code that a task stands in, outermost first.

    Yields:
        One for each coroutine that awaits another.
    """
    while coroutine is not None:
        code = getattr(coroutine, "cr_code", None) or getattr(coroutine, "gi_code", None)
        if code is not None:
            yield code
        awaited = getattr(coroutine, "cr_await", None)
        coroutine = awaited or getattr(coroutine, "gi_yieldfrom", None)


def _place(code: CodeType) -> str:
    return f"{PurePath(code.co_filename).stem}.{code.co_qualname}"
