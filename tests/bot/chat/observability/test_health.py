"""What `doctor --live` reads: one sentence, true at the moment that it is read."""

import json
import logging
from pathlib import Path

import pytest

from bot.chat.observability.health import HealthFile, Outlook, State, outlook
from bot.shards import Shards

NOW = 1_700_000_000.0


class Bot:
    """What writes a health file, with a clock of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.now = NOW
        self.file = HealthFile(path, lambda: self.now)

    def change(self, state: State, reason: str = "") -> None:
        self.file.change(state, reason)

    def pulse(self, *, after_s: float, heartbeat: bool, answer: float | None = None) -> None:
        self.now += after_s
        self.file.observe(heartbeat=heartbeat, answer=answer)

    def outlook(self, *, after_s: float = 0.0) -> Outlook:
        return outlook(self.path, self.now + after_s)


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    return Bot(tmp_path / "health.json")


def test_a_bot_that_serves_says_since_when_and_what_was_last(bot: Bot) -> None:
    bot.change(State.READY)
    bot.pulse(after_s=7200, heartbeat=True, answer=NOW + 7000)
    assert bot.outlook(after_s=12) == Outlook(
        True,
        "it serves, connected for 2 hours; "
        "last heartbeat acknowledged 12 seconds ago, last answer 3 minutes ago",
    )


@pytest.mark.parametrize(("age_s", "serves"), [(0, True), (45, True), (46, False), (-46, False)])
def test_a_file_that_was_not_written_for_long_is_not_believed(
    bot: Bot, age_s: float, serves: bool
) -> None:
    bot.change(State.READY)
    told = bot.outlook(after_s=age_s)
    assert told.serves is serves
    assert ("it has given no sign for 46 seconds" in told.sentence) is not serves


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.CONNECTING, "it does not serve yet: it has been connecting for 30 seconds"),
        (State.RECONNECTING, "it does not serve: the connection was lost 30 seconds ago"),
        (State.WAITING, "there is no connection, and it tries again by itself (host is down)"),
        (State.REFUSED, "it does not serve: it ended 30 seconds ago (host is down)"),
        (State.STOPPED, "it does not serve: it was stopped 30 seconds ago"),
    ],
)
def test_every_other_state_is_told_as_not_serving(bot: Bot, state: State, sentence: str) -> None:
    bot.change(state, "host is down")
    told = bot.outlook(after_s=30)
    assert not told.serves
    assert sentence in told.sentence
    assert "\n" not in told.sentence


def test_what_has_ended_is_told_as_such_however_long_ago(bot: Bot) -> None:
    bot.change(State.STOPPED)
    assert "it was stopped 3 days ago" in bot.outlook(after_s=3 * 86_400).sentence


def test_silence_is_noticed_and_so_is_the_next_heartbeat(bot: Bot) -> None:
    bot.change(State.READY)
    states = []
    for after_s, heartbeat in [(15, True), (75, False), (15, False), (15, False), (15, True)]:
        bot.pulse(after_s=after_s, heartbeat=heartbeat)
        states.append(bot.file.state)
    assert states == [State.READY, State.READY, State.SILENT, State.SILENT, State.READY]


def test_only_a_connection_can_be_lost(bot: Bot) -> None:
    lost = []
    for state in State:
        bot.change(state)
        bot.file.lose()
        lost.append((state, bot.file.state))
    changed = [state for state, after in lost if state is not after]
    assert changed == [State.READY, State.SILENT]


def test_without_a_file_no_bot_has_run(tmp_path: Path) -> None:
    told = outlook(tmp_path / "health.json", NOW)
    assert told == Outlook(False, f"no bot has run on {tmp_path}: start it with `briefing-bot run`")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        "5",
        "[" * 100_000,
        '{"state": "ready", "since": "2026-01-01T00:00:00Z"}',  # of an earlier version
        '{"state": "fine", "since": null, "written": null, "heartbeat": null, "answer": null}',
        '{"state": "ready", "since": null, "written": null, "heartbeat": null, "answer": null}',
        '{"state": "ready", "since": 5, "written": "soon", "heartbeat": null, "answer": null}',
    ],
)
def test_a_damaged_file_is_told_and_no_fault(tmp_path: Path, content: str) -> None:
    path = tmp_path / "health.json"
    path.write_text(content, "utf-8")
    told = outlook(path, NOW)
    assert not told.serves
    assert f"{path} cannot be read" in told.sentence


def test_a_reason_of_any_length_is_bounded(bot: Bot) -> None:
    bot.change(State.WAITING, "x" * 10_000)
    assert len(bot.outlook().sentence) < 600


def test_a_disk_that_refuses_is_told_once_until_it_takes_something_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "data"
    folder.write_text("", "utf-8")
    bot = Bot(folder / "health.json")
    with caplog.at_level(logging.WARNING, logger="bot.chat.observability.health"):
        for _ in range(3):
            bot.pulse(after_s=15, heartbeat=True)
        folder.unlink()
        bot.pulse(after_s=15, heartbeat=True)
        (folder / "health.json").unlink()
        folder.rmdir()
        folder.write_text("", "utf-8")
        bot.pulse(after_s=15, heartbeat=True)
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 2
    assert all("cannot be written" in line for line in told)


def test_it_is_ready_once_all_shards_are_connected(bot: Bot) -> None:
    bot.file.begin(Shards(0, 3, 8))
    assert bot.outlook().sentence.startswith("it does not serve yet: it has been connecting for")
    assert "; of shards 0-3/8 not connected: 0, 1, 2, 3; no heartbeat" in bot.outlook().sentence
    bot.file.tell_shards({2, 1})
    assert bot.outlook(after_s=30).sentence.startswith(
        "it serves in part: it has been connecting for 30 seconds; "
        "of shards 0-3/8 not connected: 1, 2; "
    )
    assert not bot.outlook().serves
    bot.file.tell_shards(set())
    assert bot.outlook() == Outlook(
        True,
        "it serves, connected for 0 seconds; shards 0-3/8, all connected; "
        "no heartbeat acknowledged yet, no answer yet",
    )


def test_a_shard_that_is_lost_is_named_and_the_others_are_not_denied(bot: Bot) -> None:
    bot.file.begin(Shards(0, 3, 8))
    bot.file.tell_shards(set())
    bot.file.tell_shards({3})
    told = bot.outlook(after_s=30)
    assert not told.serves
    assert told.sentence.startswith(
        "it serves in part: the connection was lost 30 seconds ago, and it is taking it up again; "
        "of shards 0-3/8 not connected: 3; "
    )
    record = json.loads(bot.path.read_text("utf-8"))
    assert (record["state"], record["shards"], record["not_connected"]) == (
        "reconnecting",
        "0-3/8",
        [3],
    )
    bot.change(State.STOPPED)
    assert "not connected: 0, 1, 2, 3" in bot.outlook().sentence


def test_without_shards_the_file_has_no_word_of_them(bot: Bot) -> None:
    bot.file.begin(None)
    bot.file.tell_shards(set())
    bot.file.tell_shards({0})
    record = json.loads(bot.path.read_text("utf-8"))
    assert record["state"] == "reconnecting"
    assert not {"shards", "not_connected"} & set(record)
    assert "shard" not in bot.outlook().sentence


@pytest.mark.parametrize("damage", [{"shards": "many"}, {"not_connected": 3}, {"shards": 3}])
def test_shards_that_are_none_make_the_file_unreadable(bot: Bot, damage: dict[str, object]) -> None:
    bot.file.begin(Shards(0, 3, 8))
    record = json.loads(bot.path.read_text("utf-8"))
    bot.path.write_text(json.dumps(record | damage), "utf-8")
    assert "cannot be read" in bot.outlook().sentence
