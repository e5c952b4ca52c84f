"""What holds the loop is measured by its own time, and told by what it is."""

import asyncio
import gc
from types import SimpleNamespace

import pytest

from bot.lab import loop_spans
from bot.lab.loop_spans import LoopSpans


class Processor:
    """Time of the processor that passes when a test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._now_s = 0.0
        clock = SimpleNamespace(thread_time=lambda: self._now_s)
        monkeypatch.setattr(loop_spans, "time", clock)

    def take(self, seconds: float) -> None:
        self._now_s += seconds


async def test_the_longest_time_in_one_go_is_told_by_its_coroutine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    processor = Processor(monkeypatch)

    async def rendered() -> None:
        processor.take(0.25)
        await asyncio.sleep(0)
        processor.take(0.5)

    with LoopSpans.measured() as spans:
        await asyncio.create_task(rendered())
        asyncio.get_running_loop().call_soon(processor.take, 0.125)
        await asyncio.sleep(0)
    await asyncio.create_task(rendered())  # is not measured any more
    (second, slow), (first, quick), (other, short) = spans.longest(3)
    assert first.startswith("test_loop_spans.")
    assert first.endswith("rendered")
    assert second.startswith(f"{first} … ")  # where it stood when it went on
    assert "take" in other
    assert [one.longest_s for one in (slow, quick, short)] == [0.5, 0.25, 0.125]
    assert slow.times == quick.times == short.times == 1


@pytest.mark.parametrize("elsewhere", [False, True], ids=["on the loop", "in another thread"])
async def test_the_garbage_collector_is_told_apart_in_whichever_thread(
    monkeypatch: pytest.MonkeyPatch, *, elsewhere: bool
) -> None:
    processor = Processor(monkeypatch)

    def during(phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            processor.take(0.25)

    async def collect() -> None:
        if elsewhere:
            await asyncio.to_thread(gc.collect)
        else:
            gc.collect()

    with LoopSpans.measured() as spans:
        gc.callbacks.append(during)
        await asyncio.create_task(collect())
        gc.callbacks.remove(during)
    assert spans.collections.longest_s == 0.25
    if not elsewhere:
        assert all(span.longest_s == 0 for _, span in spans.longest(5))
