"""What is asked of somebody whom no document names is not answered with what it says of others."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.answers import Answerer
from index.answers.judgement.absent_names import LEFT, absent_names, names_in
from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.language import words_of
from index.reading.source_folder import list_sources, read_source
from index.settings import Settings
from index.types import Abstention, Answer, Document, Metadata, Name

TEXT = "President Melk warned of the guilds in Afghanistan. An American ship came with US grain."


def absent(question: str, text: str = TEXT) -> tuple[str, ...]:
    known = {word.text for word in words_of(text)}
    unknown = {word.text for word in words_of(question)} - known
    return absent_names(question, unknown, known)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("what did Harrow warn of", ("Harrow",)),
        ("What did President Harrow warn of?", ("Harrow",)),
        ("Did Ada Harrow or Tom Pell warn of the guilds?", ("Ada Harrow", "Tom Pell")),
        ("Did Melk warn Harrow's sister?", ("Harrow",)),
        ("Who is he? What did Harrow say?", ("Harrow",)),
    ],
)
def test_a_name_that_stands_nowhere_is_told(question: str, names: tuple[str, ...]) -> None:
    assert absent(question) == names


@pytest.mark.parametrize(
    "question",
    [
        "what did harrow warn of",  # nothing tells that it is a name
        "Harrow warned of what?",  # a capital that every sentence has
        "What Did Harrow Warn Of Then?",
        "WHAT DID HARROW WARN OF?",
        "what did the Board warn of",  # what one company calls its board
        "what did ISIS warn of",  # perhaps written out
        "how many MPs were there",
        "what did Dr Melk warn of on Monday or in March",
        "what did Ada Melk warn of",  # one of the words is known
        "what did the Afghan guilds want",
        "what did Afghans want",
        "what did Kabul want",
        "what did Washington send",
        "what did Americans send",
        "whom did all Muslims follow",  # perhaps called the faithful
        "Who warned? Harrow?",
        "what did Mlek warn of",
        "Wie hoch ist der Beitrag für Kinder?",  # in German every noun has a capital
    ],
)
def test_what_may_be_no_name_or_another_form_of_one_is_not(question: str) -> None:
    assert absent(question) == ()


@pytest.mark.parametrize("question", ["what did London send", "what did the British send"])
def test_another_country_is_absent_unless_the_text_has_it(question: str) -> None:
    assert absent(question, "The UK sent grain.") == ()
    assert absent("what did London send") == ("London",)


def test_titles_authors_and_places_of_publication_are_known() -> None:
    metadata = Metadata(
        "Letters to Harrow", author=(Name("Pell", "Ada"),), container_title="Marsh Notes"
    )
    document = Document("letters", "", (), metadata)
    assert set(names_in([document])) == {*"letters to harrow ada pell marsh notes".split()}


@pytest.fixture
def asked(tmp_path: Path) -> Answerer:
    (tmp_path / "town.txt").write_text(f"{TEXT}\n\nThe guilds held the mill.\n", "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    settings = Settings(reader="none", answer_threshold=0.31)
    return answerer_of(documents, HashedEncoder(), settings, None)


def test_such_a_question_is_answered_with_less_confidence_if_at_all(asked: Answerer) -> None:
    usual, other = asked.answer("What did Melk warn of?"), asked.answer("What did Harrow warn of?")
    assert isinstance(usual, Answer)
    assert isinstance(other, Abstention)
    assert other.absent == ("Harrow",)
    small = asked.answer("What did harrow warn of?")
    assert other.confidence == pytest.approx(LEFT * small.confidence)
    lenient = replace(asked, settings=Settings(reader="none", answer_threshold=0.001))
    assert isinstance(lenient.answer("What did Harrow warn of?"), Answer)


def test_of_several_parts_the_one_without_such_a_name_is_answered(asked: Answerer) -> None:
    outcome = asked.answer("What did Melk warn of? And what did Harrow warn of?")
    assert isinstance(outcome, Answer)
    assert outcome.unanswered == ("what did Harrow warn of?",)
