"""`work` in a process of its own, as a campaign has it: one line on standard input orders it."""

import json
import os
import signal
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread

from bot.chat.observability.logs import start_logging
from bot.config import Config
from bot.library import WORKER
from bot.working import work_alone


@dataclass(frozen=True, slots=True)
class WorkplaceOrder:
    """What workers are told.

    Args:
        data: Their data folder.
        storage: Where libraries are kept.
    """

    data: str
    storage: str


def work(module: str = WORKER) -> None:
    """Do as the order on standard input says, until SIGTERM, or until that ends.

    Args:
        module: Whose `main` a worker runs.
    """
    order = WorkplaceOrder(**json.loads(sys.stdin.readline()))
    Thread(target=_end_with_the_campaign, daemon=True).start()
    config = replace(Config(), data=Path(order.data), storage=order.storage)
    start_logging(config.log.form)
    work_alone(config, lambda: config, module)


def _end_with_the_campaign() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    work()
