"""The sandbox's program in a process of its own, which stops at a gate until it is killed.

`python -m tests.support.stand_in.gated_sandbox FOLDER` serves it from a folder, without a model. A
file of a gate's name there closes it: whoever comes to it notes that it is reached, and goes no
further.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.chat.observability.logs import start_logging
from bot.chat.serving import run_in_sandbox
from bot.config import ROOT, Config, DiscordSettings, LibrarySettings
from bot.library.queue import jobs
from bot.library.tables.catalogue import Catalogue
from bot.library.workers import taking
from index import Collection, Settings
from index.lab.hashed_encoder import HashedEncoder

CATALOGUED, REMOVED, ASKED = "catalogued", "removed", "asked"  # gates: right before each
_GATES = ((CATALOGUED, Catalogue, "put_all"), (REMOVED, Catalogue, "remove"))


def reached(folder: Path, gate: str) -> Path:
    """Return the file that says that a gate is reached."""
    return folder / f"{gate}.reached"


def _gate(folder: Path, gate: str, owner: type, name: str) -> None:
    deed: Callable[..., object] = getattr(owner, name)

    def gated(*given: object, **named: object) -> object:
        while (folder / gate).exists():
            reached(folder, gate).touch()
            time.sleep(0.02)
        return deed(*given, **named)

    setattr(owner, name, gated)


def main(folder: Path) -> None:
    for gate, owner, name in (*_GATES, (ASKED, Collection, "ask")):
        _gate(folder, gate, owner, name)
    jobs.LEASE_S, taking._BEAT_S = 2.0, 0.5  # what a killed process held is taken up soon
    config = replace(
        Config(),
        data=folder / "data",
        discord=DiscordSettings(cooldown_s=0.0, follow_documents=False),
        library=LibrarySettings(workers=0),
    )
    start_logging("lines")
    settings = Settings(reader="none", answer_threshold=0.63)
    essay = Collection.open(ROOT / "knowledge", config.data, settings, encoder=HashedEncoder())
    run_in_sandbox(config, 0, essay, open_browser=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
