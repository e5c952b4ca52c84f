"""The authors that a text names below its title, or at the head of a memo.

Better none than a wrong one: a line names authors where it says so ("by", "Author:"), or where what
else stands there is said of authors only: an address, an affiliation, a date.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, takewhile

from index.reading.bibliography.byline_paragraphs import BylineParagraph, byline_paragraph
from index.reading.bibliography.name_blocks import NamedBlock, NameRow, named_block
from index.reading.bibliography.personal_names import (
    IsWord,
    named_line,
    says_by,
    says_only_by,
    tells_of_author,
)
from index.reading.bibliography.written_dates import whole_date
from index.reading.repair.lines import Line
from index.types import Span

_HEAD = 60  # lines of a text, in which its authors are looked for
_BLOCKS = 5  # below the title, likewise
_LONG, _RUNNING = 60, 2  # characters of a line of running text; such lines
_SENTENCE = 40  # characters of one, at least
_LONGEST_TITLE = 110  # characters
_SET_IN = 8  # characters from the margin: a title and what stands below it are centred
_COLUMNS = re.compile(r"\s{3,}|\t+")
_DATE = re.compile(r".*\b(?:1[5-9]|20)\d\d\b.*")
_TITLE_FIELD = re.compile(r"title\s*:\s+(?=\S)", re.IGNORECASE)
_LABEL = re.compile(r"[^\W\d_]+\s*:\s")

_ADDRESSED = re.compile(
    r"(?:(?:my )?dear|hello|hi)\b[^.!?]{0,40}[,:!]?$|to\b[^.!?]{0,40}$|re:|subject:", re.IGNORECASE
)
_SENT, _DATED = re.compile(r"from:\s+", re.IGNORECASE), re.compile(r"· date:\s", re.IGNORECASE)
_WITH_TEXT = 2  # blocks below a title: a byline and what it is of
_WHOLE_DATE = 3  # of year, month and day

_MEMO = re.compile(r"request for comments\b|internet[- ]draft\b", re.IGNORECASE)
_MEMO_NAME = re.compile(
    r"((?!U\.[CSK]\.)(?:[^\W\d_]\.[ -]?){1,4}(?!of )(?:[^\W\d_]+ )?[^\W\d_][\w'’-]+)"
    r"(?:,? \(?ed(?:itor)?s?\.?\)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """Where a text names its authors.

    Args:
        names: Of the authors, in order.
        span: The lines that name them, with what these say of them, in code points; None where they
            say more, and belong to the text.
        title: The title above, likewise; None at the head of a memo, and where it has columns.
        issued: Year, month and day as far as stated there.
        container_title: The journal, newspaper or site that it names; None where it names none.
    """

    names: tuple[str, ...]
    span: Span | None
    title: Span | None = None
    issued: tuple[int, ...] = ()
    container_title: str | None = None


def byline_of(lines: Sequence[Line], is_word: IsWord) -> Byline | None:
    """Return where a plain text names its authors, None where it names none for certain.

    Args:
        lines: Of the text.
        is_word: Of a word in small letters, whether it is an ordinary one.
    """
    blocks = _blocks(lines[:_HEAD])
    if not blocks:
        return None
    fields = _field_byline([*chain.from_iterable(blocks)], is_word)
    return _memo_byline(blocks[0]) or fields or _byline_below(blocks, is_word)


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines with words by blocks, which blank lines and rules part.

    What a line says that is nothing but "by" stands in the next block.
    """
    blocks: list[list[Line]] = []
    apart = True
    for line in lines:
        worded = any(map(str.isalnum, line.content))
        if worded and apart:
            blocks.append([])
        if worded:
            blocks[-1].append(line)
        apart = not (worded or (blocks and says_only_by(blocks[-1][-1].content)))
    return blocks


def _memo_byline(block: Sequence[Line]) -> Byline | None:
    """Return whom the right column at the head of a memo names, before its date."""
    if not any(_MEMO.match(line.content) for line in block):
        return None
    cells = [_cells(line) for line in block]
    right = [row[-1] for row, line in zip(cells, block, strict=True) if len(row) > 1 or line.indent]
    before = takewhile(lambda cell: not _DATE.fullmatch(cell), right)
    names = tuple(match[1] for match in map(_MEMO_NAME.fullmatch, before) if match)
    issued = next(filter(None, map(whole_date, right)), ())
    return Byline(names, _span(block), issued=issued) if names else None


def _field_byline(lines: Sequence[Line], is_word: IsWord) -> Byline | None:
    """Return whom a field behind that of the title names: "Title: …", "Author: …"."""
    for above, line in pairwise(lines):
        title = _TITLE_FIELD.match(above.content)
        named = named_line([line.content], is_word) if title and says_by(line.content) else None
        if title and named:
            place = Span(above.start + title.end(), above.end)
            return Byline(named.names, _span([line]), place)
    return None


def _cells(line: Line) -> list[str]:
    """Return the words of a line as gaps part them."""
    return _COLUMNS.split(line.content)


def _span(lines: Sequence[Line]) -> Span:
    return Span(lines[0].start, lines[-1].end)


def _byline_below(blocks: Sequence[Sequence[Line]], is_word: IsWord) -> Byline | None:
    """Return whom a text names between its title, which its first block begins with, and itself."""
    title = _title(blocks[0])
    if not title:
        return None
    rest = blocks[0][len(title) :]
    below = [block for block in (rest, *blocks[1:]) if block][:_BLOCKS]
    before = [*takewhile(lambda block: not _is_running(block), below)]
    stated = filter(None, (_stated(block, is_word) for block in before))
    dated = None if _LABEL.match(title[0].content) else _dated(blocks, below, is_word)
    byline = dated or _shown(title, before, is_word) or next(stated, None)
    if byline is None:
        return None
    parted = any(len(_cells(line)) > 1 for line in title)
    issued = byline.issued or _issued_around(byline.span, before)
    return replace(byline, title=None if parted else _span(title), issued=issued)


def _issued_around(named: Span | None, before: Sequence[Sequence[Line]]) -> tuple[int, ...]:
    """Return the date that is a line above or among the names, or right below them."""
    end = named.end if named else 0
    among = [line for line in chain.from_iterable(before) if line.start < end]
    below = [block[0] for block in before if block[0].start >= end][:1]
    dates = (whole_date(line.content) for line in (*among, *below))
    return next(filter(None, dates), ())


def _dated(
    blocks: Sequence[Sequence[Line]], below: Sequence[Sequence[Line]], is_word: IsWord
) -> Byline | None:
    """Return whom the block right below a title names with a date, and nothing else.

    A text that has several such blocks is a log, and one that addresses somebody below it a letter,
    which may begin with a place.
    """
    if len(below) < _WITH_TEXT:
        return None
    said, lines = _said(below[0], is_word), below[0]
    if said is None:
        return _sent(lines, is_word)
    later = (block for block in blocks if block[0].start > lines[-1].end)
    if any(_said(block, is_word) for block in later):
        return None
    by = any(says_by(line.content) for line in lines)
    whole = len(said.issued) == _WHOLE_DATE and not _is_addressed(below[1:])
    if not (by or whole):
        return None
    return Byline(said.names, _span(lines), None, said.issued, said.container_title)


def _is_addressed(blocks: Sequence[Sequence[Line]]) -> bool:
    """Return whether some blocks begin as a letter does, to whom or on what it is."""
    return any(_ADDRESSED.match(block[0].content) for block in blocks)


def _sent(block: Sequence[Line], is_word: IsWord) -> Byline | None:
    """Return who sent a memo, and when, as two fields say one below the other.

    They stay in the text, beside those that say to whom, and on what.
    """
    for two in pairwise(block):
        words = " · ".join(line.content for line in two)
        if _SENT.match(words) and _DATED.search(words):
            said = byline_paragraph(_SENT.sub("by ", words, count=1), is_word)
            return Byline(said.names, None, issued=said.issued) if said else None
    return None


def _said(block: Sequence[Line], is_word: IsWord) -> BylineParagraph | None:
    """Return what a block says of authors and date, None where it says less, or anything else."""
    said = byline_paragraph(" · ".join(line.content for line in block), is_word)
    return said if said and said.issued else None


def _title(block: Sequence[Line]) -> Sequence[Line]:
    """Return the lines of the title that a block begins with, none where it begins otherwise."""
    first = block[0]
    if len(first.content) > _LONGEST_TITLE or first.marked or says_by(first.content):
        return ()
    end = 1
    while end < len(block) and _goes_on(block[end - 1], block[end]):
        end += 1
    return block[:end] if block[end - 1].content[-1] not in ".;:" else ()


def _goes_on(above: Line, line: Line) -> bool:
    """Return whether a title goes on in its next line."""
    return above.dangles or (line.continues and not says_by(line.content))


def _is_running(block: Sequence[Line]) -> bool:
    """Return whether a block is running text."""
    sentences = (line for line in block if line.ends_sentence and not says_by(line.content))
    long = sum(len(line.content) >= _LONG for line in block)
    return long >= _RUNNING or any(len(line.content) >= _SENTENCE for line in sentences)


def _stated(block: Sequence[Line], is_word: IsWord) -> Byline | None:
    """Return whom a block says to be its authors: "by Ada Bell", "Author: Ada Bell"."""
    for start, line in enumerate(block):
        if says_by(line.content) and not (start and _is_clause(line)):
            named = named_block([*map(_cells, block[start:])], is_word)
            return _of(block[start:], named) if named else None
    return None


def _is_clause(line: Line) -> bool:
    """Return whether a line is as likely the end of the sentence above."""
    return line.continues and line.ends_sentence


def _shown(
    title: Sequence[Line], below: Sequence[Sequence[Line]], is_word: IsWord
) -> Byline | None:
    """Return whom the block right below a title names, as far as it shows that they are authors."""
    named = named_block([*map(_cells, below[0])], is_word) if below else None
    if named is None or named.by or not all(map(_tells_more, named.rest)):
        return None
    sure = named.apart or named.rest or len(named.names) > 1
    placed = _is_centred(title, below[0]) or _is_dated(below[1:])
    return _of(below[0], named) if sure or placed else None


def _is_centred(title: Sequence[Line], block: Sequence[Line]) -> bool:
    return min(title[0].indent, block[0].indent) >= _SET_IN


def _is_dated(blocks: Sequence[Sequence[Line]]) -> bool:
    return bool(blocks) and bool(_DATE.fullmatch(blocks[0][0].content))


def _of(block: Sequence[Line], named: NamedBlock) -> Byline:
    """Return the byline that a block begins with, and what it tells of the authors."""
    taken = block if all(map(_tells_more, named.rest)) else block[: named.lines]
    return Byline(named.names, _span(taken))


def _tells_more(row: NameRow) -> bool:
    """Return whether a row says where an author is to be found, or when."""
    text = " ".join(row.words)
    dated = bool(_DATE.fullmatch(text)) and not _LABEL.match(text)
    return len(text) <= _LONG and (tells_of_author(text) or dated)
