"""The figures of a reader, by hand on a few windows."""

from collections.abc import Sequence

import numpy as np
import pytest

from index.lab.hashed_encoder import HashedEncoder
from index.lab.training import figures, measure
from index.lab.training.measure import Case, Judged
from index.lab.training.preparation import retrieve
from index.lab.training.sets import Question, Window
from index.models import Purpose
from index.types import Embeddings

TEXT = "The king signed. A war began. Peace came late."
SPANS = ((0, 16), (17, 29), (30, 46))


def window(identity: str, title: str = "") -> Window:
    return Window("chronicle", identity, title, TEXT, SPANS, frozenset({identity}))


def question(identity: str, *answers: str, about: str = "p", scoped: bool = False) -> Question:
    return Question("chronicle", identity, "who signed?", about, scoped, (about,), answers, ())


def judged(gold: set[int], answerable: float, scores: list[float], cosines: list[float]) -> Judged:
    return Judged(
        window("p"),
        frozenset(gold),
        False,
        answerable,
        np.array(scores, dtype=np.float32),
        np.array(cosines, dtype=np.float32),
    )


RIGHT = judged({0}, 2.0, [3, 1, 0], [0.1, 0.2, 0.9])
WRONG = judged(set(), -1.0, [-2, 2, -2], [0.3, 0.3, 0.3])
CASES = [
    Case(question("q1", "king"), (RIGHT, WRONG)),
    Case(question("q2", "king"), (WRONG, judged({1}, 0.5, [0, -1, 0], [0, 0.8, 0]))),
    Case(question("q3"), (judged(set(), 1.0, [0, 0, 0], [0, 0, 0.5]),)),
]


def test_the_best_sentence_is_sought_in_the_windows_that_answer() -> None:
    assert measure.best_sentence(CASES, 0.0) == (0.5, 2)
    assert measure.best_sentence(CASES, None) == (0.5, 2)
    assert measure.best_sentence(CASES, 2.0) == (1.0, 2)


def test_the_excerpt_is_sought_in_all_windows() -> None:
    assert measure.shown(CASES, 0.0, sentences=1) == (0.5, 2)
    assert measure.shown(CASES, 0.0) == (0.5, 2)
    assert measure.shown(CASES, None, sentences=1) == (0.5, 2)
    assert measure.shown(CASES, None) == (1.0, 2)


def test_separation_compares_with_the_unanswerable_and_with_what_is_left() -> None:
    made = measure.separation(CASES)
    assert made["unanswerable"]["answerable"] == pytest.approx(0.5)
    assert made["missing"]["answerable"] == 1.0
    assert made["missing"]["sentence"] == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)


def test_every_figure_of_a_set_is_shown_beside_the_cosine() -> None:
    lines = figures.table(CASES, (0.0,))
    assert lines[0] == "chronicle: 3 questions"
    assert lines[1].startswith("  cosine: best sentence of a gold window 0.500 (n 2)")
    assert lines[2].startswith("  reader + 0 cosine: best sentence of a gold window 0.500 (n 2)")
    assert lines[3] == "  AUROC unanswerable: answerable 0.500, sentence 1.000, cosine 1.000"


class Letters(HashedEncoder):
    """An encoder that knows one word."""

    dim = 2

    def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
        del purpose
        rows = [[1.0, 0.0] if "river" in t else [0.0, 1.0] for t in texts]
        return np.array(rows, dtype=np.float32)


def test_search_takes_cosine_and_words_and_stays_within_the_document_of_a_scoped_question() -> None:
    def telling(identity: str, text: str) -> Window:
        return Window("chronicle", identity, "", text, ((0, len(text)),), frozenset({identity}))

    windows = [
        telling("a", "The bridge burnt."),
        telling("b", "A river."),
        telling("c", "A river with a bridge."),
    ]
    asked = Question("chronicle", "q", "the bridge over the river", "a", False, (), (), ())
    inside = Question("chronicle", "s", "the bridge over the river", "a", True, (), (), ())
    found = retrieve([asked, inside], windows, Letters(), depth=2)
    assert found["chronicle", "q"][0] is windows[2]
    assert len(found["chronicle", "q"]) == 2
    assert found["chronicle", "s"] == [windows[0]]
