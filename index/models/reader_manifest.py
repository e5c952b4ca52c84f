"""What stands beside a reader's weights: which files they are, and how much they read at once."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from index.errors import ModelError


@dataclass(frozen=True, slots=True)
class ReaderManifest:
    """What `reader.json` says of the weights beside it.

    Args:
        weights: File name of the ONNX network.
        weights_sha256: Its SHA-256, hexadecimal.
        tokenizer: File name of the tokenizer.
        tokenizer_sha256: Its SHA-256, hexadecimal.
        max_tokens: Tokens the network reads at once, special ones included.
        max_question_tokens: Tokens of the question that are read.
        max_context_tokens: Tokens of the context that are read.
        max_before_tokens: Tokens that are read of the sentence before, its last ones.
        temperature: What every logit is divided by.
        stances: File name of the layers that tell what is said of a claim, once more the upper ones
            of the network; "" without any: then the network's own columns tell it.
        stances_sha256: Their SHA-256, hexadecimal, or "".
        stances_share: How much they weigh in what is said of a claim, 0 to 1, beside the network's
            own columns.
    """

    weights: str
    weights_sha256: str
    tokenizer: str
    tokenizer_sha256: str
    max_tokens: int
    max_question_tokens: int
    max_context_tokens: int
    max_before_tokens: int
    temperature: float
    stances: str = ""
    stances_sha256: str = ""
    stances_share: float = 1.0

    def __post_init__(self) -> None:
        """Check the share.

        Raises:
            ValueError: It is none.
        """
        if not 0.0 <= self.stances_share <= 1.0:
            msg = f"a share of {self.stances_share} is not between 0 and 1"
            raise ValueError(msg)

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Return the manifest of a folder of weights, its files checked against it.

        Args:
            folder: Where `reader.json` and the files that it names lie.

        Raises:
            ModelError: A file is missing, malformed or not the one the manifest describes.
        """
        try:
            fields = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
            manifest = cls(**{name: fields[name] for name in cls.__slots__ if name in fields})
            _check(folder / manifest.weights, manifest.weights_sha256)
            if manifest.stances:
                _check(folder / manifest.stances, manifest.stances_sha256)
            _check(folder / manifest.tokenizer, manifest.tokenizer_sha256)
        except (OSError, ValueError, TypeError) as error:
            msg = f"the reader in {folder} is incomplete ({error!r}): reinstall it or train it anew"
            raise ModelError(msg) from error
        return manifest


def _check(path: Path, sha256: str) -> None:
    """Compare a file with its digest.

    Raises:
        ModelError: The file was changed.
    """
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        msg = f"{path} is not the file that its manifest describes: reinstall it or train it anew"
        raise ModelError(msg)
