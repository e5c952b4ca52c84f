"""What a page sets in by `<blockquote>` without quoting it: items of lists, answers to questions.

Items are paragraphs whose numbers count on, or that have one sign; such answers are most of a page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from index.language import is_asked
from index.reading.line_shapes.typed_items import typed_list
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind

_LEAST_ASKED = 3  # questions with something set in right below them, in a list of such
_MOST = 0.5  # of a page's characters; so many are not quoted


def with_set_in(parts: Sequence[ExtractPart]) -> Iterator[ExtractPart]:
    """Yield the parts of a page, those that are set in and no quotations as what they are.

    Args:
        parts: In reading order.
    """
    kind = BlockKind.TEXT if _answers(parts) else BlockKind.QUOTATION
    for is_set_in, beside in groupby(parts, _is_set_in):
        run = list(beside)
        yield from _with_items([replace(one, kind=kind) for one in run]) if is_set_in else run


def _with_items(run: Sequence[ExtractPart]) -> list[ExtractPart]:
    """Return parts that are set in beside each other, those whose marks count on as items."""
    listed = typed_list([part.text for part in run])
    first = len(listed.above) if listed else len(run)
    items = [replace(one, kind=BlockKind.LIST_ITEM, item_depth=1) for one in run[first:]]
    return [*run[:first], *items]


def _is_set_in(part: ExtractPart) -> bool:
    """Return whether a part is what `<blockquote>` holds, outside of any list."""
    return part.kind is BlockKind.QUOTATION and not part.item_depth


def _answers(parts: Sequence[ExtractPart]) -> bool:
    """Return whether a page is questions with what is set in below them."""
    asked = [
        below
        for above, below in pairwise(parts)
        if _is_set_in(below) and not _is_set_in(above) and is_asked(above.text)
    ]
    set_in = sum(len(part.text) for part in parts if _is_set_in(part))
    return len(asked) >= _LEAST_ASKED and set_in > _MOST * sum(len(part.text) for part in parts)
