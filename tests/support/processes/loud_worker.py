"""A worker that prints, at each job, a line that is too long for who reads along."""

from collections.abc import Sequence

from bot.library import run_worker
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageVectors
from index.types import Span
from tests.support.processes.hashed_worker import keep_pace

_TOO_LONG = 2**20  # characters: asyncio reads lines of 2**16 bytes


class LoudEncoder(HashedEncoder):
    """Says a lot before it encodes."""

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> PassageVectors:
        print("." * _TOO_LONG, flush=True)  # noqa: T201  # as a library might
        return super().encode_passages(texts, sentences)


def main() -> None:
    keep_pace()
    run_worker(lambda _: LoudEncoder())
