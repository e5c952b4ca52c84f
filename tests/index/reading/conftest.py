"""Here the process that reads is what is tested: each is started as the product starts it."""

import pytest

from tests.support.processes.kept_readers import begun_anew


@pytest.fixture(autouse=True)
def anew(monkeypatch: pytest.MonkeyPatch) -> None:
    begun_anew(monkeypatch)
