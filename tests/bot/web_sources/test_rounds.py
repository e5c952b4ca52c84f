"""Fetching again and again while the bot runs."""

import asyncio
import logging
from pathlib import Path

import pytest

from bot.web_sources import rounds
from bot.web_sources.harvest import Harvest
from bot.web_sources.rounds import fetched_once, keep_fetching
from index import SettingsError


def test_without_a_list_nothing_is_fetched(tmp_path: Path) -> None:
    assert asyncio.run(fetched_once(tmp_path, 1000)) is None
    assert list(tmp_path.iterdir()) == []


def test_what_is_listed_is_fetched_within_the_rules(tmp_path: Path) -> None:
    text = "pages: [https://localhost:1/a]\nevery_minutes: 7\n"
    (tmp_path / "sources.yaml").write_text(text, "utf-8")
    done = asyncio.run(fetched_once(tmp_path, 1000))
    assert done is not None
    found, minutes = done
    assert minutes == 7
    assert "robots.txt cannot be had" in found.faults["https://localhost:1/a"]


@pytest.mark.usefixtures("no_pauses")
async def test_each_fault_is_told_until_it_changes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    told = await _told_of(
        tmp_path,
        caplog,
        Harvest(faults={"a": "away"}),
        Harvest(faults={"a": "away"}),
        Harvest(fetched=1),
        Harvest(faults={"a": "away"}),
        SettingsError("sources.yaml is wrong"),
        Harvest(removed=2),
    )
    assert told == [
        "not fetched: a: away",
        "web: 1 document new or changed, 0 removed, 0 as before",
        "not fetched: a: away",
        "not fetched: sources.yaml is wrong",
        "web: 0 documents new or changed, 2 removed, 0 as before",
    ]


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rounds follow each other at once."""
    monkeypatch.setattr(rounds, "_SECONDS", 0.0)


async def _told_of(
    folder: Path, caplog: pytest.LogCaptureFixture, *outcomes: Harvest | SettingsError
) -> list[str]:
    """Return what is logged when the rounds bring this, one after the other."""
    left = list(outcomes)
    done = asyncio.Event()

    async def fetch(_: Path, __: int) -> tuple[Harvest, int] | None:
        if not left:
            done.set()
            return None
        outcome = left.pop(0)
        if isinstance(outcome, SettingsError):
            raise outcome
        return outcome, 60

    with caplog.at_level(logging.INFO, rounds.__name__):
        task = asyncio.create_task(keep_fetching(folder, 1000, fetch))
        await done.wait()
        task.cancel()
        await asyncio.wait([task])
    return caplog.messages
