"""Builds as earlier versions wrote them, made of those that this one writes."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import numpy as np

from index.language import stems_of
from index.search import FaissStore, SegmentedVectors
from index.search.word_index.string_tables import StringTable
from index.storage import (
    Manifest,
    PassageTable,
    facts_of,
    read_manifest,
    read_stored,
    write_manifest,
)
from index.types import Document, Embeddings, Ids, Passage


def _line_of(document: Document) -> str:
    """Return a document as JSON, each paragraph with its fields by their names."""
    record = asdict(document)
    del record["holder"]
    return json.dumps(record, ensure_ascii=False, default=sorted)


def write_documents(path: Path, documents: Sequence[Document]) -> None:
    """Write documents, one JSON object a line."""
    path.write_text("".join(f"{_line_of(document)}\n" for document in documents), "utf-8")


def write_passages(path: Path, passages: Sequence[Passage]) -> None:
    """Write passages, one JSON array a line: document, paragraph, start, end, sentence bounds."""
    rows = []
    for passage in passages:
        bounds = list(chain.from_iterable((span.start, span.end) for span in passage.sentences))
        rows.append([passage.document, passage.paragraph, passage.start, passage.end, bounds])
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")


def write_float32(folder: Path, segments: Sequence[Embeddings], places: Ids) -> None:
    """Write vectors as schema 5 did: segments of float32, without sign codes."""
    folder.mkdir(parents=True)
    names = [f"{number:012x}.npy" for number in range(len(segments))]
    for name, rows in zip(names, segments, strict=True):
        np.save(folder / name, rows.astype("<f4"))
    np.save(folder / "places.npy", places.astype(np.int32))
    (folder / "segments.txt").write_text("\n".join(names), "ascii")


def turn_back_texts(folder: Path) -> None:
    """Lay the documents of a folder down as schema 9 did: all of them in one file, not deflated."""
    heads, begin = [], 0
    documents = read_stored(folder)
    with (folder / "texts.jsonl").open("wb") as texts:
        for document in documents:
            line = f"{_line_of(document)}\n".encode()
            texts.write(line)
            facts = facts_of(document)
            assert facts
            record = {
                "id": document.id,
                "metadata": asdict(document.metadata),
                "sha256": document.sha256,
                "lies": (begin, begin + len(line), hashlib.sha256(line).hexdigest()),
                "facts": asdict(facts),
            }
            heads.append(f"{json.dumps(record, ensure_ascii=False, default=sorted)}\n")
            begin += len(line)
    for path in [*folder.glob("*.texts"), folder / "parts.txt"]:
        path.unlink()
    (folder / "heads.jsonl").write_text("".join(heads), "utf-8")


def turn_back_words(build: Path) -> None:
    """Make a build one of schema 6: a stop word stands for content words of its stem."""
    manifest, folder = read_manifest(build), build / "lexical"
    numbers = {stem: row for row, stem in enumerate(StringTable.load(folder / "vocabulary"))}
    stems = stems_of(tuple(StringTable.load(folder / "forms")))
    (folder / "rows.npy").unlink()
    np.save(folder / "rows.npy", np.array([numbers.get(stem, -1) for stem in stems], np.int32))
    turn_back_texts(build / "documents")
    _number(build, manifest, 6)


def turn_back_numbers(build: Path) -> None:
    """Make a build one of schema 5: its vectors float32, its related words less near."""
    manifest = read_manifest(build)
    for kind in ("passages", "sentences", "words"):
        folder = build / "vectors" / kind
        vectors = SegmentedVectors.open(folder, manifest.dim)
        rows = np.arange(len(vectors), dtype=np.int64)
        numbers = vectors.vectors(rows)
        shutil.rmtree(folder)
        write_float32(folder, [numbers], rows)
    strengths = build / "related" / "strengths.npy"
    if strengths.is_file():
        np.save(strengths, np.load(strengths) * np.float32(0.999))
    turn_back_texts(build / "documents")
    _number(build, manifest, 5)


def turn_back(build: Path) -> None:
    """Make a build one of schema 4: a file of each kind of vectors, passages as lines."""
    manifest = read_manifest(build)
    for kind in ("passages", "sentences", "words"):
        vectors = SegmentedVectors.open(build / "vectors" / kind, manifest.dim)
        rows = np.arange(len(vectors), dtype=np.int64)
        store = FaissStore.open(build / f"{kind}.faiss", manifest.dim)
        store.upsert(rows, vectors.vectors(rows))
        store.commit()
    write_passages(build / "passages.jsonl", PassageTable.load(build / "passages"))
    write_documents(build / "documents.jsonl", read_stored(build / "documents"))
    for name in ("documents", "vectors", "passages", "lexical", "related"):
        shutil.rmtree(build / name, ignore_errors=True)
    _number(build, manifest, 4)


def _number(build: Path, manifest: Manifest, schema: int) -> None:
    """Write the manifest of a build anew, as one of a schema."""
    path = build / "manifest.json"
    path.unlink()
    write_manifest(build, manifest)
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"schema": schema}), "utf-8")
