"""Excerpts can be read by themselves, keep to their budget and never overlap."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answers.excerpts import MOST_EXCERPTS, excerpts_of
from index.answers.kept_sentences import Paragraphs
from index.answers.scored_sentences import ScoredSentence
from index.types import BlockKind, Document, Metadata, Paragraph, Span

SENTENCES = [
    ["The guild meets in winter.", "It votes on the harbour toll.", "The toll was doubled."],
    ["Nobody voted against the toll.", "The mayor said: “We shall pay it now.", "We are poor.”"],
    ["The guild meets in the winter."],
]


def document() -> Document:
    text, paragraphs = "", []
    for number, sentences in enumerate(SENTENCES, start=1):
        start = len(text)
        text += " ".join(sentences)
        paragraphs.append(Paragraph(number, start, len(text), None))
        text += "\n\n"
    return Document("d", text, tuple(paragraphs), Metadata("D"))


DOCUMENT = document()


def span_of(sentence: str) -> Span:
    start = DOCUMENT.text.index(sentence)
    return Span(start, start + len(sentence))


class Given(Paragraphs):
    """Paragraphs with the sentences of `SENTENCES`, whatever a segmenter makes of them."""

    def sentences(self, document: Document, span: Span) -> tuple[Span, ...]:
        paragraph = document.paragraph_at(span.start)
        assert paragraph is not None
        return tuple(span_of(s) for s in SENTENCES[paragraph.number - 1])


def quotes(scores: dict[str, float], budget: int = 600, margin: float = 0.5) -> list[str]:
    scored = [ScoredSentence(DOCUMENT, span_of(s), score) for s, score in scores.items()]
    return [quote.text for quote in excerpts_of([scored], Given(), budget, margin)]


def test_a_sentence_that_points_back_brings_its_antecedent() -> None:
    assert quotes({"It votes on the harbour toll.": 1.0}) == [
        "The guild meets in winter. It votes on the harbour toll."
    ]


@pytest.mark.parametrize(
    ("sentence", "leans"),
    [
        ("And the growers and the miller certainly do.", True),
        ("Neither did the miller.", True),
        ("The growers did not.", True),
        ("So do the dyers.", True),
        ("And the miller will not pay the toll.", False),
        ("The miller did the books.", False),
        ("And nobody pays.", False),
    ],
)
def test_a_sentence_that_leaves_out_what_is_done_brings_the_one_before(
    sentence: str, leans: bool
) -> None:
    told = f"Partners may differ on the toll. {sentence}"
    whole = one_paragraph(told)
    scored = ScoredSentence(whole, Span(told.index(sentence), len(told)), 1.0)
    [shown] = excerpts_of([[scored]], Paragraphs(), 600, 9.0)
    assert shown.text == (told if leans else sentence)


def test_an_excerpt_does_not_start_inside_quoted_speech() -> None:
    [shown] = excerpts_of(
        [[ScoredSentence(DOCUMENT, span_of("We are poor.”"), 1.0)]], Given(), 600, 0.5
    )
    assert shown.text == "The mayor said: “We shall pay it now. We are poor.”"
    assert shown.highlight == span_of("We are poor.”")


def test_what_a_document_quotes_as_a_paragraph_is_said_to_be_quoted() -> None:
    kinded = tuple(
        replace(paragraph, kind=BlockKind.QUOTATION if paragraph.number == 1 else BlockKind.TEXT)
        for paragraph in DOCUMENT.paragraphs
    )
    quoting = replace(DOCUMENT, paragraphs=kinded)
    for sentence, quoted in (
        ("The guild meets in winter.", True),
        ("Nobody voted against the toll.", False),
    ):
        scored = ScoredSentence(quoting, span_of(sentence), 1.0)
        [shown] = excerpts_of([[scored]], Given(), 600, 0.5)
        assert shown.quoted_speaker is quoted


def test_neighbours_join_into_one_excerpt() -> None:
    assert quotes({"The toll was doubled.": 1.0, "It votes on the harbour toll.": 0.9}) == [
        "The guild meets in winter. It votes on the harbour toll. The toll was doubled."
    ]


def test_a_sentence_that_says_the_same_is_shown_once() -> None:
    assert quotes({"The guild meets in winter.": 1.0, "The guild meets in the winter.": 0.99}) == [
        "The guild meets in winter."
    ]


def test_what_scores_far_below_the_best_is_left_out() -> None:
    assert quotes({"The toll was doubled.": 1.0, "Nobody voted against the toll.": 0.4}) == [
        "The toll was doubled."
    ]


def test_the_best_comes_first() -> None:
    assert quotes({"The toll was doubled.": 0.8, "Nobody voted against the toll.": 1.0}) == [
        "Nobody voted against the toll.",
        "The toll was doubled.",
    ]


def test_a_sentence_longer_than_the_budget_is_cut_at_a_word() -> None:
    assert quotes({"Nobody voted against the toll.": 1.0}, budget=20) == ["Nobody voted against"]


def test_the_best_leads_where_it_is_cut_and_what_stands_beside_keeps_to_the_room_left() -> None:
    scores = {"Nobody voted against the toll.": 5.0, "The toll was doubled.": 4.0}
    assert quotes(scores, budget=29, margin=9.0) == ["Nobody voted against the"]
    assert quotes(scores | {"We are poor.”": 3.0}, budget=29, margin=9.0) == [
        "Nobody voted against the"
    ]


def test_words_in_quotation_marks_are_said_to_be_quoted_where_they_are_cut() -> None:
    said = "“We shall pay the toll in winter, and in spring.”"
    quoting = Document("q", said, (Paragraph(1, 0, len(said), None),), Metadata("Q"))
    scored = ScoredSentence(quoting, Span(0, len(said)), 1.0)
    [shown] = excerpts_of([[scored]], Paragraphs(), 20, 0.5)
    assert (shown.text, shown.quoted_speaker) == ("“We shall pay the", True)


def test_a_sentence_from_the_middle_of_quoted_words_is_said_to_be_quoted() -> None:
    scored = ScoredSentence(DOCUMENT, span_of("We are poor.”"), 1.0)
    [shown] = excerpts_of([[scored]], Given(), 13, 0.5)
    assert (shown.text, shown.quoted_speaker) == ("We are poor.”", True)


def test_what_is_only_named_in_marks_is_the_authors_own() -> None:
    named = "The idea of “a contract with the town” was taken up by the guild of millers."
    scored = ScoredSentence(one_paragraph(named), Span(0, len(named)), 1.0)
    [shown] = excerpts_of([[scored]], Paragraphs(), 600, 0.5)
    assert shown.quoted_speaker is False


ALL = [sentence for paragraph in SENTENCES for sentence in paragraph]


@given(
    st.dictionaries(st.sampled_from(ALL), st.floats(0, 1), min_size=1),
    st.integers(25, 400),
    st.floats(0, 1),
)
def test_excerpts_keep_the_budget_and_never_overlap(
    scores: dict[str, float], budget: int, margin: float
) -> None:
    scored = [ScoredSentence(DOCUMENT, span_of(s), score) for s, score in scores.items()]
    shown = excerpts_of([scored], Given(), budget, margin)
    assert 1 <= len(shown) <= MOST_EXCERPTS
    assert sum(len(quote.text) for quote in shown) <= budget
    spans = sorted(Span(quote.start, quote.end) for quote in shown)
    assert all(not a.overlaps(b) for a, b in pairwise(spans))
    assert all(DOCUMENT.text[q.start : q.end] == q.text for q in shown)


def test_each_part_of_a_question_gets_its_best_sentence_first() -> None:
    first = {"The guild meets in winter.": 9.0, "The toll was doubled.": 8.0}
    second = {"Nobody voted against the toll.": 0.2}
    parts = [
        [ScoredSentence(DOCUMENT, span_of(s), score) for s, score in part.items()]
        for part in (first, second)
    ]
    shown = [quote.text for quote in excerpts_of(parts, Given(), 58, 3.0)]
    assert shown == ["The guild meets in winter.", "Nobody voted against the toll."]


def test_an_antecedent_takes_no_answers_place() -> None:
    scores = {
        "The guild meets in the winter.": 1.0,
        "It votes on the harbour toll.": 0.9,
        "Nobody voted against the toll.": 0.8,
    }
    # With 100 characters there is room for all three; the antecedent of the second needs 26 more.
    assert quotes(scores, budget=100) == [
        "The guild meets in the winter.",
        "It votes on the harbour toll.",
        "Nobody voted against the toll.",
    ]
    assert quotes(
        {"Nobody voted against the toll.": 1.0, "It votes on the harbour toll.": 0.9}
    ) == [
        "Nobody voted against the toll.",
        "The guild meets in winter. It votes on the harbour toll.",
    ]


def test_quoted_speech_without_room_for_its_speaker_is_left_out() -> None:
    scores = {"The guild meets in winter.": 1.0, "We are poor.”": 0.9}
    assert quotes(scores, budget=60) == ["The guild meets in winter."]


def test_what_does_not_answer_by_itself_is_shown_only_where_it_is_best() -> None:
    toll, nobody = (span_of(SENTENCES[n][k]) for n, k in ((0, 2), (1, 0)))
    weak = ScoredSentence(DOCUMENT, nobody, 1.0, answers=False)
    beside = [ScoredSentence(DOCUMENT, toll, 1.2), weak]
    assert [q.text for q in excerpts_of([beside], Given(), 600, 9)] == ["The toll was doubled."]
    assert [q.text for q in excerpts_of([[weak]], Given(), 600, 9)] == [SENTENCES[1][0]]


def test_who_leads_stays_where_there_is_no_room_for_who_is_speaking() -> None:
    assert quotes({"We are poor.”": 1.0}, budget=20) == ["We are poor.”"]


def one_paragraph(text: str) -> Document:
    return Document("p", text, (Paragraph(1, 0, len(text), None),), Metadata("P"))


def test_an_excerpt_has_three_sentences_at_most() -> None:
    told = ["The guild met.", "It voted.", "It paid the toll.", "It went home."]
    text = " ".join(told)
    whole = one_paragraph(text)
    spans = [Span(text.index(s), text.index(s) + len(s)) for s in told]
    last = ScoredSentence(whole, spans[3], 1.0)
    [shown] = excerpts_of([[last]], Paragraphs(), 600, 9.0)
    assert shown.text == "It voted. It paid the toll. It went home."
    scored = [
        ScoredSentence(whole, span, score) for span, score in zip(spans, (4, 3, 2, 1), strict=True)
    ]
    first = excerpts_of([scored], Paragraphs(), 600, 9.0)[0]
    assert first.text == "The guild met. It voted. It paid the toll."


def test_the_sentences_of_those_paragraphs_are_kept_that_were_used_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_for: list[int] = []

    def noted(document: Document, paragraph: Paragraph) -> tuple[Span, ...]:
        looked_for.append(paragraph.number)
        return (Span(paragraph.start, paragraph.end),)

    monkeypatch.setattr("index.answers.kept_sentences.sentences_in", noted)
    kept = Paragraphs(most=2)
    for number in (1, 2, 1, 3, 1, 2):
        start = DOCUMENT.paragraphs[number - 1].start
        assert kept.sentences(DOCUMENT, Span(start, start + 1))[0].start == start
    assert looked_for == [1, 2, 3, 2]


def paragraphs_of(*texts: str) -> Document:
    starts = [sum(len(text) + 2 for text in texts[:number]) for number in range(len(texts))]
    paragraphs = tuple(
        Paragraph(number, start, start + len(text), None)
        for number, (start, text) in enumerate(zip(starts, texts, strict=True), start=1)
    )
    return Document("s", "\n\n".join(texts), paragraphs, Metadata("S"))


def shown_of(document: Document, sentence: str, budget: int = 600) -> list[str]:
    start = document.text.index(sentence)
    scored = ScoredSentence(document, Span(start, start + len(sentence)), 1.0)
    return [quote.text for quote in excerpts_of([[scored]], Paragraphs(), budget, 9.0)]


def test_what_a_colon_announces_stands_behind_it() -> None:
    lead = "As the miller said of the new toll:"
    said = "The carters pay it. The mill does not. The bridge is ours. So is the weir."
    mill = paragraphs_of(f"The mill is old. {lead}", said, "It was so until the flood.")
    shown = "The carters pay it. The mill does not. The bridge is ours."
    assert shown_of(mill, lead) == [lead, shown]
    assert shown_of(mill, lead, 60) == [lead, "The carters pay it."]


def test_what_a_colon_announces_is_cut_where_it_is_long() -> None:
    lead = "As the miller said of the new toll:"
    said = "The carters pay it, " + "and the dyers, " * 40 + "and the mill does not."
    _, shown = shown_of(paragraphs_of(lead, said), lead, 200)
    assert said.startswith(shown)
    assert 100 <= len(shown) <= 200 - len(lead)
    assert shown_of(paragraphs_of(lead, said), lead, 100) == [lead]


def test_a_view_brings_the_sentence_that_says_that_it_is_not_so() -> None:
    view = "The elders thought that the weir caused the flood."
    denied = f"{view} This is a convenient opinion and quite untrue."
    assert shown_of(paragraphs_of(f"{denied} The rolls are kept."), view) == [denied]
    assert shown_of(paragraphs_of(f"{view} This is their opinion."), view) == [view]
    assert shown_of(paragraphs_of(view, "None of this is true."), view) == [
        view,
        "None of this is true.",
    ]


def test_what_says_that_something_is_not_so_brings_it() -> None:
    told = "The weir is said to have caused the flood. Nothing of the kind happened."
    assert shown_of(paragraphs_of(told), "Nothing of the kind happened.") == [told]


def test_a_view_that_stands_beside_brings_what_rejects_it_too() -> None:
    view = "Some blame the weir. They are wrong."
    town = paragraphs_of("The flood came in May.", view)
    spans = (town.paragraphs[0].span, Span(town.text.index("Some"), town.text.index(" They")))
    scored = [ScoredSentence(town, span, 2.0 - n) for n, span in enumerate(spans)]
    shown = excerpts_of([scored], Paragraphs(), 600, 9.0)
    assert [quote.text for quote in shown] == ["The flood came in May.", view]
