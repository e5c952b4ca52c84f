"""Documents that change while the program runs; the only importer of watchfiles."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, TypeAlias

from bot.config import Config
from bot.library import Holdings, settle_memory
from bot.phrases import counted, not_offered
from bot.web_sources import keep_fetching
from index import BriefingError, Collection

if TYPE_CHECKING:
    from watchfiles import Change

_log = logging.getLogger(__name__)

_SETTLING_MS = 1000  # changes that come this close together, as when a folder is copied, are one
_HIDDEN = "."  # how the name of a file or folder begins that is not read
Changes: TypeAlias = Callable[[Path], AsyncIterator[object]]


async def changes_of(folder: Path) -> AsyncIterator[object]:
    """Yield whenever files of a folder were added, changed or removed, and those have settled.

    Hidden files and what editors leave beside a file while they write do not count.

    Raises:
        OSError: The folder cannot be watched.
    """
    from watchfiles import awatch

    root = await asyncio.to_thread(folder.resolve)
    counts = _counted(root)
    try:
        async for _ in awatch(
            root, watch_filter=counts, debounce=2 * _SETTLING_MS, step=_SETTLING_MS
        ):
            yield None
    except RuntimeError as error:  # its own kinds are some: no more may be watched, for instance
        raise OSError(str(error)) from error


def _counted(root: Path) -> "Callable[[Change, str], bool]":
    """Return what tells whether a change below a folder counts."""
    from watchfiles import DefaultFilter

    is_usual = DefaultFilter()

    def counts(change: "Change", path: str) -> bool:
        below = PurePath(path).relative_to(root).parts
        return is_usual(change, path) and not any(part.startswith(_HIDDEN) for part in below)

    return counts


async def following(
    holdings: Holdings, config: Config, *, tell: Callable[[Collection], None] | None = None
) -> None:
    """Have documents taken up as they change, and those of the web fetched, until cancelled.

    Args:
        holdings: Where the collection as it is now is put.
        config: Where the documents are, and how large one may be.
        tell: Says what was built; None writes it into the log.
    """
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(follow(holdings, config.knowledge, tell=tell))
        tasks.create_task(keep_fetching(config.knowledge, config.index.max_file_bytes))


async def follow(
    holdings: Holdings,
    folder: Path,
    *,
    changes: Changes = changes_of,
    tell: Callable[[Collection], None] | None = None,
) -> None:
    """Have the documents of a folder taken up as they change, until it is cancelled.

    Building happens in a thread while the collection before is asked; where it fails, that one
    stays, and the next change is another attempt.

    Args:
        holdings: Where the collection as it is now is put.
        folder: Where the documents are.
        changes: Yields whenever some have changed.
        tell: Says what was built; None writes it into the log.
    """
    try:
        async for _ in changes(folder):
            await _take_up(holdings, tell or _log_report)
    except OSError as error:
        _log.warning(
            "%s cannot be watched (%s): what changes there is taken up at the next start",
            folder, error,
        )  # fmt: skip


async def _take_up(holdings: Holdings, tell: Callable[[Collection], None]) -> None:
    """Put the collection as it is now in the place of the one before, unless that is it."""
    before = holdings.collection
    try:
        collection = await asyncio.to_thread(_ready, before)
    except BriefingError as error:
        _log.warning("documents changed and cannot be taken up: %s", error)
        return
    if collection is before:
        return
    holdings.replace(collection)
    await asyncio.to_thread(settle_memory)
    if collection.report.rebuilt:
        tell(collection)


def _ready(collection: Collection) -> Collection:
    """Return a collection as its folder is now, its models loaded."""
    fresh = collection.refreshed()
    if fresh is not collection:
        fresh.warm()
    return fresh


def _log_report(collection: Collection) -> None:
    """Write into the log what was built."""
    report = collection.report
    _log.info(
        "documents changed: %s, %s now; %d encoded, %d reused, in %.1f s",
        counted(report.documents, "document"), counted(report.passages, "passage"),
        report.encoded, report.reused, report.seconds,
    )  # fmt: skip
    for fault in report.faults.values():
        _log.warning("not read: %s", fault)
    if told := not_offered(collection.nowhere):
        _log.warning("%s", told)
