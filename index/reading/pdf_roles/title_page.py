"""A document's title, authors and date as its first page shows them: told by place, type and order.

Below the title come the authors, each with an affiliation or none, then a date, and the text. On
the cover of a manual (as Texinfo sets it) they stand at the foot, from where the title begins.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, dropwhile, pairwise, takewhile

from index.reading.bibliography.name_blocks import NamedBlock, name_rows, named_block
from index.reading.bibliography.ordinary_words import OrdinaryWords
from index.reading.bibliography.personal_names import IsWord, named_line, says_only_by
from index.reading.bibliography.stated_names import name_of
from index.reading.bibliography.written_dates import whole_date
from index.reading.pdf.page_line import PageLine
from index.reading.structure.extract import own_title
from index.types import Name

_TITLE = 1.3  # times the size of the running text, …
_LONGEST_TITLE = 200  # … characters at most, …
_NOTE_SIGNS = frozenset("*∗†‡§¶")  # of a note that begins a line of its own
_TITLE_GAP = 1.8  # … and times the size of its type: lines that are further apart are of two
_WORD_GAP = 2.5  # likewise, where each line is a word in capitals in the middle of the page
_CENTRED = 0.5  # times the size of its type, by which the middles of such words may differ
_BLOCK = 1.5  # times the size of the type: lines that are further apart are of two blocks
_BLOCKS = 12  # below the title; further down nobody is named
_LONG = 60  # characters of a line of running text, …
_RUNNING = 2  # … and how many there are of them, at least
_FOOT = 8.0  # times the size of the type: so far above the foot of a cover all else stands
_FOOT_SIZE = 1.05  # times the size of the running text, at least
_EDGE = 2.0  # points by which lines that begin below one another may differ
_COVER = 14  # lines of a cover, at most
_HEADING = re.compile(r"\d+(?:\.\d+)*\.?\s+[^\W\d_].*|[^\W\d_]+[.:]?")  # numbered, or one word
_DATE = re.compile(r".*\b(?:1[5-9]|20)\d\d\b.*")


def with_whole_title(page: Sequence[PageLine], body: float) -> list[PageLine]:
    """Return a first page, the words of a title in one line that stand far below one another.

    Args:
        page: Its lines.
        body: The size of the running text, in points.
    """
    size = max((line.size for line in _worded(page)), default=0.0)
    start = next((row for row, line in enumerate(page) if line.size == size), len(page))
    largest = page[start:] if size >= _TITLE * body else []
    further = takewhile(lambda pair: _is_next_word(*pair), pairwise(largest))
    words = [*largest[:1], *(line for _, line in further)]
    if len(words) < 2:
        return [*page]
    text = " ".join(line.text for line in words)
    x, right = min(line.x for line in words), max(line.right for line in words)
    title = replace(words[-1], text=text, x=x, right=right)
    return [*page[:start], title, *page[start + len(words) :]]


def title_on(page: Sequence[PageLine], body: float) -> str | None:
    """Return what a first page shows in its largest type, None where that is none of a title.

    Args:
        page: Its lines, footnotes as well.
        body: The size of the running text, in points.
    """
    worded = _worded(page)
    size = max((line.size for line in worded), default=0.0)
    if size < _TITLE * body:
        return None
    largest = [*dropwhile(lambda line: line.size != size, worded)]
    notes = {line.text[0] for line in page} & _NOTE_SIGNS | {line.mark for line in page}
    further = takewhile(lambda pair: _goes_on(*pair, notes), pairwise(largest))
    title = _joined([largest[0].text, *(line.text for _, line in further)])
    noted = title[-1] in notes
    return own_title(title[:-1] if noted else title) if len(title) <= _LONGEST_TITLE else None


def _goes_on(above: PageLine, line: PageLine, notes: Collection[str]) -> bool:
    """Return whether a title goes on with a line; it ends where a note is referred to."""
    near = line.size == above.size and 0 < above.y - line.y < _TITLE_GAP * line.size
    return near and above.text[-1] not in notes


def _is_next_word(above: PageLine, line: PageLine) -> bool:
    """Return whether a word in capitals goes on with a title of such words, a line for each."""
    near = line.size == above.size and 0 < above.y - line.y <= _WORD_GAP * line.size
    in_capitals = all(one.text.isalpha() and one.text.isupper() for one in (above, line))
    shift = (above.x + above.right - line.x - line.right) / 2
    return near and in_capitals and abs(shift) <= _CENTRED * line.size


def _worded(page: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines of a page that hold more than a single letter, or a date."""
    return [line for line in page if sum(map(str.isalpha, line.text)) > 1 or whole_date(line.text)]


def _joined(texts: Sequence[str]) -> str:
    """Return lines as one."""
    whole = ""
    for text in texts:
        whole += text if not whole or whole.endswith("-") else f" {text}"
    return whole


def authors_on(
    page: Sequence[PageLine], body: float, others: Iterable[Sequence[PageLine]]
) -> tuple[Name, ...]:
    """Return the authors that a first page names, none where it names none for certain.

    Args:
        page: Its lines, footnotes left out.
        body: The size of the running text, in points.
        others: All pages, whose words tell what is no name.
    """
    worded = _worded(page)
    end = _title_end(worded, body)
    if not end:
        return ()
    words = OrdinaryWords(line.text for line in chain.from_iterable(others))
    head = _Head(_blocks(_with_by(worded[end:])), words.is_word)
    names = head.authors() or _at_foot(worded, end, body, words.is_word)
    return tuple(map(name_of, names))


def issued_on(page: Sequence[PageLine], body: float) -> tuple[int, ...]:
    """Return the date that stands alone below the title of a first page, empty where none does.

    Args:
        page: Its lines, footnotes left out.
        body: The size of the running text, in points.
    """
    worded = _worded(page)
    end = _title_end(worded, body)
    blocks: Sequence[Sequence[PageLine]] = _blocks(worded[end:])[:_BLOCKS] if end else []
    before = [*takewhile(_is_before_text, blocks)]
    dates = (whole_date(line.text) for line in chain.from_iterable(before))
    return next(filter(None, dates), ())


def _title_end(page: Sequence[PageLine], body: float) -> int:
    """Return how many lines of a page end with those of its title, 0 where it shows none."""
    size = max((line.size for line in page), default=0.0)
    if size >= _TITLE * body:
        start = next(row for row, line in enumerate(page) if line.size == size)
        return start + len([*takewhile(lambda line: line.size == size, page[start:])])
    first = next(iter(page), None)
    if first is None or not (first.bold or first.text.isupper()):
        return 0
    return len([*takewhile(lambda line: _is_set_alike(line, first), page)])


def _blocks(lines: Sequence[PageLine]) -> list[list[PageLine]]:
    """Return lines by blocks, which wide gaps part."""
    blocks = [[line] for line in lines[:1]]
    for above, line in pairwise(lines):
        if 0 <= above.y - line.y <= _BLOCK * max(above.size, line.size):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _with_by(lines: Sequence[PageLine]) -> list[PageLine]:
    """Return lines, a "by" that stands alone in one with whom it names."""
    joined: list[PageLine] = []
    for line in lines:
        if joined and says_only_by(joined[-1].text):
            by = joined.pop().text
            joined.append(replace(line, text=f"{by} {line.text}", cells=()))
        else:
            joined.append(line)
    return joined


class _Head:
    """What stands between a title and the text."""

    def __init__(self, blocks: Sequence[Sequence[PageLine]], is_word: IsWord) -> None:
        """Take the blocks below the title, and what tells ordinary words."""
        self._blocks = blocks[:_BLOCKS]
        self._is_word = is_word

    def authors(self) -> list[str]:
        """Return the names of the authors, in order."""
        names: list[str] = []
        first: PageLine | None = None
        for block, named in self._candidates():
            if named is None:
                continue
            if first is None:
                first = block[0]
            elif not (named.rest and _is_set_alike(block[0], first)):
                continue
            names += named.names
            if not named.rest:
                break
        return names

    def _candidates(self) -> Iterator[tuple[Sequence[PageLine], NamedBlock | None]]:
        """Yield the blocks before the text, each with whom it names; below a date after "by"."""
        dated = False
        for block in takewhile(_is_before_text, self._blocks):
            named = named_block(_cells(block), self._is_word)
            yield block, named if named is not None and (named.by or not dated) else None
            dated = dated or any(_DATE.fullmatch(line.text) for line in block)


def _is_before_text(block: Sequence[PageLine]) -> bool:
    """Return whether a block is neither running text nor the heading of one."""
    long = sum(len(line.text) >= _LONG for line in block)
    first = block[0].text
    return long < _RUNNING and bool(_DATE.fullmatch(first) or not _HEADING.fullmatch(first))


def _is_set_alike(line: PageLine, other: PageLine) -> bool:
    return (line.size, line.bold) == (other.size, other.bold)


def _cells(block: Sequence[PageLine]) -> list[list[str]]:
    """Return the words of each line of a block as gaps part them."""
    return [[cell.text for cell in line.cells] or [line.text] for line in block]


def _at_foot(page: Sequence[PageLine], end: int, body: float, is_word: IsWord) -> list[str]:
    """Return the authors at the foot of a cover: in larger type, below the title's beginning."""
    blocks = _blocks(page[end:]) if len(page) <= _COVER else []
    if len(blocks) < 2 or not all(_is_foot_line(line, page[end - 1], body) for line in blocks[-1]):
        return []
    first = blocks[-1][0]
    if blocks[-2][-1].y - first.y <= _FOOT * first.size:
        return []
    rows = name_rows(_cells(blocks[-1]))
    named = filter(None, (named_line(row.words, is_word) for row in rows))
    return [name for line in named for name in line.names]


def _is_foot_line(line: PageLine, title: PageLine, body: float) -> bool:
    return abs(line.x - title.x) <= _EDGE and line.size >= _FOOT_SIZE * body
