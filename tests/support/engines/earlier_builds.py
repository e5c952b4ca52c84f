"""Builds as earlier versions wrote them, made of those that this one writes."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.language import STOP_WORDS, stems_of
from index.search import FaissStore, Lexical, SegmentedVectors
from index.search.word_index.words import Nested, Words
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


def turn_back_parts(build: Path) -> None:
    """Make a build one of schema 9: the words of all passages lie together, numbered as met."""
    manifest = read_manifest(build)
    _lay_as_met(build)
    _number(build, manifest, 9)


def _lay_as_met(build: Path) -> None:
    """Write the words of a build as schema 9 did, and let their vectors go by those numbers."""
    lexical = Lexical.load(build / "lexical")
    words = _as_met(lexical)
    stems = stems_of(words.forms)
    telling = [
        stem for form, stem in zip(words.forms, stems, strict=True) if form not in STOP_WORDS
    ]
    rows = {stem: row for row, stem in enumerate(dict.fromkeys(telling))}
    own = [
        -1 if form in STOP_WORDS else rows[stem]
        for form, stem in zip(words.forms, stems, strict=True)
    ]
    shutil.rmtree(build / "lexical")
    (build / "lexical").mkdir()
    _write_strings(build / "lexical" / "forms", words.forms)
    _write_strings(build / "lexical" / "vocabulary", tuple(rows))
    np.save(build / "lexical" / "rows.npy", np.array(own, np.int32))
    for name in ("ids", "segments", "passages"):
        np.save(build / "lexical" / f"words-{name}.npy", getattr(words.nested, name))
    order = np.array([lexical.vocabulary[stem] for stem in rows], dtype=np.int64)
    _reorder(build, order)


def _as_met(lexical: Lexical) -> Words:
    """Return the words of a build's passages, their forms in the order in which they are met."""
    held = lexical._held
    several = [Words(one.part.forms.spelled, one.part.words) for one in held.parts]
    words = Words.picked(several, *held.located(np.arange(len(lexical))))
    ids, first = np.unique(words.nested.ids, return_index=True)
    order = ids[np.argsort(first)].tolist()
    nested = words.nested
    numbers = np.argsort(order).astype(np.int32)[nested.ids]
    bounds = (nested.segments.astype(np.int64), nested.passages.astype(np.int64))
    return Words(tuple(words.forms[row] for row in order), Nested(numbers, *bounds))


def _reorder(build: Path, order: Ids) -> None:
    """Number the vectors of words, and which are near, otherwise: by the row that each has now."""
    places = build / "vectors" / "words" / "places.npy"
    _write_again(places, np.load(places)[order])
    related = build / "related"
    if related.is_dir():
        now = np.argsort(order).astype(np.int32)
        for name in ("neighbours", "strengths", "beyond"):
            table = np.load(related / f"{name}.npy")[order]
            _write_again(related / f"{name}.npy", now[table] if name == "neighbours" else table)


def _write_again(path: Path, array: Embeddings | npt.NDArray[np.integer[Any]]) -> None:
    """Write a file that may be linked elsewhere."""
    path.unlink()
    np.save(path, array)


def _write_strings(folder: Path, strings: Sequence[str]) -> None:
    """Write strings as schema 9 did."""
    folder.mkdir()
    raw = [string.encode() for string in strings]
    np.save(folder / "letters.npy", np.frombuffer(b"".join(raw), dtype=np.uint8))
    np.save(folder / "bounds.npy", np.cumsum([0, *map(len, raw)], dtype=np.int64))
    order = sorted(range(len(raw)), key=raw.__getitem__)
    np.save(folder / "order.npy", np.array(order, dtype=np.int32))


def turn_back_words(build: Path) -> None:
    """Make a build one of schema 6: a stop word stands for content words of its stem."""
    turn_back_parts(build)
    manifest, folder = read_manifest(build), build / "lexical"
    forms, stems = (_strings(folder / name) for name in ("forms", "vocabulary"))
    numbers = {stem: row for row, stem in enumerate(stems)}
    rows = [numbers.get(stem, -1) for stem in stems_of(forms)]
    _write_again(folder / "rows.npy", np.array(rows, np.int32))
    turn_back_texts(build / "documents")
    _number(build, manifest, 6)


def _strings(folder: Path) -> list[str]:
    """Return what `_write_strings` wrote."""
    raw, bounds = np.load(folder / "letters.npy").tobytes(), np.load(folder / "bounds.npy")
    return [raw[begin:end].decode() for begin, end in pairwise(bounds.tolist())]


def turn_back_numbers(build: Path) -> None:
    """Make a build one of schema 5: its vectors float32, its related words less near."""
    turn_back_parts(build)
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
    turn_back_parts(build)
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
