"""Vectors made of real ones, their exact order, and what a store of them costs and finds."""

from pathlib import Path

import numpy as np
import pytest

from index.lab import vector_search
from index.lab.vector_search import costs_at, exact_order, made_of, nearness, read, recall
from index.types import Embeddings
from tests.support.engines.vectors import ids

DIM = 64


def unit_rows(count: int, seed: int) -> Embeddings:
    rows = np.random.default_rng(seed).normal(size=(count, DIM)).astype(np.float32)
    unit: Embeddings = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


SEEDS, QUERIES = unit_rows(900, 1), unit_rows(12, 2)


def test_each_vector_is_of_unit_length_and_nearest_to_what_it_is_mostly_made_of() -> None:
    rows = np.vstack(list(made_of(SEEDS, 20_000)))
    assert rows.shape == (20_000, DIM)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(20_000), abs=1e-5)
    assert np.array_equal(rows, np.vstack(list(made_of(SEEDS, 20_000))))
    cosines = rows @ SEEDS.T
    # It keeps near the one that weighs most: 1 of the square root of 1.34.
    assert float(np.median(cosines.max(axis=1))) == pytest.approx(1.34**-0.5, abs=0.05)


def test_the_exact_order_of_blocks_is_that_of_all_vectors() -> None:
    blocks = list(made_of(SEEDS, 40_000))
    assert len(blocks) > 1
    found, cosines = exact_order(QUERIES, blocks, 30)
    exact = QUERIES @ np.vstack(blocks).T
    assert found.tolist() == np.argsort(-exact, axis=1, kind="stable")[:, :30].tolist()
    assert np.array_equal(cosines, np.take_along_axis(exact, found, axis=1))


def test_recall_is_the_share_of_the_nearest_that_is_found() -> None:
    found, nearest = ids(1, 2, 3, 9).reshape(1, 4), ids(2, 1, 4, 3).reshape(1, 4)
    assert recall(found, nearest, 1) == 0
    assert recall(found, nearest, 2) == 1
    assert recall(found, nearest, 4) == 0.75


def test_nearness_is_the_median_at_each_depth() -> None:
    cosines = np.linspace(1, 0, 3 * 100, dtype=np.float32).reshape(100, 3).T
    expected = [float(np.median(cosines[:, depth])) for depth in (0, 9, 99)]
    assert nearness(cosines) == pytest.approx(expected)
    assert nearness(cosines[:, :5])[2] == pytest.approx(float(np.median(cosines[:, 4])))


def test_what_a_store_costs_is_measured_in_both_ways_and_shown(tmp_path: Path) -> None:
    costs = costs_at(40_000, tmp_path, SEEDS, QUERIES, threads=2)
    as_it_is, each = costs.ways
    assert min(each.recalls) > 0.999  # of the 100 nearest some are as near as 16 bits can tell
    assert min(as_it_is.recalls) > 0.8  # of directions by chance, in few dimensions
    assert (as_it_is.alone.n, as_it_is.at_once.n) == (12, 12)
    assert costs.disk_mb == pytest.approx(40_000 * (2 * DIM + 8 + 4) / 1e6, rel=0.01)
    # The few more are written, and what is there is linked.
    sizes = sorted(path.stat().st_size for path in (tmp_path / "more").glob("[0-9a-f]*.npy"))
    assert sizes[0] < 40 * 3 * DIM < sizes[1]
    head, near, *ways = costs.lines()
    assert "40,000 vectors" in head
    assert "at 100" in near
    assert [line.split(":")[0].strip() for line in ways] == ["as it is", "each scored"]


def test_paragraphs_and_questions_are_those_of_the_sets_each_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "passages.jsonl").write_text(
        '{"id": "a", "doc": "one", "text": "Ships wait."}\n'
        '{"id": "b", "doc": "one", "text": "Mills turn."}\n'
        '{"id": "c", "doc": "two", "text": "Ships wait."}\n',
        "utf-8",
    )
    (tmp_path / "questions.jsonl").write_text(
        '{"question": "Who waits?", "gold_passages": ["a"], "answerable": true}\n', "utf-8"
    )
    texts, questions = read([tmp_path, tmp_path], 10, 10)
    assert (texts, questions) == (["Ships wait.", "Mills turn."], ["Who waits?"])
    monkeypatch.setattr(vector_search, "_SEED", 1)
    assert len(read([tmp_path], 1, 1)[0]) == 1
