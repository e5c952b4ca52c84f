"""The default encoder on onnxruntime: the same vectors as sentence-transformers gives, without it.

The graph ships (`weights/encoder.onnx`, 33 kB, made by `index.lab.encoder_graph`) and names its
weights; they are those of the model's own package, read from there: nothing is converted.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError
from index.models.encoder import BATCH, EncoderFiles, Purpose
from index.models.onnx_sessions import Session, on_processor
from index.models.sentence_encoder import SentenceEncoder
from index.settings import Settings
from index.types import Embeddings, Ids

if TYPE_CHECKING:
    from tokenizers import Tokenizer

GRAPH = Path(__file__).parent / "weights" / "encoder.onnx"
GRAPH_SHA256 = "3daf4f9161db8563965ed87cc97b54ba5c29c3ad132347d9f02f918f96d92f9b"
# Of the package's weights: what the graph has no use for.
_UNUSED = frozenset({"embeddings.position_ids", "pooler.dense.weight", "pooler.dense.bias"})


class OnnxEncoder:
    """all-MiniLM-L6-v2 in float32, loaded when first needed."""

    def __init__(self, files: EncoderFiles, settings: Settings) -> None:
        """Keep where the weights lie.

        Args:
            files: Of the default model.
            settings: Threads and prompts.
        """
        assert files.folder is not None  # noqa: S101  # the default model comes in a package
        self._folder: Path = files.folder
        self._settings = settings
        self.identity = files.identity(settings)
        self.label = files.label

    @cached_property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._session.get_outputs()[0].shape[-1])

    @cached_property
    def max_tokens(self) -> int:
        """Word pieces that the model reads of one text, special tokens included."""
        with _complete(self._folder):
            written = (self._folder / "sentence_bert_config.json").read_text(encoding="utf-8")
            return int(json.loads(written)["max_seq_length"])

    def count_tokens(self, text: str) -> int:
        """Return the word pieces of `text` as a passage, prompt and special tokens included."""
        return len(self._tokenizer.encode(self._settings.passage_prompt + text).ids)

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        """Return the vectors of `texts`, (n, dim) float32, rows of unit length.

        Raises:
            ModelError: The graph was altered.
        """
        settings = self._settings
        is_query = purpose is Purpose.QUERY
        prompt = settings.query_prompt if is_query else settings.passage_prompt
        rows = [self._ids(prompt + text) for text in texts]
        vectors = np.zeros((len(rows), self.dim), dtype=np.float32)
        for batch in _batches(rows):
            vectors[batch] = self._pooled([rows[number] for number in batch])
        return vectors

    def _ids(self, text: str) -> list[int]:
        """Return the tokens that are read of a text: the first ones, and the last special one."""
        ids: list[int] = self._tokenizer.encode(text).ids
        return ids if len(ids) <= self.max_tokens else [*ids[: self.max_tokens - 1], ids[-1]]

    def _pooled(self, rows: Sequence[Sequence[int]]) -> Embeddings:
        """Return the mean of each row's token states, of unit length: (rows, dim) float32."""
        ids = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1
        states: Embeddings = self._session.run(None, {"ids": ids, "mask": mask})[0]
        sums = np.einsum("rwd,rw->rd", states, mask.astype(np.float32))
        unit: Embeddings = sums / np.linalg.norm(sums, axis=1, keepdims=True)
        return unit

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        with _complete(self._folder):
            tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _session(self) -> Session:
        from safetensors import safe_open

        with _complete(GRAPH):
            graph = GRAPH.read_bytes()
        if hashlib.sha256(graph).hexdigest() != GRAPH_SHA256:
            msg = f"{GRAPH} is not the file that this program was measured with: reinstall it"
            raise ModelError(msg)
        with _complete(self._folder):
            with safe_open(self._folder / "model.safetensors", "numpy") as weights:
                named = {name: weights.get_tensor(name) for name in set(weights.keys()) - _UNUSED}
            return on_processor(graph, self._settings.threads, named)


@contextmanager
def _complete(place: Path) -> Iterator[None]:
    """Tell of what cannot be loaded from a place.

    Yields:
        Nothing.

    Raises:
        ModelError: Whatever a library says of files that are missing or damaged.
    """
    try:
        yield
    except Exception as error:  # tokenizers and onnxruntime have no narrower one
        raise ModelError(
            f"the encoder in {place} cannot be loaded ({error}): reinstall it"
        ) from error


def encoder_of(settings: Settings) -> OnnxEncoder | SentenceEncoder:
    """Return the encoder that the settings name; nothing heavy is loaded yet.

    Raises:
        ModelError: The default model's package is missing or its weights were altered.
    """
    files = EncoderFiles.named(settings.encoder)
    return OnnxEncoder(files, settings) if files.is_default else SentenceEncoder(settings, files)


def _batches(rows: Sequence[Sequence[int]]) -> Iterator[Ids]:
    """Yield the numbers of rows of like length, some at a time."""
    order = np.argsort([len(row) for row in rows], kind="stable")
    for first in range(0, len(order), BATCH):
        yield order[first : first + BATCH]
