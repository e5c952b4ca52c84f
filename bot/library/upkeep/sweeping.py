"""What no server has any more removed: the bytes of a document, and what was encoded of it."""

import logging
import shutil
from pathlib import Path

from bot.library.files.originals import Originals
from bot.library.files.places import (
    UNFINISHED_COPY,
    library_folder,
    originals_folder,
    vectors_folder,
)
from bot.library.upkeep.unmoved import named_here
from index import BriefingError, KeptVectors

_log = logging.getLogger(__name__)


def remove_unused(data: Path, used: frozenset[str], storage: str) -> None:
    """Remove what a data folder has of other documents than these.

    Args:
        data: The folder; nobody adds anything meanwhile, nor copies it.
        used: The sha256 of each document that is in use, or is to be taken in.
        storage: Where that is known from; a library in the folder that is not moved to a database
            yet stays as it is.
    """
    try:
        used |= named_here(data, storage)
    except BriefingError as error:
        _log.warning("%s; what was taken out stays on the disk until it can be read", error)
        return
    for path in library_folder(data).glob(f"{UNFINISHED_COPY}*"):
        shutil.rmtree(path, ignore_errors=True)
    Originals(originals_folder(data)).sweep(used)
    KeptVectors(vectors_folder(data)).sweep(used)
