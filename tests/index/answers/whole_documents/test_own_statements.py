"""What the metadata lack is answered by a sentence in which a text speaks of itself."""

import pytest

from index.answers.whole_documents.document_subjects import document_subject
from index.answers.whole_documents.own_statements import own_statements
from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.settings import Settings
from index.types import Abstention, Answer, Metadata, MetadataField, Reason
from tests.support.documents.cited_documents import document_of

OPENING = "Whoever lives in the valley of Arvale belongs to the mill."
DRAFTED = "This document was drafted by Hanna Vogel in 1998 and adopted by all members."
PUBLISHED = "This page was first published in the Arvale Gazette on 3 May 1999."
UNTOLD = "The wheel is of oak."
FIELDS = {
    "who wrote": MetadataField.AUTHOR,
    "when was": MetadataField.DATE,
    "where was": MetadataField.PUBLICATION,
    "who published": MetadataField.PUBLICATION,
}


def stated(asked: str, *paragraphs: str, subject: str = "this", title: str = "Pact") -> list[str]:
    """Return what a document says to "who …", "when was it published" of some subject."""
    document = document_of(paragraphs, Metadata(title))
    field = FIELDS[" ".join(asked.split()[:2])]
    found = own_statements([document], [field], asked, document_subject(subject))
    return [quote.text for quotes in found.values() for quote in quotes]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("who wrote this", DRAFTED),
        ("who wrote this", "This guide was written in 1998 by the millers of Arvale."),
        ("who wrote this", "This page is written and maintained by the Guild of Arvale."),
        ("who wrote this", "These guidelines were drawn up by the millers of Arvale."),
        ("when was this written", DRAFTED),
        ("when was this written", PUBLISHED),
        ("when was this published", PUBLISHED),
        ("when was this released", "This handbook was written by Ada and published in May 2011."),
        ("where was this published", PUBLISHED),
        ("who published this", "This leaflet was printed by the Guild of Arvale."),
        ("when was this released", "This is the Pact version 13.2, released on 2025-06-05."),
        ("who wrote this", "This is Pact, written by the millers of Arvale."),
    ],
)
def test_a_text_says_it_of_itself(asked: str, sentence: str) -> None:
    assert stated(asked, OPENING, sentence) == [sentence]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("who wrote this", "This book was written by Otto Brandt in 1945."),
        ("who wrote this", "The document was drafted by Otto Brandt in 1945."),
        ("who wrote this", "These documents were drafted by Otto Brandt in 1945."),
        ("who wrote this", "That page was written by Otto Brandt."),
        ("who wrote this", "In May the pact broke. The “Song of Arvale” hung there. " + DRAFTED),
        ("who wrote this", "They went to see the Treaty of Lorham. " + DRAFTED),
        ("who wrote this", "This document was written by hand, and by the end of May."),
        ("who wrote this", "This guide was written in order to help new millers."),
        ("who wrote this", "This page was not written by Otto Brandt."),
        ("who wrote this", "Was it oak? This page was written by whom?"),
        ("when was this released", "This is Lorham 13.2, released on 2025-06-05."),
        ("when was this released", "This is the Pact and the mill, released on 2025-06-05."),
        ("who wrote this", PUBLISHED),
        ("when was this published", DRAFTED),
        ("when was this written", "This page was written in favour of the mill of 1998."),
        ("when was this written", "This page was written to replace the one of 1998."),
        ("where was this published", "This page was published in May 2011."),
    ],
)
def test_what_tells_of_another_or_of_something_else_does_not(asked: str, sentence: str) -> None:
    assert stated(asked, OPENING, sentence) == []


def test_another_noun_has_to_be_that_by_which_the_question_calls_it() -> None:
    sentence = "The charter of Arvale hangs in the mill."
    drafted = "The charter was drafted by Otto Brandt in 1911."
    assert stated("who wrote the charter", sentence, drafted, subject="the charter") == [drafted]
    assert stated("who wrote this", sentence, drafted) == []
    other = "The old charter was drafted by Otto Brandt in 1911."
    assert stated("who wrote the charter", sentence, other, subject="the charter") == []
    assert stated("who wrote the old charter", other, subject="the old charter") == [other]


def outcome_of(question: str, **texts: tuple[str, ...]) -> Answer | Abstention:
    documents = [document_of(text, Metadata(name), name=name) for name, text in texts.items()]
    return answerer_of(documents, HashedEncoder(), Settings(answer_threshold=0.9)).answer(question)


def test_of_several_documents_the_one_that_says_it_answers() -> None:
    outcome = outcome_of("Who wrote this?", pact=(OPENING, DRAFTED), wheel=(UNTOLD,))
    assert isinstance(outcome, Answer)
    assert [(quote.document.id, quote.text) for quote in outcome.quotes] == [("pact", DRAFTED)]
    assert outcome.unanswered == ()


def test_what_else_is_asked_stays_open() -> None:
    outcome = outcome_of("Who wrote this, and where?", pact=(OPENING, DRAFTED))
    assert isinstance(outcome, Answer)
    assert outcome.unanswered == ("place of publication",)


def test_where_none_says_it_the_details_of_one_or_of_several_lack_it() -> None:
    one = outcome_of("Who wrote this?", wheel=(UNTOLD,))
    both = outcome_of("Who wrote this?", wheel=(UNTOLD,), pact=(OPENING,))
    for outcome, several in ((one, False), (both, True)):
        assert isinstance(outcome, Abstention)
        assert outcome.reason is Reason.NOT_IN_METADATA
        assert outcome.several is several


def test_a_title_that_the_text_does_not_repeat_may_be_asked_of() -> None:
    documents = [
        document_of((OPENING, DRAFTED), Metadata("The pact"), name="one"),
        document_of((UNTOLD,), Metadata("The wheel"), name="other"),
    ]
    answerer = answerer_of(documents, HashedEncoder(), Settings(answer_threshold=0.9))
    outcome = answerer.answer("Who wrote the pact?")
    assert isinstance(outcome, Answer)
    assert [quote.text for quote in outcome.quotes] == [DRAFTED]
