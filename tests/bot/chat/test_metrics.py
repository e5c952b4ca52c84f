"""Figures for Prometheus: counted as members are served, read over HTTP, without their words."""

import asyncio
import json
import re
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.chat.health import HealthFile, State
from bot.chat.metrics import Metrics, served
from bot.config import ROOT, Config, MetricsSettings
from bot.library import Holdings, Library
from index import Collection, SettingsError
from tests.support.desk import Desk, connected
from tests.support.patience import WAIT_S
from tests.support.stage import Stage

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
    assert found["briefing_passages"] == collection.report.passages
    over.set()
    await asyncio.gather(*tasks)
    assert samples(metrics)["briefing_waiting"] == 0


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
    metrics.asked("answered", 0.1)
    metrics.acknowledged("known", 0.1)
    metrics.replied("reply")
    metrics.connected("new")
    there = {name.split("{")[0] for name in samples(metrics)}
    named = set(re.findall(r"\b(?:briefing|process)_\w+", " ".join(expressions())))
    assert named
    assert named <= there
