"""Graded essays as documents of a knowledge folder, with what a metadata file says of each."""

from collections.abc import Mapping
from datetime import datetime
from html import escape
from pathlib import Path

import yaml

from index.lab.graded_essays import EssayRecord


def write_essay(essay: EssayRecord, folder: Path, name: str = "essay") -> None:
    """Write an essay as a document with its metadata into a knowledge folder.

    Args:
        essay: As its line has it.
        folder: Of the knowledge; made where it is missing.
        name: Of the document.
    """
    documents = folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    if "sections" in essay:
        (documents / f"{name}.html").write_text(_page(essay), encoding="utf-8")
    else:
        text = "\n\n".join(essay["paragraphs"])
        (documents / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
    written = yaml.safe_dump(_stated(essay), allow_unicode=True)
    (documents / f"{name}.yaml").write_text(written, encoding="utf-8")


def _page(essay: EssayRecord) -> str:
    """Return a text that has sections as a web page: nothing in its words is taken for marks."""
    parts, previous = [], ""
    for text, section in zip(essay["paragraphs"], essay["sections"], strict=True):
        if section and section != previous:
            parts.append(f"<h2>{escape(section)}</h2>")
        parts.append(f"<p>{escape(text)}</p>")
        previous = section
    return f"<!DOCTYPE html><main>{''.join(parts)}</main>"


def _stated(essay: EssayRecord) -> Mapping[str, object]:
    """Return what a metadata file says of an essay: of a real text its title alone."""
    title = essay["title"] or "A text"
    if "author" not in essay:
        return {"title": title}
    return {
        "title": title,
        "author": [{"literal": str(essay["author"])}],
        "container-title": essay["publication"],
        "issued": _issued(str(essay["date"])),
    }


def _issued(date: str) -> str:
    """Return a date such as "5 May 2001", "May 2001" or "spring 2001" as metadata has it."""
    for written, stated in (("%d %B %Y", "%Y-%m-%d"), ("%B %Y", "%Y-%m")):
        try:
            return datetime.strptime(date, written).strftime(stated)  # noqa: DTZ007 -- a day
        except ValueError:
            continue
    return date.rsplit(maxsplit=1)[-1]
