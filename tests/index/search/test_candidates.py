"""The order in which what was found is looked at."""

from index.search.candidates import Candidate, Features, with_best_by_words
from index.types import Passage, Span

NOTHING = Features(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def found(count: int, **features: dict[int, float]) -> list[Candidate]:
    """Return as many candidates, best first, with a value of some features by their row."""
    made = []
    for row in range(count):
        own = {name: values.get(row, 0.0) for name, values in features.items()}
        values = Features(**{**dict(zip(NOTHING.__slots__, NOTHING.values, strict=True)), **own})
        passage = Passage("mill", row + 1, 0, 9, (Span(0, 9),))
        made.append(Candidate(passage, row, float(-row), values, (0.0,)))
    return made


def rows(candidates: tuple[Candidate, ...]) -> list[int]:
    return [candidate.row for candidate in candidates]


def test_the_first_ten_have_the_best_two_by_words() -> None:
    candidates = found(14, bm25={2: 0.8, 12: 0.5, 13: 0.4})
    assert rows(with_best_by_words(candidates)) == [0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 8, 9, 10, 11]


def test_where_nothing_stands_out_the_order_stays() -> None:
    for count in (0, 1, 8, 9, 10, 12):
        assert rows(with_best_by_words(found(count))) == list(range(count))
