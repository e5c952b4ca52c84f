"""reStructuredText to paragraphs and headings; with `sphinx_markup` the only importer of docutils.

What is kept is what a reader of the rendered page sees, word for word. Nothing is included from
elsewhere, and what Sphinx adds is read as far as it stands in the file (`sphinx_markup`). Author
and date are what the field list at the top says.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind
from index.language import roman
from index.reading.bibliography.written_dates import written_date
from index.reading.encodings.decoding import decode
from index.reading.line_shapes.list_items import OF_ITEMS, item_term, item_text, letter, term_length
from index.reading.marked.rst_words import (
    OMITTED,
    UNSEEN,
    Node,
    leading_words,
    lost_lines,
    shown,
    words_of,
)
from index.reading.structure.extract import Extract, ExtractPart, own_author, row_text
from index.reading.structure.first_heading import first_heading
from index.reading.structure.part_bylines import with_byline
from index.types import BlockKind, Name, Omission, OmissionKind

_PEP = re.compile(r"PEP: *\d+\n")  # the head of a Python Enhancement Proposal is no field list
_SETTINGS = {
    "_disable_config": True,  # nothing of this machine's own settings
    "doctitle_xform": False,
    "docinfo_xform": False,
    "sectnum_xform": False,
    "file_insertion_enabled": False,
    "raw_enabled": True,  # such text is left out when it is met; else it would stand as an error
    "halt_level": 5,  # no error ends the reading, …
    "warning_stream": False,  # … none is printed, …
    "report_level": 3,  # … and what an error cost is kept beside it
    "traceback": True,  # errors are raised, and do not end the program
    "syntax_highlight": "none",
    "trim_footnote_reference_space": True,
    "line_length_limit": 1_000_000_000,
}
_ABOUT = frozenset({"author", "authors", "created", "date", "language", "title"})
# What may stand before the field list that says what the document is.
_BEFORE_FIELDS = UNSEEN | {"title", "system_message"}
_KEYWORD = re.compile(r"\$\w+: (.*) \$", re.DOTALL)  # as version control puts it in
_ADDRESS = re.compile(r"\s*(?:<[^<>]*>|\([^()]*@[^()]*\))")
# What an item of a list consists of, behind its term where it has one.
_ITEMS = frozenset({"list_item", "definition", "field_body", "description"})
_PARTS_OF_ITEMS = frozenset(
    {"paragraph", "block_quote", "line_block", "literal_block", "doctest_block", "math_block"}
)
_ENUMERATIONS: Mapping[str, Callable[[int], str]] = {
    "arabic": str,
    "loweralpha": letter,
    "upperalpha": lambda number: letter(number).upper(),
    "lowerroman": roman,
    "upperroman": lambda number: roman(number).upper(),
}


def read(raw: bytes, path: Path) -> Extract:
    """Return the paragraphs and headings of a reStructuredText file.

    Raises:
        UnreadableSourceError: The file is empty, binary, in no encoding that can be told, or nests
            too deep.
    """
    text = decode(raw, path)
    try:
        root = _parsed(text)
    except RecursionError as error:
        raise UnreadableSourceError(FaultKind.NESTS_TOO_DEEP.of(name=path.name)) from error
    about = _taken_fields(root)
    parts = tuple(_parts(root))
    extract = Extract(
        parts=parts,
        title=about.get("title") or first_heading(parts),
        author=_names(about),
        issued=written_date(about.get("date") or about.get("created", "")),
        language=about.get("language"),
        omissions=tuple(_omissions(root)),
    )
    return with_byline(extract)


def _parsed(text: str) -> Node:
    """Return what docutils makes of a text.

    Raises:
        RecursionError: It nests too deep.
    """
    from docutils.core import publish_doctree
    from docutils.parsers.rst import Parser

    from index.reading.marked.sphinx_markup import sphinx_markup

    with sphinx_markup():
        parser = Parser(rfc2822=bool(_PEP.match(text)))
        return publish_doctree(text, parser=parser, settings_overrides=dict(_SETTINGS))


def _taken_fields(root: Node) -> dict[str, str]:
    """Return what the field list at the top says of the document, and take that out of it."""
    about: dict[str, str] = {}
    for field in _first_fields(root):
        name, body = (" ".join(_stated(part).split()) for part in field.children)
        key = name.lower()
        if key in _ABOUT or not body:
            about[key] = match[1] if (match := _KEYWORD.fullmatch(body)) else body
            field.parent.remove(field)
    return about


def _stated(part: Node) -> str:
    """Return what a field's name or body says; initials are no list: "A. M. Bell"."""
    is_list = any(child.tagname == "enumerated_list" for child in part.children)
    return str(part.rawsource if is_list else part.astext())


def _first_fields(root: Node) -> list[Node]:
    """Return the fields at the top of a document, before or behind its title."""
    for node in _body(root):
        if node.tagname == "field_list":
            return [*node.children]
        if node.tagname not in _BEFORE_FIELDS:
            break
    return []


def _body(root: Node) -> Iterator[Node]:
    """Yield what stands at the top of a document, and in its first section where that begins it."""
    for node in root.children:
        if node.tagname == "section":
            yield from node.children
            return
        yield node


def _names(about: Mapping[str, str]) -> tuple[Name, ...]:
    """Return the authors that the fields name, their addresses left out."""
    stated = about.get("authors") or about.get("author", "")
    parted = re.split(";" if ";" in stated else "," if "authors" in about else r"(?<=>),", stated)
    authors = (own_author(_ADDRESS.sub("", one)) for one in parted)
    return tuple(name for author in authors for name in author)


def _omissions(root: Node) -> Iterator[Omission]:
    """Yield what is left out, in reading order."""
    for node in root.findall():
        contents = _is_contents(node)
        kind = OmissionKind.CONTENTS if contents else OMITTED.get(node.tagname)
        if kind and (text := node.astext().strip()):
            yield Omission(kind, text)


def _is_contents(node: Node) -> bool:
    return node.tagname == "topic" and "contents" in node["classes"]


def _is_report(node: Node) -> bool:
    """Return whether a section is docutils' own, at the end, about errors."""
    return node.tagname == "section" and "system-messages" in node["classes"]


@dataclass(frozen=True, slots=True)
class _Place:
    """A part of a document that is met in reading order.

    Args:
        node: Its node.
        level: How many sections it stands in.
        kind: What its paragraphs are.
        mark: What its first paragraph begins with.
        item_depth: How deep in lists the item is that it stands in, 0 for none.
        goes_on: Whether another part of that item stands before it.
    """

    node: Node
    level: int = 0
    kind: BlockKind = BlockKind.TEXT
    mark: str = ""
    item_depth: int = 0
    goes_on: bool = False

    def inside(self, **changed: Node) -> "_Place":
        """Return a part of it, its mark taken off."""
        return replace(self, **{"mark": "", **changed})


_Opened = Sequence[_Place | ExtractPart]


def _parts(root: Node) -> Iterator[ExtractPart]:
    """Yield the parts of a document; the stack is its own: documents nest deep."""
    stack: list[_Place | ExtractPart] = [_Place(root)]
    while stack:
        top = stack.pop()
        if isinstance(top, ExtractPart):
            yield top
        else:
            stack += reversed(_opened(top))


def _opened(place: _Place) -> _Opened:
    """Return what a part of a document consists of."""
    node = place.node
    if node.tagname in UNSEEN or _is_contents(node) or _is_report(node):
        return ()
    return _OPENERS.get(node.tagname, _entered)(place)


def _entered(place: _Place) -> _Opened:
    """Return the children of a node, the mark before the first."""
    begins = place.node.tagname in _ITEMS
    if begins:
        place = replace(place, item_depth=place.item_depth + 1, goes_on=False)
    children = [place.inside(node=child) for child in place.node.children]
    if place.mark and children and children[0].node.tagname == "paragraph":
        children[0] = replace(children[0], mark=place.mark)
        return _going_on(children, begun=False) if begins else children
    named = place.mark if term_length(place.mark) else ""
    term = _of_place(place, named, place.kind)
    return [*term, *(_going_on(children, begun=bool(term)) if begins else children)]


def _going_on(children: Sequence[_Place], *, begun: bool) -> list[_Place]:
    """Return what stands in an item; what another part of it stands before goes on in it.

    Args:
        children: In reading order.
        begun: Whether something of the item stands before them all.
    """
    going_on = []
    for child in children:
        going_on.append(replace(child, goes_on=begun))
        begun = begun or child.node.tagname in _PARTS_OF_ITEMS
    return going_on


def _part(text: str, kind: BlockKind, level: int | None = None) -> list[ExtractPart]:
    """Return a part unless it is empty."""
    return [ExtractPart(text, level, kind)] if text.strip() else []


def _of_place(place: _Place, text: str, kind: BlockKind) -> list[ExtractPart]:
    """Return a part of a place, of its item of a list where it stands in one; none of no words."""
    parts = _part(text, kind)
    if kind not in OF_ITEMS | {BlockKind.TEXT}:
        return parts
    term = term_length(place.mark)
    return [
        replace(one, item_depth=place.item_depth, goes_on=place.goes_on, term=term) for one in parts
    ]


def _paragraph(place: _Place) -> _Opened:
    """Return a paragraph; the first of an item may begin with the term that it is about."""
    paragraphs = _of_place(place, item_text(place.mark, words_of(place.node)), place.kind)
    if place.kind is not BlockKind.LIST_ITEM or place.goes_on:
        return paragraphs
    term = item_term(place.mark, leading_words(place.node))
    return [replace(one, term=term) for one in paragraphs]


def _title(place: _Place) -> _Opened:
    """Return a heading, or the title of a table or box."""
    parent = place.node.parent.tagname
    level = place.level if parent == "section" else None
    kind = BlockKind.CAPTION if parent == "table" else BlockKind.TEXT
    return _part(words_of(place.node), kind, level)


def _kept_lines(place: _Place) -> _Opened:
    return _of_place(place, shown(place.node).strip("\n"), BlockKind.CODE)


def _of_kind(kind: BlockKind) -> Callable[[_Place], _Opened]:
    """Return what enters a node whose paragraphs are of a kind."""
    return lambda place: _entered(replace(place, kind=kind))


def _section(place: _Place) -> _Opened:
    return _entered(replace(place, level=place.level + 1))


def _enumerated(place: _Place) -> _Opened:
    """Return the items of a list with their numbers."""
    node = place.node
    figures = _ENUMERATIONS[node["enumtype"]]
    numbers = range(node.get("start", 1), node.get("start", 1) + len(node.children))
    marks = [f"{node['prefix']}{figures(number)}{node['suffix']}" for number in numbers]
    return [
        place.inside(node=item, kind=BlockKind.LIST_ITEM, mark=mark)
        for item, mark in zip(node.children, marks, strict=True)
    ]


def _term_and_words(place: _Place) -> _Opened:
    """Return the words of an item that has a term, the term before them."""
    return _described(replace(place, kind=BlockKind.LIST_ITEM))


def _described(place: _Place) -> _Opened:
    """Return what is said of a term, or of a few, the terms before it."""
    *terms, words = place.node.children
    mark = ", ".join(words_of(term) for term in terms if term.tagname != "classifier")
    return [place.inside(node=words, mark=mark)]


def _citation(place: _Place) -> _Opened:
    """Return a citation under its label, a footnote without."""
    label, *words = place.node.children
    mark = f"[{words_of(label)}]" if place.node.tagname == "citation" else ""
    return [place.inside(node=one, kind=BlockKind.FOOTNOTE, mark=mark) for one in words]


def _row(place: _Place) -> _Opened:
    """Return the cells of a row on a line."""
    cells = (words_of(cell) for cell in place.node.children)
    head = place.node.parent.tagname == "thead"
    kind = BlockKind.TABLE_HEADER if head else BlockKind.TABLE_ROW
    return _part(row_text([*cells], columns_named=True), kind)


def _lines(place: _Place) -> _Opened:
    """Return lines that are meant as such, those of verse or of an address."""
    lines = [words_of(line) for line in place.node.findall(lambda node: node.tagname == "line")]
    return _of_place(place, "\n".join(filter(None, lines)), place.kind)


def _caption(place: _Place) -> _Opened:
    return _part(words_of(place.node), BlockKind.CAPTION)


def _attribution(place: _Place) -> _Opened:
    return _part(item_text("—", words_of(place.node)), place.kind)


def _lost(place: _Place) -> _Opened:
    """Return the lines that an error kept docutils from reading."""
    return [place.inside(node=one) for one in lost_lines(place.node)]


_OPENERS: Mapping[str, Callable[[_Place], _Opened]] = {
    **dict.fromkeys(("paragraph", "rubric"), _paragraph),
    **dict.fromkeys(("title", "subtitle"), _title),
    **dict.fromkeys(("literal_block", "doctest_block", "math_block"), _kept_lines),
    **dict.fromkeys(("field", "option_list_item", "definition_list_item"), _term_and_words),
    **dict.fromkeys(("footnote", "citation"), _citation),
    "DescribedItem": _described,
    "attribution": _attribution,
    "block_quote": _of_kind(BlockKind.QUOTATION),
    "caption": _caption,
    "enumerated_list": _enumerated,
    "line_block": _lines,
    "list_item": _of_kind(BlockKind.LIST_ITEM),
    "row": _row,
    "section": _section,
    "system_message": _lost,
}
