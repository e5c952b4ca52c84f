"""BM25 against the formula written out, and what is saved against what is loaded."""

import math
from itertools import pairwise
from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.errors import CollectionError
from index.language.terms import terms_of
from index.search.word_index.bm25 import K1, B, Postings, damping_of, idf
from index.search.word_index.lexical import Lexical
from index.storage import array_stretches
from index.types import Scores

CONTEXTS = ["Harbours", "", "Harbours. Fees", ""]
SENTENCES = [
    ["Ships wait in the harbour.", "The ship pays."],
    ["A lighthouse guides ships."],
    ["Fees are due."],
    ["And so on."],
]


@pytest.fixture(scope="module")
def lexical() -> Lexical:
    return Lexical.build(CONTEXTS, SENTENCES)


def by_hand(query: str) -> list[float]:
    """Lucene's BM25 as Kamphuis et al. 2020 print it, one passage and term at a time."""
    texts = [terms_of(f"{c} {' '.join(s)}") for c, s in zip(CONTEXTS, SENTENCES, strict=True)]
    mean = sum(map(len, texts)) / len(texts)
    scores = []
    for terms in texts:
        score = 0.0
        for term in terms_of(query):
            frequency = sum(term in other for other in texts)
            weight = math.log(1 + (len(texts) - frequency + 0.5) / (frequency + 0.5))
            count = terms.count(term)
            score += weight * count / (count + K1 * (1 - B + B * len(terms) / mean))
        scores.append(score)
    return scores


@pytest.mark.parametrize("query", ["ships in the harbour", "fees", "lighthouse ship fee"])
def test_scores_follow_the_formula(lexical: Lexical, query: str) -> None:
    scores = lexical.scores(lexical.ids_of(terms_of(query)))
    assert scores.tolist() == pytest.approx(by_hand(query), rel=1e-5)


def test_scores_are_those_of_another_implementation() -> None:
    random = np.random.default_rng(1)
    drawn = [random.integers(0, 30, random.integers(1, 20)) for _ in range(200)]
    sentences = [[" ".join(f"w{number}x" for number in one)] for one in drawn]
    lexical = Lexical.build([""] * len(drawn), sentences)
    terms = lexical.terms_at(np.arange(len(drawn)))
    ids = [terms.ids[a:b] for a, b in pairwise(terms.edges)]
    other = bm25s.BM25(k1=K1, b=B, method="lucene")
    other.index((ids, dict(lexical.vocabulary)), create_empty_token=False, show_progress=False)
    for query in ([0, 5], [7], [3, 3, 29]):
        rows = np.array(query, dtype=np.int32)
        assert lexical.scores(rows) == pytest.approx(other.get_scores_from_ids(rows), rel=1e-5)


def test_words_that_no_passage_holds_score_nothing(lexical: Lexical) -> None:
    assert lexical.scores(lexical.ids_of(["volcano"])).tolist() == [0.0, 0.0, 0.0, 0.0]


def test_a_rare_term_weighs_more_than_a_common_one(lexical: Lexical) -> None:
    ship, fee = (lexical.vocabulary[stem] for stem in terms_of("ship fee"))
    assert lexical.idf[fee] == pytest.approx(math.log(1 + 3.5 / 1.5))
    assert lexical.idf[ship] == pytest.approx(math.log(1 + 2.5 / 2.5))
    assert float(idf(0, 4)) > lexical.idf[fee]


def test_terms_lie_passage_by_passage_and_sentence_by_sentence(lexical: Lexical) -> None:
    stems = list(lexical.vocabulary)
    terms = lexical.terms_at(np.array([2, 0]))
    segments = [[stems[i] for i in terms.ids[a:b]] for a, b in pairwise(terms.segments)]
    asked = [CONTEXTS[2], *SENTENCES[2], CONTEXTS[0], *SENTENCES[0]]
    assert segments == [terms_of(text) for text in asked]
    assert terms.passages.tolist() == [0, 2, 5]
    assert lexical.lengths.tolist() == [6, 3, 4, 0]


def test_each_stem_is_named_by_its_commonest_word(lexical: Lexical) -> None:
    words = dict(zip(lexical.vocabulary, lexical.words(), strict=True))
    assert words[terms_of("ships")[0]] == "ships"
    assert set(words.values()) <= set(lexical.word_forms)


def test_what_is_loaded_is_what_was_saved(lexical: Lexical, tmp_path: Path) -> None:
    lexical.save(tmp_path / "lexical")
    again = Lexical.load(tmp_path / "lexical")
    ids = again.ids_of(terms_of("ships in the harbour"))
    assert again.scores(ids).tolist() == lexical.scores(ids).tolist()
    assert again.word_forms == lexical.word_forms
    assert again.vocabulary == lexical.vocabulary
    assert np.array_equal(again.idf, lexical.idf)
    every = np.arange(len(lexical))
    assert np.array_equal(again.terms_at(every).ids, lexical.terms_at(every).ids)


@pytest.mark.parametrize(
    "name", ["forms-letters.npy", "order.txt", "words-ids.npy", "postings-tallies.npy"]
)
def test_a_missing_file_is_damage(lexical: Lexical, tmp_path: Path, name: str) -> None:
    lexical.save(tmp_path / "lexical")
    min((tmp_path / "lexical").rglob(name)).unlink()
    with pytest.raises(CollectionError, match="build the collection again"):
        Lexical.load(tmp_path / "lexical")


def test_passages_without_a_telling_word_are_indexed_saved_and_loaded(tmp_path: Path) -> None:
    Lexical.build([""], [["And so on."]]).save(tmp_path / "lexical")
    again = Lexical.load(tmp_path / "lexical")
    assert again.scores(again.ids_of(["ship"])).tolist() == [0.0]


PASSAGES = st.lists(st.lists(st.integers(0, 7), max_size=12), max_size=12)
SIZE = 10  # so that some terms never occur


def postings_of(passages: list[list[int]]) -> Postings:
    ids = np.array([term for terms in passages for term in terms], dtype=np.int32)
    edges = np.cumsum([0, *map(len, passages)]).astype(np.int64)
    return Postings.of(ids, edges, SIZE)


def weighed_at_once(passages: list[list[int]]) -> list[Scores]:
    """Weigh all terms in one expression, and return for each what it adds to each passage."""
    count, lengths = len(passages), np.array([*map(len, passages)], dtype=np.int64)
    mean = max(float(lengths.mean()), 1.0) if count else 1.0
    ids = np.array([term for terms in passages for term in terms], dtype=np.int64)
    standing = ids * count + np.repeat(np.arange(count), lengths)
    places, tallies = np.unique(standing, return_counts=True)
    rows, owners = np.divmod(places, max(count, 1))
    frequency = np.bincount(rows, minlength=SIZE)
    damped = tallies + K1 * (1 - B + B * lengths[owners] / mean)
    weights = (idf(frequency, count)[rows] * (tallies / damped)).astype(np.float32)
    scores = np.zeros((SIZE, count), dtype=np.float32)
    scores[rows, owners] = weights
    return list(scores)


@given(PASSAGES, st.integers(1, 9))
@example([], 1)
@example([[]], 1)
@example([[4, 4], [], [4]], 1)
@example([[4] * 300, [4], [5] * 70_000], 9)
@settings(deadline=None)
def test_terms_weigh_the_same_to_the_last_bit_however_few_are_looked_at_at_once(
    passages: list[list[int]], at_once: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(array_stretches, "_AT_ONCE", at_once)
        ours = postings_of(passages)
    lengths = np.array([*map(len, passages)], dtype=np.int64)
    damping = damping_of(lengths, float(lengths.mean()) if len(lengths) else 1.0)
    weights = idf(ours.frequency, len(passages))
    for term, whole in enumerate(weighed_at_once(passages)):
        scores = np.zeros(len(passages), dtype=np.float32)
        ours.add(term, weights[term], damping, scores)
        assert scores.tolist() == whole.tolist()


@pytest.mark.parametrize(("times", "size"), [(255, 1), (256, 2), (65_536, 4)])
def test_how_often_a_term_stands_somewhere_takes_as_many_bytes_as_it_needs(
    times: int, size: int
) -> None:
    postings = postings_of([[3], [3] * times])
    assert postings.tallies.tolist() == [1, times]
    assert postings.tallies.itemsize == size


def test_each_word_is_counted_once_and_sorted_once_in_however_many_shares(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at = []

    def stretches(length: int) -> list[slice]:
        looked_at.append(length)
        return [slice(place, place + 1) for place in range(length)]

    monkeypatch.setattr(array_stretches, "_AT_ONCE", 1)
    monkeypatch.setattr(array_stretches, "stretches_of", stretches)
    postings = postings_of([[0, 1, 2], [3, 4, 5, 0]])
    assert postings.passages.tolist() == [0, 1, 0, 0, 1, 1, 1]
    assert looked_at == [7, 7]
