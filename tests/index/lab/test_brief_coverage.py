import json
from pathlib import Path

import numpy as np
import pytest

from index.briefs.pool import Layout
from index.briefs.relevance import WordVectors
from index.errors import SourceError
from index.grading.question_sets import Part, read_question_set
from index.lab import brief_coverage
from index.lab.brief_coverage import (
    METHODS,
    OURS,
    JudgedTopics,
    evaluate_briefs,
    fitted,
    judge_topics,
    pool_of,
    redundancy,
)
from index.lab.brief_topics import GradedTopic, asked_topic, read_graded_topics, shared_topics
from index.lab.summarizers import lexrank, textrank
from index.reading.documents import document_of
from tests.support.hashed_encoder import HashedEncoder

ENCODER = HashedEncoder()
TEXT = """Apples grow on trees. Farmers prune apple trees in winter.

Bread needs flour. The baker kneads dough at night. It rises for hours."""


def test_graded_topics_are_read_with_their_alternatives(tmp_path: Path) -> None:
    path = tmp_path / "topics.jsonl"
    path.write_text('{"topic": "apples", "key_points": [["a", "b"], ["c"]]}\n', encoding="utf-8")
    assert read_graded_topics(path) == (GradedTopic("apples", (("a", "b"), ("c",))),)


@pytest.mark.parametrize("line", ["{", "[]", '{"topic": "x"}', '{"topic": "x", "key_points": 3}'])
def test_a_line_that_is_no_graded_topic_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "topics.jsonl"
    good = '{"topic": "x", "key_points": []}'
    path.write_text(f"{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(SourceError, match="line 2 is not a graded topic"):
        read_graded_topics(path)


def test_a_missing_file_of_topics_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_graded_topics(tmp_path / "none.jsonl")


def test_every_shipped_key_point_stands_in_one_sentence_of_the_essay() -> None:
    from index.language.sentences import sentences_of
    from index.reading.source_folder import read_folder

    folder = Path(__file__).resolve().parents[3] / "knowledge"
    (essay,) = read_folder(folder).documents
    spans = [s for p in essay.paragraphs for s in sentences_of(essay.text, p.span)]
    sentences = [essay.text[span.start : span.end] for span in spans]
    for topic in read_graded_topics(folder / "questions" / "briefs_more.jsonl"):
        for point in topic.key_points:
            assert any(words in sentence for words in point for sentence in sentences), point


def test_a_key_point_is_covered_when_one_alternative_is_shown() -> None:
    pool = pool_of([document_of(TEXT)], ENCODER)
    topics = [
        GradedTopic("apple trees", (("not there", "prune apple trees"), ("nowhere",))),
        GradedTopic("bread", (("needs flour",),)),
    ]
    (ours,) = evaluate_briefs([(pool, topics)], ENCODER.encode, baselines=False)
    assert ours.method == OURS
    assert ours.topics.value == pytest.approx((0.5 + 1) / 2)
    assert ours.points.value == pytest.approx(2 / 3)
    assert (ours.topics.n, ours.points.n) == (2, 3)


@pytest.mark.parametrize("method", METHODS)
def test_no_way_of_choosing_shows_more_than_it_may(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brief_coverage, "MAX_CHARS", 90)
    layout = Layout(pool_of([document_of(TEXT)], ENCODER))
    rows = METHODS[method]("apple trees", layout, WordVectors(ENCODER.encode))
    assert rows
    assert len(set(rows)) == len(rows)
    assert len("\n".join(layout.sentences[row].text for row in rows)) <= 90


def test_cosine_shows_the_nearest_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brief_coverage, "MAX_CHARS", 45)
    layout = Layout(pool_of([document_of(TEXT)], ENCODER))
    rows = METHODS["cosine"](
        "Farmers prune apple trees in winter.", layout, WordVectors(ENCODER.encode)
    )
    assert [layout.sentences[row].text for row in rows] == ["Farmers prune apple trees in winter."]


def test_redundancy_is_the_mean_of_the_greatest_cosines() -> None:
    rows = np.array([[1, 0], [0.8, 0.6], [0, 1]], dtype=np.float32)
    assert redundancy(rows) == pytest.approx((0.8 + 0.8 + 0.6) / 3)
    assert redundancy(rows[:1]) == 0


@pytest.mark.parametrize("summarize", [lexrank, textrank])
def test_a_plain_summary_prefers_what_the_other_sentences_share(summarize: object) -> None:
    pytest.importorskip("sumy")
    sentences = ["Red apples grow here.", "Apples grow here.", "Apples grow.", "Zinc melts late."]
    assert callable(summarize)
    assert summarize(sentences, 22) in ([0], [1], [2])
    assert summarize(sentences, 1000) == [0, 1, 2, 3]
    assert summarize(sentences, 5) == []


def written_set(folder: Path) -> Path:
    """One article in which three questions share "apple trees"."""
    texts = [
        f"The apple trees of {town} are {n} years old. So it is." for n, town in enumerate("XYZ")
    ]
    folder.mkdir()
    with (folder / "passages.jsonl").open("w", encoding="utf-8") as stream:
        for n, text in enumerate(texts):
            stream.write(json.dumps({"id": f"p{n}", "doc": "Orchard", "text": text}) + "\n")
    with (folder / "questions.jsonl").open("w", encoding="utf-8") as stream:
        for n, town in enumerate("XYZ"):
            question = {
                "id": str(n),
                "question": f"How old are apple trees in {town}?",
                "gold_passages": [f"p{n}"],
                "answers": [f"{n} years"],
                "answerable": True,
            }
            stream.write(json.dumps(question) + "\n")
    return folder


def test_questions_that_share_a_phrase_make_a_topic_of_their_answers(tmp_path: Path) -> None:
    found = read_question_set(written_set(tmp_path / "orchard"))
    (part,) = [part for part in Part if found.part(part)]
    (topic,) = shared_topics(found, part)["Orchard"]
    assert topic.topic == "apple trees"
    assert topic.key_points == tuple(
        (f"The apple trees of {town} are {n} years old.",) for n, town in enumerate("XYZ")
    )


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("How old are apple trees in X?", "old are apple trees in X"),
        ("where did the idea of fortnite come from", "idea of fortnite come from"),
        ("Who was it?", "Who was it?"),
    ],
)
def test_a_question_is_about_what_follows_its_grammar(question: str, topic: str) -> None:
    assert asked_topic(question) == topic


def test_topics_of_other_documents_are_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brief_coverage, "_POOL_PARAGRAPHS", 1)
    folder = tmp_path / "two"
    folder.mkdir()
    trades = "pears bread honey cloth glass ropes boats wheels candles bricks".split()
    told = {trade.title(): f"Villagers make {trade} daily." for trade in trades}
    asked = {trade.title(): f"Who would make {trade} daily?" for trade in trades}
    passages = [{"id": name, "doc": name, "text": text} for name, text in told.items()]
    questions = [
        {"id": n, "question": q, "gold_passages": [n], "answers": ["x"], "answerable": True}
        for n, q in asked.items()
    ]
    for file, records in (("passages", passages), ("questions", questions)):
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (folder / f"{file}.jsonl").write_text(lines, encoding="utf-8")
    found = read_question_set(folder)
    judged = judge_topics(found, Part.REPORT, ENCODER)
    known, unknown = judged.confidence[judged.known], judged.confidence[~judged.known]
    assert (len(known), len(unknown)) == (2, 2)
    assert known.min() > unknown.max()


def test_rates_count_what_abstains_and_what_does_not() -> None:
    known = np.array([True, True, False, False])
    judged = JudgedTopics(known, np.zeros((4, 2), np.float32), np.array([0.9, 0.4, 0.6, 0.1]))
    silent, answered = judged.rates(0.5)
    assert (silent.value, silent.n, answered.value, answered.n) == (0.5, 2, 0.5, 2)


def test_fitted_weights_part_the_known_from_the_unknown() -> None:
    rng = np.random.default_rng(1)
    known = np.arange(40) < 20
    evidence = (rng.normal(0.3, 0.05, (40, 2)) + 0.4 * known[:, None]).astype(np.float32)
    nearness, wording, bias = fitted([JudgedTopics(known, evidence, np.zeros(40, np.float32))])
    logits = evidence @ np.array([nearness, wording]) + bias
    assert ((logits > 0) == known).all()
