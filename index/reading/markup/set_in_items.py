"""Items of lists that a page only sets in, as what it quotes: each a paragraph with its number."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from index.reading.line_shapes.typed_items import typed_list
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind


def with_set_in_items(parts: Iterable[ExtractPart]) -> Iterator[ExtractPart]:
    """Yield the parts of a page, those that are set in and whose marks count on as items.

    Args:
        parts: In reading order.
    """
    for is_set_in, beside in groupby(parts, _is_set_in):
        run = list(beside)
        listed = typed_list([part.text for part in run]) if is_set_in else None
        first = len(listed.above) if listed else len(run)
        yield from run[:first]
        yield from (replace(one, kind=BlockKind.LIST_ITEM, item_depth=1) for one in run[first:])


def _is_set_in(part: ExtractPart) -> bool:
    """Return whether a part is what `<blockquote>` holds, outside of any list."""
    return part.kind is BlockKind.QUOTATION and not part.item_depth
