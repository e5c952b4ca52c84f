"""Vectors of documents, kept for whoever has the same document: by its bytes and what is encoded.

A folder for each document, named by the sha256 of its file; in it the vectors of its passages with
their sentences', named by the digest of what the encoder was given and of the encoder itself, and
those of its words. Nothing here says whose a document is. What is missing or damaged is encoded
again.
"""

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.errors import CollectionError
from index.models import Encoder, PassageVectors
from index.search.search_index import PassageInput
from index.storage import read_sealed, write_sealed
from index.types import Embeddings

_NAME = 32  # hexadecimal digits of a file's name
_VECTORS = ".vectors"
_PASSAGES = ("passages", "sentences")  # arrays of a file, as `PassageVectors` has them


@dataclass(frozen=True, slots=True)
class DocumentInputs:
    """What an encoder is given of a document.

    Args:
        sha256: Of its file.
        passages: In order, one at least.
        words: Those of the vocabulary that stand in it as they are written there.
    """

    sha256: str
    passages: Sequence[PassageInput]
    words: frozenset[str]


class KeptVectors:
    """A folder of vectors; several threads and processes may use it."""

    def __init__(self, folder: Path) -> None:
        """Keep them in a folder, which is made when the first come."""
        self._folder = folder

    def passages(self, document: DocumentInputs, encoder: Encoder) -> PassageVectors | None:
        """Return the vectors of a document's passages and their sentences; None if not known."""
        arrays = _arrays(self._place(document, encoder), _PASSAGES)
        if arrays is None:
            return None
        vectors = PassageVectors(*(arrays[name].astype(np.float32) for name in _PASSAGES))
        sentences = sum(len(passage.sentences) for passage in document.passages)
        shapes = [(len(document.passages), encoder.dim), (sentences, encoder.dim)]
        return vectors if [one.shape for one in vectors] == shapes else None

    def words(self, document: DocumentInputs, encoder: Encoder) -> Mapping[str, Embeddings]:
        """Return the vectors that are known of a document's words, each (dim,) float32."""
        arrays = _arrays(self._words(document, encoder), ("words", "vectors"))
        if arrays is None:
            return {}
        words, vectors = json.loads(arrays["words"].tobytes()), arrays["vectors"]
        fits = vectors.shape == (len(words), encoder.dim)
        return dict(zip(words, vectors.astype(np.float32), strict=True)) if fits else {}

    def keep(
        self,
        document: DocumentInputs,
        encoder: Encoder,
        vectors: PassageVectors,
        words: Mapping[str, Embeddings],
    ) -> None:
        """Keep the vectors of a document.

        Args:
            document: What was encoded.
            encoder: By what.
            vectors: Of its passages and their sentences.
            words: Of its words, each (dim,) float32; those that are known of it stay.

        Raises:
            UnwritableError: They cannot be written.
        """
        place = self._place(document, encoder)
        if not place.is_file():
            _write(place, dict(zip(_PASSAGES, vectors, strict=True)))
        known = self.words(document, encoder)
        if not words.keys() <= known.keys():
            every = {**known, **words}
            names = np.frombuffer(json.dumps(list(every)).encode(), dtype=np.uint8)
            rows = {"words": names, "vectors": np.stack(list(every.values()))}
            _write(self._words(document, encoder), rows)

    def sweep(self, used: Container[str]) -> None:
        """Remove what is of other documents than these; what is removed too soon is made again.

        Args:
            used: The sha256 of each file.
        """
        for folder in self._folder.glob("??/*"):
            if folder.name not in used:
                shutil.rmtree(folder, ignore_errors=True)

    def _place(self, document: DocumentInputs, encoder: Encoder) -> Path:
        spans = [[(span.start, span.end) for span in one.sentences] for one in document.passages]
        texts = [one.text for one in document.passages]
        return self._file(document, [encoder.identity, encoder.dim, texts, spans])

    def _words(self, document: DocumentInputs, encoder: Encoder) -> Path:
        return self._file(document, [encoder.identity, encoder.dim, "words"])

    def _file(self, document: DocumentInputs, made_of: object) -> Path:
        digest = hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:_NAME]
        sha256 = document.sha256
        return self._folder / sha256[:2] / sha256 / f"{digest}{_VECTORS}"


def _write(path: Path, arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
    """Write arrays into one file."""
    stream = io.BytesIO()
    np.savez(stream, **arrays)  # type: ignore[arg-type]  # its stub takes a name for a flag
    write_sealed(path, stream.getvalue())


def _arrays(path: Path, names: Iterable[str]) -> dict[str, npt.NDArray[np.generic]] | None:
    """Return the arrays of a file; None where it is missing, or damaged: then it is removed."""
    try:
        with np.load(io.BytesIO(read_sealed(path))) as arrays:
            return {name: arrays[name] for name in names}
    except OSError:
        return None
    except (CollectionError, ValueError, KeyError, zipfile.BadZipFile):
        path.unlink(missing_ok=True)
        return None
