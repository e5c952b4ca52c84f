"""Blocks of a text to numbered paragraphs and sections; headings of plain text found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.language import MONTHS, SMALL_IN_HEADINGS, any_of
from index.reading.repair.lines import lines_of, neighbours
from index.reading.structure.heading_paths import section_paths
from index.types import BlockKind, Paragraph, Section, Span

BEFORE_FIRST_HEADING = "Introduction"

_BLOCK = re.compile(r"\S.*?(?=\s*(?:\n[^\S\n]*\n|\Z))", re.DOTALL)
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NUMBERED = re.compile(r"(?:(\d+(?:\.\d+)*)\.?|[IVX]{1,5}\.|[A-Z]\.)\s+[A-Z“\"]")
_NUMBERED_TITLE = re.compile(r"\d+(?:\.\d+)*\.?\s+[^.,;:!?]{1,60}\.")  # "2. Term."
_NUMBERED_QUESTION = re.compile(
    r"(\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(?=[\"“«¿‘'(]?[^\W\d_])[^\n]{1,300}[?？][\"”»’)]?"
)
_SIGNED = re.compile(r"§+\s*\d+[a-z]?\b\.?(?!\s*\(\d)(?:\s+\S.*)?")  # "§ 3 Fees", no "§ 3 (1) The"
_BYLINE = re.compile(r"by\s+[A-Z]|[^\W\d_]+\.?\s+\d{1,2},?\s+\d{4}$|\d", re.IGNORECASE)
# "6 February 2024, 19:00, at the mill": of a meeting.
_APPOINTMENT = re.compile(
    rf"\d{{1,2}}\.?\s+(?:{any_of(month[:3] for month in MONTHS)})[a-z]*\.?\s+\d{{4}},\s",
    re.IGNORECASE,
)
# "Next meeting: Tuesday, 12 November", "Price: £12": what a label says, but no years of an age.
_LABEL_LINE = re.compile(
    r"(?=[^\W\d_])[^:\d]{1,40}:\s(?!.*\d{4}\s?[-–—]\s?\d{2,4}$)(?=.*(?<![\w-])\d)"
)
_MOST_IN_LABEL = 3  # words
_YEAR_ENDS_SENTENCE = re.compile(r"(?<=\S\s)\d{4}\.\s+[^\W\d_a-z]")  # "in 1919. Ratified"
_ENDS = ".,;:!…。，；："
_CONTENTS = re.compile(r"(?:\.\s*){4,}|^(?:\d+(?:\.\d+)*|[IVX]+)\.?\s.*\s\d+$")
_MAX_HEADING = 110  # characters
_MAX_WORDS, _MAX_PLAIN_WORDS = 14, 6
_SMALL = 4  # letters; shorter words may be small in a title, and so may these
_TITLE_CASE = 0.75  # share of the longer words that begin with a capital
_BODY, _BODY_ENDED = 80, 40  # characters; a heading stands before so much, or a whole sentence
_LOOK_AHEAD = 3  # blocks; a heading may stand before another
_CLOSED_LINES = 0.5
_BLANK_PER_LINE = 0.25
_ROMAN_NEIGHBOURS = {
    "I": {"II"},
    "V": {"IV", "VI"},
    "X": {"IX", "XI"},
    "L": {"XLIX", "LI"},
    "C": {"XCIX", "CI"},
}
_MANY_LETTERS = 3  # in order, as over the parts of a glossary, so many count


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a heading of `level` 1 and deeper; its item as of an `ExtractPart`.

    `term_end` is one past the term that it begins with, None where it has none.
    """

    start: int
    end: int
    level: int | None = None
    kind: BlockKind = BlockKind.TEXT
    item_depth: int = 0
    goes_on: bool = False
    term_end: int | None = None


def blocks_set_apart(text: str) -> list[Block]:
    """Return the blocks of a text between its blank lines, none of them a heading."""
    return [Block(*match.span()) for match in _BLOCK.finditer(text)]


def blocks_of(text: str, *, by_line: bool | None = None) -> list[Block]:
    """Return the blocks of a mended plain text, headings told by their looks.

    Blocks are set apart by blank lines, or are single lines where the lines are paragraphs. A
    heading is a short line without a full stop, in capitals or title case, numbered, or of few
    words between whole paragraphs, with a paragraph behind it.

    Args:
        text: The text.
        by_line: Whether its lines are paragraphs; None to find out.
    """
    if by_line is None:
        by_line = _lines_are_paragraphs(text)
    spans = [Span(*match.span()) for match in (_LINE if by_line else _BLOCK).finditer(text)]
    blocks: list[Block] = []
    for position, span in enumerate(spans):
        block = text[span.start : span.end]
        before = text[spans[position - 1].start : spans[position - 1].end] if position else ""
        behind = [text[s.start : s.end] for s in spans[position + 1 : position + 1 + _LOOK_AHEAD]]
        level = _level(block) if _heads(block, before, behind, plain=not by_line) else None
        blocks.append(Block(span.start, span.end, level))
    return _without_lone_letters(text, blocks)


def _without_lone_letters(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return blocks, of which no letter is a heading that counts nothing, as a sign of a formula.

    "B" counts where "A" or "C" is a heading, too, and "X" where "IX" or "XI" is; and so do three or
    more that stand in the order of the alphabet.
    """
    words = [text[block.start : block.end] for block in blocks]
    headings = {own: None for own, block in zip(words, blocks, strict=True) if block.level}.keys()
    letters = [own for own in headings if len(own) == 1]
    if len(letters) >= _MANY_LETTERS and letters == sorted(letters):
        return list(blocks)
    return [
        replace(block, level=None)
        if block.level and len(own) == 1 and headings.isdisjoint(_neighbours(own))
        else block
        for own, block in zip(words, blocks, strict=True)
    ]


def _neighbours(letter: str) -> set[str]:
    """Return what stands before and behind a letter where letters count."""
    place = ord(letter)
    return {chr(place - 1), chr(place + 1)} | _ROMAN_NEIGHBOURS.get(letter, set())


def _lines_are_paragraphs(text: str) -> bool:
    """Return whether each line is a paragraph: most end one, or hardly a blank line is there."""
    lines = lines_of(text)
    pairs = neighbours(lines)
    if not pairs:
        return False
    closed = sum(first.closed for first, _ in pairs)
    blank = sum(line.blank for line in lines[:-1])
    return closed >= _CLOSED_LINES * len(pairs) or blank < _BLANK_PER_LINE * len(pairs)


def _heads(block: str, before: str, behind: Sequence[str], *, plain: bool) -> bool:
    """Return whether a block is a heading of what stands behind it."""
    if _is_answered(block, before, behind) or _is_over_its_text(block, behind):
        return True
    if not _short(block) or not any(_is_body(text) for text in behind):
        return False
    return _looks_like_heading(block, before, behind[0], plain=plain)


def _looks_like_heading(block: str, before: str, below: str, *, plain: bool) -> bool:
    """Return whether a short line over text is set like a heading."""
    words = _WORD.findall(block)
    numbered = _is_numbered(block)
    if not 1 <= len(words) <= _MAX_WORDS or (_BYLINE.match(block) and not numbered):
        return False
    if numbered or block.isupper():
        return True
    if _says_at_label(block):
        return False
    return _title_case(words) or (plain and _is_plain_heading(block, before, below))


def _is_plain_heading(block: str, before: str, below: str) -> bool:
    """Return whether a short line of few words stands between whole paragraphs, and is none."""
    whole = not before or before.rstrip("\"'”’)")[-1:] in ".!?" or len(before) <= _MAX_HEADING
    return (
        whole
        and block[0].isupper()
        and ":" not in block
        and len(_WORD.findall(block)) <= _MAX_PLAIN_WORDS
        and _is_body(below)
        and block[-1] != "?"
    )


def _is_numbered(block: str) -> bool:
    """Return whether a block begins with a number that counts it, and not with a date."""
    return bool(_NUMBERED.match(block)) and not _APPOINTMENT.match(block)


def _says_at_label(block: str) -> bool:
    """Return whether a line has figures behind a label, as of when and where one meets."""
    label = _LABEL_LINE.match(block)
    return label is not None and len(label[0].split()) <= _MOST_IN_LABEL


def _is_answered(block: str, before: str, behind: Sequence[str]) -> bool:
    """Return whether a block is a numbered question of up to 300 characters, its answer behind it.

    Of questions in a row, as of an examination, none is answered.
    """
    question = _NUMBERED_QUESTION.fullmatch(block)
    if question is None or not behind or _NUMBERED_QUESTION.fullmatch(behind[0]):
        return False
    earlier = _NUMBERED_QUESTION.fullmatch(before)
    in_row = earlier is not None and earlier[1].count(".") == question[1].count(".")
    replies = _is_body(behind[0]) or behind[0][-1] in ".!"
    return replies and not in_row


def _is_over_its_text(block: str, behind: Sequence[str]) -> bool:
    """Return whether a block is a line that a section sign counts, right over a text."""
    if not (_SIGNED.fullmatch(block) and _short(block.lstrip("§ ")) and behind):
        return False
    is_text = _is_body(behind[0]) or behind[0][-1] in ".!:;,"
    return is_text and not _SIGNED.fullmatch(behind[0])


def _short(block: str) -> bool:
    """Return whether a block is one short line that ends like a heading."""
    return (
        "\n" not in block
        and len(block) <= _MAX_HEADING
        and (block[-1] not in _ENDS or bool(_NUMBERED_TITLE.fullmatch(block)))
        and not any(mark in block for mark in ("://", "www.", "@", ";"))
        and not (_CONTENTS.search(block) or _YEAR_ENDS_SENTENCE.search(block))
        and (block[0].isalnum() or block[0] in "\"“‘'(")
    )


def _is_body(block: str) -> bool:
    """Return whether a block is running text."""
    ends = block.rstrip("\"'”’)]")[-1:] in ".!?:。…"
    return len(block) >= (_BODY_ENDED if ends else _BODY) and any(c in block for c in ".!?:。…")


def _title_case(words: Sequence[str]) -> bool:
    """Return whether words are set like a title's."""
    longer = [word for word in words if len(word) >= _SMALL and word not in SMALL_IN_HEADINGS]
    capital = sum(map(_has_capital, longer))
    return bool(longer) and words[0][0].isupper() and capital >= _TITLE_CASE * len(longer)


def _has_capital(word: str) -> bool:
    """Return whether a word, or a part of it behind a hyphen, begins with a capital."""
    return any(part[:1].isupper() for part in word.split("-"))


def _level(block: str) -> int:
    """Return the depth that a heading's number shows, 1 without a number."""
    match = _NUMBERED.match(block)
    return match[1].count(".") + 1 if match and match[1] else 1


def outline(
    text: str, blocks: Sequence[Block]
) -> tuple[tuple[Paragraph, ...], tuple[Section, ...]]:
    """Return paragraphs, numbered from 1 over the whole text, and sections.

    What stands before the first heading is the section "Introduction"; a text without headings
    has no sections. Where several are called the same, paragraphs name what is around theirs, too.
    """
    paragraphs: list[Paragraph] = []
    sections = _sections(text, blocks)
    paths = iter(_paths(blocks, sections))
    items: dict[int, int] = {}
    section = next(paths) if sections and not blocks[0].level else None
    for block in blocks:
        if block.level:
            section = next(paths)
            items.clear()
        else:
            header = _header(paragraphs, block, section)
            number = len(paragraphs) + 1
            paragraphs.append(
                Paragraph(
                    number,
                    block.start,
                    block.end,
                    section,
                    block.kind,
                    header,
                    _item_start(items, block, number),
                    block.term_end,
                )
            )
    return tuple(paragraphs), tuple(sections)


def _sections(text: str, blocks: Sequence[Block]) -> list[Section]:
    """Return the headings, before them the unnamed beginning where there is one."""
    sections = [
        Section(
            " ".join(text[block.start : block.end].split()), block.start, block.end, block.level
        )
        for block in blocks
        if block.level
    ]
    if sections and not blocks[0].level:
        start = blocks[0].start
        sections.insert(0, Section(BEFORE_FIRST_HEADING, start, start))
    return sections


def _paths(blocks: Sequence[Block], sections: Sequence[Section]) -> list[str]:
    """Return what the paragraphs of each section stand under, outer headings where needed."""
    behind = [*blocks, None][1:]
    with_text = [
        below is not None and below.level is None
        for block, below in zip(blocks, behind, strict=True)
        if block.level
    ]
    unnamed = sections[: len(sections) - len(with_text)]
    named = sections[len(unnamed) :]
    return [*(section.title for section in unnamed), *section_paths(named, with_text)]


def _item_start(items: dict[int, int], block: Block, number: int) -> int | None:
    """Return the number of the paragraph that begins the item that a block goes on in.

    Args:
        items: The first paragraph's number of the last item at each depth; brought up to date.
        block: What stands at this place.
        number: Of its paragraph.
    """
    if block.goes_on:
        return items.get(block.item_depth)
    if block.item_depth:
        items[block.item_depth] = number
    return None


def _header(paragraphs: Sequence[Paragraph], block: Block, section: str | None) -> int | None:
    """Return the number of the paragraph that names the columns of a table's row, if one does."""
    if block.kind is not BlockKind.TABLE_ROW:
        return None
    # The note of a row may stand behind it, before the next one.
    noted = (one for one in reversed(paragraphs) if one.kind is not BlockKind.FOOTNOTE)
    before = next(noted, None)
    if before is None or before.section != section:
        return None
    return before.number if before.kind is BlockKind.TABLE_HEADER else before.header
