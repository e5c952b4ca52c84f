"""Search over a small collection, with an encoder whose similarity is that of shared words."""

from collections.abc import Sequence
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.lab.hashed_encoder import HashedEncoder
from index.models import Purpose
from index.search.candidates import Candidate, of_paragraphs
from index.search.related.related_terms import RelatedTerms
from index.search.retriever import Retriever
from index.search.score_weights import WEIGHTS
from index.search.search_index import SearchIndex, input_of
from index.search.stores.faiss import FaissStore
from index.search.word_index.lexical import Lexical
from index.types import Embeddings, Passage, Span
from tests.support.engines.numpy_store import NumpyStore

Sources = Sequence[tuple[str, int, str, Sequence[str]]]
"""Document, paragraph, context and sentences of each passage."""

HARBOUR: Sources = [
    ("harbour", 1, "Harbours", ["Ships wait in the harbour.", "The harbour master counts them."]),
    ("harbour", 2, "Harbours. Fees", ["Every captain owes the customs office a fee."]),
    ("harbour", 2, "Harbours. Fees", ["A late fee doubles the customs bill.", "Nobody likes it."]),
    ("light", 1, "", ["A lighthouse guides vessels at night."]),
    ("light", 2, "", ["The keeper climbs two hundred stairs.", "He paints them in spring."]),
]


class SynonymEncoder(HashedEncoder):
    """A hashed encoder to which some words mean nearly the same."""

    def __init__(self, synonyms: dict[str, str]) -> None:
        self._synonyms = synonyms

    def _direction(self, word: str) -> Embeddings:
        own = super()._direction(word)
        meant = self._synonyms.get(word)
        shared = own * 0 if meant is None else super()._direction(meant) - own * 0.75
        return np.asarray(own + shared, dtype=np.float32)


def index_of(sources: Sources, encoder: HashedEncoder) -> SearchIndex:
    passages, texts = [], []
    for document, paragraph, _, sentences in sources:
        bounds = np.cumsum([0, *(len(s) + 1 for s in sentences)]).tolist()
        spans = tuple(Span(a, a + len(s)) for a, s in zip(bounds, sentences, strict=False))
        passages.append(Passage(document, paragraph, 0, spans[-1].end, spans))
        texts.append(" ".join(sentences))
    contexts = [context for _, _, context, _ in sources]
    lexical = Lexical.build(contexts, [sentences for *_, sentences in sources])

    def store_of(texts: Sequence[str]) -> NumpyStore:
        store = NumpyStore(encoder.dim)
        store.upsert(np.arange(len(texts), dtype=np.int64), encoder.encode(texts))
        return store

    words = store_of(lexical.words())
    return SearchIndex(
        tuple(passages),
        tuple(texts),
        tuple(contexts),
        store_of([input_of(*row).text for row in zip(passages, contexts, texts, strict=True)]),
        store_of([sentence for *_, sentences in sources for sentence in sentences]),
        words,
        lexical,
        RelatedTerms.build(words),
    )


SEARCHED = Retriever(index_of(HARBOUR, HashedEncoder()), HashedEncoder())


@pytest.fixture
def retriever() -> Retriever:
    return SEARCHED


def places(retriever: Retriever, question: str, k: int = 10) -> list[tuple[str, int]]:
    found = retriever.search(question, k).candidates
    return [(c.passage.document, c.passage.paragraph) for c in found]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Who counts the ships?", ("harbour", 1)),
        ("Does a late fee double the bill?", ("harbour", 2)),
        ("When does he paint the stairs?", ("light", 2)),
        ("hi, could you please tell me what guides vessels?", ("light", 1)),
    ],
)
def test_the_paragraph_that_answers_comes_first(
    retriever: Retriever, question: str, place: tuple[str, int]
) -> None:
    assert places(retriever, question)[0] == place


def test_a_paragraph_of_two_passages_is_found_once_by_its_better_one(retriever: Retriever) -> None:
    found = retriever.search("What does a late fee double?").candidates
    rows = [c.row for c in found]
    assert rows[0] == 2
    assert 1 not in rows
    assert len({(c.passage.document, c.passage.paragraph) for c in found}) == len(found) == 4


def test_no_more_paragraphs_are_found_than_asked_for_best_first(retriever: Retriever) -> None:
    found = retriever.search("fee of the harbour", 2).candidates
    assert len({c.passage.place for c in found}) == 2
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_of_a_paragraph_what_bears_on_the_question_nearly_as_much_is_found_too() -> None:
    [template, *_] = SEARCHED.search("Who counts the ships?").candidates

    def candidate(paragraph: int, start: int, score: float) -> Candidate:
        passage = replace(template.passage, paragraph=paragraph, start=start)
        return replace(template, passage=passage, score=score)

    found = [candidate(1, 0, 9.0), candidate(2, 0, 8.0), candidate(1, 50, 6.5)]
    late = [candidate(2, 60, 4.9), candidate(3, 0, 4.0), candidate(1, 90, 3.0)]
    assert of_paragraphs([*found, *late], 3) == (*found, late[1])  # those far below are left out
    assert of_paragraphs([*found, *late], 2) == tuple(found)


def test_a_score_is_the_sum_of_features_words_damped_by_the_best_coverage(
    retriever: Retriever,
) -> None:
    found = retriever.search("Does the customs office fear dragons?").candidates
    damping = max(candidate.features.related_sentence for candidate in found)
    assert 0 < damping < 1
    for candidate in found:
        features, weights = candidate.features, WEIGHTS
        dense = weights.dense_passage * features.dense_passage
        dense += weights.dense_sentence * features.dense_sentence
        words = sum(
            getattr(weights, name) * getattr(features, name)
            for name in ("bm25", "related", "related_sentence", "pairs")
        )
        assert candidate.score == pytest.approx(dense + damping * words, rel=1e-5)


def test_features_say_what_vectors_and_words_say(retriever: Retriever) -> None:
    encoder, question = HashedEncoder(), "customs fee"
    vector = encoder.encode([question])[0]
    best = retriever.search(question).candidates[0]
    _, _, context, sentences = HARBOUR[best.row]
    given = input_of(best.passage, context, " ".join(sentences))
    passage = encoder.encode([given.text])[0]
    cosines = encoder.encode(sentences) @ vector
    assert best.features.dense_passage == pytest.approx(float(passage @ vector), abs=1e-6)
    assert best.sentences == pytest.approx(cosines.tolist(), abs=1e-6)
    assert best.features.dense_sentence == pytest.approx(float(cosines.max()), abs=1e-6)
    assert best.features.related == best.features.related_sentence == 1.0
    assert best.features.pairs == 1.0
    assert 0 < best.features.bm25 < 1


def test_slips_are_mended_and_the_mended_words_are_searched(retriever: Retriever) -> None:
    query = retriever.query_of("who counts the harbuor ships")
    assert query.text == "who counts the harbour ships?"
    assert query.unknown == ()


def test_another_form_of_a_word_is_no_slip(retriever: Retriever) -> None:
    assert retriever.query_of("Are vessel keepers paid?").text == "Are vessel keepers paid?"


def test_words_that_the_collection_lacks_are_named(retriever: Retriever) -> None:
    assert retriever.query_of("Which volcano waits for ships?").unknown == ("volcano",)


@pytest.mark.parametrize("question", ["Which passport is stamped?", "Which visa is stamped?"])
def test_words_akin_count_whether_the_collection_has_them_or_not(question: str) -> None:
    encoder = SynonymEncoder({"passport": "papers", "visa": "papers"})
    sources: Sources = [
        ("a", 1, "", ["Sailors carry papers."]),
        ("a", 2, "", ["Cooks carry kettles."]),
        ("a", 3, "", ["A passport was lost."]),
    ]
    found = Retriever(index_of(sources, encoder), encoder).search(question).candidates
    related = {c.passage.paragraph: c.features.related for c in found}
    assert related[1] > related[2]


@pytest.mark.parametrize("question", ["", "the of and", "???", "lol ok"])
def test_a_question_that_says_nothing_is_searched_without_fault(
    retriever: Retriever, question: str
) -> None:
    assert len(retriever.search(question).candidates) == len(HARBOUR)


def test_an_empty_collection_finds_nothing() -> None:
    encoder = HashedEncoder()
    assert Retriever(index_of([], encoder), encoder).search("Who waits?").candidates == ()


def test_parts_of_different_collections_are_refused() -> None:
    encoder = HashedEncoder()
    index, other = index_of(HARBOUR, encoder), index_of(HARBOUR[:2], encoder)
    with pytest.raises(ValueError, match="5 passages"):
        SearchIndex(
            index.passages,
            index.texts,
            index.contexts,
            other.passage_store,
            index.sentence_store,
            index.word_store,
            index.lexical,
            index.related_terms,
        )


@settings(deadline=None)  # a busy machine is no fault
@given(question=st.text(st.sampled_from("harbour fe lightsckp?'-<@> "), max_size=60))
def test_search_never_fails_and_features_stay_in_their_ranges(question: str) -> None:
    for candidate in SEARCHED.search(question).candidates:
        features = candidate.features
        shares = astuple(features)[2:]
        assert all(-1e-6 <= share <= 1 + 1e-6 for share in shares)
        assert max(features.dense_passage, features.dense_sentence) <= 1 + 1e-5


def test_any_store_serves(tmp_path: Path) -> None:
    encoder = HashedEncoder()
    index = index_of(HARBOUR, encoder)
    store = FaissStore.open(tmp_path / "passages.faiss", encoder.dim)
    rows = np.arange(len(index.passages), dtype=np.int64)
    store.upsert(rows, index.passage_store.vectors(rows))
    other = SearchIndex(
        index.passages,
        index.texts,
        index.contexts,
        store,
        index.sentence_store,
        index.word_store,
        index.lexical,
        index.related_terms,
    )
    expected = Retriever(index, encoder).search("Who counts the ships?").candidates
    found = Retriever(other, encoder).search("Who counts the ships?").candidates
    assert [c.row for c in found] == [c.row for c in expected]
    assert [c.score for c in found] == pytest.approx([c.score for c in expected], rel=1e-5)


def test_questions_are_encoded_as_questions() -> None:
    class Recording(HashedEncoder):
        purposes: list[Purpose]

        def encode(self, texts: Sequence[str], purpose: Purpose = Purpose.PASSAGE) -> Embeddings:
            self.purposes.append(purpose)
            return super().encode(texts)

    encoder = Recording()
    encoder.purposes = []
    retriever = Retriever(index_of(HARBOUR, encoder), encoder)
    encoder.purposes.clear()
    retriever.search("Which volcano waits?")
    assert encoder.purposes == [Purpose.QUERY]


def test_the_pool_has_what_either_way_of_searching_finds_first(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.retriever.POOL", 1)
    lighthouse = retriever.index.passage_store.vectors(np.array([3]))
    bm25 = np.array([0.0, 2.0, 1.0, 0.0, 0.0], dtype=np.float32)
    assert retriever._pool(lighthouse, bm25).tolist() == [1, 3]
    assert retriever._pool(lighthouse, np.zeros_like(bm25)).tolist() == [3]
