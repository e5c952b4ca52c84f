"""One tool does one job: `python -P contenders.py JOB.json`, by the interpreter that has the tool.

The last line of standard output is what the job came to, as JSON. This file needs nothing but the
tool and is run as it lies here, since the peers' interpreter has none of the project's libraries;
ours has the project on its path.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

_K = 10  # passages that a search gives
_DIM = 384  # of the vectors of all-MiniLM-L6-v2
_NAME = "passages"
_KILOBYTES_PER_MEGABYTE = 1000
_STATUS = Path("/proc/self/status")


class Contender(Protocol):
    """Whatever indexes passages and finds them."""

    def build(self, passages: Sequence[str]) -> None:
        """Write an index of passages into the tool's folder, which is empty."""

    def open(self) -> None:
        """Open what was built, with all that a query needs."""

    def search(self, question: str) -> list[int]:
        """Return the numbers of the ten best passages, from 0, best first, each with its text."""


class Txtai:
    """txtai, with its default index and its texts in SQLite."""

    def __init__(self, job: Mapping[str, Any]) -> None:
        """Keep where the index and the weights lie."""
        self._folder, self._model = job["folder"], job["model"]

    def build(self, passages: Sequence[str]) -> None:
        """Write an index."""
        from txtai import Embeddings

        embeddings = Embeddings(path=self._model, content=True)
        embeddings.index([(number, text, None) for number, text in enumerate(passages)])
        embeddings.save(self._folder)

    def open(self) -> None:
        """Open it."""
        from txtai import Embeddings

        self._embeddings = Embeddings()
        self._embeddings.load(self._folder)

    def search(self, question: str) -> list[int]:
        """Return the best passages."""
        return [int(hit["id"]) for hit in self._embeddings.search(question, _K)]


class Chroma:
    """Chroma on sentence-transformers, which loads the weights as they are."""

    def __init__(self, job: Mapping[str, Any]) -> None:
        """Keep where the index, the weights and Chroma's own encoder lie."""
        self._folder, self._model, self._onnx = job["folder"], job["model"], job["chroma_onnx"]

    def _encoder(self) -> Any:  # noqa: ANN401  # Chroma's own type, which the project has not
        from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction

        return SentenceTransformerEmbeddingFunction(model_name=self._model)

    def _client(self) -> Any:  # noqa: ANN401  # likewise
        import chromadb
        from chromadb.config import Settings

        return chromadb.PersistentClient(self._folder, Settings(anonymized_telemetry=False))

    def build(self, passages: Sequence[str]) -> None:
        """Write an index."""
        collection = self._client().create_collection(
            _NAME, embedding_function=self._encoder(), metadata={"hnsw:space": "cosine"}
        )
        collection.add(ids=list(map(str, range(len(passages)))), documents=list(passages))

    def open(self) -> None:
        """Open it."""
        self._collection = self._client().get_collection(_NAME, embedding_function=self._encoder())

    def search(self, question: str) -> list[int]:
        """Return the best passages."""
        found = self._collection.query(query_texts=[question], n_results=_K)
        return list(map(int, found["ids"][0]))


class ChromaOnnx(Chroma):
    """Chroma with the encoder that it has by default: the same weights on onnxruntime."""

    def _encoder(self) -> Any:  # noqa: ANN401  # likewise
        from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

        ONNXMiniLM_L6_V2.DOWNLOAD_PATH = Path(self._onnx)  # where it looks before it downloads
        return ONNXMiniLM_L6_V2()


class LlamaIndex:
    """LlamaIndex on sentence-transformers, with exact search by faiss."""

    def __init__(self, job: Mapping[str, Any]) -> None:
        """Keep where the index and the weights lie."""
        self._folder, self._model = job["folder"], job["model"]

    def _encoder(self) -> Any:  # noqa: ANN401  # LlamaIndex's own type
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        return HuggingFaceEmbedding(model_name=self._model)

    def build(self, passages: Sequence[str]) -> None:
        """Write an index."""
        import faiss
        from llama_index.core import StorageContext, VectorStoreIndex
        from llama_index.core.schema import TextNode
        from llama_index.vector_stores.faiss import FaissVectorStore

        store = FaissVectorStore(faiss.IndexFlatIP(_DIM))
        nodes = [TextNode(id_=str(number), text=text) for number, text in enumerate(passages)]
        storage = StorageContext.from_defaults(vector_store=store)
        VectorStoreIndex(nodes, storage_context=storage, embed_model=self._encoder())
        storage.persist(self._folder)

    def open(self) -> None:
        """Open it."""
        from llama_index.core import StorageContext, load_index_from_storage
        from llama_index.vector_stores.faiss import FaissVectorStore

        store = FaissVectorStore.from_persist_dir(self._folder)
        storage = StorageContext.from_defaults(vector_store=store, persist_dir=self._folder)
        index = load_index_from_storage(storage, embed_model=self._encoder())
        self._retriever = index.as_retriever(similarity_top_k=_K)

    def search(self, question: str) -> list[int]:
        """Return the best passages."""
        return [int(hit.node.node_id) for hit in self._retriever.retrieve(question)]


class Haystack:
    """Haystack on sentence-transformers, with its own store in memory, saved as JSON."""

    def __init__(self, job: Mapping[str, Any]) -> None:
        """Keep where the index and the weights lie."""
        self._path, self._model = f"{job['folder']}/store.json", job["model"]

    def build(self, passages: Sequence[str]) -> None:
        """Write an index."""
        from haystack import Document
        from haystack.document_stores.in_memory import InMemoryDocumentStore
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
        )

        store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        encoder = SentenceTransformersDocumentEmbedder(model=self._model, progress_bar=False)
        encoder.warm_up()
        documents = [Document(id=str(number), content=text) for number, text in enumerate(passages)]
        store.write_documents(encoder.run(documents)["documents"])
        store.save_to_disk(self._path)

    def open(self) -> None:
        """Open it."""
        from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersTextEmbedder,
        )

        store = InMemoryDocumentStore.load_from_disk(self._path)
        self._retriever = InMemoryEmbeddingRetriever(store, top_k=_K)
        self._encoder = SentenceTransformersTextEmbedder(model=self._model, progress_bar=False)
        self._encoder.warm_up()

    def search(self, question: str) -> list[int]:
        """Return the best passages."""
        vector = self._encoder.run(question)["embedding"]
        return [int(hit.id) for hit in self._retriever.run(query_embedding=vector)["documents"]]


class OurSearch:
    """This program: search alone."""

    def __init__(self, job: Mapping[str, Any]) -> None:
        """Keep where the documents and the index lie."""
        self._knowledge, self._data = Path(job["knowledge"]), Path(job["folder"])

    def build(self, passages: Sequence[str]) -> None:
        """Write an index of the documents, which are read and cut first: into these passages."""
        from index.collection import Collection

        Collection.open(self._knowledge, self._data)

    def open(self) -> None:
        """Open it."""
        from index.building import open_or_build
        from index.models import encoder_of
        from index.search import Retriever
        from index.settings import Settings

        settings = Settings()
        encoder = encoder_of(settings)
        built = open_or_build(self._knowledge, self._data, settings, encoder)
        self._retriever = Retriever(built.index, encoder)
        self._texts = built.index.texts

    def search(self, question: str) -> list[int]:
        """Return the best passages, whose texts are fetched as the others' are."""
        rows = [hit.row for hit in self._retriever.search(question, _K).candidates]
        return [row for row in rows if self._texts[row]]


class OurAnswer(OurSearch):
    """This program: what a member is shown, which is no ranking."""

    def open(self) -> None:
        """Open it."""
        from index.collection import Collection

        self._collection = Collection.open(self._knowledge, self._data)

    def search(self, question: str) -> list[int]:
        """Answer, and return nothing."""
        self._collection.ask(question)
        return []


CONTENDERS: Mapping[str, Callable[[Mapping[str, Any]], Contender]] = {
    "ours": OurSearch,
    "ours, answering": OurAnswer,
    "txtai": Txtai,
    "chroma": Chroma,
    "chroma, onnx": ChromaOnnx,
    "llama-index": LlamaIndex,
    "haystack": Haystack,
}


def peak_mb() -> float:
    """Return the most memory that this process had in use, megabytes.

    Of Linux's two figures the one that begins with the program: what getrusage gives begins with
    the process that started it.
    """
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return kilobytes * 1.024 / _KILOBYTES_PER_MEGABYTE


def indexed(contender: Contender, job: Mapping[str, Any]) -> dict[str, Any]:
    """Return what indexing took, seconds from the start of the process."""
    contender.build(job["passages"])
    return {"index_s": time.time() - job["started"]}


def queried(contender: Contender, job: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a cold and a warm query took, and the memory that the first needed."""
    first, *others = job["questions"]
    contender.open()
    contender.search(first)
    cold_s, memory_mb = time.time() - job["started"], peak_mb()
    times = []
    for question in others:
        began = time.perf_counter()
        contender.search(question)
        times.append((time.perf_counter() - began) * 1000)
    return {
        "cold_s": cold_s,
        "peak_mb": memory_mb,
        "query_ms": statistics.median(times),
        "quickest_ms": min(times),
    }


def ranked(contender: Contender, job: Mapping[str, Any]) -> dict[str, Any]:
    """Return what each question found."""
    contender.open()
    return {"rankings": [contender.search(question) for question in job["questions"]]}


JOBS = {"index": indexed, "query": queried, "rank": ranked}


def main() -> None:
    """Do the job of a file, and print what it came to."""
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    came_to = JOBS[job["kind"]](CONTENDERS[job["tool"]](job), job)
    sys.stdout.write(f"\n{json.dumps(came_to)}\n")


if __name__ == "__main__":
    main()
