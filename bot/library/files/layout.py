"""A server's documents laid out as a knowledge folder, which is built as any other."""

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath

from bot.languages import Sentence
from bot.library.tables.catalogue import ShelvedDocument
from index import make_private_folder, slug, write_whole

_METADATA = ".yaml"
_FILE = "file-name"  # of a metadata file
_LOST = Sentence("it was lost on the disk: add it again")


def lay_out(
    folder: Path, documents: Sequence[ShelvedDocument], original: Callable[[str], Path]
) -> dict[str, Sentence]:
    """Make a folder hold these documents with what is stated of them, and nothing else.

    Args:
        folder: That one.
        documents: These.
        original: Gives where bytes lie by their sha256, if they do.

    Returns:
        Why a document is missing, by its name: its bytes are lost.
    """
    make_private_folder(folder)
    wanted = {one.file for one in documents}
    wanted |= {f"{one.name}{_METADATA}" for one in documents if _laid_fields(one)}
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink(missing_ok=True)
    lost: dict[str, Sentence] = {}
    for one in documents:
        if not _laid(folder, one, original):
            lost[one.name] = _LOST
    return lost


def _laid(folder: Path, document: ShelvedDocument, original: Callable[[str], Path]) -> bool:
    """Lay a document into a folder; return whether its bytes are there."""
    try:
        _link(original(document.sha256), folder / document.file)
    except FileNotFoundError:
        (folder / document.file).unlink(missing_ok=True)
        return False
    if fields := _laid_fields(document):
        lines = [
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items()
        ]
        _write(folder / f"{document.name}{_METADATA}", "".join(lines))
    return True


def _write(path: Path, text: str) -> None:
    """Have a file hold a text; one that does is left as it is, so that its time says so."""
    try:
        if path.read_bytes() == text.encode():
            return
    except OSError:
        pass
    write_whole(path, text, synced=False)


def _laid_fields(document: ShelvedDocument) -> dict[str, object]:
    """Return what stands in the metadata file that is laid beside a document.

    What was put behind its name, as digits where it came with a limit, belongs to its address
    alone: its file's own name is said there, which is its title where nothing states one.
    """
    own = PurePath(document.filename)
    called = {} if slug(own.stem) == document.name else {_FILE: own.name}
    return {**metadata_fields(document.stated), **called}


def metadata_fields(stated: Mapping[str, str]) -> dict[str, object]:
    """Return what is stated as a metadata file has it: authors one by one, each by their names.

    Example:
        >>> metadata_fields({"author": "Marlow, Ada; The Mill Board"})
        {'author': [{'family': 'Marlow', 'given': 'Ada'}, {'literal': 'The Mill Board'}]}
    """
    authors = [one.strip() for one in stated.get("author", "").split(";") if one.strip()]
    named = {"author": [_author(one) for one in authors]} if authors else {}
    return {**stated, **named}


def _author(text: str) -> dict[str, str]:
    family, comma, given = (part.strip() for part in text.partition(","))
    is_name = comma and family and given and "," not in given
    return {"family": family, "given": given} if is_name else {"literal": text}


def _link(original: Path, path: Path) -> None:
    """Have a file be the same as an original: a link to its bytes, or a copy of them.

    Raises:
        FileNotFoundError: The original is not there.
    """
    if path.exists() and path.samefile(original):
        return
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    try:
        os.link(original, unfinished)
    except FileNotFoundError:
        raise
    except OSError:  # another file system, or one without links
        shutil.copyfile(original, unfinished)
    unfinished.replace(path)
