"""A build from nothing holds numbers of each passage, and neither texts nor vectors of all."""

import gc
import os
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.building import builder as builder_module
from index.building.builder import Builder
from index.building.building import open_or_build
from index.building.plans import BuildPlan
from index.citations.wordings import digest_of_text
from index.lab.hashed_encoder import HashedEncoder
from index.models import Purpose
from index.reading import ReadingLimits, list_sources, source_digest
from index.search.encoded import vectors as vectors_module
from index.settings import Settings
from index.storage.stored_documents import StoredDocument
from index.types import Document, Embeddings

MAPS = Path("/proc/self/maps")
A_DOCUMENT = 50  # paragraphs
WORDS = "harbour ship keeper mill bridge ferry stone quarry river town market bread storm".split()


class Wide(HashedEncoder):
    """Its vectors are so long that they outweigh all else that is held of a passage."""

    dim = 2048

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        """Return vectors of unit length, (n, 2048) float32, none near another."""
        rows = np.random.default_rng(len(texts)).standard_normal((len(texts), self.dim))
        unit: Embeddings = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return unit


def _write(folder: Path, documents: int) -> None:
    """Write documents of short paragraphs of two sentences, each another."""
    folder.mkdir(parents=True)
    for number in range(documents):
        told = (
            f"The {WORDS[at % 13]} {at} is the {WORDS[at // 13 % 13]}. It is {number}."
            for at in range(A_DOCUMENT)
        )
        (folder / f"part-{number:03}.txt").write_text("\n\n".join(told), "utf-8")


def _peak(folder: Path, documents: int) -> int:
    """Return the most bytes that are held at once while so many documents are built."""
    _write(folder / "documents", documents)
    tracemalloc.start()
    try:
        open_or_build(folder / "documents", folder / "data", Settings(), Wide())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_passage_more_takes_less_memory_than_its_vectors_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors_module, "_SLICE", 32)
    few, many = 3, 9  # both many times what is encoded at once
    _peak(tmp_path / "first", 1)  # what is loaded once is loaded now
    less, more = _peak(tmp_path / "few", few), _peak(tmp_path / "many", many)
    a_passage = (more - less) / ((many - few) * A_DOCUMENT)
    of_vectors = 3 * Wide.dim * 4  # its own and two sentences', float32
    assert a_passage < of_vectors / 3


def test_documents_that_are_new_are_read_one_at_a_time_and_none_stays(tmp_path: Path) -> None:
    _write(tmp_path / "documents", 3)
    sources = list_sources(tmp_path / "documents")
    digests = {source.id: source_digest(source) for source in sources}
    builder = Builder(ReadingLimits(), HashedEncoder(), None, BuildPlan(), lambda *_: None)
    home = tmp_path / "home"
    home.mkdir()
    builder.build(home, sources, digests)
    assert len(builder._documents) == 3
    assert not any(map(_is_read, builder._documents))


def test_a_document_is_written_before_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path / "documents", 3)
    steps: list[str] = []
    facts_of = builder_module._facts_of

    def noted(document: Document) -> object:
        steps.append(document.id)
        return facts_of(document)

    monkeypatch.setattr(builder_module, "_facts_of", noted)
    open_or_build(
        tmp_path / "documents",
        tmp_path / "data",
        Settings(),
        HashedEncoder(),
        lambda task, done, _: steps.append(f"{task} {done}"),
    )
    assert steps[:6] == [
        "reading documents 0",
        "part-000",
        "reading documents 1",
        "part-001",
        "reading documents 2",
        "part-002",
    ]


def _is_read(document: Document) -> bool:
    """Return whether the text of a document that is stored is held."""
    assert isinstance(document, StoredDocument)
    try:
        object.__getattribute__(document, "text")
    except AttributeError:
        return False
    return True


def test_no_text_stays_once_all_is_built(tmp_path: Path) -> None:
    _write(tmp_path / "documents", 1)
    (text,) = (path.read_text("utf-8") for path in (tmp_path / "documents").iterdir())
    open_or_build(tmp_path / "documents", tmp_path / "data", Settings(), HashedEncoder())
    gc.collect()
    before = digest_of_text.cache_info().misses
    digest_of_text(text)
    assert digest_of_text.cache_info().misses == before + 1


@pytest.mark.skipif(not MAPS.exists(), reason="what is mapped is told on Linux alone")
def test_no_file_of_a_build_is_open_when_it_is_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapped: list[bool] = []
    rename = Path.rename

    def noting(path: Path, target: Path) -> Path:
        mapped.append(os.fsencode(path) in MAPS.read_bytes())
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", noting)
    _write(tmp_path / "documents", 2)
    open_or_build(tmp_path / "documents", tmp_path / "data", Settings(), HashedEncoder())
    assert mapped == [False]
