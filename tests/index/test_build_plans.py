"""How a build is made: as a part of something larger, and of one that an earlier version made."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.building import BuildPlan
from index.collection import Collection
from index.lab.hashed_encoder import HashedEncoder
from index.models import Purpose
from index.search import RelatedTerms, VectorKind, assembly, passage_texts
from index.settings import Settings
from index.storage.builds import current_build, home_of
from index.types import Embeddings
from tests.support.engines.earlier_builds import (
    turn_back,
    turn_back_numbers,
    turn_back_parts,
    turn_back_words,
)

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


@pytest.mark.parametrize(
    "turned_back", [turn_back, turn_back_numbers, turn_back_words, turn_back_parts]
)
def test_a_build_of_a_schema_before_is_written_anew_and_nothing_is_encoded(
    knowledge: Path, turned_back: Callable[[Path], None]
) -> None:
    opened(knowledge)
    build = current_build(home_of(knowledge.parent / "data", knowledge))
    assert build
    turned_back(build)
    again, encoder = opened(knowledge)
    assert (again.report.rebuilt, encoder.seen) == (True, [])
    assert "harbour" in again.ask("Where do ships wait?").hits[0].passage.document
    assert not opened(knowledge)[0].report.rebuilt


def test_vectors_of_the_schema_before_become_what_they_would_be_at_once(knowledge: Path) -> None:
    home = home_of(knowledge.parent / "data", knowledge)
    for number in range(9):
        text = f"The keeper of tower {number} lights lamp {number}. Ships see lamp {number}."
        (knowledge / f"tower-{number}.txt").write_text(text, "utf-8")
    whole = vectors_of(opened(knowledge)[0])
    build = current_build(home)
    assert build
    turn_back_numbers(build)
    assert not list(build.rglob("signs-*"))
    (knowledge / "tower-3.txt").unlink()
    again, encoder = opened(knowledge)
    assert encoder.seen == []
    shutil.rmtree(home)
    afresh = opened(knowledge)[0]
    for kind, expected in vectors_of(afresh).items():
        assert np.array_equal(vectors_of(again)[kind], expected)
        assert len(expected) < len(whole[kind])
    mine, its = again._built.index.related_terms, afresh._built.index.related_terms
    assert isinstance(mine, RelatedTerms)
    assert isinstance(its, RelatedTerms)
    assert np.array_equal(mine.strengths, its.strengths)


def test_of_a_build_in_which_stop_words_stood_for_others_only_those_are_encoded(
    knowledge: Path,
) -> None:
    home = home_of(knowledge.parent / "data", knowledge)
    (knowledge / "tower.txt").write_text("Beings may be here. It may be so.", "utf-8")
    opened(knowledge)
    build = current_build(home)
    assert build
    turn_back_words(build)
    again, encoder = opened(knowledge)
    assert (again.report.rebuilt, encoder.seen) == (True, ["beings"])
    assert "be" not in again._built.index.lexical.numbers
    shutil.rmtree(home)
    afresh = opened(knowledge)[0]
    assert np.array_equal(vectors_of(again)["words"], vectors_of(afresh)["words"])


def test_what_is_searched_takes_two_bytes_a_number_and_a_sentence_one(knowledge: Path) -> None:
    opened(knowledge)
    build = current_build(home_of(knowledge.parent / "data", knowledge))
    assert build
    kinds = {}
    for kind in VectorKind:
        (rows,) = (build / "vectors" / kind).glob("[0-9a-f]*.npy")
        has_signs = (rows.parent / f"signs-{rows.name}").is_file()
        kinds[kind] = np.load(rows).itemsize, has_signs
    searched, read = (2, True), (1, False)
    assert kinds == {"passages": searched, "words": searched, "sentences": read}


def test_passages_that_were_encoded_under_all_of_a_long_title_are_encoded_anew(
    knowledge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_of(knowledge.parent / "data", knowledge)
    title = "Towers by the sea: which of them are lit, by whom, and since when, in ten tables"
    (knowledge / "towers.md").write_text(
        f"# {title}\n\n## Lamps\n\nThe keeper lights it.\n", "utf-8"
    )
    with monkeypatch.context() as earlier:
        for module in (passage_texts, assembly):
            earlier.setattr(module, "told_title", str)
        before = vectors_of(opened(knowledge)[0])["passages"]
    build = current_build(home)
    assert build
    turn_back_numbers(build)
    again, encoder = opened(knowledge)
    assert any(text.startswith("Towers by the sea. Lamps. The keeper") for text in encoder.seen)
    assert all("keeper" in text for text in encoder.seen)  # what else was encoded is as it was
    shutil.rmtree(home)
    afresh = vectors_of(opened(knowledge)[0])["passages"]
    assert np.array_equal(vectors_of(again)["passages"], afresh)
    assert not np.array_equal(before, afresh)


def vectors_of(collection: Collection) -> dict[str, Embeddings]:
    index = collection._built.index
    stores = (index.passage_store, index.sentence_store, index.word_store)
    kinds = dict(zip(("passages", "sentences", "words"), stores, strict=True))
    return {
        kind: store.vectors(np.arange(len(store), dtype=np.int64)) for kind, store in kinds.items()
    }


def test_of_a_part_nothing_stays_in_its_words_of_a_document_that_is_gone(knowledge: Path) -> None:
    for number in range(9):
        text = f"The keeper of tower {number} lights a lamp. Ships see it."
        (knowledge / f"tower-{number}.txt").write_text(text, "utf-8")
    (knowledge / "mill.txt").write_text("The zeppelin lands.", "utf-8")
    opened(knowledge, is_part=True)
    (knowledge / "mill.txt").unlink()
    again, encoder = opened(knowledge, is_part=True)
    assert (again.report.rebuilt, encoder.seen) == (True, [])
    assert again._built.folder
    files = list((again._built.folder / "lexical").rglob("*.npy"))
    assert [path.name for path in files if b"zeppelin" in path.read_bytes()] == []
    assert [path for path in files if b"keeper" in path.read_bytes()]


def test_of_an_earlier_build_whose_words_are_damaged_nothing_is_encoded_again(
    knowledge: Path,
) -> None:
    (knowledge / "tower.txt").write_text("The keeper of a tower lights lamps.", "utf-8")
    before = vectors_of(opened(knowledge)[0])["words"]
    build = current_build(home_of(knowledge.parent / "data", knowledge))
    assert build
    turn_back_parts(build)
    (build / "lexical" / "rows.npy").write_bytes(b"")
    again, encoder = opened(knowledge)
    assert (again.report.rebuilt, encoder.seen) == (True, [])
    assert np.array_equal(vectors_of(again)["words"], before)
