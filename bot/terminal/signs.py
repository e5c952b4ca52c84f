"""Whether what runs is at work, by the signs of life that it leaves.

Asked every half minute where a container or a unit is looked after, so nothing else is loaded.
"""

from dataclasses import dataclass
from time import time

from bot.chat.observability.health import HEALTH_FILE, outlook
from bot.terminal.places import Places
from bot.working import WORK_FILE, work_outlook


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check."""

    check: str
    good: bool
    detail: str


def on_running(what: str, places: Places) -> Finding:
    """Return whether the `bot` of the data folder serves now, or its workers do, as `work`.

    Raises:
        SettingsError: The configuration has faults.
    """
    data = places.read().data
    if what == "work":
        workers = work_outlook(data / WORK_FILE, time())
        return Finding(what, good=workers.works, detail=workers.sentence)
    found = outlook(data / HEALTH_FILE, time())
    return Finding(what, good=found.serves, detail=found.sentence)
