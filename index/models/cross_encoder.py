"""Any cross-encoder of sentence-transformers in the place of the built-in reader."""

from collections.abc import Sequence

import numpy as np

from index.errors import ModelError
from index.models.encoder import NEEDS_MORE
from index.models.model_hub import NamedModel, loaded
from index.models.passage_reader import OnnxReader, PassageReading, Reader, ReaderInput
from index.settings import Settings


class CrossEncoderReader:
    """Reads the question with each passage whole, and with each sentence under its title.

    Such a model gives one score per pair and no answer to "where", so a sentence costs a pair of
    its own: slower than the built-in reader, for models that are worth it.
    """

    def __init__(self, name: str, *, threads: int = 2) -> None:
        """Load the model.

        Args:
            name: Name on the model hub, or folder, of a cross-encoder with one output.
            threads: Threads of one reading, at least 1; torch has one setting for the process.

        Raises:
            ModelError: The model cannot be loaded or has several outputs.
        """
        try:
            import torch
            from sentence_transformers import CrossEncoder
        except ModuleNotFoundError as error:
            raise ModelError(NEEDS_MORE.format(what="the reader", name=name)) from error
        torch.set_num_threads(threads)
        self._model = loaded(
            NamedModel("reader", name, "cross-encoder", "'builtin'"),
            lambda place, local: CrossEncoder(place, device="cpu", local_files_only=local),
        )
        if self._model.num_labels != 1:
            msg = (
                f"the reader {name!r} has {self._model.num_labels} outputs where one is needed: "
                "name a cross-encoder trained to rank passages"
            )
            raise ModelError(msg)

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        """Return a reading of each passage, in the order given; scores are the model's logits."""
        pairs: list[tuple[str, str]] = []
        for passage in passages:
            pairs += [(question, text) for text in _texts(passage)]
        if not pairs:
            return []
        import torch

        scores = self._model.predict(
            pairs, activation_fn=torch.nn.Identity(), show_progress_bar=False, convert_to_numpy=True
        )
        rest = np.asarray(scores, dtype=np.float32).reshape(-1).tolist()
        readings = []
        for passage in passages:
            count = len(passage.sentences) + 1  # all of it, then each sentence
            own, rest = rest[:count], rest[count:]
            readings.append(PassageReading(own[0], tuple(own[1:])))
        return readings


def _texts(passage: ReaderInput) -> list[str]:
    """Return what is read of a passage: all of it, then each sentence after its context."""
    before = f"{passage.context}. " if passage.context else ""
    return [before + " ".join(passage.sentences), *(before + s for s in passage.sentences)]


def reader_of(settings: Settings) -> Reader | None:
    """Return the reader that the settings name, None where none is wanted.

    Raises:
        ModelError: Its files are missing or altered, or it cannot be loaded.
    """
    if settings.reader == "none":
        return None
    if settings.reader == "builtin":
        return OnnxReader.open(threads=settings.threads)
    return CrossEncoderReader(settings.reader, threads=settings.threads)
