"""A plugin of pytest's: notes the files whose tests may fail by timing, for `bot.lab.steadiness`.

    python -m pytest -p tests.support.plugins.timed_files --timed-in=FILE
    python -m bot.lab.steadiness @FILE --runs 20

A test that starts no process and no thread, opens no socket (an event loop has one), sleeps nowhere
and reads no clock does not depend on how quick the machine is. Python tells of the former by audit
events, but for threads before 3.12; that a file reads a clock is seen by `time` or `datetime` among
what it imports. A fixture that others share may have done so long before: whoever asks for it is
noted as well.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Generator
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import Any

import pytest

TIMED = "--timed-in"
_TELLING = frozenset(
    {
        "os.exec",
        "os.fork",
        "os.posix_spawn",
        "os.system",
        "socket.__new__",
        "subprocess.Popen",
        "time.sleep",
    }
)  # https://docs.python.org/3/library/audit_events.html
_CLOCKS = ("time", "datetime")


class TimedFiles:
    """Watches what is done while fixtures are made and tests run."""

    def __init__(self) -> None:
        """Start with nothing seen; what a hook hears cannot be unheard, and it stays for good."""
        self.files: set[str] = set()
        self._events = 0
        self._fixtures: set[str] = set()
        self._asked: dict[str, set[str]] = defaultdict(set)
        sys.addaudithook(self._heard)
        setattr(Thread, "start", self._counting(Thread.start))  # noqa: B010

    def _counting(self, start: Callable[[Thread], None]) -> Callable[[Thread], None]:
        def counted(thread: Thread) -> None:
            self._events += 1
            start(thread)

        return counted

    def _heard(self, event: str, _: tuple[object, ...]) -> None:
        self._events += event in _TELLING

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        """Note a fixture while whose making something was heard."""
        before = self._events
        made = yield
        if self._events > before:
            self._fixtures.add(fixturedef.argname)
        return made

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Note the file of a test while which something was heard, or whose file has a clock."""
        before = self._events
        done = yield
        file = item.nodeid.split("::")[0]
        self._asked[file].update(getattr(item, "fixturenames", ()))
        if self._events > before or _reads_a_clock(getattr(item, "module", None)):
            self.files.add(file)
        return done

    def noted(self) -> list[str]:
        """Return the files, and those that ask for one of the noted fixtures."""
        asking = {file for file, names in self._asked.items() if names & self._fixtures}
        return sorted(self.files | asking)


def _reads_a_clock(module: ModuleType | None) -> bool:
    own = vars(module).values() if module else ()
    return any(getattr(one, "__name__", "") in _CLOCKS or _is_of_clock(one) for one in own)


def _is_of_clock(value: object) -> bool:
    return callable(value) and getattr(value, "__module__", None) in _CLOCKS


class _Written:
    """Writes what was noted behind what other processes wrote."""

    def __init__(self, path: Path, watch: TimedFiles) -> None:
        self._path, self._watch = path, watch

    def pytest_sessionfinish(self) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write("".join(f"{one}\n" for one in self._watch.noted()))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(TIMED, type=Path, required=True, dest="timed_in")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # workers write behind each other
        config.option.timed_in.write_text("", "utf-8")
    watch = TimedFiles()
    config.pluginmanager.register(watch)
    config.pluginmanager.register(_Written(config.option.timed_in, watch))
