"""A backup that was opened: a zip whose every file is listed, none of them packed.

Nothing is ever unpacked to a path that it names, and none of it is larger than the file itself.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.backups.contents import CATALOGUE, DataFolder
from bot.backups.manifests import MANIFEST, ORIGINALS, BackupEntry, BackupError, BackupManifest
from bot.library import originals_named
from index import CollectionError

_MOST_MANIFEST = 500_000_000  # bytes
_BLOCK = 1_000_000  # bytes that are in memory at once
_BROKEN = (zipfile.BadZipFile, EOFError, LookupError, ValueError, RuntimeError, OSError)


@dataclass(frozen=True, slots=True)
class PackedBackup:
    """A backup; its list and its sizes are checked.

    Args:
        manifest: What it holds.
        zip: The file.
    """

    manifest: BackupManifest
    zip: zipfile.ZipFile

    @property
    def size(self) -> int:
        """The bytes of all its files."""
        return sum(entry.size for entry in self.manifest.entries)

    def parts(self, entry: BackupEntry) -> Iterator[bytes]:
        """Yield the bytes of a file, the last of them once all are found to be what is listed.

        Yields:
            A part.

        Raises:
            BackupError: They are not.
        """
        digest, part = hashlib.sha256(), b""
        try:
            with self.zip.open(entry.name) as packed:
                while block := packed.read(_BLOCK):
                    yield part
                    digest.update(block)
                    part = block
        except _BROKEN as error:
            raise BackupError(f"{entry.name} is damaged in it ({error})") from error
        if digest.hexdigest() != entry.sha256:
            raise BackupError(f"{entry.name} is not what it was when it was packed")
        yield part

    def check(self, folder: DataFolder) -> None:
        """Check all of it, as far as it would be put into a data folder.

        Raises:
            BackupError: It is damaged, or holds what no backup does.
        """
        places = [folder.place(entry.name, self.manifest) for entry in self.manifest.entries]
        if len(set(places)) < len(places):
            raise BackupError("two of its files belong in the same place")
        for entry in self.manifest.entries:
            is_original = entry.name.startswith(ORIGINALS)
            if is_original and entry.name != f"{ORIGINALS}{entry.sha256}":
                raise BackupError(f"{entry.name} is another document")
            for _ in self.parts(entry):
                pass
        self._check_catalogue()

    def catalogue(self) -> bytes | None:
        """Return the catalogue in it, None where it has none.

        Raises:
            BackupError: It is damaged.
        """
        packed = [entry for entry in self.manifest.entries if entry.name == CATALOGUE]
        return b"".join(self.parts(packed[0])) if packed else None

    def _check_catalogue(self) -> None:
        """Check that the catalogue can be used, and that what it names is there, and nothing else.

        Raises:
            BackupError: It is not so.
        """
        names = [entry.name for entry in self.manifest.entries]
        held = {name.removeprefix(ORIGINALS) for name in names if name.startswith(ORIGINALS)}
        named: frozenset[str] = frozenset()
        if (raw := self.catalogue()) is not None:
            try:
                named = originals_named(raw, Path(CATALOGUE))
            except CollectionError as error:
                raise BackupError(str(error)) from error
        if named - set(self.manifest.lost) != held:
            raise BackupError("its documents are not those that its catalogue names")


@contextmanager
def opened_backup(path: Path) -> Iterator[PackedBackup]:
    """Yield the backup that a file is.

    Yields:
        The backup.

    Raises:
        BackupError: It is none, or damaged.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        try:
            archive = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise BackupError(
                "it is no zip that can be opened: name a file that `backup` wrote"
            ) from error
        with archive:
            _check_packed(archive, path.stat().st_size)
            manifest = _manifest(archive)
            _check_listed(archive, manifest)
            yield PackedBackup(manifest, archive)


def _check_packed(archive: zipfile.ZipFile, size: int) -> None:
    """Check that nothing in a zip becomes larger by being unpacked, nor all of it together.

    Raises:
        BackupError: It does.
    """
    infos = archive.infolist()
    if any(info.compress_type != zipfile.ZIP_STORED for info in infos):
        raise BackupError("something in it is compressed: it is none of `backup`")
    if sum(info.file_size for info in infos) > size:
        raise BackupError("it says that it holds more than it has")


def _manifest(archive: zipfile.ZipFile) -> BackupManifest:
    """Return what a zip says that it holds.

    Raises:
        BackupError: It does not.
    """
    try:
        if archive.getinfo(MANIFEST).file_size > _MOST_MANIFEST:
            raise BackupError(f"its {MANIFEST} is too long")
        text = archive.read(MANIFEST)
    except KeyError as error:
        raise BackupError(f"it holds no {MANIFEST}: it is none of `backup`") from error
    except _BROKEN as error:
        raise BackupError(f"its {MANIFEST} is damaged ({error})") from error
    return BackupManifest.parse(text)


def _check_listed(archive: zipfile.ZipFile, manifest: BackupManifest) -> None:
    """Check that a zip holds what is listed and nothing else.

    Raises:
        BackupError: It does not.
    """
    packed = sorted((info.filename, info.file_size) for info in archive.infolist())
    listed = sorted((entry.name, entry.size) for entry in manifest.entries)
    if [one for one in packed if one[0] != MANIFEST] != listed:
        raise BackupError(f"it does not hold what its {MANIFEST} lists")
