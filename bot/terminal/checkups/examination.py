"""What an operator needs to know before the members do: one line a check."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.config import EMBEDDED, Config, DoorSettings
from bot.doors import listener, origin
from bot.library import check_moved, faults_of
from bot.phrases import counted, not_offered
from bot.terminal.checkups import kept_examination
from bot.terminal.checkups.run_examination import of_run
from bot.terminal.places import Places
from bot.terminal.signs import Finding
from bot.terminal.versions import version
from bot.web_sources import LISTED, read_listed
from index import (
    BriefingError,
    Collection,
    CollectionError,
    SettingsError,
    UnwritableError,
    can_recognise,
    encoder_of,
    list_sources,
    write_whole,
)

_PROBE_CHARACTERS = 10_000  # more than a block of a disk


def findings(places: Places) -> Iterator[Finding]:
    """Yield what each check found; a faulty configuration ends them."""
    try:
        config = places.configuration()
    except SettingsError as error:
        yield Finding("configuration", good=False, detail=str(error).replace("\n", "; "))
        return
    yield Finding("configuration", good=True, detail="no unknown or faulty settings")
    yield Finding("version", good=True, detail=version())
    yield _checked("documents", lambda: _documents(config.knowledge))
    yield _checked(LISTED, lambda: _listed(config.knowledge))
    yield _checked("encoder", lambda: encoder_of(config.index).label)
    folder = _checked("data folder", lambda: _writable(config.data))
    if config.data.is_dir():
        yield from _of_collection(config)
        yield folder
        yield from _of_data(config)
    else:
        yield folder
    yield _checked("doors", lambda: _doors(config.doors))
    yield from of_run(config)


def _of_collection(config: Config) -> Iterator[Finding]:
    """Yield what is found of the operator's documents as they are built."""
    collection, finding = _opened(config)
    yield finding
    if collection is not None:
        yield from _unread(collection)
    yield _scans()
    if collection is not None:
        yield _checked("reader", lambda: _reader(collection, config.index.reader))
        yield _threshold(collection)
        yield _checked("topics", lambda: _topics(collection))


def _of_data(config: Config) -> Iterator[Finding]:
    """Yield what is found of the data folder, and of the database beside it."""
    data = config.data
    yield _checked("free space", lambda: kept_examination.room(data))
    yield _checked("backup", lambda: kept_examination.backup(config, datetime.now(UTC)))
    yield _checked("keys", lambda: kept_examination.keys(data))
    if config.storage == EMBEDDED:
        yield _checked("libraries", lambda: kept_examination.libraries(config))
        yield _checked("choices", lambda: kept_examination.choices(data))
    else:
        yield _checked("database", lambda: _database(config))


def _checked(check: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(check, good=True, detail=look())
    except BriefingError as error:
        return Finding(check, good=False, detail=" ".join(str(error).split()))
    except OSError as error:
        return Finding(check, good=False, detail=f"{error.filename}: {error.strerror}")


def _documents(knowledge: Path) -> str:
    return f"{counted(len(list_sources(knowledge)), 'file')} in {knowledge}"


def _opened(config: Config) -> tuple[Collection | None, Finding]:
    """Return the collection, None where it does not open, and what is found of it."""
    opened: list[Collection] = []

    def look() -> str:
        opened.append(Collection.open(config.knowledge, config.data, config.index))
        report = opened[0].report
        return f"{counted(report.passages, 'passage')} of {counted(report.documents, 'document')}"

    finding = _checked("collection", look)
    return (opened[0] if opened else None), finding


def _unread(collection: Collection) -> Iterator[Finding]:
    """Yield each file that could not be read."""
    for name, fault in sorted(collection.report.faults.items()):
        yield Finding(name, good=False, detail=str(fault))


def _scans() -> Finding:
    """Return what becomes of pages that are pictures; it is no fault that they are not read."""
    detail = "read with Tesseract" if can_recognise() else "not read: Tesseract is not installed"
    return Finding("scanned pages", good=True, detail=detail)


def _reader(collection: Collection, name: str) -> str:
    """Return that the models that answer are loaded.

    Raises:
        BriefingError: They cannot be.
    """
    collection.warm()
    return "none, as configured" if name == "none" else f"{name} is loaded"


def _threshold(collection: Collection) -> Finding:
    """Return where the threshold comes from."""
    threshold = collection.threshold
    return Finding("threshold", good=threshold.warning is None, detail=threshold.told)


def _topics(collection: Collection) -> str:
    """Return which curated topics are not offered, if any; it is no fault that they are not.

    Raises:
        BriefingError: A model cannot be loaded.
    """
    return not_offered(collection.nowhere) or "none is curated that the documents do not answer"


def _writable(data: Path) -> str:
    """Return that a folder can be written.

    Raises:
        UnwritableError: It cannot, and what to do.
    """
    probe = data / ".probe"
    try:
        write_whole(probe, " " * _PROBE_CHARACTERS)  # an empty file fits on a full disk, too
    except UnwritableError as error:
        raise UnwritableError(str(error).replace(str(probe), str(data))) from error
    probe.unlink()
    return f"{data} can be written"


def _listed(knowledge: Path) -> str:
    """Return what is fetched of the web.

    Raises:
        SettingsError: It is not said as it has to be.
    """
    listed = read_listed(knowledge)
    if listed is None:
        return "there is none: nothing of the web is fetched"
    return f"{counted(len(listed.pages), 'page')} and {counted(len(listed.feeds), 'feed')}"


def _database(config: Config) -> str:
    """Return that the bot can use a database.

    Raises:
        CollectionError: It cannot.
    """
    faults = faults_of(config.storage)
    if faults:
        raise CollectionError("; ".join(faults))
    check_moved(config.data, config.storage)
    return "it is ready, and its role sees one server's rows at a time"


def _doors(doors: DoorSettings) -> str:
    """Return that programs can be listened to.

    Raises:
        SettingsError: The address is none of this machine.
    """
    try:
        with listener(doors.address, 0):  # any port: on its own another `serve` may listen
            return f"`serve` would listen at {origin(doors.address, doors.port)}"
    except SettingsError as error:
        msg = f"there is nothing to listen at: {doors.address!r}; name an address of this machine"
        raise SettingsError(f"{msg} under `doors` in config.yaml") from error
