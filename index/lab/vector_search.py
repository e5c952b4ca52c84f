"""What finding the nearest of many vectors costs, and how much of the exact order is found.

    python -m index.lab.vector_search SETS/* --vectors 10000 100000 1000000

The vectors are made of real ones. The paragraphs of question sets are encoded; each vector is a
sum of three of them, drawn by chance and weighed 1, 0.5 and 0.3, of unit length. So they lie as
unevenly as real ones, and how near a question's nearest are is printed of both, in as many as there
are paragraphs. The questions are the sets' own. Exact is the order of the vectors in float32,
before they are stored. Each stage has a process of its own. What one question after another takes
is the processor's time, so that other programs may be at work; all else is by the clock.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from time import perf_counter, thread_time

import numpy as np

from index.lab.fitting.essay_sets import read_set
from index.lab.timing import Timing, done_alone, resident_bytes, timed
from index.models import Purpose, encoder_of
from index.search import SegmentedVectors, write_vectors
from index.settings import Settings
from index.types import Embeddings, Ids

_STORE = "store"
_VECTORS = (10_000, 100_000, 1_000_000)
_TEXTS = 20_000
_QUESTIONS = 200
_WEIGHTS = (1.0, 0.5, 0.3)
_DEPTHS = (1, 10, 100)
_POOL = 100  # vectors that are looked for, as search does
_MORE = 40  # vectors that are added, as of one document
_AT_ONCE = 1 << 14  # vectors that are made at once
_SEED = 12
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class WayCosts:
    """What one way of searching costs and finds.

    Args:
        name: Of the way.
        open_ms: To open the store once more, milliseconds.
        alone: One question after the other, in time of the processor.
        at_once: Questions of which several are asked at once, by the clock.
        recalls: For each of `_DEPTHS` the share of so many nearest that is found.
        resident_mb: Memory that is resident behind the questions, mapped files included, megabytes.
    """

    name: str
    open_ms: float
    alone: Timing
    at_once: Timing
    recalls: tuple[float, ...]
    resident_mb: float


@dataclass(frozen=True, slots=True)
class StoreCosts:
    """What a store of one size costs.

    Args:
        vectors: How many.
        write_s: To write them all, seconds.
        add_s: To write another store with a few more, which links what is there.
        disk_mb: Megabytes on disk.
        cosines: How near the nearest of a question are in the median, at each of `_DEPTHS`.
        ways: What searching costs.
    """

    vectors: int
    write_s: float
    add_s: float
    disk_mb: float
    cosines: tuple[float, ...]
    ways: tuple[WayCosts, ...]

    def lines(self) -> Iterator[str]:
        """Yield what was measured, a line at a time."""
        yield (
            f"{self.vectors:,} vectors: written in {self.write_s:.1f} s, {_MORE} more in "
            f"{self.add_s:.2f} s, {self.disk_mb:,.0f} MB on disk"
        )
        yield f"  the nearest of a question: {_shown(self.cosines)} (cosine)"
        for way in self.ways:
            yield (
                f"  {way.name}: opened in {way.open_ms:.1f} ms; {_times(way.alone)}; "
                f"{_times(way.at_once)}; recall {_shown(way.recalls)}; "
                f"resident {way.resident_mb:,.0f} MB"
            )


def made_of(seeds: Embeddings, count: int, seed: int = _SEED) -> Iterator[Embeddings]:
    """Yield so many vectors, some at a time, each a sum of a few real ones: (m, dim) float32.

    Args:
        seeds: (n, dim) float32, the real ones.
        count: How many.
        seed: The same vectors for the same.
    """
    random = np.random.default_rng(seed)
    for begin in range(0, count, _AT_ONCE):
        drawn = random.integers(len(seeds), size=(len(_WEIGHTS), min(_AT_ONCE, count - begin)))
        parts = zip(_WEIGHTS, drawn, strict=True)
        rows = sum(np.float32(weight) * seeds[own] for weight, own in parts)
        yield rows / np.linalg.norm(rows, axis=1, keepdims=True)


def exact_order(
    queries: Embeddings, blocks: Iterable[Embeddings], k: int
) -> tuple[Ids, Embeddings]:
    """Return the k nearest of all vectors of some blocks, best first, and their cosines.

    Args:
        queries: (n, dim) float32.
        blocks: The vectors, (m, dim) float32 each.
        k: At most as many as there are.

    Returns:
        (n, k) int64, the place of each among all, and (n, k) float32.
    """
    ids: Ids = np.zeros((len(queries), 0), dtype=np.int64)
    cosines: Embeddings = np.zeros((len(queries), 0), dtype=np.float32)
    begin = 0
    for block in blocks:
        own = np.broadcast_to(np.arange(begin, begin + len(block)), (len(queries), len(block)))
        ids, cosines = np.hstack([ids, own]), np.hstack([cosines, queries @ block.T])
        best = np.argpartition(-cosines, min(k, cosines.shape[1]) - 1, axis=1)[:, :k]
        ids, cosines = np.take_along_axis(ids, best, 1), np.take_along_axis(cosines, best, 1)
        begin += len(block)
    order = np.argsort(-cosines, axis=1, kind="stable")
    return np.take_along_axis(ids, order, axis=1), np.take_along_axis(cosines, order, axis=1)


def written(count: int, folder: Path, seeds: Embeddings) -> tuple[float, float]:
    """Write a store of so many vectors, and another with a few more; return the seconds of each.

    Args:
        count: How many, `_MORE` at least.
        folder: An empty one, in which the first becomes `store`.
        seeds: (n, dim) float32, what they are made of.
    """
    dim = seeds.shape[1]
    rows = np.lib.format.open_memmap(folder / "rows.npy", "w+", np.float32, (count, dim))
    for number, block in enumerate(made_of(seeds, count)):
        rows[number * _AT_ONCE : number * _AT_ONCE + len(block)] = block
    fresh = np.full(count, -1, dtype=np.int64)
    write_s = _seconds(partial(write_vectors, folder / _STORE, rows, fresh))
    before = SegmentedVectors.open(folder / _STORE, dim)
    order = np.append(np.arange(count), fresh[:_MORE])
    add_s = _seconds(partial(write_vectors, folder / "more", rows[:_MORE], order, before))
    return write_s, add_s


def searched(
    store: Path, flat: int | None, queries: Embeddings, nearest: Ids, threads: int
) -> WayCosts:
    """Return what it costs to search a store, and what of the nearest it finds.

    Args:
        store: Its folder.
        flat: Vectors up to which each is scored; None for as many as the product has.
        queries: (n, dim) float32, what is looked for.
        nearest: (n, k) int64, what is nearest to each, best first.
        threads: Questions that are asked at once.
    """
    most = () if flat is None else (flat,)
    SegmentedVectors.open(store, queries.shape[1])
    began = perf_counter()
    vectors = SegmentedVectors.open(store, queries.shape[1], *most)
    open_ms = (perf_counter() - began) * 1000
    k = nearest.shape[1]
    asked = [query[np.newaxis] for query in queries]
    found = np.vstack([vectors.search(query, k)[0] for query in asked])  # and warms up
    alone = timed("alone", lambda query: vectors.search(query, k), asked, thread_time)
    at_once = _at_once(vectors, asked, k, threads)
    recalls = tuple(recall(found, nearest, min(depth, k)) for depth in _DEPTHS)
    resident = resident_bytes() / _MEGABYTE
    return WayCosts(
        "as it is" if flat is None else "each scored", open_ms, alone, at_once, recalls, resident
    )


def recall(found: Ids, nearest: Ids, depth: int) -> float:
    """Return the share of the `depth` nearest of each query that are among the first found."""
    pairs = zip(found[:, :depth], nearest[:, :depth], strict=True)
    return float(np.mean([np.isin(own, theirs).mean() for own, theirs in pairs]))


def costs_at(
    count: int, folder: Path, seeds: Embeddings, queries: Embeddings, threads: int
) -> StoreCosts:
    """Return what a store of so many vectors costs.

    Args:
        count: How many, `_MORE` at least.
        folder: An empty one.
        seeds: (n, dim) float32, what they are made of.
        queries: (m, dim) float32, what is looked for.
        threads: Questions that are asked at once.
    """
    write_s, add_s = done_alone(written, count, folder, seeds)
    nearest, cosines = exact_order(queries, made_of(seeds, count), min(_POOL, count))
    store = folder / _STORE
    ways = [done_alone(searched, store, flat, queries, nearest, threads) for flat in (None, count)]
    disk = sum(path.stat().st_size for path in store.iterdir())
    return StoreCosts(count, write_s, add_s, disk / _MEGABYTE, nearness(cosines), tuple(ways))


def nearness(cosines: Embeddings) -> tuple[float, ...]:
    """Return how near the nearest of a query are in the median, at each of `_DEPTHS`."""
    depths = [min(depth, cosines.shape[1]) - 1 for depth in _DEPTHS]
    return tuple(np.median(cosines[:, depths], axis=0).tolist())


def _at_once(
    vectors: SegmentedVectors, asked: Sequence[Embeddings], k: int, threads: int
) -> Timing:
    """Return what questions take while so many are asked at once."""

    def share(number: int) -> list[float]:
        return [_seconds(partial(vectors.search, one, k)) for one in asked[number::threads]]

    with ThreadPoolExecutor(threads) as pool:
        return Timing.of(
            f"{threads} at once", [*chain.from_iterable(pool.map(share, range(threads)))]
        )


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _shown(values: Sequence[float]) -> str:
    """Return a value of each depth."""
    pairs = zip(_DEPTHS, values, strict=True)
    return ", ".join(f"{value:.4f} at {depth}" for depth, value in pairs)


def _times(timing: Timing) -> str:
    return f"{timing.kind} {timing.median_ms:.1f} ms median, {timing.p95_ms:.1f} ms p95"


def read(folders: Sequence[Path], texts: int, questions: int) -> tuple[list[str], list[str]]:
    """Return paragraphs of question sets and questions on them, drawn by chance, each text once."""
    sets = [read_set(folder) for folder in folders]
    paragraphs = dict.fromkeys(
        document.text[one.start : one.end]
        for own in sets
        for document in own.documents
        for one in document.paragraphs
    )
    asked = dict.fromkeys(question.question for own in sets for question in own.questions)
    random = np.random.default_rng(_SEED)
    return _drawn(list(paragraphs), texts, random), _drawn(list(asked), questions, random)


def _drawn(texts: list[str], count: int, random: np.random.Generator) -> list[str]:
    own = random.permutation(len(texts))[:count]
    return [texts[number] for number in np.sort(own).tolist()]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m index.lab.vector_search",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("sets", nargs="+", type=Path, help="folders of graded questions: public sets, essays")
    add("--vectors", type=int, nargs="+", default=_VECTORS, help="sizes")
    add("--texts", type=int, default=_TEXTS, help="paragraphs at most that are encoded")
    add("--questions", type=int, default=_QUESTIONS)
    add("--threads", type=int, default=2, help="questions that are asked at once")
    given = parser.parse_args()
    encoder = encoder_of(Settings())
    texts, questions = read(given.sets, given.texts, given.questions)
    seeds, queries = encoder.encode(texts), encoder.encode(questions, Purpose.QUERY)
    real, made = (
        nearness(exact_order(queries, blocks, min(_POOL, len(seeds)))[1])
        for blocks in ([seeds], made_of(seeds, len(seeds)))
    )
    _say(f"{len(seeds):,} real ones, the nearest of a question: {_shown(real)} (cosine)")
    _say(f"{len(seeds):,} made of them: {_shown(made)}")
    for count in given.vectors:
        with tempfile.TemporaryDirectory() as folder:
            for line in costs_at(count, Path(folder), seeds, queries, given.threads).lines():
                _say(line)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
