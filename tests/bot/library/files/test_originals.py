"""Documents as they were received: what is swept, and what somebody is just keeping."""

from pathlib import Path

from bot.library.files.originals import Originals
from tests.support.engines.synced_folders import synced_names, unsynced_folders

USED, UNUSED = "a" * 64, "b" * 64


def test_what_is_being_kept_of_what_is_used_is_not_swept(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    for sha256 in (USED, UNUSED):
        originals.keep(sha256, b"bytes")
        path = originals.path(sha256)
        path.with_name(f".{sha256}.4711").write_bytes(b"by")
    originals.sweep({USED})
    left = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert left == [f".{USED}.4711", USED]


def test_the_disk_has_the_names_of_what_is_kept(tmp_path: Path) -> None:
    with synced_names(tmp_path) as names:
        Originals(tmp_path / "originals").keep(USED, b"bytes")
    assert names == {"originals", "originals/aa", f"originals/aa/{USED}"}


def test_where_no_folder_can_be_synced_documents_are_kept(tmp_path: Path) -> None:
    originals = Originals(tmp_path / "originals")
    with unsynced_folders():
        originals.keep(USED, b"bytes")
    assert originals.path(USED).read_bytes() == b"bytes"
