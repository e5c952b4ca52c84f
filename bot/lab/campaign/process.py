"""The product's process: started, told to end, and how it ended."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from bot.lab.campaign.product import Order
from bot.sandbox.service import Double
from bot.sandbox.world import SandboxError

PRODUCT = (sys.executable, "-m", "bot.lab.campaign.product")
_READY_S = 600.0  # a collection may have to be built first
_END_S = 40.0  # twice what the product gives itself


class ProductProcess:
    """One run of a program that takes an `Order`."""

    def __init__(self, process: Process) -> None:
        """Hold a process that was started."""
        self._process = process
        self._is_told = False  # to end
        self.ended = asyncio.create_task(process.wait())

    @classmethod
    async def spawn(
        cls, program: Sequence[str], order: Mapping[str, object], log: Path
    ) -> "ProductProcess":
        """Return the process as it begins.

        Args:
            program: The command.
            order: What it is told, in its first line.
            log: Where its log is written to, behind what stands there.
        """
        with log.open("ab") as file:
            process = await asyncio.create_subprocess_exec(
                *program, stdin=PIPE, stdout=file, stderr=file
            )
        held = cls(process)
        assert process.stdin is not None  # noqa: S101  # it is a pipe
        process.stdin.write(json.dumps(order).encode() + b"\n")
        return held

    @classmethod
    async def start(
        cls, program: Sequence[str], order: Order, double: Double, log: Path
    ) -> "ProductProcess":
        """Return the process once it is connected.

        Args:
            program: The command.
            order: What it is told.
            double: What it connects to.
            log: Where its log is written to.

        Raises:
            SandboxError: It ended before, or did not connect in ten minutes.
        """
        held = await cls.spawn(program, asdict(order), log)
        try:
            await held._connected(double)
        except BaseException:
            await held.kill()
            raise
        return held

    async def _connected(self, double: Double) -> None:
        """Return once the process has a session.

        Raises:
            SandboxError: It ended, or took too long.
        """
        online = asyncio.Event()
        stop = double.world.events.listen(
            lambda event: online.set() if event.name == "BOT_STATUS" else None
        )
        waiting = asyncio.create_task(online.wait())
        await asyncio.wait(
            {waiting, self.ended}, timeout=_READY_S, return_when=asyncio.FIRST_COMPLETED
        )
        waiting.cancel()
        stop()
        if not double.gateway.connected():
            raise SandboxError("the product did not connect; its log says why")

    @property
    def has_ended(self) -> bool:
        """Return whether it is over."""
        return self.ended.done()

    def terminate(self) -> None:
        """Send it SIGTERM once, unless it is over.

        A second one might find it at its very end, when it listens to signals no more.
        """
        if self._is_told:
            return
        self._is_told = True
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)

    async def end(self) -> int | None:
        """Return its exit status after it was told to end; None where it had to be killed."""
        self.terminate()
        try:
            async with asyncio.timeout(_END_S):
                return await asyncio.shield(self.ended)
        except TimeoutError:
            await self.kill()
            return None

    async def kill(self) -> None:
        """End it at once."""
        with suppress(ProcessLookupError):
            self._process.kill()
        await self.ended
