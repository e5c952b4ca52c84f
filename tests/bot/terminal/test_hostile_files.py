"""A folder full of hostile files: each is told, the sound ones answer."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config import Config
from index import Collection, Settings
from index.lab.hashed_encoder import HashedEncoder
from index.lab.hostile.hostile_file import PARAGRAPH
from index.lab.hostile.markdown_files import MARKDOWN
from index.lab.hostile.metadata_files import YAML
from index.lab.hostile.named_files import NAMES
from index.lab.hostile.word_documents import DOCX
from tests.support.stand_in.desk import connected, shown
from tests.support.stand_in.stage import Stage
from tests.support.terminal import Told

SOUND = "Ships wait in the harbour at dawn. The harbour master counts the ships.\n"


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose own name is no UTF-8, with every hostile file and one that is sound."""
    folder = tmp_path_factory.mktemp("hostile") / "knowledge-\udce9"
    folder.mkdir()
    (folder / "sound.txt").write_text(SOUND, "utf-8")
    for number, (text, _) in enumerate(YAML.values()):
        (folder / f"yaml-{number}.txt").write_text(PARAGRAPH, "utf-8")
        (folder / f"yaml-{number}.yaml").write_text(text, "utf-8")
    for number, (raw, _) in enumerate(DOCX.values()):
        (folder / f"word-{number}.docx").write_bytes(raw)
    for number, text in enumerate(MARKDOWN.values()):
        (folder / f"markdown-{number}.md").write_text(text, "utf-8")
    for name in NAMES:
        (folder / os.fsdecode(name)).write_text(PARAGRAPH, "utf-8")
    (folder / "topics.yaml").write_text("- title: !!bool maybe\n", "utf-8")
    return folder


def test_index_names_each_with_its_reason(told: Callable[..., Told], knowledge: Path) -> None:
    code, output, errors = told("index", "--json", knowledge=knowledge)
    faults = json.loads(output)["faults"]
    assert code == 0
    assert "Traceback" not in errors
    assert {f"word-{number}" for number in range(len(DOCX))} <= set(faults)
    assert {f"yaml-{number}" for number in range(len(YAML))} <= set(faults)
    assert "sound" not in faults
    assert not any(name.startswith("markdown") for name in faults)


def test_ask_and_brief_answer_from_the_sound_ones(
    told: Callable[..., Told], knowledge: Path
) -> None:
    code, output, errors = told(
        "ask", "--json", "Who counts the ships in the harbour?", knowledge=knowledge
    )
    assert code == 0
    assert "Traceback" not in errors
    assert "The harbour master counts the ships." in json.loads(output)["answer"][0]["text"]
    code, _, errors = told("brief", "harbour", knowledge=knowledge)
    assert code == 0
    assert "Traceback" not in errors


async def test_a_running_bot_answers_beside_them(
    config: Config, stage: Stage, knowledge: Path, tmp_path: Path
) -> None:
    settings = Settings(reader="none", answer_threshold=0.63)
    collection = Collection.open(knowledge, tmp_path, settings, encoder=HashedEncoder())
    assert len(collection.report.faults) >= len(YAML) + len(DOCX)
    async with connected(config, collection, stage) as desk:
        said = await desk.tell(f"{desk.mention} Who counts the ships in the harbour?")
    assert "The harbour master counts the ships." in shown(said)


def test_the_malformed_topics_are_told(
    told: Callable[..., Told], knowledge: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert told("brief", "harbour", knowledge=knowledge)[0] == 0
    assert "no curated topics: topics.yaml has 'maybe' in line 1, which is no bool" in caplog.text
