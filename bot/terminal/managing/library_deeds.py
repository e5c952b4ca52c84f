"""What `library` does beside changing documents: it shows, describes, exports and takes back."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from bot.languages import Sentence, either
from bot.library import (
    Change,
    Described,
    EventKind,
    LibraryArchiveError,
    Particulars,
    Scope,
    ShelvedDocument,
    Shelves,
    TakenBack,
    facts_of,
    names_near,
    particulars,
    take_back,
    write_archive,
)
from bot.phrases import counted
from bot.plain_text import visible
from bot.terminal.command import FAULT, OK
from bot.terminal.console import console
from bot.terminal.json_records import emit, shelved_record
from index import (
    METADATA_FIELDS,
    AddressError,
    BriefingError,
    Collection,
    SettingsError,
    UnwritableError,
    states_date,
)

if TYPE_CHECKING:
    from bot.records import Record


_NO_DATE = (
    "--set issued={!r}: that is no date; it takes 2018-09-11, 2018-09 or 2018, a season (spring "
    "2018), or two of these (2018/2019)"
)


@dataclass(frozen=True, slots=True)
class LibraryTask:
    """What is to be done with a server's library.

    Args:
        shelves: The libraries.
        opened: Opens the operator's collection, once.
        server: Id of the server.
        names: What it is about.
        json: Whether JSON is printed.
        changes: What is stated of it, each `NAME=VALUE`.
        scope: Who may see it; None where nothing is said of that.
        title: Of the one document that is added; "" where none is given.
        agreed: Whether nobody is asked once more before something is removed.
    """

    shelves: Shelves
    opened: Callable[[], Collection]
    server: int
    names: list[str]
    json: bool
    changes: Sequence[str] = ()
    scope: Scope | None = None
    title: str = ""
    agreed: bool = False

    @property
    def public(self) -> Collection:
        """The operator's collection; what needs none does not wait for it."""
        return self.opened()

    def known(self, name: str) -> Particulars:
        """Return what there is to know of a document.

        Raises:
            AddressError: There is none of this name.
        """
        known = particulars(self.shelves, self.server, self.public).get(name)
        if known is None:
            raise AddressError(self.no_document(name))
        return known

    def shelved(self) -> list[ShelvedDocument]:
        """Return the documents that it is about.

        Raises:
            AddressError: There is none of a name.
        """
        there = {one.name: one for one in self.shelves.documents(self.server)}
        for name in self.names:
            if name not in there:
                raise AddressError(self.no_document(name))
        return [there[name] for name in self.names]

    def no_document(self, name: str) -> str:
        """Return what to say where the server has no document of a name: which is near it."""
        with suppress(BriefingError):  # opened, their titles are known, too
            self.shelves.edition(self.server, self.public)
        near = names_near(self.shelves, self.server, name)
        what = f"did you mean {either(near)}?" if near else "`library list` names those it has"
        return f"the server has no document {name!r}; {what}"


def show(task: LibraryTask) -> int:
    """Print what there is to know of documents."""
    for name in task.names:
        known = task.known(name)
        if task.json:
            emit(_known_record(known))
            continue
        for label, value in (*facts_of(known), ("File", str(known.shelved))):
            console().print(Text(f"{label}: {value}"), soft_wrap=True)
    return OK


def describe(task: LibraryTask) -> int:
    """State something of documents, and print what there is to know of them then.

    Raises:
        SettingsError: It is nothing that can be stated.
    """
    stated = dict(map(_stated, task.changes))
    if stated.get("issued") and not states_date(stated["issued"]):
        raise SettingsError(_NO_DATE.format(stated["issued"]))
    for name in task.names:
        described = Described(task.known(name).shelved.filename, name, stated)
        task.shelves.take_in(task.server, described, task.public)
    return show(task)


def _stated(change: str) -> tuple[str, str]:
    """Return a field of a metadata file with its value; "" where nothing is stated any more.

    Raises:
        SettingsError: It is none.
    """
    name, equals, value = change.partition("=")
    if not equals or name.strip() not in METADATA_FIELDS:
        fields = ", ".join(METADATA_FIELDS)
        msg = f"--set takes NAME=VALUE, such as title=…, not {change!r}; NAME is one of {fields}"
        raise SettingsError(msg)
    return name.strip(), value.strip()


def export(task: LibraryTask) -> int:
    """Write the library to a file that is not there yet.

    Raises:
        SettingsError: It is not said to which file.
        UnwritableError: It is there already, or cannot be written.
    """
    path = _file_of(task, "export")
    documents = task.shelves.documents(task.server)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as error:
        raise UnwritableError(f"{path} is there already: name another file") from error
    try:
        with os.fdopen(handle, "wb") as file:
            lost = write_archive(task.shelves, task.server, documents, file)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    written = len(documents) - len(lost)
    if task.json:
        emit({"file": str(path), "documents": written, "lost": lost})
    else:
        console().print(Text(f"{counted(written, 'document')} in {path}"), soft_wrap=True)
    _tell(dict.fromkeys(lost, Sentence("lost on the disk, and not in it")))
    return FAULT if lost else OK


def import_(task: LibraryTask) -> int:
    """Take an exported library back, and print what the library has of it.

    Raises:
        SettingsError: It is not said of which file.
        AddressError: There is none.
        LibraryArchiveError: It is no exported library.
    """
    path = _file_of(task, "import")
    if not path.is_file():
        raise AddressError(f"there is no file {path}; nothing was imported")
    there = {one.filename: one.sha256 for one in task.shelves.documents(task.server)}
    became = _taken_back(task, path)
    for document in became.documents:
        if task.json:
            emit(shelved_record(document))
        else:
            console().print(Text(str(document)), soft_wrap=True)
    same = [one.filename for one in became.documents if there.get(one.filename) == one.sha256]
    _tell(dict.fromkeys(same, Sentence("was there already, with the same bytes")))
    if became.server != task.server:
        _tell_limits(became)
    _tell(became.refused)
    return FAULT if became.refused else OK


def _taken_back(task: LibraryTask, path: Path) -> TakenBack:
    """Return what became of an exported library.

    Raises:
        LibraryArchiveError: It is none.
    """
    with path.open("rb") as file:
        try:
            became = take_back(task.shelves, task.server, file, task.public)
        except LibraryArchiveError as error:
            told = Sentence("{path}: {why}", path=str(path), why=error.why)
            raise LibraryArchiveError(told) from error
    task.shelves.events.note(task.server, Change(EventKind.IMPORTED, path.name))
    return became


def _tell_limits(became: TakenBack) -> None:
    """Say on standard error whose library it is, and how much of it is limited to what is there."""
    scoped = sum(one.scope.channels | one.scope.roles != set() for one in became.documents)
    note = f"it is the library of server {became.server}"
    held = f"{counted(scoped, 'document')} limited to its channels or roles"
    sys.stderr.write(visible(f"briefing-bot: {note}; {held}\n"))


DEEDS: Mapping[str, Callable[[LibraryTask], int]] = {
    "show": show,
    "describe": describe,
    "export": export,
    "import": import_,
}


def _file_of(task: LibraryTask, action: str) -> Path:
    """Return the one file that a task is about.

    Raises:
        SettingsError: There is none, or there are several.
    """
    if len(task.names) != 1:
        raise SettingsError(f"`library {action}` needs one file")
    return Path(task.names[0])


def _tell(reasons: Mapping[str, Sentence]) -> None:
    """Say on standard error what was left out, and why."""
    for name, why in reasons.items():
        sys.stderr.write(visible(f"briefing-bot: {name}: {why}\n"))


def _known_record(known: Particulars) -> "Record":
    """Return all that there is to know of a document; null where it cannot be read."""
    document = known.document
    read: Record = (
        {}
        if document is None
        else {
            "title": document.title,
            "author": [name.display for name in document.metadata.author],
            "issued": list(document.metadata.issued),
            "url": document.metadata.url,
            "pages": known.pages,
            "paragraphs": len(document.paragraphs),
            "passages": known.passages,
            "repairs": len(document.repairs),
            "left_out": len(document.left_out),
        }
    )
    return {
        **shelved_record(known.shelved),
        "fault": str(known.fault) if known.fault else None,
        **read,
    }
