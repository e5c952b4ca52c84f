"""Topics are read from a file or made of a set's questions, each with what a brief must show."""

import json
from pathlib import Path

import pytest

from index.errors import SourceError
from index.grading.question_sets import Part, read_question_set
from index.lab.briefs.graded_topics import (
    GradedTopic,
    asked_topic,
    read_graded_topics,
    shared_topics,
)
from index.language.sentences import sentences_of
from index.reading.source_folder import read_folder


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
    folder = Path(__file__).resolve().parents[4] / "knowledge"
    (essay,) = read_folder(folder).documents
    sentences: list[str] = []
    for paragraph in essay.paragraphs:
        spans = sentences_of(essay.text, paragraph.span)
        sentences += [essay.text[span.start : span.end] for span in spans]
    for topic in read_graded_topics(folder / "questions" / "briefs_more.jsonl"):
        for point in topic.key_points:
            assert any(stands_in(sentence, point) for sentence in sentences), point


def stands_in(sentence: str, alternatives: tuple[str, ...]) -> bool:
    return any(words in sentence for words in alternatives)


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
