"""A bot that answers from the documents as they are now."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from watchfiles import Change

from bot.following import _counted, changes_of, follow
from bot.library import Holdings
from index import BuildReport, Collection, Settings
from index.lab.hashed_encoder import HashedEncoder
from index.models import Reader, reader_of

MILL = "The mill at Arvale was built in 1702 by Ada Marlow."
BRIDGE = "The bridge at Borrin was built in 1911."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder of one document."""
    path = tmp_path / "knowledge"
    path.mkdir()
    (path / "mill.txt").write_text(MILL, "utf-8")
    return path


@pytest.fixture
def holdings(folder: Path, tmp_path: Path) -> Holdings:
    """What is held of that folder."""
    return Holdings(Collection.open(folder, tmp_path / "data", encoder=HashedEncoder()))


def after(*deeds: Callable[[], object]) -> Callable[[Path], AsyncIterator[object]]:
    """Changes that are told after each deed."""

    async def changes(_: Path) -> AsyncIterator[object]:
        for deed in deeds:
            await asyncio.to_thread(deed)
            yield None

    return changes


def ids(collection: Collection) -> list[str]:
    return list(collection.documents)


def followed(holdings: Holdings, folder: Path, *deeds: Callable[[], object]) -> list[BuildReport]:
    """What was built while these deeds were done, one after the other."""
    told: list[BuildReport] = []

    def tell(taken_up: Collection) -> None:
        told.append(taken_up.report)

    asyncio.run(follow(holdings, folder, changes=after(*deeds), tell=tell))
    return told


def test_documents_that_are_added_changed_and_removed_are_taken_up(
    holdings: Holdings, folder: Path
) -> None:
    bridge = folder / "bridge.txt"
    reports = followed(
        holdings,
        folder,
        lambda: bridge.write_text(BRIDGE, "utf-8"),
        lambda: bridge.write_text(f"{BRIDGE} It fell in 1950.", "utf-8"),
        bridge.unlink,
    )
    assert [(report.documents, report.sentences) for report in reports] == [(2, 2), (2, 3), (1, 1)]
    assert ids(holdings.collection) == ["mill"]


def test_the_collection_before_can_be_asked_meanwhile(holdings: Holdings, folder: Path) -> None:
    before = holdings.collection
    followed(holdings, folder, lambda: (folder / "bridge.txt").write_text(BRIDGE, "utf-8"))
    assert ids(before) == ["mill"]
    assert before.verify("built in 1702").verdict.value == "exact"
    assert sorted(ids(holdings.collection)) == ["bridge", "mill"]
    assert holdings.collection.verify("The bridge at Borrin").verdict.value == "exact"


def test_the_models_are_loaded_once(
    holdings: Holdings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[Settings] = []

    def counted(settings: Settings) -> Reader | None:
        loaded.append(settings)
        return reader_of(settings)

    monkeypatch.setattr("index.collection.reader_of", counted)
    holdings.replace(Collection.open(folder, folder.parent / "data", encoder=HashedEncoder()))
    holdings.collection.warm()
    followed(holdings, folder, lambda: (folder / "bridge.txt").write_text(BRIDGE, "utf-8"))
    assert ids(holdings.collection) == ["bridge", "mill"]
    assert len(loaded) == 1


def test_what_cannot_be_taken_up_is_told_and_tried_again_at_the_next_change(
    holdings: Holdings, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    reports = followed(
        holdings,
        folder,
        (folder / "mill.txt").unlink,
        lambda: (folder / "bridge.txt").write_text(BRIDGE, "utf-8"),
    )
    assert "documents changed and cannot be taken up" in caplog.text
    assert [report.documents for report in reports] == [1]
    assert ids(holdings.collection) == ["bridge"]


def test_a_change_of_nothing_that_is_read_leaves_the_collection_as_it_is(
    holdings: Holdings, folder: Path
) -> None:
    before = holdings.collection
    assert followed(holdings, folder, lambda: (folder / "a.png").write_bytes(b"png")) == []
    assert holdings.collection is before


def test_what_another_process_built_is_taken_up(holdings: Holdings, folder: Path) -> None:
    def build_elsewhere() -> None:
        (folder / "bridge.txt").write_text(BRIDGE, "utf-8")
        Collection.open(folder, folder.parent / "data", encoder=HashedEncoder())

    assert followed(holdings, folder, build_elsewhere) == []
    assert ids(holdings.collection) == ["bridge", "mill"]


def test_a_threshold_that_was_kept_elsewhere_is_taken_up(holdings: Holdings, folder: Path) -> None:
    before = holdings.collection
    before.threshold = replace(before.threshold, value=0.25)  # which is in force no more
    followed(holdings, folder, lambda: (folder / "a.png").write_bytes(b"png"))
    assert holdings.collection is not before
    assert holdings.collection.threshold.value != 0.25


def test_what_was_built_is_logged_with_what_was_not_read(
    holdings: Holdings, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def spoil() -> None:
        (folder / "bridge.txt").write_text(BRIDGE, "utf-8")
        (folder / "empty.txt").write_bytes(b"")

    with caplog.at_level(logging.INFO):
        asyncio.run(follow(holdings, folder, changes=after(spoil)))
    assert "documents changed: 2 documents, 2 passages now; 7 encoded, 6 reused" in caplog.text
    assert "not read: empty.txt" in caplog.text


def test_a_folder_that_cannot_be_watched_is_told(
    holdings: Holdings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    asyncio.run(follow(holdings, tmp_path / "nowhere"))
    assert "cannot be watched" in caplog.text


def test_a_file_that_is_written_into_the_folder_is_noticed(folder: Path) -> None:
    async def noticed() -> None:
        watching = asyncio.ensure_future(anext(aiter(changes_of(folder))))
        for number in range(600):  # the watch begins at some moment; one of these comes after it
            (folder / f"{number}.txt").write_text(BRIDGE, "utf-8")
            done, _ = await asyncio.wait([watching], timeout=0.1)
            if done:
                return
        pytest.fail("nothing was noticed within a minute")

    asyncio.run(noticed())


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("mill.txt", True),
        ("deep/mill.txt", True),
        (".fetched.json", False),
        ("deep/.mill.txt.part", False),
        (".trash/mill.txt", False),
        ("mill.txt~", False),
    ],
)
def test_hidden_files_and_what_editors_leave_do_not_count(
    tmp_path: Path, name: str, counts: bool
) -> None:
    root = tmp_path / ".hidden" / "knowledge"  # where the folder itself is says nothing
    assert _counted(root)(Change.added, str(root / name)) is counts
