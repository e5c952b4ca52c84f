"""What `library` does to documents by their names: it adds and removes them, and limits them."""

import sys
from collections.abc import Callable, Container, Mapping, Sequence
from pathlib import Path

from rich.text import Text

from bot.languages import Sentence
from bot.library import NotShelvedError, Scope, ShelvedDocument, bytes_of, readers_words
from bot.plain_text import visible
from bot.terminal.command import FAULT, OK
from bot.terminal.console import console
from bot.terminal.given import at_a_terminal
from bot.terminal.json_records import emit, shelved_record
from bot.terminal.library_deeds import LibraryTask
from index import AddressError, SettingsError


def list_(task: LibraryTask) -> int:
    """Print what the server has, and what the disk has lost of it."""
    shelves = task.shelves
    documents = shelves.documents(task.server)
    lost = {one.name for one in documents if bytes_of(shelves, task.server, one) is None}
    if not task.json:
        _print(documents, lost)
        return OK
    for document in documents:
        emit({**shelved_record(document), "lost": document.name in lost})
    return OK


def _print(documents: Sequence[ShelvedDocument], lost: Container[str]) -> None:
    """Print the documents that a server has of its own, a line each.

    Args:
        documents: Those.
        lost: The names of those whose bytes the disk has lost.
    """
    out = console()
    for document in documents:
        end = " · lost on the disk: add it again" if document.name in lost else ""
        out.print(Text(f"{document.name}: {document}{end}"), soft_wrap=True)
    if not documents:
        out.print("The server has no documents of its own.")


def add(task: LibraryTask) -> int:
    """Take files in, all or, where one cannot be, none; and print what the server has then.

    Raises:
        AddressError: Some are not there.
        NotShelvedError: One is not taken: of its kind, for its size, or for want of room.
    """
    files = list(map(Path, task.names))
    _check_files(task, files)
    stated = {"title": task.title} if task.title else None
    for file in files:
        raw = file.read_bytes()
        task.shelves.add(task.server, file.name, raw, task.public, stated=stated, scope=task.scope)
    return list_(task)


def _check_files(task: LibraryTask, files: Sequence[Path]) -> None:
    """Check all that can be told of files before one is read.

    Raises:
        AddressError: Some are not there.
        NotShelvedError: One is not taken.
    """
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        raise AddressError(f"there is no file {', '.join(missing)}; nothing was added")
    for file in files:
        with file.open("rb"):  # whoever may not read it is told now
            size = file.stat().st_size
        try:
            task.shelves.check(task.server, file.name, size)
        except NotShelvedError as error:
            told = Sentence("{path}: {why}; nothing was added", path=str(file), why=error.why)
            raise NotShelvedError(told) from error


def remove(task: LibraryTask) -> int:
    """Take documents out, once somebody agreed to that; print which, and what the server has then.

    Raises:
        AddressError: There is none of a name, or another version of it came meanwhile.
    """
    wanted = task.shelved()
    if not (task.agreed or _agrees(wanted)):
        sys.stderr.write("briefing-bot: nothing was removed\n")
        return FAULT
    for one in wanted:
        if not task.shelves.remove(task.server, one.name, task.public, one.sha256):
            msg = f"{one.filename} was replaced or removed meanwhile; look at `library list`"
            raise AddressError(msg)
        if not task.json:
            console().print(Text(f"removed: {one.filename}"), soft_wrap=True)
    return list_(task)


def _agrees(documents: Sequence[ShelvedDocument]) -> bool:
    """Return whether somebody at the terminal has documents removed, who is asked that.

    Raises:
        SettingsError: Nobody is there.
    """
    if not at_a_terminal():
        msg = "`library remove` asks once more before it removes, at a terminal; else give --yes"
        raise SettingsError(msg)
    files = ", ".join(one.filename for one in documents)
    sys.stderr.write(visible(f"Remove {files}? It cannot be brought back. [y/N] "))
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def scope(task: LibraryTask) -> int:
    """Say who may see documents, and print what the server has then.

    Raises:
        AddressError: There is none of a name.
        SettingsError: It is not said who: that opens nothing.
    """
    wanted = task.shelved()
    if task.scope is None:
        raise SettingsError(_asking_who(wanted))
    for one in wanted:
        if not task.shelves.limit(task.server, one.name, task.scope):
            raise AddressError(task.no_document(one.name))
        if not task.json:
            told = f"{one.name} is now seen by {_readers(task.scope)}"
            console().print(Text(told), soft_wrap=True)
    return list_(task)


def _asking_who(documents: Sequence[ShelvedDocument]) -> str:
    """Return who may see documents now, and how it is said who shall."""
    present = "; ".join(f"{one.name} is seen by {_readers(one.scope)}" for one in documents)
    return f"{present}. Who shall see it? --role ID, --channel ID, or --everybody"


def _readers(scope: Scope) -> str:
    return readers_words(scope, "channel {}".format, "role {}".format)


CHANGES: Mapping[str, Callable[[LibraryTask], int]] = {
    "list": list_,
    "add": add,
    "remove": remove,
    "scope": scope,
}
