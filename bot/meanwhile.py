"""What is done beside something else, such as following the documents while the bot serves."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

Meanwhile: TypeAlias = Callable[[], Coroutine[Any, Any, None]]
"""Makes what is done; it is cancelled when the other is over."""


@asynccontextmanager
async def doing(meanwhile: Meanwhile) -> AsyncIterator[None]:
    """Do something else while the block runs.

    Yields:
        Nothing.
    """
    task = asyncio.create_task(meanwhile())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def nothing() -> None:
    """Do nothing."""
