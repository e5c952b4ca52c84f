"""The measurement of vectors in the database: what it searches and what half precision costs."""

from pathlib import Path

import numpy as np
import pytest

from bot.lab import vector_scale
from tests.support.engines.postgres_server import new_database
from tests.support.engines.postgres_vectors import needs_pgvector


def test_a_search_is_measured_in_the_database_and_beside_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    needs_pgvector()
    vector_scale._searched(new_database(), 40)
    there, here, recall = capsys.readouterr().out.splitlines()
    assert there.startswith("40 vectors, database: search ")
    assert here.startswith("40 vectors, local: search ")
    assert recall.startswith("40 vectors: recall@10 of halfvec ")
    assert 0.9 <= float(recall.rpartition(" ")[2]) <= 1


def test_the_share_of_the_nearest_that_others_find() -> None:
    rows = np.eye(20, dtype=np.float32)
    queries = np.linspace(1, 0.1, 20, dtype=np.float32)[None]
    queries /= np.linalg.norm(queries)
    assert vector_scale._recall(rows, rows, queries) == 1
    moved = np.roll(rows, 5, axis=0)
    assert vector_scale._recall(rows, moved, queries) == pytest.approx(0.5)


def test_texts_are_those_of_a_set(tmp_path: Path) -> None:
    lines = ['{"id": "1", "text": "One  of them."}', '{"id": "2", "text": "Another."}']
    (tmp_path / "passages.jsonl").write_text("\n".join(lines), "utf-8")
    assert vector_scale._texts(tmp_path, 1) == ["One of them."]
