"""What is done beside something else, such as following the documents while the bot serves."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

Meanwhile: TypeAlias = Callable[[], Coroutine[Any, Any, None]]
"""Makes what is done; it is cancelled when the other is over."""

_PAUSE_S = 10.0  # after an error that nobody foresaw: then it is begun anew

_log = logging.getLogger(__name__)


@asynccontextmanager
async def doing(meanwhile: Meanwhile) -> AsyncIterator[None]:
    """Do something else while the block runs; where that ends in an error, again after a pause.

    Yields:
        Nothing.
    """
    task = asyncio.create_task(_again(meanwhile))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _again(meanwhile: Meanwhile) -> None:
    """Do something until it ends well, or is cancelled."""
    while True:
        try:
            return await meanwhile()
        except Exception:  # noqa: BLE001  # which would be told once all is over
            _log.exception("what is done beside ended, and is begun anew in %.0f s", _PAUSE_S)
        await asyncio.sleep(_PAUSE_S)


async def nothing() -> None:
    """Do nothing."""
