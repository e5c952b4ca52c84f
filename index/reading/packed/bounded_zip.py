"""A zip archive whose contents list is read within a bound: all of it is read at opening."""

import zipfile
from typing import BinaryIO


class LongListError(zipfile.BadZipFile):
    """The contents list of an archive is longer than any that is read."""


class _Listed:
    """A file of which no more is read at once than a contents list may have."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file = file
        self._most = most
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self.is_bounded = True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes.

        Raises:
            LongListError: They would be too many.
        """
        if not self.is_bounded:
            return self._file.read(size)
        content = self._file.read(size if 0 <= size <= self._most else self._most + 1)
        if len(content) > self._most:
            raise LongListError
        return content


def bounded_zip(file: BinaryIO, most_listed: int) -> zipfile.ZipFile:
    """Return the archive that a file is, opened to be read.

    An entry takes 46 bytes and its name in the list, and some 400 in memory.

    Args:
        file: That one; it stays open when the archive is closed.
        most_listed: Bytes that its contents list may have, at least 65,557, since the record behind
            the list is looked for in as many.

    Raises:
        LongListError: The list is longer; no more of it was read than that.
        zipfile.BadZipFile: It is no archive.
    """
    listed = _Listed(file, most_listed)
    archive = zipfile.ZipFile(listed)
    listed.is_bounded = False
    return archive
