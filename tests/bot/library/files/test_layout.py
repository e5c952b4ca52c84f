"""A server's documents as a folder: what is as it has to be there is not touched."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.library.files.layout import lay_out
from bot.library.tables.catalogue import ShelvedDocument

MILL = ShelvedDocument("mill", "Mill.txt", "a" * 64, 5, {"title": "The mill"})


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "original"
    path.write_text("Mill.", "utf-8")
    return path


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return what tells whether a file was written to, or replaced."""
    stats = {path.name: path.stat() for path in folder.iterdir()}
    return {name: (stat.st_ino, stat.st_ctime_ns) for name, stat in stats.items()}


def test_what_is_laid_out_again_keeps_its_times(tmp_path: Path, original: Path) -> None:
    folder = tmp_path / "folder"
    lay_out(folder, [MILL], lambda _: original)
    before = stamps(folder)
    assert set(before) == {"mill.txt", "mill.yaml"}
    lay_out(folder, [MILL], lambda _: original)
    assert stamps(folder) == before


@pytest.mark.parametrize("damage", ["cut", "gone", "altered"])
def test_what_is_stated_otherwise_is_written(tmp_path: Path, original: Path, damage: str) -> None:
    folder = tmp_path / "folder"
    lay_out(folder, [MILL], lambda _: original)
    path = folder / "mill.yaml"
    whole = path.read_text("utf-8")
    if damage == "gone":
        path.unlink()
    else:
        path.write_text(whole[:-3] if damage == "cut" else whole.replace("mill", "kiln"), "utf-8")
    lay_out(folder, [MILL], lambda _: original)
    assert path.read_text("utf-8") == whole
    lay_out(folder, [replace(MILL, stated={"title": "The kiln"})], lambda _: original)
    assert path.read_text("utf-8") == whole.replace("mill", "kiln")
