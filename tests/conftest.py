"""What holds for every test: it finds the process as it was, and is not judged by its time."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer  # type: ignore[import-untyped]

from tests.support.plugins.whole_files import WholeFiles
from tests.support.processes.kept_readers import kept_readers
from tests.support.processes.process_state import changes, hear_signals, process_state

# A busy machine is no fault of the program; speed is measured by commands of the lab.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
hear_signals()

# Some hundred processes are started, and each would compile anew what it imports of the program.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    sys.dont_write_bytecode = False

# Where memory can be a disk, the folders of tests lie there: whatever the library writes is synced,
# and no test is about a machine that loses its power.
_MEMORY, _LEAST_BYTES = Path("/dev/shm"), 4_000_000_000  # noqa: S108  # pytest names what is in it
if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= _LEAST_BYTES:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


@pytest.hookimpl(optionalhook=True)  # where several processes test
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WholeFiles | None:
    """Have a file's tests run in one process; None where it was asked for otherwise."""
    return WholeFiles(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.fixture(scope="session", autouse=True)
def readers() -> Iterator[None]:
    """Have tests that build share the processes that read for them."""
    with kept_readers():
        yield


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """Fail the test that leaves signals, environment or logging changed, not one after it."""
    before = process_state()
    yield
    left = changes(before, process_state())
    assert not left, "the test leaves changed: " + "; ".join(left)
