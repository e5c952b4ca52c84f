"""The real files of the list, laid into a folder."""

import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from index.lab.real_files.packages import PackageError, contents, download
from index.lab.real_files.real_file import Package, RealFile

Download = Callable[[Package, Path], Path]


def fetch(
    files: Sequence[RealFile], folder: Path, download_to: Download = download
) -> Iterator[str]:
    """Lay files into a folder, each at its place; those that lie there already stay.

    Args:
        files: In any order; each package is downloaded once.
        folder: Made where it is missing.
        download_to: Brings a package into an empty folder.

    Yields:
        Why a file, or a whole package, is missing; the others go on.
    """
    missing = [file for file in files if not _is_there(file, folder)]
    for package, wanted in _by_package(missing).items():
        try:
            yield from _laid(wanted, _contents(package, wanted, download_to), folder)
        except PackageError as error:
            yield f"{error} ({', '.join(file.place for file in wanted)})"


def _is_there(file: RealFile, folder: Path) -> bool:
    path = folder / file.place
    return path.is_file() and _sha256(path.read_bytes()) == file.sha256


def _by_package(files: Iterable[RealFile]) -> Mapping[Package, list[RealFile]]:
    by_package: dict[Package, list[RealFile]] = defaultdict(list)
    for file in files:
        by_package[file.package].append(file)
    return by_package


def _contents(
    package: Package, wanted: Iterable[RealFile], download_to: Download
) -> Mapping[str, bytes]:
    """Return the wanted files of a package by their paths in it.

    Raises:
        PackageError: The package cannot be had.
    """
    with tempfile.TemporaryDirectory() as folder:
        archive = download_to(package, Path(folder))
        return contents(archive, frozenset(file.path for file in wanted))


def _laid(
    wanted: Iterable[RealFile], raw_by_path: Mapping[str, bytes], folder: Path
) -> Iterator[str]:
    """Write each file to its place.

    Yields:
        What is missing, or is another file than listed.
    """
    for file in wanted:
        raw = raw_by_path.get(file.path)
        if raw is None:
            yield f"{file.place}: {file.package} does not hold {file.path}"
        elif _sha256(raw) != file.sha256:
            yield f"{file.place}: {file.path} of {file.package} is another file than was listed"
        else:
            path = folder / file.place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
