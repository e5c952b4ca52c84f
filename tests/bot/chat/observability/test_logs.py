"""The log: lines for people, JSON for programs, and a name by which a member's fault is found."""

import asyncio
import gc
import io
import json
import logging
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.chat.observability.logs import JsonFormatter, PlainFormatter
from bot.chat.observability.request_ids import current_request, in_request, request_id
from bot.sandbox.world.wire import Json
from index import ModelError
from tests.support.stand_in.desk import QUESTION, Desk

QUOTED = re.compile(r"Quote `([0-9A-HJKMNP-TV-Z]{5})` when you report this\.")


def record(message: str, *arguments: object, error: Exception | None = None) -> logging.LogRecord:
    exc_info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(
        "bot.chat", logging.WARNING, "here.py", 1, message, arguments, exc_info
    )


class Log(logging.Handler):
    """Keeps what is logged, as the formatter writes it."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(formatter)
        self.written = io.StringIO()

    def emit(self, record: logging.LogRecord) -> None:
        self.written.write(f"{self.format(record)}\n")

    def objects(self) -> list[Json]:
        return [json.loads(line) for line in self.written.getvalue().splitlines()]


@pytest.fixture
def log() -> Iterator[Log]:
    """The log as JSON."""
    handler, logger = Log(JsonFormatter()), logging.getLogger("bot")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(level)


def test_a_line_for_people_is_as_ever_and_ends_with_what_was_being_answered() -> None:
    line = PlainFormatter().format(record("server %s: %s", 7, "no\x1b[2J"))
    moment = r"[-\d]{10} [\d:.]{12}[+-]\d\d:\d\d"
    assert re.fullmatch(rf"{moment} WARNING bot\.chat: server 7: no␛\[2J", line)
    with in_request(12):
        told = PlainFormatter().format(record("it failed", error=ValueError("boom")))
    first, *rest = told.splitlines()
    assert first.endswith(f"it failed [{request_id(12)}]")
    assert rest == ["ValueError"]
    assert current_request() == ""


def test_as_json_everything_is_one_object_on_one_line_that_steers_no_terminal() -> None:
    one = record("a\nb \x1b \x7f \x9b %s", "\ud800", error=ValueError("boom"))
    one.outcome, one.ms = "answered", 12
    with in_request(12):
        line = JsonFormatter().format(one)
    assert line.isascii()
    assert line.isprintable()
    told = json.loads(line)
    assert datetime.fromisoformat(told.pop("time")).timestamp() == pytest.approx(
        one.created, abs=0.001
    )
    assert told == {
        "level": "warning",
        "room": "bot.chat",
        "message": "a\nb \x1b \x7f \x9b \ud800",
        "request": request_id(12),
        "outcome": "answered",
        "ms": 12,
        "traceback": "ValueError",
    }


async def test_a_question_is_one_object_with_its_outcome_and_no_word_of_it(
    desk: Desk, log: Log
) -> None:
    await desk.tell(f"{desk.mention} {QUESTION}")
    await desk.use("ask", {"question": QUESTION})
    asked = [one for one in log.objects() if one["message"].startswith("question")]
    assert [one["outcome"] for one in asked] == ["answered", "answered"]
    assert all(one["ms"] >= 0 and 0 <= one["confidence"] <= 1 for one in asked)
    for one in asked:
        assert one["request"] == request_id(int(one["message"].split()[1]))
    assert "percent" not in log.written.getvalue()


@pytest.mark.parametrize(
    ("error", "named"),
    [(ModelError("it is broken"), "it is broken"), (RuntimeError("boom"), "RuntimeError")],
)
async def test_what_an_apology_quotes_is_found_in_the_log(
    desk: Desk,
    log: Log,
    error: Exception,
    named: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(question: str, history: object = ()) -> None:
        raise error

    monkeypatch.setattr(desk.bot.library.public, "ask", broken)
    for said in (
        (await desk.use("ask", {"question": QUESTION}))["content"],
        (await desk.tell(f"{desk.mention} {QUESTION}"))["content"],
    ):
        quoted = QUOTED.search(said)
        assert quoted, said
        lines = [one for one in log.objects() if one.get("request") == quoted[1]]
        told = [one for one in lines if one["level"] in {"warning", "error"}]
        assert any(named in one["message"] + one.get("traceback", "") for one in told)
    caplog.clear()


def raised(words: str) -> Exception:
    """Return an error as it is caught, which came of others; the words are in all of them."""
    both = [ValueError(words), OSError(28, "No space left on device", words)]
    with pytest.raises(ExceptionGroup) as caught:
        raise ExceptionGroup(words, both) from KeyError(words)
    return caught.value


@pytest.mark.parametrize("formatter", [PlainFormatter(), JsonFormatter()])
def test_where_an_error_arose_is_told_without_a_word_of_its_message(
    formatter: logging.Formatter,
) -> None:
    told = formatter.format(record("it failed", error=raised("my secret")))
    assert "secret" not in told
    for named in ("KeyError", "ExceptionGroup", "ValueError", "OSError: ENOSPC"):
        assert named in told
    assert "Traceback (most recent call last):" in told
    assert "in raised" in told


@pytest.mark.parametrize("formatter", [PlainFormatter(), JsonFormatter()])
def test_an_error_of_a_task_that_nobody_waited_for_is_told_without_its_words(
    formatter: logging.Formatter, caplog: pytest.LogCaptureFixture
) -> None:
    async def asked(words: str) -> None:
        raise ValueError(words)

    gc.collect()  # what others left is complained of before
    caplog.clear()

    async def unheard() -> None:
        task = asyncio.create_task(asked("my secret"))
        await asyncio.sleep(0)
        del task
        gc.collect()

    asyncio.run(unheard())
    (noted,) = (one for one in caplog.records if one.name == "asyncio")
    assert "my secret" in noted.getMessage()
    told = formatter.format(noted)
    assert "never retrieved" in told
    assert "secret" not in told
    caplog.clear()


async def test_who_meets_no_fault_is_given_nothing_to_quote(desk: Desk) -> None:
    desk.bot.library.leave()
    for said in (
        await desk.use("ask", {"question": QUESTION}),
        await desk.tell(f"{desk.mention} {QUESTION}"),
    ):
        assert not QUOTED.search(said["content"])


def test_short_names_are_of_the_event_alone_and_differ() -> None:
    names = {request_id(number) for number in range(1_000)}
    assert len(names) == 1_000
    assert request_id(5) == request_id(5)


def test_no_hour_of_the_log_is_there_twice_where_summer_time_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = record("before"), record("after")
    first.created = datetime(2026, 10, 25, 0, 30, tzinfo=UTC).timestamp()
    second.created = datetime(2026, 10, 25, 1, 30, tzinfo=UTC).timestamp()
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Europe/Berlin")
        time.tzset()
        lines = [PlainFormatter().format(one)[:29] for one in (first, second)]
    time.tzset()
    assert lines == ["2026-10-25 02:30:00.000+02:00", "2026-10-25 02:30:00.000+01:00"]


@pytest.mark.parametrize("form", ["lines", "json"])
def test_what_watches_files_says_nothing_of_its_own(form: str) -> None:
    code = (
        "import logging; from bot.chat.observability.logs import start_logging\n"
        f"start_logging({form!r})\n"
        "logging.getLogger('watchfiles.main').info('1 change detected')\n"
        "logging.getLogger('bot.following').info('documents changed')"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True
    )
    assert "documents changed" in done.stderr
    assert "detected" not in done.stderr
