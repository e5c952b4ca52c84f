"""How a build is made: as a part of something larger, and of one that an earlier version made."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.building import BuildPlan
from index.collection import Collection
from index.lab.hashed_encoder import HashedEncoder
from index.models import Purpose
from index.settings import Settings
from index.storage.builds import current_build, home_of
from index.types import Embeddings
from tests.support.earlier_builds import turn_back

SETTINGS = Settings(reader="none", answer_threshold=0.0)


class CountingEncoder(HashedEncoder):
    """Remembers what it was asked to encode."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        self.seen += texts
        return super().encode(texts, purpose)


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "harbour.txt").write_text(
        "Ships wait in the harbour. Its master counts them.", "utf-8"
    )
    return folder


def opened(knowledge: Path, *, is_part: bool = False) -> tuple[Collection, CountingEncoder]:
    encoder, data = CountingEncoder(), knowledge.parent / "data"
    plan = BuildPlan(is_part=is_part)
    return Collection.open(knowledge, data, SETTINGS, encoder=encoder, plan=plan), encoder


def test_a_part_tells_its_title_however_few_documents_it_has(knowledge: Path) -> None:
    opened(knowledge)
    part, encoder = opened(knowledge, is_part=True)
    assert part.report.rebuilt
    assert any(text.startswith("Harbour. Ships wait") for text in encoder.seen)
    assert not opened(knowledge, is_part=True)[0].report.rebuilt
    assert opened(knowledge)[0].report.rebuilt  # asked as it is, it is another


def test_a_build_of_the_schema_before_is_written_anew_and_nothing_is_encoded(
    knowledge: Path,
) -> None:
    opened(knowledge)
    build = current_build(home_of(knowledge.parent / "data", knowledge))
    assert build
    turn_back(build)
    again, encoder = opened(knowledge)
    assert (again.report.rebuilt, encoder.seen) == (True, [])
    assert "harbour" in again.ask("Where do ships wait?").hits[0].passage.document
    assert not opened(knowledge)[0].report.rebuilt
