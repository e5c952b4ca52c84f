"""What no server has any more removed: the bytes of a document, and what was encoded of it."""

import shutil
from collections.abc import Container
from pathlib import Path

from bot.library.originals import Originals
from bot.library.places import (
    UNFINISHED_COPY,
    library_folder,
    originals_folder,
    vectors_folder,
)
from index import KeptVectors


def remove_unused(data: Path, used: Container[str]) -> None:
    """Remove what a data folder has of other documents than these.

    Args:
        data: The folder; nobody adds anything meanwhile, nor copies it.
        used: The sha256 of each document that is in use, or is to be taken in.
    """
    for path in library_folder(data).glob(f"{UNFINISHED_COPY}*"):
        shutil.rmtree(path, ignore_errors=True)
    Originals(originals_folder(data)).sweep(used)
    KeptVectors(vectors_folder(data)).sweep(used)
