"""What holds for every test: it finds the process as it was, and is not judged by its time."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.support.process_state import changes, hear_signals, process_state

# A busy machine is no fault of the program; speed is measured by commands of the lab.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
hear_signals()


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """Fail the test that leaves signals, environment or logging changed, not one after it."""
    before = process_state()
    yield
    left = changes(before, process_state())
    assert not left, "the test leaves changed: " + "; ".join(left)
