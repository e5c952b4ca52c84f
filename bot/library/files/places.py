"""Where a data folder has the libraries of servers."""

from pathlib import Path

PREFERENCES_FILE = "preferences.json"
MOVED = "catalogue.moved.sqlite3"  # what a catalogue is called once a database has it
UNFINISHED_COPY = ".unfinished-"  # how a copy of a database begins while it is made
_FOLDER, _CATALOGUE = "library", "catalogue.sqlite3"
_ORIGINALS, _SERVERS, _VECTORS = "originals", "servers", "vectors"


def library_folder(data: Path) -> Path:
    """Return where all that is of the libraries lies."""
    return data / _FOLDER


def preferences_file(data: Path) -> Path:
    """Return what members chose, where no database has it."""
    return data / PREFERENCES_FILE


def catalogue_file(data: Path) -> Path:
    """Return the catalogue."""
    return library_folder(data) / _CATALOGUE


def originals_folder(data: Path) -> Path:
    """Return where documents lie as they were received."""
    return library_folder(data) / _ORIGINALS


def servers_folder(data: Path) -> Path:
    """Return where the documents of each server are laid out and built."""
    return library_folder(data) / _SERVERS


def vectors_folder(data: Path) -> Path:
    """Return where vectors of documents are kept for all servers."""
    return library_folder(data) / _VECTORS
