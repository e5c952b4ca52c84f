"""The list of real files: which document of which public package, and what its bytes are."""

import enum
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_LIST = Path(__file__).with_name("files.jsonl")


class Registry(enum.Enum):
    """Where a package comes from; the value is its name in the list."""

    PYPI_SOURCE = "pypi source"
    PYPI_WHEEL = "pypi wheel"
    NPM = "npm"
    DEBIAN = "debian"


@dataclass(frozen=True, slots=True)
class Package:
    """One release of a public package."""

    registry: Registry
    name: str
    version: str

    def __str__(self) -> str:
        """The package as it is told."""
        return f"{self.registry.value} {self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class RealFile:
    """A document out of a package.

    Args:
        package: That holds it.
        path: Of it inside of the package; what ends in `.gz` is unpacked.
        sha256: Of the document's bytes, unpacked; hexadecimal.
        place: Where it is laid: its format, a slash and its name.
    """

    package: Package
    path: str
    sha256: str
    place: str

    def __post_init__(self) -> None:
        """Check the place.

        Raises:
            ValueError: It is no format and name, or leads out of the folder.
        """
        parts = self.place.split("/")
        if len(parts) != 2 or not all(parts) or any(part.startswith(".") for part in parts):
            msg = f"{self.place!r} is no place: write FORMAT/NAME"
            raise ValueError(msg)

    @property
    def format(self) -> str:
        """The kind of document, as the tables name it."""
        return self.place.partition("/")[0]


def real_files(path: Path = _LIST) -> tuple[RealFile, ...]:
    """Return the files of a list, a line of JSON each.

    Raises:
        ValueError: Two files have one place.
    """
    with path.open(encoding="utf-8") as lines:
        files = tuple(_file(json.loads(line)) for line in lines)
    _check_places(file.place for file in files)
    return files


def _file(record: dict[str, str]) -> RealFile:
    package = Package(Registry(record["registry"]), record["package"], record["version"])
    return RealFile(package, record["path"], record["sha256"], record["place"])


def _check_places(places: Iterable[str]) -> None:
    seen: set[str] = set()
    for place in places:
        if place in seen:
            msg = f"two files have the place {place}: give one another name"
            raise ValueError(msg)
        seen.add(place)
