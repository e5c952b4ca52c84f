import numpy as np

from index.lab.speed import benchmark
from index.settings import Settings
from tests.support.hashed_encoder import HashedEncoder


def test_each_kind_of_work_is_timed_on_the_passages_asked_for() -> None:
    found = benchmark(HashedEncoder(), Settings(), passages=150, questions=6)
    assert found.passages == 150
    assert [timing.n for timing in found.timings] == [6, 6, 6]
    for timing in found.timings:
        assert 0 < timing.median_ms <= timing.p95_ms
    assert found.peak_mb > 0
    assert np.isfinite(found.peak_mb)
