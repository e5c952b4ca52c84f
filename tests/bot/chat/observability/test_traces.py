"""Traces for OpenTelemetry: the steps of each question, what came of it, and never its words."""

import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bot.chat.observability.traces import Traces, traced
from bot.config import Config, TracesSettings
from index import Collection, SettingsError, step, watched_by
from tests.support.patience import WAIT_S
from tests.support.processes.loaded import loaded_by
from tests.support.stand_in.desk import Desk, connected
from tests.support.stand_in.stage import Stage

EXPORTER = "opentelemetry.exporter.otlp.proto.http.trace_exporter"
OF_A_QUESTION = {"question", "search", "reading", "rendering", "delivery"}


@pytest.fixture
def kept() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def traces(kept: InMemorySpanExporter) -> Iterator[Traces]:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    yield Traces(provider)
    provider.shutdown()


def by_trace(kept: InMemorySpanExporter) -> list[dict[str, ReadableSpan]]:
    """Return the spans of each trace by their names, in the order in which traces ended."""
    found: dict[int, dict[str, ReadableSpan]] = {}
    for span in kept.get_finished_spans():
        found.setdefault(span.context.trace_id, {})[span.name] = span
    return list(found.values())


def outcome(span: ReadableSpan) -> object:
    return (span.attributes or {}).get("outcome")


async def asked(desk: Desk) -> None:
    """Have one question answered that a command asks, and one refused that a message does."""
    await desk.use("ask", {"question": "Why has the alliance persisted?"})
    await desk.tell(f"{desk.mention} Do penguins frequent Zanzibar?")
    assert await desk.bot.in_flight.drained(WAIT_S)


async def test_a_question_is_a_trace_of_its_steps_with_what_came_of_it(
    config: Config, collection: Collection, stage: Stage, traces: Traces, kept: InMemorySpanExporter
) -> None:
    with watched_by(traces):
        async with connected(config, collection, stage) as desk:
            await asked(desk)
    answered, refused = by_trace(kept)
    for found, came_to in ((answered, "answered"), (refused, "abstained")):
        assert set(found) == OF_A_QUESTION
        whole = found["question"]
        assert whole.parent is None
        assert outcome(whole) == came_to
        assert outcome(found["delivery"]) == "reply"
        assert (outcome(found["search"]), outcome(found["reading"])) == (None, None)
        parents = {span.parent.span_id for span in found.values() if span.parent}
        assert parents == {whole.context.span_id}


async def test_nothing_in_them_is_a_word_or_a_number_of_a_member(
    config: Config, collection: Collection, stage: Stage, traces: Traces, kept: InMemorySpanExporter
) -> None:
    with watched_by(traces):
        async with connected(config, collection, stage) as desk:
            await asked(desk)
    told = "".join(span.to_json() for span in kept.get_finished_spans()).lower()
    assert told
    ids = {stage.member.id, int(stage.guild()["id"]), stage.channel("general")}
    words = {"alliance", "penguin", "zanzibar", *map(str, ids)}
    assert {word for word in words if word in told} == set()
    attributes = {key for span in kept.get_finished_spans() for key in span.attributes or {}}
    assert attributes == {"outcome"}


def test_what_fails_is_told_without_the_words_of_its_error(
    traces: Traces, kept: InMemorySpanExporter
) -> None:
    with watched_by(traces), pytest.raises(ValueError, match="secret"), step("question"):
        raise ValueError("a secret word")
    (span,) = kept.get_finished_spans()
    assert outcome(span) == "failed"
    assert "secret" not in span.to_json()


def test_they_are_sent_to_the_collector_until_the_end() -> None:
    bodies: list[bytes] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Collector) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        endpoint = f"http://127.0.0.1:{server.server_port}/v1/traces"
        try:
            with traced(TracesSettings(enabled=True, endpoint=endpoint)), step("question") as end:
                end("answered")
        finally:
            server.shutdown()
            serving.join()
    sent = b"".join(bodies)
    assert {word in sent for word in (b"question", b"answered", b"briefing-bot")} == {True}


def test_where_they_are_not_wanted_nothing_is_loaded_for_them() -> None:
    loaded = loaded_by(
        "import bot.chat.serving\n"
        "from bot.chat.observability.traces import traced\n"
        "from bot.config import TracesSettings\n"
        "with traced(TracesSettings()):\n"
        "    pass\n"
    )
    assert not [name for name in loaded if name.startswith("opentelemetry")]


def test_where_it_is_not_installed_it_is_said_what_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, EXPORTER, None)
    wanted = replace(TracesSettings(), enabled=True)
    with pytest.raises(SettingsError, match=r"pip install --editable '\.\[otel\]'"), traced(wanted):
        pass
