"""A worker that writes down who it is, and is slow until the file `go` lies beside that."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

from bot.library import run_worker
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageVectors
from index.types import Span
from tests.support.processes.hashed_worker import keep_pace


class WaitingEncoder(HashedEncoder):
    """Encodes once it may."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> PassageVectors:
        unfinished = self._data / f"{os.getpid()}.pid"
        unfinished.write_text(str(os.getpid()))
        unfinished.replace(self._data / "worker.pid")
        while not (self._data / "go").exists():
            time.sleep(0.02)
        return super().encode_passages(texts, sentences)


def main() -> None:
    keep_pace()
    run_worker(lambda config: WaitingEncoder(config.data))
