"""Texts to unit vectors, by sentence-transformers: whatever model an operator names.

The import takes seconds, so it happens at the first text that is encoded, never before.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from index.errors import ModelError
from index.models.encoder import (
    BATCH,
    NEEDS_MORE,
    EncoderFiles,
    PassageVectors,
    Purpose,
    encoded_apart,
)
from index.models.model_hub import NamedModel, loaded
from index.settings import DEFAULT_ENCODER, Settings
from index.types import Embeddings, Span, encodable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Tokenizer: TypeAlias = Callable[..., Mapping[str, list[int]]]


class SentenceEncoder:
    """A sentence-transformers model, loaded when first needed."""

    def __init__(self, settings: Settings, files: EncoderFiles | None = None) -> None:
        """Find the model's files; nothing heavy is imported yet.

        Args:
            settings: Name, prompts and threads.
            files: Where the model lies, if that was looked up: its weights are read whole for it.

        Raises:
            ModelError: The default model's package is missing or its weights were altered.
        """
        self._settings = settings
        self._files = files or EncoderFiles.named(settings.encoder)

    @cached_property
    def identity(self) -> str:
        """Name, revision and prompts: vectors of different identities must not be compared."""
        return self._files.identity(self._settings)

    @property
    def label(self) -> str:
        """Name and revision, for people."""
        return self._files.label

    @cached_property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self.encode(["a"]).shape[1])

    @property
    def max_tokens(self) -> int:
        """Word pieces that the model reads of one text, special tokens included."""
        return int(self._model.max_seq_length or 512)

    def count_tokens(self, text: str) -> int:
        """Return the word pieces of `text` as a passage, prompt and special tokens included."""
        prompt = self._prompt(Purpose.PASSAGE) or ""
        pieces = self._counting(prompt + text, truncation=False, verbose=False)
        return len(pieces["input_ids"])

    @cached_property
    def _counting(self) -> Tokenizer:
        """The tokenizer for counting: one that truncates, as the model's, is changed by a count.

        Another thread may encode a question meanwhile.
        """
        own: Tokenizer = deepcopy(self._model.tokenizer)
        return own

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        """Return the vectors of `texts`, (n, dim) float32, rows of unit length.

        Raises:
            ModelError: The model cannot be loaded.
        """
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        rows = self._model.encode(
            list(map(encodable, texts)),
            prompt=self._prompt(purpose),
            batch_size=BATCH,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.ascontiguousarray(rows, dtype=np.float32)

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> PassageVectors:
        """Return the vectors of passages and of their sentences, each sentence read alone."""
        return encoded_apart(self, texts, sentences)

    def _prompt(self, purpose: Purpose) -> str | None:
        if purpose is Purpose.QUERY:
            configured, names = self._settings.query_prompt, ["query"]
        else:
            configured, names = self._settings.passage_prompt, ["passage", "document"]
        own = (self._model.prompts.get(name) for name in names)
        return configured or next((prompt for prompt in own if prompt), None)

    @cached_property
    def _model(self) -> "SentenceTransformer":
        try:
            import torch
            from sentence_transformers import SentenceTransformer
            from transformers.utils.logging import disable_progress_bar
        except ModuleNotFoundError as error:
            told = NEEDS_MORE.format(what="the encoder", name=self._files.name)
            raise ModelError(told) from error

        torch.set_num_threads(self._settings.threads)
        disable_progress_bar()  # loading weights takes a fraction of a second
        named = NamedModel(
            "encoder",
            str(self._files.folder or self._files.name),
            "sentence-transformers",
            f"remove the line to use {DEFAULT_ENCODER}",
        )
        return loaded(
            named,
            lambda place, local: SentenceTransformer(place, device="cpu", local_files_only=local),
        )
