"""What a node of docutils shows: a paragraph, a title, a cell, the words of a line."""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from index.reading.line_shapes.leading_terms import TypedWords, leading_term
from index.types import OmissionKind

Node: TypeAlias = Any  # an element or a text of docutils.nodes, known by its `tagname`

OMITTED = {
    "comment": OmissionKind.HIDDEN,
    "raw": OmissionKind.HIDDEN,
    "footnote_reference": OmissionKind.NOTE_MARK,
    "header": OmissionKind.RUNNING_HEAD,
    "footer": OmissionKind.RUNNING_HEAD,
}
"""What is left out, by the name of its node."""

UNSEEN = frozenset(
    {*OMITTED, "target", "substitution_definition", "pending", "meta", "image", "transition"}
)
"""Nodes that show no words."""

_SET_OFF = frozenset({"strong", "literal"})
_ERROR = 3  # the level of docutils' messages from which on what they speak of is lost
_UNRESOLVED = re.compile(r"`?(.+?)`?__?", re.DOTALL)


def words_of(node: Node) -> str:
    """Return what a node shows, on one line."""
    return " ".join(shown(node).split())


def leading_words(node: Node) -> str:
    """Return the term that a paragraph begins with in bold or as code, "" without one."""
    term = leading_term(_typed(node))
    return term if words_of(node).startswith(term) else ""


def _typed(paragraph: Node) -> Iterator[TypedWords]:
    """Yield the words of a paragraph, each with whether it is bold or code."""
    for child in paragraph.children:
        yield TypedWords(shown(child), is_set_off=child.tagname in _SET_OFF)


def shown(node: Node) -> str:
    """Return what a node shows."""
    match node.tagname:
        case "#text":
            return str(
                node.astext()
            )  # without the marks that docutils leaves of escaped characters
        case "option_group":
            return str(node.astext())
        case "problematic":
            name = _UNRESOLVED.fullmatch(node.astext())
            return name[1] if name else str(node.astext())
        case "system_message":
            return "\n".join(map(shown, lost_lines(node)))
        case unseen if unseen in UNSEEN:
            return ""
    return str(node.child_text_separator).join(map(shown, node.children))


def lost_lines(message: Node) -> list[Node]:
    """Return the lines that a message says to be lost; what it says itself is docutils' own."""
    blocks = (one for one in message.children if one.tagname == "literal_block")
    return [*blocks] if message["level"] >= _ERROR else []
