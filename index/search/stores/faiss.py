"""The embedded default: exact inner product by FAISS, in one file; this module alone imports it."""

import os
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import StoreDamagedError, StoreError, StoreUnavailableError
from index.search.stores.base import check_query, check_upsert
from index.storage import synced_stream
from index.types import Embeddings, Ids, Scores


class FaissStore:
    """A flat FAISS index, held in memory and written whole by `commit` where it has a file.

    Flat, because it is exact and quick enough: 10,000 vectors of 384 dimensions take about a
    millisecond, far less than the encoding of the question.
    """

    def __init__(self, path: Path | None, index: Any) -> None:  # noqa: ANN401  # faiss ships no types
        """Wrap a FAISS index; use `FaissStore.open` or `FaissStore.in_memory`."""
        self._path = path
        self._index = index

    @classmethod
    def in_memory(cls, dim: int) -> "FaissStore":
        """Return an empty store without a file: `commit` keeps nothing.

        Args:
            dim: Length of a vector, at least 1.
        """
        import faiss

        return cls(None, faiss.IndexIDMap2(faiss.IndexFlatIP(dim)))

    @classmethod
    def holding(cls, vectors: Embeddings) -> "FaissStore":
        """Return a store without a file that holds vectors, numbered from 0.

        Args:
            vectors: (n, dim) float32, rows of unit length.
        """
        store = cls.in_memory(vectors.shape[1])
        store.upsert(np.arange(len(vectors), dtype=np.int64), vectors)
        return store

    @classmethod
    def open(cls, path: Path, dim: int) -> "FaissStore":
        """Return the store that lies at `path`, an empty one where there is none.

        Args:
            path: The store's file; its folder exists.
            dim: Length of a vector, at least 1.

        Raises:
            StoreDamagedError: What lies there is not a store of this dimension.
            StoreUnavailableError: The file cannot be read.
        """
        import faiss

        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return cls(path, faiss.IndexIDMap2(faiss.IndexFlatIP(dim)))
        except OSError as error:
            raise StoreUnavailableError(f"{path} cannot be read: {error.strerror}") from error
        try:
            index = faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8))
        except (RuntimeError, MemoryError) as error:
            raise StoreDamagedError(_damage(path, "FAISS cannot read it")) from error
        if not isinstance(index, faiss.IndexIDMap2) or index.d != dim:
            raise StoreDamagedError(_damage(path, f"no index with ids, of {dim} dimensions"))
        return cls(path, index)

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        """Return the number of vectors."""
        return int(self._index.ntotal)

    def upsert(self, ids: Ids, embeddings: Embeddings) -> None:
        """Put vectors in; an id that is there already gets the new vector.

        Args:
            ids: (n,) int64, no id twice.
            embeddings: (n, dim) float32, rows of unit length.

        Raises:
            StoreError: The shapes do not fit, an id stands twice, or a row has another length.
        """
        check_upsert(ids, embeddings, self.dim)
        self.delete(ids)
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(embeddings), np.ascontiguousarray(ids))

    def delete(self, ids: Ids) -> None:
        """Take vectors out; an id that is not there is no fault.

        Args:
            ids: (n,) int64.
        """
        if len(ids) and len(self):
            self._index.remove_ids(np.ascontiguousarray(ids))

    def search(self, embeddings: Embeddings, k: int) -> tuple[Ids, Scores]:
        """Return the k nearest vectors of each query: see `Vectors.search`."""
        check_query(embeddings, k, self.dim)
        count = min(k, len(self))
        if not count or not len(embeddings):
            shape = (len(embeddings), count)
            return np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.float32)
        scores, ids = self._index.search(np.ascontiguousarray(embeddings), count)
        return ids, scores

    def vectors(self, ids: Ids) -> Embeddings:
        """Return the stored vectors: see `Vectors.vectors`.

        Raises:
            StoreError: An id is not in the store.
        """
        if not len(ids):
            return np.zeros((0, self.dim), dtype=np.float32)
        try:
            rows: Embeddings = self._index.reconstruct_batch(np.ascontiguousarray(ids))
        except RuntimeError as error:
            raise StoreError(
                f"an id is not in {self._path or 'the store'}; the collection and its store have "
                "come apart: build the collection again"
            ) from error
        return rows

    def commit(self) -> None:
        """Make every change so far durable: a temporary sibling, then one rename.

        Without a file there is nothing to do.

        Raises:
            StoreUnavailableError: The file cannot be written.
        """
        import faiss

        if self._path is None:
            return
        unfinished = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        try:
            with synced_stream(unfinished) as stream:
                stream.write(faiss.serialize_index(self._index).tobytes())
            unfinished.replace(self._path)
        except OSError as error:
            raise StoreUnavailableError(
                f"{self._path} cannot be written: {error.strerror}; free some space or choose "
                "another folder"
            ) from error
        finally:
            unfinished.unlink(missing_ok=True)


def _damage(path: Path, why: str) -> str:
    return f"{path} is damaged: {why}; delete it and build the collection again"
