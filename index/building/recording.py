"""The revisions of a build's documents: written down where they are new, read where asked for."""

import json
import logging
from collections.abc import Callable, Container, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from index.citations import KeptRevisions, Revisions
from index.errors import RevisionsDamagedError, UnwritableError
from index.storage import CheckedFiles, Manifest, digest_of_file, set_aside, write_whole
from index.types import Document

_log = logging.getLogger(__name__)

REVISIONS = "addresses.json"  # beside the builds: it outlives them
_RECORDED = "recorded.json"  # of which build all is in it, and its sha256 then; can be made again
_NOTHING_NOTED = Revisions()
_UNREADABLE = (OSError, ValueError, TypeError, LookupError, RecursionError)


def revisions_of_build(
    folder: Path,
    documents: Sequence[Document],
    manifest: Manifest,
    checked: CheckedFiles,
    *,
    writing: bool = True,
    noted: Revisions = _NOTHING_NOTED,
) -> Revisions:
    """Return the revisions with the documents' present state, written where that is new.

    A build never changes. Where all of it was found in the record before, and the record is what it
    was then, nothing is new: then it is read when somebody asks for it.

    Args:
        folder: Of the build.
        documents: As they are read now.
        manifest: Of the build.
        checked: Which large files were found whole before.
        writing: Whether anything is written.
        noted: See `BuildPlan`.

    Raises:
        CollectionError: The record cannot be opened or written.
    """
    home = folder.parent
    if noted.of_document:
        return recorded(home, documents, _named(manifest), writing=writing, noted=noted)
    instead = partial(_begun_anew, home, documents)
    known = _known(home, folder.name, checked, instead)
    if known is not None:
        return known
    revisions = recorded(home, documents, _named(manifest), writing=writing)
    if writing:
        note_recorded(folder)
    return revisions


def recorded(
    home: Path,
    documents: Sequence[Document],
    named: Container[str] | None = None,
    *,
    writing: bool = True,
    noted: Revisions = _NOTHING_NOTED,
    same: Container[str] = frozenset(),
) -> Revisions:
    """Return the revisions with the documents' present state, written where that is new.

    Args:
        home: Where they are kept.
        documents: As they are read now.
        named: The ids of all that are known of from now on; None: what is gone stays known.
        writing: Whether anything is written.
        noted: See `BuildPlan`.
        same: The ids of documents whose present state is known to be recorded: see `is_recorded`.

    Raises:
        CollectionError: It cannot be opened or written.
    """
    path = home / REVISIONS
    kept = _kept(path, writing=writing)
    known = kept.with_noted(noted)
    revisions = (known if named is None else known.of(named)).record(documents, noted=same)
    if writing and revisions != kept:
        revisions.write(path)
    return revisions


def _named(manifest: Manifest) -> Container[str] | None:
    """Return the ids of all documents that are known of from now on; None: also of others."""
    return manifest.sources if manifest.is_part else None


def _kept(path: Path, *, writing: bool) -> Revisions:
    """Return the revisions that are kept in a file.

    A damaged one is kept under another name: what it knew may be read out of it by hand.

    Raises:
        CollectionError: It cannot be opened.
    """
    try:
        return Revisions.read(path)
    except RevisionsDamagedError as error:
        kept = set_aside(path) if writing else path
        _log.warning(
            "%s; it is kept as %s. Addresses of earlier revisions lead nowhere until it is mended "
            "and put back",
            error,
            kept.name,
        )
        return Revisions()


def _known(
    home: Path, build: str, checked: CheckedFiles, instead: Callable[[], Revisions]
) -> Revisions | None:
    """Return the revisions where it is known that nothing of a build is new, else None.

    Args:
        home: Where they are kept.
        build: The name of its folder.
        checked: Which large files were found whole before.
        instead: Gives what is known where the record proves to be damaged.
    """
    try:
        record = json.loads((home / _RECORDED).read_bytes())
        digest, of_build = str(record["sha256"]), record["build"]
        kept = KeptRevisions(home / REVISIONS, digest, instead)
    except _UNREADABLE:
        return None
    # Asked once it is open: what is put in its place before that is another.
    is_known = of_build == build and checked.is_whole(home / REVISIONS, digest)
    return Revisions(kept) if is_known else None


def is_recorded(folder: Path) -> bool:
    """Return whether it is known that all of a build is in the record that lies beside it.

    Args:
        folder: Of the build.
    """
    home = folder.parent
    try:
        record = json.loads((home / _RECORDED).read_bytes())
        noted = (record["build"], record["sha256"])
        return noted == (folder.name, digest_of_file(home / REVISIONS))
    except _UNREADABLE:
        return False


def note_recorded(folder: Path) -> None:
    """Note that all of a build is recorded; where that cannot be, it is found out again.

    Args:
        folder: Of the build; the record lies beside it.
    """
    home = folder.parent
    with suppress(OSError, UnwritableError):
        record = {"build": folder.name, "sha256": digest_of_file(home / REVISIONS)}
        write_whole(home / _RECORDED, json.dumps(record), synced=False)


def _begun_anew(home: Path, documents: Sequence[Document]) -> Revisions:
    """Return what is known where the record proves to be damaged: the present states alone.

    The next opening reads it, and sets it aside.
    """
    _log.warning(
        "%s is damaged. Addresses of earlier revisions lead nowhere; the file is kept under "
        "another name when the collection is next opened",
        home / REVISIONS,
    )
    with suppress(OSError):
        (home / _RECORDED).unlink(missing_ok=True)
    return Revisions().record(documents)
