"""The words of a line of Markdown, as they show: of a paragraph, a heading, a cell."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.reading.line_shapes.leading_terms import TypedWords, leading_term
from index.types import Omission, OmissionKind

if TYPE_CHECKING:
    from markdown_it.token import Token

_SPACES = re.compile(r"\s+")
_NOTE = "\0"  # stands for the mark of a footnote; no text of a Markdown file has it
_NOTES = re.compile(rf" ?{_NOTE}+(?=[\s.,;:!?)\]]|\Z)|{_NOTE}")
_LINE_END = "\n"  # of a line that shows; no token has another
_LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:br|p|div|li|t[dhr]|h[1-6r])\b", re.IGNORECASE)
_COMMENT, _COMMENT_END = "<!--", "-->"
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)(?:[?#].*)?\Z", re.IGNORECASE)
_CONTENTS = 3  # links within the page that a list of contents has at least, …
_LINKED = 0.9  # … and how much of its words they are


@dataclass(frozen=True, slots=True)
class LineWords:
    """The words of a block.

    Args:
        lines: As they show, on the lines that end with a break.
        notes: The footnotes that they cite.
        omissions: What of them was left out.
        are_pictures: They are descriptions of pictures, and nothing else.
        are_bold: All are set in bold.
        term: What they begin with in bold or as code before a colon or a dash, "" without.
    """

    lines: tuple[str, ...]
    notes: tuple[int, ...]
    omissions: tuple[Omission, ...]
    are_pictures: bool
    are_bold: bool
    term: str

    @property
    def text(self) -> str:
        """The words on one line."""
        return " ".join(filter(None, self.lines))

    @property
    def are_badges(self) -> bool:
        """Whether they are pictures beside buttons, which badges are even without a link."""
        kinds = {omission.kind for omission in self.omissions}
        return self.are_pictures and OmissionKind.NAVIGATION in kinds


def _with_addresses(line: "Token") -> "Iterator[tuple[Token, str]]":
    """Yield the tokens of a line with where each leads, "" outside of links."""
    address = ""
    for token in line.children or ():
        if token.type == "link_open":
            address = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            address = ""
        yield token, address


def words_of(line: "Token") -> LineWords:
    """Return the words of a line."""
    pieces: list[str] = []
    notes: list[int] = []
    omissions: list[Omission] = []
    for token, address in _with_addresses(line):
        if token.type == "footnote_ref":
            pieces.append(_NOTE)
            notes.append(token.meta["id"])
            omissions += omitted(OmissionKind.NOTE_MARK, token.meta.get("label", ""))
        elif token.type == "html_inline" and token.content.startswith(_COMMENT):
            comment = token.content.removeprefix(_COMMENT).removesuffix(_COMMENT_END)
            omissions += omitted(OmissionKind.HIDDEN, comment)
        elif token.type == "image" and address and not _PICTURE.search(address):
            omissions += omitted(OmissionKind.NAVIGATION, _shown(token))
        else:
            pieces.append(_shown(token))
    lines = tuple(map(_bare, "".join(pieces).split(_LINE_END)))
    pictures, bold = _is_pictures(line), _is_bold(line)
    term = leading_term(_typed(line))
    named = term if lines[0].startswith(term) else ""
    return LineWords(lines, tuple(notes), tuple(omissions), pictures, bold, named)


def _bare(line: str) -> str:
    """Return what a line shows without the marks of notes, white space collapsed."""
    return _NOTES.sub("", _SPACES.sub(" ", line)).strip()


def _typed(line: "Token") -> Iterator[TypedWords]:
    """Yield the words of a line, each with whether it is bold or code."""
    depth = 0
    for token in line.children or ():
        if token.tag == "strong":
            depth += token.nesting
        yield TypedWords(_shown(token), is_set_off=depth > 0 or token.type == "code_inline")


def _is_pictures(line: "Token") -> bool:
    """Return whether a line holds pictures and no words beside them."""
    tokens = line.children or ()
    words = "".join(_shown(token) for token in tokens if token.type != "image")
    return not words.strip() and any(token.type == "image" for token in tokens)


def _is_bold(line: "Token") -> bool:
    """Return whether no word of a line stands outside of its bold type."""
    depth = 0
    for token in line.children or ():
        if token.tag == "strong":
            depth += token.nesting
        elif not depth and _shown(token).strip():
            return False
    return bool(line.children)


def _shown(token: "Token") -> str:
    """Return what a token of a line shows."""
    match token.type:
        case "text" | "code_inline" | "text_special":
            return token.content
        case "softbreak":
            return " "
        case "hardbreak":
            return _LINE_END
        case "html_inline" if _LINE_BREAK.match(token.content):
            return _LINE_END
        case "html_inline" if _BREAK.match(token.content):
            return " "
        case "image":
            return "".join(map(_shown, token.children or ()))
    return ""


def is_contents(lines: "Iterable[Token]") -> bool:
    """Return whether the lines of a list name other places of the page, and hardly say more."""
    links = linked = length = 0
    for line in lines:
        for token, address in _with_addresses(line):
            letters = len("".join(token.content.split()))
            length += letters
            if address.startswith("#"):
                links += token.type == "link_open"
                linked += letters
    return links >= _CONTENTS and linked >= _LINKED * length


def omitted(kind: OmissionKind, text: str) -> Iterator[Omission]:
    """Yield what was left out unless there are no words in it."""
    if words := text.strip():
        yield Omission(kind, words)
