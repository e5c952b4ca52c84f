"""Where rendering happens, and who is told of files that could not be read."""

import threading
from collections.abc import Sequence
from pathlib import Path

import discord
import pytest

from bot.chat.buttons import answer_buttons
from bot.chat.embeds import citations_embed
from bot.config import Config
from index import Collection, Quote, Settings, Style
from index.lab.hashed_encoder import HashedEncoder
from tests.support.stand_in.desk import QUESTION, Desk, connected, press
from tests.support.stand_in.stage import Stage


async def test_citations_are_made_beside_the_event_loop(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_in: list[threading.Thread] = []

    def noted(quotes: Sequence[Quote], style: Style) -> discord.Embed:
        made_in.append(threading.current_thread())
        return citations_embed(quotes, style)

    monkeypatch.setattr(answer_buttons, "citations_embed", noted)
    await press(desk, await desk.tell(f"{desk.mention} {QUESTION}"), "Cite")
    assert len(made_in) == 1
    assert threading.current_thread() not in made_in


@pytest.mark.parametrize("command", ["sources", "about"])
async def test_moderators_alone_are_told_of_files_that_were_not_read(
    config: Config, stage: Stage, tmp_path: Path, command: str
) -> None:
    knowledge = tmp_path / "papers"
    knowledge.mkdir()
    (knowledge / "good.txt").write_text("Ships wait in the harbour.\n", "utf-8")
    (knowledge / "scan.txt").write_text("", "utf-8")
    settings = Settings(reader="none")
    collection = Collection.open(knowledge, tmp_path / "data", settings, encoder=HashedEncoder())
    async with connected(config, collection, stage) as desk:
        told = await desk.use(command, {}, stage.moderator)
        (field,) = told["embeds"][0]["fields"]
        assert "1 file could not be read: scan" in field["value"]
        assert str(tmp_path) not in str(told)
        assert not (await desk.use(command, {}))["embeds"][0].get("fields")
