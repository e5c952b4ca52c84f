"""What is gone on from where a build in use is damaged, or cannot be read just now."""

import errno
import logging
import os
from pathlib import Path

import pytest

from index.collection import Collection
from index.errors import OutOfReachError
from index.lab.hashed_encoder import HashedEncoder
from index.settings import Settings
from index.storage import current_build, home_of

SETTINGS = Settings(reader="none")
HARBOUR = "Ships wait in the harbour at dawn. The harbour master counts the ships.\n"
MILL = "The mill at Arvale was built in 1702. The miller grinds grain for the town.\n"


class Shelf:
    """A knowledge folder of two documents, and where it is built."""

    def __init__(self, folder: Path) -> None:
        self.knowledge, self.data = folder / "knowledge", folder / "data"
        self.knowledge.mkdir()
        (self.knowledge / "harbour.txt").write_text(HARBOUR, "utf-8")
        (self.knowledge / "mill.txt").write_text(MILL, "utf-8")

    @property
    def build(self) -> Path:
        build = current_build(home_of(self.data, self.knowledge))
        assert build is not None
        return build

    def opened(self) -> Collection:
        return Collection.open(self.knowledge, self.data, SETTINGS, encoder=HashedEncoder())


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    made = Shelf(tmp_path)
    assert made.opened().report.encoded > 0
    return made


def spoil(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    path.write_bytes(raw)


@pytest.mark.parametrize(
    "part", ["lexical", "related", "verifier", "prints.npz", "lexical verifier prints.npz"]
)
def test_damage_outside_of_vectors_and_documents_has_nothing_encoded_again(
    shelf: Shelf, caplog: pytest.LogCaptureFixture, part: str
) -> None:
    build, asked = shelf.build, "The mill at Arvale was built in 1720"
    for name in part.split():
        path = build / name
        spoil(path if path.is_file() else min(path.rglob("*.npy")))
    with caplog.at_level(logging.WARNING, "index.building"):
        mended = shelf.opened()
    assert (mended.report.rebuilt, mended.report.encoded) == (True, 0)
    (line,) = [one.getMessage() for one in caplog.records if "altered" in one.getMessage()]
    assert str(build) in line
    assert "\n" not in line
    again = shelf.opened()
    assert not again.report.rebuilt
    assert again.verify(asked).verdict.value == "altered"
    assert again.support("The mill at Arvale was built in 1702.").passages[0].address == "mill:1"


@pytest.mark.parametrize("part", ["vectors", "documents", "passages"])
def test_what_vectors_cannot_be_told_apart_without_has_all_made_again(
    shelf: Shelf, part: str
) -> None:
    spoil(
        max((one for one in (shelf.build / part).rglob("*") if one.is_file()), key=os.path.getsize)
    )
    mended = shelf.opened()
    assert mended.report.rebuilt
    assert not shelf.opened().report.rebuilt


@pytest.mark.parametrize("reason", [errno.EIO, errno.ESTALE, errno.EMFILE])
@pytest.mark.parametrize(
    "where", ["index.storage.checked_files.digest_of_file", "pathlib.Path.read_bytes"]
)
def test_a_build_that_cannot_be_read_just_now_is_not_made_again(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, reason: int, where: str
) -> None:
    build = shelf.build

    def failing(path: Path) -> None:
        raise OSError(reason, os.strerror(reason), str(path))

    with monkeypatch.context() as patched:
        patched.setattr(where, failing)
        with pytest.raises(OutOfReachError, match="try again"):
            shelf.opened()
    assert shelf.build == build
    assert not shelf.opened().report.rebuilt
