"""What is shown first, and what a question with two parts gets."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from index.answers.judgement.weighing import Weighing
from index.answers.questions.asked_parts import asked_parts
from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.models.passage_reader import PassageReading, ReaderInput
from index.reading.source_folder import list_sources, read_source
from index.settings import Settings
from index.types import Abstention, Answer, MetadataField, Reason
from tests.support.networks.word_reader import TEXT, WordReader, ask


def test_both_parts_of_a_question_are_answered(tmp_path: Path) -> None:
    outcome = ask(tmp_path, "Who built the mill, and which cloth used madder?")
    assert isinstance(outcome, Answer)
    assert [quote.paragraph for quote in outcome.quotes[:2]] == [1, 4]
    assert outcome.unanswered == ()
    assert all(a.score >= b.score for a, b in pairwise(outcome.hits))
    places = [hit.passage.paragraph for hit in outcome.hits]
    assert sorted(places) == [1, 2, 3, 4]


def test_a_hit_names_that_of_its_sentences_which_answers_best(tmp_path: Path) -> None:
    lit = "The lamp was lit at dusk. The keeper Elsa lit the great lamp. Ships passed."
    (tmp_path / "lamp.txt").write_text(lit, "utf-8")
    outcome = ask(tmp_path, "Which keeper lit the great lamp?")
    first = outcome.hits[0]
    assert first.sentence
    assert lit[first.sentence.start : first.sentence.end] == "The keeper Elsa lit the great lamp."
    assert all(hit.sentence in hit.passage.sentences for hit in outcome.hits)


def test_the_part_that_is_left_open_is_named(tmp_path: Path) -> None:
    outcome = ask(tmp_path, "Who built the mill, and who was elected president?")
    assert isinstance(outcome, Answer)
    assert outcome.unanswered == ("who was elected president?",)
    assert outcome.quotes[0].paragraph == 1
    assert all(quote.paragraph != 3 for quote in outcome.quotes)


def test_a_part_that_what_is_shown_answers_more_likely_than_not_is_not_left_open(
    tmp_path: Path,
) -> None:
    (tmp_path / "town.txt").write_text(TEXT, "utf-8")
    documents = [read_source(source, max_bytes=10**6) for source in list_sources(tmp_path)]
    settings = Settings(answer_threshold=0.98)
    answerer = answerer_of(documents, HashedEncoder(), settings, WordReader())
    alone = answerer.answer("Who built the mill?")
    assert isinstance(alone, Abstention)
    assert 0.5 < alone.confidence < 0.98
    both = answerer.answer("Who built the mill, and did a guild of weavers build by the river?")
    assert isinstance(both, Answer)
    assert [quote.paragraph for quote in both.quotes] == [1]
    assert both.unanswered == ()
    other = answerer.answer("Who built the mill, and which cloth used madder for red cloth?")
    assert isinstance(other, Answer)
    assert [quote.paragraph for quote in other.quotes] == [4]
    assert other.unanswered == ("Who built the mill",)


def test_a_short_part_that_goes_on_with_the_one_before_is_understood_so(tmp_path: Path) -> None:
    outcome = ask(tmp_path, "Which flood took the bridge, and how went carts?")
    assert isinstance(outcome, Answer)
    assert outcome.unanswered == ()


def test_a_later_part_that_stands_alone_is_found_alone(tmp_path: Path) -> None:
    outcome = ask(tmp_path, "Who built the mill by the river, and what took it, the flood?")
    assert isinstance(outcome, Answer)
    assert {quote.paragraph for quote in outcome.quotes[:2]} == {1, 3}


class MillReader:
    """A reader that finds the mill where it is asked for, and whatever stops where it is not."""

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        wanted = "mill" if "mill" in question else "stop"
        odds = [6.0 if wanted in " ".join(passage.sentences) else -9.0 for passage in passages]
        pairs = zip(odds, passages, strict=True)
        return [PassageReading(one, (one,) * len(passage.sentences)) for one, passage in pairs]


def test_a_later_part_that_points_back_is_found_alone_in_the_same_document_only(
    tmp_path: Path,
) -> None:
    (tmp_path / "mill.txt").write_text("The mill had an oaken wheel.", "utf-8")
    (tmp_path / "law.txt").write_text("When judges stop, so do their terms.", "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    answerer = answerer_of(
        documents, HashedEncoder(), Settings(answer_threshold=0.01), MillReader()
    )
    parts = asked_parts("Which wheel had the mill, and when did it stop?")
    first, second = answerer.findings(parts)
    leads = [one.judged[0].candidate.passage.document for one in (first, second)]
    assert leads == ["mill", "mill"]
    assert answerer.look_up(replace(parts[1], context=())).judged[0].odds == [6.0]  # of the law


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("hi, how are you? who built the mill?", ["who built the mill?"]),
        ("who built the mill? and how are you?", ["who built the mill?"]),
        ("who are you? how are you?", ["who are you?", "how are you?"]),
    ],
)
def test_small_talk_beside_a_question_is_no_part_of_it(question: str, asked: list[str]) -> None:
    assert [part.question for part in asked_parts(question)] == asked


def test_a_later_part_leans_on_the_one_before_it() -> None:
    first, second = asked_parts("Who built the mill, and when?")
    assert first.standalone == "Who built the mill"
    assert second.standalone == "Who built the mill | when?"
    assert [a.standalone for a in asked_parts("And when?", ["Who built the mill?"])] == [
        "Who built the mill? | And when?"
    ]


def test_a_follow_up_is_read_with_what_it_leans_on_that_by_itself_and_behind_its_answer(
    tmp_path: Path,
) -> None:
    (tmp_path / "town.txt").write_text(TEXT, "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    reader = WordReader()
    answerer = answerer_of(documents, HashedEncoder(), Settings(answer_threshold=0.8), reader)
    answerer.answer("And what did it cost?", ["Who built the mill by the river?"])
    before, follow_up = "Who built the mill by the river?", "And what did it cost?"
    assert reader.asked == [f"{before} | {follow_up}", before, f"{before} | {follow_up}"]
    reader.asked.clear()
    answerer.answer("Which cloth used madder for red?", ["Who built the mill by the river?"])
    assert reader.asked == ["Which cloth used madder for red?"]


def test_what_answered_the_question_before_is_worth_less() -> None:
    reading = PassageReading(2.0, (3.0, 1.0, 0.0)).less(PassageReading(9.0, (4.0, -3.0, 0.0)), 0.5)
    assert reading == PassageReading(2.0, (1.0, 1.0, 0.0))


def test_only_what_was_asked_in_an_earlier_message_was_answered() -> None:
    assert [part.answered for part in asked_parts("And when?", ["Who built the mill?"])] == [True]
    assert [part.answered for part in asked_parts("Who built the mill?")] == [False]
    assert [p.answered for p in asked_parts("Who built the mill, and when?")] == [False, False]


def test_the_mean_of_two_readings_is_taken_sentence_by_sentence() -> None:
    mean = PassageReading(2.0, (1.0, -3.0)).mean(PassageReading(-1.0, (3.0, 1.0)))
    assert mean == PassageReading(2.0, (2.0, -1.0))


def highlights(outcome: Answer | Abstention) -> list[str]:
    quotes = outcome.quotes if isinstance(outcome, Answer) else outcome.nearest
    spans = [(quote.document.text, quote.highlight) for quote in quotes]
    return [text[span.start : span.end] for text, span in spans if span]


@pytest.mark.parametrize("reader", [WordReader(), None])
def test_a_printed_question_is_never_its_own_answer(
    tmp_path: Path, reader: WordReader | None
) -> None:
    text = "Who lent money for the mill? The town lent the florins for the mill. It rained."
    (tmp_path / "faq.txt").write_text(text, "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    settings = Settings(answer_threshold=0.01)
    answerer = answerer_of(documents, HashedEncoder(), settings, reader)
    outcome = answerer.answer("Who lent money for the mill?")
    assert highlights(outcome)[0] == "The town lent the florins for the mill."


def test_a_printed_question_is_no_reason_to_be_sure(tmp_path: Path) -> None:
    (tmp_path / "faq.txt").write_text("Who lent money for the mill? It rained.", "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    answerer = answerer_of(documents, HashedEncoder(), Settings(), WordReader())
    passage = answerer.look_up(asked_parts("Who lent money for the mill?")[0]).judged[0]
    assert passage.reading is not None
    assert max(passage.reading.sentences) > 0
    assert max(passage.odds) == min(passage.reading.sentences)


def test_what_comes_nearest_to_another_subject_does_not_bear_on_it(tmp_path: Path) -> None:
    outcome = ask(tmp_path, "Do penguins nest?")
    assert isinstance(outcome, Abstention)
    assert outcome.nearest
    assert outcome.related == ()


def test_what_shares_words_with_a_question_bears_on_it_and_the_rest_does_not(
    tmp_path: Path,
) -> None:
    outcome = ask(tmp_path, "Old bridge?")
    assert isinstance(outcome, Abstention)
    assert [quote.paragraph for quote in outcome.related] == [3]


def test_a_question_about_the_document_is_answered_from_its_metadata(tmp_path: Path) -> None:
    (tmp_path / "town.yaml").write_text("author: Ada Okafor\nissued: 1999", "utf-8")
    outcome = ask(tmp_path, "Who wrote this?")
    assert isinstance(outcome, Answer)
    assert [line.text for line in outcome.metadata] == ["Ada Okafor, 1999"]
    assert outcome.quotes == ()


def test_parts_about_the_document_and_about_its_subject_are_both_answered(tmp_path: Path) -> None:
    (tmp_path / "town.yaml").write_text("author: Ada Okafor", "utf-8")
    outcome = ask(tmp_path, "Who wrote this and who built the mill?")
    assert isinstance(outcome, Answer)
    assert [line.text for line in outcome.metadata] == ["Ada Okafor"]
    assert outcome.quotes[0].paragraph == 1
    assert outcome.unanswered == ()


def test_what_is_asked_of_the_document_is_not_searched_for_in_it(tmp_path: Path) -> None:
    (tmp_path / "town.yaml").write_text("author: Ada Okafor", "utf-8")
    plain = ask(tmp_path, "Why did carts go the long way?")
    for question, history in (
        ("Who wrote this? Why did carts go the long way?", ()),
        ("Why did carts go the long way?", ("Who wrote this?",)),
    ):
        outcome = ask(tmp_path, question, history)
        assert isinstance(outcome, Answer)
        assert isinstance(plain, Answer)
        assert outcome.quotes == plain.quotes
        assert [hit.score for hit in outcome.hits] == [hit.score for hit in plain.hits]


def test_what_the_texts_do_not_say_stays_open_beside_the_metadata(tmp_path: Path) -> None:
    (tmp_path / "town.yaml").write_text("author: Ada Okafor", "utf-8")
    outcome = ask(tmp_path, "Who wrote this, and what frightens elephants?")
    assert isinstance(outcome, Answer)
    assert outcome.quotes == ()
    assert outcome.unanswered == ("what frightens elephants?",)


def test_what_the_metadata_lack_is_refused_and_named(tmp_path: Path) -> None:
    outcome = ask(tmp_path, "Who wrote this?")
    assert isinstance(outcome, Abstention)
    assert outcome.reason is Reason.NOT_IN_METADATA
    assert outcome.missing == (MetadataField.AUTHOR,)
    (tmp_path / "town.yaml").write_text("author: Ada Okafor", "utf-8")
    half = ask(tmp_path, "Who wrote this and when?")
    assert isinstance(half, Answer)
    assert half.unanswered == ("date",)


def test_of_many_documents_none_is_guessed(tmp_path: Path) -> None:
    for name in "abcde":
        (tmp_path / f"{name}.txt").write_text(f"{name} is a letter.", "utf-8")
    outcome = ask(tmp_path, "When was it published?")
    assert isinstance(outcome, Abstention)
    assert outcome.reason is Reason.WHICH_DOCUMENT


def test_the_document_that_answered_before_is_meant(tmp_path: Path) -> None:
    (tmp_path / "hall.txt").write_text("The hall of Elsby has nine gates.", "utf-8")
    (tmp_path / "hall.yaml").write_text("author: Ben Holt", "utf-8")
    (tmp_path / "town.yaml").write_text("author: Ada Okafor", "utf-8")
    outcome = ask(tmp_path, "Who wrote this?", ("Who built the mill?",))
    assert isinstance(outcome, Answer)
    assert [line.text for line in outcome.metadata] == ["Ada Okafor"]


class CertainReader:
    """A reader to which every sentence that names a florin answers, whatever was asked."""

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        del question
        scores = [tuple(5.0 if "florin" in s else 4.0 for s in p.sentences) for p in passages]
        return [PassageReading(max(one), one) for one in scores]


KETTLE = """\
The kettle of Orlen holds two litres of water.

Orlen sells the kettle with a lid.
"""
MILL = "A florin was paid for every sack of meal that the mill of Orlen did hold.\n"
ASKING = "How much does the kettle of Orlen hold?\n"


def led(tmp_path: Path, texts: Mapping[str, str], document: float) -> tuple[str, float]:
    """Return which document leads an answer about the kettle, and the confidence in it."""
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    settings = Settings(answer_threshold=0.31)
    answerer = answerer_of(documents, HashedEncoder(), settings, CertainReader())
    weighed = replace(answerer, weighing=Weighing(document=document))
    outcome = weighed.answer("How much does the kettle of Orlen hold?")
    assert isinstance(outcome, Answer)
    return outcome.quotes[0].document.id, outcome.confidence


def test_the_document_that_a_question_leads_to_answers_before_a_surer_sentence_of_another(
    tmp_path: Path,
) -> None:
    both = {"kettle": KETTLE, "mill": MILL}
    unheard, heard = led(tmp_path, both, 0.0), led(tmp_path, both, 1.0)
    assert (unheard[0], heard[0]) == ("mill", "kettle")
    assert heard[1] < unheard[1]


def test_a_document_that_only_asks_keeps_no_other_from_answering(tmp_path: Path) -> None:
    three = {"kettle": KETTLE, "asking": ASKING}
    assert led(tmp_path, three, 1.0) == led(tmp_path, three, 0.0)
    assert led(tmp_path, three, 1.0)[0] == "kettle"


def test_a_name_that_the_documents_have_is_not_refused(tmp_path: Path) -> None:
    """The reader is not sure of it: it knows one of the two words."""
    outcome = ask(tmp_path, "old bridge")
    assert isinstance(outcome, Answer)
    assert (
        outcome.quotes[0].text == "A flood took the old bridge, and carts went the long way round."
    )
    assert outcome.confidence < 0.5  # the threshold: it is how sure the reader is
    assert isinstance(ask(tmp_path, "new bridge"), Abstention)


@pytest.mark.parametrize("text", ["", "Hallo is a village near Orlen.\n"])
def test_a_mistyped_greeting_is_one_unless_a_document_has_its_word(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "mill.txt").write_text(f"{MILL}\n{text}", "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    answerer = answerer_of(documents, HashedEncoder(), Settings(), CertainReader())
    outcome = answerer.answer("hallo there")
    is_greeting = isinstance(outcome, Abstention) and outcome.reason is Reason.CHATTER
    assert is_greeting is not bool(text)


def test_a_mistyped_word_of_a_title_is_no_greeting(tmp_path: Path) -> None:
    (tmp_path / "hallo.txt").write_text(MILL, "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    answerer = answerer_of(documents, HashedEncoder(), Settings(), CertainReader())
    outcome = answerer.answer("hallo")
    assert not (isinstance(outcome, Abstention) and outcome.reason is Reason.CHATTER)


@pytest.mark.parametrize(
    ("word", "is_asked"), [("zzz", False), ("sdfgh?", False), ("wheels", True)]
)
def test_a_word_that_is_none_is_not_answered(tmp_path: Path, word: str, *, is_asked: bool) -> None:
    (tmp_path / "mill.txt").write_text(MILL, "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    answerer = answerer_of(documents, HashedEncoder(), Settings(), CertainReader())
    assert isinstance(answerer.answer(word), Answer) is is_asked
