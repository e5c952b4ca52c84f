"""What goes on beside the connection while the bot serves."""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat import serving
from bot.config import Config, DiscordSettings
from bot.library import Holdings
from bot.library.files.places import preferences_file
from bot.library.files.preferences_file import CITATION_STYLE, FilePreferences
from bot.meanwhile import doing
from index import Collection, write_whole
from tests.support.held import until
from tests.support.processes.killed import killed_in


@pytest.mark.parametrize(
    ("wanted", "events"), [(True, ["knowledge", "cancelled"]), (False, [])], ids=["on", "off"]
)
def test_documents_are_followed_while_the_bot_serves_unless_that_is_switched_off(
    monkeypatch: pytest.MonkeyPatch, *, wanted: bool, events: list[str]
) -> None:
    seen: list[str] = []

    async def following(_: Holdings, config: Config) -> None:
        seen.append(config.knowledge.name)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            seen.append("cancelled")
            raise

    async def serve() -> None:
        async with serving._following(config, object()):  # type: ignore[arg-type]
            await asyncio.sleep(0)

    monkeypatch.setattr(serving, "following", following)
    settings = DiscordSettings(follow_documents=wanted)
    config = replace(Config(), knowledge=Path("knowledge"), discord=settings)
    asyncio.run(serve())
    assert seen == events


def test_what_briefs_offer_to_ask_is_found_beside_once_for_each_state_of_the_documents(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: list[str] = []

    class Foreseeing:
        def __init__(self, *questions: str) -> None:
            self.questions = questions

        def look_ahead(self) -> Iterator[None]:
            for question in self.questions:
                found.append(question)
                yield
                if question == "When?":
                    held.present = Foreseeing("Where?")

    class Held:
        present, looks = Foreseeing("Who?", "When?"), 0

        @property
        def collection(self) -> Foreseeing:
            self.looks += 1
            return self.present

    held = Held()

    async def serve() -> None:
        async with doing(lambda: serving.looking_ahead(held)):  # type: ignore[arg-type]
            await until(lambda: held.looks > 3)  # the third found the documents as they were

    monkeypatch.setattr(serving, "_BREATH_S", 0.0)
    monkeypatch.setattr(serving, "_LOOK_S", 0.0)
    asyncio.run(serve())
    assert found == ["Who?", "When?", "Where?"]


def test_work_gives_way_to_the_loop_ten_times_as_often(
    monkeypatch: pytest.MonkeyPatch, collection: Collection
) -> None:
    usual_s = sys.getswitchinterval()

    async def serve(*_: object) -> None:
        assert sys.getswitchinterval() < usual_s / 9

    monkeypatch.setattr(serving, "_serve", serve)
    serving.run_on_discord(Config(), "no token", collection)
    assert sys.getswitchinterval() < usual_s / 9


def test_what_a_kill_left_of_members_choices_goes_at_the_next_start(tmp_path: Path) -> None:
    path = preferences_file(tmp_path)
    choices = FilePreferences(path)
    choices.keep(1, CITATION_STYLE, "apa")
    killed_in(lambda: choices.keep(2, CITATION_STYLE, "mla"))
    write_whole(tmp_path / "health.json", "{}")
    with serving.alone(tmp_path):
        left = {one.name for one in tmp_path.iterdir()}
    assert left == {"preferences.json", "health.json", "run.lock"}
    assert list(FilePreferences(path).of(1, None).of_member.values()) == ["apa"]
