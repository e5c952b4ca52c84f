"""Topics are read, suggested, completed and found again."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.briefs.key_phrases import key_phrases
from index.briefs.topics import (
    MAX_TITLE,
    Topic,
    complete,
    documents_on,
    find_topic,
    read_topics,
    suggest,
)
from index.errors import SourceError
from index.reading.documents import document_of
from index.types import Document, Embeddings, Metadata, Paragraph, Section
from tests.support.calls import calls_in

SHIPPED = Path(__file__).resolve().parents[3] / "knowledge" / "topics.yaml"


def written(folder: Path, text: str) -> Path:
    path = folder / "topics.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_link_that_leads_out_of_the_folder_is_refused_and_one_within_is_followed(
    tmp_path: Path,
) -> None:
    elsewhere = written(tmp_path, "- title: The harbour\n")
    knowledge = tmp_path / "knowledge"
    inside = knowledge / "lists"
    inside.mkdir(parents=True)
    (knowledge / "topics.yaml").symlink_to(elsewhere)
    with pytest.raises(SourceError) as caught:
        read_topics(knowledge / "topics.yaml")
    told = "topics.yaml is a link out of the folder: put the file itself there"
    assert str(caught.value) == told
    (knowledge / "topics.yaml").unlink()
    (knowledge / "topics.yaml").symlink_to(written(inside, "- title: The mill\n"))
    assert read_topics(knowledge / "topics.yaml") == (Topic("The mill"),)


def test_the_shipped_topics_can_be_read_and_each_has_questions() -> None:
    topics = read_topics(SHIPPED)
    assert len(topics) >= 5
    assert all(topic.questions for topic in topics)


def test_a_missing_file_has_no_topics(tmp_path: Path) -> None:
    assert read_topics(tmp_path / "none.yaml") == ()


def test_an_empty_file_has_no_topics(tmp_path: Path) -> None:
    assert read_topics(written(tmp_path, "# nothing yet\n")) == ()


def test_every_field_is_read(tmp_path: Path) -> None:
    text = (
        "- title: Costs\n  query: what it cost\n  questions: ['What did it cost?']\n  document: a\n"
    )
    assert read_topics(written(tmp_path, text)) == (
        Topic("Costs", "what it cost", ("What did it cost?",), "a"),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: Costs\n", "must be a list"),
        ("- [unclosed\n", r"topics\.yaml is not YAML in line 2"),
        ("- query: costs\n", "topic 1: it needs a title"),
        ("- title: A\n- just words\n", "topic 2: it needs a title"),
        ("- title: A\n  qestions: []\n", "unknown field 'qestions'"),
        ("- title: A\n  questions: What?\n", "questions a list"),
        ("- title: A\n  questions: [1]\n", "questions a list"),
        ("- title: 7\n", "title, query and document are text"),
        ("- title: ''\n", "1 to 100 characters"),
        (f"- title: {'x' * 101}\n", "1 to 100 characters"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        read_topics(written(tmp_path, text))


def test_curated_topics_come_before_headings_names_and_phrases() -> None:
    text = (
        "What it cost\n\nThey paid in Zorbia.\n\nWhat it gave\n\n"
        "The trade route of Zorbia. A trade route again."
    )
    read = document_of(text)
    titles = [topic.title for topic in suggest([read], [Topic("All of it")])]
    headings = [section.title for section in read.sections if section.end > section.start]
    assert titles[0] == "All of it"
    assert titles[1 : 1 + len(headings)] == headings
    assert titles.index("Zorbia") < titles.index("trade route")


def headed(name: str, *headings: str) -> Document:
    """A document of nothing but headings."""
    text = "\n\n".join(headings)
    sections = tuple(
        Section(title, text.index(title), text.index(title) + len(title)) for title in headings
    )
    whole = (Paragraph(1, 0, len(text), None),)
    return Document(name, text, whole, Metadata(name), sections)


def test_documents_take_turns_and_parts_that_any_has_are_left_out() -> None:
    south = headed("south", "1. Introduction", "Salt wells")
    north = headed("north", "Wool", "Wine of Arvale")
    titles = [topic.title for topic in suggest([north, south])]
    assert titles[:3] == ["Wool", "Salt wells", "Wine of Arvale"]
    assert not any("introduction" in title.lower() for title in titles)


def test_no_weekday_and_no_name_that_any_text_has_as_a_word_is_a_topic() -> None:
    text = (
        "They met in Zorbia and in London. Mondays are quiet in Zorbia, and so it is on Mondays. "
        "They left London. They said: Note the tide."
    )
    headings = headed("south", "Keys", "Sunday", "Costs of repairs", "Quorum")
    titles = [topic.title for topic in suggest([document_of(text), headings])]
    assert {"Zorbia", "London", "Costs of repairs", "Quorum", "Keys"} <= set(titles)
    assert not {"Mondays", "Note", "Sunday"} & set(titles)


def test_of_several_names_of_one_thing_the_most_mentioned_is_a_topic() -> None:
    text = (
        "He left Zorbia. She left Zorbia. They left Zorbland. We left the Upper Zorbia of Arvale."
    )
    vectors = {"Zorbia": (1.0, 0.0), "Zorbland": (0.9, 0.44), "Upper Zorbia of Arvale": (1.0, 0.0)}

    def encode(texts: Sequence[str]) -> Embeddings:
        return np.array([vectors.get(text, (0.0, 1.0)) for text in texts], dtype=np.float32)

    titles = [topic.title for topic in suggest([document_of(text)], encode=encode)]
    assert "Zorbia" in titles
    assert "Upper Zorbia of Arvale" in titles
    assert "Zorbland" not in titles


def test_a_topic_of_one_document_is_on_that_one_alone() -> None:
    both = tuple(document_of("It is old.", id=name) for name in ("north", "south"))
    assert documents_on(Topic("Wool", document="south"), both) == both[1:]
    assert documents_on(Topic("Wool", document="gone"), both) == ()
    assert documents_on(Topic("Wool"), both) == documents_on(None, both) == both


def test_nothing_is_suggested_twice_whatever_its_case() -> None:
    read = document_of("They lived in Zorbia. They left Zorbia.")
    assert [topic.title for topic in suggest([read], [Topic("ZORBIA")])] == ["ZORBIA"]


def test_a_phrase_is_named_in_the_form_that_the_text_uses_most() -> None:
    read = document_of("A trade route. Two trade routes. Old trade routes lay there.")
    assert key_phrases(read) == ("trade routes",)


def test_a_phrase_found_only_in_a_longer_one_is_left_to_the_longer() -> None:
    read = document_of("Negotiated peace settlement now. A negotiated peace settlement then.")
    assert key_phrases(read)[0].lower() == "negotiated peace settlement"
    assert "peace settlement" not in key_phrases(read)


def test_a_phrase_is_weighed_by_how_often_it_stands_outside_longer_ones() -> None:
    text = "Old trade routes. New trade routes. Trade routes ended. Trade routes opened."
    # "trade routes" stands four times, and in two longer ones of one occurrence each.
    assert key_phrases(document_of(f"{text} Salt wells. Salt wells.")) == (
        "trade routes",
        "Salt wells",
    )


def _phrases(count: int) -> Document:
    letters = "bcdfghjklmnprstvz"
    words = [f"z{a}o{b}a{c}" for a in letters for b in letters for c in letters]
    return document_of(" ".join(f"The {' '.join(words[n : n + 3])}." for n in range(count)))


def test_finding_phrases_in_twice_the_text_is_twice_the_work() -> None:
    def work(count: int) -> int:
        read = _phrases(count)
        return calls_in("index/briefs", lambda: key_phrases(read))

    assert work(200) < 2.5 * work(100)


def test_what_begins_so_comes_before_what_holds_it() -> None:
    topics = [Topic("Old war"), Topic("The seaward side"), Topic("Warsaw")]
    assert [topic.title for topic in complete("war", topics)] == [
        "Warsaw",
        "Old war",
        "The seaward side",
    ]


def test_accents_case_and_spaces_do_not_matter_to_completion() -> None:
    assert complete("  krakow ", [Topic("Kraków")]) == (Topic("Kraków"),)


def test_nothing_typed_completes_to_the_first_topics() -> None:
    topics = [Topic(str(number)) for number in range(40)]
    assert complete("", topics, 25) == tuple(topics[:25])


def test_a_topic_is_found_by_its_title_whatever_the_case() -> None:
    topic = Topic("The Costs", "what it cost")
    assert find_topic(" the  costs", [topic]) == topic
    assert find_topic("the cost", [topic]) is None


@given(st.text(max_size=300))
def test_suggestions_can_always_be_chosen(text: str) -> None:
    for topic in suggest([document_of(text or "x")]):
        assert 1 <= len(topic.title) <= MAX_TITLE
        assert topic in complete(topic.title, [topic])
