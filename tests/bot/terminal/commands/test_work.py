"""`work`: how many workers, as it was said here or configured, and what cannot be."""

from collections.abc import Callable

import pytest

from bot.config import Config
from tests.support.terminal import Told


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many workers there would be, by what is read at the start and anew."""
    seen: list[int] = []

    def work(config: Config, read: Callable[[], Config]) -> None:
        assert read() == config  # a SIGHUP finds nothing changed
        seen.append(config.library.workers)

    monkeypatch.setattr("bot.chat.observability.logs.start_logging", lambda _: None)
    monkeypatch.setattr("bot.working.work_alone", work)
    return seen


def test_without_the_option_there_are_as_many_as_configured(
    told: Callable[..., Told], worked: list[int]
) -> None:
    assert told("work") == (0, "", "")
    assert told("work", "--workers", "3") == (0, "", "")
    assert worked == [1, 3]


def test_none_is_refused_with_what_is_wanted(told: Callable[..., Told], worked: list[int]) -> None:
    code, _, error = told("work", "--workers", "0")
    assert (code, worked) == (2, [])
    assert "--workers must be 1 at least, not 0" in error
