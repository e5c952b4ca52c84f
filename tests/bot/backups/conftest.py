"""A data folder with everything that a backup holds."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.backups import DataFolder
from bot.chat.audience.preferences import Preferences, ReplyForm
from bot.config import ROOT, Config, LibrarySettings
from bot.doors import KEYS_FILE, KeyRing
from bot.library import Brought, Readership, Scope, Shelves
from index import Collection, Settings, Style
from index.building import open_or_build
from index.calibration import KeptThreshold, conditions_of
from index.lab.hashed_encoder import HashedEncoder

GUILD, CHANNEL, MEMBER = 11, 5, 77
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington.\n"
LIGHT_ANEW = LIGHT + b"\nIt was electrified in 1921 by her grandson, the engineer Ole Vossberg.\n"
FERRY = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard.\n"
KEY_NAME = "newsroom"


def folder_of(config: Config) -> DataFolder:
    return DataFolder(config.data, config.knowledge)


def opened_on(config: Config) -> Collection:
    return Collection.open(config.knowledge, config.data, config.index, encoder=HashedEncoder())


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """The operator's documents are those of the repository; what is brought is read here."""
    settings = Settings(reader="none")
    return replace(
        Config(),
        knowledge=ROOT / "knowledge",
        data=tmp_path / "data",
        index=settings,
        library=LibrarySettings(workers=0),
    )


@pytest.fixture
def elsewhere(config: Config, tmp_path: Path) -> Config:
    """The same with another data folder, which is not there yet."""
    return replace(config, data=tmp_path / "other" / "data")


@pytest.fixture
def secret(config: Config) -> str:
    """A key of a program."""
    return KeyRing(config.data / KEYS_FILE).add(KEY_NAME, Readership(GUILD))


@pytest.fixture
def lived_in(config: Config, secret: str) -> Shelves:
    """A data folder after some use: every kind of file is in it that outlives a restart."""
    built = open_or_build(config.knowledge, config.data, config.index, HashedEncoder())
    conditions = conditions_of(built.manifest, config.index)
    KeptThreshold(0.25, 0.1, 300, conditions).write(built.home)
    public = opened_on(config)
    shelves = Shelves(config)
    shelves.add(GUILD, "light.txt", LIGHT, public)
    shelves.limit(GUILD, "light", Scope(frozenset({CHANNEL})))
    shelves.add(GUILD, "light.txt", LIGHT_ANEW, public)
    (essay,) = (config.knowledge / "documents").glob("*.txt")
    shelves.add(GUILD, "essay.txt", essay.read_bytes(), public)
    shelves.jobs.submit(GUILD, Brought("ferry.txt", FERRY))
    shelves.servers.change(GUILD, lambda chosen: chosen.changed("cooldown_s", "9"))
    shelves.servers.count_gap(GUILD, date(2026, 1, 2))
    preferences = Preferences(Shelves(config).preferences, Style.CHICAGO)
    preferences.remember(MEMBER, Style.APA)
    preferences.remember_form(ReplyForm.PLAIN, member_id=MEMBER)
    return shelves
