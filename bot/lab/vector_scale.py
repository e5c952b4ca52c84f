"""What vectors in the database cost, and what they spare: `python -m bot.lab.vector_scale ADDRESS`.

ADDRESS is of a database that `briefing-bot database migrate` has made ready, with pgvector, and
that is empty. It prints how long a machine takes to take in a server's documents, and
another, with an empty data folder, to open them: with vectors from the database, and embedding them
anew; what lies on the disk; how long an exact search takes there and in the local store; and what
half precision (halfvec) would change: in the order of what is nearest, and in answers. Documents
are those of a public set, or synthetic (see `synthetic_library`); the encoder and the reader are
the real ones.
"""

import argparse
import hashlib
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from bot.config import Config, read_config
from bot.lab.synthetic_library import paragraphs
from bot.library import (
    Brought,
    Readership,
    SetName,
    Shelves,
    bytes_of_vectors,
    open_collection,
    vector_store_in,
)
from index import (
    Answer,
    Collection,
    Embeddings,
    Encoder,
    FaissStore,
    Outcome,
    PassageVectors,
    Purpose,
    SettingsError,
    Span,
    VectorStore,
    encoder_of,
    read_questions,
)

_GUILD, _OTHER = 1, 2
_OF_A_DOCUMENT = 50  # paragraphs at most
_K = 10  # nearest that are looked for
_SEARCHES = 200
_PER = 1_000  # passages that sizes are told for
_BYTES_PER_MEGABYTE = 1_000_000


def main() -> None:
    """Measure and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="of the database")
    parser.add_argument("--set", type=Path, help="a folder whose passages.jsonl is taken in")
    add = partial(parser.add_argument, type=int)
    add("--passages", default=1_000, help="of the server that is taken in; default: 1000")
    add("--searched", nargs="*", default=[600, 20_000], help="vectors; default: 600 20000")
    given = parser.parse_args()
    texts = _texts(given.set, given.passages)
    with tempfile.TemporaryDirectory() as folder:
        _taken_in(given.address, Path(folder), texts)
        _halved(Path(folder), texts)
    for count in given.searched:
        _searched(given.address, count)


def _texts(folder: Path | None, count: int) -> list[str]:
    """Return so many paragraphs: the first of a public set, or made ones."""
    if folder is None:
        return paragraphs(count, 1)
    lines = (folder / "passages.jsonl").read_text("utf-8").splitlines()[:count]
    return [" ".join(str(json.loads(line)["text"]).split()) for line in lines]


def _taken_in(address: str, folder: Path, texts: Sequence[str]) -> None:
    """Take documents in on one machine, and open them on two others.

    Raises:
        SettingsError: There are others in the database, which would be counted.
    """
    config = replace(read_config(), storage=address, data=folder / "first")
    public = open_collection(config)
    public.warm()
    before = bytes_of_vectors(address)
    first = Shelves(config)
    if first.documents(_GUILD):
        raise SettingsError("the database has documents: name one that is empty")
    taking = partial(first.take_all, _GUILD, _documents(texts), public)
    took = _seconds(taking)
    own = first.own(_GUILD, public)
    passages = own.report.passages if own else 0
    _say(f"{passages:,} passages taken in, embedded, kept: {took:.1f} s")
    alone = replace(config.library, shared_vectors=False)
    anew = replace(config, data=folder / "second", library=alone)
    kept_there = replace(config, data=folder / "third")
    for what, there in (("embedded anew", anew), ("from the database", kept_there)):
        opening = partial(Shelves(there).collection, Readership(_GUILD), public)
        _say(f"opened on an empty data folder, {what}: {_seconds(opening):.1f} s")
    per = _PER / passages / _BYTES_PER_MEGABYTE
    kept = bytes_of_vectors(address) - before
    files = [one for one in (config.data / "library" / "vectors").rglob("*") if one.is_file()]
    local = sum(one.stat().st_size for one in files)
    _say(f"a thousand passages: {kept * per:.1f} MB in the database, {local * per:.1f} MB in files")


def _documents(texts: Sequence[str]) -> list[Brought]:
    starts = range(0, len(texts), _OF_A_DOCUMENT)
    return [
        Brought(f"document-{at}.txt", "\n\n".join(texts[at : at + _OF_A_DOCUMENT]).encode())
        for at in starts
    ]


def _searched(address: str, count: int) -> None:
    """Search so many vectors in the database, and in the local store."""
    random = np.random.default_rng(count)
    rows, queries = (_unit(random, number) for number in (count, _SEARCHES))
    ids = np.arange(count, dtype=np.int64)
    name = SetName(hashlib.sha256(str(count).encode()).hexdigest(), "measured", "passages")
    there = vector_store_in(address, _OTHER, name, rows.shape[1])
    for what, store in (("database", there), ("local", FaissStore.in_memory(rows.shape[1]))):
        store.upsert(ids, rows)
        put = _seconds(store.commit)
        took = sorted(_milliseconds(store, query) for query in queries)
        _say(
            f"{count:,} vectors, {what}: search {took[0]:.2f} ms (fastest), "
            f"{statistics.median(took):.2f} ms (median); put in {put:.1f} s"
        )
    halved = rows.astype(np.float16).astype(np.float32)
    _say(f"{count:,} vectors: recall@{_K} of halfvec {_recall(rows, halved, queries):.4f}")


def _unit(random: np.random.Generator, count: int) -> Embeddings:
    rows = random.standard_normal((count, 384), dtype=np.float32)
    unit: Embeddings = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def _milliseconds(store: VectorStore, query: Embeddings) -> float:
    return 1000 * _seconds(lambda: store.search(query[None], _K))


def _recall(rows: Embeddings, halved: Embeddings, queries: Embeddings) -> float:
    """Return the share of the k nearest that halved vectors find, over queries."""
    exact, other = (FaissStore.holding(one).search(queries, _K)[0] for one in (rows, halved))
    pairs = zip(exact.tolist(), other.tolist(), strict=True)
    return statistics.mean(len({*one} & {*two}) / _K for one, two in pairs)


class _Halved:
    """An encoder whose passages and sentences have half the precision."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.identity = f"{encoder.identity}, halved"
        self.label, self.dim, self.max_tokens = self.identity, encoder.dim, encoder.max_tokens

    def count_tokens(self, text: str) -> int:
        return self._encoder.count_tokens(text)

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        return self._encoder.encode(texts, purpose)

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> PassageVectors:
        whole = self._encoder.encode_passages(texts, sentences)
        return PassageVectors(*(one.astype(np.float16).astype(np.float32) for one in whole))


def _halved(folder: Path, texts: Sequence[str]) -> None:
    """Print what half precision changes: on real passages, and in answers to graded questions."""
    config = read_config()
    encoder = encoder_of(config.index)
    graded = read_questions(config.knowledge / "questions" / "essay_dev.jsonl", "")
    asked = [one.question for one in graded]
    rows, queries = encoder.encode(texts), encoder.encode(asked, Purpose.QUERY)
    halved = rows.astype(np.float16).astype(np.float32)
    recall = _recall(rows, halved, queries)
    _say(f"{len(texts)} encoded paragraphs: recall@{_K} of halfvec {recall:.4f}")
    _say(f"numbers that halfvec gives back as they were: {np.mean(rows == halved):.4f}")
    answers = [
        _answers(config, folder / label, asked, one)
        for label, one in (("whole", encoder), ("halved", _Halved(encoder)))
    ]
    pairs = list(zip(*answers, strict=True))
    same = sum(_shown(one) == _shown(other) for one, other in pairs)
    moved = max(abs(one.confidence - other.confidence) for one, other in pairs)
    _say(f"of {len(pairs)} questions {same} show the same; confidences move by {moved:.6f} at most")


def _answers(config: Config, data: Path, asked: Sequence[str], encoder: Encoder) -> list[Outcome]:
    collection = Collection.open(config.knowledge, data, config.index, encoder=encoder)
    return [collection.ask(question) for question in asked]


def _shown(outcome: Outcome) -> list[str]:
    quotes = outcome.quotes if isinstance(outcome, Answer) else outcome.nearest
    return [type(outcome).__name__, *(quote.text for quote in quotes)]


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
