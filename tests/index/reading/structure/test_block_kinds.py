"""Captions and items of lists are told by their words."""

from index.reading.structure.block_kinds import with_kinds, with_words
from index.reading.structure.outline import Block
from index.types import BlockKind

ITEM, TEXT = BlockKind.LIST_ITEM, BlockKind.TEXT


def kinds(*texts: str, level: int | None = None) -> list[tuple[BlockKind, int | None]]:
    """What the blocks of a text are, of which each is as given."""
    blocks: list[Block] = []
    for text in texts:
        start = blocks[-1].end + 2 if blocks else 0
        blocks.append(Block(start, start + len(text), level))
    return [(block.kind, block.level) for block in with_kinds("\n\n".join(texts), blocks)]


def test_a_caption_is_neither_text_nor_a_heading() -> None:
    assert kinds("Figure 3: The mill", level=2) == [(BlockKind.CAPTION, None)]


def test_a_bullet_makes_an_item() -> None:
    assert kinds("• Oak", "◦iron", "•") == [(ITEM, None), (ITEM, None), (TEXT, None)]


def test_dashes_and_numbers_do_where_the_list_goes_on() -> None:
    assert kinds("- Oak", "- Iron", "Oak.") == [(ITEM, None), (ITEM, None), (TEXT, None)]
    assert kinds("1. Oak", "2. Iron", "(3) Lead") == [(ITEM, None)] * 3
    assert kinds("- Oak is best, said Bo.", "Iron.") == [(TEXT, None)] * 2
    assert kinds("1. Oak", "4. Iron", "- Lead", "* Tin") == [(TEXT, None)] * 4


def test_items_that_look_like_headings_are_none() -> None:
    assert kinds("1. Stop it.", "2. Start it.", level=1) == [(ITEM, None)] * 2
    assert kinds("1. Oak", "Oak is best.", level=1) == [(TEXT, 1)] * 2


def test_a_rule_or_an_ornament_is_no_paragraph() -> None:
    blocks = [Block(0, 4), Block(6, 9), Block(11, 12, kind=BlockKind.CODE), Block(14, 15)]
    assert with_words("Oak.\n\n===\n\n}\n\n7", blocks) == [blocks[0], *blocks[2:]]
