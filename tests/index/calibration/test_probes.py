"""Probes: questions of the documents' own, and the passages that are hidden for them."""

import re
from dataclasses import replace

import pytest

from index.answers.answerer import Answerer
from index.calibration.hiding_retriever import HidingRetriever
from index.calibration.probes import Probe, ProbeKind, Prober
from index.evaluation.trials import answerer_of
from index.grading import GradedQuestion
from index.lab.hashed_encoder import HashedEncoder
from index.reading.documents import document_of
from index.settings import Settings
from index.types import Document, Metadata, Paragraph
from tests.support.documents.towns import graded, towns


def opened(documents: tuple[Document, ...]) -> tuple[Answerer, HidingRetriever, Prober]:
    encoder = HashedEncoder()
    answerer = answerer_of(documents, encoder, Settings(reader="none"))
    retriever = HidingRetriever(answerer.retriever.index, encoder)
    by_id = {document.id: document for document in documents}
    return answerer, retriever, Prober(by_id, retriever.index, retriever, encoder)


@pytest.fixture(scope="module")
def made() -> list[tuple[Probe, ...]]:
    return list(opened(towns())[2].made(30))


def test_a_hidden_paragraph_is_in_no_hit_and_no_quote_and_all_others_can_be_found() -> None:
    answerer, retriever, _ = opened(towns())
    question = "Who built the windmill of Arvale?"
    whole = answerer.answer(question)
    first = whole.hits[0].passage
    assert (first.document, first.paragraph) == ("first", 1)
    hidden = frozenset({("first", 1)})
    outcome = replace(answerer, retriever=retriever.without(hidden)).answer(question)
    places = {(hit.passage.document, hit.passage.paragraph) for hit in outcome.hits}
    assert places
    assert not places & hidden
    assert outcome.confidence < whole.confidence
    again = replace(answerer, retriever=retriever).answer(question)
    assert again.hits == whole.hits


def test_each_question_is_asked_with_its_paragraph_and_without(
    made: list[tuple[Probe, ...]],
) -> None:
    documents = {document.id: document for document in towns()}
    for probes in made:
        answerable, hidden = probes[:2]
        assert (answerable.kind, hidden.kind) == (ProbeKind.ANSWERABLE, ProbeKind.HIDDEN)
        assert answerable.question == hidden.question
        assert not answerable.hidden
        words = set(re.findall(r"\w+", hidden.question.lower()))
        words -= {"who", "or", "what", "when", "where", "how", "many", "did"}
        texts = [
            documents[name].text[p.start : p.end].lower()
            for name, number in hidden.hidden
            for p in [documents[name].paragraphs[number - 1]]
        ]
        assert any(words <= set(re.findall(r"\w+", text)) for text in texts)


def test_every_paragraph_is_asked_about_once_before_any_is_twice(
    made: list[tuple[Probe, ...]],
) -> None:
    # No two paragraphs say the same, so each question's own is the one that is hidden for it.
    hidden = [tuple(sorted(probes[1].hidden)) for probes in made[:24]]
    assert len(set(hidden)) == 24


def test_an_exchanged_detail_is_another_of_the_same_documents(
    made: list[tuple[Probe, ...]],
) -> None:
    text = " ".join(document.text for document in towns()).lower()
    exchanged = [probes[2] for probes in made if len(probes) > 2]
    assert len(exchanged) > 5
    for probes in made:
        for probe in probes[2:]:
            assert probe.kind is ProbeKind.EXCHANGED
            before = set(re.findall(r"\w+", probes[0].question.lower()))
            new = set(re.findall(r"\w+", probe.question.lower())) - before
            assert new
            assert all(word in text for word in new)


def test_what_says_the_same_elsewhere_is_hidden_too() -> None:
    *others, last = towns()
    text = last.text + "The armoury of Nowhere stands empty.\n\n"
    copied = "Visitors of Arvale may admire the telescopes in spring."
    near = "In spring visitors of Arvale may still admire the telescopes."
    paragraphs = list(last.paragraphs)
    for one in (copied, near):
        paragraphs.append(Paragraph(len(paragraphs) + 1, len(text), len(text) + len(one), None))
        text += f"{one}\n\n"
    doubled = Document(last.id, text, tuple(paragraphs), Metadata(last.title))
    _, _, prober = opened((*others, doubled))
    telescopes = [
        probes[1].hidden for probes in prober.made(200) if "telescopes" in probes[1].question
    ]
    assert telescopes
    copies = {("first", 1), ("second", len(paragraphs) - 1), ("second", len(paragraphs))}
    assert any(copies <= hidden for hidden in telescopes)


def test_the_same_seed_makes_the_same_probes_and_another_makes_others() -> None:
    prober = opened(towns())[2]
    assert list(prober.made(12, seed=5)) == list(prober.made(12, seed=5))
    assert list(prober.made(12, seed=5)) != list(prober.made(12, seed=6))


def test_graded_questions_are_asked_with_their_gold_and_without() -> None:
    answerable, unanswerable = opened(towns())[2].graded(graded())
    assert [probe.kind for probe in answerable] == [ProbeKind.ANSWERABLE, ProbeKind.HIDDEN]
    assert ("first", 1) in answerable[1].hidden
    assert [probe.kind for probe in unanswerable] == [ProbeKind.UNANSWERABLE]


def test_a_paragraph_of_several_passages_is_hidden_whichever_of_them_holds_the_answer() -> None:
    built = "The harbour bridge was finished by Ada Marlow"
    matters = " ".join(
        f"The committee then turned to matter number {number} of its agenda, on drains and lamps."
        for number in range(60)
    )
    long = (
        f"It is said that {built[0].lower()}{built[1:]}. {matters} At last the bridge was opened."
    )
    villages = [f"The village of place {number} keeps sheep and hens." for number in range(12)]
    document = document_of("\n\n".join([f"{built}.", long, *villages]))
    _, retriever, prober = opened((document,))
    assert sum(passage.paragraph == 2 for passage in retriever.index.passages) > 1
    question = "Who finished the harbour bridge?"
    asked = GradedQuestion("a", question, True, ((document.id, 1),), ("Ada Marlow",))
    ((_, hidden),) = prober.graded([asked])
    assert hidden.hidden == {(document.id, 1), (document.id, 2)}


def test_of_a_single_paragraph_nothing_can_be_hidden_and_nothing_is_asked() -> None:
    text = "The windmill of Arvale was built in 1500 by Adeline."
    document = Document("one", text, (Paragraph(1, 0, len(text), None),), Metadata("One"))
    assert list(opened((document,))[2].made(10)) == []
