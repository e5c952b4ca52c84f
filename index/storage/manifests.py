"""What a build was made of, written into it last and checked when it is opened."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import chain
from pathlib import Path
from typing import Any

from index.errors import CollectionError
from index.fault_reasons import FaultReason
from index.storage.checked_files import CheckedFiles, digests_of_build
from index.storage.whole_files import sync_folder, write_synced

SCHEMA = 10  # 10: words, the quotation check and texts lie in parts
# 9: a full stop before "A" and "I" ends a sentence, behind words like "May"
SEGMENTED = 5  # from this one on vectors lie in segments, passages in arrays
# 3: a document knows its pages, and what each paragraph is; 4: words are kept, not what follows
TOLD_IN_PART = 6  # from this one on not all of a long title is told with its passages
ROUNDED = 6  # from this one on vectors are numbers of 8 and 16 bits
_READ = (3, 4, SEGMENTED, ROUNDED, 9, SCHEMA)
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of and what it consists of.

    Args:
        encoder: Identity of the encoder that made its vectors.
        dim: Numbers in a vector.
        sources: For each source's id the digest of its file and metadata.
        faults: For the id of each source that was not read, why.
        files: For each file of the build its sha256.
        schema: Of the build.
        reading: Limits and parsers that decided what was read, and how.
        alike: Pairs of documents that say nearly the same, by their ids.
        is_part: Whether it was built to be asked joined with others, or in parts.
    """

    encoder: str
    dim: int
    sources: Mapping[str, str]
    faults: Mapping[str, FaultReason]
    files: Mapping[str, str] = field(default_factory=dict)
    schema: int = SCHEMA
    reading: str = ""
    alike: Sequence[Sequence[str]] = ()
    is_part: bool = False

    def __post_init__(self) -> None:
        """Check the form, for a manifest may come from a damaged disk.

        Raises:
            TypeError: A value is of another kind.
        """
        texts: list[object] = [self.encoder, self.reading]
        for mapping in (self.sources, self.files):
            texts += _texts_in(mapping)
        texts += self.faults
        texts += chain.from_iterable(self.alike)
        if not (all(isinstance(text, str) for text in texts) and isinstance(self.dim, int)):
            msg = "a manifest names its encoder, its sources, its faults and its files"
            raise TypeError(msg)


def _texts_in(mapping: object) -> list[object]:
    """Return what must be text in a mapping, and whatever is no mapping itself."""
    return [*mapping.keys(), *mapping.values()] if isinstance(mapping, Mapping) else [mapping]


def write_manifest(
    folder: Path,
    manifest: Manifest,
    earlier: Path | None = None,
    known: Mapping[str, str] | None = None,
) -> Manifest:
    """Write the manifest with the sha256 of every file that the build holds, and return it.

    The disk has those files before the manifest says that they are there.

    Args:
        folder: Of the build.
        manifest: Without its files.
        earlier: Of a build with which it shares files, None where there is none.
        known: The sha256 of the files of that.

    Raises:
        OSError: A file cannot be read, written or synced.
    """
    whole = replace(manifest, files=digests_of_build(folder, earlier, known or {}))
    record = {one.name: getattr(whole, one.name) for one in fields(whole)}
    record["faults"] = {id_: reason.record for id_, reason in manifest.faults.items()}
    record |= {"files": dict(whole.files), "sources": dict(whole.sources)}
    write_synced(folder / _MANIFEST, json.dumps(record, ensure_ascii=False, indent=1))
    sync_folder(folder)
    return whole


def _manifest_of(record: dict[str, Any]) -> Manifest:
    """Return the manifest of a record, whatever that may be.

    Raises:
        ValueError: It is none; or a TypeError, LookupError, AttributeError or RecursionError.
    """
    reasons = {id_: FaultReason.of_record(one) for id_, one in record.pop("faults").items()}
    return Manifest(faults=reasons, **record)


def read_manifest(folder: Path, checked: CheckedFiles | None = None) -> Manifest:
    """Return the manifest of a build, every file of it checked.

    Args:
        folder: Of the build.
        checked: Which large files were found whole before; None to read them all.

    Raises:
        CollectionError: It is missing, of a version that is not read, or a file is missing,
            altered or out of reach.
    """
    manifest = stated_manifest(folder)
    if damaged := damaged_files(folder, manifest, checked):
        path = folder / damaged[0]
        raise CollectionError(f"{path} is missing or altered; the collection is built again")
    return manifest


def stated_manifest(folder: Path) -> Manifest:
    """Return the manifest of a build as it stands there, whatever became of its files.

    Raises:
        CollectionError: It is missing, or of a version that is not read.
    """
    try:
        record = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        manifest = _manifest_of(record)
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise CollectionError(f"{folder} has no readable manifest; it is built again") from error
    if manifest.schema not in _READ:
        raise CollectionError(f"{folder} was built by another version; it is built again")
    return manifest


def damaged_files(
    folder: Path, manifest: Manifest, checked: CheckedFiles | None = None
) -> list[str]:
    """Return the names of the files of a build that are missing or altered.

    Args:
        folder: Of the build.
        manifest: Its own.
        checked: Which large files were found whole before; None to read them all.

    Raises:
        CollectionError: A file cannot be read just now.
    """
    checked = checked or CheckedFiles(folder, {})
    try:
        return [
            name
            for name, digest in manifest.files.items()
            if not checked.is_whole(folder / name, digest)
        ]
    except OSError as error:
        raise CollectionError(f"{folder} cannot be read: {error.strerror}") from error
