"""The row of a table whose first cell a question names: "How long is the season ticket valid?".

A reader is as sure of the rows beside it, which say the same of others. Nothing is moved where a
row beside it may be asked for: of several that are named, of a stretch ("from Monday to Friday"),
of what is held against another, and where the row that the reader takes has the name, too.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from index.answers.judgement.weighing import JudgedPassage
from index.language import any_of, terms_of
from index.types import CELL_BAR, Document, Paragraph

_BESIDE = 100.0  # log-odds that a row beside the named one loses: more than sentences lie apart
_BEFORE = 0.01  # that the named one has more than the best of them
_MOST_WORDS = 4  # of what names a row; a longer cell says something
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ADDRESS = re.compile(r"\S*(?:@|://)\S*")
# What asks for others besides what is named, or holds them against each other.
_OTHERS = re.compile(
    r"\b(?:"
    + any_of(
        "after all and apart before besides between both compare compared difference during each "
        "else every except from if instead like next not or other others previous rather same "
        "since than through till to unlike until versus vs with without".split()
    )
    + r")\b|\w\w(?:er|est)\s+than\b|n[’']t\b|[-–—&/]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that was read.

    Args:
        document: Where it stands.
        paragraph: Its paragraph.
        score: What its best sentence is worth.
    """

    document: Document
    paragraph: Paragraph
    score: float

    @property
    def cells(self) -> list[str]:
        """The words of each cell."""
        text = self.document.text[self.paragraph.start : self.paragraph.end]
        return text.split(CELL_BAR.strip())

    @property
    def key(self) -> frozenset[str]:
        """The stems of what names it; empty where its first cell does not."""
        first = self.cells[0]
        stems = frozenset(terms_of(first))
        return stems if _LETTERS.search(first) and len(stems) <= _MOST_WORDS else frozenset()

    def tells_of(self, other: "_Row") -> bool:
        """Return whether it has what names another row, be it in a longer name; no address does."""
        others = terms_of(_ADDRESS.sub(" ", " ".join(self.cells[1:])))
        return other.key < self.key or other.key <= {*others}

    def is_beside(self, other: "_Row") -> bool:
        """Return whether another one is a row of the same table."""
        if self.document is not other.document:
            return False
        first, last = sorted((self.paragraph.number, other.paragraph.number))
        return all(one.kind.is_tabular for one in self.document.paragraphs[first - 1 : last])


def with_named_rows(
    question: str, judged: Sequence[JudgedPassage], documents: Mapping[str, Document]
) -> list[JudgedPassage]:
    """Return passages, the row that a question names before those beside it.

    Args:
        question: As it was asked.
        judged: What was read of it.
        documents: By id.
    """
    rows = [_row_of(one, documents) for one in judged]
    best = _leading(judged, rows)
    moves = {} if best is None or _OTHERS.search(question) else _moves(question, best, rows)
    return [_moved(one, moves.get(id(row), 0.0)) for one, row in zip(judged, rows, strict=True)]


def _moves(question: str, best: _Row, rows: Sequence[_Row | None]) -> dict[int, float]:
    """Return what each row of a table gains or loses, by `id`; `best` is worth most of all."""
    table = [row for row in rows if row is not None and row.is_beside(best)]
    named = _named(question, table)
    if named is None or best.tells_of(named):
        return {}
    moves = {id(row): -_BESIDE for row in table if not row.tells_of(named)}
    return moves | {id(named): max(0.0, best.score + _BEFORE - named.score)}


def _row_of(one: JudgedPassage, documents: Mapping[str, Document]) -> _Row | None:
    """Return the row that a passage is, None where it is none or was not read."""
    passage = one.candidate.passage
    document = documents[passage.document]
    paragraph = document.paragraphs[passage.paragraph - 1]
    is_row = paragraph.kind.is_tabular and not document.is_header(paragraph)
    scores = one.sentence_scores() if is_row and one.reading else []
    return _Row(document, paragraph, max(scores)) if scores else None


def _leading(judged: Sequence[JudgedPassage], rows: Sequence[_Row | None]) -> _Row | None:
    """Return the row that is worth most, None where something else is."""
    worth = [max(one.sentence_scores(), default=-inf) for one in judged]
    return rows[worth.index(max(worth))] if worth else None


def _named(question: str, table: Sequence[_Row]) -> _Row | None:
    """Return the one row of a table that a question names, None where it names none, or several."""
    asked = frozenset(terms_of(question))
    named = [row for row in table if row.key and row.key <= asked]
    whole = [row for row in named if not any(row.key < other.key for other in named)]
    return whole[0] if len(whole) == 1 else None


def _moved(one: JudgedPassage, move: float) -> JudgedPassage:
    """Return a passage with so much more for each of its sentences."""
    if not move:
        return one
    before = one.moved or (0.0,) * len(one.candidate.passage.sentences)
    return replace(one, moved=tuple(own + move for own in before))
