"""One campaign: stand-in up, product connected, everything asked, and what came of it."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.lab.campaign.account import Account
from bot.lab.campaign.asking import Questioners
from bot.lab.campaign.plan import Plan, Question, Words
from bot.lab.campaign.process import PRODUCT, ProductProcess
from bot.lab.campaign.product import Order
from bot.lab.campaign.pulse import read_pulse, watch_lag
from bot.lab.campaign.scene import crowd, set_scene
from bot.lab.campaign.weather import Weather
from bot.sandbox.service import Double
from bot.sandbox.world import TOKEN_S

LOG = "product.log"
_OFFLINE_S = 60.0  # the longest that members wait for a bot that Discord shows as offline


@dataclass(frozen=True, slots=True)
class Outside:
    """What a campaign finds on the machine.

    Args:
        data: The folder of built collections.
        words: What can be asked of them.
        folder: Where the product's log and its pulse are written to.
        program: The product.
        cooldown_s: The least time between two questions of one member, in seconds.
        quiet_s: Without a request for so long, nothing more is expected of a product at rest.
    """

    data: Path
    words: Words
    folder: Path
    program: Sequence[str] = PRODUCT
    cooldown_s: float = 0.0
    quiet_s: float = 25.0

    @property
    def log(self) -> Path:
        """Return where the product's log is written to."""
        return self.folder / LOG

    @property
    def pulse(self) -> Path:
        """Return where the product's pulse is written to."""
        return self.folder / "pulse.txt"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a campaign.

    Args:
        plan: What it was made of.
        account: What became of every question.
        gateway_met: How often each fault of the gateway struck.
        status: The product's exit status; None where it had to be killed.
        lag_s: The largest lag of the product's loop while it was asked, in seconds.
        own_lag_s: That of the stand-in's, which the times to acknowledge hold as well.
        waits_s: How long each wait of members was for a bot that was offline, in seconds.
        is_terminated: Whether the product got SIGTERM meanwhile.
    """

    plan: Plan
    account: Account
    gateway_met: Counter[str]
    status: int | None
    lag_s: float
    own_lag_s: float
    waits_s: Sequence[float] = ()
    is_terminated: bool = False


async def run_campaign(plan: Plan, outside: Outside, *, terminate: bool = False) -> Result:
    """Return what came of a campaign.

    Args:
        plan: What it is made of.
        outside: What it finds on the machine.
        terminate: Whether the product gets SIGTERM when half of the questions are settled.

    Raises:
        SandboxError: The product does not connect, or does not answer without faults.
    """
    world = crowd(plan.members)
    account = Account(world)
    weather = Weather(plan, world, account)
    async with Double(world, middlewares=[weather.middleware]) as double:
        double.gateway.sessions.listen(account.sent)
        double.gateway.sessions.listen_for_lost(account.lost)
        order = _order(double, outside)
        product = await ProductProcess.start(outside.program, order, double, outside.log)
        try:
            scene = await set_scene(world, plan.members, outside.words)
            asker = Questioners(double, scene, account)
            begun_s = time.time()
            async with _own_lag() as own_lag:
                weather.begin()
                waits_s = await _ask_all(plan.drawn(outside.words), double, weather, asker, product)
                if terminate:
                    await _settle(account, product, plan.questions // 2, outside)
                    product.terminate()
                await _settle(account, product, 0, outside)
            status = await product.end()
        finally:
            await product.kill()
    beats = read_pulse(outside.pulse, begun_s)
    lag_s = max((beat.lag_s for beat in beats), default=0.0)
    own_lag_s = max(own_lag, default=0.0)
    return Result(plan, account, weather.met, status, lag_s, own_lag_s, waits_s, terminate)


def _order(double: Double, outside: Outside) -> Order:
    return Order(
        double.api_url,
        double.world.gateway_url,
        double.token,
        str(outside.data),
        outside.cooldown_s,
        str(outside.pulse),
    )


async def _ask_all(
    questions: Iterable[Question],
    double: Double,
    weather: Weather,
    asker: Questioners,
    product: ProductProcess,
) -> list[float]:
    """Ask one question after another, each after its pause, until the product is gone.

    Returns:
        How long each wait was for a bot that was offline, in seconds.
    """
    waits_s = []
    for question in questions:
        if question.before is not None:
            weather.strike(double, question.before)
        if not double.gateway.sessions.all():
            began = time.monotonic()
            await _online(double, product)
            waits_s.append(time.monotonic() - began)
        await asyncio.sleep(question.pause_s)
        if product.has_ended:
            return waits_s
        await asker.ask(question)
    await asker.close()
    return waits_s


async def _online(double: Double, product: ProductProcess) -> None:
    """Return once the bot has a session: who sees it offline waits, though not for ever."""
    begun = asyncio.Event()
    stop = double.world.events.listen(
        lambda event: begun.set() if event.name == "BOT_STATUS" and event.data["online"] else None
    )
    waiting = asyncio.create_task(begun.wait())
    await asyncio.wait(
        {waiting, product.ended}, timeout=_OFFLINE_S, return_when=asyncio.FIRST_COMPLETED
    )
    waiting.cancel()
    stop()


async def _settle(account: Account, product: ProductProcess, left: int, outside: Outside) -> None:
    """Return once all but so many questions are settled, or nothing more is to be expected."""

    def is_busy() -> bool:
        beats = read_pulse(outside.pulse, time.time() - outside.quiet_s)
        return any(beat.is_busy for beat in beats)

    settled = asyncio.create_task(account.settled(left, outside.quiet_s, is_busy))
    await asyncio.wait(
        {settled, product.ended}, timeout=TOKEN_S, return_when=asyncio.FIRST_COMPLETED
    )
    settled.cancel()


@asynccontextmanager
async def _own_lag() -> AsyncIterator[list[float]]:
    """Keep the lags of this process's loop while the block runs.

    Yields:
        Seconds, one a sleep.
    """
    lags: list[float] = []
    watch = asyncio.create_task(watch_lag(lags.append))
    try:
        yield lags
    finally:
        watch.cancel()
