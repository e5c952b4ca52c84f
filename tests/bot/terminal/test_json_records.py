"""The JSON of answers that come from metadata; its fields are promised."""

import json
from collections.abc import Callable
from typing import Any

from index import Document
from tests.support.terminal import QUESTION, Told

LINE = "Tricia Bacon, War on the Rocks, 11 September 2018"


def asked(told: Callable[..., Told], question: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(told("ask", question, "--json")[1])
    return record


def test_an_excerpt_of_metadata_has_the_fields_of_an_excerpt(
    told: Callable[..., Told], essay: Document
) -> None:
    record = asked(told, "When was it published?")
    (excerpt,) = record["answer"]
    assert record["answered"] is True
    assert excerpt["citation"].startswith("Bacon, Tricia. “Deadly Cooperation")
    del excerpt["citation"]
    assert excerpt == {
        "text": LINE,
        "highlight": [LINE.index("11"), len(LINE)],
        "document": essay.id,
        "title": essay.title,
        "section": None,
        "paragraph": None,
        "locator": None,
        "start": None,
        "end": None,
        "url": essay.metadata.url,
        "quoted_speaker": False,
        "recognised": False,
        "source": "metadata",
    }


def test_an_excerpt_of_a_text_says_so(told: Callable[..., Told]) -> None:
    record = asked(told, QUESTION)
    assert {excerpt["source"] for excerpt in record["answer"]} == {"text"}
    assert record["unanswered"] == []


def test_metadata_and_text_answer_one_question(told: Callable[..., Told]) -> None:
    record = asked(told, f"Who wrote this? {QUESTION}")
    sources = [excerpt["source"] for excerpt in record["answer"]]
    assert sources == ["metadata"] + ["text"] * (len(sources) - 1)
    assert len(sources) > 1


def test_what_nothing_answers_is_named(told: Callable[..., Told]) -> None:
    record = asked(told, "Who wrote this, and what frightens elephants at night?")
    assert record["unanswered"] == ["what frightens elephants at night?"]
