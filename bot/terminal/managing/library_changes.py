"""What `library` does to documents: it adds, replaces and removes them, and limits them."""

import dataclasses
import sys
from collections.abc import Callable, Container, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from bot.languages import Sentence
from bot.library import (
    DONE,
    Brought,
    NotShelvedError,
    Scope,
    ShelvedDocument,
    bytes_of,
    changed_lines,
    changes_counted,
    readers_words,
)
from bot.plain_text import visible
from bot.terminal.command import FAULT, OK
from bot.terminal.console import console
from bot.terminal.given import at_a_terminal
from bot.terminal.json_records import emit, shelved_record
from bot.terminal.managing.library_deeds import LibraryTask
from index import AddressError, RevisionChanges, SettingsError, changes_between

if TYPE_CHECKING:
    from bot.records import Record

_MOST_LINES = 20  # of what changed that are printed


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

    Of a folder every file is taken that is read, and the others are told, each on a line.

    Raises:
        AddressError: Some are not there.
        NotShelvedError: One is not taken: of its kind, for its size, or for want of room.
        SettingsError: A title is given for all files of a folder.
    """
    files = list(map(Path, task.names))
    if any(file.is_dir() for file in files):
        return _add_folders(task, files)
    _check_files(task, files, "nothing was added")
    for number, file in enumerate(files):
        _add_file(task, file, "those before it were added" if number else "nothing was added")
    return list_(task)


def _add_file(task: LibraryTask, file: Path, done: str) -> None:
    """Take a file in, and print what is to be known of that.

    Raises:
        NotShelvedError: It is not taken.
    """
    before = _of_file(task, file.name)
    stated = {"title": task.title} if task.title else None
    brought = Brought(file.name, file.read_bytes(), stated, task.scope)
    try:
        changes = _put(task, brought, before)
    except NotShelvedError as error:
        raise NotShelvedError(_told(file, error, done)) from error
    _print_put(task, file.name, before, changes)


def _add_folders(task: LibraryTask, names: Sequence[Path]) -> int:
    """Take in what can be of files and of folders' files, a line for each; print what there is.

    Raises:
        SettingsError: A title is given, which is of one file.
    """
    if task.title:
        raise SettingsError("--title is of `library add` with one file; nothing was added")
    added = 0
    for file in chain.from_iterable(map(_files_of, names)):
        try:
            _check_files(task, [file], "it was not added")
            _add_file(task, file, "it was not added")
        except (AddressError, NotShelvedError, OSError) as error:
            sys.stderr.write(visible(f"briefing-bot: {error}\n"))
        else:
            added += 1
            sys.stderr.write(visible(f"{file}: added\n"))
    list_(task)
    return OK if added else FAULT


def _files_of(name: Path) -> list[Path]:
    """Return the files of a folder in the order of their names, hidden ones left out; else itself.

    Args:
        name: Of a folder, whose folders are looked into, or of anything else.
    """
    if not name.is_dir():
        return [name]
    inside = sorted(name.rglob("*"))
    return [
        file
        for file in inside
        if file.is_file() and not any(part[0] == "." for part in file.relative_to(name).parts)
    ]


def _told(file: Path, error: NotShelvedError, done: str) -> Sentence:
    """Return why a file is not taken, by the name that it was given by."""
    return Sentence("{path}: {why}; {done}", path=str(file), why=error.why, done=done)


def replace(task: LibraryTask) -> int:
    """Put a file in the place of a document, and print what changed.

    Raises:
        SettingsError: It is not said of which document, or with which file.
        AddressError: One of them is not there.
        NotShelvedError: The file is not taken.
    """
    if len(task.names) != 2:
        raise SettingsError("`library replace` needs a document's name and a file")
    name, file = task.names[0], Path(task.names[1])
    (before,) = dataclasses.replace(task, names=[name]).shelved()
    _check_files(task, [file], "nothing was replaced", instead_of=name)
    brought = Brought(file.name, file.read_bytes(), instead_of=name)
    try:
        changes = _put(task, brought, before)
    except NotShelvedError as error:
        raise NotShelvedError(_told(file, error, "nothing was replaced")) from error
    if task.json:
        emit(_changes_record(name, changes))
        return OK
    _print_changes(changes)
    return OK


def _of_file(task: LibraryTask, filename: str) -> ShelvedDocument | None:
    """Return the document of a filename, None where the server has none."""
    documents = task.shelves.documents(task.server)
    return next((one for one in documents if one.filename == filename), None)


def _put(task: LibraryTask, brought: Brought, before: ShelvedDocument | None) -> RevisionChanges:
    """Take a document in, and return what changed of the one whose place it takes, if any."""
    old = task.known(before.name).document if before else None
    shelved = task.shelves.take_in(task.server, brought, task.public)
    new = task.known(shelved.name).document if old else None
    return changes_between(old, new) if old and new else RevisionChanges(0, 0, ())


def _print_put(
    task: LibraryTask, filename: str, before: ShelvedDocument | None, changes: RevisionChanges
) -> None:
    """Print what is to be known of a file that was added: what it replaced, and what it copies."""
    now = _of_file(task, filename)
    if task.json or now is None:
        return
    out = console()
    if before and before.sha256 == now.sha256:
        out.print(Text(f"{filename} was there already, with the same bytes"), soft_wrap=True)
    elif before:
        out.print(Text(f"{filename} was there: it was replaced, in {now.name}"), soft_wrap=True)
        _print_changes(changes)
    for other in task.shelves.documents(task.server):
        if other.sha256 == now.sha256 and other.name != now.name:
            told = f"{filename} has the same bytes as {other.filename}: the server has both"
            out.print(Text(told), soft_wrap=True)


def _print_changes(changes: RevisionChanges) -> None:
    """Print how many paragraphs changed, and the first of them."""
    lines = list(changed_lines(changes))
    more = [f"and {len(lines) - _MOST_LINES} more"] if len(lines) > _MOST_LINES else []
    for line in (changes_counted(changes), *lines[:_MOST_LINES], *more):
        console().print(Text(line), soft_wrap=True)


def _check_files(
    task: LibraryTask, files: Sequence[Path], nothing: str, instead_of: str = ""
) -> None:
    """Check all that can be told of files before one is read.

    Args:
        task: Says for which server.
        files: Those.
        nothing: What is said to have been done where one is at fault.
        instead_of: As of `Brought`.

    Raises:
        AddressError: Some are not there, or are folders.
        NotShelvedError: One is not taken.
    """
    folders = [str(file) for file in files if file.is_dir()]
    if folders:
        raise AddressError(f"{folders[0]} is a folder: name the files in it; {nothing}")
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        raise AddressError(f"there is no file {', '.join(missing)}; {nothing}")
    for file in files:
        with file.open("rb"):  # whoever may not read it is told now
            size = file.stat().st_size
        try:
            task.shelves.check(task.server, file.name, size, instead_of=instead_of)
        except NotShelvedError as error:
            raise NotShelvedError(_told(file, error, nothing)) from error


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


def _changes_record(name: str, changes: RevisionChanges) -> "Record":
    """Return what changed between two versions of a document."""
    return {
        "name": name,
        "same": changes.same,
        "moved": changes.moved,
        **{str(word): changes.count(kind) for kind, word in DONE.items()},
        "changes": [
            {
                "kind": str(DONE[change.kind]),
                "paragraph": change.number,
                "words": [[one.before, one.after] for one in change.stretches],
            }
            for change in changes.changes
        ],
    }


CHANGES: Mapping[str, Callable[[LibraryTask], int]] = {
    "list": list_,
    "add": add,
    "replace": replace,
    "remove": remove,
    "scope": scope,
}
