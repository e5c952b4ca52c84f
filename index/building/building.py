"""Sources to a built folder: read what changed, encode what is new, write, publish.

Vectors are reused by content: a passage or sentence whose text was encoded before is not encoded
again, whatever became of its neighbours.
"""

import logging
from contextlib import suppress
from pathlib import Path
from time import perf_counter

from index.building.builder import JOURNAL, Builder
from index.building.found_sources import FoundSources
from index.building.opening import Built, opened, salvaged, taken_over
from index.building.plans import BuildPlan
from index.errors import CollectionError, UnwritableError
from index.models import Encoder
from index.reading import ReadingLimits, documents_folder, reading_version
from index.settings import Settings
from index.storage import SCHEMA, current_build, home_of, locked, stated_manifest
from index.types import Progress

_log = logging.getLogger(__name__)

_BYTES_PER_MEGABYTE = 1_000_000


def open_or_build(
    knowledge: Path,
    data: Path,
    settings: Settings,
    encoder: Encoder,
    progress: Progress | None = None,
    *,
    plan: BuildPlan | None = None,
) -> Built:
    """Return the collection of a knowledge folder, built first where it is missing or stale.

    A current one opens also where nothing can be written, as on a read-only or a full disk.

    Args:
        knowledge: The documents.
        data: Where its builds live.
        settings: Say how files are read.
        encoder: Makes what vectors are not known.
        progress: Is told how far a build is.
        plan: How it is built; as one that is asked as it is, by default.

    Raises:
        SourceError: The folder is missing or holds no document that can be read.
        CollectionError: Another process builds it for too long.
        UnwritableError: It would have to be built, and its folder cannot be written.
        OutOfReachError: What is built cannot be read just now.
    """
    started = perf_counter()
    documents_folder(knowledge)  # a mistyped one leaves nothing behind
    home = home_of(data, knowledge)
    limits = reading_limits(settings)
    plan = plan or BuildPlan()
    try:
        with locked(home):
            found = FoundSources(knowledge, home, limits)
            old = opened(home, encoder.identity, noted=plan.noted)
            digests = found.digests(old.manifest.sources if old else {})
            known = old or _gone_on_from(home, plan, encoder.identity)
            builder = Builder(limits, encoder, known, plan, progress or (lambda *_: None))
            if old is not None and builder.is_current(digests):
                with suppress(OSError):  # what an interrupted build left is of no use any more
                    (home / JOURNAL).unlink(missing_ok=True)
                return old
            builder.build(home, found.sources, digests)
            built = opened(home, encoder.identity, builder.just_built(started), noted=plan.noted)
            assert built is not None  # noqa: S101  # it was just written under the lock
            return built
    except UnwritableError as error:
        current = _current(knowledge, home, limits, encoder, plan)
        if current is None:
            raise
        _log.info("%s; the collection is current and is only read", error)
        return current


def is_built_as_now(
    knowledge: Path, data: Path, settings: Settings, encoder: Encoder, *, is_part: bool
) -> bool:
    """Return whether the build in use was made as one is made now, of whatever was there then.

    One small file is read for that; whether any is missing or damaged is not looked at.

    Args:
        knowledge: The documents.
        data: Where its builds live.
        settings: Say how files are read.
        encoder: Makes the vectors.
        is_part: See `BuildPlan`.
    """
    folder = current_build(home_of(data, knowledge))
    if folder is None:
        return False
    try:
        made = stated_manifest(folder)
    except CollectionError:
        return False
    reading = reading_version(reading_limits(settings))
    now = (SCHEMA, encoder.identity, reading, is_part)
    return (made.schema, made.encoder, made.reading, made.is_part) == now


def _gone_on_from(home: Path, plan: BuildPlan, identity: str) -> Built | None:
    """Return what a build goes on from where none is in use that is whole, None for nothing."""
    return salvaged(home, identity) or taken_over(plan.before, identity)


def _current(
    knowledge: Path, home: Path, limits: ReadingLimits, encoder: Encoder, plan: BuildPlan
) -> Built | None:
    """Return the build in use where it is current, None where it is not; nothing is written."""
    found = FoundSources(knowledge, home, limits)
    old = opened(home, encoder.identity, writing=False, noted=plan.noted)
    digests = found.digests(old.manifest.sources if old else {}, keeping=False)
    current = Builder(limits, encoder, old, plan, lambda *_: None).is_current(digests)
    return old if current else None


def reading_limits(settings: Settings) -> ReadingLimits:
    """Return what reading one file may take."""
    return ReadingLimits(
        max_bytes=settings.max_file_bytes,
        max_seconds=settings.max_file_seconds,
        max_memory_bytes=int(settings.max_file_memory_megabytes * _BYTES_PER_MEGABYTE),
    )
