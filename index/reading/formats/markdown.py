"""Markdown to paragraphs and headings; the only importer of markdown-it.

What is kept is what a reader of the rendered page sees, word for word: markup characters are taken
off, a link shows its text, a picture its description, an ordered list its numbers, a table's row
its cells with bars between; HTML inside shows nothing. A line break inside a paragraph is a space.
Code keeps its lines. Front matter states title, author and date.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.reading.decoding import decode
from index.reading.extract import Extract, ExtractPart
from index.reading.metadata import loosely_stated

if TYPE_CHECKING:
    from markdown_it.token import Token

SUFFIXES = (".md", ".markdown")
PARSERS = ("markdown-it-py", "pyyaml")

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_SPACES = re.compile(r"[^\S\n]+|\n")
_CELLS = " | "


def read(raw: bytes, path: Path) -> Extract:
    """Return the paragraphs and headings of a Markdown file.

    Raises:
        UnreadableSourceError: The file is empty, binary, or in no encoding that can be told.
    """
    from markdown_it import MarkdownIt

    text = decode(raw, path)
    front = _FRONT_MATTER.match(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(text[front.end() :] if front else text)
    parts = tuple(_parts(tokens))
    stated = loosely_stated(front[1]) if front else None
    title = stated.texts.get("title") if stated else None
    heading = next((part.text for part in parts if part.level == 1), None)
    return Extract(
        parts=parts,
        title=title or heading,
        author=(stated.author or ()) if stated else (),
        issued=(stated.issued or ()) if stated else (),
        language=stated.texts.get("language") if stated else None,
        url=stated.texts.get("url") if stated else None,
    )


def _parts(tokens: Sequence["Token"]) -> Iterator[ExtractPart]:
    """Yield the parts of a token stream."""
    level: int | None = None
    mark = ""
    row: list[str] | None = None
    for token in tokens:
        match token.type:
            case "heading_open":
                level = int(token.tag[1:])
            case "list_item_open" if token.info:
                mark = f"{token.info}{token.markup} "
            case "tr_open" | "tr_close":
                yield from _part(_CELLS.join(row or ()), None)
                row = [] if token.nesting == 1 else None
            case "fence" | "code_block":
                yield from _part(token.content.strip("\n"), None)
            case "inline" if row is not None:
                row.append(_words(token))
            case "inline":
                yield from _part(mark + _words(token), level)
                level, mark = None, ""


def _words(token: "Token") -> str:
    """Return what a block's words show, on one line."""
    return _SPACES.sub(" ", _inline(token.children or ())).strip()


def _part(text: str, level: int | None) -> Iterator[ExtractPart]:
    """Yield a part unless it is empty."""
    if text.strip():
        yield ExtractPart(text, level)


def _inline(tokens: Sequence["Token"]) -> str:
    """Return what the inside of a paragraph shows."""
    pieces: list[str] = []
    for token in tokens:
        if token.type in {"text", "code_inline", "text_special"}:
            pieces.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
        elif token.type == "image":
            pieces.append(_inline(token.children or ()))
    return "".join(pieces)
