"""Documents and passages as lines of JSON."""

import json
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from index.types import (
    BlockKind,
    Document,
    Locator,
    LocatorKind,
    Metadata,
    Name,
    Omission,
    OmissionKind,
    Paragraph,
    Passage,
    Repair,
    RepairKind,
    Section,
    Span,
)

_KINDS = {kind.value: kind for kind in BlockKind}
_COLUMNS = tuple(field.name for field in fields(Paragraph))
_PLAIN = 4  # columns that every paragraph has; the others begin with its kind
_OF_TEXT = [BlockKind.TEXT, None, None, None]


def document_line(document: Document) -> str:
    """Return a document as JSON on one line; of a set, unknown to JSON, its sorted list.

    Paragraphs are rows, since there are many, and each is made anew when a text is asked for.
    """
    record = asdict(replace(document, paragraphs=()))
    del record["holder"]
    record["paragraphs"] = [_row_of(paragraph) for paragraph in document.paragraphs]
    return json.dumps(record, ensure_ascii=False, default=sorted)


def read_documents(path: Path) -> tuple[Document, ...]:
    """Return the documents as an earlier version wrote them, one JSON object a line."""
    with path.open(encoding="utf-8") as stream:
        return tuple(document_of_record(json.loads(line)) for line in stream)


def document_of_record(record: dict[str, Any]) -> Document:
    """Return the document of a line, parsed."""
    return Document(
        id=record["id"],
        text=record["text"],
        paragraphs=tuple(map(_paragraph_of, record["paragraphs"])),
        metadata=metadata_of_record(record["metadata"]),
        sections=tuple(Section(**item) for item in record["sections"]),
        repairs=tuple(
            Repair(**item | {"kind": RepairKind(item["kind"])}) for item in record["repairs"]
        ),
        sha256=record["sha256"],
        locators=tuple(
            Locator(**item | {"kind": LocatorKind(item["kind"])}) for item in record["locators"]
        ),
        omissions=tuple(
            Omission(OmissionKind(item["kind"]), item["text"]) for item in record["omissions"]
        ),
    )


def _row_of(paragraph: Paragraph) -> list[object]:
    """Return the numbers of a paragraph, and what it is to its reader where that is no text."""
    row = list(map(paragraph.__getattribute__, _COLUMNS))
    return row[:_PLAIN] if row[_PLAIN:] == _OF_TEXT else row


def _paragraph_of(row: list[Any] | dict[str, Any]) -> Paragraph:
    """Return the paragraph of a row; an earlier version has its fields by their names."""
    if isinstance(row, dict):
        return Paragraph(**row | {"kind": _KINDS[row["kind"]]})
    if len(row) > _PLAIN:
        row[_PLAIN] = _KINDS[row[_PLAIN]]
    return Paragraph(*row)


def metadata_of_record(record: dict[str, Any]) -> Metadata:
    """Return the metadata of a document's record."""
    return Metadata(
        **record
        | {
            "author": tuple(Name(**name) for name in record["author"]),
            "issued": tuple(record["issued"]),
            "derived": frozenset(record["derived"]),
        }
    )


def read_passages(path: Path) -> tuple[Passage, ...]:
    """Return the passages as an earlier version wrote them, one JSON array a line."""
    with path.open(encoding="utf-8") as stream:
        return tuple(_passage(json.loads(line)) for line in stream)


def _passage(row: list[Any]) -> Passage:
    """Return the passage of an array."""
    document, paragraph, start, end, bounds = row
    pairs = zip(bounds[::2], bounds[1::2], strict=True)
    return Passage(document, paragraph, start, end, tuple(Span(a, b) for a, b in pairs))
