"""A question about the whole of the documents, answered with the sentences that stand for them."""

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TypeAlias

import numpy as np

from index.answers.excerpts import excerpts_in_order
from index.answers.kept_sentences import Paragraphs
from index.answers.leaning_sentences import stands_alone
from index.answers.whole_documents.openings import tells_of_text
from index.storage import PassageTable
from index.types import Abstention, Answer, Embeddings, Hit, Outcome, Passage, Quote

_Encode: TypeAlias = Callable[[Sequence[str]], Embeddings]


def telling_first(points: Sequence[Quote], encode: _Encode) -> tuple[Quote, ...]:
    """Return the points that tell something by themselves, nearest to their titles first.

    Args:
        points: Sentences that may stand for their documents; where none tells, they come back, and
            where only mottoes and the like do, these.
        encode: Texts to unit vectors.
    """
    alone = [point for point in points if stands_alone(point.text)]
    telling = [point for point in alone if tells_of_text(point)] or alone
    if not telling:
        return tuple(points)
    sentences = encode([point.text for point in telling])
    titles = encode([point.document.title for point in telling])
    nearness = (sentences * titles).sum(axis=1)
    return tuple(telling[row] for row in np.argsort(-nearness, kind="stable").tolist())


def overview_of(
    question: str, points: Sequence[Quote], passages: Sequence[Passage], budget: int, started: float
) -> Outcome:
    """Return an answer made of key sentences, an abstention where there are none.

    Args:
        question: As it was asked.
        points: Sentences that stand for all documents, in the order in which they are shown.
        passages: All that there are, those of a paragraph in reading order.
        budget: Characters of all quotes together.
        started: When it was asked, by `perf_counter`.
    """
    quotes = excerpts_in_order(points, Paragraphs(), budget)
    hits = _hits(quotes, passages)
    seconds = perf_counter() - started
    if not quotes:
        return Abstention(question, 0.0, (), (), seconds)
    return Answer(question, 1.0, quotes, hits, seconds)


def _hits(quotes: Sequence[Quote], passages: Sequence[Passage]) -> tuple[Hit, ...]:
    """Return the first passage of each paragraph that is quoted, in the order of the quotes."""
    table = PassageTable.of(passages)
    places = dict.fromkeys((quote.document.id, quote.paragraph) for quote in quotes)
    return tuple(Hit(table[_first_row(table, *place)]) for place in places)


def _first_row(table: PassageTable, document: str, paragraph: int) -> int:
    """Return the row of the first passage of a paragraph."""
    rows = table.rows_of(document)
    is_of_it = table.places[rows.start : rows.stop, 0] == paragraph
    return rows[int(np.flatnonzero(is_of_it)[0])]
