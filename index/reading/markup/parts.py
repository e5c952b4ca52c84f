"""The paragraphs and headings inside of an element, in reading order."""

from collections.abc import Iterator

from index.reading.extract import ExtractPart
from index.reading.markup.tree import INLINE, HtmlElement, collapsed, events

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = " | "


def parts_of(root: HtmlElement) -> Iterator[ExtractPart]:
    """Yield the blocks inside of an element, its words collected until a block begins or ends."""
    words: list[str] = []
    levels: list[int | None] = [None]
    for event in events(root, _is_whole):
        node = event.node
        if isinstance(node, str):
            words.append(node)
        elif node.name == "br":
            words.append(" ")
        elif node.name not in INLINE:
            # The words before a block are the outer block's, those at its end its own.
            yield from _part(collapsed(words), levels[-1])
            words.clear()
            if event.closes:
                levels.pop()
            else:
                levels.append(_HEADINGS.get(node.name, levels[-1]))
                yield from _whole_part(node)
    yield from _part(collapsed(words), None)


def _whole_part(element: HtmlElement) -> Iterator[ExtractPart]:
    """Yield an element that is not entered as a part of its own: a row, preformatted text."""
    if not _is_whole(element):
        return
    if element.name == "tr":
        yield from _part(_row(element), None)
    elif element.name == "pre":
        yield from _part(_lines(element), None)


def _is_whole(element: HtmlElement) -> bool:
    """Return whether an element is not entered; cells of a table inside of a row are its own."""
    return element.name == "pre" or (element.name == "tr" and not element.find("table"))


def _row(element: HtmlElement) -> str:
    """Return the cells of a table's row."""
    cells = [" ".join(cell.get_text(" ").split()) for cell in element.find_all(["td", "th"])]
    return _CELLS.join(filter(None, cells))


def _lines(element: HtmlElement) -> str:
    """Return preformatted text with its lines."""
    return element.get_text().strip("\n")


def _part(text: str, level: int | None) -> Iterator[ExtractPart]:
    """Yield a part unless it is empty."""
    if text.strip():
        yield ExtractPart(text, level)
