"""Vectors of documents, kept for whoever has the same document: by its bytes and what is encoded.

A folder for each document, named by the sha256 of its file; in it the vectors of its passages with
their sentences', named by the digest of what the encoder was given and of the encoder itself, and
those of its words. Nothing here says whose a document is. What is missing or damaged is got from a
home that keeps it for other machines, too, where there is one, or encoded again.
"""

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from index.errors import CollectionError, UnwritableError
from index.models import Encoder, PassageVectors
from index.search.search_index import PassageInput
from index.storage import read_sealed, write_sealed
from index.types import Embeddings

VectorArrays: TypeAlias = Mapping[str, npt.NDArray[np.generic]]
"""What is kept under one name: vectors, (n, dim) float32, and bytes, (n,) uint8, by their names."""

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
    words: Iterable[str]


class VectorHome(Protocol):
    """Keeps vectors beyond one machine. It never fails: what it cannot give is encoded again."""

    def has(self, sha256: str, digest: str) -> bool:
        """Return whether nothing has to be put there under a digest of a file's."""

    def get(self, sha256: str, digest: str) -> VectorArrays | None:
        """Return what was put there, bit by bit; None where it is missing or damaged."""

    def put(self, sha256: str, digest: str, arrays: VectorArrays) -> None:
        """Keep arrays in the place of those that are there, if that can be."""


class KeptVectors:
    """A folder of vectors; several threads and processes may use it."""

    def __init__(self, folder: Path, home: VectorHome | None = None) -> None:
        """Keep them in a folder, which is made when the first come.

        Args:
            folder: The folder.
            home: Is asked for what the folder lacks, and given what it keeps.
        """
        self._folder = folder
        self._home = home

    def passages(self, document: DocumentInputs, encoder: Encoder) -> PassageVectors | None:
        """Return the vectors of a document's passages and their sentences; None if not known."""
        arrays = self._arrays(document.sha256, self._digest(document, encoder), _PASSAGES)
        if arrays is None:
            return None
        vectors = PassageVectors(*(arrays[name].astype(np.float32) for name in _PASSAGES))
        sentences = sum(len(passage.sentences) for passage in document.passages)
        shapes = [(len(document.passages), encoder.dim), (sentences, encoder.dim)]
        return vectors if [one.shape for one in vectors] == shapes else None

    def words(self, document: DocumentInputs, encoder: Encoder) -> Mapping[str, Embeddings]:
        """Return the vectors that are known of a document's words, each (dim,) float32."""
        digest = self._words_digest(encoder)
        arrays = self._arrays(document.sha256, digest, ("words", "vectors"))
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
        sha256, digest = document.sha256, self._digest(document, encoder)
        rows = dict(zip(_PASSAGES, vectors, strict=True))
        self._put(sha256, digest, lambda: rows, anew=not self._place(sha256, digest).is_file())
        known = self.words(document, encoder)
        if every := {**known, **words}:
            anew = not words.keys() <= known.keys()
            made = partial(_word_arrays, every)
            self._put(sha256, self._words_digest(encoder), made, anew=anew)

    def give(self, sha256: str) -> None:
        """Give the home what the folder has of a file, as far as it lacks that."""
        if self._home is None:
            return
        for place in self._place(sha256, "").parent.glob(f"*{_VECTORS}"):
            digest = place.name.removesuffix(_VECTORS)
            if self._home.has(sha256, digest):
                continue
            arrays = _read(place)
            if arrays is not None:
                self._home.put(sha256, digest, arrays)

    def sweep(self, used: Container[str]) -> None:
        """Remove what is of other documents than these; what is removed too soon is made again.

        Args:
            used: The sha256 of each file.
        """
        for folder in self._folder.glob("??/*"):
            if folder.name not in used:
                shutil.rmtree(folder, ignore_errors=True)

    def _put(
        self, sha256: str, digest: str, made: Callable[[], VectorArrays], *, anew: bool
    ) -> None:
        """Keep arrays, which are made where they are needed: anew, or since the home lacks them.

        Raises:
            UnwritableError: They cannot be written.
        """
        if anew:
            _write(self._place(sha256, digest), made())
        if self._home is not None and (anew or not self._home.has(sha256, digest)):
            self._home.put(sha256, digest, made())

    def _arrays(self, sha256: str, digest: str, names: Iterable[str]) -> VectorArrays | None:
        """Return arrays of the folder, or of the home, whose the folder keeps from then on."""
        place = self._place(sha256, digest)
        arrays = _read(place, names)
        if arrays is not None or self._home is None:
            return arrays
        arrays = self._home.get(sha256, digest)
        if arrays is None or not arrays.keys() >= set(names):
            return None
        with suppress(UnwritableError):  # then the home is asked again
            _write(place, arrays)
        return arrays

    def _digest(self, document: DocumentInputs, encoder: Encoder) -> str:
        """Return the name of what is encoded of a document's passages."""
        spans = [[(span.start, span.end) for span in one.sentences] for one in document.passages]
        texts = [one.text for one in document.passages]
        return _hashed([encoder.identity, encoder.dim, texts, spans])

    def _words_digest(self, encoder: Encoder) -> str:
        """Return the name of what is encoded of a document's words."""
        return _hashed([encoder.identity, encoder.dim, "words"])

    def _place(self, sha256: str, digest: str) -> Path:
        return self._folder / sha256[:2] / sha256 / f"{digest}{_VECTORS}"


def _hashed(made_of: object) -> str:
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:_NAME]


def _word_arrays(words: Mapping[str, Embeddings]) -> VectorArrays:
    names = np.frombuffer(json.dumps(list(words)).encode(), dtype=np.uint8)
    return {"words": names, "vectors": np.stack(list(words.values()))}


def _write(path: Path, arrays: VectorArrays) -> None:
    """Write arrays into one file."""
    stream = io.BytesIO()
    np.savez(stream, **arrays)  # type: ignore[arg-type]  # its stub takes a name for a flag
    write_sealed(path, stream.getvalue())


def _read(path: Path, names: Iterable[str] | None = None) -> VectorArrays | None:
    """Return the arrays of a file, or those of these names; None where they are missing.

    A damaged file is removed.
    """
    try:
        with np.load(io.BytesIO(read_sealed(path))) as arrays:
            return {name: arrays[name] for name in names or arrays}
    except OSError:
        return None
    except (CollectionError, ValueError, KeyError, zipfile.BadZipFile):
        path.unlink(missing_ok=True)
        return None
