"""Figures for Prometheus: counted as members are served, read over HTTP, without their words."""

import asyncio
import json
import math
import re
import socket
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client.parser import text_string_to_metric_families

from bot.chat.observability import metrics as metrics_module
from bot.chat.observability.health import HealthFile, State
from bot.chat.observability.metrics import Metrics, served
from bot.chat.observability.traces import Traces
from bot.chat.sending.delivery import Acknowledged, _Result
from bot.chat.serving import _measured
from bot.config import ROOT, Config, MetricsSettings
from bot.languages import Sentence
from bot.library import Brought, Holdings, JobState, Library, note_backup
from index import (
    BriefingError,
    Collection,
    CollectionError,
    SettingsError,
    UnwritableError,
    step,
    watched_by,
)
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import Desk, connected
from tests.support.stand_in.stage import Stage

DEPLOY = ROOT / "deploy"
ANYWHERE = MetricsSettings(enabled=True, port=0)


def told(metrics: Metrics) -> str:
    """Return what a scraper is told."""
    with (
        served(metrics, ANYWHERE) as port,
        urlopen(f"http://127.0.0.1:{port}/metrics") as page,
    ):
        text: str = page.read().decode()
    return text


def samples(metrics: Metrics) -> dict[str, float]:
    """Return each figure by its name with labels."""
    found = {}
    for family in text_string_to_metric_families(told(metrics)):
        for sample in family.samples:
            labels = ",".join(f"{k}={v}" for k, v in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


def test_it_ends_at_once(metrics: Metrics) -> None:
    taken_s = []
    for _ in range(5):  # a machine may be busy, but not each time
        with served(metrics, ANYWHERE):
            began_s = time.monotonic()
        taken_s.append(time.monotonic() - began_s)
    assert min(taken_s) < 0.25  # http.server looks every half a second whether it is to end


@pytest.fixture
async def desk(
    config: Config, collection: Collection, stage: Stage, metrics: Metrics
) -> AsyncIterator[Desk]:
    async with connected(config, collection, stage, metrics) as made:
        yield made


async def test_questions_and_replies_are_counted_and_no_words_are_told(
    desk: Desk, metrics: Metrics
) -> None:
    await desk.use("ask", {"question": "Why has the alliance persisted?"})
    await desk.tell(f"<@{desk.bot.user.id}> Do penguins frequent Zanzibar?")  # type: ignore[union-attr]
    assert await desk.bot.in_flight.drained(WAIT_S)  # the bot knows by then what arrived
    found = samples(metrics)
    assert found["briefing_questions_total{outcome=answered}"] == 1
    assert found["briefing_questions_total{outcome=abstained}"] == 1
    assert found["briefing_question_seconds_count"] == 2
    assert found["briefing_acknowledgements_total{state=known}"] == 1
    assert found["briefing_acknowledgement_seconds_count"] == 1
    assert found["briefing_replies_total{result=reply}"] == 2
    assert found["briefing_connections_total{kind=new}"] == 1
    everything = told(metrics).lower()
    assert not re.search(r"alliance|penguin|zanzibar", everything)
    assert str(desk.stage.member.id) not in everything


STAGES = ("search", "reading", "rendering", "delivery")


def stages(metrics: Metrics) -> list[float]:
    """Return how often each stage of a question was gone through."""
    found = samples(metrics)
    return [found[f"briefing_stage_seconds_count{{stage={stage}}}"] for stage in STAGES]


async def test_each_stage_of_a_question_is_timed_beside_traces_where_both_are_on(
    config: Config, collection: Collection, stage: Stage, metrics: Metrics
) -> None:
    provider, kept = TracerProvider(), InMemorySpanExporter()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    assert stages(metrics) == [0, 0, 0, 0]
    on = replace(config, metrics=ANYWHERE)
    with watched_by(Traces(provider)):
        async with _measured(on, metrics), connected(config, collection, stage, metrics) as desk:
            await desk.use("ask", {"question": "Why has the alliance persisted?"})
            await desk.tell(f"{desk.mention} Do penguins frequent Zanzibar?")
            assert await desk.bot.in_flight.drained(WAIT_S)
    assert stages(metrics) == [2, 2, 2, 2]
    spans = [span.name for span in kept.get_finished_spans()]
    assert [spans.count(name) for name in (*STAGES, "question")] == [2, 2, 2, 2, 2]
    found = samples(metrics)
    seconds = [found[f"briefing_stage_seconds_sum{{stage={name}}}"] for name in STAGES]
    whole = sum((span.end_time or 0) - (span.start_time or 0) for span in kept.get_finished_spans())
    assert all(seconds)
    assert sum(seconds) < whole / 1e9
    provider.shutdown()


async def test_where_figures_are_not_wanted_no_stage_is_timed(
    config: Config, metrics: Metrics
) -> None:
    async with _measured(config, metrics):
        with step("search"):
            pass
    assert stages(metrics) == [0, 0, 0, 0]


def test_a_stage_that_fails_is_timed_too_and_other_steps_are_not(metrics: Metrics) -> None:
    with watched_by(metrics), pytest.raises(ValueError, match="no"), step("reading"):
        raise ValueError("no")
    with watched_by(metrics), step("question"):
        pass
    assert stages(metrics) == [0, 1, 0, 0]
    assert "question}" not in " ".join(samples(metrics))


def test_the_state_of_the_connection_is_a_gauge(tmp_path: Path, metrics: Metrics) -> None:
    health = HealthFile(tmp_path / "health.json", lambda: 0.0, metrics.changed)
    health.change(State.READY)
    assert samples(metrics)["briefing_connected"] == 1
    health.lose()
    assert samples(metrics)["briefing_connected"] == 0


async def test_what_waits_is_counted_and_so_is_what_is_answered_from(
    config: Config, collection: Collection, metrics: Metrics
) -> None:
    library = Library(config, Holdings(collection))
    metrics.look_at(library)
    begun, over = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def task() -> None:
        loop.call_soon_threadsafe(begun.set)
        asyncio.run_coroutine_threadsafe(over.wait(), loop).result()

    tasks = [asyncio.create_task(library.work(task)) for _ in range(5)]
    await begun.wait()
    found = await asyncio.to_thread(samples, metrics)
    assert found["briefing_waiting"] == 5 - config.discord.concurrent_questions
    assert found["briefing_documents"] == 1
    assert math.isnan(found["briefing_backup_age_seconds"])
    note_backup(config.data, datetime.now(UTC) - timedelta(hours=1))
    assert 3600 <= (await asyncio.to_thread(samples, metrics))["briefing_backup_age_seconds"] < 4000
    assert found["briefing_passages"] == collection.report.passages
    over.set()
    await asyncio.gather(*tasks)
    assert samples(metrics)["briefing_waiting"] == 0


def jobs_told(metrics: Metrics) -> dict[str, float]:
    """Return how many documents are told to be in each state, once that was looked up."""
    metrics.look_up()
    name = "briefing_library_jobs"
    found = samples(metrics).items()
    return {key[len(name) :]: value for key, value in found if key.startswith(name)}


async def test_what_servers_brought_is_told_by_state(
    config: Config, collection: Collection, metrics: Metrics
) -> None:
    library = Library(config, Holdings(collection))
    metrics.look_at(library)
    states = ("waiting", "running", "failed")
    assert jobs_told(metrics) == {f"{{state={state}}}": 0 for state in states}
    assert not (config.data / "library.sqlite").exists()  # nothing is made for that
    for guild, name in ((11, "a.txt"), (11, "b.txt"), (22, "c.txt")):
        library.shelves.jobs.submit(guild, Brought(name, name.encode()))
    job = library.shelves.jobs.take("a worker")
    assert job
    library.shelves.jobs.fail(job, "a worker", Sentence("it is no document"))
    library.shelves.jobs.take("a worker")
    assert jobs_told(metrics) == {f"{{state={state}}}": 1 for state in states}


@pytest.mark.parametrize("error", [UnwritableError, CollectionError])
def test_while_the_database_is_away_the_last_figures_are_told_and_that_it_is(
    metrics: Metrics, error: type[BriefingError]
) -> None:
    def away() -> dict[JobState, int]:
        raise error("the database is away")

    metrics._jobs.count = lambda: {JobState.WAITING: 3}
    assert jobs_told(metrics)["{state=waiting}"] == 3
    assert samples(metrics)["briefing_storage_reachable"] == 1
    metrics._jobs.count = away
    assert jobs_told(metrics)["{state=waiting}"] == 3
    assert samples(metrics)["briefing_storage_reachable"] == 0


def test_who_reads_the_figures_does_not_ask_the_database(metrics: Metrics) -> None:
    def asked() -> dict[JobState, int]:
        pytest.fail("the database is asked")

    metrics._jobs.count = asked
    assert "briefing_connected" in samples(metrics)


async def test_the_database_is_asked_again_and_again_beside(
    config: Config, metrics: Metrics, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics_module, "EVERY_S", 0.0)
    looks = asyncio.Semaphore(0)
    loop = asyncio.get_running_loop()

    def count() -> dict[JobState, int]:
        loop.call_soon_threadsafe(looks.release)
        return {}

    metrics._jobs.count = count
    async with _measured(replace(config, metrics=ANYWHERE), metrics):
        for _ in range(3):
            await looks.acquire()


async def test_a_loop_that_is_held_up_is_noticed(metrics: Metrics) -> None:
    watching = asyncio.create_task(metrics.watch_loop())
    await asyncio.sleep(0)  # it looks at the clock every half second
    time.sleep(0.8)  # noqa: ASYNC251 -- this holds it up
    while samples(metrics)["briefing_loop_lag_seconds_count"] < 1:  # noqa: ASYNC110 -- its own pace
        await asyncio.sleep(0.05)
    watching.cancel()
    assert samples(metrics)["briefing_loop_lag_seconds_sum"] > 0.25


def test_an_address_that_is_taken_is_told(metrics: Metrics) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = MetricsSettings(enabled=True, port=taken.getsockname()[1])
        with pytest.raises(SettingsError, match="cannot be listened at"), served(metrics, settings):
            pass


def expressions() -> list[str]:
    """Return every expression of the alerts and of the dashboard."""
    groups = yaml.safe_load((DEPLOY / "alerts.yaml").read_text(encoding="utf-8"))["groups"]
    alerts = [rule["expr"] for group in groups for rule in group["rules"]]
    board = json.loads((DEPLOY / "dashboard.json").read_text(encoding="utf-8"))
    return [*alerts, *(target["expr"] for panel in board["panels"] for target in panel["targets"])]


def test_alerts_and_dashboard_name_figures_that_there_are(metrics: Metrics) -> None:
    there = {name.split("{")[0] for name in samples(metrics)}
    named = set(re.findall(r"\b(?:briefing|process)_\w+", " ".join(expressions())))
    assert named
    assert named <= there


def count_everything(metrics: Metrics) -> None:
    """Count one of all that there is to be counted."""
    for outcome in ("answered", "abstained"):
        metrics.asked(outcome, 0.1)
    for state in Acknowledged:
        metrics.acknowledged(state.name.lower(), 0.1)
    for result in _Result:
        metrics.replied(result)
    for kind in ("new", "resumed"):
        metrics.connected(kind)


def test_what_is_counted_begins_at_0_since_prometheus_tells_nothing_of_a_first_figure(
    metrics: Metrics,
) -> None:
    before = samples(metrics)
    assert {value for name, value in before.items() if "_total{" in name} == {0}
    count_everything(metrics)
    after = {name: value for name, value in samples(metrics).items() if "_total{" in name}
    assert set(after) <= set(before)
    assert list(after.values()) == [1] * 10


def test_one_of_several_processes_that_is_gone_or_away_is_told() -> None:
    """A maximum, or an absence, says something only once the last of them is gone."""
    groups = yaml.safe_load((DEPLOY / "alerts.yaml").read_text(encoding="utf-8"))["groups"]
    alerts = {rule["alert"]: rule["expr"] for group in groups for rule in group["rules"]}
    assert alerts["BriefingBotDisconnected"] == "min by (instance) (briefing_connected) < 1"
    assert alerts["BriefingBotDown"] == 'up{job="briefing-bot"} == 0'
    assert "max(briefing_connected)" not in " ".join(expressions())


def test_how_many_servers_have_documents_is_looked_up_now_and_then(metrics: Metrics) -> None:
    looks: list[int] = []

    def limits() -> dict[int, frozenset[int]]:
        looks.append(1)
        if len(looks) == 1:
            raise UnwritableError("the database is away")
        return {7: frozenset(), 8: frozenset({1})}

    metrics._with_documents = limits
    told = []
    for _ in range(3):
        metrics.look_up()
        told.append(samples(metrics)["briefing_library_servers"])
    assert (told, len(looks)) == ([0, 2, 2], 2)
