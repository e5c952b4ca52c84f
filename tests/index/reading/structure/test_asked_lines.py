"""Questions of a plain text over their answers are headings of these."""

import pytest

from index.reading.documents import document_of
from index.types import Document

ANSWERS = [
    "On Mondays from 18:00 to 21:00, except in August.",
    "Two pounds. You get one back if you return it dry.",
    "Ring Ada Bell on 0555 12345. She lives next door.",
]
QUESTIONS = ["When is the mill open?", "How much is a sack?", "Whom do I ring when it is lost?"]
STORY = "The growers met in the old hall, and agreed on the price of seed after a long debate."


def told(document: Document) -> list[tuple[str | None, str]]:
    return [(one.section, document.text[one.start : one.end]) for one in document.paragraphs]


def asked(*pairs: tuple[str, str], between: str = "\n") -> Document:
    return document_of("\n\n".join(f"{question}{between}{answer}" for question, answer in pairs))


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_questions_over_their_answers_head_them(between: str) -> None:
    pairs = [*zip(QUESTIONS, ANSWERS, strict=True)]
    assert told(asked(*pairs, between=between)) == pairs


@pytest.mark.parametrize(
    ("mark", "reply"), [("Q:", "A:"), ("Q.", "A."), ("Question 7:", "Answer 7:"), ("Q1:", "A1:")]
)
def test_a_marked_question_heads_its_answer_whose_mark_stays(mark: str, reply: str) -> None:
    marked = [f"{mark} {question}" for question in QUESTIONS]
    answers = [f"{reply} {answer}" for answer in ANSWERS]
    pairs = [*zip(marked, answers, strict=True)]
    assert told(asked(*pairs)) == pairs


def test_what_is_marked_as_a_question_need_not_ask() -> None:
    pairs = [
        (f"Q: {question}", f"A: {answer}")
        for question, answer in zip(QUESTIONS, ANSWERS, strict=True)
    ]
    pairs[1] = ("Q: I have lost my sack.", "A: Two Pounds")
    assert told(asked(*pairs)) == pairs


def test_questions_stand_in_the_sections_that_they_are_listed_in() -> None:
    (first, second, third), (one, two, three) = QUESTIONS, ANSWERS
    lines = ["THE MILL", first, f"{one} {STORY}", second, f"{two} {STORY}", "SACKS", third, three]
    document = document_of("\n\n".join(lines))
    assert [(one.title, one.level) for one in document.sections] == [
        ("THE MILL", 1),
        (first, 2),
        (second, 2),
        ("SACKS", 1),
        (third, 2),
    ]


def test_few_questions_of_many_lines_are_read() -> None:
    lines = [line for question in QUESTIONS for line in (question, *[STORY] * 5)]
    document = document_of("\n\n".join(lines))
    assert document.sections == ()
    assert len(document.paragraphs) == 18


@pytest.mark.parametrize(
    "asked_by",
    [
        "“{}” asked the miller. “And who will pay?”",
        "Ada: {}",
        "- {}",
        "and {}",
    ],
)
def test_what_somebody_asks_is_read(asked_by: str) -> None:
    pairs = [(asked_by.format(question), STORY) for question in QUESTIONS]
    assert asked(*pairs, between="\n\n").sections == ()


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_what_is_asked_below_a_name_is_read(between: str) -> None:
    spoken = [
        part
        for question, answer in zip(QUESTIONS, ANSWERS, strict=True)
        for part in ("ADA", question, "CARL", answer)
    ]
    document = document_of(between.join(spoken))
    assert not {section for section, _ in told(document)} & {*QUESTIONS}


def test_what_verses_ask_is_read() -> None:
    verses = ["The brook ran by.", "Who saw it rise?", "The wheel stood still."]
    document = document_of("\n".join(verses * 4))
    assert not any(section and section.endswith("?") for section, _ in told(document))


def test_questions_in_a_row_are_read() -> None:
    document = document_of("\n\n".join([*QUESTIONS, STORY, *QUESTIONS, STORY, *QUESTIONS, STORY]))
    assert document.sections == ()


def test_two_questions_are_read() -> None:
    assert asked(*zip(QUESTIONS[:2], ANSWERS[:2], strict=True), between="\n\n").sections == ()
