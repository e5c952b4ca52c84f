"""A FAQ whose questions are headings: the answer below leads, and never the heading."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.models.passage_reader import PassageReading, ReaderInput
from index.reading.documents import read_document
from index.settings import Settings
from index.types import Abstention, Answer, Document

QUESTIONS = {
    "How do I get my flour?": "Bring the corn on a Monday. It is ground within two days.",
    "Who lent the money for the mill?": "The town did, out of the box that stands in the hall.",
    "What becomes of the bran?": "Whoever keeps a pig may fetch it in the evening.",
    "Where are sacks mended?": "Behind the bridge, at the house with the green door.",
    "Why is the gate shut?": "Since the frost of 1911 nobody has dared to open it again.",
}
MARKDOWN = "# The mill\n\n" + "\n\n".join(f"## {q}\n\n{a}" for q, a in QUESTIONS.items())
PAGE = "<h1>The mill</h1>" + "".join(f"<h2>{q}</h2><p>{a}</p>" for q, a in QUESTIONS.items())
NUMBERED = "\n\n".join(
    f" {number}. {question}\n\n    {answer}"
    for number, (question, answer) in enumerate(QUESTIONS.items(), 1)
)
UNDERLINED = "\n\n".join(f"{q}\n{'-' * len(q)}\n\n{a}" for q, a in QUESTIONS.items())


class HeadingReader:
    """A reader that goes by what a passage stands under: its sentences answer that."""

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        wanted = _words(question)
        readings = []
        for passage in passages:
            share = len(wanted & _words(passage.context)) / len(wanted)
            scores = [12.0 * share - 6.0 - number for number, _ in enumerate(passage.sentences)]
            readings.append(PassageReading(max(scores), tuple(scores)))
        return readings


def _words(text: str) -> set[str]:
    return {word.strip("?,.").lower() for word in text.split()}


def document(folder: Path, name: str, text: str) -> Document:
    (folder / name).write_text(text, "utf-8")
    return read_document(folder / name)


def lead(outcome: Answer | Abstention) -> str:
    assert isinstance(outcome, Answer)
    quote = outcome.quotes[0]
    assert quote.highlight is not None
    return quote.document.text[quote.highlight.start : quote.highlight.end]


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.md", MARKDOWN), ("a.html", PAGE), ("a.txt", NUMBERED), ("b.txt", UNDERLINED)],
)
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_below_a_question_leads_and_never_the_question(
    tmp_path: Path, question: str, name: str, text: str
) -> None:
    faq = document(tmp_path, name, text)
    settings = Settings(answer_threshold=0.01)
    outcome = answerer_of([faq], HashedEncoder(), settings, HeadingReader()).answer(question)
    first = QUESTIONS[question].split(". ")[0].rstrip(".")
    assert lead(outcome).rstrip(".") == first
    assert isinstance(outcome, Answer)
    assert all(not quote.text.rstrip().endswith("?") for quote in outcome.quotes)
