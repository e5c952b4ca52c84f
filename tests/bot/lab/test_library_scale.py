"""What the measurement of libraries is made of, and that it measures."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.config import Config
from bot.lab.library_scale import Scale, cost_of
from bot.lab.synthetic_library import (
    PASSAGES_A_PAGE,
    CheapEncoder,
    markdown,
    paragraphs,
    portable_document,
)
from bot.library import Shelves
from index import Collection, LocatorKind, Settings, Span
from tests.support.engines.postgres_server import new_database


def test_a_text_has_as_many_passages_as_it_should_and_is_the_same_again(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "text.md").write_bytes(markdown(30, 7))
    settings = Settings(reader="none")
    collection = Collection.open(
        tmp_path / "knowledge", tmp_path / "data", settings, encoder=CheapEncoder()
    )
    assert collection.report.passages == 30
    assert markdown(30, 7) == markdown(30, 7) != markdown(30, 8)


def test_a_pdf_has_its_pages_and_says_what_it_should(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "paper.pdf").write_bytes(portable_document(3, 5))
    settings = Settings(reader="none")
    collection = Collection.open(
        tmp_path / "knowledge", tmp_path / "data", settings, encoder=CheapEncoder()
    )
    document = collection.document("paper")
    pages = [one.value for one in document.locators if one.kind is LocatorKind.PAGE]
    assert pages == ["1", "2", "3"]
    (first, *_, last) = paragraphs(3 * PASSAGES_A_PAGE, 5)
    assert first in document.text
    assert last in document.text


def test_what_is_asked_of_a_pdf_stands_at_its_end(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    pdf = portable_document(2, 5, "The mill burnt in 1911, as everybody knows.")
    (tmp_path / "knowledge" / "paper.pdf").write_bytes(pdf)
    settings = Settings(reader="none")
    collection = Collection.open(
        tmp_path / "knowledge", tmp_path / "data", settings, encoder=CheapEncoder()
    )
    text = collection.document("paper").text
    assert text.rstrip().endswith("The mill burnt in 1911, as everybody knows.")
    assert paragraphs(2 * PASSAGES_A_PAGE, 5)[-1] not in text


def test_vectors_are_of_unit_length_and_of_the_text_alone() -> None:
    made = CheapEncoder().encode_passages(["Mills burnt. Bakers wept."], [[Span(0, 12)]])
    assert np.allclose(np.linalg.norm(made.passages, axis=1), 1)
    assert np.array_equal(made.sentences, CheapEncoder().encode(["Mills burnt."]))


def test_what_questions_cost_is_measured_and_what_lies_on_the_disk(tmp_path: Path) -> None:
    cost, keeping = cost_of(Scale(passages=9, servers=3, built=2, asked=1, operators=30), tmp_path)
    assert (len(cost.first_s), len(cost.first_cpu_s), len(cost.warm_s)) == (1, 1, 20)
    assert min(*cost.first_s, *cost.warm_s) > 0
    assert cost.memory_mb > 10
    assert keeping.folder_mb > 0.1
    assert keeping.adds > 0
    assert keeping.database_mb == 0


def test_what_a_database_keeps_is_measured_beside_it(tmp_path: Path) -> None:
    storage = new_database()
    scale = Scale(4, servers=2, built=2, asked=2, operators=30, first=7, storage=storage)
    cost, keeping = cost_of(scale, tmp_path)
    assert len(cost.first_s) == 2
    assert keeping.database_mb > 0.01
    kept = Shelves(replace(Config(), data=tmp_path / "other", storage=storage), answers=False)
    assert [len(kept.documents(guild)) for guild in (7, 8)] == [1, 1]
