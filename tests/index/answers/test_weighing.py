"""What a sentence of a passage that was read is worth, and whether it may be shown."""

from dataclasses import replace

from index.answers.asked_instead import AskedInstead
from index.answers.weighing import JudgedPassage, Weighing
from index.models import PassageReading
from index.search.candidates import Candidate, Features
from index.types import Passage, Span

SENTENCES = (Span(0, 9), Span(10, 19), Span(20, 29))
PASSAGE = Passage("mill", 1, 0, 29, SENTENCES)
CANDIDATE = Candidate(PASSAGE, 0, 1.0, Features(0, 0, 0, 0, 0, 0), (0.1, 0.2, 0.3))
READ = JudgedPassage(CANDIDATE, PassageReading(3.0, (3.0, 1.5, -2.0)))


def test_around_the_best_sentence_another_must_answer_a_little() -> None:
    assert READ.answering == [True, True, False]


def test_apart_from_it_another_must_come_near_to_it_too() -> None:
    scores = READ.sentence_scores(1.0)
    assert READ.answering_apart(scores, 4.0) == [True, False, False]
    assert READ.answering_apart(scores, 6.0) == [False, False, False]
    wider = replace(READ, weighing=Weighing(margin_apart=9.0))
    assert wider.answering_apart(scores, 6.0) == [True, True, False]


def test_what_is_asked_in_other_words_must_be_answered_surely_apart() -> None:
    def judged(*, alike: bool) -> JudgedPassage:
        return replace(READ, instead=AskedInstead((3.0, 2.5, 2.0), (2.5, 1.0, 0.6), alike))

    scores = [3.0, 2.5, 2.0]
    assert judged(alike=True).answering == [True, True, True]
    assert judged(alike=True).answering_apart(scores, 3.0) == [True, False, False]
    assert judged(alike=False).answering_apart(scores, 3.0) == [True, True, True]


def test_without_a_reader_nothing_is_known_of_answers() -> None:
    unread = JudgedPassage(CANDIDATE, None)
    assert unread.answering_apart(unread.sentence_scores(1.0), 9.0) == [True, True, True]


def test_a_document_that_search_finds_less_counts_less_however_far_its_passage_is_below() -> None:
    weighing = Weighing(span=2.0, document=1.5)
    led = replace(READ, weighing=weighing)
    other = replace(led, behind=3.0)
    assert led.sentence_scores(1.0) == [3.0, 1.5, -2.0]
    assert led.sentence_scores(6.0) == [1.0, -0.5, -4.0]  # five below, of which two count
    assert other.sentence_scores(4.0) == [-1.5, -3.0, -6.5]  # the best of its document
    assert other.sentence_scores(9.0) == [-3.5, -5.0, -8.5]
    assert (led.surest, other.surest) == (3.0, -1.5)
