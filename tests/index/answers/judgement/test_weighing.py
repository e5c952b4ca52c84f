"""What a sentence of a passage that was read is worth, and whether it may be shown."""

from dataclasses import replace

from index.answers.judgement.judging import beside_others
from index.answers.judgement.weighing import JudgedPassage, ReadingBudget, Weighing, worth_reading
from index.answers.questions.asked_instead import AskedInstead
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
    scores = READ.sentence_scores()
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
    assert unread.answering_apart(unread.sentence_scores(), 9.0) == [True, True, True]


def test_how_far_a_passage_is_below_the_best_of_its_document_counts_up_to_a_bound() -> None:
    weighing = Weighing(span=2.0)
    near, far = (replace(READ, weighing=weighing, document_score=s) for s in (2.5, 6.0))
    assert READ.sentence_scores() == [3.0, 1.5, -2.0]
    assert near.sentence_scores() == [1.5, 0.0, -3.5]
    assert far.sentence_scores() == [1.0, -0.5, -4.0]


def test_how_far_its_document_is_below_the_best_of_all_counts_besides_and_in_the_evidence() -> None:
    weighing = Weighing(document=1.5, most_apart=4.0)
    near, far = (replace(READ, weighing=weighing, document_gap=gap) for gap in (2.0, 9.0))
    assert near.sentence_scores() == [0.0, -1.5, -5.0]
    assert far.sentence_scores() == [-3.0, -4.5, -8.0]
    assert [one.best_odds for one in (READ, near, far)] == [3.0, 0.0, -3.0]
    assert [one.best_answerable for one in (READ, near, far)] == [3.0, 0.0, -3.0]


def test_what_only_asks_leads_to_no_document() -> None:
    def found(document: str, score: float, silent: frozenset[int] = frozenset()) -> JudgedPassage:
        passage = Passage(document, 1, 0, 29, SENTENCES)
        return replace(
            READ, candidate=replace(CANDIDATE, passage=passage, score=score), silent=silent
        )

    asking = found("b", 9.0, frozenset({0, 1, 2}))
    judged = beside_others([found("a", 5.0), found("a", 2.0), asking, found("b", 4.0)])
    assert [one.document_score for one in judged] == [5.0, 5.0, 9.0, 9.0]
    assert [one.document_gap for one in judged] == [0.0, 0.0, 1.0, 1.0]
    assert [one.document_gap for one in beside_others([asking])] == [0.0]


def found_in(
    document: str, score: float, odds: tuple[float, ...], silent: frozenset[int] = frozenset()
) -> JudgedPassage:
    passage = replace(PASSAGE, document=document, sentences=SENTENCES[: len(odds)])
    candidate = replace(CANDIDATE, passage=passage, score=score, sentences=(0.0,) * len(odds))
    return JudgedPassage(candidate, PassageReading(2.0, odds), silent)


def test_one_question_is_followed_from_search_to_what_is_shown() -> None:
    # Search finds two passages of the mill's document, and one of the law's. The reader gives each
    # sentence its log-odds; the third of the first passage asks something itself.
    passages = [
        found_in("mill", 8.0, (4.0, 1.0, 3.0), silent=frozenset({2})),
        found_in("mill", 5.0, (3.0,)),
        found_in("law", 6.5, (5.0, -0.5)),
    ]
    first, second, law = beside_others(passages)

    # own_odds, odds: as they were read, but what is silent is no answer. Nothing is asked instead.
    assert first.own_odds == first.odds == [4.0, 1.0, -20.0]
    # rank_score, by which passages are ordered: score in search + rerank * best log-odds.
    assert [one.rank_score for one in (first, second, law)] == [12.0, 8.0, 11.5]

    # sentence_scores, by which sentences of all passages are compared. The first passage leads in
    # its document, and that leads among documents: it loses nothing.
    assert first.sentence_scores() == [4.0, 1.0, -20.0]
    # The second is 3 below the first, of which `span` counts 2, `passage` times.
    assert second.sentence_scores() == [1.0]
    # The law's document is 1.5 below, under `most_apart`, which counts `document` times.
    assert (law.document_gap, law.document_discount) == (1.5, 1.5)
    assert law.sentence_scores() == [3.5, -2.0]
    # The same is taken from what speaks for an answer at all.
    assert [one.best_odds for one in (first, second, law)] == [4.0, 3.0, 3.5]
    assert [one.best_answerable for one in (first, second, law)] == [2.0, 2.0, 0.5]

    # answering: the best sentence, 4.0, is in the first passage. What stands around it needs
    # `least_odds`, and is shown within `margin` of it.
    assert first.answering == [True, True, False]
    # What stands apart has to be worth 2.0, `margin_apart` below the best, besides.
    assert law.answering == [True, True]
    assert law.answering_apart(law.sentence_scores(), 4.0) == [True, False]
    assert second.answering_apart(second.sentence_scores(), 4.0) == [False]


def test_what_is_read_is_near_the_first_and_after_two_not_too_long() -> None:
    def read(*scores: float, budget: ReadingBudget) -> list[float]:
        candidates = [replace(CANDIDATE, score=score) for score in scores]
        return [one.score for one in worth_reading(candidates, budget)]

    many = ReadingBudget(passages=9, characters=9000)
    assert read(30.0, 10.0, 9.9, budget=many) == [30.0, 10.0]
    assert read(9.0, 8.0, 7.0, budget=replace(many, passages=2)) == [9.0, 8.0]
    # A passage has 29 characters: two are read in any case, a third where there is room for it.
    assert read(9.0, 8.0, 7.0, budget=replace(many, characters=10)) == [9.0, 8.0]
    assert read(9.0, 8.0, 7.0, 6.0, budget=replace(many, characters=87)) == [9.0, 8.0, 7.0]
