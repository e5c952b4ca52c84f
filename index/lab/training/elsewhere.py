"""Windows of other texts that a question seems to be about: hard negatives between documents.

A server has many documents, and of each question all but one or two of them say nothing, however
near their words are. A text is taken not to answer what is asked of another one where it lacks a
content word of the question that the other has ("Why did Corrant not insist?"). Where it has them
all ("When was the agreement signed?"), or the question shares no word with its own text, nobody
knows, and it is not read.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from index.language import terms_of
from index.models import Encoder
from index.types import Scores

from .preparation import WindowScores
from .sets import Window

DEPTH = 8  # windows of other texts for a question
_LOOKED_AT = 60  # nearest windows among which they are sought


class Elsewhere:
    """The windows of all texts, to be found by what is asked of another one."""

    def __init__(self, windows: Sequence[Window], encoder: Encoder | None) -> None:
        """Keep the windows with what finds them.

        Args:
            windows: Of all texts, those of one text by its `document`.
            encoder: Makes their vectors; without one, BM25 finds them alone.
        """
        self._windows = windows
        self._scores = WindowScores(windows, encoder)
        terms: dict[str, set[str]] = defaultdict(set)
        for window in windows:
            terms[window.document].update(terms_of(f"{window.title} {window.text}"))
        self._terms = dict(terms)

    def nearest(self, asked: Sequence[str], document: str) -> list[list[Window]]:
        """Return for each question the nearest windows that cannot answer it, the nearest first.

        Args:
            asked: Questions, or claims, on one text; at least one.
            document: That text, one of those kept, none of whose windows is given.
        """
        rows = self._scores.of(asked)
        return [
            self._unanswering(text, row, document) for text, row in zip(asked, rows, strict=True)
        ]

    def _unanswering(self, text: str, scores: Scores, document: str) -> list[Window]:
        wanted = self._terms[document].intersection(terms_of(text))
        nearest = np.argpartition(-scores, min(_LOOKED_AT, len(scores)) - 1)[:_LOOKED_AT]
        found = [self._windows[number] for number in nearest[np.argsort(-scores[nearest])]]
        return [
            window
            for window in found
            if window.document != document and not wanted <= self._terms[window.document]
        ][:DEPTH]
