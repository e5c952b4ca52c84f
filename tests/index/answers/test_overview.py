"""A question about the whole is answered with key sentences of the documents."""

from pathlib import Path

from index.collection import Collection
from index.settings import Settings
from index.types import Answer
from tests.support.hashed_encoder import HashedEncoder


def test_it_is_answered_with_sentences_of_the_documents(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    text = "\n\n".join(
        f"The mill by the river ground {grain} for the guild. The toll paid for its wheel."
        for grain in ("wheat", "barley", "rye", "oats", "malt", "spelt", "millet", "maize")
    )
    (knowledge / "mill.txt").write_text(text, "utf-8")
    settings = Settings(reader="none", excerpt_characters=300)
    opened = Collection.open(knowledge, tmp_path / "data", settings, encoder=HashedEncoder())
    outcome = opened.ask("What is this about?")
    assert isinstance(outcome, Answer)
    assert 1 <= len(outcome.quotes) <= 4
    assert sum(len(quote.text) for quote in outcome.quotes) <= 300
    assert all(q.document.text[q.start : q.end] == q.text for q in outcome.quotes)
    found = {(hit.passage.document, hit.passage.paragraph) for hit in outcome.hits}
    assert {(quote.document.id, quote.paragraph) for quote in outcome.quotes} == found
