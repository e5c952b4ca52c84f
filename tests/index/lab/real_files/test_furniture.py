"""Furniture of pages is known by rules, prose is not."""

import pytest

from index.lab.real_files.furniture import by_rule, judged_sentences, sampled
from index.reading.documents import document_of


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Page 7", "page number"),
        ("Debian Policy, page 7 of 212", "page number"),
        ("Prev | Up | Home | Next", "way through"),
        ("Previous page", "way through"),
        ("Table of contents", "menu"),
        ("Skip to main content", "menu"),
        ("3.1 Purpose ......... 12", "contents line"),
        ("Preface . . . . . . . xii", "contents line"),
        ("Page 7 of the report names the council.", ""),
        ("Next, the council agreed.", ""),
        ("The menu shows all dishes.", ""),
        ("He waited... 12 days.", ""),
    ],
)
def test_a_sentence_is_furniture_by_its_words(text: str, rule: str) -> None:
    (judged, *_) = judged_sentences("a", document_of(text))
    assert judged.rule == rule


def test_what_heads_five_pages_is_a_running_head_whatever_their_numbers() -> None:
    towns = ("Ahrweil", "Brodno", "Calder", "Dorsk", "Elm")
    pages = (f"Bridges of the north {n}\n\n{town} has no toll." for n, town in enumerate(towns))
    sentences = judged_sentences("a", document_of("\n\n".join(pages)))
    heads = [one.text for one in sentences if one.rule == "running head"]
    assert heads == [f"Bridges of the north {n}" for n in range(5)]


def test_the_sample_is_spread_over_documents_and_follows_from_its_seed() -> None:
    long = document_of(" ".join(f"Bridge number {n} has no toll." for n in range(200)))
    short = document_of("Nobody paid. Nobody came.")
    documents = {"long": long, "short": short}
    sample = list(sampled(documents, 20))
    assert [one.place for one in sample] == ["short"] * 2 + ["long"] * 18
    assert sample == list(sampled(documents, 20))
    assert sample != list(sampled(documents, 20, seed=2))
    assert len({one.text for one in sample}) == 20


def test_sentences_are_told_by_rule() -> None:
    told = [f"{town} has no toll." for town in "Ahr Brod Calder Dorsk Elm Fal Gill Hurn".split()]
    text = "\n\n".join([*told[:4], "Prev | Next", *told[4:]])  # at the ends it is not read
    found = by_rule(judged_sentences("a", document_of(text)))
    assert {rule: [one.text for one in some] for rule, some in found.items() if some} == {
        "way through": ["Prev | Next"]
    }
