"""What is left of a library where the disk fails, bytes are lost, or the process is killed."""

import asyncio
import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Config, LibrarySettings
from bot.library import Brought, Holdings, Shelves, employed
from bot.library.files.places import library_folder
from index import Collection, UnwritableError
from tests.support.documents.deflated_texts import told_by
from tests.support.documents.lit_shores import (
    ANYBODY,
    FERRY,
    GUILD,
    LIGHT,
    LIGHT_ANEW,
    names,
    text_of,
)
from tests.support.patience import WAIT_S


def test_where_nothing_can_be_built_the_library_stays_as_it_was(
    shelves: Shelves, config: Config, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)

    def full(*_: object, **__: object) -> Collection:
        raise UnwritableError("no space")

    with monkeypatch.context() as patched:
        patched.setattr(Collection, "beside", full)
        with pytest.raises(UnwritableError):
            shelves.add(GUILD, "ferry.txt", FERRY, public)
        assert Shelves(config).collection(ANYBODY, public) is public
        shelves.collection(ANYBODY, public)
    assert names(shelves.collection(ANYBODY, public)) == ["harbour", "mill", "light"]
    kept = [p for p in (config.data / "library" / "originals").rglob("*") if p.is_file()]
    assert [path.read_bytes() for path in kept] == [LIGHT]


def test_a_catalogue_that_cannot_be_read_leaves_the_operators_documents(
    shelves: Shelves, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves.add(GUILD, "light.txt", LIGHT, public)

    def broken(*_: object) -> int:
        raise UnwritableError("disk I/O error")

    monkeypatch.setattr(shelves._catalogue, "generation", broken)
    assert shelves.collection(ANYBODY, public) is public


def test_bytes_that_were_lost_cost_their_document_alone(
    shelves: Shelves, config: Config, public: Collection
) -> None:
    lost = shelves.add(GUILD, "light.txt", LIGHT, public)
    shelves.add(GUILD, "ferry.txt", FERRY, public)
    shelves.original(lost).unlink()
    (laid_out,) = (config.data / "library" / "servers" / str(GUILD)).rglob("light.txt")
    laid_out.unlink()
    fresh = Shelves(config)
    assert names(fresh.collection(ANYBODY, public)) == ["harbour", "mill", "ferry"]
    assert "was lost on the disk" in str(fresh.edition(GUILD, public).faults["light"])


class KilledError(BaseException):
    """The end of a process, as far as a test can have it."""


KILLS = [(deed, at) for deed in ("add", "replace") for at in ("keep", "put_all", "beside")]
KILLS += [("remove", "remove"), ("remove", "beside")]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("deed", "at"), KILLS)
def test_a_kill_leaves_the_library_as_before_or_as_after(
    config: Config, public: Collection, monkeypatch: pytest.MonkeyPatch, at: str, deed: str, *,
    after: bool,
) -> None:  # fmt: skip
    shelves = Shelves(config)
    shelves.add(GUILD, "ferry.txt", FERRY, public)
    if deed != "add":
        shelves.add(GUILD, "light.txt", LIGHT, public)
    owner: object = {
        "keep": shelves._originals,
        "put_all": shelves._catalogue,
        "remove": shelves._catalogue,
        "beside": public,
    }[at]
    real = getattr(owner, at)

    def killed(*args: object, **given: object) -> None:
        if after:
            real(*args, **given)
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(owner, at, killed)
        with pytest.raises(KilledError):
            _do(shelves, public, deed)
    fresh = Shelves(config)
    text = text_of(fresh.collection(ANYBODY, public))
    assert "Halvard" in text
    before = {"add": set(), "replace": {"Quarrington"}, "remove": {"Quarrington"}}[deed]
    then = {"add": {"Vossberg"}, "replace": {"Vossberg"}, "remove": set()}[deed]
    committed = (deed == "remove" and at == "beside") or (at in {"put_all", "remove"} and after)
    found = {name for name in ("Quarrington", "Vossberg") if name in text}
    assert found == (then if committed else before)
    assert all(fresh.original(one).is_file() for one in fresh.documents(GUILD))


def _do(shelves: Shelves, public: Collection, deed: str) -> None:
    if deed == "remove":
        shelves.remove(GUILD, "light", public)
    else:
        shelves.add(GUILD, "light.txt", LIGHT_ANEW, public)


def files_with(config: Config, words: bytes) -> list[str]:
    """Return the files of the libraries that have some words."""
    walk = os.walk(library_folder(config.data))  # which minds no folder that goes meanwhile
    paths = (Path(folder, name) for folder, _, names in walk for name in names)
    return sorted(path.name for path in paths if words in content(path))


def content(path: Path) -> bytes:
    """Return what a file has; nothing where it is none, or gone by now."""
    try:
        return told_by(path)
    except OSError:
        return b""


async def until_gone(config: Config, public: Collection, words: bytes) -> None:
    """Start a bot's workers and wait until no file has some words."""
    apart = replace(config, library=LibrarySettings(workers_apart=True))
    async with employed(apart, Holdings(public), Shelves(apart)), asyncio.timeout(WAIT_S):
        while True:
            if not await asyncio.to_thread(files_with, config, words):
                return
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("deed", ["remove", "replace"])
@pytest.mark.parametrize("others", [False, True], ids=["alone", "with others"])
async def test_what_a_kill_left_of_a_text_is_gone_after_the_next_start(
    config: Config, public: Collection, monkeypatch: pytest.MonkeyPatch, deed: str, *, others: bool
) -> None:
    shelves = Shelves(config)
    if others:
        shelves.add(GUILD, "ferry.txt", FERRY, public)
    shelves.add(GUILD, "light.txt", LIGHT, public)
    committing = "remove" if deed == "remove" else "put_all"
    real = getattr(shelves._catalogue, committing)

    def killed(*args: object, **given: object) -> None:
        real(*args, **given)
        raise KilledError

    monkeypatch.setattr(shelves._catalogue, committing, killed)
    monkeypatch.setattr(shelves._catalogue, "sweep", lambda _: None)
    with pytest.raises(KilledError):
        _do(shelves, public, deed)
    assert "light.txt" in files_with(config, b"Quarrington")
    await until_gone(config, public, b"Quarrington")
    found = text_of(Shelves(config).collection(ANYBODY, public))
    assert ("Halvard" in found) == others
    assert ("Vossberg" in found) == (deed == "replace")


async def test_what_a_worker_had_built_before_it_was_killed_goes_with_its_dropped_job(
    config: Config, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves = Shelves(config)
    shelves.add(GUILD, "ferry.txt", FERRY, public)
    job = shelves.jobs.submit(GUILD, Brought("light.txt", LIGHT))

    def killed(*_: object, **__: object) -> None:
        raise KilledError

    monkeypatch.setattr(shelves._catalogue, "put_all", killed)
    with pytest.raises(KilledError):
        shelves.add(GUILD, "light.txt", LIGHT, public)
    Shelves(config).jobs.drop(GUILD, job.id)
    await until_gone(config, public, b"Quarrington")
    assert "Halvard" in text_of(Shelves(config).collection(ANYBODY, public))


def test_what_is_removed_is_gone_from_the_disk_where_the_others_cannot_be_built(
    shelves: Shelves, config: Config, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves.add(GUILD, "ferry.txt", FERRY, public)
    shelves.add(GUILD, "light.txt", LIGHT, public)

    def full(*_: object, **__: object) -> Collection:
        raise UnwritableError("no space")

    monkeypatch.setattr(Collection, "beside", full)
    with pytest.raises(UnwritableError):
        shelves.remove(GUILD, "light", public)
    assert files_with(config, b"Quarrington") == []
